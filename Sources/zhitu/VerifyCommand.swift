import ArgumentParser
import Foundation
import Groundwork
import Planning
import Policy
import Storage
import Workbench

/// Which plan is judged by which rules.
struct VerifyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("方案 · plan", valueName: "plan"))
  var plan: String

  @Option(
    help: ArgumentHelp("基期年度，缺省为最早 · base epoch, the earliest by default", valueName: "epoch"))
  var base: String?

  @Option(help: ArgumentHelp("规则包目录 · folder of rule packs", valueName: "folder"))
  var policies: String?

  @Option(help: ArgumentHelp("适用日期，缺省为今天 · date of the rules, today by default", valueName: "date"))
  var date: String?

  @Option(
    help: ArgumentHelp("行政区划代码，缺省取自乡镇图层 · administrative code", valueName: "code"))
  var scope: String?

  var day: String { date ?? String(Date().formatted(.iso8601).prefix(10)) }

  func verify(_ bench: Workbench) throws -> Verification {
    guard let calendarDate = CalendarDate(day) else {
      throw ValidationError("--date: 2026-01-31")
    }
    let epochs = try bench.epochs()
    let base = base ?? epochs.first ?? ""
    let book = try RuleBook.load(policies ?? ProgramHome.path("Policies"))
    return try bench.verify(
      plan: plan, base: base, book: book, on: calendarDate, scope: scope)
  }
}

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "规则检验 · judge a plan by the rules",
    discussion: """
      退出码：有规则不通过为 1。结论和证据图斑写入工作空间。
      Exit status 1 if a rule fails. Verdicts and witnesses go to the workspace.
      """)

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var what: VerifyOptions

  @Option(
    name: .customLong("json"), parsing: .unconditional,
    help: ArgumentHelp(
      "结论 JSON 文件，- 为标准输出 · verdicts as JSON, - for standard output", valueName: "file"))
  var jsonFile: String?

  @OptionGroup var common: FileJSONOptions

  func run() throws {
    let job = common.start()
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let verification = try what.verify(bench)
    try bench.keep(verification)
    common.tell(verification.laid.state.warnings)
    let evaluation = verification.evaluation
    if let jsonFile {
      let text = String(decoding: try evaluation.json(), as: UTF8.self) + "\n"
      if jsonFile == "-" {
        Console.put(text)
      } else {
        try Console.writeFile(jsonFile) { try $0(text) }
      }
    }
    if jsonFile != "-", !common.quiet {
      VerdictTable.show(evaluation, common.language)
      common.label(try bench.isSynthetic())
    }
    if evaluation.verdicts.contains(where: { $0.verdict == .fail }) { throw ExitStatus.findings }
  }
}

/// Verdicts on a terminal.
enum VerdictTable {
  static func show(_ evaluation: Evaluation, _ language: Language) {
    var table = TextTable(
      [
        Localized(zh: "结论", en: "verdict")[language], Localized(zh: "规则", en: "rule")[language],
        Localized(zh: "内容", en: "what")[language], Localized(zh: "实际", en: "value")[language],
        Localized(zh: "要求", en: "required")[language],
        Localized(zh: "余量", en: "margin")[language], Localized(zh: "证据", en: "evidence")[language],
      ], right: [3, 5])
    for verdict in evaluation.verdicts {
      let part = verdict.partTitle.map { "（\($0[language])）" } ?? ""
      table.add([
        word(verdict.verdict)[language], verdict.rule + (verdict.part.map { "/\($0)" } ?? ""),
        verdict.title[language] + part, number(verdict.value, verdict.unit),
        verdict.isReport
          ? "–" : "\(verdict.comparator.rawValue) \(number(verdict.threshold, verdict.unit))",
        number(verdict.margin, verdict.unit),
        verdict.evidence.grade.rawValue + (verdict.source.status == .draft ? "·draft" : ""),
      ])
    }
    Console.put(table.text)
    for verdict in evaluation.verdicts where verdict.verdict == .undecidable {
      let missing = verdict.missing.joined(separator: ", ")
      Console.put(
        Localized(
          zh: "  \(verdict.rule) 无法判定：\(verdict.reason?.zh ?? "")\(missing)\n",
          en: "  \(verdict.rule) cannot be decided: \(verdict.reason?.en ?? "") \(missing)\n")[
            language])
    }
    for skipped in evaluation.skipped {
      Console.put(
        Localized(
          zh: "  \(skipped.rule) 未适用：\(skipped.reason.zh)\n",
          en: "  \(skipped.rule) not asked: \(skipped.reason.en)\n")[language])
    }
  }

  private static func word(_ verdict: Verdict) -> Localized {
    switch verdict {
    case .pass: Localized(zh: "✓ 通过", en: "✓ pass")
    case .fail: Localized(zh: "✗ 不通过", en: "✗ fail")
    case .undecidable: Localized(zh: "? 无法判定", en: "? undecidable")
    }
  }

  private static func number(_ value: Double?, _ unit: String) -> String {
    guard let value else { return "–" }
    switch unit {
    case "ratio": return Figures.fixed(value * 100, 3) + " %"
    case "m2": return Figures.fixed(value) + " m²"
    case "mu": return Figures.fixed(value) + " 亩"
    case "count": return Figures.fixed(value, 0)
    default: return Figures.fixed(value) + " " + unit
    }
  }
}
