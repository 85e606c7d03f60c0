import ArgumentParser
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Workbench

struct ProgrammeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "programme",
    abstract: "四级规划：指标下达与成果汇总 · targets down, results up, by planning level",
    discussion: """
      省级目标 → 市级纲要 → 县级规划 → 片区策划 → 单元方案；成果由项目库和流向台账汇总。
      Results come from the projects of the library and the flow ledger; nothing is typed.
      """,
    subcommands: [Show.self, Put.self, Adopt.self, Withdraw.self, Propose.self],
    defaultSubcommand: Show.self)

  static func shown(_ amount: Int64?, _ indicator: TargetIndicator) -> String {
    guard let amount else { return "–" }
    return switch indicator.unit {
    case .area: String(format: "%.2f", Area(hundredths: amount).mu)
    case .money: String(format: "%.2f", Money(fen: amount).tenThousandYuan)
    case .count: String(amount)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "规划树 · the tree, with differences", discussion: "有矛盾时退出码为 1。")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    private struct Row: Encodable {
      var id: String
      var level: String
      var title: String
      var parent: String?
      var phase: String
      var indicator: String
      var target: Int64?
      var allotted: Int64?
      var result: Int64?
      var potential: Int64?
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let tree = try bench.planningTree(bench.planningRows())
      if common.json {
        try Console.json(
          tree.nodes.values.sorted { $0.id < $1.id }.flatMap { node in
            node.lines.map {
              Row(
                id: node.id, level: node.object.level.rawValue, title: node.object.title,
                parent: node.object.parent, phase: node.phase.rawValue,
                indicator: $0.indicator.rawValue, target: $0.target, allotted: $0.allotted,
                result: $0.result, potential: $0.potential)
            }
          })
      }
      var table = TextTable(
        common.language == .zh
          ? ["规划", "层级", "指标（亩、万元、个）", "目标", "已分解", "未分解", "成果", "差额", "范围内潜力"]
          : [
            "plan", "level", "indicator", "target", "allotted", "left", "result", "open",
            "potential",
          ],
        right: [3, 4, 5, 6, 7, 8])
      func add(_ id: String, _ depth: Int) {
        guard let node = tree.nodes[id] else { return }
        let name = String(repeating: "  ", count: depth) + "\(id) \(node.object.title)"
        for (place, line) in node.lines.enumerated() {
          let item = line.indicator
          table.add([
            place == 0 ? name : "", place == 0 ? node.object.level.title[common.language] : "",
            item.title[common.language], ProgrammeCommand.shown(line.target, item),
            ProgrammeCommand.shown(line.allotted, item),
            ProgrammeCommand.shown(line.unallotted, item),
            ProgrammeCommand.shown(line.result, item), ProgrammeCommand.shown(line.open, item),
            line.potential == nil ? "" : ProgrammeCommand.shown(line.potential, item),
          ])
        }
        if node.lines.isEmpty {
          table.add([name, node.object.level.title[common.language], "–", "", "", "", "", "", ""])
        }
        for child in node.children { add(child, depth + 1) }
      }
      for root in tree.roots { add(root, 0) }
      common.say(
        table.isEmpty
          ? Localized(zh: "没有规划。", en: "No planning objects.") : Localized(table.text))
      for finding in tree.findings {
        common.say(Localized(zh: finding.text(.zh), en: finding.text(.en)))
      }
      if tree.findings.contains(where: { $0.severity == .error }) { throw ExitStatus.findings }
    }
  }

  struct ActOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("规划编号 · id", valueName: "id"))
    var id: String

    @OptionGroup var deed: DeedOptions

    func act(
      _ command: (PlanningBoard.Row?) throws -> PlanningDecider.Command
    ) throws {
      try deed.perform { bench, who in
        let old = try bench.planningRows().first { $0.id == id }
        let row = try bench.performPlanning(
          command(old), on: id, expected: deed.version, by: who.context, who.authority)
        if deed.common.json { return try Console.json(row) }
        deed.common.say(
          Localized(
            zh: "\(row.id)  \(row.record.phase.title.zh)（第 \(row.version) 版）",
            en: "\(row.id)  \(row.record.phase.title.en) (version \(row.version))"))
      }
    }
  }

  struct Put: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "新编或修订一个规划 · draft or revise a planning object from a JSON file")
    @Option(help: ArgumentHelp("规划文件 · the object", valueName: "json")) var object: String
    @Option(help: "理由，审定后必填 · why") var reason: String = ""
    @OptionGroup var act: ActOptions
    func run() throws {
      let read: PlanningObject
      do {
        read = try JSONDecoder().decode(
          PlanningObject.self, from: Data(QuotaCommand.bytes(object)))
      } catch let error as DecodingError {
        throw Diagnostic(
          code: "programme.form",
          Localized(zh: "不是规划：\(error)", en: "this is no planning object: \(error)"),
          file: object)
      }
      try act.act { $0 == nil ? .draft(read) : .revise(read, reason: reason) }
    }
  }

  struct Adopt: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "审定 · adopt")
    @Option(help: "意见 · opinion") var note: String = ""
    @OptionGroup var act: ActOptions
    func run() throws { try act.act { _ in .adopt(note: note) } }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "撤销 · withdraw")
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act { _ in .withdraw(reason: reason) } }
  }
}
