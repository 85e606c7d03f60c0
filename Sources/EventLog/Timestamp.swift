/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Handed in by whoever holds a clock; no room reads one, so every history can be replayed.
public struct Timestamp: Hashable, Sendable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

  /// The time so many seconds later.
  public func adding(seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds + seconds * 1000)
  }

  public func adding(days: Int64) -> Timestamp { adding(seconds: days * 86_400) }

  /// Seconds from another time to this one, rounded down.
  public func seconds(since other: Timestamp) -> Int64 {
    (milliseconds - other.milliseconds).floorDivided(by: 1000)
  }
}

extension Timestamp {
  /// RFC 3339 in UTC with milliseconds: `2026-03-01T08:30:00.000Z`.
  public var iso8601: String {
    let days = milliseconds.floorDivided(by: 86_400_000)
    let rest = milliseconds - days * 86_400_000
    let (year, month, day) = Timestamp.civil(days)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(two(month))-\(two(day))T\(two(rest / 3_600_000)):"
      + "\(two(rest / 60_000 % 60)):\(two(rest / 1000 % 60)).\(padded(rest % 1000, 3))Z"
  }

  /// Reads `2026-03-01`, `2026-03-01T08:30Z`, `…:00Z` or `…:00.123Z`; nothing else.
  public init?(iso8601 text: String) {
    let pattern =
      /(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z)?/
    guard let match = text.wholeMatch(of: pattern), let year = Int64(match.1),
      let month = Int64(match.2), let day = Int64(match.3), (1...12).contains(month), day >= 1
    else { return nil }
    let days = Timestamp.days(year, month, day)
    // A day that the month does not have comes back as another.
    guard Timestamp.civil(days) == (year, month, day) else { return nil }
    let hour = match.4.flatMap { Int64($0) } ?? 0
    let minute = match.5.flatMap { Int64($0) } ?? 0
    let second = match.6.flatMap { Int64($0) } ?? 0
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var fraction = match.7.map(String.init) ?? "0"
    while fraction.count < 3 { fraction += "0" }
    guard let thousandths = Int64(fraction) else { return nil }
    milliseconds =
      days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + thousandths
  }

  /// The day of the proleptic Gregorian calendar, from days since 1970-01-01.
  ///
  /// Source: H. Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `civil_from_days`.
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// Days since 1970-01-01 (the same source, `days_from_civil`).
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Timestamp: Codable {
  /// Written as the number of milliseconds.
  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
