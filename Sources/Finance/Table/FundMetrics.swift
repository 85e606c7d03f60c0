import Groundwork

/// What a table says of a plan.
public struct FundMetrics: Hashable, Sendable, Codable {
  /// Of the flows before financing, at the plan's discount rate, the first year undiscounted.
  public var presentValue: Money
  /// Of the flows before financing; `nil` where none or more than one rate makes them zero.
  public var internalRate: Double?
  /// Years until the flows before financing have paid back, within the year by proportion.
  public var payBack: Double?
  /// The smallest and the mean cover of a year's debt service by its operating flow.
  public var smallestCover: Double?
  public var meanCover: Double?
  /// Present value of the operating flows over the life of the debt, at its mean rate, against what is
  /// owed when they begin (LLCR).
  public var loanLifeCover: Double?
  /// Operating flows over the life of the debt against all principal and interest (FIN-04).
  public var coverage: Double?
  public var lowestCash: Money
  public var lowestYear: Int
  /// Whether the cash position is never below zero (FIN-09).
  public var carriesItself: Bool

  public init(_ table: FundTable, _ plan: FundPlan) {
    let flows = table.operating.map { Double($0.fen) }
    presentValue = Money(
      fen: Int64(FundMetrics.presentValue(flows, plan.discount.value).rounded()))
    internalRate = FundMetrics.internalRate(flows)
    payBack = FundMetrics.payBack(flows)
    let lowest = table.lowest
    lowestCash = lowest.cash
    lowestYear = lowest.year
    carriesItself = lowest.cash >= .zero
    let service = zip(table.interest, table.principal).map { Double(($0 + $1).fen) }
    // Years in which principal is due; interest in construction is paid from the sources.
    let due = table.principal.indices.filter { table.principal[$0] > .zero }
    let covers = due.map { flows[$0] / service[$0] }
    smallestCover = covers.min()
    meanCover = covers.isEmpty ? nil : covers.reduce(0, +) / Double(covers.count)
    guard let first = due.first, let last = due.last else { return }
    let paid = service.reduce(0, +)
    coverage = flows[first...last].reduce(0, +) / paid
    let owed = table.debts.reduce(0.0) { sum, debt in
      sum + Double((debt.balance[first] + debt.principal[first]).fen)
    }
    let interest = Double(table.interest[first].fen)
    let rate = owed > 0 ? interest / owed : 0
    // The flow of a year is there at its end.
    let value = FundMetrics.presentValue(Array(flows[first...last]), rate) / (1 + rate)
    loanLifeCover = owed > 0 ? value / owed : nil
  }

  /// Σ flow(t) / (1 + r)ᵗ, t from 0.
  public static func presentValue(_ flows: [Double], _ rate: Double) -> Double {
    var factor = 1.0
    var sum = 0.0
    for flow in flows {
      sum += flow * factor
      factor /= 1 + rate
    }
    return sum
  }

  /// The rate at which the present value is zero; `nil` unless there is exactly one above −99 %.
  ///
  /// Every change of sign of the value on a fine grid of rates is looked at; one change is bisected.
  public static func internalRate(_ flows: [Double]) -> Double? {
    let scale = flows.map(abs).max() ?? 0
    guard scale > 0 else { return nil }
    let unit = flows.map { $0 / scale }
    let grid =
      (0...2000).map { -0.99 + Double($0) / 2000 * 0.99 } + (1...4000).map { Double($0) / 400 }
    var roots: [Double] = []
    var before = presentValue(unit, grid[0])
    for (low, high) in zip(grid, grid.dropFirst()) {
      let after = presentValue(unit, high)
      if before == 0 {
        roots.append(low)
      } else if before * after < 0 {
        roots.append(bisected(unit, low, high))
      }
      before = after
    }
    return roots.count == 1 ? roots[0] : nil
  }

  private static func bisected(_ flows: [Double], _ low: Double, _ high: Double) -> Double {
    var (low, high) = (low, high)
    let sign = presentValue(flows, low)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if presentValue(flows, middle) * sign > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Years after the beginning until the sum of flows stays at or above zero.
  public static func payBack(_ flows: [Double]) -> Double? {
    var sums: [Double] = []
    for flow in flows { sums.append((sums.last ?? 0) + flow) }
    guard let last = sums.last, last >= 0 else { return nil }
    guard let below = sums.lastIndex(where: { $0 < 0 }) else { return 0 }
    return Double(below + 1) + -sums[below] / flows[below + 1]
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }
}
