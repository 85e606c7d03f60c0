import EventLog

extension WorkCalendar {
  /// The calendar with its days in order, so that the same calendar is the same bytes.
  private struct Kept: Codable {
    var offsetHours: Int64
    var years: [Int]
    var holidays: [Int64]
    var workedWeekends: [Int64]
  }

  /// The calendar as the bytes that are kept with the cases whose time limits it counts.
  public func bytes() throws -> [UInt8] {
    try CanonicalJSON().bytes(
      Kept(
        offsetHours: offsetHours, years: years.sorted(), holidays: holidays.sorted(),
        workedWeekends: workedWeekends.sorted()))
  }

  /// - Throws: Diagnostic `log.unreadable`.
  public init(kept bytes: [UInt8]) throws {
    let kept = try CanonicalJSON.value(Kept.self, bytes)
    self.init(
      offsetHours: kept.offsetHours, years: Set(kept.years), holidays: Set(kept.holidays),
      workedWeekends: Set(kept.workedWeekends))
  }
}
