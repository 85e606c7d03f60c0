import ArgumentParser
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Workbench

struct ProblemCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "problem",
    abstract: "问题闭环 · problems, from discovery to closure",
    discussion: """
      发现 find → 立案 file → 分派 assign → 整改 start → 提交 submit → 复核 close 或 return。
      复核须独立于整改的人员和单位。 The check must be independent of the remediation.
      """,
    subcommands: [
      List.self, Show.self, Find.self, Dismiss.self, File.self, Assign.self, Start.self,
      Submit.self, Close.self, Return.self, Reopen.self, Note.self,
    ], defaultSubcommand: List.self)

  /// The options of every act on a problem.
  struct ActOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("问题编号 · number", valueName: "number"))
    var number: String

    @OptionGroup var deed: DeedOptions

    func act(_ command: ProblemDecider.Command, attachments: [[UInt8]] = []) throws {
      try deed.perform { bench, who in
        let row = try bench.advanceProblem(
          number, command, expected: deed.version, attachments: attachments, by: who.context,
          who.authority)
        try ProblemCommand.show(row, deed.common)
      }
    }
  }

  static func show(_ row: ProblemBoard.Row, _ common: CommonOptions) throws {
    if common.json { try Console.json(row) }
    let problem = row.problem
    common.say(
      Localized(
        zh:
          "\(row.number)  \(problem.phase.title.zh)  \(problem.finding?.title ?? "")（第 \(row.version) 版）",
        en: "\(row.number)  \(problem.phase.title.en)  \(problem.finding?.title ?? "") "
          + "(version \(row.version))"))
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "清单 · all problems")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "只看某状态 · only those in a phase")
    var phase: Problem.Phase?

    @Flag(help: "只看逾期 · only those overdue")
    var overdue = false

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let now = WallClock.now()
      let rows = try bench.problems().filter { row in
        (phase == nil || row.problem.phase == phase)
          && (!overdue || row.problem.isOverdue(at: now))
      }
      if common.json { try Console.json(rows) }
      var table = TextTable(
        common.language == .zh
          ? ["编号", "状态", "等级", "责任单位", "期限", "退回", "标题"]
          : ["number", "phase", "level", "responsible", "deadline", "returned", "title"],
        right: [5])
      for row in rows {
        let problem = row.problem
        let late = problem.isOverdue(at: now) ? "!" : ""
        table.add([
          row.number, problem.phase.title[common.language], problem.finding?.level.rawValue ?? "",
          problem.responsible ?? "–",
          (problem.deadline.map { String($0.iso8601.prefix(10)) } ?? "–") + late,
          String(problem.returns), problem.finding?.title ?? "",
        ])
      }
      let text = table.isEmpty ? Localized(zh: "没有问题。", en: "No problems.") : Localized(table.text)
      common.say(text)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "一个问题的经过 · history of one problem")

    @Argument(help: ArgumentHelp("问题编号 · number", valueName: "number"))
    var number: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let (problem, history) = try bench.problem(number)
      let row = ProblemBoard.Row(
        number: number, version: problem.version, problem: problem.state)
      try ProblemCommand.show(row, common)
      for deed in history {
        let text = LogCommand.shortened(try CanonicalJSON().bytes(deed.event))
        common.say(
          Localized(
            "  \(deed.version)  \(Times.shown(deed.time))  \(deed.actor.name) (\(deed.actor.role))  "
              + "\(deed.event.kind)  \(text)"))
      }
    }
  }

  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "登记发现的问题 · record a problem that was found")

    @Argument(help: ArgumentHelp("标题 · title", valueName: "title"))
    var title: String

    @Option(help: "情况描述 · description")
    var description: String = ""

    @Option(help: "来源 · source of the finding")
    var source: Problem.Source

    @Option(help: "等级 · level")
    var level: Problem.Level

    @Option(help: ArgumentHelp("所在区划代码 · administrative code", valueName: "code"))
    var area: String = ""

    @Option(help: ArgumentHelp("经度,纬度 · longitude,latitude in degrees", valueName: "lon,lat"))
    var place: String?

    @Option(help: ArgumentHelp("所属子项目 · project", valueName: "id"))
    var project: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let row = try bench.findProblem(
        Problem.Finding(
          title: title, description: description, source: source, level: level, area: area,
          place: try place.map(Problem.Place.init(degrees:)), project: project),
        by: deed.context, deed.authority)
      try ProblemCommand.show(row, common)
    }
  }
}

extension Problem.Source: ExpressibleByArgument {}
extension Problem.Level: ExpressibleByArgument {}
extension Problem.Phase: ExpressibleByArgument {}
