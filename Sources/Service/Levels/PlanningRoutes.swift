import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// The four planning levels (四级规划): the tree of targets and results, and acts on its objects.
enum PlanningRoutes {
  private static let root = EndpointTable.root
  private static let number = Parameter.path("number", .text, "Number of the planning object")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/programme", "programme",
      "The readable planning objects with targets, what is allotted below, and results", [],
      .json("Programme"), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let bench = Workbench(call.workspace)
      let rows = try bench.planningRows()
      return try .json(ProgrammeView(bench.planningTree(rows), rows, acting))
    },
    .answer(
      .get, "\(root)/programme/{number}", "planningObject",
      "One planning object; an act must name its ETag", [number], .json("PlanningDetail"),
      problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
    .answer(
      .post, "\(root)/programme", "draftObject", "Enters a planning object",
      body: .json(schema: "NewPlanningObject"), .json("PlanningDetail", status: 201),
      problems: [409, 422], right: .asked
    ) { call in
      let body = try call.body(NewObject.self)
      let acting = try call.acting()
      return try answering {
        try Workbench(call.workspace).performPlanning(
          .draft(body.object.value), on: body.id, expected: 0, by: acting.context,
          acting.authority)
        return try detail(call, body.id, acting, status: 201)
          .with("Location", "\(root)/programme/\(body.id)")
      }
    },
    .answer(
      .post, "\(root)/programme/{number}/acts", "actOnObject",
      "Revises, adopts or withdraws a planning object, on the version that the author has seen",
      [number], body: .json(schema: "PlanningAct"), .json("PlanningDetail"),
      problems: [409, 422], right: .asked, precondition: .thing
    ) { call in
      let body = try call.body(ActBody.self)
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      return try answering {
        let bench = Workbench(call.workspace)
        _ = try bench.planningObject(number)
        try bench.performPlanning(
          body.command(), on: number, expected: seen, by: acting.context, acting.authority)
        return try detail(call, number, acting)
      }
    },
  ]

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try answering {
      let (row, history) = try Workbench(call.workspace).planningObject(number)
      try acting.authority.demand(
        .read, Workbench.planningAccess(row.record.object, number), at: acting.time)
      return try .json(PlanningDetailView(row, history, acting), status: status)
        .with("ETag", ProblemTag.tag(number, row.version).text)
    }
  }

  private static func answering<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let conflict as EventConflict {
      throw Problem(conflict.diagnostic, status: 412)
    } catch let refusal as Diagnostic {
      switch refusal.code {
      case "access.refused", "access.second-person", "programme.own-work":
        throw Problem(refusal, status: 403)
      case "programme.missing": throw Problem(refusal, status: 404)
      case "programme.phase", "programme.taken": throw Problem(refusal, status: 409)
      default: throw refusal
      }
    }
  }

  struct ObjectBody: Decodable {
    struct Target: Decodable {
      var indicator: TargetIndicator
      var amount: Int64
    }

    var level: PlanningLevel
    var title: String
    var area: String?
    var parent: String?
    var targets: [Target]
    var projects: [String]
    var text: String?

    var value: PlanningObject {
      PlanningObject(
        level: level, title: title, area: area ?? "", parent: parent,
        targets: targets.map { .init(indicator: $0.indicator, amount: $0.amount) },
        projects: projects, text: text ?? "")
    }
  }

  private struct NewObject: Decodable {
    var id: String
    var object: ObjectBody
  }

  private struct ActBody: Decodable {
    enum Act: String, Decodable { case revise, adopt, withdraw }

    var act: Act
    var object: ObjectBody?
    var reason: String?
    var note: String?

    func command() throws -> PlanningDecider.Command {
      switch act {
      case .revise:
        guard let object else {
          throw Problem(422, "programme.form", zh: "须写明规划。", en: "State the object.")
        }
        return .revise(object.value, reason: reason ?? "")
      case .adopt: return .adopt(note: note ?? "")
      case .withdraw: return .withdraw(reason: reason ?? "")
      }
    }
  }
}

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
  }

  struct Node: Encodable {
    var id: String
    var level: String
    var levelTitle: Localized
    var process: String
    var title: String
    @Nullable var parent: String?
    var phase: String
    var phaseTitle: Localized
    var children: [String]
    var projects: Int
    var lines: [Line]
  }

  var nodes: [Node]
  var roots: [String]
  var findings: [Diagnostic]

  init(_ tree: PlanningTree, _ rows: [PlanningBoard.Row], _ acting: Acting) throws {
    let authority = acting.authority
    let readable = Set(
      try rows.filter {
        try authority.law.may(
          authority.subject, .read, Workbench.planningAccess($0.record.object, $0.id),
          at: acting.time
        ).isAllowed
      }.map(\.id))
    nodes = tree.nodes.values.filter { readable.contains($0.id) }.sorted { $0.id < $1.id }
      .map { node in
        Node(
          id: node.id, level: node.object.level.rawValue, levelTitle: node.object.level.title,
          process: node.object.level.process, title: node.object.title,
          parent: node.object.parent, phase: node.phase.rawValue, phaseTitle: node.phase.title,
          children: node.children.filter(readable.contains), projects: node.object.projects.count,
          lines: node.lines.map {
            Line(
              indicator: $0.indicator.rawValue, title: $0.indicator.title,
              unit: $0.indicator.unit.rawValue, isLimit: $0.indicator.isLimit, target: $0.target,
              allotted: $0.allotted, unallotted: $0.unallotted, result: $0.result, open: $0.open)
          })
      }
    roots = tree.roots.filter(readable.contains)
    findings = tree.findings.filter { $0.feature.map(readable.contains) ?? true }
  }
}

struct PlanningDetailView: Encodable {
  struct Target: Encodable {
    var indicator: String
    var amount: Int64
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
    self.history = try history.map {
      Deed(
        version: $0.version, time: $0.time.iso8601,
        actor: try ActorView($0.actor, acting.directory), kind: $0.event.kind,
        text: $0.event.said)
    }
  }
}
