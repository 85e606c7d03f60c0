import EventLog
import Flow
import Geometry
import Governance
import Groundwork
import Planning
import Policy
import Storage
import Workbench

/// Scenarios: the comparison of two plans, and the merge of one into the other.
enum ScenarioRoutes {
  private static let root = EndpointTable.root
  private static let plan = Parameter.path("plan", .text, "Name of the plan")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/plans/{plan}/comparison", "comparePlans",
      "Two plans side by side: measures, class table, verdicts, cost, and what could be merged",
      [plan, .query("with", .text, "Name of the other plan", isRequired: true)],
      .json("PlanComparison"), problems: [404, 422], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in
      try DrawingRoutes.refusals.answering {
        let desk = call.service.drawings
        let bench = Workbench(call.workspace)
        let found = try bench.compare(
          desk.session(call.text("plan"), call.state),
          desk.session(call.text("with"), call.state))
        return try .json(
          ComparisonView(
            found, call.state.projection(),
            warnings: bench.unlikeVerifications([call.text("plan"), call.text("with")])))
      }
    },
    .answer(
      .post, "\(root)/plans/{plan}/merge", "mergePlans",
      "Brings what another plan did since they went apart into a plan, as one act", [plan],
      body: .json(schema: "MergeQuestion"), .json("Drawing"), problems: [404, 409, 412, 422],
      right: .change, cost: .reading
    ) { call in
      let body = try call.body(MergeBody.self)
      let acting = try call.acting()
      let decisions = Dictionary(
        body.decisions.map { ($0.number, $0.decision) }, uniquingKeysWith: { $1 })
      return try DrawingRoutes.refusals.answering {
        let start = ContinuousClock.now
        let theirs = try call.service.drawings.session(body.from, call.state)
        var outcome: DrawingOutcome?
        let session = try call.service.drawings.use(call.text("plan"), call.state) { session in
          var made: DrawingOutcome?
          try call.service.watch.writeKeepingState { writer in
            made = try Workbench(call.workspace).mergeScenario(
              theirs, decisions, into: session, by: acting.context, in: writer)
          }
          guard let made else { preconditionFailure("nothing was done") }
          outcome = made
          return made.session
        }
        return try .json(
          DrawingView(
            session, numbers: nil, changes: outcome?.rules?.changes ?? [],
            warnings: outcome?.warnings ?? [], acting.actor, call.state.projection(),
            milliseconds: (ContinuousClock.now - start) / .milliseconds(1)))
      }
    },
  ]

  private struct MergeBody: Decodable {
    struct Choice: Decodable {
      var number: Int64
      var decision: ScenarioMerge.Decision
    }

    var from: String
    var decisions: [Choice]
  }
}

/// Two plans side by side, for the page.
struct ComparisonView: Encodable {
  struct Side: Encodable {
    var plan: String
    var version: Int64
    @Nullable var origin: String?
    var count: Int
    var area: Area
    /// The sum of the costs that are stated, in 分, and the number of measures that state none.
    var cost: Int64
    var withoutCost: Int
    @Nullable var rules: Tally?
  }

  struct Tally: Encodable {
    var passed: Int
    var failed: Int
    var undecidable: Int
    var notApplicable: Int
  }

  struct ClassRow: Encodable {
    var key: String
    var name: Localized
    var colour: String
    var base: Area
    var a: Area
    var b: Area
  }

  struct RuleRow: Encodable {
    var rule: String
    var title: Localized
    var level: String
    var unit: String
    var a: String
    var b: String
    @Nullable var valueA: Double?
    @Nullable var valueB: Double?
  }

  struct Measure: Encodable {
    var id: String
    var `class`: String
    var element: String
    var project: String
    @Nullable var stage: Int?
    @Nullable var cost: Int64?
    var geometry: GeoJSONPolygon

    init?(_ measure: DrawnMeasure?, _ projection: MapProjection) throws {
      guard let measure else { return nil }
      id = measure.id
      self.class = measure.landClass
      element = measure.element
      project = measure.project
      stage = measure.stage
      cost = measure.cost?.fen
      geometry = try GeoJSONPolygon(measure.ground.geometry, projection)
    }
  }

  struct MeasureRow: Encodable {
    var number: Int64
    @Nullable var a: Measure?
    @Nullable var b: Measure?
  }

  /// The changes of the second plan since the two diverged.
  struct Difference: Encodable {
    var number: Int64
    var kind: String
    var isConflict: Bool
    var isSame: Bool
    @Nullable var ours: Measure?
    @Nullable var theirs: Measure?
  }

  var a: Side
  var b: Side
  var base: String
  var classes: [ClassRow]
  var rules: [RuleRow]
  var measures: [MeasureRow]
  /// `nil` if neither was branched from the other.
  @Nullable var merge: [Difference]?
  var warnings: [Diagnostic]

  init(
    _ found: ScenarioComparison, _ projection: MapProjection?, warnings: [Diagnostic]
  ) throws {
    self.warnings = warnings
    a = Side(found.a)
    b = Side(found.b)
    base = found.a.trial.base.epoch ?? found.a.trial.base.name
    classes = found.classes.map {
      ClassRow(
        key: $0.label.key, name: $0.label.name, colour: $0.label.colour, base: $0.base, a: $0.a,
        b: $0.b)
    }
    rules = found.rules.map {
      RuleRow(
        rule: $0.a.reference, title: $0.a.partTitle ?? $0.a.title, level: $0.a.level.rawValue,
        unit: $0.a.unit, a: $0.a.verdict.rawValue, b: $0.b.verdict.rawValue, valueA: $0.a.value,
        valueB: $0.b.value)
    }
    measures =
      try projection.map { projection in
        try found.measures.map {
          MeasureRow(
            number: $0.number, a: try Measure($0.a, projection), b: try Measure($0.b, projection))
        }
      } ?? []
    merge = try projection.flatMap { projection in
      try found.merge?.differences.map {
        Difference(
          number: $0.number, kind: $0.kind.rawValue, isConflict: $0.isConflict, isSame: $0.isSame,
          ours: try Measure($0.ours, projection), theirs: try Measure($0.theirs, projection))
      }
    }
  }
}

extension ComparisonView.Side {
  fileprivate init(_ session: DrawingSession) {
    plan = session.plan
    version = session.version
    origin = session.drawing.origin
    let side = session.draft.plan.side
    count = side.fids.count
    area = side.areas.total()
    let stated = StatedCost(session.draft.plan.measures)
    cost = stated.sum.fen
    withoutCost = stated.without
    rules = session.trial.verdicts.map { verdicts in
      let count = VerdictCount(verdicts.lazy.map(\.verdict))
      return ComparisonView.Tally(
        passed: count.passed, failed: count.failed, undecidable: count.undecidable,
        notApplicable: count.notApplicable)
    }
  }
}
