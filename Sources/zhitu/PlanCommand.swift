import ArgumentParser
import Flow
import Groundwork
import Planning
import Records
import Storage
import Workbench

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "套合方案 · lay a plan over its base epoch",
    discussion: """
      得到规划地类图层 planned_<方案> 和地类流向台账。
      Writes the planned state to the layer planned_<plan>, and its flow ledger.

      --try 试改：文件给出一个改动或一串改动（JSON），逐个试行并报告地类面积的变化，不写入工作空间。
      --try takes a file with one change or a list of changes (JSON), makes them one after another
      and reports the resulting class table; nothing is written. For example
        {"measure": "<id>", "class": "0101"}
        {"measure": "<id>", "geometry": {"type": "Polygon", "coordinates": [...]}}
        {"action": "remove", "measure": "<id>"}
      """)

  @OptionGroup var workspace: WorkspaceOption

  @Option(
    help: ArgumentHelp("方案，只有一个时可省略 · plan; the only one by default", valueName: "plan"))
  var plan: String?

  @Option(
    help: ArgumentHelp("基期年度，缺省为最早 · base epoch, the earliest by default", valueName: "epoch"))
  var base: String?

  @Option(help: "面积 · area: official, planar")
  var area: AreaKind = .official

  @Option(
    name: .customLong("try"),
    help: ArgumentHelp("试改文件，不写入 · try changes, write nothing", valueName: "json"))
  var changes: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    if let changes {
      try tryChanges(PlanChange.read(file: changes), bench)
      return
    }
    let plan = try plan ?? bench.onlyPlan()
    let laid = try bench.lay(plan: plan, base: base ?? bench.baseEpoch(), area: area)
    try bench.keep(laid)
    common.tell(laid.state.warnings)
    if common.json { try Console.json(FlowSummary(laid.state.ledger, by: .class)) }
    let measures = laid.plan.measures
    let changed = laid.state.ledger.rows.filter { row in
      row.to.map { laid.state.measure(ofPatch: Int($0)) != nil } ?? false
    }
    common.say(
      Localized(
        zh: "方案 \(plan)：\(measures.count) 个整治图斑、\(Set(measures.map(\.project)).count) 个项目，"
          + "涉及 \(changed.count) 个图块 \(Figures.mu(changed.map(\.area).total())) 亩",
        en: "Plan \(plan): \(measures.count) measures, \(Set(measures.map(\.project)).count)"
          + " projects, \(changed.count) pieces, \(Figures.hectares(changed.map(\.area).total())) ha"
      ))
    var table = TextTable(
      [
        Localized(zh: "一级类", en: "Level 1")[common.language],
        Localized(zh: "整治前（亩）", en: "before (mu)")[common.language],
        Localized(zh: "整治后（亩）", en: "after (mu)")[common.language],
        Localized(zh: "增减（亩）", en: "change (mu)")[common.language],
      ], right: [1, 2, 3])
    for row in laid.state.ledger.matrix(by: .level1).structure {
      table.add([
        "\(row.label.key) \(row.label.name[common.language])", Figures.mu(row.before),
        Figures.mu(row.after), Figures.mu(row.after - row.before),
      ])
    }
    common.say(Localized(table.text))
    common.label(try bench.isSynthetic())
  }
}
