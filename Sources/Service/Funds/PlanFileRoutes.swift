import Access
import Finance
import Groundwork
import Workbench

/// Fund plans and plans of sharing as files: the example, what is kept, and what replaces it.
enum PlanFileRoutes {
  private static let root = EndpointTable.root
  private static let limit = 8 << 20

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/plan-templates/{kind}", "planTemplate",
      "The example of a file of a fund plan or of a plan of sharing, with comments",
      [.path("kind", .choice(PlanFileKind.allCases.map(\.rawValue)), "Which file")],
      .json("PlanTemplate"), isVersioned: false
    ) { call in
      try .json(
        PlanTemplateView(text: Workbench.planTemplate(call.choice("kind", PlanFileKind.self))))
    },
    .answer(
      .get, "\(root)/funds/{name}/file", "fundFile",
      "A fund plan as the file that would enter it again, with its version and where its quantities come "
        + "from",
      [.path("name", .text, "Name of the fund plan")], .json("PlanFile"), right: .asked,
      isVersioned: false
    ) { call in
      let acting = try call.acting()
      return try refusals.answering {
        let name = call.text("name")
        try acting.authority.demand(
          .read, Workbench.fundObject(name, acting.actor, acting.directory), at: acting.time)
        return try .json(Workbench(call.workspace).fundFile(name))
      }
    },
    .answer(
      .post, "\(root)/funds", "setFundPlan",
      "Keeps a fund plan from the text of its file (zhitu.fund/1), or tells what it would change and all "
        + "faults by line. What it replaces is named by If-Match",
      body: .json(schema: "FundText", limit: limit), .json("PlanEntered"),
      problems: [404, 422], right: .asked, cost: .slow, precondition: .replacing
    ) { call in
      let acting = try call.acting()
      let body = try call.body(Text.self)
      return try refusals.answering {
        let entered = try Workbench(call.workspace).enterFundPlan(
          body.entry, by: acting.context, acting.authority, replacing: expected(call))
        if entered.isWritten { call.noteChange() }
        return try .json(entered)
      }
    },
    .answer(
      .get, "\(root)/sharings/{name}/file", "sharingFile",
      "A plan of sharing as the file that would enter it again, with its version; only for who reads all "
        + "of its households",
      [.path("name", .text, "Name of the plan of sharing")], .json("PlanFile"), right: .asked,
      isVersioned: false
    ) { call in
      let acting = try call.acting()
      return try refusals.answering {
        let name = call.text("name")
        try acting.authority.demand(
          .read, Workbench.sharingObject(name, acting.actor, acting.directory), at: acting.time)
        let bench = Workbench(call.workspace)
        for household in try bench.sharing(name).households {
          try acting.authority.demand(
            .read,
            Workbench.householdObject(household, of: name, acting.actor, acting.directory),
            at: acting.time)
        }
        return try .json(bench.sharingFile(name))
      }
    },
    .answer(
      .post, "\(root)/sharings", "setSharing",
      "Keeps a plan of sharing from the text of its file (zhitu.sharing/1), or tells what it would change "
        + "and all faults by line. What it replaces is named by If-Match",
      body: .json(schema: "SharingText", limit: limit), .json("PlanEntered"),
      problems: [404, 422], right: .asked, precondition: .replacing
    ) { call in
      let acting = try call.acting()
      let body = try call.body(Text.self)
      return try refusals.answering {
        let entered = try Workbench(call.workspace).enterSharing(
          body.entry, by: acting.context, acting.authority, replacing: expected(call))
        if entered.isWritten { call.noteChange() }
        return try .json(entered)
      }
    },
  ]

  private struct Text: Decodable {
    var name: String
    var text: String
    var file: String?
    var base: String?
    var plan: String?
    var fund: String?
    var trial: Bool?

    var entry: PlanEntry {
      PlanEntry(
        name: name, text: text, file: file ?? name, base: base, plan: plan, fund: fund,
        isTrial: trial ?? false)
    }
  }

  /// Refuses to replace what the sender has not seen.
  private static func expected(_ call: EndpointCall) -> (String?) throws -> Void {
    { held in
      guard let held else {
        guard call.request[field: "if-match"] == nil else { throw changed }
        return
      }
      guard let isBased = call.request.isBased(on: EntityTag(held)) else {
        throw Problem(
          428, "service.version", zh: "已有同名方案；要替换它，请用 If-Match 说明所依据的版本。",
          en: "There is a plan of this name; name the version that is to be replaced by If-Match.")
      }
      guard isBased else { throw changed }
    }
  }

  private static let changed = Problem(
    412, "service.changed", zh: "方案已被他人修改，请重新检查后再写入。",
    en: "Somebody else has changed the plan since; check it again.")

  private static let refusals = RefusalStatuses(missing: ["fund.missing", "fund.no-sharing"])
}

struct PlanTemplateView: Encodable {
  var text: String
}
