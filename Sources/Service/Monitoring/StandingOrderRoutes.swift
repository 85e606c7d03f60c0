import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// Standing orders to monitor a plan (常设监测), which the server follows by itself.
enum StandingOrderRoutes {
  private static let root = "\(EndpointTable.root)/monitoring/orders"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "standingOrders",
      "The standing orders with what they did, the ones in force first", [],
      .json("StandingOrders"), right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      try acting.demandRight(.read, .problem)
      return try list(call, acting)
    }.aboutNames(),
    .answer(
      .post, root, "giveStandingOrder",
      "Orders that a plan be monitored whenever something new was observed",
      body: .json(schema: "NewStandingOrder"), .json("StandingOrders", status: 201),
      problems: [404, 409], right: .asked
    ) { call in
      let acting = try call.acting()
      let body = try call.body(OrderBody.self)
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        _ = try bench.giveStandingOrder(
          StandingOrder.Terms(
            plan: body.plan ?? bench.onlyPlan(), base: body.base ?? bench.baseEpoch(),
            organisation: body.organisation, days: body.days,
            isFromNow: body.isFromNow ?? false, note: body.note ?? ""),
          by: acting.context, acting.authority)
        return try list(call, acting, status: 201)
      }
    },
    .answer(
      .post, "\(root)/{number}/end", "endStandingOrder", "Ends a standing order, with a reason",
      [.path("number", .text, "Number of the order")], body: .json(schema: "StandingOrderEnd"),
      .json("StandingOrders"), problems: [409], right: .asked
    ) { call in
      let acting = try call.acting()
      let body = try call.body(EndBody.self)
      return try refusals.answering {
        _ = try Workbench(call.workspace).endStandingOrder(
          call.text("number"), reason: body.reason, by: acting.context, acting.authority)
        return try list(call, acting)
      }
    },
  ]

  private struct OrderBody: Decodable {
    var plan: String?
    var base: String?
    var organisation: String?
    var days: Int?
    var isFromNow: Bool?
    var note: String?
  }

  private struct EndBody: Decodable {
    var reason: String
  }

  private struct List: Encodable {
    var orders: [StandingOrderDocument]
  }

  private static func list(
    _ call: EndpointCall, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try .json(
      List(orders: Workbench(call.workspace).standingOrderDocuments(at: acting.time)),
      status: status)
  }

  private static let refusals = RefusalStatuses(
    missing: [
      "standing-order.missing", "workspace.no-plan", "workspace.no-survey",
      "access.no-organisation",
    ], conflict: ["standing-order.phase", "standing-order.twice"])
}
