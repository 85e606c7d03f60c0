import Finance
import Foundation
import Groundwork
import Policy

/// What the fund plan of a plan says to the rules, in the shape of a register (`zhitu.register/1`): the
/// dynamic balance by year (FIN-04, FIN-09), the sources, capital and investment (FIN-05), and of each source
/// what a document says of it (FIN-01, FIN-03).
///
/// What nobody stated, such as a guarantee, is left out, and rules that ask it stay undecidable.
struct FundRegister {
  private let plan: FundPlan
  private let table: FundTable
  private let metrics: FundMetrics

  init(_ plan: FundPlan) throws {
    self.plan = plan
    table = try FundEngine(plan).table()
    metrics = FundMetrics(table, plan)
  }

  /// The register's text, without the collections and scalars that somebody else gives.
  func text(without given: Set<String>) throws -> String {
    var collections: [String: [[String: Any]]] = [
      "finance_periods": periods(), "financings": financings(),
    ]
    var scalars = [
      "project_investment": yuan(investment()), "project_capital": yuan(capital()),
    ]
    for name in given {
      collections[name] = nil
      scalars[name] = nil
    }
    let data = try JSONSerialization.data(
      withJSONObject: [
        "schema": "zhitu.register/1", "collections": collections, "scalars": scalars,
      ], options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  private func yuan(_ money: Money) -> String { "\(PaymentText.yuan(money)) yuan" }

  private func periods() -> [[String: Any]] {
    let quotas = quotaLines()
    return (0..<table.years).map { year in
      var record: [String: Any] = [
        "period": plan.firstYear + year,
        "inflow": yuan(table.revenue[year] + table.drawn[year]),
        "outflow": yuan(table.cost[year] + table.interest[year] + table.principal[year]),
        "debt_service": yuan(table.interest[year] + table.principal[year]),
      ]
      // A fact is never below zero: a year that loses money leaves its rule undecidable.
      let operation = net(plan.lines.indices.filter { plan.lines[$0].phase == .operation }, year)
      if operation >= .zero { record["operating_income"] = yuan(operation) }
      let quota = net(quotas, year)
      if quota >= .zero { record["quota_income"] = yuan(quota) }
      return record
    }
  }

  /// Revenue whose quantity comes from the ledger or the quota book, and what is levied on it alone.
  private func quotaLines() -> [Int] {
    let sold = Set(
      plan.lines.filter { line in
        guard line.side == .revenue, case .priced(_, _, _, let origin) = line.amount else {
          return false
        }
        switch origin {
        case .typed, .line: return false
        case .ledger, .ledgerOf, .quota: return true
        }
      }.map(\.id))
    return plan.lines.indices.filter { index in
      let line = plan.lines[index]
      if sold.contains(line.id) { return true }
      guard line.side == .cost, case .share(let ids, _) = line.amount else { return false }
      return !ids.isEmpty && sold.isSuperset(of: ids)
    }
  }

  private func net(_ lines: [Int], _ year: Int) -> Money {
    lines.reduce(Money.zero) { sum, index in
      let amount = table.lines[index][year]
      return plan.lines[index].side == .revenue ? sum + amount : sum - amount
    }
  }

  private func financings() -> [[String: Any]] {
    let kinds: [FundLoan.Kind: String] = [
      .capital: "company", .bond: "special_bond", .loan: "loan", .social: "social", .eod: "loan",
    ]
    let hasIncome = table.revenue.contains { $0 > .zero }
    // 自求平衡: cash is never short, and what comes in while debt is repaid covers principal and interest.
    let isBalanced = metrics.carriesItself && metrics.coverage.map { $0 >= 1 } ?? true
    return plan.loans.compactMap { loan in
      guard let kind = kinds[loan.kind] else { return nil }
      var record: [String: Any] = [
        "code": loan.id, "kind": kind, "amount": yuan(loan.draws.values.reduce(.zero, +)),
        "has_income": hasIncome, "balanced": isBalanced,
      ]
      record["on_negative_list"] = loan.stated?.isOnNegativeList
      record["guarantee"] = loan.stated?.isGuaranteed
      record["buy_back"] = loan.stated?.isBoughtBack
      record["guaranteed_return"] = loan.stated?.hasGuaranteedReturn
      record["fiscal_repayment"] = loan.stated?.isRepaidFromBudget
      return record
    }
  }

  private func capital() -> Money {
    plan.loans.filter { $0.kind == .capital }.reduce(Money.zero) {
      $0 + $1.draws.values.reduce(.zero, +)
    }
  }

  /// 总投资: what is built and prepared, with the interest in construction.
  private func investment() -> Money {
    let built = plan.lines.indices.filter {
      plan.lines[$0].side == .cost
        && (plan.lines[$0].phase == .consolidation || plan.lines[$0].phase == .preparation)
    }
    let costs = (0..<table.years).map { year in
      built.reduce(Money.zero) { $0 + table.lines[$1][year] }
    }
    guard let last = costs.lastIndex(where: { $0 > .zero }) else { return .zero }
    return (0...last).reduce(Money.zero) { $0 + costs[$1] + table.interest[$1] }
  }
}

extension Workbench {
  /// What the fund plan under the name of a plan says to the rules; nothing without one. What a
  /// register file gives is left to it.
  func fundRegister(
    plan name: String, _ catalogue: FactCatalogue, beside registers: [Register]
  ) throws -> Register? {
    guard try fundPlans().contains(name) else { return nil }
    let given = registers.reduce(into: Set<String>()) {
      $0.formUnion($1.collections)
      $0.formUnion($1.scalarNames)
    }
    let text = try FundRegister(fundPlan(name)).text(without: given)
    return try Register(PolicyFile(name: "资金方案 \(name)", text: text), catalogue: catalogue)
  }
}
