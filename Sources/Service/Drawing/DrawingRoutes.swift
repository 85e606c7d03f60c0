import EventLog
import Foundation
import Governance
import Groundwork
import Planning
import Policy
import Workbench

/// Drawing a plan: its current state, acts, changes as events, its history; saving it in its layer.
enum DrawingRoutes {
  private static let root = EndpointTable.root
  private static let plan = Parameter.path("plan", .text, "Name of the plan")

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/plans", "newPlan",
      "Makes a plan without measures on a survey epoch, or with those of another plan (a scenario)",
      body: .json(schema: "NewPlan"), .json("Drawing", status: 201), problems: [404, 409],
      right: .change, cost: .slow
    ) { call in
      let body = try call.body(NewPlan.self)
      let acting = try call.acting()
      try refusals.answering {
        try Workbench(call.workspace).newPlan(
          body.name, base: body.base, from: body.from, by: acting.context)
      }
      return try whole(
        call.service, call.service.watch.current(), body.name, acting, status: 201)
    },
    .answer(
      .get, "\(root)/plans/{plan}/drawing", "drawing",
      "A plan as it is drawn now: measures in degrees, class table, verdicts", [plan],
      .json("Drawing"), problems: [404], right: .trial, cost: .reading, isVersioned: false
    ) { call in try whole(call.service, call.state, call.text("plan"), call.acting()) },
    .answer(
      .post, "\(root)/plans/{plan}/drawing/acts", "draw",
      "Draws, splits, cuts, merges, reshapes, copies, describes or removes measures, or takes an act back; "
        + "answers what changed", [plan], body: .json(schema: "DrawingAct", limit: 8 << 20),
      .json("Drawing"), problems: [404, 409, 412, 422], right: .change, cost: .reading
    ) { call in try act(call) }.notingKey(),
    .answer(
      .get, "\(root)/plans/{plan}/drawing/changes", "drawingChanges",
      "The measures that changed since a version, with the class table and verdicts as they are now",
      [plan, .query("since", .integer(0...Int.max), "Version that is known", isRequired: true)],
      .json("Drawing"), problems: [404], right: .trial, cost: .reading, isVersioned: false
    ) { call in try changes(call) },
    .answer(
      .get, "\(root)/plans/{plan}/drawing/news", "drawingNews",
      "News of a drawing as server-sent events: `drawing` with its version whenever it has grown",
      [plan], .events, right: .trial, isVersioned: false
    ) { call in
      DrawingNews.answer(call.service, try Workbench.drawingStream(call.text("plan")))
    },
    .answer(
      .get, "\(root)/plans/{plan}/drawing/history", "drawingHistory",
      "What was done to a plan while it was drawn, newest first", [plan],
      .json("DrawingHistory"), problems: [404], right: .trial, cost: .reading, isVersioned: false
    ) { call in
      let entries = try Workbench(call.workspace).drawingHistory(call.text("plan"))
      return try .json(DrawingHistoryView(entries))
    },
    .answer(
      .get, "\(root)/plans/{plan}/drawing/versions/{version}", "drawingVersion",
      "The measures of a plan as they were drawn at a version",
      [plan, .path("version", .integer(1...Int.max), "Version of the drawing")],
      .geoJSON("DrawnMeasures"), problems: [404, 422], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in
      let measures = try Workbench(call.workspace).drawnMeasures(
        of: call.text("plan"), at: Int64(call.integer("version")))
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.geoJSON)],
        body: try JSONForm.encode(DrawnMeasuresView(measures, call.state.projection())))
    },
    .answer(
      .get, "\(root)/plans/{plan}/drawing/classes/{class}", "drawnClass",
      "Where the change of a class comes from: the ground that each measure gives to it or takes from it",
      [plan, .path("class", .text, "Key of a class")], .json("DrawnClass"), problems: [404],
      right: .trial, cost: .reading, isVersioned: false
    ) { call in
      let session = try refusals.answering {
        try call.service.drawings.session(call.text("plan"), call.state)
      }
      guard let view = DrawnClassView(call.text("class"), session) else {
        throw Problem.missing(
          Localized(zh: "地类 \(call.text("class"))", en: "class \(call.text("class"))"))
      }
      return try .json(view)
    },
    .job(
      "\(root)/plans/{plan}/drawing/keep", "keepDrawing",
      "Writes a drawing into the plan's layer, lays it on its base and judges it", [plan],
      problems: [404, 409]
    ) { call in
      let plan = call.text("plan")
      _ = try Workbench(call.workspace).plan(plan)
      let context = try call.acting().context
      let desk = call.service.drawings
      return JobOrder("plan", Localized(zh: "保存方案 \(plan)", en: "Save plan \(plan)")) {
        state, job in
        let today = String(Date().formatted(.iso8601).prefix(10))
        guard let date = CalendarDate(today) else { preconditionFailure("no calendar date") }
        defer { desk.close(plan) }
        return try .json(
          VerifyResult(
            Workbench(state.workspace, job: job).publishDrawing(
              plan, book: RuleBook.load(ProgramHome.path("Policies")), on: date, by: context)))
      }
    },
  ]

  private struct NewPlan: Decodable {
    var name: String
    var base: String
    var from: String?
  }

  // MARK: Answers

  private static func whole(
    _ service: WebService, _ state: WorkspaceState, _ plan: String, _ acting: Acting,
    status: Int = 200
  ) throws -> Answer {
    let start = ContinuousClock.now
    let session = try refusals.answering { try service.drawings.session(plan, state) }
    return try .json(
      DrawingView(
        session, numbers: nil, warnings: session.draft.state.warnings, acting.actor,
        state.projection(), milliseconds: (ContinuousClock.now - start) / .milliseconds(1)),
      status: status)
  }

  private static func act(_ call: EndpointCall) throws -> Answer {
    let start = ContinuousClock.now
    let request = try call.body(DrawingRequest.self)
    let acting = try call.acting()
    let seen = request.since
    return try refusals.answering {
      var outcome: DrawingOutcome?
      let before = try call.service.drawings.session(call.text("plan"), call.state)
      let session = try call.service.drawings.use(call.text("plan"), call.state) { session in
        var made: DrawingOutcome?
        try call.service.watch.writeKeepingState { writer in
          made = try Workbench(call.workspace, job: DrawingDesk.job).draw(
            request, on: session, by: acting.context, in: writer)
          try call.noteKey(writer)
        }
        guard let made else { preconditionFailure("nothing was done") }
        outcome = made
        return made.session
      }
      // The answer includes the edits of others since then.
      var numbers = Set(outcome?.steps.map(\.number) ?? [])
      let known = seen ?? before.version
      for (number, touch) in session.drawing.touched where touch.version > known {
        numbers.insert(number)
      }
      return try .json(
        DrawingView(
          session, numbers: numbers, changes: outcome?.rules?.changes ?? [],
          warnings: outcome?.warnings ?? [], acting.actor, call.state.projection(),
          milliseconds: (ContinuousClock.now - start) / .milliseconds(1)))
    }
  }

  private static func changes(_ call: EndpointCall) throws -> Answer {
    let start = ContinuousClock.now
    let session = try call.service.drawings.session(call.text("plan"), call.state)
    let since = Int64(call.integer("since"))
    let touched = session.drawing.touched.filter { $0.value.version > since }.map(\.key)
    return try .json(
      DrawingView(
        session, numbers: Set(touched), warnings: [], call.acting().actor,
        call.state.projection(), milliseconds: (ContinuousClock.now - start) / .milliseconds(1)))
  }

  static let refusals = RefusalStatuses(
    missing: ["workspace.no-plan", "workspace.no-survey", "drawing.no-version"],
    conflict: [
      "drawing.nothing", "merge.nothing", "merge.undecided", "drawing.layer-changed",
      "drawing.plan-exists",
    ], changed: ["drawing.changed-since"])
}
