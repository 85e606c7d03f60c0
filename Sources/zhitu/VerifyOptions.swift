import ArgumentParser
import Foundation
import Groundwork
import Policy
import Workbench

/// The folder of the rule book.
struct PoliciesOption: ParsableArguments {
  @Option(help: ArgumentHelp("规则包目录 · folder of rule packs", valueName: "folder"))
  var policies: String?

  func book() throws -> RuleBook { try RuleBook.load(policies ?? ProgramHome.path("Policies")) }
}

/// Which plan is evaluated by which rules.
struct VerifyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("方案，只有一个时可省略 · plan; the only one by default", valueName: "plan"))
  var plan: String?

  @Option(
    help: ArgumentHelp("基期年度，缺省为最早 · base epoch, the earliest by default", valueName: "epoch"))
  var base: String?

  @OptionGroup var policies: PoliciesOption

  @Option(help: ArgumentHelp("适用日期，缺省为今天 · date of the rules, today by default", valueName: "date"))
  var date: String?

  @Option(
    help: ArgumentHelp("行政区划代码，缺省取自乡镇图层 · administrative code", valueName: "code"))
  var scope: String?

  @Option(
    help: ArgumentHelp(
      "只检验此阶段的规则，如 方案审批 · only the rules of this stage gate", valueName: "stage"))
  var stage: String?

  @Option(
    help: ArgumentHelp(
      "登记文件（事实与例外记录，YAML、JSON 或 XLSX），可重复 · register of facts and overrides, repeatable",
      valueName: "file"))
  var facts: [String] = []

  @Option(
    help: ArgumentHelp(
      "确认文件（法务人员已核对原文的规则），可重复 · confirmation file (rules that a jurist has confirmed), repeatable",
      valueName: "file"))
  var confirmations: [String] = []

  static var today: String { String(Date().formatted(.iso8601).prefix(10)) }

  /// The files and folders that the options name.
  var inputs: [String?] { facts + confirmations + [policies.policies] }

  var day: String { date ?? VerifyOptions.today }

  func verify(_ bench: Workbench) throws -> Verification {
    let plan = try plan ?? bench.onlyPlan()
    let date = try VerifyOptions.calendarDate(day)
    let base = try base ?? bench.baseEpoch()
    let book = try bench.job.measure("rule book") { try policies.book() }
    if let stage { try VerifyOptions.check(stage, book) }
    return try bench.verify(
      plan: plan, base: base, book: book, on: date, scope: scope, stage: stage, registers: facts,
      confirmations: confirmations)
  }

  static func calendarDate(_ text: String) throws -> CalendarDate {
    guard let date = CalendarDate(text) else { throw ValidationError("--date: 2026-01-31") }
    return date
  }

  /// With a misspelt stage, hardly any rule would be evaluated.
  static func check(_ stage: String, _ book: RuleBook) throws {
    let known = Set(book.rules.flatMap(\.stageGates)).sorted()
    guard known.contains(stage) else {
      throw Diagnostic(
        code: "rules.stage",
        Localized(zh: "没有阶段“\(stage)”", en: "there is no stage ‘\(stage)’"),
        remedy: Localized(
          zh: "可用：\(known.joined(separator: "、"))",
          en: "there are: \(known.joined(separator: ", "))"))
    }
  }
}
