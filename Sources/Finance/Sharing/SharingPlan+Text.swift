import Groundwork

extension SharingPlan {
  /// The plan as a file (`zhitu.sharing/1`): read with the same fund plan, it gives the same plan.
  public var yaml: String {
    var text = ["format: zhitu.sharing/1", "title: \(PlanText.text(title))"]
    text +=
      measures.isEmpty
      ? ["measures: {}"]
      : ["measures:"]
        + measures.sorted { $0.key < $1.key }.map {
          "  \(PlanText.text($0.key)): \(PlanText.localized($0.value))"
        }
    text += pools.isEmpty ? ["pools: []"] : ["pools:"] + pools.flatMap(\.yaml)
    if !items.isEmpty { text += ["items:"] + items.flatMap(\.yaml) }
    text += households.isEmpty ? ["households: []"] : ["households:"] + households.flatMap(\.yaml)
    return text.joined(separator: "\n") + "\n"
  }
}

extension SharingPlan.Basis {
  fileprivate var yaml: String {
    "{ title: \(PlanText.text(title)), number: \(PlanText.text(number)), day: \(PlanText.text(day)) }"
  }
}

extension SharingPlan.Pool {
  fileprivate var yaml: [String] {
    var text = [
      "  - id: \(PlanText.text(id))", "    title: \(PlanText.localized(title))",
      "    mode: \(mode.rawValue)", "    basis: \(basis.yaml)",
      "    income: "
        + (fundLine.map { "{ fund: \(PlanText.text($0)) }" } ?? PlanText.money(income)),
    ]
    if !deductions.isEmpty {
      text.append("    deductions:")
      text += deductions.map {
        "      - { title: \(PlanText.localized($0.title)), \(PlanText.deduction($0)) }"
      }
    }
    text.append(shares.isEmpty ? "    shares: []" : "    shares:")
    text += shares.map { share in
      "      - { kind: \(share.kind.rawValue), title: \(PlanText.localized(share.title)), "
        + "weight: \(PlanText.hundredths(share.weight))"
        + (share.by.isEmpty ? "" : ", by: { \(PlanText.measures(share.by)) }") + " }"
    }
    return text
  }
}

extension PlanText {
  public static func deduction(_ deduction: SharingPlan.Deduction) -> String {
    switch deduction.amount {
    case .fixed(let money): "amount: \(PlanText.money(money))"
    case .rate(let rate): "rate: \(PlanText.percent(rate))"
    }
  }
}

extension SharingPlan.Item {
  fileprivate var yaml: [String] {
    [
      "  - id: \(PlanText.text(id))", "    title: \(PlanText.localized(title))",
      "    measure: \(PlanText.text(measure))", "    price: \(PlanText.money(price))",
      "    basis: \(basis.yaml)",
    ]
  }
}

extension SharingPlan.Household {
  fileprivate var yaml: [String] {
    var text = ["  - id: \(PlanText.text(id))", "    name: \(PlanText.text(name))"]
    if !village.isEmpty { text.append("    village: \(PlanText.text(village))") }
    if let villageCode { text.append("    village_code: \(PlanText.text(villageCode))") }
    if let organisation { text.append("    organisation: \(PlanText.text(organisation))") }
    if let clearing { text.append("    clearing: { \(clearing.yaml) }") }
    text.append("    measures: { \(PlanText.measures(measures)) }")
    return text
  }
}

extension SharingPlan.Clearing {
  public var yaml: String {
    let known = [
      ("informed", isInformed), ("heard", isHeard), ("willing", isWilling),
      ("replacement", hasReplacement),
    ].compactMap { name, value in value.map { "\(name): \($0)" } }
    return (["planned: \(isPlanned)"] + known).joined(separator: ", ")
  }
}
