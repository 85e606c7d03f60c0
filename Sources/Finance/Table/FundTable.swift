import Groundwork

/// The table of a plan by year, exact to the 分.
public struct FundTable: Hashable, Sendable {
  public struct Debt: Hashable, Sendable {
    public var draws: [Money]
    public var interest: [Money]
    public var principal: [Money]
    /// Owed at the end of each year.
    public var balance: [Money]
  }

  public var firstYear: Int
  /// In step with the plan's lines, by year.
  public var lines: [[Money]]
  /// In step with the plan's loans.
  public var debts: [Debt]
  public var cost: [Money]
  public var revenue: [Money]
  /// Revenue less cost.
  public var operating: [Money]
  public var drawn: [Money]
  public var interest: [Money]
  public var principal: [Money]
  /// What is left of a year after financing.
  public var net: [Money]
  /// The cash position at the end of each year (FIN-09).
  public var cumulative: [Money]

  public var years: Int { net.count }

  /// The lowest cash position, and its year.
  public var lowest: (year: Int, cash: Money) {
    var found = (year: firstYear, cash: cumulative.first ?? .zero)
    for (index, cash) in cumulative.enumerated() where cash < found.cash {
      found = (firstYear + index, cash)
    }
    return found
  }
}

/// A change of the assumptions: what if.
public struct FundShock: Hashable, Sendable, Codable {
  /// Line → factor of its price in millionths; 1 000 000 leaves it.
  public var prices: [String: Int64]
  /// Line → factor of its quantity in millionths.
  public var quantities: [String: Int64]
  /// Phase → by how many years it slips; what slips past the last year falls into the last.
  public var delays: [FundLine.Phase: Int]
  /// Added to every rate of interest.
  public var interest: FundRate

  public init(
    prices: [String: Int64] = [:], quantities: [String: Int64] = [:],
    delays: [FundLine.Phase: Int] = [:], interest: FundRate = .zero
  ) {
    self.prices = prices
    self.quantities = quantities
    self.delays = delays
    self.interest = interest
  }
}

/// A plan made ready, so that it can be asked many times.
public struct FundEngine: Sendable {
  public let plan: FundPlan
  private struct Row: Sendable {
    var price: Int64
    var isMu: Bool
    var quantities: [Int64]
    var shares: [Int]
    var rate: Int64
    var isCost: Bool
    var phase: FundLine.Phase
  }

  private let rows: [Row]
  private let years: Int

  /// - Throws: Diagnostics `fund.*`; see ``FundPlan/check()``.
  public init(_ plan: FundPlan) throws {
    try plan.check()
    self.plan = plan
    years = plan.years
    var places: [String: Int] = [:]
    var rows: [Row] = []
    for (index, line) in plan.lines.enumerated() {
      places[line.id] = index
      var row = Row(
        price: 0, isMu: false, quantities: [], shares: [], rate: 0, isCost: line.side == .cost,
        phase: line.phase)
      switch line.amount {
      case .priced(let price, let unit, let quantity, _):
        row.price = price.fen
        row.isMu = unit == .mu
        let weights = (0..<plan.years).map { line.schedule[plan.firstYear + $0] ?? 0 }
        row.quantities = LargestRemainder.split(quantity, by: weights)
      case .share(let ids, let rate):
        row.shares = ids.compactMap { places[$0] }
        row.rate = rate.millionths
      }
      rows.append(row)
    }
    self.rows = rows
  }

  /// The quantities of a line by year, in hundredths.
  public func quantities(of line: Int) -> [Int64] { rows[line].quantities }

  /// The table, with a change of the assumptions. O(lines × years).
  public func table(_ shock: FundShock = FundShock()) -> FundTable {
    var lines: [[Money]] = []
    lines.reserveCapacity(rows.count)
    var cost = [Int64](repeating: 0, count: years)
    var revenue = cost
    for (index, row) in rows.enumerated() {
      let amounts = amounts(of: row, plan.lines[index].id, shock, lines)
      for year in 0..<years {
        if row.isCost {
          cost[year] += amounts[year].fen
        } else {
          revenue[year] += amounts[year].fen
        }
      }
      lines.append(amounts)
    }
    let debts = debts(
      shock.interest, operating: (0..<years).map { Money(fen: revenue[$0] - cost[$0]) })
    return sum(lines, debts, cost, revenue)
  }

  private func sum(
    _ lines: [[Money]], _ debts: [FundTable.Debt], _ cost: [Int64], _ revenue: [Int64]
  ) -> FundTable {
    let zero = [Money](repeating: .zero, count: years)
    var (drawn, interest, principal) = (zero, zero, zero)
    for debt in debts {
      for year in 0..<years {
        drawn[year] += debt.draws[year]
        interest[year] += debt.interest[year]
        principal[year] += debt.principal[year]
      }
    }
    let operating = (0..<years).map { Money(fen: revenue[$0] - cost[$0]) }
    let net = (0..<years).map { operating[$0] + drawn[$0] - interest[$0] - principal[$0] }
    var cumulative: [Money] = []
    for amount in net { cumulative.append((cumulative.last ?? .zero) + amount) }
    return FundTable(
      firstYear: plan.firstYear, lines: lines, debts: debts,
      cost: cost.map { Money(fen: $0) }, revenue: revenue.map { Money(fen: $0) },
      operating: operating, drawn: drawn, interest: interest, principal: principal, net: net,
      cumulative: cumulative)
  }

  private func amounts(
    of row: Row, _ id: String, _ shock: FundShock, _ earlier: [[Money]]
  ) -> [Money] {
    guard row.shares.isEmpty else {
      return (0..<years).map { year in
        var base: Int128 = 0
        for index in row.shares { base += Int128(earlier[index][year].fen) }
        return Money(fen: rounded(base * Int128(row.rate), 1_000_000))
      }
    }
    let price =
      shock.prices[id].map { rounded(Int128(row.price) * Int128($0), 1_000_000) } ?? row.price
    var quantities = row.quantities
    if let factor = shock.quantities[id] {
      quantities = quantities.map { rounded(Int128($0) * Int128(factor), 1_000_000) }
    }
    if let delay = shock.delays[row.phase], delay > 0 {
      quantities = FundEngine.delayed(quantities, by: delay)
    }
    // 1 亩 = 200 000 / 3 of 0.01 m².
    let (times, divisor): (Int128, Int128) = row.isMu ? (3, 200_000) : (1, 100)
    return quantities.map {
      Money(fen: rounded(Int128(price) * Int128($0) * times, divisor))
    }
  }

  /// What slips past the last year falls into the last.
  static func delayed(_ quantities: [Int64], by years: Int) -> [Int64] {
    var moved = [Int64](repeating: 0, count: quantities.count)
    for (year, quantity) in quantities.enumerated() {
      moved[min(quantities.count - 1, year + years)] += quantity
    }
    return moved
  }
}

extension Money {
  static func += (a: inout Money, b: Money) { a = a + b }
  static prefix func - (a: Money) -> Money { Money(fen: -a.fen) }
}
