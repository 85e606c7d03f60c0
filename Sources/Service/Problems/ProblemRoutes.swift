import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// Problems (问题): the list, a problem with its history, new problems, and acts.
///
/// Each handler determines who acts (``EndpointCall/acting()``), leaves rights and rules to the use
/// case, and turns the result into JSON.
enum ProblemRoutes {
  private static let root = EndpointTable.root
  private static let number = Parameter.path("number", .text, "Number of the problem")
  /// The maximum size in bytes of an act with its photos.
  private static let bodyLimit = 24 << 20

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/problems", "problems",
      "The readable problems, newest first, with a cursor to the next page",
      [
        .choice(
          "standing", of: ProblemQuery.Standing.self,
          "mine: those on which the user can act now", default: .all),
        .choice("phase", of: Governance.Problem.Phase.self, "Only those in a phase"),
        .choice("level", of: Governance.Problem.Level.self, "Only those of a level"),
        .query("text", .text, "Text in number, title, description, project or organisation"),
        .query("limit", .integer(1...200), "Problems on a page", default: "50"),
        .query("cursor", .text, "`next` of the previous page"),
      ], .json("ProblemList"), problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let page = try Workbench(call.workspace).problemPage(query(call), acting)
      return try .json(ProblemListView(page, acting))
    },
    .answer(
      .get, "\(root)/problems/{number}", "problem",
      "One problem with its history; an act must name its ETag", [number],
      .json("ProblemDetail"), problems: [422], right: .asked, isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
    .answer(
      .post, "\(root)/problems", "findProblem", "Records a problem that was found",
      body: .json(schema: "ProblemFinding", limit: bodyLimit),
      .json("ProblemDetail", status: 201), problems: [409], right: .asked
    ) { call in
      let body = try call.body(FindingBody.self)
      let acting = try call.acting()
      return try refusals.answering {
        let row = try Workbench(call.workspace).findProblem(
          body.finding, photos: try Base64.files(body.photos), by: acting.context,
          acting.authority)
        return try detail(call, row.number, acting, status: 201)
          .with("Location", "\(root)/problems/\(row.number)")
      }
    },
    .answer(
      .post, "\(root)/problems/{number}/acts", "actOnProblem",
      "Performs an act on a problem, on the version that the author has seen", [number],
      body: .json(schema: "ProblemAct", limit: bodyLimit), .json("ProblemDetail"),
      problems: [409], right: .asked, precondition: .thing
    ) { call in
      let body = try call.body(ActBody.self)
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      return try refusals.answering {
        _ = try Workbench(call.workspace).advanceProblem(
          number, body.command(), expected: seen, attachments: try Base64.files(body.evidence),
          by: acting.context, acting.authority)
        return try detail(call, number, acting)
      }
    },
    .answer(
      .get, "\(root)/problems/{number}/attachments/{hash}", "problemAttachment",
      "A photo or document attached to a problem",
      [number, .path("hash", .text, "Its hash, as in the history")],
      Endpoint.Reply(type: "image/jpeg"), Endpoint.Reply(type: "image/png"),
      Endpoint.Reply(type: "image/webp"), Endpoint.Reply(type: "application/pdf"),
      Endpoint.Reply(type: "application/octet-stream"), problems: [422], right: .asked,
      cost: .reading,
      isVersioned: false
    ) { call in
      let acting = try call.acting()
      let number = call.text("number")
      return try refusals.answering {
        _ = try readable(call, number, acting)
        return Attachment.answer(
          try Workbench(call.workspace).problemAttachment(number, call.text("hash")))
      }
    },
  ]

  private static func query(_ call: EndpointCall) throws -> ProblemQuery {
    ProblemQuery(
      standing: call.choice("standing", ProblemQuery.Standing.self),
      phase: call.optional("phase").flatMap(Governance.Problem.Phase.init),
      level: call.optional("level").flatMap(Governance.Problem.Level.init),
      text: call.optional("text"), after: call.optional("cursor"), limit: call.integer("limit"))
  }

  private static func readable(
    _ call: EndpointCall, _ number: String, _ acting: Acting
  ) throws -> (problem: Versioned<Governance.Problem>, history: [Deed<ProblemEvent>]) {
    let found = try Workbench(call.workspace).problem(number)
    try acting.authority.demand(
      .read, try Workbench.accessObject(found.problem.state, number), at: acting.time)
    return found
  }

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try refusals.answering {
      let (problem, history) = try readable(call, number, acting)
      let row = ProblemBoard.Row(
        number: number, version: problem.version, problem: problem.state)
      let acts = try Workbench.acts(on: row.problem, number, acting)
      let view = ProblemDetailView(
        row: ProblemView(row, acts: acts, acting),
        history: try history.map { try ProblemDeedView($0, acting) })
      return try .json(view, status: status)
        .with("ETag", ProblemTag.tag(number, problem.version).text)
    }
  }

  /// Turns refusals of the use cases into answers: 403 for missing rights, 404, and 412 for an
  /// outdated version.
  private static let refusals = RefusalStatuses(
    missing: ["problem.missing", "problem.no-attachment", "log.stream-name"],
    conflict: ["problem.phase"])
}

/// The ETag of one problem: its number and how many events it has.
enum ProblemTag {
  static func tag(_ number: String, _ version: Int64) -> EntityTag {
    EntityTag("\(number).\(version)")
  }

  /// The version that an act names by `If-Match`; `nil` for `*`, which is any.
  /// - Throws: A ``Problem`` 428 if it names none, 412 if it names no version of the problem.
  static func version(_ number: String, of request: WebRequest) throws -> Int64? {
    try request.version(of: number, zh: "问题 \(number)", en: "the problem \(number)")
  }
}
