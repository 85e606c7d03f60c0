import Flow
import Groundwork
import Policy
import Workbench

extension PlanCommand {
  /// Makes changes one after another and reports the resulting class table.
  func tryChanges(_ changes: [PlanChange], _ bench: Workbench) throws {
    var trial = try bench.trial(
      plan: plan ?? bench.onlyPlan(), base: base ?? bench.baseEpoch(), area: area)
    var reports: [TrialReport] = []
    for change in changes {
      let report = try trial.apply(change, job: bench.job)
      common.tell(report.warnings)
      common.say(
        Localized(
          zh: "\(report.measure)：\(PlanCommand.word(report.action).zh)，"
            + "\(Figures.fixed(report.milliseconds, 1)) 毫秒",
          en: "\(report.measure): \(PlanCommand.word(report.action).en),"
            + " \(Figures.fixed(report.milliseconds, 1)) ms"))
      reports.append(report)
    }
    if common.json { try Console.json(reports) }
    guard let first = reports.first, let last = reports.last else { return }
    let language = common.language
    var table = TextTable(
      [
        Localized(zh: "地类", en: "Class")[language],
        Localized(zh: "整治前（亩）", en: "base (mu)")[language],
        Localized(zh: "原方案（亩）", en: "plan (mu)")[language],
        Localized(zh: "试改后（亩）", en: "tried (mu)")[language],
        Localized(zh: "增减（亩）", en: "change (mu)")[language],
      ], right: [1, 2, 3, 4])
    // A class may have appeared or disappeared.
    var rows = Dictionary(uniqueKeysWithValues: last.classes.map { ($0.class.key, $0) })
    for key in rows.keys { rows[key]?.before = .zero }
    for row in first.classes {
      rows[row.class.key, default: row].before = row.before
      if !last.classes.contains(where: { $0.class.key == row.class.key }) {
        rows[row.class.key]?.after = .zero
      }
    }
    for row in rows.values.sorted(by: { $0.class.key < $1.class.key }) {
      table.add([
        "\(row.class.key) \(row.class.name[language])", Figures.mu(row.base),
        Figures.mu(row.before), Figures.mu(row.after), Figures.mu(row.after - row.before),
      ])
    }
    common.say(Localized(table.text))
    tell(reports.compactMap(\.rules))
    common.say(
      Localized(zh: "（试改，未写入工作空间）", en: "(trial only; nothing was written)"))
    common.label(try bench.isSynthetic())
  }

  /// The effect of all changes on the verdicts of the last verification.
  private func tell(_ steps: [TrialReport.Rules]) {
    guard let last = steps.last else { return }
    let language = common.language
    var first: [String: TrialReport.Change] = [:]
    var latest: [String: TrialReport.Change] = [:]
    for change in steps.flatMap(\.changes) {
      if first[change.rule] == nil { first[change.rule] = change }
      latest[change.rule] = change
    }
    var table = TextTable([
      Localized(zh: "规则", en: "rule")[language], Localized(zh: "内容", en: "what")[language],
      Localized(zh: "原方案", en: "plan")[language], Localized(zh: "试改后", en: "tried")[language],
    ])
    for (rule, change) in latest.sorted(by: { $0.key < $1.key }) {
      guard let before = first[rule], before.before != change.after else { continue }
      table.add([
        rule, change.title[language],
        "\(VerdictTable.word(before.before)[language]) "
          + VerdictTable.number(before.valueBefore, change.unit),
        "\(VerdictTable.word(change.after)[language]) "
          + VerdictTable.number(change.valueAfter, change.unit),
      ])
    }
    if !table.isEmpty { common.say(Localized(table.text)) }
    common.say(
      Localized(
        zh: "规则（按存档 \(last.evaluation)）：通过 \(last.passed)，不通过 \(last.failed)，"
          + "无法判定 \(last.undecidable)，不涉及 \(last.notApplicable)；重新检验 \(last.asked) 项，"
          + "\(Figures.fixed(last.milliseconds, 1)) 毫秒",
        en:
          "Rules (as of evaluation \(last.evaluation)): \(last.passed) pass, \(last.failed) fail, "
          + "\(last.undecidable) undecidable, \(last.notApplicable) not applicable; "
          + "\(last.asked) evaluated again, "
          + "\(Figures.fixed(last.milliseconds, 1)) ms"))
  }

  private static func word(_ action: PlanChange.Action) -> Localized {
    switch action {
    case .replace: Localized(zh: "修改", en: "changed")
    case .add: Localized(zh: "新增", en: "added")
    case .remove: Localized(zh: "删除", en: "removed")
    }
  }
}
