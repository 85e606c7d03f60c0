import Access
import Finance
import Groundwork
import Workbench

/// Fund plans (资金动态平衡表): table, figures, what-if, risk, modes, workbook.
enum FundRoutes {
  private static let root = EndpointTable.root
  static let workbookLimit = 16 << 20
  private static let name = Parameter.path("name", .text, "Name of the fund plan")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/funds", "fundPlans", "The names of the fund plans", [], .json("FundList"),
      right: .asked, cost: .reading
    ) { call in
      try readable(call, "")
      return try .json(FundListView(funds: Workbench(call.workspace).fundPlans()))
    },
    .answer(
      .get, "\(root)/funds/{name}", "fundPlan",
      "The table of a fund plan with what it says, as it is or under changed assumptions; nothing is "
        + "written",
      [
        name,
        .query("income", .integer(-90...200), "Prices of all revenue, per cent", default: "0"),
        .query("cost", .integer(-90...200), "Prices of all cost, per cent", default: "0"),
        .query(
          "quantity", .integer(-90...200), "Quantities of all revenue, per cent", default: "0"),
        .query("delay", .integer(0...20), "Years by which a phase slips", default: "0"),
        .query(
          "phase", .choice(FundLine.Phase.allCases.map(\.rawValue)), "The phase that slips",
          default: FundLine.Phase.transfer.rawValue),
        .query(
          "interest", .integer(-500...1000), "Added to every rate, hundredths of a per cent",
          default: "0"),
        .query(
          "construction_until", .integer(1990...2100), "Last year of construction, for the bond"),
        .query(
          "own_funds", .choice(strengths), "Funds of its own, for the choice of a mode of financing"
        ),
        .query("skill", .choice(strengths), "Skill in building and operation, for the choice"),
        .query(
          "user_pays", .integer(0...100), "Share of revenue that users pay, per cent", default: "0"),
        .query("subsidy", .flag, "It needs a subsidy", default: "false"),
      ], .json("FundReport"), right: .asked, cost: .reading
    ) { call in
      try readable(call, call.text("name"))
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        let plan = try bench.fundPlan(call.text("name"))
        let report = try bench.fundReport(call.text("name"), shock(call, plan))
        let until = call.optional("construction_until").flatMap { Int($0) }
        return try .json(
          FundReportView(
            report, modes: report.modes(), choice: choice(call, report),
            constructionUntil: until))
      }
    },
    .answer(
      .get, "\(root)/funds/{name}/simulation", "fundSimulation",
      "Many random futures by a seed: spread of the value, and how often the district carries itself",
      [
        name, .query("runs", .integer(100...100_000), "Runs", default: "10000"),
        .query("seed", .integer(0...1_000_000_000), "Seed", default: "7"),
        .query("span", .integer(0...100), "Span of all prices, per cent", default: "15"),
      ], .json("FundSimulation"), right: .asked, cost: .slow
    ) { call in
      try readable(call, call.text("name"))
      return try refusals.answering {
        let engine = try Workbench(call.workspace).fundReport(call.text("name")).engine
        return try .json(
          FundSimulationView(
            engine.simulation(
              runs: call.integer("runs"), seed: UInt64(call.integer("seed")),
              spans: engine.evenSpans(percent: Int64(call.integer("span"))),
              delayChance: 150_000)))
      }
    },
    .answer(
      .get, "\(root)/funds/{name}/actuals", "fundActuals",
      "What really happened beside the plan, row by row and year by year: payments by budget line, "
        + "money received by source, quota sold", [name], .json("FundActuals"), right: .asked,
      cost: .reading
    ) { call in
      try readable(call, call.text("name"))
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        let today = try call.acting().time
        return try .json(
          FundActualsView(
            bench.fundActuals(call.text("name"), today: today), bench.fundPlan(call.text("name")),
            name: call.text("name"), today: today))
      }
    },
    .answer(
      .post, "\(root)/funds/{name}/prices", "enterFundPrices",
      "Enters the prices of a changed workbook: all of them, or none with the faults by cell",
      [name],
      body: .json(schema: "FundPrices", limit: workbookLimit), .json("MoneyImport"),
      problems: [404, 422], right: .asked, cost: .reading
    ) { call in
      let body = try call.body(WorkbookEntry.self)
      let acting = try call.acting()
      return try refusals.answering {
        try body.withFile { file in
          let found = try Workbench(call.workspace).importFundPrices(
            file, statedAs: body.name, into: call.text("name"), isTrial: body.isTrial,
            by: acting.context, acting.authority)
          if found.isWritten { call.noteChange() }
          return try .json(found)
        }
      }
    },
    .answer(
      .get, "\(root)/funds/{name}/quantities", "fundQuantities",
      "The rows whose quantity is no longer what the ledgers give: measures may have been drawn anew "
        + "since the plan was entered", [name], .json("FundQuantities"), problems: [404, 409, 422],
      right: .asked, cost: .slow
    ) { call in
      try readable(call, call.text("name"))
      return try refusals.answering {
        try .json(
          FundQuantitiesView(
            changes: Workbench(call.workspace).fundQuantities(call.text("name")).changes))
      }
    },
    .answer(
      .post, "\(root)/funds/{name}/quantities", "refreshFundQuantities",
      "Takes over the quantities that the ledgers give now; prices and all else stay", [name],
      .json("FundQuantities"), problems: [404, 409, 422], right: .asked, cost: .slow
    ) { call in
      let acting = try call.acting()
      return try refusals.answering {
        let changes = try Workbench(call.workspace).refreshFundQuantities(
          call.text("name"), by: acting.context, acting.authority)
        if !changes.isEmpty { call.noteChange() }
        return try .json(FundQuantitiesView(changes: changes))
      }
    },
    .answer(
      .get, "\(root)/funds/{name}/workbook", "fundWorkbook",
      "The fund plan as a workbook with live formulas", [name],
      Endpoint.Reply(
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      right: .asked, cost: .reading
    ) { call in
      try readable(call, call.text("name"), .export)
      return try refusals.answering {
        let workbook = try Workbench(call.workspace).fundWorkbook(
          call.text("name"), today: call.acting().time)
        return Answer(
          status: 200,
          headers: [
            (
              "Content-Type",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
            ("Content-Disposition", "attachment; filename=\"fund.xlsx\""),
          ], body: try workbook.bytes())
      }
    },
  ]

  private static let strengths = FinancingMode.Strength.allCases.map(\.rawValue)

  /// What the decision table says, once both of its first questions are answered.
  private static func choice(_ call: EndpointCall, _ report: FundReport) -> FundModeChoice? {
    guard let funds = call.optional("own_funds").flatMap(FinancingMode.Strength.init(rawValue:)),
      let skill = call.optional("skill").flatMap(FinancingMode.Strength.init(rawValue:))
    else { return nil }
    return report.modeChoice(
      FundModeQuestion(
        funds: funds, skill: skill, userPays: call.integer("user_pays"),
        needsSubsidy: call.isSet("subsidy")))
  }

  private static func shock(_ call: EndpointCall, _ plan: FundPlan) -> FundShock {
    var shock = FundShock(interest: FundRate(millionths: Int64(call.integer("interest")) * 100))
    for (side, name) in [(FundLine.Side.revenue, "income"), (.cost, "cost")] {
      let percent = Int64(call.integer(name))
      guard percent != 0 else { continue }
      for line in plan.lines where line.side == side {
        shock.prices[line.id] = 1_000_000 + percent * 10_000
      }
    }
    let quantity = Int64(call.integer("quantity"))
    if quantity != 0 {
      for line in plan.lines where line.side == .revenue {
        shock.quantities[line.id] = 1_000_000 + quantity * 10_000
      }
    }
    let delay = call.integer("delay")
    if delay > 0 { shock.delays[call.choice("phase", FundLine.Phase.self)] = delay }
    return shock
  }

  private static func readable(
    _ call: EndpointCall, _ name: String, _ action: Action = .read
  ) throws {
    let acting = try call.acting()
    do {
      try acting.authority.demand(
        action, Workbench.fundObject(name, acting.actor, acting.directory), at: acting.time)
    } catch let refusal as Diagnostic {
      throw Problem(refusal, status: 403)
    }
  }

  private static let refusals = RefusalStatuses(missing: ["fund.missing"])
}
