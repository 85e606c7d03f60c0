import ArgumentParser
import Groundwork
import Storage
import Survey
import Workbench

struct IncrementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "increment",
    abstract: "变更调查增量包 · yearly change packages of the survey",
    discussion: """
      make：由两个年度，或由一个年度与变更图斑（plan 图层）生成；apply：应用到基期，得到新年度；check：检查。
      make: of two epochs, or of an epoch and changed ground (a layer of role plan); apply: to its base
      epoch, which gives the next; check. See Docs/increments.md.
      """, subcommands: [Make.self, Apply.self, Check.self])

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "生成增量包 · make a package")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("基期 · base epoch", valueName: "epoch"))
    var from: String

    @Option(help: ArgumentHelp("新年度 · next epoch", valueName: "epoch"))
    var to: String

    @Option(
      help: ArgumentHelp(
        "变更图斑图层（plan），新年度由它产生 · layer of changed ground that makes the next epoch",
        valueName: "plan"))
    var changes: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("增量包 · package", valueName: "gpkg"))
    var out: OutputFile

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(job)
      defer { bench.workspace.close() }
      let made = try bench.makeIncrement(from: from, to: to, changes: changes, out: out.path)
      try IncrementCommand.report(made.summary, made.faults, common)
    }
  }

  struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "应用增量包 · apply a package")

    @Argument(help: ArgumentHelp("增量包 · package", valueName: "gpkg"))
    var package: String

    @OptionGroup var workspace: WorkspaceOption

    @Option(
      help: ArgumentHelp(
        "基期，缺省为包中所记 · base epoch, by default that of the package", valueName: "epoch"))
    var base: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let applied = try bench.applyIncrement(package, to: base)
      if common.json { try Console.json(applied.summary) }
      for outcome in applied.outcomes {
        let layer = outcome.record.name
        let count = outcome.report.accepted
        common.say(
          Localized(
            zh: "新年度 \(applied.summary.to)：\(count) 个图斑 → 图层 \(layer)",
            en: "epoch \(applied.summary.to): \(count) patches → layer \(layer)"))
      }
      common.label(try bench.isSynthetic())
      try common.follow(bench)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "检查增量包 · check a package")

    @Argument(help: ArgumentHelp("增量包 · package", valueName: "gpkg"))
    var package: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      _ = common.start()
      let checked = try Workbench.checkIncrement(package)
      try IncrementCommand.report(checked.summary, checked.faults, common)
    }
  }

  /// - Throws: the exit status of findings where a fault is an error.
  private static func report(
    _ summary: IncrementSummary, _ faults: [Diagnostic], _ common: CommonOptions
  ) throws {
    common.tell(faults)
    if common.json {
      try Console.json(summary)
    } else {
      common.say(
        Localized(
          zh: "\(summary.from) → \(summary.to)：灭失图斑 \(summary.removed)，更新图斑 \(summary.added)，"
            + "过程 \(summary.steps) 条，地类变化 \(Figures.fixed(summary.changed.hectares, 4)) 公顷",
          en:
            "\(summary.from) → \(summary.to): \(summary.removed) patches end, \(summary.added) begin, "
            + "\(summary.steps) pieces, \(Figures.fixed(summary.changed.hectares, 4)) hm² change class"
        ))
    }
    if faults.contains(where: { $0.severity == .error }) { throw ExitStatus.findings }
  }
}
