import ArgumentParser
import Governance
import Groundwork
import Programme
import Storage
import Workbench

extension PotentialProjects.Group: ExpressibleByArgument {}

extension ProjectCommand {
  struct Gather: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由潜力库生成项目 · make projects of candidates of the potential library",
      discussion: """
        按编号、按规则，或按规划范围取候选图斑，分组成项目；一个图斑只归一个项目。
        Candidates by number, by rule, or in the ground of a planning object, grouped into
        projects; a patch belongs to one project.
        """)

    @Argument(help: ArgumentHelp("潜力编号；不写则按规则 · numbers; without, by rule", valueName: "no"))
    var numbers: [String] = []
    @Option(help: ArgumentHelp("任务 · task", valueName: "id")) var task: String?
    @Option(help: "整治要素 · element") var element: PotentialElement?
    @Option(help: ArgumentHelp("村代码的开头 · begins the village's code", valueName: "code"))
    var village: String?
    @Option(help: ArgumentHelp("规划范围 · in this planning object", valueName: "id"))
    var within: String?
    @Option(help: ArgumentHelp("得分不低于 · score at least", valueName: "0–1000"))
    var leastScore: Int?
    @Option(help: ArgumentHelp("理论潜力不小于（亩） · theoretical at least", valueName: "mu"))
    var least: Int64?
    @Flag(help: "只取外业核实的 · confirmed in the field only") var confirmed = false
    @Option(help: "分组 · group by") var group: PotentialProjects.Group = .one
    @Option(help: "战略目标 · goal") var goal: String = ""
    @Option(help: "核心空间 · core space") var space: String = ""
    @Option(help: "核心项目 · core project") var core: String = ""
    @Option(help: "空间项目包 · package") var package: String = ""
    @Option(help: ArgumentHelp("所在区划代码 · administrative code", valueName: "code"))
    var area: String = ""
    @Option(help: ArgumentHelp("首年 · first year", valueName: "year")) var firstYear: Int
    @Option(help: ArgumentHelp("末年 · last year", valueName: "year")) var lastYear: Int?
    @Option(help: ArgumentHelp("编号开头 · the ids begin with", valueName: "text"))
    var prefix: String
    @Flag(help: "只看将生成什么 · only show it") var trial = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    private struct Row: Encodable {
      var id: String
      var title: String
      var candidates: [String]
      var potential: PotentialSums
    }

    func validate() throws {
      if let least, !(1...10_000_000).contains(least) { throw ValidationError("--least: 1 …") }
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      var wanted = PotentialProjects(firstYear: firstYear, prefix: prefix)
      (wanted.numbers, wanted.task, wanted.element) = (numbers, task, element)
      (wanted.village, wanted.within, wanted.leastScore) = (village, within, leastScore)
      wanted.leastArea = least.map(DistrictRequest.mu)
      (wanted.isConfirmed, wanted.group, wanted.area) = (confirmed, group, area)
      (wanted.goal, wanted.space, wanted.core, wanted.package) = (goal, space, core, package)
      wanted.lastYear = lastYear
      let made = try bench.projectsFromPotential(wanted)
      if !trial {
        let deed = try actor.deed()
        try bench.proposeProjects(made.drafts.map(\.draft), by: deed.context, deed.authority)
      }
      if common.json {
        return try Console.json(
          made.drafts.map {
            Row(
              id: $0.draft.id, title: $0.draft.card.title,
              candidates: $0.draft.card.candidates ?? [], potential: $0.potential)
          })
      }
      var table = TextTable(
        common.language == .zh
          ? ["编号", "图斑", "理论（亩）", "可实现（亩）", "近期（亩）", "名称"]
          : ["id", "patches", "theoretical (mu)", "realisable", "near-term", "title"],
        right: [1, 2, 3, 4])
      for one in made.drafts {
        table.add([
          one.draft.id, String(one.draft.card.candidates?.count ?? 0),
          Figures.mu(one.potential.theoretical), Figures.mu(one.potential.realisable),
          Figures.mu(one.potential.nearTerm), one.draft.card.title,
        ])
      }
      common.say(
        table.isEmpty
          ? Localized(zh: "没有符合条件的候选图斑。", en: "No candidate fits.") : Localized(table.text))
      if made.taken > 0 {
        common.say(
          Localized(
            zh: "另有 \(made.taken) 个图斑已归其他项目。",
            en: "\(made.taken) more patches belong to other projects."))
      }
    }
  }
}
