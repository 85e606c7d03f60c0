import Foundation
import Groundwork
import Policy
import Synchronization
import Workbench

/// The program's rule book, read again only where its files have changed: reading takes a tenth of a
/// second, comparing the files a few milliseconds.
enum RuleShelf {
  private static let known = Mutex<RuleBook?>(nil)

  /// - Throws: ``Groundwork/Diagnostic`` of the first problem in the files.
  static func book() throws -> RuleBook {
    let before = known.withLock { $0 }
    let book = try RuleBook.load(ProgramHome.path("Policies"), known: before)
    known.withLock { $0 = book }
    return book
  }

  /// Today, or the day that a request states.
  static func day(_ text: String?) throws -> CalendarDate {
    guard let date = CalendarDate(text ?? String(Date().formatted(.iso8601).prefix(10))) else {
      throw Problem(
        422, "service.date", zh: "日期应如 2026-01-31。", en: "The date must be written as 2026-01-31."
      )
    }
    return date
  }

  /// The rules as they stand on the day and in the place of a request.
  static func standing(_ call: EndpointCall) throws -> RuleStanding {
    let bench = Workbench(call.workspace)
    return RuleStanding(
      try book(), on: try day(call.optional("date")),
      scope: try scope(call.optional("scope")) ?? bench.countyCode() ?? "",
      confirmations: try bench.keptConfirmations())
  }

  private static func scope(_ text: String?) throws -> String? {
    guard let text else { return nil }
    guard (2...12).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw Problem(
        422, "rules.scope", zh: "行政区划代码应为 2 至 12 位数字，如 330211。",
        en: "An administrative code has 2 to 12 digits, such as 330211.")
    }
    return text
  }
}
