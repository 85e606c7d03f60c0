import Access
import EventLog
import Foundation
import Geometry
import Governance
import Groundwork
import Storage
import Workbench

/// The project library (项目库): projects with their ground, acts, workbooks, proposals from a plan.
enum ProjectRoutes {
  private static let root = EndpointTable.root
  private static let number = Parameter.path("number", .text, "Number of the project")
  private static let bodyLimit = 32 << 20
  private static let workbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/projects", "projects",
      "The readable projects, what does not fit together, load and cost by year", [],
      .json("ProjectList"), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let bench = Workbench(call.workspace)
      let all = try bench.projects()
      let rows = try all.filter { try isReadable($0, acting) }
      let ground = try bench.projectGround(cards(rows))
      return try .json(
        ProjectListView(
          rows, ground, findings: bench.projectFindings(ProjectLibrary(all)), acting))
    },
    .answer(
      .get, "\(root)/projects/{number}", "project",
      "One project with its history and what becomes of its ground; an act must name its ETag",
      [number], .json("ProjectDetail"), problems: [422], right: .asked, cost: .reading,
      isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
    .answer(
      .get, "\(root)/projects/{number}/ground", "projectGround",
      "The measures of a project as GeoJSON in degrees", [number], .geoJSON("ProjectGround"),
      problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      return try refusals.answering {
        let (row, _) = try readable(call, call.text("number"), acting)
        guard let card = row.record.card, let ground = card.ground else {
          return try ProjectGroundView([], owners: [:], call).answer
        }
        guard try mayRead(call, plan: ground.plan) else {
          return try ProjectGroundView([], owners: [:], call).answer
        }
        return try ProjectGroundView(
          Workbench(call.workspace).projectPieces(card), owners: [:], call
        ).answer
      }
    },
    .answer(
      .get, "\(root)/project-measures", "projectMeasures",
      "The measures of a plan as GeoJSON in degrees, with the project that claims each",
      [.query("plan", .text, "Plan", isRequired: true)], .geoJSON("ProjectGround"),
      right: .asked, cost: .reading, isVersioned: false
    ) { call in
      _ = try call.acting()
      let plan = call.text("plan")
      guard try mayRead(call, plan: plan) else {
        return try ProjectGroundView([], owners: [:], call).answer
      }
      let bench = Workbench(call.workspace)
      var owners: [String: String] = [:]
      for row in try bench.projects() where row.record.isActive {
        guard let ground = row.record.card?.ground, ground.plan == plan else { continue }
        for measure in ground.measures { owners[measure] = row.id }
      }
      return try ProjectGroundView(bench.planPieces(plan), owners: owners, call).answer
    },
    .answer(
      .post, "\(root)/projects", "proposeProject", "Enters a project",
      body: .json(schema: "NewProject", limit: bodyLimit), .json("ProjectDetail", status: 201),
      problems: [409, 422], right: .asked
    ) { call in
      let body = try call.body(NewProject.self)
      let acting = try call.acting()
      return try refusals.answering {
        try Workbench(call.workspace).performProject(
          .propose(try body.card.card(over: nil)), on: body.id, expected: 0, by: acting.context,
          acting.authority)
        return try detail(call, body.id, acting, status: 201)
          .with("Location", "\(root)/projects/\(body.id)")
      }
    },
    .answer(
      .post, "\(root)/projects/{number}/acts", "actOnProject",
      "Changes, admits, withdraws or restores a project, on the version that the author has seen",
      [number], body: .json(schema: "ProjectAct", limit: bodyLimit), .json("ProjectDetail"),
      problems: [409, 422], right: .asked, precondition: .thing
    ) { call in
      let body = try call.body(ActBody.self)
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      return try refusals.answering {
        let (row, _) = try readable(call, number, acting)
        try Workbench(call.workspace).performProject(
          body.command(over: row.record.card), on: number, expected: seen, by: acting.context,
          acting.authority)
        return try detail(call, number, acting)
      }
    },
    .answer(
      .post, "\(root)/project-proposals", "proposeProjects",
      "Makes a project of each code that the measures of a plan carry and the library has not yet",
      body: .json(schema: "ProjectProposal"), .json("ProjectImport"), problems: [404, 409, 422],
      right: .asked, cost: .reading
    ) { call in
      let body = try call.body(ProposalBody.self)
      let acting = try call.acting()
      guard try mayRead(call, plan: body.plan) else {
        throw Problem.missing(Localized(zh: "方案 \(body.plan)", en: "plan \(body.plan)"))
      }
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        let drafts = try bench.projectProposals(
          plan: body.plan, firstYear: body.firstYear, years: body.years ?? 1,
          area: body.area ?? "")
        try bench.proposeProjects(drafts, by: acting.context, acting.authority)
        var result = ProjectImport()
        result.added = drafts.map(\.id)
        return try .json(ProjectImportView(result, isWritten: !drafts.isEmpty))
      }
    },
    .answer(
      .get, "\(root)/project-workbook", "projectWorkbook",
      "The readable projects as a workbook that can be changed and entered again", [],
      Endpoint.Reply(type: workbook), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let bench = Workbench(call.workspace)
      let rows = try bench.projects().filter { try isReadable($0, acting, .export) }
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", workbook),
          ("Content-Disposition", "attachment; filename=\"projects.xlsx\""),
        ], body: try bench.projectWorkbook(rows).bytes())
    },
    .answer(
      .post, "\(root)/project-imports", "importProjects",
      "Enters a changed workbook: all of it, or none with the faults by sheet and cell",
      body: .json(schema: "ProjectWorkbook", limit: bodyLimit), .json("ProjectImport"),
      problems: [409, 422], right: .asked, cost: .reading
    ) { call in
      let body = try call.body(ImportBody.self)
      let acting = try call.acting()
      return try refusals.answering { try entered(body, call, acting) }
    },
  ]

  // MARK: Parts

  private static func entered(
    _ body: ImportBody, _ call: EndpointCall, _ acting: Acting
  ) throws -> Answer {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Base64.files([body.content])[0]).write(to: file)
    let isTrial = body.trial ?? false
    let result = try Workbench(call.workspace).importProjects(
      file.path, statedAs: body.name, isTrial: isTrial, by: acting.context, acting.authority)
    return try .json(
      ProjectImportView(
        result,
        isWritten: result.problems.isEmpty && !isTrial
          && !(result.added.isEmpty && result.changed.isEmpty)))
  }

  private static func cards(_ rows: [ProjectBoard.Row]) -> [String: ProjectCard] {
    Dictionary(
      rows.compactMap { row in row.record.card.map { (row.id, $0) } }, uniquingKeysWith: { $1 })
  }

  private static func isReadable(
    _ row: ProjectBoard.Row, _ acting: Acting, _ action: Action = .read
  ) throws -> Bool {
    let object = try Workbench.projectObject(row.record.card, row.id)
    let authority = acting.authority
    return authority.law.may(authority.subject, action, object, at: acting.time).isAllowed
  }

  /// Whether there is such a plan and who asks may see its layer.
  private static func mayRead(_ call: EndpointCall, plan: String) throws -> Bool {
    guard let layer = try call.workspace.layer(role: .plan, plan: plan) else { return false }
    return try call.mayRead(layer.name)
  }

  private static func readable(
    _ call: EndpointCall, _ number: String, _ acting: Acting
  ) throws -> (row: ProjectBoard.Row, history: [Deed<ProjectEvent>]) {
    let found = try Workbench(call.workspace).project(number)
    try acting.authority.demand(
      .read, Workbench.projectObject(found.row.record.card, number), at: acting.time)
    return found
  }

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try refusals.answering {
      let (row, history) = try readable(call, number, acting)
      let ground = try Workbench(call.workspace).projectGround(cards([row]), withFlows: true)
      let candidates = row.record.card?.candidates ?? []
      let potential =
        try mayReadPotential(acting)
        ? Workbench(call.workspace).potentialSums(candidates) : nil
      let view = try ProjectDetailView(row, ground[number], history, potential: potential, acting)
      return try .json(view, status: status)
        .with("ETag", ProblemTag.tag(number, row.version).text)
    }
  }

  static func mayReadPotential(_ acting: Acting) throws -> Bool {
    let object = Workbench.potentialObject(acting.directory, acting.actor)
    let authority = acting.authority
    return authority.law.may(authority.subject, .read, object, at: acting.time).isAllowed
  }

  /// Turns refusals of the use cases into answers: 403 for missing rights, 404, 409 for a wrong phase or a
  /// taken number, and 412 for an outdated version.
  static let refusals = RefusalStatuses(
    forbidden: ["project.own-work"], missing: ["project.missing", "programme.missing"],
    conflict: ["project.phase", "project.taken", "project.incomplete"])

  // MARK: Bodies

  private struct NewProject: Decodable {
    var id: String
    var card: ProjectForm
  }

  private struct ActBody: Decodable {
    var act: ProjectAct
    var card: ProjectForm?
    var reason: String?
    var note: String?

    func command(over old: ProjectCard?) throws -> ProjectDecider.Command {
      switch act {
      case .change:
        guard let card else {
          throw Problem(422, "project.form", zh: "须写明卡片。", en: "State the card.")
        }
        return .change(try card.card(over: old), reason: reason ?? "")
      case .admit: return .admit(note: note ?? "")
      case .withdraw: return .withdraw(reason: reason ?? "")
      case .restore: return .restore(reason: reason ?? "")
      }
    }
  }

  private struct ProposalBody: Decodable {
    var plan: String
    var firstYear: Int
    var years: Int?
    var area: String?
  }

  private struct ImportBody: Decodable {
    var name: String
    var content: String
    var trial: Bool?
  }
}
