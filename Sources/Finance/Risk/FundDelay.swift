import Groundwork

/// What it costs that a phase slips (工期延误的代价): the other phases, and the days on which debt is due,
/// stay where they are.
public struct FundDelay: Hashable, Sendable, Codable {
  public var phase: FundLine.Phase
  public var years: Int
  /// How the present value before financing changes.
  public var value: Money
  /// The smallest cash position then, its year, and how it changes.
  public var lowestCash: Money
  public var lowestYear: Int
  public var cashChange: Money
}

extension FundShock {
  /// The same assumptions with one phase so many years later than they have it.
  public func delayed(_ phase: FundLine.Phase, by years: Int) -> FundShock {
    var shock = self
    shock.delays[phase] = (delays[phase] ?? 0) + years
    return shock
  }

  /// The same assumptions with the price of a line moved to so many millionths of what they have.
  public func priced(_ line: String, _ factor: Int64) -> FundShock {
    var shock = self
    shock.prices[line] = rounded(Int128(prices[line] ?? 1_000_000) * Int128(factor), 1_000_000)
    return shock
  }
}

extension FundEngine {
  /// The price of a delay of each phase that the plan has, by phase and years.
  ///
  /// O(phases × years × lines × years of the table).
  /// - Parameter shock: the assumptions under which it is asked.
  public func delays(upTo years: Int = 3, under shock: FundShock = FundShock()) -> [FundDelay] {
    let base = FundMetrics(table(shock), plan)
    let phases = FundLine.Phase.allCases.filter { phase in
      plan.lines.contains { line in
        if case .priced = line.amount { line.phase == phase } else { false }
      }
    }
    return phases.flatMap { phase in
      (1...max(1, years)).map { late in
        let metrics = FundMetrics(table(shock.delayed(phase, by: late)), plan)
        return FundDelay(
          phase: phase, years: late, value: metrics.presentValue - base.presentValue,
          lowestCash: metrics.lowestCash, lowestYear: metrics.lowestYear,
          cashChange: metrics.lowestCash - base.lowestCash)
      }
    }
  }
}
