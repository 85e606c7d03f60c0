import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// The four planning levels (四级规划): the tree of targets and results, and acts on its objects.
enum PlanningRoutes {
  private static let root = EndpointTable.root
  /// The maximum size in bytes of an object with its files.
  private static let bodyLimit = 48 << 20
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
      let library = Workbench.potentialObject(acting.directory, acting.actor)
      let tree = try bench.planningTree(
        rows,
        withPotential: acting.authority.law.may(
          acting.authority.subject, .read, library, at: acting.time
        ).isAllowed)
      var titles: [String: String] = [:]
      for row in try bench.projects() {
        let object = try Workbench.projectObject(row.record.card, row.id)
        let may = acting.authority.law.may(acting.authority.subject, .read, object, at: acting.time)
        if may.isAllowed { titles[row.id] = row.record.card?.title }
      }
      return try .json(ProgrammeView(tree, rows, titles: titles, acting))
    },
    .answer(
      .get, "\(root)/programme/{number}", "planningObject",
      "One planning object; an act must name its ETag", [number], .json("PlanningDetail"),
      problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
    .answer(
      .get, "\(root)/programme-map", "planningMap",
      "Where the readable planning objects lie that are drawn, in degrees", [],
      .json("PlanningMap"), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let bench = Workbench(call.workspace)
      let rows = try bench.planningRows().filter { try acting.mayRead($0) }
      return try .json(bench.planningMap(rows))
    },
    .answer(
      .get, "\(root)/programme/{number}/annexes/{hash}", "planningAnnex",
      "An annex of a planning object",
      [number, .path("hash", .text, "Its hash, as in the object")],
      Endpoint.Reply(type: "image/jpeg"), Endpoint.Reply(type: "image/png"),
      Endpoint.Reply(type: "image/webp"), Endpoint.Reply(type: "application/pdf"),
      Endpoint.Reply(type: "application/octet-stream"), problems: [422], right: .asked,
      cost: .reading, isVersioned: false
    ) { call in
      let number = call.text("number")
      let acting = try call.acting()
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        let row = try bench.planningObject(number).row
        try acting.authority.demand(
          .read, Workbench.planningAccess(row.record.object, number), at: acting.time)
        return Attachment.answer(try bench.planningAnnex(call.text("hash"), of: number).1)
      }
    },
    .answer(
      .post, "\(root)/programme", "draftObject",
      "Enters a planning object, with files as annexes, and with chosen cells as its ground",
      body: .json(schema: "NewPlanningObject", limit: bodyLimit),
      .json("PlanningDetail", status: 201),
      problems: [409, 422], right: .asked, cost: .slow
    ) { call in
      let body = try call.body(NewObject.self)
      let acting = try call.acting()
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        try bench.performPlanning(
          .draft(try body.object.value(after: nil, bench)), on: body.id,
          files: try body.object.attached(), expected: 0, by: acting.context, acting.authority)
        return try detail(call, body.id, acting, status: 201)
          .with("Location", "\(root)/programme/\(body.id)")
      }
    },
    .answer(
      .post, "\(root)/programme/{number}/acts", "actOnObject",
      "Revises, adopts or withdraws a planning object, on the version that the author has seen; what a "
        + "revision does not state of ground and annexes stays",
      [number], body: .json(schema: "PlanningAct", limit: bodyLimit), .json("PlanningDetail"),
      problems: [409, 422], right: .asked, cost: .slow, precondition: .thing
    ) { call in
      let body = try call.body(ActBody.self)
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        let old = try bench.planningObject(number).row.record.object
        try bench.performPlanning(
          body.command(after: old, bench), on: number, files: try body.object?.attached() ?? [],
          expected: seen, by: acting.context, acting.authority)
        return try detail(call, number, acting)
      }
    },
  ]

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try refusals.answering {
      let (row, history) = try Workbench(call.workspace).planningObject(number)
      try acting.authority.demand(
        .read, Workbench.planningAccess(row.record.object, number), at: acting.time)
      return try .json(PlanningDetailView(row, history, acting), status: status)
        .with("ETag", ProblemTag.tag(number, row.version).text)
    }
  }

  private static let refusals = RefusalStatuses(
    forbidden: ["programme.own-work"], missing: ["programme.missing", "programme.no-annex"],
    conflict: ["programme.phase", "programme.taken"])

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
    struct File: Decodable {
      var title: String
      var name: String
      var content: String
    }

    var projects: [String]
    var text: String?
    /// The ground as cells that were put together by hand; without it, the ground stays.
    var cells: DistrictChoice?
    /// The hashes of the annexes that stay; without it, all do.
    var annexes: [String]?
    var files: [File]?

    /// - Throws: diagnostics `districts.*`.
    func value(after old: PlanningObject?, _ bench: Workbench) throws -> PlanningObject {
      PlanningObject(
        level: level, title: title, area: area ?? "", parent: parent,
        targets: targets.map { .init(indicator: $0.indicator, amount: $0.amount) },
        projects: projects, text: text ?? "",
        ground: try cells.map { try bench.ground(of: $0) } ?? old?.ground,
        annexes: (old?.annexes ?? []).filter { annexes?.contains($0.hash) ?? true })
    }

    func attached() throws -> [PlanningFile] {
      guard let files else { return [] }
      return zip(files, try Base64.files(files.map(\.content))).map {
        PlanningFile(title: $0.title, name: $0.name, bytes: $1)
      }
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

    func command(
      after old: PlanningObject?, _ bench: Workbench
    ) throws -> PlanningDecider.Command {
      switch act {
      case .revise:
        guard let object else {
          throw Problem(422, "programme.form", zh: "须写明规划。", en: "State the object.")
        }
        return .revise(try object.value(after: old, bench), reason: reason ?? "")
      case .adopt: return .adopt(note: note ?? "")
      case .withdraw: return .withdraw(reason: reason ?? "")
      }
    }
  }
}

extension Acting {
  /// Whether the acting person may see a planning object.
  func mayRead(_ row: PlanningBoard.Row) throws -> Bool {
    try authority.law.may(
      authority.subject, .read, Workbench.planningAccess(row.record.object, row.id), at: time
    ).isAllowed
  }
}
