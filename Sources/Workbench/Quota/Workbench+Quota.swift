import Access
import EventLog
import Foundation
import Groundwork
import Policy
import Quota
import Storage

/// The use cases of the quota book (指标台账).
extension Workbench {
  /// The one book of a workspace.
  static func quotaStream() throws -> StreamName {
    try StreamName(QuotaEvent.category, QuotaProjection.stream)
  }

  /// The kinds of the program; for what asks for no purposes.
  public static func quotaKinds() throws -> [QuotaKind] {
    let (text, name) = try kindsFile(nil)
    return try QuotaCatalogue(yaml: text, file: name).kinds
  }

  private static func kindsFile(_ file: String?) throws -> (text: String, name: String) {
    let path = try file ?? ProgramHome.path("Policies/quota/kinds.yaml")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Diagnostic(
        code: "quota.no-file",
        Localized(zh: "读不到指标种类文件", en: "the file of kinds cannot be read"), file: path)
    }
    return (text, (path as NSString).lastPathComponent)
  }

  /// The kinds of a file, with the orders of purposes that the rules set where the book lies.
  ///
  /// - Parameters:
  ///   - file: `nil`: that which the program is delivered with.
  ///   - policies: the folder of rule packs; `nil`: that of the program.
  ///   - area: the administrative code; `nil`: that of most holders, or only rules of the nation.
  ///   - day: the rules in force on it.
  /// - Throws: Diagnostics `quota.kinds`, `quota.no-file`, `policy.*`.
  public func quotaCatalogue(
    _ file: String? = nil, policies: String? = nil, area: String? = nil, on day: Timestamp
  ) throws -> QuotaCatalogue {
    let (text, name) = try Workbench.kindsFile(file)
    return try QuotaCatalogue(
      yaml: text, file: name, rules: quotaRules(policies: policies, area: area, on: day))
  }

  /// The rules in force on a day where the book lies.
  private func quotaRules(
    policies: String?, area: String?, on day: Timestamp
  ) throws -> QuotaRules {
    func ownArea() throws -> String {
      let book = try quotaBook().book
      return book.holders.isEmpty ? "" : try Workbench.quotaObject(book).area.digits
    }
    return QuotaRules(
      book: try RuleBook.load(policies ?? ProgramHome.path("Policies")),
      area: try area ?? ownArea(),
      date: CalendarDate(day: Int32(day.milliseconds / 86_400_000)),
      confirmations: try keptConfirmations())
  }

  /// The book as it stands. O(size of the book).
  public func quotaBook() throws -> QuotaProjection.State {
    try workspace.readEvents { try $0.current(QuotaProjection.self) }
  }

  /// The history of the book.
  public func quotaDeeds() throws -> [Deed<QuotaEvent>] {
    try workspace.readEvents { try $0.deeds(of: Workbench.quotaStream(), as: QuotaEvent.self) }
  }

  /// Does something with the book: founds it, enrols a holder, posts orders.
  ///
  /// - Parameter expected: The version that the author saw; `nil`: whatever it is now.
  /// - Returns: The book afterwards.
  /// - Throws: `EventConflict`; diagnostics `access.refused`, `quota.*`.
  @discardableResult
  public func performQuota(
    _ command: QuotaCommand, expected: Int64? = nil, by context: DeedContext,
    _ authority: Authority
  ) throws -> QuotaProjection.State {
    try workspace.write { writer in
      let events = writer.events
      try events.beginLog(
        LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let seen = try events.current(QuotaProjection.self)
      // A book without holders lies where whoever begins it has their office.
      let own = authority.law.directory.organisations[context.actor.organisation]?.area
      let object =
        seen.book.holders.isEmpty
        ? AccessObject(
          .quota, QuotaProjection.stream, area: own ?? .country, level: .important)
        : try Workbench.quotaObject(seen.book, command)
      for action in Workbench.actions(of: command) {
        try authority.demand(action, object, at: context.time)
      }
      try events.perform(
        QuotaDecider.self, command, in: Versioned(seen.book, version: seen.version),
        on: Workbench.quotaStream(), expected: expected, by: context)
      return try events.update(QuotaProjection.self)
    }
  }

  /// The rights that a command needs.
  static func actions(of command: QuotaCommand) -> Set<Action> {
    switch command {
    case .found, .adopt, .enrol: [.create]
    case .post(let orders): Set(orders.map { action(of: $0.act) })
    }
  }

  /// Who decides on units does not ask for them: 核定, 扣减, 核减, what is stated of a lot, and the
  /// ministry's locks are checks.
  static func action(of act: QuotaAct) -> Action {
    switch act {
    case .verify, .deduct, .void, .describe: .check
    case .hold(let operation, _, _):
      [.freeze, .unfreeze, .ministryLock, .ministryUnlock].contains(operation) ? .check : .change
    default: .change
    }
  }

  /// The book as the rights see it: it lies in the county of most of its holders below the city, else
  /// in the area that they share.
  static func quotaObject(
    _ book: QuotaBook, _ command: QuotaCommand? = nil
  ) throws -> AccessObject {
    var holders = Array(book.holders.values)
    if case .enrol(let holder)? = command { holders.append(holder) }
    let codes = holders.filter { $0.level != .city && $0.level != .province }.map(\.area)
    let counties = Dictionary(grouping: codes) { String($0.prefix(6)) }
    var shared = codes.first ?? ""
    for code in codes { shared = shared.commonPrefix(with: code) }
    if let most = counties.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      most.value.count * 2 > codes.count
    {
      shared = most.key
    }
    let digits = [12, 9, 6, 4, 2, 0].first { $0 <= shared.count } ?? 0
    return AccessObject(
      .quota, QuotaProjection.stream, area: try AreaCode(String(shared.prefix(digits))),
      level: .important)
  }

  /// The book as the rights see it.
  public static func quotaAccess(_ book: QuotaBook) throws -> AccessObject {
    try quotaObject(book)
  }

  // MARK: Questions

  public func quotaTrace(_ lot: String) throws -> QuotaTrace {
    let deeds = try quotaDeeds()
    return try QuotaTrace(lot: lot, book: QuotaDecider.fold(deeds), deeds: deeds)
  }

  public func quotaExport() throws -> QuotaExport { QuotaExport(try quotaDeeds()) }
}
