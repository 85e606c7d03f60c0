import Groundwork

/// A check of the balance table of a special-bond project (专项债收支平衡表, BND-01…07).
public struct BondCheck: Hashable, Sendable, Codable {
  public enum Outcome: String, Sendable, Codable {
    case pass, fail
    /// The plan has no special bond, or what the check asks is not known.
    case undecidable
  }

  public var id: String
  public var title: Localized
  public var outcome: Outcome
  public var detail: String

  /// The bounds of the coverage ratio; an implausibly high one is refused too (BND-05).
  public struct Bounds: Hashable, Sendable, Codable {
    public var coverageLeast: Double
    public var coverageMost: Double
    /// The last year in which something is built.
    public var lastConstructionYear: Int

    public init(coverageLeast: Double = 1.2, coverageMost: Double = 5, lastConstructionYear: Int) {
      self.coverageLeast = coverageLeast
      self.coverageMost = coverageMost
      self.lastConstructionYear = lastConstructionYear
    }
  }

  /// All seven, in order.
  public static func all(_ plan: FundPlan, _ table: FundTable, _ bounds: Bounds) -> [BondCheck] {
    let bonds = plan.loans.indices.filter { plan.loans[$0].kind == .bond }
    guard !bonds.isEmpty else {
      return titles.map { BondCheck(id: $0.0, title: $0.1, outcome: .undecidable, detail: "–") }
    }
    let debts = plan.loans.indices.filter { plan.loans[$0].kind != .capital }
    let metrics = FundMetrics(table, plan)
    let results: [(Outcome, String)] = [
      repaid(plan, table, debts), years(plan, bonds, bounds), capital(plan, bonds),
      notZero(plan, table), coverage(metrics, bounds), land(plan, table), surplus(table),
    ]
    return zip(titles, results).map {
      BondCheck(id: $0.0, title: $0.1, outcome: $1.0, detail: $1.1)
    }
  }

  private static let titles: [(String, Localized)] = [
    ("BND-01", Localized(zh: "还本等于发行（借款）", en: "Principal repaid equals what was issued")),
    ("BND-02", Localized(zh: "只在建设期发行，期限不超过 30 年", en: "Issued in construction only, 30 years")),
    ("BND-03", Localized(zh: "用于资本金不超过当年发行", en: "Used as capital within the year's issue")),
    ("BND-04", Localized(zh: "建设、运营成本与收入均不为零", en: "Cost and income of both periods")),
    ("BND-05", Localized(zh: "本息覆盖倍数在上下限之间", en: "Coverage between its bounds")),
    (
      "BND-06", Localized(zh: "土地收入不少于支出，各年资金足够", en: "Land income covers outlay, funds every year")
    ),
    ("BND-07", Localized(zh: "还本不超过来源加收入减成本", en: "Principal within sources and surplus")),
  ]

  private static func verdict(_ isFine: Bool, _ detail: String) -> (Outcome, String) {
    (isFine ? .pass : .fail, detail)
  }

  private static func repaid(
    _ plan: FundPlan, _ table: FundTable, _ debts: [Int]
  ) -> (Outcome, String) {
    let open = debts.filter { index in
      let debt = table.debts[index]
      return sum(debt.draws) != sum(debt.principal)
    }.map { plan.loans[$0].id }
    return verdict(open.isEmpty, open.joined(separator: ", "))
  }

  private static func years(
    _ plan: FundPlan, _ bonds: [Int], _ bounds: Bounds
  ) -> (Outcome, String) {
    let late = bonds.filter { index in
      let loan = plan.loans[index]
      let years = loan.draws.filter { $0.value > .zero }.keys
      guard let first = years.min(), let last = years.max() else { return false }
      return last > bounds.lastConstructionYear || loan.repaidTo - first > 30
    }.map { plan.loans[$0].id }
    return verdict(late.isEmpty, late.joined(separator: ", "))
  }

  private static func capital(_ plan: FundPlan, _ bonds: [Int]) -> (Outcome, String) {
    let over = bonds.flatMap { index in
      plan.loans[index].asCapital.filter { year, amount in
        amount > (plan.loans[index].draws[year] ?? .zero)
      }.map { "\(plan.loans[index].id) \($0.key)" }
    }.sorted()
    return verdict(over.isEmpty, over.joined(separator: ", "))
  }

  private static func notZero(_ plan: FundPlan, _ table: FundTable) -> (Outcome, String) {
    func total(_ side: FundLine.Side, _ isOperation: Bool) -> Money {
      plan.lines.indices.filter {
        plan.lines[$0].side == side && (plan.lines[$0].phase == .operation) == isOperation
      }.reduce(Money.zero) { $0 + sum(table.lines[$1]) }
    }
    let all = [total(.cost, false), total(.cost, true), total(.revenue, true)]
    return verdict(!all.contains(.zero), "")
  }

  private static func coverage(_ metrics: FundMetrics, _ bounds: Bounds) -> (Outcome, String) {
    guard let coverage = metrics.coverage else { return (.undecidable, "–") }
    return verdict(
      coverage >= bounds.coverageLeast && coverage <= bounds.coverageMost,
      "\((coverage * 100).rounded() / 100)")
  }

  private static func land(_ plan: FundPlan, _ table: FundTable) -> (Outcome, String) {
    let income = plan.lines.indices.filter {
      plan.lines[$0].side == .revenue && plan.lines[$0].phase == .transfer
    }.reduce(Money.zero) { $0 + sum(table.lines[$1]) }
    let outlay = plan.lines.indices.filter {
      plan.lines[$0].side == .cost && plan.lines[$0].phase == .preparation
    }.reduce(Money.zero) { $0 + sum(table.lines[$1]) }
    guard outlay > .zero else { return (.undecidable, "–") }
    return verdict(income >= outlay && table.lowest.cash >= .zero, "")
  }

  private static func surplus(_ table: FundTable) -> (Outcome, String) {
    let can = sum(table.drawn) + sum(table.revenue) - sum(table.cost)
    return verdict(sum(table.principal) <= can, "")
  }

  private static func sum(_ list: [Money]) -> Money { list.reduce(.zero, +) }
}
