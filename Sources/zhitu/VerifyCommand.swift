import ArgumentParser
import Groundwork
import Planning
import Policy
import Reports
import Storage
import Workbench

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "规则检验 · judge a plan by the rules",
    discussion: """
      退出码：硬性规则（含“原则上”而无例外记录者）不通过为 1，其他规则不通过不影响；
      无法判定者列出，--strict 时硬性规则无法判定也为 1。
      Exit status 1 if a hard rule fails, or one "in principle" without an override on record; other
      rules do not matter. What cannot be decided is listed; with --strict an undecidable hard rule
      counts as well.

      结论、证据图斑和复核存档写入工作空间；--set、--against、--least-change 只试算，不写入。
      Verdicts, witnesses and what is needed to ask again go to the workspace; --set, --against and
      --least-change only try, and write nothing.
      """)

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var what: VerifyOptions

  @Option(
    name: .customLong("json"), parsing: .unconditional,
    help: ArgumentHelp(
      "结论 JSON 文件，- 为标准输出 · verdicts as JSON, - for standard output", valueName: "file"))
  var jsonFile: OutputFile?

  @Option(
    help: ArgumentHelp("SARIF 2.1.0 文件 · verdicts as SARIF 2.1.0", valueName: "file"))
  var sarif: OutputFile?

  @Flag(help: "硬性规则无法判定也算不通过 · an undecidable hard rule counts as failed")
  var strict = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "假设阈值，如 CAP-01/pbf=0.02，可重复 · try another threshold, repeatable",
      valueName: "rule=threshold"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "与另一规则库或规则包对照 · compare with another rule book or pack", valueName: "folder"))
  var against: String?

  @Option(
    help: ArgumentHelp(
      "删去或缩小哪些整治图斑即可满足此规则 · the least change of measures so that a rule passes",
      valueName: "rule"))
  var leastChange: String?

  @Option(
    help: ArgumentHelp("用存档重新检验 · ask again from what was kept", valueName: "id"))
  var replay: String?

  @Flag(help: "列出存档 · list what was kept")
  var history = false

  @OptionGroup var timings: TimingsOption
  @OptionGroup var common: FileJSONOptions

  func validate() throws {
    if leastChange != nil, against != nil || !settings.isEmpty {
      throw ValidationError("--least-change: 不能与 --set、--against 同用 · not with these")
    }
  }

  func run() throws {
    let job = timings.started(common.start())
    try OutputCheck.check(
      [("--json", jsonFile), ("--sarif", sarif), ("--timings", timings.file)],
      inputs: what.inputs + [workspace.workspace, against])
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    if history { return try showHistory(bench) }
    if let replay { return try ask(again: replay, bench) }
    let verification = try what.verify(bench)
    common.tell(verification.laid.state.warnings)
    if let leastChange { return try showLeastChange(leastChange, verification, bench) }
    if against != nil || !settings.isEmpty { return try compare(verification, bench) }
    let evaluation = verification.evaluation
    let body = try bench.job.measure("encode") { try evaluation.json() }
    try bench.job.measure("keep") { try bench.keep(verification, body) }
    if let sarif {
      let log = try SARIFLog(evaluation, file: workspace.workspace).write()
      try sarif.writeBytes { try $0(log) }
    }
    try bench.job.measure("show") { try show(evaluation, body, bench) }
    try timings.write(bench.job)
    try end(evaluation)
  }

  // MARK: Output

  /// The JSON of an evaluation where it is wanted, and the table unless it goes to the same place.
  func show(_ evaluation: Evaluation, _ body: [UInt8], _ bench: Workbench) throws {
    try put(String(decoding: body, as: UTF8.self) + "\n")
    if isTalking {
      VerdictTable.show(evaluation, common.language)
      common.label(try bench.isSynthetic())
    }
  }

  /// Writes a result to where `--json` says.
  func put(_ text: String) throws {
    try jsonFile?.write { try $0(text) }
  }

  var isTalking: Bool { jsonFile?.isStandardOutput != true && !common.quiet }

  func end(_ evaluation: Evaluation) throws {
    if evaluation.isBlocked || (strict && !evaluation.undecidedBlocking.isEmpty) {
      throw ExitStatus.findings
    }
  }
}
