import Groundwork

/// What one household gets, line by line, with the formula and the resolution behind each (农户清单).
public struct SharingStatement: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var title: Localized
    public var formula: Localized
    public var basis: SharingPlan.Basis
    public var amount: Money
  }

  public var household: SharingPlan.Household
  public var lines: [Line]
  public var total: Money

  /// O(households × pools).
  /// - Throws: Diagnostics `fund.no-household`, `fund.sharing`.
  public init(_ plan: SharingPlan, household id: String) throws {
    guard let index = plan.households.firstIndex(where: { $0.id == id }) else {
      throw Diagnostic(
        code: "fund.no-household",
        Localized(zh: "没有农户“\(id)”。", en: "there is no household ‘\(id)’."), feature: id)
    }
    let result = try SharingResult(plan)
    household = plan.households[index]
    total = result.totals[index]
    lines = []
    for (pool, amounts) in zip(plan.pools, result.pools) {
      lines.append(
        Line(
          title: pool.title, formula: Self.formula(of: pool, amounts, plan, index),
          basis: pool.basis, amount: amounts.households[index]))
    }
    for (item, amounts) in zip(plan.items, result.items) {
      let measure = household.measures[item.measure] ?? 0
      let text = "\(Self.decimal(measure)) × \(PaymentText.yuan(item.price))"
      let name = plan.measures[item.measure] ?? Localized(item.measure)
      lines.append(
        Line(
          title: item.title, formula: Localized(zh: "\(name.zh) \(text)", en: "\(name.en) \(text)"),
          basis: item.basis, amount: amounts[index]))
    }
  }

  /// Rest × share × Σ weight × own measure / all, in words.
  private static func formula(
    of pool: SharingPlan.Pool, _ amounts: SharingResult.Pool, _ plan: SharingPlan, _ index: Int
  ) -> Localized {
    let all = pool.shares.reduce(Int64(0)) { $0 + $1.weight }
    var zh: [String] = []
    var en: [String] = []
    for share in pool.shares where share.kind == .households {
      let sum = share.by.values.reduce(0, +)
      let terms = share.by.sorted { $0.key < $1.key }.map { measure, weight -> Localized in
        let name = plan.measures[measure] ?? Localized(measure)
        let own = plan.households[index].measures[measure] ?? 0
        let total = plan.households.reduce(Int64(0)) { $0 + ($1.measures[measure] ?? 0) }
        let text =
          "\(decimal(weight))/\(decimal(sum)) × \(decimal(own))/\(decimal(total))"
        return Localized(zh: "\(name.zh) \(text)", en: "\(name.en) \(text)")
      }
      let part = "\(PaymentText.yuan(amounts.rest)) × \(decimal(share.weight))/\(decimal(all))"
      zh.append("\(part) ×（\(terms.map(\.zh).joined(separator: " + "))）")
      en.append("\(part) × (\(terms.map(\.en).joined(separator: " + ")))")
    }
    return Localized(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }

  /// Hundredths as a decimal without needless zeros.
  static func decimal(_ value: Int64) -> String {
    let (whole, part) = (value / 100, value % 100)
    if part == 0 { return "\(whole)" }
    return part % 10 == 0 ? "\(whole).\(part / 10)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
  }
}
