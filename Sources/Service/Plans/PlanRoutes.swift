import Flow
import Groundwork
import Planning
import Records
import Storage
import Workbench

/// Laying a plan on its base, and flow ledgers of two epochs.
enum PlanRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/flows", "makeFlow",
      "Computes and stores the flow ledger of two epochs, or of an epoch and a plan on it",
      [], body: .json(schema: "FlowQuestion"), problems: [404]
    ) { call in
      let question = try call.body(FlowQuestion.self)
      let (from, to) = (question.from, question.to)
      let bench = Workbench(call.workspace)
      _ = try bench.survey(from)
      if try call.workspace.layer(role: .survey, epoch: to) == nil { _ = try bench.plan(to) }
      return JobOrder("flow", Localized("\(from) → \(to)")) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let ledger = try bench.flow(from: from, to: to, area: question.area ?? .official)
        try state.workspace.write { try bench.keep(ledger, in: $0) }
        return try .json(FlowResult(ledger))
      }
    },
    .job(
      "\(root)/plans/{plan}/planned", "layPlan",
      "Lays the measures of a plan over its base epoch; stores the planned state and its flow ledger",
      [.path("plan", .text, "Name of the plan")], body: .json(schema: "PlanQuestion")
    ) { call in
      let plan = call.text("plan")
      let base = try base(try call.body(PlanQuestion.self).base, plan, call)
      return JobOrder("plan", Localized(zh: "规划地类 \(plan)", en: "Lay plan \(plan)")) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let laid = try bench.lay(plan: plan, base: base, area: .official)
        try bench.keep(laid)
        return try .json(FlowResult(laid.state.ledger))
      }
    },
  ]

  private struct FlowQuestion: Decodable, Sendable {
    var from: String
    var to: String
    var area: AreaKind?
  }

  private struct PlanQuestion: Decodable {
    var base: String?
  }

  /// The base epoch of a request; throws before any work if it or the plan does not exist.
  static func base(_ stated: String?, _ plan: String, _ call: EndpointCall) throws -> String {
    let bench = Workbench(call.workspace)
    _ = try bench.plan(plan)
    let base = try stated ?? bench.epochs().first ?? ""
    _ = try bench.survey(base)
    return base
  }
}

/// The totals of a ledger; the rows are in the workspace.
struct FlowResult: Encodable {
  var from: String
  var to: String
  var pieces: Int
  var shared: Area
  var uncoveredFrom: Area
  var uncoveredTo: Area
  var overlap: Area

  init(_ ledger: FlowLedger) {
    from = ledger.before.name
    to = ledger.after.name
    pieces = ledger.rows.count
    shared = ledger.total(of: .piece)
    uncoveredFrom = ledger.total(of: .uncoveredFrom)
    uncoveredTo = ledger.total(of: .uncoveredTo)
    overlap = ledger.total(of: .overlap)
  }
}
