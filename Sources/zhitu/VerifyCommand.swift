import ArgumentParser
import Groundwork
import Planning
import Policy
import Records
import Reports
import Storage
import Workbench

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "规则检验 · evaluate a plan by the rules",
    discussion: """
      效力：现行且见过原文或经法务确认的硬性规则阻止报批；现行而未核实者警示；草案、转引和凭记忆
      写下的规则只提示，从不阻止。
      Only law blocks: a hard rule in force whose text was seen or that a jurist has confirmed. A rule
      in force but not verified warns; drafts, references and rules from memory only inform.

      退出码：0 无阻止项；1 有阻止项；3 无阻止项，但有约束力的规则无法判定（--strict 时为 1）；
      2 用法或输入有误。
      Exit status: 0 nothing blocks and nothing that blocks is undecided, 1 something blocks, 3 rules
      that block cannot be decided (1 with --strict), 2 wrong usage or bad input.

      结论、证据图斑和复核存档写入工作空间；--set、--against、--least-change 只试算，不写入。
      Verdicts, witnesses and everything needed to repeat the evaluation are written to the workspace;
      --set, --against and --least-change are trials that write nothing.
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

  @Flag(help: "有约束力的规则无法判定也算不通过 · an undecidable rule that blocks counts as failed")
  var strict = false

  @Flag(help: "也列出通过与不涉及者 · also list rules that pass or do not apply")
  var all = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "假设阈值，如 CAP-01/pbf=0.02，可重复 · try a different threshold, repeatable",
      valueName: "rule=threshold"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "与另一规则库或规则包对照 · compare with another rule book or pack", valueName: "folder"))
  var against: String?

  @Option(
    help: ArgumentHelp(
      "删去或缩小哪些整治图斑即可满足此规则 · the least change of measures that makes a rule pass",
      valueName: "rule"))
  var leastChange: String?

  @Option(
    help: ArgumentHelp("用存档重新检验 · repeat a stored evaluation", valueName: "id"))
  var replay: String?

  @Flag(help: "列出存档 · list stored evaluations")
  var history = false

  @OptionGroup var timings: TimingsOption
  @OptionGroup var common: FileJSONOptions

  func validate() throws {
    if leastChange != nil, against != nil || !settings.isEmpty {
      throw ValidationError(
        "--least-change: 不能与 --set、--against 同用 · cannot be combined with these")
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
      let log = try SARIFLog(
        evaluation, file: workspace.workspace,
        witnessLayer: try bench.witnessLayer(of: evaluation.plan)
      )
      .write()
      try sarif.writeBytes { try $0(log) }
    }
    try bench.job.measure("show") { try show(evaluation, body, bench) }
    try timings.write(bench.job)
    try end(evaluation)
  }

  // MARK: Output

  /// Writes the JSON of an evaluation if requested, and the table unless both go to standard
  /// output.
  func show(_ evaluation: Evaluation, _ body: [UInt8], _ bench: Workbench) throws {
    try put(String(decoding: body, as: UTF8.self) + "\n")
    if printsTable {
      VerdictTable.show(evaluation, common.language, all: all)
      common.label(try bench.isSynthetic())
    }
  }

  /// Writes a result to the destination of `--json`.
  func put(_ text: String) throws {
    try jsonFile?.write { try $0(text) }
  }

  var printsTable: Bool { jsonFile?.isStandardOutput != true && !common.quiet }

  func end(_ evaluation: Evaluation) throws {
    if common.quiet, evaluation.outcome != .clear {
      Console.note(VerdictTable.conclusion(evaluation)[common.language])
    }
    switch evaluation.outcome {
    case .blocked: throw ExitStatus.findings
    case .undecided: throw strict ? ExitStatus.findings : ExitStatus.undecided
    case .clear: break
    }
  }
}
