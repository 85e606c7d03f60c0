/// A day of the Gregorian calendar, without time or time zone.
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let day: Int32

  public init(day: Int32) {
    self.day = day
  }

  /// `nil` unless the three numbers name a day between the years 1 and 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDate.days(inMonth: month, year: year)
    else { return nil }
    // Days from the civil calendar, in eras of 400 years that begin in March (Howard Hinnant's
    // `days_from_civil`).
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.day = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2024-08-05`.
  public init?(_ text: some StringProtocol) {
    guard let parts = CalendarDate.numbers(text), parts.count == 3 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  /// The first day that a date written as a year, a month or a day can mean: `2019-12` is
  /// 2019-12-01.
  public init?(earliest text: some StringProtocol) {
    guard let parts = CalendarDate.numbers(text) else { return nil }
    self.init(
      year: parts[0], month: parts.count > 1 ? parts[1] : 1, day: parts.count > 2 ? parts[2] : 1)
  }

  /// The last day that a date written as a year, a month or a day can mean: `2027` is 2027-12-31.
  public init?(latest text: some StringProtocol) {
    guard let parts = CalendarDate.numbers(text) else { return nil }
    let month = parts.count > 1 ? parts[1] : 12
    guard (1...12).contains(month) else { return nil }
    self.init(
      year: parts[0], month: month,
      day: parts.count > 2 ? parts[2] : CalendarDate.days(inMonth: month, year: parts[0]))
  }

  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The same day of the month `months` later, or the last day of that month where there is none;
  /// `nil` outside the years 1 to 9999.
  public func adding(months: Int) -> CalendarDate? {
    guard (-120_000...120_000).contains(months) else { return nil }
    let (year, month, day) = components
    let count = year * 12 + month - 1 + months
    guard count >= 12 else { return nil }
    let newYear = count / 12
    let newMonth = count % 12 + 1
    let last = CalendarDate.days(inMonth: newMonth, year: newYear)
    return CalendarDate(year: newYear, month: newMonth, day: min(day, last))
  }

  /// `nil` outside the years 1 to 9999.
  public func adding(days: Int) -> CalendarDate? {
    let (sum, overflow) = Int(day).addingReportingOverflow(days)
    guard !overflow, (-719_162...2_932_896).contains(sum) else { return nil }
    return CalendarDate(day: Int32(sum))
  }

  /// The exact number of years from this day to another: whole calendar years plus the fraction of
  /// the year begun; negative when the other day is earlier. `nil` outside the years 1 to 9999.
  public func years(to other: CalendarDate) -> Rational? {
    var whole = other.components.year - components.year
    guard var begun = adding(months: whole * 12) else { return nil }
    if begun > other {
      whole -= 1
      guard let earlier = adding(months: whole * 12) else { return nil }
      begun = earlier
    }
    if begun == other { return Rational(whole) }
    guard let next = adding(months: (whole + 1) * 12),
      let share = Rational(
        Int128(other.day) - Int128(begun.day), over: Int128(next.day) - Int128(begun.day))
    else { return nil }
    return Rational(whole).adding(share)
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.day < b.day }

  private static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// One to three numbers with 4, 2 and 2 digits, separated by hyphens.
  private static func numbers(_ text: some StringProtocol) -> [Int]? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for (index, part) in parts.enumerated() {
      guard part.utf8.count == (index == 0 ? 4 : 2), part.utf8.allSatisfy({ 48...57 ~= $0 }),
        let number = Int(part)
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `2024-08-05`.
  public var description: String {
    let (year, month, day) = components
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      + (month < 10 ? "-0" : "-") + "\(month)" + (day < 10 ? "-0" : "-") + "\(day)"
  }
}
