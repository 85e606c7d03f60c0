import Finance
import Groundwork

/// One mode of financing on a district.
public struct FundModeRow: Sendable, Codable {
  public var mode: FinancingMode
  public var title: Localized
  /// Kind of source → per cent.
  public var sources: [String: Int64]
  public var interest: Money
  public var lowestCash: Money
  public var carriesItself: Bool
  public var smallestCover: Double?
  public var flags: [Localized]
}

extension FinancingMode {
  /// Sources in per cent and their rates: placeholders that a county replaces.
  var structure: (weights: [FundLoan.Kind: Int64], rates: [FundLoan.Kind: FundRate]) {
    let rates: [FundLoan.Kind: FundRate] = [
      .bond: FundRate(millionths: 28_000), .loan: FundRate(millionths: 36_000),
      .social: FundRate(millionths: 60_000),
    ]
    let weights: [FundLoan.Kind: Int64] =
      switch self {
      case .investor: [.capital: 20, .social: 80]
      case .investorEPC: [.capital: 25, .loan: 45, .social: 30]
      case .epcOperate: [.capital: 40, .bond: 30, .loan: 30]
      case .partnership: [.capital: 25, .loan: 50, .social: 25]
      case .concession: [.capital: 20, .bond: 20, .loan: 40, .social: 20]
      }
    return (weights, rates)
  }
}

/// What the decision table is asked, which no table of money knows.
public struct FundModeQuestion: Sendable, Codable {
  public var funds: FinancingMode.Strength
  public var skill: FinancingMode.Strength
  /// The share of revenue that users pay, in per cent.
  public var userPays: Int
  public var needsSubsidy: Bool

  public init(
    funds: FinancingMode.Strength, skill: FinancingMode.Strength, userPays: Int, needsSubsidy: Bool
  ) {
    self.funds = funds
    self.skill = skill
    self.userPays = userPays
    self.needsSubsidy = needsSubsidy
  }
}

/// What the decision table answers.
public struct FundModeChoice: Sendable, Codable {
  public var mode: FinancingMode
  public var title: Localized
  /// Revenue over cost of the whole life; `nil` without cost.
  public var balance: Double?
}

extension FundReport {
  /// The mode that the decision table gives a district like this one.
  public func modeChoice(_ question: FundModeQuestion) -> FundModeChoice {
    let cost = table.cost.reduce(Money.zero, +)
    let revenue = table.revenue.reduce(Money.zero, +)
    let balance = cost > .zero ? Double(revenue.fen) / Double(cost.fen) : nil
    let mode = FinancingMode.suggested(
      funds: question.funds, skill: question.skill, balance: balance ?? .infinity,
      userPays: Double(question.userPays) / 100, needsSubsidy: question.needsSubsidy)
    return FundModeChoice(mode: mode, title: mode.title, balance: balance)
  }
}

extension FundReport {
  /// The same district in each mode, under the assumptions of the report.
  public func modes() throws -> [FundModeRow] {
    try FinancingMode.allCases.map { mode in
      let (weights, stated) = mode.structure
      // The interest in construction follows the rates, too.
      let rates = stated.mapValues {
        FundRate(millionths: max(0, $0.millionths + shock.interest.millionths))
      }
      var rest = shock
      rest.interest = .zero
      let financed = plan.financed(by: weights, rates: rates, table: table)
      let table = try FundEngine(financed).table(rest)
      let metrics = FundMetrics(table, financed)
      return FundModeRow(
        mode: mode, title: mode.title,
        sources: Dictionary(uniqueKeysWithValues: weights.map { ($0.key.rawValue, $0.value) }),
        interest: table.interest.reduce(.zero, +), lowestCash: metrics.lowestCash,
        carriesItself: metrics.carriesItself, smallestCover: metrics.smallestCover,
        flags: mode.flags)
    }
  }
}

extension Workbench {
  /// The same district in each mode.
  public func fundModes(_ name: String) throws -> [FundModeRow] { try fundReport(name).modes() }
}

extension FundEngine {
  /// The same span for the price of every line.
  public func evenSpans(percent: Int64) -> [String: FundSpan] {
    var spans: [String: FundSpan] = [:]
    for line in plan.lines {
      guard case .priced = line.amount else { continue }
      spans[line.id] = FundSpan(
        least: 1_000_000 - percent * 10_000, likeliest: 1_000_000,
        most: 1_000_000 + percent * 10_000)
    }
    return spans
  }
}
