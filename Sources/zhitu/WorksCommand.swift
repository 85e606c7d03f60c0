import ArgumentParser
import EventLog
import Finance
import Governance
import Groundwork
import Storage
import Workbench

struct WorksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "works",
    abstract: "工程实施 · works of projects: plan, contracts, progress, tests, log, photos, changes",
    discussion: """
      施工单位填报、监理核定；方案调整的标准见 Policies/works/changes.yaml，单据格式见 Docs/works.md。
      The builder reports, the supervising engineer confirms. Thresholds of changes:
      Policies/works/changes.yaml; the form of orders: Docs/works.md.
      """,
    subcommands: [List.self, Show.self, Post.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "各项目的进度 · how the works go against their plans")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let day = try actor.deed().context.time.chinaDay
      let rows = try bench.works().values.sorted { $0.id < $1.id }
      if common.json { return try Console.json(rows) }
      var table = TextTable(
        common.language == .zh
          ? ["项目", "状态", "计划完成（元）", "已核定", "计划完工", "预计完工"]
          : ["project", "phase", "planned, yuan", "confirmed", "planned end", "expected end"],
        right: [2, 3])
      for row in rows {
        guard let outlook = WorksOutlook(row.record, on: day) else { continue }
        table.add([
          row.id, row.record.phase.title[common.language], PaymentText.yuan(outlook.planned),
          PaymentText.yuan(outlook.confirmed), Timestamp(dayNumber: outlook.plannedEnd).date,
          Timestamp(dayNumber: outlook.end).date,
        ])
      }
      common.say(
        rows.isEmpty
          ? Localized(zh: "还没有实施计划。", en: "There is no plan of works yet.")
          : Localized(table.text))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一个项目的单项、检测与经过 · items, tests and history of one project")

    @Argument(help: ArgumentHelp("项目 · project", valueName: "id"))
    var project: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      _ = try bench.project(project)
      let (row, history) = try bench.works(of: project)
      if common.json { return try Console.json(row) }
      let isChinese = common.language == .zh
      let (reported, confirmed) = (row.record.reported, row.record.confirmed)
      var items = TextTable(
        isChinese
          ? ["单项", "名称", "单位", "计划", "填报", "核定"]
          : ["item", "title", "unit", "planned", "reported", "confirmed"], right: [3, 4, 5])
      for item in row.record.plan?.items ?? [] {
        items.add([
          item.id, item.title, item.unit, item.quantity.decimal,
          (reported[item.id] ?? .zero).decimal, (confirmed[item.id] ?? .zero).decimal,
        ])
      }
      common.say(Localized(items.text))
      var deeds = TextTable(
        isChinese ? ["日期", "办理", "内容", "办理人"] : ["day", "act", "what", "by"])
      for deed in history {
        deeds.add([
          deed.event.order.day.date, deed.event.order.act.title[common.language],
          deed.event.order.act.said, "\(deed.actor.name) \(deed.actor.organisation)",
        ])
      }
      common.say(Localized(deeds.text))
    }
  }

  struct Post: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "按单据文件办理 · do what an order in a JSON file says")

    @Argument(help: ArgumentHelp("项目 · project", valueName: "id"))
    var project: String

    @Argument(help: ArgumentHelp("单据文件 · order", valueName: "json"))
    var file: String

    @Option(
      help: ArgumentHelp(
        "随附的影像或报告 · the photo or report that comes with it", valueName: "file"))
    var attachment: String?

    @Option(
      help: ArgumentHelp(
        "方案调整标准，缺省 Policies/works/changes.yaml · thresholds of changes", valueName: "yaml"))
    var rules: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let content = try attachment.map { try QuotaCommand.bytes($0) }
      let order = try WorksOrders.read(
        try QuotaCommand.bytes(file), rules: try Workbench.worksRules(rules),
        hash: content.map(Workbench.attachmentKey), file: file)
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let row = try bench.performWorks(
        order, on: project, expected: nil, attachment: content, try ProcessLibrary().calendar,
        by: deed.context, deed.authority)
      if common.json { return try Console.json(row) }
      common.say(
        Localized(
          zh: "\(project) 已办理“\(order.act.title.zh)”，第 \(row.version) 版。",
          en: "\(project): \(order.act.title.en); version \(row.version)."))
    }
  }
}
