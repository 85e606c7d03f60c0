import Groundwork

/// What measures cost together, of which some may state no cost.
///
/// The sum of the stated costs is the cost only where every measure states one; otherwise the cost is
/// unknown and at least that sum.
public struct StatedCost: Sendable, Hashable {
  /// The sum of the costs that are stated.
  public private(set) var sum = Money.zero
  /// The number of measures that state a cost, and of those that state none.
  public private(set) var with = 0
  public private(set) var without = 0

  public init() {}

  public init(_ measures: some Sequence<Measure>) {
    for measure in measures { add(measure.cost) }
  }

  /// The cost; `nil` where a measure states none.
  public var whole: Money? { without == 0 ? sum : nil }

  /// The sum of the stated costs; `nil` where none is stated.
  public var stated: Money? { with == 0 ? nil : sum }

  public mutating func add(_ cost: Money?) {
    guard let cost else { return without += 1 }
    with += 1
    sum += cost
  }
}
