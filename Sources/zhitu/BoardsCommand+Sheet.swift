import ArgumentParser
import EventLog
import Governance
import Groundwork
import Storage
import Workbench

extension BoardsCommand {
  /// What the sheet and the alerts are made of.
  struct Seen: ParsableArguments {
    @Option(help: ArgumentHelp("方案，缺省为唯一已检验的 · plan", valueName: "name"))
    var plan: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions

    func boards(
      _ bench: Workbench
    ) throws -> (boards: Boards, table: IndicatorTable?, calendar: WorkCalendar) {
      let deed = try actor.deed()
      let acting = Acting(
        authority: deed.authority, actor: deed.context.actor, time: deed.context.time)
      let evaluation = try bench.boardPlan(plan)
      let table = try evaluation.flatMap { try bench.indicators(of: $0.plan) }
      let library = try ProcessLibrary()
      let boards = try bench.boards(table, evaluation, library, acting)
      return (boards, table, library.calendar)
    }
  }

  struct Sheet: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "调度周报（Word） · the weekly sheet of the boards")

    @OptionGroup var seen: Seen

    @Option(
      help: ArgumentHelp(
        "模板，缺省 Policies/boards/weekly.md · template, by default the program's own",
        valueName: "md"))
    var template: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("文档 · document", valueName: "docx"))
    var out: OutputFile

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      try OutputCheck.check(
        [("--out", out)], inputs: [seen.workspace.workspace, template].compactMap(\.self))
      let bench = try seen.workspace.open(job)
      defer { bench.workspace.close() }
      let (boards, table, calendar) = try seen.boards(bench)
      let document = try bench.boardSheet(boards, table, calendar, template: template)
      try out.writeBytes { write in try write(document) }
      common.say(
        Localized(zh: "已写出调度周报：\(out.path)", en: "wrote the weekly sheet: \(out.path)"))
      common.label(try bench.isSynthetic())
    }
  }

  struct Alerts: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "预警清单 · alerts by rule",
      discussion: """
        规则、静默时段和汇总时刻见 Policies/boards/alerts.yaml。--due 只列现在该提示的，供定时任务转发。
        Rules, quiet hours and the digest: Policies/boards/alerts.yaml. --due lists only what is to be told now,
        for a timer that passes it on.
        """)

    @OptionGroup var seen: Seen

    @Option(help: ArgumentHelp("另一份预警规则 · other rules", valueName: "yaml"))
    var rules: String?

    @Flag(help: "只列现在该提示的 · only what is to be told now")
    var due = false

    @OptionGroup var common: CommonOptions

    struct Line: Encodable {
      var kind: String
      var title: Localized
      var target: String
      var id: String
      var text: Localized
      var days: Int64?
      var at: String
    }

    func run() throws {
      let rules = try Workbench.alertRules(rules)
      let bench = try seen.workspace.open(common.start())
      defer { bench.workspace.close() }
      let (boards, _, calendar) = try seen.boards(bench)
      let alerts = boards.alerts(rules, calendar).filter { !due || $0.at <= boards.time }
      if common.json {
        return try Console.json(
          alerts.map {
            Line(
              kind: $0.kind.rawValue, title: $0.title, target: $0.target.rawValue, id: $0.id,
              text: $0.text, days: $0.days, at: $0.at.iso8601)
          })
      }
      let isChinese = common.language == .zh
      var table = TextTable(
        isChinese
          ? ["预警", "对象", "内容", "天数", "提示时间（UTC）"]
          : ["alert", "of", "what", "days", "told at (UTC)"],
        right: [3])
      for alert in alerts {
        table.add([
          alert.title[common.language], alert.id, alert.text[common.language],
          alert.days.map { String($0) } ?? "", Times.shown(alert.at),
        ])
      }
      common.say(table.isEmpty ? Localized(zh: "没有预警。", en: "No alert.") : Localized(table.text))
    }
  }
}
