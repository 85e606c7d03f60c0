import Groundwork

extension FundPlan {
  /// The plan as a file (`zhitu.fund/1`): read with the same ledgers, it gives the same plan.
  public var yaml: String {
    var text = [
      "format: zhitu.fund/1", "title: \(PlanText.text(title))", "price_year: \(priceYear)",
      "first_year: \(firstYear)", "years: \(years)", "discount: \(PlanText.percent(discount))", "",
    ]
    text += lines.isEmpty ? ["lines: []"] : ["lines:"] + lines.flatMap(\.yaml)
    if !loans.isEmpty { text += ["", "financing:"] + loans.flatMap(\.yaml) }
    return text.joined(separator: "\n") + "\n"
  }
}

extension FundLine {
  fileprivate var yaml: [String] {
    var text = [
      "  - id: \(PlanText.text(id))", "    title: \(PlanText.localized(title))",
      "    side: \(side.rawValue)", "    phase: \(phase.rawValue)",
    ]
    switch amount {
    case .priced(let price, let unit, let quantity, let origin):
      text += [
        "    price: \(PlanText.money(price))", "    unit: \(unit.rawValue)",
        "    quantity: "
          + (PlanText.origin(origin).map { "{ \($0) }" } ?? PlanText.quantity(quantity, unit)),
      ]
    case .share(let ids, let rate):
      text += [
        "    share_of: [\(ids.map(PlanText.text).joined(separator: ", "))]",
        "    rate: \(PlanText.percent(rate))",
      ]
    }
    if !schedule.isEmpty { text.append("    years: { \(PlanText.years(schedule)) }") }
    if let source {
      text.append(
        "    source: { place: \(PlanText.text(source.place)), year: \(source.year), "
          + "text: \(PlanText.text(source.text)), grade: \(PlanText.text(source.grade)) }")
    }
    return text
  }
}

extension FundLoan {
  fileprivate var yaml: [String] {
    var text = [
      "  - id: \(PlanText.text(id))", "    title: \(PlanText.localized(title))",
      "    kind: \(kind.rawValue)", "    draws: { \(PlanText.years(draws)) }",
      "    rate: \(PlanText.percent(rate))",
    ]
    if repaidFrom != 0 { text.append("    repaid_from: \(repaidFrom)") }
    if repaidTo != 0 { text.append("    repaid_to: \(repaidTo)") }
    if kind != .capital { text.append("    repayment: \(repayment.rawValue)") }
    if !asCapital.isEmpty { text.append("    as_capital: { \(PlanText.years(asCapital)) }") }
    if let stated { text.append("    stated: { \(stated.yaml) }") }
    return text
  }
}

extension FundLoan.Statements {
  public var yaml: String {
    let known = [
      ("negative_list", isOnNegativeList), ("guarantee", isGuaranteed), ("buy_back", isBoughtBack),
      ("guaranteed_return", hasGuaranteedReturn), ("fiscal_repayment", isRepaidFromBudget),
    ].compactMap { name, value in value.map { "\(name): \($0)" } }
    return (["document: \(PlanText.text(document))"] + known).joined(separator: ", ")
  }
}
