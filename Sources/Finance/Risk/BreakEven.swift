import Groundwork

/// The price of one line at which a plan just carries itself: solved, not searched, as every amount is
/// linear in every price.
public struct BreakEven: Hashable, Sendable, Codable {
  public var line: String
  public var price: Money
  /// At which the present value before financing is zero; `nil` where the price does not matter or
  /// would be below zero.
  public var forValue: Money?
  /// At which the cash position is never below zero with the plan's financing.
  public var forCash: Money?

  /// O(lines × years).
  public init?(_ engine: FundEngine, line index: Int) {
    let line = engine.plan.lines[index]
    guard case .priced(let price, _, let quantity, _) = line.amount, quantity > 0 else {
      return nil
    }
    self.line = line.id
    self.price = price
    let flows = BreakEven.flows(engine, line: index, price: price)
    let discount = engine.plan.discount.value
    let value = FundMetrics.presentValue(flows.base, discount)
    let slope = FundMetrics.presentValue(flows.slope, discount)
    let isCost = line.side == .cost
    forValue = BreakEven.solved(price, value, slope, isCost)
    if engine.plan.loans.contains(where: \.isByCash) {
      forCash = BreakEven.searched(engine, line: index, isCost)
      return
    }
    // Every year asks for a price of its own; the strictest decides.
    let table = engine.table()
    var change = 0.0
    var strictest: Money?
    var isPossible = true
    for year in 0..<table.years {
      change += flows.slope[year]
      let cash = Double(table.cumulative[year].fen)
      if change == 0 {
        if cash < 0 { isPossible = false }
        continue
      }
      guard let needed = BreakEven.solved(price, cash, change, isCost) else {
        isPossible = false
        continue
      }
      strictest = strictest.map { isCost ? min($0, needed) : max($0, needed) } ?? needed
    }
    forCash = isPossible ? strictest : nil
  }

  /// The price at which `value + slope × (price' − price)` is zero, rounded to the side that holds.
  private static func solved(
    _ price: Money, _ value: Double, _ slope: Double, _ isCost: Bool
  ) -> Money? {
    guard slope != 0 else { return nil }
    let exact = Double(price.fen) - value / slope
    let fen = exact.rounded(isCost ? .down : .up)
    guard fen.isFinite, abs(fen) < 9e18 else { return nil }
    if fen < 0 { return isCost ? nil : .zero }
    return Money(fen: Int64(fen))
  }

  /// The same for a plan with debts repaid by cash, whose interest is not linear in prices: the table at a
  /// price, by halving. More revenue or less cost never leaves less cash.
  private static func searched(
    _ engine: FundEngine, line index: Int, _ isCost: Bool
  ) -> Money? {
    guard case .priced(_, let unit, let quantity, let origin) = engine.plan.lines[index].amount
    else { return nil }
    func holds(_ fen: Int64) -> Bool {
      var plan = engine.plan
      plan.lines[index].amount = .priced(
        price: Money(fen: fen), unit: unit, quantity: quantity, origin: origin)
      guard let other = try? FundEngine(plan) else { return false }
      return other.table().lowest.cash >= .zero
    }
    var (least, most): (Int64, Int64) = (0, 999_999_999_999)
    if isCost {
      guard holds(least) else { return nil }
      while least < most {
        let middle = least + (most - least + 1) / 2
        if holds(middle) { least = middle } else { most = middle - 1 }
      }
      return Money(fen: least)
    }
    guard holds(most) else { return nil }
    while least < most {
      let middle = least + (most - least) / 2
      if holds(middle) { most = middle } else { least = middle + 1 }
    }
    return Money(fen: least)
  }

  /// Operating flows, and how they change with one 分 of the price: directly and through shares.
  private static func flows(
    _ engine: FundEngine, line index: Int, price: Money
  ) -> (base: [Double], slope: [Double]) {
    let plan = engine.plan
    let base = engine.table().operating.map { Double($0.fen) }
    // Unrounded, so that the slope is exact.
    var changes: [[Double]] = []
    var slope = [Double](repeating: 0, count: plan.years)
    var places: [String: Int] = [:]
    for (place, line) in plan.lines.enumerated() {
      var change = [Double](repeating: 0, count: plan.years)
      switch line.amount {
      case .priced(_, let unit, _, _) where place == index:
        let perUnit = unit == .mu ? 3.0 / 200_000 : 1.0 / 100
        change = engine.quantities(of: place).map { Double($0) * perUnit }
      case .priced: break
      case .share(let ids, let rate):
        for id in ids {
          guard let of = places[id] else { continue }
          for year in change.indices { change[year] += changes[of][year] * rate.value }
        }
      }
      places[line.id] = place
      for year in slope.indices { slope[year] += line.side == .cost ? -change[year] : change[year] }
      changes.append(change)
    }
    return (base, slope)
  }
}
