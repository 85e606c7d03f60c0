import Access
import Governance
import Groundwork
import Programme
import Workbench

/// Proposed districts and units (片区、单元划定建议). Nothing is written; a proposal that somebody takes becomes
/// a planning object.
enum DistrictRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/district-proposals", "proposeDistricts",
      "Proposes districts or units where potential is dense or around strategic spaces, and holds them "
        + "against those that people drew; the result is Districts (zhitu.districts/1); nothing is written",
      [], body: .json(schema: "DistrictQuestion"), right: .asked
    ) { call in
      let question = try call.body(Question.self)
      let acting = try call.acting()
      try acting.authority.demand(
        .read, Workbench.potentialObject(acting.directory, acting.actor), at: acting.time)
      let request = question.request
      return JobOrder(
        "districts",
        request.planning == .unit
          ? Localized(zh: "单元划定建议", en: "Propose units")
          : Localized(zh: "片区划定建议", en: "Propose districts")
      ) { state, job in
        let document = try Workbench(state.workspace, job: job)
          .districtProposals(request) { try acting.mayRead($0) }
        return JobResult(body: try document.json())
      }
    }
  ]

  private struct Question: Decodable {
    var planning: PlanningLevel
    var within: String?
    var basis: DistrictRequest.Basis?
    var level: PotentialLevel?
    var elements: [PotentialElement]?
    var cell: Int?
    var count: Int?
    var least: Area?
    var most: Area?
    var threshold: Int?
    var border: Int?

    var request: DistrictRequest {
      DistrictRequest(
        planning, within: within, basis: basis ?? .potential, level: level ?? .realisable,
        elements: Set(elements ?? []), cell: cell, count: count, least: least, most: most,
        threshold: threshold, border: border)
    }
  }
}
