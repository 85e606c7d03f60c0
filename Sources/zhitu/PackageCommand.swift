import ArgumentParser
import Exchange
import Groundwork
import Storage
import Workbench

struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package",
    abstract: "成果数据包 · a package of results by folder rules",
    discussion: """
      按目录规则写出图层、VCT、QGIS 工程、表格、文档和附图；每个文件写出后读回核对，附核对清单。
      规则见 Policies/packages，--rules 用本单位的规则。见 Docs/exchange.md。
      Layers, VCT, a project of QGIS, tables, documents and sheets in folders; every file is read again,
      and a checked list lies in the package.
      """)

  @OptionGroup var data: DocumentCommand.Data

  @Option(
    help: ArgumentHelp(
      "目录规则，缺省为程序自带 · folder rules, by default the program's own", valueName: "yaml"))
  var rules: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("数据包 · package", valueName: "zip"))
  var out: OutputFile

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    try OutputCheck.check(
      [("--out", out)], inputs: [data.subject.workspace.workspace, rules].compactMap(\.self))
    let rules = try Workbench.packageRules(rules)
    let bench = try data.subject.workspace.open(job)
    defer { bench.workspace.close() }
    let made = try bench.dataPackage(rules, data.request)
    try out.writeBytes { write in try write(made.archive) }
    if common.json { try Console.json(made.package) }
    for check in made.package.checks {
      common.say(
        Localized(
          zh: "\(check.isPresent ? "有" : "缺")  \(check.folder)/\(check.file)  \(check.finding)",
          en: "\(check.isPresent ? "yes" : "no ")  \(check.folder)/\(check.file)  \(check.finding)")
      )
    }
    common.say(made.package.source)
    common.label(try bench.isSynthetic())
    if !made.package.isComplete { throw ExitStatus.findings }
  }
}
