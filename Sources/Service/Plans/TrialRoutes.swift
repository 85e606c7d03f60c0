import Flow
import Groundwork
import Workbench

/// Trials: the effect of a change of one measure.
enum TrialRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(EndpointTable.root)/plans/{plan}/trial", "trial",
      "What a change of one measure (zhitu.change/1) would do to the class table of the plan and to "
        + "the verdicts of its last verification (zhitu.trial/1); nothing is written",
      [
        .path("plan", .text, "Name of the plan"),
        .query("base", .text, "Epoch; the earliest by default"),
        .choice("by", of: FlowGrouping.self, "How classes are grouped", default: .class),
        .choice("area", of: AreaKind.self, "Which area", default: .official),
      ], body: .json(schema: "PlanChange"), .json("Trial"), problems: [500], right: .trial,
      cost: .slow
    ) { call in
      let plan = call.text("plan")
      let base = call.optional("base")
      let area = call.choice("area", AreaKind.self)
      let change = try PlanChange.read(call.request.body)
      let trial = try call.state.trials.trial(.init(plan: plan, base: base, area: area)) {
        try Workbench(call.workspace).trial(plan: plan, base: base, area: area)
      }
      return try .json(trial.report(of: change, by: call.choice("by", FlowGrouping.self)))
    }
  ]
}
