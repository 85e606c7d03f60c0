import Classes
import Flow
import Foundation
import Geometry
import Groundwork
import Planning
import Policy
import Programme
import Records
import Storage
import Survey

extension Workbench {
  /// Plans side by side: land, structure, quota ground, rules, money and villages. Nothing is written.
  ///
  /// - Parameter base: the base epoch; the earliest by default.
  /// - Throws: Diagnostics `scenario.plans` for fewer than two plans or one named twice; as laying and
  ///   diagnosing a plan.
  public func scenarioTable(_ plans: [String], base: String? = nil) throws -> ScenarioTable {
    guard plans.count >= 2, Set(plans).count == plans.count else {
      throw Diagnostic(
        code: "scenario.plans",
        Localized(zh: "须给出两个以上不同的方案。", en: "name two plans or more, each once."),
        file: workspace.path)
    }
    guard let base = try base ?? epochs().first else {
      throw Diagnostic(
        code: "scenario.base", Localized(zh: "没有基期。", en: "There is no base epoch."),
        file: workspace.path)
    }
    let villages = try villagePlaces(base)
    var figures: [ScenarioFigures] = []
    for plan in plans {
      try job.cancellation.check()
      let laid = try lay(plan: plan, base: base, area: .official)
      figures.append(ScenarioFigures(laid, villages: villages.ofPatch))
    }
    let report = try diagnose(
      DiagnosisRequest(
        states: [base] + plans, base: base, settings: DiagnosisSettings.read(file: nil)))
    var table = ScenarioTable(
      base: base, plans: plans, indicators: [], costs: figures.map(\.cost), villages: [],
      isSynthetic: try isSynthetic(), warnings: report.warnings)
    table.indicators = ScenarioFigures.indicators(figures) + ScenarioFigures.structure(report)
    table.indicators += try ruleIndicators(plans, base)
    table.warnings += try unlikeVerifications(plans)
    table.villages = ScenarioFigures.villages(figures, names: villages.names)
    table.indicators += ScenarioFigures.villageIndicators(table.villages, plans: plans.count)
    return table
  }

  /// The village of each patch of an epoch by its number, and the names of the villages.
  private func villagePlaces(
    _ epoch: String
  ) throws -> (ofPatch: [Int64: String], names: [String: String]) {
    let record = try survey(epoch)
    let columns = try workspace.columns(of: record.name)
    let field = FieldFinder(columns)
    guard let unit = field["ZLDWDM"] else { return ([:], [:]) }
    var wanted = [columns[unit].name]
    let name = field["ZLDWMC"].map { columns[$0].name }
    if let name { wanted.append(name) }
    var ofPatch: [Int64: String] = [:]
    var names: [String: String] = [:]
    try workspace.forEachFeature(in: record.name, columns: wanted, geometry: false) { patch in
      guard let code = patch.values[0].string.flatMap(RecordReader.villageCode) else { return }
      ofPatch[patch.fid] = code
      if name != nil, names[code] == nil { names[code] = patch.values[1].string }
    }
    return (ofPatch, names)
  }

  /// A warning where the last verifications of plans do not rest on the same: their counts of verdicts are
  /// then no measure of the plans.
  public func unlikeVerifications(_ plans: [String]) throws -> [Diagnostic] {
    let records = try plans.compactMap { try lastEvaluation(of: $0) }
    var found: [Diagnostic] = []
    func warn(_ code: String, _ zh: String, _ en: String) {
      found.append(
        Diagnostic(
          .warning, code: "scenario.\(code)", Localized(zh: zh, en: en),
          remedy: Localized(
            zh: "用同样的登记文件和规则重新检验各方案。",
            en: "Verify the plans again with the same registers and rules.")))
    }
    let registers = records.map { record in Set(record.origins.compactMap(\.sha256)) }
    if Set(registers).count > 1 {
      let bare = zip(records, registers).filter { $1.isEmpty }.map(\.0.plan)
      let missing = Localized(
        zh: bare.isEmpty ? "" : "（\(bare.joined(separator: "、"))没有用登记文件）",
        en: bare.isEmpty ? "" : " (none for \(bare.joined(separator: ", ")))")
      warn(
        "registers", "各方案检验所用的登记文件不同，规则结论的差别不全来自方案\(missing.zh)。",
        "the plans were verified with different registers, so their verdicts differ not only by the"
          + " plans\(missing.en).")
    }
    if Set(records.map(\.bookSHA256)).count > 1 {
      warn(
        "rules", "各方案检验所用的规则不同，规则结论不能直接比较。",
        "the plans were verified with different rules, so their verdicts cannot be compared.")
    }
    return found
  }

  /// The verdicts of the last verification of each plan on this base.
  private func ruleIndicators(
    _ plans: [String], _ base: String
  ) throws -> [ScenarioTable.Indicator] {
    let records = try plans.map { plan in
      try lastEvaluation(of: plan).flatMap { $0.base == base ? $0 : nil }
    }
    let source = Localized(zh: "最近一次合规核验", en: "the last verification")
    func indicator(
      _ id: String, _ zh: String, _ en: String, _ direction: Ranking.Direction,
      _ value: (EvaluationRecord) -> Int
    ) -> ScenarioTable.Indicator {
      .init(
        id: id, kind: .rules, title: Localized(zh: zh, en: en), unit: Localized(zh: "条", en: ""),
        direction: direction, source: source, base: nil,
        values: records.map { $0.map { Double(value($0)) } })
    }
    return [
      indicator("rules_failed", "不通过的规则", "Failed rules", .less, \.failed),
      indicator("rules_undecidable", "无法判定的规则", "Undecidable rules", .less, \.undecidable),
      indicator("rules_passed", "通过的规则", "Passed rules", .more, \.passed),
    ]
  }
}
