import EventLog
import Governance
import Groundwork
import Planning
import Policy
import Quota
import Records

/// The parts of the application form (申报表) that come from the quota book and from the rules.
extension Workbench {
  /// What the projects of a plan have brought into the quota book, by kind: planned, and confirmed after all
  /// deductions of the lots that were verified.
  func quotaBlock(_ laid: LaidPlan) throws -> ApplicationForm.Block {
    let book = try quotaBook().book
    let projects = Set(laid.plan.measures.map(\.project))
    let source = Localized(
      zh: "指标台账中来源为本方案项目的批次", en: "lots of the plan's projects in the quota book")
    let lots = book.lots.values.filter { $0.nature == .ground && projects.contains($0.origin) }
    let fields = book.catalogue.kinds.flatMap { kind -> [ApplicationForm.Field] in
      let own = lots.filter { $0.kind == kind.id }
      guard !own.isEmpty else { return [] }
      let verified = own.filter { $0.phase >= .verified }
      return [
        .init(
          "quota.\(kind.id).planned", zh: "\(kind.title.zh)（拟生成）",
          en: "\(kind.title.en), planned", .area(own.map(\.planned.quantity).total()),
          source: source),
        .init(
          "quota.\(kind.id).confirmed", zh: "\(kind.title.zh)（已核定）",
          en: "\(kind.title.en), verified", .area(verified.map(\.confirmed.quantity).total()),
          source: source),
      ]
    }
    return .init("quota", zh: "指标", en: "Quotas", fields)
  }

  /// How many rules pass, and which do not, by the last stored evaluation of the plan.
  func verdictBlock(_ plan: String) throws -> ApplicationForm.Block {
    guard let found = try boardPlan(plan) else {
      // A text, as nobody types verdicts.
      let none = ApplicationForm.Field(
        "rules.none", zh: "判定", en: "Verdicts", .text("未检验"),
        source: Localized(zh: "方案没有检验过", en: "the plan was not verified"))
      return .init("rules", zh: "规则判定", en: "Verdicts", [none])
    }
    let source = Localized(zh: "检验结果 \(found.id)", en: "evaluation \(found.id)")
    var worst: [String: Verdict] = [:]
    for part in found.evaluation.verdicts {
      worst[part.rule] = max(worst[part.rule] ?? part.verdict, part.verdict)
    }
    func rules(_ verdict: Verdict) -> [String] {
      worst.filter { $0.value == verdict }.keys.sorted()
    }
    func count(_ id: String, _ zh: String, _ en: String, _ verdict: Verdict)
      -> ApplicationForm.Field
    {
      .init(
        "rules.\(id)", zh: zh, en: en, .count(rules(verdict).count),
        source: source)
    }
    func list(_ id: String, _ zh: String, _ en: String, _ verdict: Verdict)
      -> ApplicationForm.Field
    {
      let names = rules(verdict)
      return .init(
        "rules.\(id).list", zh: zh, en: en,
        .text(names.isEmpty ? "无" : names.joined(separator: "、")),
        source: source)
    }
    return .init(
      "rules", zh: "规则判定", en: "Verdicts",
      [
        count("pass", "通过（条）", "Rules that pass", .pass),
        count("fail", "不通过（条）", "Rules that fail", .fail),
        list("fail", "不通过的规则", "Failing rules", .fail),
        count("undecidable", "无法判定（条）", "Rules that cannot be decided", .undecidable),
        list("undecidable", "无法判定的规则", "Undecided rules", .undecidable),
      ])
  }
}
