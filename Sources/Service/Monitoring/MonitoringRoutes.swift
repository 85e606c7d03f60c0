import Access
import Groundwork
import Monitoring
import Workbench

/// Monitoring of flows (地类流向监测): the report, problems for its alarms, the life history of ground.
enum MonitoringRoutes {
  private static let root = EndpointTable.root
  /// The maximum number of pieces of ground in a report.
  private static let pieceLimit = 20_000

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/monitoring/report", "monitor",
      "Holds an observed epoch against plan and base epoch: areas by state, incidents, alarms, "
        + "balances, the ground as GeoJSON; the result is a MonitoringReport; nothing is written",
      [], body: .json(schema: "MonitoringQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(Question.self)
      return JobOrder(
        "monitor", Localized(zh: "地类流向监测", en: "Monitoring of flows")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let monitored = try bench.monitor(question.request(bench))
        return JobResult(body: try bench.document(monitored, pieces: pieceLimit).json())
      }
    },
    .job(
      "\(root)/monitoring/series", "monitorSeries",
      "Holds every epoch after the base against the plan: areas by state and totals of each; the result is "
        + "a MonitoringSeries; nothing is written",
      [], body: .json(schema: "MonitoringQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(Question.self)
      return JobOrder(
        "monitor-series", Localized(zh: "监测时序", en: "Monitoring of all epochs")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        return JobResult(body: try bench.monitoringSeries(question.request(bench)).json())
      }
    },
    .job(
      "\(root)/monitoring/acceptance", "accept",
      "Holds measured ground against a stage of the plan: measures that pass, new farmland by source, "
        + "class and grade, the chain of deductions; the result is an AcceptanceReport; nothing is "
        + "written",
      [], body: .json(schema: "AcceptanceQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(AcceptanceQuestion.self)
      return JobOrder(
        "accept", Localized(zh: "验收核算", en: "Acceptance")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        return JobResult(body: try bench.accept(question.request(bench)).json())
      }
    },
    .answer(
      .post, "\(root)/monitoring/problems", "openAlarms",
      "Opens a problem for every incident with an alarm whose ground has none, and notes on the others "
        + "what the observation shows", body: .json(schema: "MonitoringQuestion"),
      .json("AlarmOutcome"), problems: [404, 409], right: .asked, cost: .slow
    ) { call in
      let acting = try call.acting()
      try acting.demandRight(.create, .problem)
      let question = try call.body(Question.self)
      let bench = Workbench(call.workspace)
      do {
        return try .json(
          bench.openAlarms(
            bench.monitor(question.request(bench)), by: acting.context, acting.authority))
      } catch let refusal as Diagnostic where refusal.code == "access.refused" {
        throw Problem(refusal, status: 403)
      }
    },
    .job(
      "\(root)/monitoring/rectifications", "openRectifications",
      "Opens a problem for every measure that the acceptance sends to remediation and that has none, and "
        + "notes on the others what was measured since; the result is an AlarmOutcome",
      [], body: .json(schema: "AcceptanceQuestion"), problems: [404], right: .asked
    ) { call in
      let acting = try call.acting()
      try acting.demandRight(.create, .problem)
      let question = try call.body(AcceptanceQuestion.self)
      return JobOrder(
        "rectify", Localized(zh: "整改立项", en: "Problems for remediation")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        return try .json(
          bench.openRectifications(
            question.request(bench), by: acting.context, acting.authority))
      }
    },
    .answer(
      .get, "\(root)/monitoring/history", "lifeHistory",
      "What the ground at a point was in every epoch, and what plans want there",
      [
        .query("point", .numbers(2...2), "Longitude and latitude in degrees", isRequired: true)
      ], .json("LifeHistory"), problems: [422], cost: .reading
    ) { call in
      let point = call.numbers("point") ?? []
      guard point.count == 2, abs(point[0]) <= 180, abs(point[1]) <= 90 else {
        throw Problem(
          400, "service.option", zh: "point 应为经度,纬度（度）。",
          en: "point must be longitude,latitude in degrees.")
      }
      return try .json(
        Workbench(call.workspace).lifeHistory(
          longitude: point[0], latitude: point[1], mayRead: call.mayRead))
    }.aboutNames(),
  ]

  private struct Question: Decodable {
    var plan: String?
    var base: String?
    var observed: String?

    func request(_ bench: Workbench) throws -> MonitoringRequest {
      try bench.monitoringRequest(plan: plan, base: base, observed: observed)
    }
  }

  private struct AcceptanceQuestion: Decodable {
    struct Deduction: Decodable {
      var area: Area
      var reason: String

      var typed: DeductionChain.Typed { .init(area: area, reason: reason) }
    }

    var plan: String?
    var base: String?
    var measured: String?
    var stage: Int?
    var confirmed: String?
    var city: Deduction?
    var province: Deduction?

    func request(_ bench: Workbench) throws -> AcceptanceRequest {
      let names = try bench.monitoringRequest(plan: plan, base: base, observed: measured)
      return AcceptanceRequest(
        plan: names.plan, base: names.base, measured: names.observed, stage: stage,
        city: city?.typed, province: province?.typed, confirmed: confirmed,
        rules: try AcceptanceRules.read(file: nil))
    }
  }
}
