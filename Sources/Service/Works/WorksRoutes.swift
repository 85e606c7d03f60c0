import Access
import EventLog
import Finance
import Governance
import Groundwork
import Workbench

/// The works of projects (工程实施): progress, contracts, tests, log, photos, changes, what a delay means.
enum WorksRoutes {
  private static let root = EndpointTable.root
  private static let number = Parameter.path("number", .text, "Number of the project")
  /// The maximum size in bytes of an act with its photo.
  private static let bodyLimit = 24 << 20

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/works", "works",
      "The works of the readable projects of the library, and how they go against their plans", [],
      .json("WorksList"), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let bench = Workbench(call.workspace)
      let works = try bench.works()
      let rows = try bench.projects().filter { $0.record.isActive && mayRead($0, acting) }
      return try .json(
        WorksListView(
          works: rows.map { WorksRowView($0, works[$0.id]?.record ?? Works(), acting) }))
    },
    .answer(
      .get, "\(root)/works/{number}", "projectWorks",
      "The works of one project with their history; an act must name its ETag", [number],
      .json("WorksDetail"), problems: [422], right: .asked, cost: .slow, isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
    .answer(
      .post, "\(root)/works/{number}/acts", "actOnWorks",
      "Does something in the works of a project, on the version that the author has seen; a photo and "
        + "an entry of the log may name any version (`*`)", [number],
      body: .json(schema: "WorksAct", limit: bodyLimit), .json("WorksDetail"),
      problems: [409, 422], right: .asked, precondition: .thing
    ) { call in
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      let content = try Base64.files(call.body(Content.self).content.map { [$0] }).first
      return try refusals.answering {
        let order = try WorksOrders.read(
          call.request.body, rules: try Workbench.worksRules(),
          hash: content.map(Workbench.attachmentKey))
        try Workbench(call.workspace).performWorks(
          order, on: number, expected: seen, attachment: content,
          try ProcessLibrary().calendar, by: acting.context, acting.authority)
        return try detail(call, number, acting)
      }
    },
    .answer(
      .get, "\(root)/works/{number}/attachments/{hash}", "worksAttachment",
      "A photo of the site or a report of a test",
      [number, .path("hash", .text, "Its hash, as in the works")],
      Endpoint.Reply(type: "image/jpeg"), Endpoint.Reply(type: "image/png"),
      Endpoint.Reply(type: "image/webp"), Endpoint.Reply(type: "application/pdf"),
      Endpoint.Reply(type: "application/octet-stream"), problems: [422], right: .asked,
      cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let number = call.text("number")
      return try refusals.answering {
        _ = try readable(call, number, acting)
        return Attachment.answer(
          try Workbench(call.workspace).worksAttachment(number, call.text("hash")))
      }
    },
  ]

  private struct Content: Decodable {
    /// In base 64.
    var content: String?
  }

  private static func mayRead(_ row: ProjectBoard.Row, _ acting: Acting) -> Bool {
    do {
      try acting.authority.demand(
        .read, Workbench.worksObject(row.record.card, row.id), at: acting.time)
      return true
    } catch {
      // A refusal is the answer to the question.
      return false
    }
  }

  private static func readable(
    _ call: EndpointCall, _ number: String, _ acting: Acting
  ) throws -> ProjectBoard.Row {
    let row = try Workbench(call.workspace).project(number).row
    try acting.authority.demand(
      .read, Workbench.worksObject(row.record.card, number), at: acting.time)
    return row
  }

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting
  ) throws -> Answer {
    try refusals.answering {
      let project = try readable(call, number, acting)
      let bench = Workbench(call.workspace)
      let (row, history) = try bench.works(of: number)
      let outlook = WorksOutlook(row.record, on: acting.time.chinaDay)
      let view = try WorksDetailView(
        project, row, history, outlook,
        consequences: outlook.map { try consequences($0, number, bench) },
        payments: try payments(row.record, bench, acting),
        caseRow: try bench.worksCase(of: number, acting),
        steps: Workbench.worksSteps(on: row.record, project.record.card, number, acting), acting)
      return try .json(view).with("ETag", ProblemTag.tag(number, row.version).text)
    }
  }

  private static func consequences(
    _ outlook: WorksOutlook, _ number: String, _ bench: Workbench
  ) throws -> WorksConsequences {
    let cards = try bench.projects().filter(\.record.isActive).reduce(into: [:]) { cards, row in
      cards[row.id] = row.record.card
    }
    let table = try bench.boardPlan(nil).flatMap { found in
      try BoardRoutes.cache.table(of: found.id) { try bench.indicators(of: found.plan) }
    }
    return WorksConsequences(
      outlook, of: number, cards: cards, indicators: table?.core ?? [])
  }

  /// What the supervision of payments says of the contracts; nothing to those who may not read it.
  private static func payments(
    _ works: Works, _ bench: Workbench, _ acting: Acting
  ) throws -> [String: WorksPayment] {
    guard works.contracts.contains(where: { $0.payment != nil }),
      acting.authority.law.may(
        acting.authority.subject, .read,
        Workbench.paymentObject(acting.context.actor, acting.authority.law.directory),
        at: acting.time
      ).isAllowed
    else { return [:] }
    let book = try bench.paymentBook().book
    return works.contracts.reduce(into: [:]) { $0[$1.id] = WorksPayment($1, in: book) }
  }

  /// Turns refusals of the use cases into answers: 403 for missing rights, 404, 409 for what the works do not
  /// allow as they stand, and 412 for an outdated version.
  private static let refusals = RefusalStatuses(
    forbidden: ["works.not-yours", "works.own-work", "works.goes-back"],
    missing: ["project.missing", "works.no-attachment", "log.stream-name"],
    conflict: ["works.phase", "works.case", "works.case-open"])
}
