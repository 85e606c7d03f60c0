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
  /// The same district with its sources in the proportions of a mode: what it needs until it earns,
  /// drawn when it is needed.
  ///
  /// - Parameters:
  ///   - weights: kind of source → weight.
  ///   - rates: kind of source → rate.
  public func financed(
    by weights: [FundLoan.Kind: Int64], rates: [FundLoan.Kind: FundRate], table: FundTable
  ) -> FundPlan {
    var plan = self
    let kinds = FundLoan.Kind.allCases.filter { (weights[$0] ?? 0) > 0 }
    let needs = table.operating.map { max(Money.zero, Money(fen: -$0.fen)) }
    let last = needs.lastIndex { $0 > .zero } ?? 0
    plan.loans = kinds.enumerated().map { place, kind in
      var draws: [Int: Money] = [:]
      for (index, need) in needs.enumerated() where need > .zero {
        let parts = LargestRemainder.split(need.fen, by: kinds.map { weights[$0] ?? 0 })
        draws[firstYear + index] = Money(fen: parts[place])
      }
      return FundLoan(
        id: kind.rawValue, title: kind.title, kind: kind, draws: draws,
        rate: rates[kind] ?? .zero,
        repaidFrom: min(firstYear + last + 1, firstYear + years - 1),
        repaidTo: firstYear + years - 1, repayment: .equalPrincipal)
    }
    return plan
  }
}
