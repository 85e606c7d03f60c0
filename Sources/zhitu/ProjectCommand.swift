import ArgumentParser
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Workbench

struct ProjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project",
    abstract: "项目库 · the project library",
    discussion: """
      战略目标 → 核心空间 → 核心项目 → 空间项目包；用地为方案的整治图斑，面积取自地类流向台账。
      From the goal to the works. The ground is measures of a plan; its area is that of the flow ledger.
      """,
    subcommands: [
      List.self, Show.self, Add.self, Change.self, Admit.self, Withdraw.self, Restore.self,
      Propose.self, Gather.self, Import.self, Export.self, Check.self, Load.self,
    ], defaultSubcommand: List.self)

  /// A project as `--json` prints it.
  struct Record: Encodable {
    var id: String
    var version: Int64
    var phase: String
    var card: ProjectCard?
    /// In 0.01 m², from the flow ledger; absent where the ledger lacks a measure, or there is none.
    var area: Area?
    /// In 分.
    var cost: Money

    init(_ row: ProjectBoard.Row, area: Area?) {
      id = row.id
      version = row.version
      phase = row.record.phase.rawValue
      card = row.record.card
      self.area = area
      cost = row.record.card?.cost ?? .zero
    }
  }

  static func cards(_ rows: [ProjectBoard.Row]) -> [String: ProjectCard] {
    Dictionary(
      rows.compactMap { row in row.record.card.map { (row.id, $0) } }, uniquingKeysWith: { $1 })
  }

  static func show(_ row: ProjectBoard.Row, _ common: CommonOptions) throws {
    if common.json { return try Console.json(Record(row, area: nil)) }
    let title = row.record.card?.title ?? ""
    common.say(
      Localized(
        zh: "\(row.id)  \(row.record.phase.title.zh)  \(title)（第 \(row.version) 版）",
        en: "\(row.id)  \(row.record.phase.title.en)  \(title) (version \(row.version))"))
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "清单 · all projects")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "只看某状态 · only those in a phase")
    var phase: ProjectRecord.Phase?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let rows = try bench.projects().filter { phase == nil || $0.record.phase == phase }
      let ground = try bench.projectGround(ProjectCommand.cards(rows))
      if common.json {
        return try Console.json(rows.map { Record($0, area: ground[$0.id]?.wholeArea) })
      }
      var table = TextTable(
        common.language == .zh
          ? ["编号", "状态", "要素", "阶段", "年份", "投资（万元）", "面积（亩）", "牵头", "名称"]
          : ["id", "phase", "element", "stage", "years", "10⁴ CNY", "mu", "lead", "title"],
        right: [3, 5, 6])
      for row in rows {
        guard let card = row.record.card else { continue }
        table.add([
          row.id, row.record.phase.title[common.language], card.element.title[common.language],
          String(card.stage), "\(card.firstYear)–\(card.lastYear)",
          String(format: "%.2f", card.cost.tenThousandYuan),
          ground[row.id]?.wholeArea.map { String(format: "%.2f", $0.mu) } ?? "–",
          card.duties.implement.first ?? "–", card.title,
        ])
      }
      common.say(
        table.isEmpty
          ? Localized(zh: "没有项目。", en: "No projects.") : Localized(table.text))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "一个项目的卡片和经过 · one project")

    @Argument(help: ArgumentHelp("项目编号 · id", valueName: "id"))
    var id: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let (row, history) = try bench.project(id)
      guard let card = row.record.card else { return }
      let ground = try bench.projectGround([id: card], withFlows: true)[id]
      if common.json { return try Console.json(Record(row, area: ground?.wholeArea)) }
      try ProjectCommand.show(row, common)
      let path = [card.goal, card.space, card.core, card.package].filter { !$0.isEmpty }
      common.say(Localized("  " + path.joined(separator: " → ")))
      for duty in ProjectDuty.allCases where !card.duties[duty].isEmpty {
        let names = card.duties[duty].joined(separator: "、")
        common.say(
          Localized(zh: "  \(duty.title.zh)：\(names)", en: "  \(duty.title.en): \(names)"))
      }
      for cost in card.costs {
        let amount = String(format: "%.2f", cost.amount.tenThousandYuan)
        common.say(
          Localized(zh: "  \(cost.year) 年 \(amount) 万元", en: "  \(cost.year): \(amount)×10⁴ CNY"))
      }
      for flow in ground?.flows ?? [] {
        common.say(
          Localized(
            zh: "  \(flow.from) → \(flow.to)  \(String(format: "%.2f", flow.area.mu)) 亩",
            en: "  \(flow.from) → \(flow.to)  \(String(format: "%.2f", flow.area.mu)) mu"))
      }
      for deed in history {
        common.say(
          Localized(
            "  \(deed.version)  \(Times.shown(deed.time))  \(deed.actor.name) (\(deed.actor.role))  "
              + "\(deed.event.kind)  \(deed.event.said)"))
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "校核前置、互斥、用地和责任 · what does not fit together",
      discussion: "有矛盾时退出码为 1。 Exit status 1 if the library contradicts itself.")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = ProjectLibrary(try bench.projects())
      let findings = try bench.projectFindings(library)
      if common.json { try Console.json(findings) }
      for finding in findings {
        common.say(Localized(zh: finding.text(.zh), en: finding.text(.en)))
      }
      let faults = findings.count { $0.severity == .error }
      common.say(
        Localized(
          zh: "\(library.active.count) 个项目，矛盾 \(faults) 处，提醒 \(findings.count - faults) 处。",
          en: "\(library.active.count) projects, \(faults) contradictions, "
            + "\(findings.count - faults) warnings."))
      if faults > 0 { throw ExitStatus.findings }
    }
  }

  struct Load: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "各实施主体分年负荷 · the load of each implementer by year")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let loads = ProjectLibrary(try bench.projects()).loads()
      if common.json { return try Console.json(loads) }
      var table = TextTable(
        common.language == .zh
          ? ["实施主体", "年", "牵头", "参与", "牵头项目投资（万元）"]
          : ["implementer", "year", "leads", "joins", "10⁴ CNY led"], right: [1, 2, 3, 4])
      for load in loads {
        table.add([
          load.organisation, String(load.year), String(load.leads), String(load.joins),
          String(format: "%.2f", load.cost.tenThousandYuan),
        ])
      }
      common.say(Localized(table.text))
    }
  }
}

extension ProjectRecord.Phase: ExpressibleByArgument {}
