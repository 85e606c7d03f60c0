import ArgumentParser
import Groundwork
import Policy
import Storage
import Workbench

struct RulesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "规则在方案上的推算 · evaluation of a rule on a plan, step by step")

  @Argument(
    help: ArgumentHelp("规则编号，如 CAP-01 或 CAP-01/pbf · the rule, or a part", valueName: "rule"))
  var rule: String

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var what: VerifyOptions

  @Option(help: ArgumentHelp("列出多少证据 · how many witnesses to list", valueName: "n"))
  var witnesses: Int = 20

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let verification = try what.verify(bench)
    let explanation = try verification.explanation(of: rule)
    if let reason = explanation.skipped {
      common.say(reason)
      return
    }
    let verdicts = explanation.verdicts
    if common.json { try Console.json(verdicts) }
    for verdict in verdicts { common.say(Localized(text(verdict))) }
    common.label(try bench.isSynthetic())
  }

  private func text(_ verdict: PartVerdict) -> String {
    let language = common.language
    func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    var text = "\(verdict.reference) \(verdict.title[language])"
    if let part = verdict.partTitle { text += "（\(part[language])）" }
    text += "\n\(verdict.statement[language])\n\n"
    text += "\(phrase("算式", "formula")): \(verdict.formula)\n"
    for step in verdict.trace {
      text += "  \(step.expression)\n    = \(RulesExplainCommand.value(step))\n"
    }
    text +=
      "\(phrase("结论", "verdict")): \(VerdictTable.word(verdict)[language])  "
      + "\(VerdictTable.number(verdict.value, verdict.unit))  "
      + "\(VerdictTable.requirement(verdict))\n"
    if let reason = verdict.reason { text += "  \(reason[language])\n" }
    for need in verdict.needs {
      text +=
        "  + \(need.meaning[language]) [\(need.unit)]（\(need.name)）— \(need.source[language])\n"
    }
    if let date = verdict.breachDate { text += "  \(phrase("首次突破", "first broken")): \(date)\n" }
    for remedy in verdict.remedies { text += "  → \(remedy.say[language])\n" }
    if let binding = verdict.binding { text += "  \(binding.reason[language])\n" }
    text +=
      "\(phrase("出处", "source")): \(verdict.source.title) "
      + "\(verdict.source.documentNumber ?? "") \(verdict.source.article ?? "")\n"
      + "\(phrase("证据", "evidence")): "
      + RulesText.marks(verdict.evidence, verdict.source, language) + "\n"
    guard !verdict.witnesses.isEmpty else { return text }
    text += "\(phrase("证据图斑", "witnesses")) \(verdict.witnessCount):\n"
    for witness in verdict.witnesses.prefix(max(0, witnesses)) {
      let change = [witness.fromClass, witness.toClass].compactMap { $0 }.joined(separator: " → ")
      let ids = [witness.fromID, witness.toID].compactMap { $0 }.joined(separator: " → ")
      let area = witness.area.map { " \(Area(hundredths: $0))" } ?? ""
      let note = witness.note.map { " \($0[language])" } ?? ""
      text += "  \(witness.collection)/\(witness.id) \(change)\(area) \(ids)\(note)\n"
    }
    return text
  }

  private static func value(_ step: TraceStep) -> String {
    switch step.value {
    case .number(let number): VerdictTable.number(number, step.unit)
    case .text(let text): text
    case .truth(let truth): truth ? "是 true" : "否 false"
    case .unknown: "? 未知 unknown"
    }
  }
}

struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "运行规则旁的用例 · run the test cases of the rules",
    discussion: """
      有用例不符为 1；--complete 时用例不齐（每项须有通过、不通过、无法判定及恰等于阈值的用例）也为 1。
      Exit status 1 when a case fails; with --complete also when a rule lacks a case that
      passes, fails, is undecidable, or is exactly at the threshold.
      """)

  @Argument(help: ArgumentHelp("只运行这些规则 · only these rules", valueName: "rule"))
  var only: [String] = []

  @Flag(help: "用例不齐也算不符 · fail on missing cases too")
  var complete = false

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    _ = common.start()
    let report = try RuleTestReport(try policies.book(), only: only)
    if common.json { try Console.json(report) }
    let language = common.language
    var table = TextTable([
      "", Localized(zh: "规则", en: "rule")[language], Localized(zh: "结论", en: "verdict")[language],
      Localized(zh: "用例", en: "case")[language], Localized(zh: "位置", en: "place")[language],
    ])
    for one in report.cases {
      table.add([
        one.holds ? "✓" : "✗", one.rule, one.verdict?.rawValue ?? "–", one.name[language],
        one.place,
      ])
    }
    common.say(Localized(table.text))
    for one in report.cases {
      for difference in one.differences {
        common.say(Localized("✗ \(one.place) \(one.rule): \(difference[language])"))
      }
    }
    for gap in report.gaps { common.say(Localized("! \(gap[language])")) }
    common.say(
      Localized(
        zh: "用例 \(report.cases.count) 个，不符 \(report.failed) 个；缺 \(report.gaps.count) 个",
        en: "\(report.cases.count) cases, \(report.failed) fail; \(report.gaps.count) are missing"))
    if report.failed > 0 || (complete && !report.gaps.isEmpty) { throw ExitStatus.findings }
  }
}
