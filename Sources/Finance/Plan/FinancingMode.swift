import Groundwork

/// The five modes of financing, with when they fit and what the law says of them.
public enum FinancingMode: String, Sendable, Codable, CaseIterable {
  case investor
  case investorEPC = "investor_epc"
  case epcOperate = "epc_o"
  case partnership = "ppp"
  case concession

  public var title: Localized {
    switch self {
    case .investor: Localized(zh: "投资人（自营）", en: "investor")
    case .investorEPC: Localized(zh: "投资人+EPC", en: "investor and EPC")
    case .epcOperate: Localized(zh: "EPC+O", en: "EPC and operation")
    case .partnership: Localized(zh: "PPP（旧路径）", en: "PPP, the old way")
    case .concession: Localized(zh: "特许经营（新机制）", en: "concession, the new way")
    }
  }

  /// What the law says of it.
  public var flags: [Localized] {
    let common = Localized(
      zh: "不得保底、回购或承诺固定回报，不得新增隐性债务（FIN-01）",
      en: "No guaranteed return, buy-back or hidden debt (FIN-01)")
    switch self {
    case .partnership:
      return [
        Localized(
          zh: "2023 年 11 月起只允许使用者付费的特许经营，旧 PPP 不再适用（FIN-06）",
          en: "Since November 2023 only user-pay concessions are open (FIN-06)"), common,
      ]
    case .concession:
      return [
        Localized(zh: "期限不超过 40 年，使用者付费（FIN-06）", en: "At most 40 years, users pay (FIN-06)"),
        common,
      ]
    default: return [common]
    }
  }

  public enum Strength: String, Sendable, Codable, CaseIterable {
    case weak, strong
  }

  /// The mode that the decision table gives (ours, from the cases in the sources).
  ///
  /// - Parameters:
  ///   - balance: revenue over cost of the whole life.
  ///   - userPays: the share of revenue that users pay, in 0…1.
  public static func suggested(
    funds: Strength, skill: Strength, balance: Double, userPays: Double, needsSubsidy: Bool
  ) -> FinancingMode {
    if userPays >= 0.8 { return .concession }
    switch (funds, skill) {
    case (.weak, .strong), (.strong, .strong): return .investor
    case (.weak, .weak): return balance >= 1 && !needsSubsidy ? .investorEPC : .concession
    case (.strong, .weak): return .epcOperate
    }
  }
}

extension FundPlan {
  /// The same district with its sources in the proportions of a mode: what it lacks before it
  /// repays, with the interest in construction (建设期利息), drawn when it is lacking; repaid from the year
  /// after the last draw.
  ///
  /// - Parameters:
  ///   - weights: kind of source → weight.
  ///   - rates: kind of source → rate.
  public func financed(
    by weights: [FundLoan.Kind: Int64], rates: [FundLoan.Kind: FundRate], table: FundTable
  ) -> FundPlan {
    var plan = self
    let kinds = FundLoan.Kind.allCases.filter { (weights[$0] ?? 0) > 0 }
    let shares = kinds.map { weights[$0] ?? 0 }
    let rate = kinds.map { $0 == .capital ? FundRate.zero : rates[$0] ?? .zero }
    var owed = [Money](repeating: .zero, count: kinds.count)
    var draws = [[Int: Money]](repeating: [:], count: kinds.count)
    var cash = Money.zero
    var last = 0
    for (year, operating) in table.operating.enumerated() {
      let interest = zip(owed, rate).reduce(Money.zero) { $0 + $1.1.of($1.0) }
      cash = cash + operating - interest
      guard cash < .zero else { continue }
      let sum = FundPlan.drawn(Money(fen: -cash.fen), shares, rate)
      let more = LargestRemainder.split(sum.fen, by: shares).map { Money(fen: $0) }
      for (place, part) in more.enumerated() {
        draws[place][firstYear + year] = part
        cash = cash + part - rate[place].of(owed[place] + part) + rate[place].of(owed[place])
        owed[place] = owed[place] + part
      }
      last = year
    }
    plan.loans = kinds.enumerated().map { place, kind in
      FundLoan(
        id: kind.rawValue, title: kind.title, kind: kind, draws: draws[place],
        rate: rates[kind] ?? .zero,
        repaidFrom: min(firstYear + last + 1, firstYear + years - 1),
        repaidTo: firstYear + years - 1, repayment: .equalPrincipal)
    }
    return plan
  }

  /// What is drawn so that it pays a need and its own interest of the year: need / (1 − Σ share × rate),
  /// and a 分 for the rounding of each source.
  private static func drawn(_ need: Money, _ shares: [Int64], _ rates: [FundRate]) -> Money {
    let all = Int128(shares.reduce(0, +)) * 1_000_000
    let cost = zip(shares, rates).reduce(Int128(0)) {
      $0 + Int128($1.0) * Int128($1.1.millionths)
    }
    guard cost > 0, cost < all else { return need }
    let exact = rounded(Int128(need.fen) * all, all - cost)
    return Money(fen: exact + Int64(shares.count))
  }
}
