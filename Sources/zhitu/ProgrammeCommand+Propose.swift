import ArgumentParser
import EventLog
import Governance
import Groundwork
import Programme
import Storage
import Workbench

extension DistrictRequest.Basis: ExpressibleByArgument {}
extension PotentialLevel: ExpressibleByArgument {}
extension PotentialElement: ExpressibleByArgument {}
extension PlanningLevel: ExpressibleByArgument {}

extension ProgrammeCommand {
  struct Propose: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "片区、单元划定建议 · propose districts or units",
      discussion: """
        按潜力密度或战略核心空间划定连续的片区，可跨乡镇和开发边界，并与已划定的比较；不写入。
        用 --take 把其中一片编为规划。
        Contiguous ground where potential is dense, or around the core spaces of the project
        library, beside what people drew; nothing is written. --take drafts one of them.
        """)

    @Argument(help: ArgumentHelp("district 或 unit · what to propose", valueName: "level"))
    var planning: PlanningLevel = .district
    @Option(help: ArgumentHelp("只在该规划范围内 · within this planning object", valueName: "id"))
    var within: String?
    @Option(help: "依据 · basis") var basis: DistrictRequest.Basis = .potential
    @Option(help: "潜力层次 · level of potential") var potential: PotentialLevel = .realisable
    @Option(help: "整治要素，可重复 · element; repeatable") var element: [PotentialElement] = []
    @Option(help: ArgumentHelp("格网边长 · side of the squares", valueName: "m")) var cell: Int?
    @Option(help: ArgumentHelp("个数上限 · at most", valueName: "n")) var count: Int?
    @Option(help: ArgumentHelp("面积下限（亩） · smallest", valueName: "mu")) var least: Int64?
    @Option(help: ArgumentHelp("面积上限（亩） · largest", valueName: "mu")) var most: Int64?
    @Option(help: ArgumentHelp("密度阈值（占平均密度） · of the mean density", valueName: "%"))
    var threshold: Int?
    @Option(help: ArgumentHelp("边界权重（占平均格网值） · of the mean cell", valueName: "%"))
    var border: Int?
    @Option(help: ArgumentHelp("把第几片编为规划 · draft this proposal", valueName: "n")) var take: Int?
    @Option(help: ArgumentHelp("其编号 · its id", valueName: "id")) var id: String?
    @Option(help: "其名称 · its title") var title: String?
    @Option(help: ArgumentHelp("其上级 · its parent", valueName: "id")) var parent: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      if let least, !(1...10_000_000).contains(least) { throw ValidationError("--least: 1 …") }
      if let most, !(1...10_000_000).contains(most) { throw ValidationError("--most: 1 …") }
      if take != nil, id == nil || title == nil {
        throw ValidationError("--take 需要 --id 和 --title · needs --id and --title")
      }
    }

    func run() throws {
      let job = common.start()
      let bench = try workspace.open(job)
      defer { bench.workspace.close() }
      let request = DistrictRequest(
        planning, within: within, basis: basis, level: potential, elements: Set(element),
        cell: cell, count: count, least: least.map(DistrictRequest.mu),
        most: most.map(DistrictRequest.mu), threshold: threshold, border: border)
      let document = try bench.districtProposals(request)
      if let take { return try draft(take, of: document, bench) }
      if common.json {
        return Console.put(
          String(decoding: try document.json(isPretty: true), as: UTF8.self) + "\n")
      }
      show(document)
    }

    private func draft(_ number: Int, of document: DistrictDocument, _ bench: Workbench) throws {
      guard let proposal = document.proposals.first(where: { $0.number == number }),
        let id, let title
      else {
        throw Diagnostic(
          code: "districts.number",
          Localized(
            zh: "没有第 \(number) 片；共 \(document.proposals.count) 片。",
            en: "there is no proposal \(number); there are \(document.proposals.count)."))
      }
      let ground = try bench.ground(
        of: DistrictChoice(
          epoch: document.epoch, cell: document.settings.cell, numbers: proposal.cells))
      let deed = try actor.deed()
      let object = PlanningObject(
        level: planning, title: title, parent: parent ?? within,
        projects: proposal.content.projects, text: document.objective.zh, ground: ground)
      do {
        let row = try bench.performPlanning(
          .draft(object), on: id, expected: 0, by: deed.context, deed.authority)
        if common.json { return try Console.json(row) }
        common.say(
          Localized(
            zh: "\(row.id)  \(title)：\(proposal.content.projects.count) 个项目",
            en: "\(row.id)  \(title): \(proposal.content.projects.count) projects"))
      } catch let conflict as EventConflict {
        throw conflict.diagnostic
      }
    }

    private func show(_ document: DistrictDocument) {
      let isChinese = common.language == .zh
      func mu(_ area: Area) -> String { Figures.mu(area) }
      func towns(_ content: DistrictDocument.Content) -> String {
        content.towns.map { $0.title[common.language] }.joined(separator: isChinese ? "、" : ", ")
      }
      var table = TextTable(
        isChinese
          ? ["片", "名称", "面积（亩）", "所依据（亩）", "潜力：可实现（亩）", "项目", "已划定所含（亩）", "乡镇"]
          : ["no", "name", "area (mu)", "gathered", "realisable", "projects", "drawn", "towns"],
        right: [0, 2, 3, 4, 5, 6])
      for one in document.proposals {
        table.add([
          String(one.number), one.name, mu(one.content.area), mu(one.content.value),
          mu(one.content.potential.realisable), String(one.content.projects.count),
          mu(one.overlaps.map(\.area).total()), towns(one.content),
        ])
      }
      for one in document.drawn {
        table.add([
          one.id, one.title, mu(one.content.area), mu(one.content.value),
          mu(one.content.potential.realisable), String(one.content.projects.count), "–",
          towns(one.content),
        ])
      }
      common.say(
        table.isEmpty
          ? Localized(zh: "没有符合条件的片区。", en: "Nothing fits these settings.")
          : Localized(table.text))
      common.say(document.objective)
      let sides = document.comparison
      common.say(
        Localized(
          zh: "目标值 \(mu(document.score)) 亩，上界 \(mu(document.bound)) 亩。建议与已划定重合："
            + "\(mu(sides.both.area)) 亩，含所依据 \(mu(sides.both.value)) 亩。",
          en:
            "Score \(mu(document.score)) mu, bound \(mu(document.bound)) mu. Proposed and drawn share"
            + " \(mu(sides.both.area)) mu with \(mu(sides.both.value)) mu gathered."))
    }
  }
}
