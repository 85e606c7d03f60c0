import ArgumentParser
import Groundwork

/// The common options of commands whose `--json` takes a file.
struct FileJSONOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "只报告错误 · print only errors")
  var quiet = false

  @Option(name: .long, help: "语言 · language: zh, en")
  var lang: Language?

  @Option(
    name: .long,
    help: ArgumentHelp("线程数 · threads (default: processors)", valueName: "n"))
  var threads: Int?

  private var shared: CommonOptions {
    var options = CommonOptions()
    options.json = false
    options.quiet = quiet
    options.lang = lang
    options.threads = threads
    return options
  }

  var language: Language { shared.language }
  func start() -> Job { shared.start() }
  func label(_ isSynthetic: Bool) { shared.label(isSynthetic) }
  func tell(_ diagnostics: [Diagnostic]) { shared.tell(diagnostics) }
}
