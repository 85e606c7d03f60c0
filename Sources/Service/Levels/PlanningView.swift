import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// The tree for the page. Amounts are in the unit of their indicator: 0.01 m², 分 or one.
struct ProgrammeView: Encodable {
  struct Line: Encodable {
    var indicator: String
    var title: Localized
    var unit: String
    var isLimit: Bool
    @Nullable var target: Int64?
    @Nullable var allotted: Int64?
    @Nullable var unallotted: Int64?
    @Nullable var result: Int64?
    @Nullable var open: Int64?
    @Nullable var potential: Int64?
  }

  struct Node: Encodable {
    var id: String
    var level: String
    var levelTitle: Localized
    @Nullable var process: String?
    var title: String
    @Nullable var parent: String?
    var phase: String
    var phaseTitle: Localized
    var children: [String]
    var projects: Int
    var annexes: Int
    var isDrawn: Bool
    var lines: [Line]
    var parts: [Part]
  }

  /// A project that the reader may see.
  struct Part: Encodable {
    var project: String
    var title: String
    var lines: [Line]
  }

  var nodes: [Node]
  var roots: [String]
  var findings: [Diagnostic]

  /// - Parameter titles: of the projects that the acting person may see.
  init(
    _ tree: PlanningTree, _ rows: [PlanningBoard.Row], titles: [String: String], _ acting: Acting
  ) throws {
    let readable = Set(try rows.filter { try acting.mayRead($0) }.map(\.id))
    nodes = tree.nodes.values.filter { readable.contains($0.id) }.sorted { $0.id < $1.id }
      .map { node in
        Node(
          id: node.id, level: node.object.level.rawValue, levelTitle: node.object.level.title,
          process: node.object.level.process, title: node.object.title,
          parent: node.object.parent, phase: node.phase.rawValue, phaseTitle: node.phase.title,
          children: node.children.filter(readable.contains), projects: node.object.projects.count,
          annexes: node.object.annexes.count, isDrawn: node.object.ground != nil,
          lines: node.lines.map(Line.init),
          parts: node.parts.compactMap { part in
            titles[part.project].map {
              Part(project: part.project, title: $0, lines: part.lines.map(Line.init))
            }
          })
      }
    // Who may not read the level above sees its own as the top.
    let below = Set(nodes.flatMap(\.children))
    let order = PlanningLevel.allCases.map(\.rawValue)
    roots = nodes.filter { !below.contains($0.id) }
      .sorted {
        (order.firstIndex(of: $0.level) ?? 0, $0.id) < (order.firstIndex(of: $1.level) ?? 0, $1.id)
      }
      .map(\.id)
    findings = tree.findings.filter { $0.feature.map(readable.contains) ?? true }
  }
}

extension ProgrammeView.Line {
  init(_ line: PlanningTree.Line) {
    self.init(
      indicator: line.indicator.rawValue, title: line.indicator.title,
      unit: line.indicator.unit.rawValue, isLimit: line.indicator.isLimit, target: line.target,
      allotted: line.allotted, unallotted: line.unallotted, result: line.result,
      open: line.open, potential: line.potential)
  }
}

struct PlanningDetailView: Encodable {
  struct Target: Encodable {
    var indicator: String
    var amount: Int64
  }

  struct Annex: Encodable {
    var title: String
    var name: String
    var hash: String
  }

  struct Deed: Encodable {
    var version: Int64
    var time: String
    var actor: ActorView
    var kind: String
    var text: String
  }

  var id: String
  var version: Int64
  var level: String
  var title: String
  var area: String
  @Nullable var parent: String?
  var phase: String
  var targets: [Target]
  var projects: [String]
  var text: String
  var isDrawn: Bool
  var annexes: [Annex]
  var history: [Deed]

  init(
    _ row: PlanningBoard.Row, _ history: [EventLog.Deed<PlanningEvent>], _ acting: Acting
  ) throws {
    guard let object = row.record.object else {
      throw Problem.missing(Localized(zh: "规划 \(row.id)", en: "planning object \(row.id)"))
    }
    id = row.id
    version = row.version
    level = object.level.rawValue
    title = object.title
    area = object.area
    parent = object.parent
    phase = row.record.phase.rawValue
    targets = object.targets.map { Target(indicator: $0.indicator.rawValue, amount: $0.amount) }
    projects = object.projects
    text = object.text
    isDrawn = object.ground != nil
    annexes = object.annexes.map { Annex(title: $0.title, name: $0.name, hash: $0.hash) }
    self.history = try history.map {
      Deed(
        version: $0.version, time: $0.time.iso8601,
        actor: try ActorView($0.actor, acting.directory), kind: $0.event.kind,
        text: $0.event.said)
    }
  }
}
