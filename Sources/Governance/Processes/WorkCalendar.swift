import EventLog
import Groundwork
import YAMLFiles

/// The working days of a country as data: weekends, public holidays (节假日) and the weekend days that
/// are worked instead (调休上班), from `Policies/processes/calendar.yaml`.
///
/// Days are counted in whole days since 1970-01-01 of the local time.
public struct WorkCalendar: Hashable, Sendable, Codable {
  /// Local time is UTC and so many hours.
  public var offsetHours: Int64
  /// Years whose holidays are known.
  public var years: Set<Int>
  public var holidays: Set<Int64>
  public var workedWeekends: Set<Int64>

  public init(
    offsetHours: Int64, years: Set<Int>, holidays: Set<Int64>, workedWeekends: Set<Int64>
  ) {
    self.offsetHours = offsetHours
    self.years = years
    self.holidays = holidays
    self.workedWeekends = workedWeekends
  }

  /// The day in which a moment lies.
  public func day(of time: Timestamp) -> Int64 {
    let local = time.milliseconds + offsetHours * 3_600_000
    let day = local / 86_400_000
    return local % 86_400_000 < 0 ? day - 1 : day
  }

  /// The last millisecond of a day.
  public func end(of day: Int64) -> Timestamp {
    Timestamp(milliseconds: (day + 1) * 86_400_000 - offsetHours * 3_600_000 - 1)
  }

  public func isWorking(_ day: Int64) -> Bool {
    if workedWeekends.contains(day) { return true }
    if holidays.contains(day) { return false }
    // 1970-01-01 was a Thursday; Sunday is 0.
    let weekday = ((day + 4) % 7 + 7) % 7
    return weekday != 0 && weekday != 6
  }

  /// Whether the holidays of the year of a day are known.
  public func knows(_ day: Int64) -> Bool { years.contains(WorkCalendar.year(of: day)) }

  /// How many days that count lie after one day, up to and with another.
  ///
  /// The day on which a period begins does not count. Source: 民法典 §201.
  /// - Complexity: O(days).
  public func count(after start: Int64, through end: Int64, working: Bool) -> Int {
    guard end > start else { return 0 }
    guard working else { return Int(end - start) }
    return (start + 1...end).count { isWorking($0) }
  }

  /// The day on which so many days have been counted after a day.
  ///
  /// A period of calendar days that ends on a day off ends on the next working day.
  /// Source: 民法典 §201, §203.
  /// - Complexity: O(days).
  public func day(_ count: Int, after start: Int64, working: Bool) -> Int64 {
    var day = start
    var left = count
    while left > 0 {
      day += 1
      if !working || isWorking(day) { left -= 1 }
    }
    // No run of days off is anywhere near this long.
    for _ in 0..<60 where !working && !isWorking(day) { day += 1 }
    return day
  }

  static func year(of day: Int64) -> Int {
    Int(Timestamp(milliseconds: day * 86_400_000).iso8601.prefix(4)) ?? 0
  }
}

extension WorkCalendar {
  /// - Throws: Diagnostics `calendar.*` with file and line.
  public init(yaml: String, file: String) throws(Diagnostic) {
    let document = try YAMLNode.document(yaml, file: file, report: .init("calendar"))
    let map = try document.mapping(["schema", "utc_offset_hours", "years"])
    try ProcessFile.check(map["schema"], "zhitu.calendar/1", document)
    let offset = try document.require("utc_offset_hours", in: map)
    guard let hours = Int64(try offset.text()), (-12...14).contains(hours) else {
      throw offset.error("offset", zh: "时差应为 -12 到 14", en: "the offset must be from -12 to 14")
    }
    self.init(offsetHours: hours, years: [], holidays: [], workedWeekends: [])
    for node in try document.require("years", in: map).list() {
      let row = try node.mapping(["year", "source", "verified", "off", "on"])
      _ = try node.require("source", in: row).text()
      _ = try node.require("verified", in: row).boolean()
      guard let year = Int(try node.require("year", in: row).text()),
        years.insert(year).inserted
      else { throw node.error("year", zh: "年份有误或重复", en: "the year is wrong or repeated") }
      for item in try node.require("off", in: row).list() {
        let days = try WorkCalendar.days(item, in: year)
        holidays.formUnion(days)
      }
      for item in try node.require("on", in: row).list() {
        for day in try WorkCalendar.days(item, in: year) {
          guard !isWorking(day), !holidays.contains(day) else {
            throw item.error(
              "not-a-weekend", zh: "调休上班日应为周末", en: "a day worked instead must be a weekend day")
          }
          workedWeekends.insert(day)
        }
      }
    }
  }

  /// Reads `2026-02-15` or `2026-02-15/2026-02-23`.
  private static func days(
    _ node: YAMLNode, in year: Int
  ) throws(Diagnostic) -> ClosedRange<Int64> {
    let ends = try node.text().split(separator: "/").map { text in
      Timestamp(iso8601: String(text)).map { $0.milliseconds / 86_400_000 }
    }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends.last ?? nil,
      first <= last, WorkCalendar.year(of: first) == year, WorkCalendar.year(of: last) == year
    else {
      throw node.error(
        "days", zh: "写成 2026-02-15 或 2026-02-15/2026-02-23，且在该年度之内",
        en: "write 2026-02-15 or 2026-02-15/2026-02-23, within the year")
    }
    return first...last
  }
}
