import Access
import EventLog
import Flow
import Geometry
import Groundwork
import Quota
import Planning
import Workbench

/// The quota book (指标台账): balances, lots, traces to the ground, the proof, the forecast, orders.
enum QuotaRoutes {
  private static let root = EndpointTable.root
  private static let bodyLimit = 64 << 20

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/quota", "quotaBook",
      "The quota book: kinds, holders, balances, lots, uses, debts, offers; its ETag is what orders "
        + "must name", [], .json("QuotaBook"), right: .asked, cost: .reading
    ) { call in try book(call, call.acting()) },
    .answer(
      .get, "\(root)/quota/lots/{lot}", "quotaTrace",
      "One lot: its ground in degrees, every entry that touched it, where its units are and are used",
      [.path("lot", .text, "Id of the lot")], .json("QuotaTrace"), right: .asked, cost: .reading
    ) { call in
      try readable(call)
      return try refusals.answering {
        try .json(
          QuotaTraceView(
            Workbench(call.workspace).quotaTrace(call.text("lot")), call.state.projection()))
      }
    },
    .answer(
      .get, "\(root)/quota/proof", "quotaProof",
      "The proof of the whole book from its entries, with its ground held against the layers", [],
      .json("QuotaProof"),
      right: .asked, cost: .slow
    ) { call in
      try readable(call)
      let bench = Workbench(call.workspace)
      return try .json(
        QuotaProofView(
          bench.quotaProof(), changedOrders: bench.changedQuotaOrders(on: call.acting().time),
          call.state.projection()))
    },
    .answer(
      .get, "\(root)/quota/export", "quotaExport",
      "The whole book with everything that is needed to prove it elsewhere (zhitu quota check)",
      [.query("request", .text, "Id of a request that a second person approved")],
      .json("QuotaExport"), problems: [404, 409], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      let bench = Workbench(call.workspace)
      let bytes = try CanonicalJSON().bytes(bench.quotaExport())
      if call.actor != .local {
        _ = try call.accounts().allowExport(
          Accounts.quotaBook, level: Workbench.quotaAccess(bench.quotaBook().book).level,
          format: "json", request: call.optional("request"), by: call.actor.caller,
          at: WallClock.now())
      }
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", "application/json"),
          ("Content-Disposition", "attachment; filename=\"quota-book.json\""),
        ], body: bytes)
    },
    .answer(
      .get, "\(root)/quota/certificate", "quotaCertificate",
      "The certificate of the book: what its proof says, for a check against the exported book", [],
      .json("QuotaCertificate"), problems: [422], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      let bench = Workbench(call.workspace)
      let made = try QuotaCertificate(bench.quotaProof(), title: bench.quotaBook().book.title)
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", "application/json"),
          ("Content-Disposition", "attachment; filename=\"quota-certificate.json\""),
        ], body: try CanonicalJSON().bytes(made))
    },
    .answer(
      .get, "\(root)/quota/forecast", "quotaForecast",
      "What the plan will bring and what is needed, by year, and where it runs short",
      [
        .query("base", .text, "Base epoch", isRequired: true),
        .query("plan", .text, "Plan", isRequired: true),
        .query("first_year", .integer(2000...2100), "Year of the first stage", isRequired: true),
        .query("years", .integer(1...60), "How many years", default: "8"),
        .query("project", .text, "A project that slips; neither project nor stage: all slip"),
        .query("stage", .integer(1...99), "A stage whose projects slip"),
        .query("delay", .integer(0...20), "By how many years", default: "0"),
        .query(
          "paddy_yield", .integer(0...5000), "Yield of paddy, kg a mu; without it, no capacity",
          default: "0"),
        .query(
          "dry_yield", .integer(0...5000),
          "Yield of dry farmland, kg a mu; without it no capacity of it", default: "0"),
      ], .json("QuotaForecast"), problems: [404, 409, 422], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      return try refusals.answering { try .json(forecast(call)) }
    },
    .answer(
      .post, "\(root)/quota/orders", "postQuota",
      "Posts orders on the version that the author has seen; all of them land or none",
      body: .json(schema: "QuotaOrders", limit: bodyLimit), .json("QuotaBook"),
      problems: [409, 422], right: .asked, precondition: .thing
    ) { call in
      let acting = try call.acting()
      let orders = try QuotaOrders.read(call.request.body)
      let seen = try call.request.version(of: "quota", zh: "台账", en: "the book")
      return try refusals.answering {
        try Workbench(call.workspace).performQuota(
          .post(orders: orders), expected: seen, by: acting.context, acting.authority)
        return try book(call, acting)
      }
    },
  ]

  static func book(_ call: EndpointCall, _ acting: Acting) throws -> Answer {
    let state = try Workbench(call.workspace).quotaBook()
    try acting.authority.demand(
      .read, Workbench.quotaAccess(state.book), at: acting.time)
    return try .json(QuotaBookView(state, at: acting.time))
      .with("ETag", tag(state.version).text)
  }

  static func readable(_ call: EndpointCall, _ action: Action = .read) throws {
    let acting = try call.acting()
    let book = try Workbench(call.workspace).quotaBook().book
    try acting.authority.demand(action, Workbench.quotaAccess(book), at: acting.time)
  }

  private static func forecast(_ call: EndpointCall) throws -> QuotaForecastView {
    let bench = Workbench(call.workspace)
    let plan = call.text("plan")
    let delay = call.integer("delay")
    let stages = try bench.quotaStages(of: plan)
    let stage = call.optional("stage").flatMap(Int.init)
    var delays: [String: Int] = [:]
    if let project = call.optional("project") {
      delays[project] = delay
    } else if stage == nil, delay > 0 {
      delays = stages.mapValues { _ in delay }
    }
    let forecast = try bench.quotaForecast(
      QuotaForecastRequest(
        base: call.text("base"), plan: plan, firstYear: call.integer("first_year"),
        delays: delays, stageDelays: stage.map { [$0: delay] } ?? [:],
        years: call.integer("years"), paddyYield: Int64(call.integer("paddy_yield")),
        dryYield: Int64(call.integer("dry_yield"))), today: try call.acting().time)
    return QuotaForecastView(forecast, stages)
  }

  private static func tag(_ version: Int64) -> EntityTag { EntityTag("quota.\(version)") }

  static let refusals = RefusalStatuses(
    missing: [
      "quota.no-lot", "quota.no-holder", "quota.no-kind", "quota.no-project", "quota.no-stage",
    ],
    conflict: ["quota.phase", "quota.no-book", "quota.founded", "workspace.empty"])
}
