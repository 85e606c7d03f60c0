import Access
import Finance
import Groundwork
import Workbench

/// The sharing of benefits (权益共享): who gets what, and the statement of each household.
enum SharingRoutes {
  private static let root = EndpointTable.root
  private static let name = Parameter.path("name", .text, "Name of the plan of sharing")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/sharings", "sharings", "The names of the plans of sharing", [],
      .json("SharingList"), right: .asked, cost: .reading
    ) { call in
      let bench = Workbench(call.workspace)
      let acting = try call.acting()
      // Whoever reads no plan as a whole reads those that they are in; who reads none is told why.
      let names = try bench.sharings().filter { name in
        let object = Workbench.sharingObject(name, acting.actor, acting.directory)
        return try acting.authority.law.may(
          acting.authority.subject, .read, object, at: acting.time
        ).isAllowed || !readable(call, name, bench.sharing(name)).isEmpty
      }
      if names.isEmpty { try demandPlan(call, "") }
      return try .json(SharingListView(sharings: names))
    },
    .answer(
      .get, "\(root)/sharings/{name}", "sharing",
      "Who gets what: pools with deductions and shares, items, and what each household gets that the "
        + "reader may see",
      [name],
      .json("Sharing"), right: .asked, cost: .reading
    ) { call in
      return try refusals.answering {
        let name = call.text("name")
        let plan = try plan(call, name)
        let seen = try readable(call, name, plan)
        if seen.isEmpty { try demandPlan(call, name) }
        return try .json(SharingView(plan, households: seen))
      }
    },
    .answer(
      .get, "\(root)/sharings/{name}/households/{household}", "sharingStatement",
      "The statement of a household: each line with its formula and the resolution behind it",
      [name, .path("household", .text, "Id of the household")], .json("SharingStatement"),
      right: .asked, cost: .reading
    ) { call in
      return try refusals.answering {
        let plan = try plan(call, call.text("name"))
        let statement = try SharingStatement(plan, household: call.text("household"))
        let acting = try call.acting()
        try acting.authority.demand(
          .read,
          Workbench.householdObject(
            statement.household, of: call.text("name"), acting.actor, acting.directory),
          at: acting.time)
        return try .json(SharingStatementView(statement))
      }
    },
  ]

  /// A plan for somebody who reads plans of sharing in some way; others do not learn which there are.
  private static func plan(_ call: EndpointCall, _ name: String) throws -> SharingPlan {
    let bench = Workbench(call.workspace)
    if try !bench.sharings().contains(name) { try demandPlan(call, name) }
    return try bench.sharing(name)
  }

  /// The places of the households whose statements the reader may see.
  private static func readable(
    _ call: EndpointCall, _ name: String, _ plan: SharingPlan
  ) throws -> [Int] {
    let acting = try call.acting()
    return Workbench.readableHouseholds(
      of: plan, named: name, acting.actor, acting.authority, at: acting.time)
  }

  private static func demandPlan(_ call: EndpointCall, _ name: String) throws {
    let acting = try call.acting()
    try refusals.answering {
      try acting.authority.demand(
        .read, Workbench.sharingObject(name, acting.actor, acting.directory), at: acting.time)
    }
  }

  private static let refusals = RefusalStatuses(missing: [
    "fund.no-sharing", "fund.no-household", "fund.missing",
  ])
}

struct SharingListView: Encodable {
  var sharings: [String]
}

/// A plan of sharing with what everybody gets; money in 分.
struct SharingView: Encodable {
  struct Part: Encodable {
    var title: Localized
    var kind: String
    var amount: Money
  }

  struct Pool: Encodable {
    var id: String
    var title: Localized
    var mode: Localized
    var basis: String
    var income: Money
    @Nullable var fundLine: String?
    var parts: [Part]
    var households: Money
  }

  struct Item: Encodable {
    var id: String
    var title: Localized
    var basis: String
    var amount: Money
  }

  struct Household: Encodable {
    var id: String
    var name: String
    var village: String
    var pools: [Money]
    var items: [Money]
    var total: Money
  }

  var title: String
  var pools: [Pool]
  var items: [Item]
  var households: [Household]
  /// How many households there are that the reader may not see.
  var hidden: Int
  /// Of all households.
  var total: Money

  /// - Parameter seen: the places of the households that are shown.
  init(_ plan: SharingPlan, households seen: [Int]) throws {
    let result = try SharingResult(plan)
    title = plan.title
    pools = zip(plan.pools, result.pools).map { pool, amounts in
      Pool(
        id: pool.id, title: pool.title, mode: pool.mode.title, basis: pool.basis.text,
        income: pool.income, fundLine: pool.fundLine,
        parts: zip(pool.deductions, amounts.deducted).map {
          Part(title: $0.title, kind: "deduction", amount: $1)
        }
          + zip(pool.shares, amounts.shares).map {
            Part(title: $0.title, kind: $0.kind.rawValue, amount: $1)
          }, households: amounts.households.reduce(.zero, +))
    }
    items = zip(plan.items, result.items).map {
      Item(id: $0.id, title: $0.title, basis: $0.basis.text, amount: $1.reduce(.zero, +))
    }
    hidden = plan.households.count - seen.count
    households = seen.map { index in
      let household = plan.households[index]
      return Household(
        id: household.id, name: household.name, village: household.village,
        pools: result.pools.map { $0.households[index] }, items: result.items.map { $0[index] },
        total: result.totals[index])
    }
    total = result.totals.reduce(.zero, +)
  }
}

struct SharingStatementView: Encodable {
  struct Line: Encodable {
    var title: Localized
    var formula: Localized
    var basis: String
    var amount: Money
  }

  var household: String
  var name: String
  var village: String
  var lines: [Line]
  var total: Money

  init(_ statement: SharingStatement) {
    household = statement.household.id
    name = statement.household.name
    village = statement.household.village
    lines = statement.lines.map {
      Line(title: $0.title, formula: $0.formula, basis: $0.basis.text, amount: $0.amount)
    }
    total = statement.total
  }
}

extension SharingPlan.Basis {
  fileprivate var text: String { "\(title) \(number) \(day)" }
}
