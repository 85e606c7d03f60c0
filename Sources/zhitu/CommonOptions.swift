import ArgumentParser
import Flow
import Foundation
import Groundwork
import Storage
import Workbench

extension Language: ExpressibleByArgument {}
extension AreaKind: ExpressibleByArgument {}
extension FlowGrouping: ExpressibleByArgument {}

/// The options of every command.
struct CommonOptions: ParsableArguments {
  @Flag(name: .long, help: "以 JSON 输出结果 · print the result as JSON")
  var json = false

  @Flag(name: .shortAndLong, help: "只报告错误 · print only errors")
  var quiet = false

  @Option(name: .long, help: "语言 · language: zh, en")
  var lang: Language?

  @Option(
    name: .long,
    help: ArgumentHelp("线程数 · threads (default: processors)", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads: 1 或更大 · 1 or more") }
  }

  var language: Language { lang ?? Console.language }

  /// Starts the command: sets the language and makes Ctrl-C cancel.
  func start() -> Job {
    if let lang { Console.language = lang }
    let cancellation = Cancellation()
    Interrupts.cancel(cancellation)
    return Job(
      progress: TerminalProgress.forTerminal(language: language, quiet: quiet || json),
      cancellation: cancellation,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// A line for human readers, unless `--quiet` or `--json` is given.
  func say(_ text: Localized) {
    if !quiet && !json { Console.put(text[language] + "\n") }
  }

  /// States that the data are synthetic, wherever a result is shown.
  func label(_ isSynthetic: Bool) {
    if isSynthetic {
      say(Localized(zh: "（合成数据，非真实地块）", en: "(synthetic data, no real place)"))
    }
  }

  /// Warnings and notes on standard error; errors always.
  func tell(_ diagnostics: [Diagnostic], most: Int = 20) {
    let heard = diagnostics.filter { $0.severity == .error || !quiet }
    for diagnostic in heard.prefix(most) { Console.report(diagnostic) }
    if heard.count > most {
      let rest = heard.count - most
      Console.note(
        Localized(zh: "……另有 \(rest) 条。", en: "… and \(rest) more.")[language])
    }
  }
}

/// The workspace that a command works on.
struct WorkspaceOption: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "工作空间：文件，或 postgres://…?schema=… · workspace: a file, or postgres://…?schema=…",
      valueName: "file"))
  var workspace: String

  func open(_ job: Job) throws -> Workbench {
    Workbench(try Workspace.open(workspace), job: job)
  }
}
