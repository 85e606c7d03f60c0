import Groundwork
import Policy

/// A rule that refused plans when they were laid and judged.
public struct RefusingRule: Codable, Hashable, Sendable {
  /// Its reference.
  public var rule: String
  public var title: Localized
  /// The laid plans that it refused.
  public var plans: Int
  /// Whether none of these broke it: what it asks is not known of something in them, such as a patch that was
  /// added.
  public var isUndecided: Bool
}

/// The end of a search in which every plan that was laid was refused by rules.
public struct ChoiceRefused: Error, Sendable {
  /// The plans that were laid.
  public var plans: Int
  /// The rules that refused them, those that refused most first.
  public var rules: [RefusingRule]

  public var diagnostic: Diagnostic {
    if rules.isEmpty {
      return Diagnostic(
        code: "choice.refused",
        Localized(
          zh: "套合并检验了 \(plans) 个方案，套合后的面积都略低于下限。",
          en: "\(plans) plans were laid and judged; all are a little below the floors."),
        remedy: Localized(zh: "略微放宽指标下限。", en: "Lower the floors a little."))
    }
    func list(_ isUndecided: Bool) -> String {
      rules.filter { $0.isUndecided == isUndecided }
        .map { "\($0.rule) \($0.title.zh)（\($0.plans) 个）" }.joined(separator: "、")
    }
    func english(_ isUndecided: Bool) -> String {
      rules.filter { $0.isUndecided == isUndecided }.map { "\($0.rule) (\($0.plans))" }
        .joined(separator: ", ")
    }
    let (broken, open) = (list(false), list(true))
    var zh: [String] = []
    var en: [String] = []
    if !broken.isEmpty {
      zh.append("违反 \(broken)")
      en.append("broken: \(english(false))")
    }
    if !open.isEmpty {
      zh.append("无法判定 \(open)")
      en.append("undecided: \(english(true))")
    }
    return Diagnostic(
      code: "choice.refused",
      Localized(
        zh: "套合并检验了 \(plans) 个方案，没有一个满足全部规则：\(zh.joined(separator: "；"))。",
        en: "\(plans) plans were laid and judged, and none keeps every rule;"
          + " \(en.joined(separator: "; "))."),
      remedy: Localized(
        zh: "不要求其中的规则，或放宽指标；无法判定的，补齐图斑的登记资料。",
        en: "Do not demand these rules, or lower the floors; where they are undecided, complete"
          + " what is registered of the measures."))
  }
}

/// Counts which rules refuse laid plans.
struct RefusalTally {
  private(set) var plans = 0
  private var counts: [String: RefusingRule] = [:]

  mutating func add(_ broken: [JudgedChoice.Demand]) {
    plans += 1
    for demand in broken {
      let verdict = demand.after
      var row =
        counts[verdict.reference]
        ?? RefusingRule(
          rule: verdict.reference, title: verdict.partTitle ?? verdict.title, plans: 0,
          isUndecided: true)
      row.plans += 1
      if verdict.verdict != .undecidable { row.isUndecided = false }
      counts[verdict.reference] = row
    }
  }

  /// Those that refused most first.
  var rules: [RefusingRule] {
    counts.values.sorted { ($1.plans, $0.rule) < ($0.plans, $1.rule) }
  }
}
