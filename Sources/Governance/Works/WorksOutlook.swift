import EventLog
import Groundwork

/// How the works go against their plan on a day, and when they will end at the rate so far (S 曲线).
public struct WorksOutlook: Hashable, Sendable {
  /// Values by the end of a day; `nil` after the day of the outlook.
  public struct Point: Hashable, Sendable {
    public var day: Int64
    public var planned: Money
    public var reported: Money?
    public var confirmed: Money?
  }

  public struct Item: Hashable, Sendable {
    public var id: String
    public var reported: WorksQuantity
    public var confirmed: WorksQuantity
    /// The value of what was to be done by now, and of what was confirmed.
    public var planned: Money
    public var value: Money
    /// The day on which it ended or will end.
    public var end: Int64
    public var isDone: Bool
  }

  public var day: Int64
  public var cost: Money
  public var planned: Money
  public var reported: Money
  public var confirmed: Money
  public var items: [Item]
  /// The last planned day, and the last day at the rate so far.
  public var plannedEnd: Int64
  public var end: Int64
  /// What is to be spent in each year by the plan, and at the rate so far.
  public var plannedByYear: [Int: Money]
  public var expectedByYear: [Int: Money]
  public var points: [Point]

  /// Days by which the works will end later than planned; negative: sooner.
  public var delay: Int64 { end - plannedEnd }

  /// What is confirmed of what was planned by now, in millionths; `nil` before anything was due.
  public var performance: Int64? {
    guard planned > .zero else { return nil }
    return WorksOutlook.quotient(confirmed.fen, 1_000_000, planned.fen, most: .max).value
  }

  /// - Returns: `nil` without a plan.
  /// - Complexity: O(months × reports).
  public init?(_ works: Works, on day: Int64) {
    guard let plan = works.plan, let span = plan.span else { return nil }
    self.day = day
    cost = plan.cost
    plannedEnd = span.upperBound
    planned = plan.planned(through: day)
    let done = works.confirmed(through: day)
    let said = works.reported(through: day)
    reported = plan.value(of: said)
    confirmed = plan.value(of: done)
    items = plan.items.map { item in
      WorksOutlook.item(item, works, said[item.id] ?? .zero, done[item.id] ?? .zero, day)
    }
    end = items.map(\.end).max() ?? plannedEnd
    plannedByYear = [:]
    expectedByYear = [:]
    points = []
    points = WorksOutlook.days(span, day, end).map { one in
      Point(
        day: one, planned: plan.planned(through: one),
        reported: one <= day ? plan.value(of: works.reported(through: one)) : nil,
        confirmed: one <= day ? plan.value(of: works.confirmed(through: one)) : nil)
    }
    plannedByYear = WorksOutlook.byYear(span) { plan.planned(through: $0) }
    let last = max(end, day)
    expectedByYear = WorksOutlook.byYear(span.lowerBound...max(span.lowerBound, last)) { one in
      one <= day
        ? plan.value(of: works.confirmed(through: one))
        : zip(plan.items, items).reduce(.zero) { $0 + WorksOutlook.expected($1, one, day) }
    }
  }

  private static func item(
    _ item: WorksPlan.Item, _ works: Works, _ reported: WorksQuantity,
    _ confirmed: WorksQuantity, _ day: Int64
  ) -> Item {
    let capped = min(confirmed, item.quantity)
    let isDone = confirmed >= item.quantity
    let end: Int64
    if isDone {
      let last = works.confirmations.last { $0.item == item.id && $0.day.dayNumber <= day }
      end = last?.day.dayNumber ?? item.last.dayNumber
    } else if capped > .zero {
      // At the rate since the works on it were first reported.
      let first = works.reports.first { $0.item == item.id }?.day.dayNumber ?? day
      let elapsed = max(1, day - min(first, item.first.dayNumber) + 1)
      let rest = item.quantity.thousandths - capped.thousandths
      let days = quotient(rest, min(elapsed, longest), capped.thousandths, most: longest)
      end = day + min(longest, days.value + (days.isExact ? 0 : 1))
    } else {
      // Not begun: it takes as long as planned, from its day or from now on.
      end = item.first.dayNumber > day ? item.last.dayNumber : day + item.days
    }
    return Item(
      id: item.id, reported: reported, confirmed: confirmed, planned: item.planned(through: day),
      value: item.value(of: capped), end: end, isDone: isDone)
  }

  /// A century; nothing is forecast beyond it.
  private static let longest: Int64 = 36_600

  /// a × b ÷ c rounded down, at most `most`; exact for any 64-bit numbers that are not negative.
  private static func quotient(
    _ a: Int64, _ b: Int64, _ c: Int64, most: Int64
  ) -> (value: Int64, isExact: Bool) {
    let product = a.multipliedFullWidth(by: b)
    let limit = most.multipliedFullWidth(by: c)
    if (product.high, product.low) >= (limit.high, limit.low) { return (most, true) }
    let (value, remainder) = c.dividingFullWidth(product)
    return (value, remainder == 0)
  }

  /// The value that an item will have by the end of a later day.
  private static func expected(
    _ pair: (WorksPlan.Item, Item), _ day: Int64, _ now: Int64
  ) -> Money {
    let (plan, item) = pair
    if item.isDone || day >= item.end { return plan.cost }
    let start = item.value > .zero ? now : max(now, item.end - plan.days)
    guard day > start, item.end > start else { return item.value }
    return item.value + (plan.cost - item.value).share(day - start, of: item.end - start)
  }

  /// The last days of months from the beginning to the end, with the beginning, today and the ends.
  private static func days(_ span: ClosedRange<Int64>, _ now: Int64, _ end: Int64) -> [Int64] {
    var days: Set = [span.lowerBound - 1, span.upperBound]
    if now >= span.lowerBound { days.insert(min(now, max(span.upperBound, end))) }
    for one in span where isLastOfMonth(one) { days.insert(one) }
    if end > span.upperBound, now > span.upperBound {
      for one in span.upperBound...min(now, end) where isLastOfMonth(one) { days.insert(one) }
    }
    return days.sorted()
  }

  private static func isLastOfMonth(_ day: Int64) -> Bool {
    Timestamp(dayNumber: day + 1).date.hasSuffix("-01")
  }

  /// What a growing sum grows by in each year.
  private static func byYear(
    _ span: ClosedRange<Int64>, _ sum: (Int64) -> Money
  ) -> [Int: Money] {
    var result: [Int: Money] = [:]
    var before = Money.zero
    var day = span.lowerBound
    while day <= span.upperBound {
      guard let year = Int(Timestamp(dayNumber: day).date.prefix(4)),
        let next = Timestamp(iso8601: "\(year + 1)-01-01")?.dayNumber
      else { break }
      let value = sum(min(next - 1, span.upperBound))
      result[year] = value - before
      before = value
      day = next
    }
    return result
  }
}
