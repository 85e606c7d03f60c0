import ArgumentParser
import Groundwork
import Reports
import Storage
import Workbench

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "编写报告 · write the report on a plan: HTML and PDF")

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var what: VerifyOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("输出目录 · output folder", valueName: "folder"))
  var out: OutputFolder

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let job = common.start()
    try OutputCheck.check(
      out, names: ReportWriter.fileNames, option: "--out",
      inputs: what.inputs + [workspace.workspace])
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let verification = try what.verify(bench)
    if let warning = try bench.registersLeftOut(of: verification) { common.tell([warning]) }
    let model = try bench.report(verification, date: what.day)
    let outcome = try await ReportWriter().write(
      model, to: out.path, language: common.language, job: job)
    common.tell(outcome.diagnostics)
    if common.json { try Console.json(outcome.paths) }
    for path in outcome.paths { common.say(Localized(path)) }
    if outcome.diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.bad }
  }
}
