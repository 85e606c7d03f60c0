import Access
import EventLog
import Governance
import Groundwork
import Policy
import Workbench

/// Proposals to adjust control lines (规划调整, 活规划), what they do together, what is suggested, and the
/// overlap of the three kinds of fields (多田套合).
enum AdjustmentRoutes {
  private static let root = EndpointTable.root
  private static let number = Parameter.path("number", .text, "Number of the proposal")
  private static let epoch = Parameter.query(
    "epoch", .text, "An epoch; without it, the latest")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/adjustments", "adjustments",
      "The readable proposals, by whom and by which process and rules lines are adjusted", [],
      .json("Adjustments"), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      return try .json(
        AdjustmentsView(
          Workbench(call.workspace).adjustmentRows(), Workbench.adjustmentRules(), acting))
    },
    .answer(
      .get, "\(root)/adjustments/{number}", "adjustment",
      "One proposal with its history; an act must name its ETag", [number],
      .json("AdjustmentDetail"), problems: [422], right: .asked, cost: .reading,
      isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
    .answer(
      .post, "\(root)/adjustments", "proposeAdjustment", "Makes a proposal",
      body: .json(schema: "NewAdjustment"), .json("AdjustmentDetail", status: 201),
      problems: [404, 422], right: .asked, cost: .slow
    ) { call in
      let body = try call.body(ProposalBody.self)
      let acting = try call.acting()
      return try refusals.answering {
        let row = try Workbench(call.workspace).performAdjustment(
          .propose(body.value), on: nil, expected: 0, book: book(), by: acting.context,
          acting.authority)
        return try detail(call, row.id, acting, status: 201)
          .with("Location", "\(root)/adjustments/\(row.id)")
      }
    },
    .answer(
      .post, "\(root)/adjustments/{number}/acts", "actOnAdjustment",
      "Revises, submits, returns, approves, refuses, carries out or withdraws a proposal, on the version "
        + "that the author has seen",
      [number], body: .json(schema: "AdjustmentActRequest"), .json("AdjustmentDetail"),
      problems: [409, 422], right: .asked, cost: .slow, precondition: .thing
    ) { call in
      let body = try call.body(ActBody.self)
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      return try refusals.answering {
        try Workbench(call.workspace).performAdjustment(
          body.request(), on: number, expected: seen, book: book(), by: acting.context,
          acting.authority)
        return try detail(call, number, acting)
      }
    },
    .answer(
      .get, "\(root)/adjustment-map", "adjustmentMap",
      "The patches of the readable proposals in degrees", [], .json("AdjustmentMap"),
      right: .asked, cost: .slow
    ) { call in
      let acting = try call.acting()
      let bench = Workbench(call.workspace)
      let rows = try bench.adjustmentRows().filter { row in
        try acting.authority.law.may(
          acting.authority.subject, .read,
          Workbench.adjustmentAccess(row.record.proposal, row.id), at: acting.time
        ).isAllowed
      }
      return try refusals.answering { try .json(bench.adjustmentMap(of: rows)) }
    },
    .answer(
      .get, "\(root)/adjustment-effect", "adjustmentEffect",
      "What the active proposals do together: ground out and in by the ledger, grades, contiguity, and "
        + "the verdicts of the rules that bind",
      [.query("scheme", .text, "An adjustment scheme; without it, all")],
      .json("AdjustmentEffect"), problems: [404, 422], right: .asked, cost: .slow
    ) { call in
      let acting = try readable(call)
      return try refusals.answering {
        try .json(
          Workbench(call.workspace).adjustmentEffect(
            scheme: call.optional("scheme"), book: book(), at: acting.time))
      }
    },
    .answer(
      .get, "\(root)/adjustment-suggestions", "adjustmentSuggestions",
      "Ground for which adjustments could be proposed, in degrees", [epoch],
      .json("AdjustmentSuggestions"), problems: [404, 422], right: .asked, cost: .slow
    ) { call in
      _ = try readable(call)
      return try refusals.answering {
        try .json(Workbench(call.workspace).adjustmentSuggestions(epoch: call.optional("epoch")))
      }
    },
    .answer(
      .get, "\(root)/field-overlap", "fieldOverlap",
      "How far basic farmland, high-standard farmland and grain zones lie on the same ground, by village, "
        + "town and in all, and the patches that would raise it",
      [epoch, .query("unit", .text, "The code of a town or village whose patches are wanted")],
      .json("FieldOverlap"), problems: [404, 422], right: .asked, cost: .slow
    ) { call in
      _ = try readable(call)
      return try refusals.answering {
        try .json(
          Workbench(call.workspace).fieldOverlap(
            epoch: call.optional("epoch"), unit: call.optional("unit")))
      }
    },
    .answer(
      .get, "\(root)/field-overlap/map", "fieldOverlapMap",
      "The ground of each combination in degrees", [epoch], .json("FieldOverlapMap"),
      problems: [404, 422], right: .asked, cost: .slow
    ) { call in
      _ = try readable(call)
      return try refusals.answering {
        try .json(Workbench(call.workspace).fieldOverlapMap(epoch: call.optional("epoch")))
      }
    },
  ]

  private static func book() throws -> RuleBook {
    try RuleBook.load(ProgramHome.path("Policies"))
  }

  /// Whole results derive from all the ground, so they need the right to read plans of one's area.
  private static func readable(_ call: EndpointCall) throws -> Acting {
    let acting = try call.acting()
    try acting.authority.demand(
      .read,
      AccessObject(
        .plan, "adjustments",
        area: acting.directory.organisations[acting.actor.organisation]?.area ?? .country),
      at: acting.time)
    return acting
  }

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try refusals.answering {
      let (row, history) = try Workbench(call.workspace).adjustment(number)
      try acting.authority.demand(
        .read, Workbench.adjustmentAccess(row.record.proposal, number), at: acting.time)
      return try .json(AdjustmentDetailView(row, history, acting), status: status)
        .with("ETag", ProblemTag.tag(number, row.version).text)
    }
  }

  private static let refusals = RefusalStatuses(
    forbidden: ["adjustment.own-work"],
    missing: [
      "adjustment.missing", "adjustment.none", "fields.no-layer", "workspace.no-survey",
      "problem.missing",
    ], conflict: ["adjustment.phase", "adjustment.changed"])
}

private struct ProposalBody: Decodable {
  var line: AdjustmentProposal.Line
  var direction: AdjustmentProposal.Direction
  var reason: AdjustmentProposal.Reason
  var title: String
  var scheme: String
  var epoch: String
  var area: String?
  var patches: [String]
  var problems: [String]?
  var note: String?

  var value: AdjustmentProposal {
    AdjustmentProposal(
      line: line, direction: direction, reason: reason, title: title, scheme: scheme,
      epoch: epoch, area: area ?? "", patches: patches, problems: problems ?? [],
      note: note ?? "")
  }
}

private struct ActBody: Decodable {
  var act: AdjustmentAct
  var proposal: ProposalBody?
  /// The reason, note or opinion.
  var text: String?
  var document: String?

  func request() throws -> AdjustmentRequest {
    let text = text ?? ""
    switch act {
    case .revise:
      guard let proposal else {
        throw Problem(422, "adjustment.form", zh: "须写明建议。", en: "State the proposal.")
      }
      return .revise(proposal.value, reason: text)
    case .submit: return .submit(note: text)
    case .giveBack: return .giveBack(reason: text)
    case .approve: return .approve(document: document ?? "", note: text)
    case .refuse: return .refuse(reason: text)
    case .execute: return .execute(document: document ?? "")
    case .withdraw: return .withdraw(reason: text)
    }
  }
}

/// The proposals for the page.
struct AdjustmentsView: Encodable {
  struct Course: Encodable {
    var line: AdjustmentProposal.Line
    var title: Localized
    var process: String
    var compiledBy: Localized
    var decidedBy: Localized
    var source: Localized
    var rules: [String]
    var beforeTakingOut: [String]
  }

  struct Reason: Encodable {
    var line: AdjustmentProposal.Line
    var direction: AdjustmentProposal.Direction
    var reason: AdjustmentProposal.Reason
    var title: Localized
  }

  struct Row: Encodable {
    var number: String
    var version: Int64
    var phase: AdjustmentRecord.Phase
    var phaseTitle: Localized
    var line: AdjustmentProposal.Line
    var direction: AdjustmentProposal.Direction
    var reason: AdjustmentProposal.Reason
    var reasonTitle: Localized
    var title: String
    var scheme: String
    var epoch: String
    var area: String
    var patches: [String]
    var problems: [String]
    var note: String
    @Nullable var document: String?
    var acts: [AdjustmentAct]

    init(_ row: AdjustmentBoard.Row, _ proposal: AdjustmentProposal, _ acting: Acting) throws {
      number = row.id
      version = row.version
      phase = row.record.phase
      phaseTitle = row.record.phase.title
      line = proposal.line
      direction = proposal.direction
      reason = proposal.reason
      reasonTitle = proposal.reason.title
      title = proposal.title
      scheme = proposal.scheme
      epoch = proposal.epoch
      area = proposal.area
      patches = proposal.patches
      problems = proposal.problems
      note = proposal.note
      document = row.record.document
      acts = try Workbench.acts(on: row, acting)
    }
  }

  var courses: [Course]
  var reasons: [Reason]
  var mayPropose: Bool
  var proposals: [Row]

  init(
    _ rows: [AdjustmentBoard.Row], _ rules: AdjustmentRules, _ acting: Acting
  ) throws {
    let authority = acting.authority
    func may(_ action: Action, _ object: AccessObject) -> Bool {
      authority.law.may(authority.subject, action, object, at: acting.time).isAllowed
    }
    courses = rules.courses.map {
      Course(
        line: $0.line, title: $0.line.title, process: $0.process, compiledBy: $0.compiledBy,
        decidedBy: $0.decidedBy, source: $0.source, rules: $0.rules, beforeTakingOut: $0.ordered)
    }
    reasons = AdjustmentProposal.Line.allCases.flatMap { line in
      AdjustmentProposal.Direction.allCases.flatMap { direction in
        AdjustmentProposal.Reason.fitting(line, direction).map {
          Reason(line: line, direction: direction, reason: $0, title: $0.title)
        }
      }
    }
    mayPropose = may(
      .create,
      AccessObject(
        .plan, "adjustments",
        area: acting.directory.organisations[acting.actor.organisation]?.area ?? .country))
    proposals = try rows.compactMap { row in
      guard let proposal = row.record.proposal,
        may(.read, try Workbench.adjustmentAccess(proposal, row.id))
      else { return nil }
      return try Row(row, proposal, acting)
    }
  }
}

struct AdjustmentDetailView: Encodable {
  struct Grade: Encodable {
    @Nullable var grade: Int?
    var area: Area
  }

  struct Deed: Encodable {
    var version: Int64
    var time: String
    var actor: ActorView
    var kind: String
    var text: String
  }

  var proposal: AdjustmentsView.Row
  /// What was measured when it was carried out; empty before.
  var executed: [Grade]
  var history: [Deed]

  init(
    _ row: AdjustmentBoard.Row, _ history: [EventLog.Deed<AdjustmentEvent>], _ acting: Acting
  ) throws {
    guard let proposal = row.record.proposal else {
      throw Problem.missing(Localized(zh: "建议 \(row.id)", en: "proposal \(row.id)"))
    }
    self.proposal = try AdjustmentsView.Row(row, proposal, acting)
    executed = row.record.executed?.parts.map { Grade(grade: $0.grade, area: $0.area) } ?? []
    self.history = try history.map {
      Deed(
        version: $0.version, time: $0.time.iso8601,
        actor: try ActorView($0.actor, acting.directory), kind: $0.event.kind,
        text: $0.event.said)
    }
  }
}
