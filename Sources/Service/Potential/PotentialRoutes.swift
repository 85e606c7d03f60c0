import Access
import EventLog
import Groundwork
import Programme
import Workbench

/// The potential library (潜力资源库): overview, map, cards, changes, surveys, findings in the field.
enum PotentialRoutes {
  private static let root = EndpointTable.root
  /// The maximum size in bytes of a finding with its photos.
  private static let bodyLimit = 24 << 20
  private static let workbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/potential", "potential",
      "The potential library: tasks with areas at three levels, exclusions, parameters, villages, "
        + "industry, surveys, and why it is out of date", [],
      .json("PotentialLibrary"), problems: [404], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      return try refusals.answering {
        let bench = Workbench(call.workspace)
        let library = try bench.potentialLibrary()
        let document = PotentialDocument(
          library, history: try bench.potentialHistory(),
          stale: try bench.potentialStaleness(library.record))
        return try .json(document).with("ETag", tag(library.version).text)
      }
    },
    .answer(
      .get, "\(root)/potential/map", "potentialMap",
      "All selected patches in degrees, candidates and excluded ones", [],
      .json("PotentialMap"), problems: [404], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      return try refusals.answering { try .json(Workbench(call.workspace).potentialMap()) }
    },
    .answer(
      .get, "\(root)/potential/workbook", "potentialWorkbook",
      "All selected patches, sums by town, checks and parameters as a workbook", [],
      Endpoint.Reply(type: workbook), problems: [404], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      return try refusals.answering {
        Answer(
          status: 200,
          headers: [
            ("Content-Type", workbook),
            ("Content-Disposition", "attachment; filename=\"potential.xlsx\""),
          ], body: try Workbench(call.workspace).potentialWorkbook().bytes())
      }
    },
    .answer(
      .get, "\(root)/potential/entries/{number}", "potentialCard",
      "One patch: why it is in or out, rule by rule; its levels, findings and changes; a finding must "
        + "name its ETag", [.path("number", .text, "Number in the library")],
      .json("PotentialCard"), right: .asked, cost: .slow, isVersioned: false
    ) { call in
      try readable(call)
      return try refusals.answering { try card(call, call.text("number")) }
    },
    .answer(
      .get, "\(root)/potential/changes", "potentialChanges",
      "What one survey changed in the library, and why",
      [.query("survey", .integer(1...100_000), "Number of the survey; without it, the last")],
      .json("PotentialChanges"), problems: [404], right: .asked, cost: .slow
    ) { call in
      try readable(call)
      return try refusals.answering {
        let number = call.optional("survey").flatMap { Int($0) }
        let library = try Workbench(call.workspace).potentialLibrary(survey: number)
        return try .json(
          Changes(
            survey: number ?? library.state.records.count, changes: library.record.changes))
      }
    },
    .job(
      "\(root)/potential/surveys", "surveyPotential",
      "Makes a survey and renews the library; the result is a PotentialLibrary",
      [], body: .json(schema: "PotentialOrder", limit: 8 << 20), problems: [404], right: .asked
    ) { call in
      let order = try call.body(SurveyBody.self)
      let acting = try call.acting()
      try acting.authority.demand(
        .create, Workbench.potentialObject(acting.directory, acting.actor), at: acting.time)
      let request = PotentialRequest(
        epoch: order.epoch,
        register: try order.register.map {
          try PotentialRegister(yaml: $0, file: "register.yaml")
        })
      if let epoch = order.epoch { _ = try Workbench(call.workspace).survey(epoch) }
      return JobOrder(
        "potential", Localized(zh: "潜力调查", en: "Survey of potential")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let library = try bench.surveyPotential(request, by: acting.context, acting.authority)
        return try .json(
          PotentialDocument(library, history: bench.potentialHistory(), stale: []))
      }
    },
    .answer(
      .post, "\(root)/potential/entries/{number}/visits", "visitPotential",
      "Records what was found on the ground about a candidate, on the version that the author has seen",
      [.path("number", .text, "Number in the library")],
      body: .json(schema: "PotentialFinding", limit: bodyLimit), .json("PotentialCard"),
      right: .asked, precondition: .thing
    ) { call in
      let body = try call.body(FindingBody.self)
      let acting = try call.acting()
      let seen = try call.request.version(of: "potential", zh: "潜力库", en: "the library")
      return try refusals.answering {
        _ = try Workbench(call.workspace).visitPotential(
          call.text("number"), body.finding, photos: try Base64.files(body.photos),
          expected: seen, by: acting.context, acting.authority)
        return try card(call, call.text("number"))
      }
    },
    .answer(
      .get, "\(root)/potential/photos/{hash}", "potentialPhoto", "A photo that came with a finding",
      [.path("hash", .text, "Its hash, as in the card")],
      Endpoint.Reply(type: "image/jpeg"), Endpoint.Reply(type: "image/png"),
      Endpoint.Reply(type: "image/webp"), Endpoint.Reply(type: "application/pdf"),
      Endpoint.Reply(type: "application/octet-stream"), right: .asked, cost: .reading,
      isVersioned: false
    ) { call in
      try readable(call)
      return try refusals.answering {
        Attachment.answer(try Workbench(call.workspace).potentialPhoto(call.text("hash")))
      }
    },
  ]

  private struct Changes: Encodable {
    var survey: Int
    var changes: [PotentialChange]
  }

  private struct SurveyBody: Decodable {
    var epoch: String?
    var register: String?
  }

  private struct FindingBody: Decodable {
    var verdict: PotentialFinding.Verdict
    var will: OwnersWill
    var condition: GroundCondition
    var remark: String?
    var photos: [String]?

    var finding: PotentialFinding {
      PotentialFinding(verdict: verdict, will: will, condition: condition, remark: remark ?? "")
    }
  }

  private static func card(_ call: EndpointCall, _ number: String) throws -> Answer {
    let card = try Workbench(call.workspace).potentialCard(number)
    return try .json(card).with("ETag", tag(card.version).text)
  }

  private static func readable(_ call: EndpointCall) throws {
    let acting = try call.acting()
    try acting.authority.demand(
      .read, Workbench.potentialObject(acting.directory, acting.actor), at: acting.time)
  }

  private static func tag(_ version: Int64) -> EntityTag { EntityTag("potential.\(version)") }

  private static let refusals = RefusalStatuses(missing: [
    "potential.no-library", "potential.no-survey", "potential.no-number", "potential.no-candidate",
    "potential.no-photo",
  ])
}
