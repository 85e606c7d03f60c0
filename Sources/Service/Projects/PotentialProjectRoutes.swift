import Access
import Governance
import Groundwork
import Programme
import Workbench

/// Projects made of candidates of the library of potential: by selection, by rule, by planning object.
enum PotentialProjectRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/project-candidates", "projectsFromPotential",
      "Makes projects of candidates of the library of potential, those chosen or those that a rule finds, "
        + "or only shows what would be made",
      body: .json(schema: "PotentialProjects", limit: 4 << 20), .json("PotentialProjectDrafts"),
      problems: [404, 409, 422], right: .asked, cost: .slow
    ) { call in
      let body = try call.body(Body.self)
      let acting = try call.acting()
      try acting.authority.demand(
        .read, Workbench.potentialObject(acting.directory, acting.actor), at: acting.time)
      return try ProjectRoutes.refusals.answering {
        let bench = Workbench(call.workspace)
        if let within = body.within {
          let row = try bench.planningObject(within).row
          try acting.authority.demand(
            .read, Workbench.planningAccess(row.record.object, within), at: acting.time)
        }
        let made = try bench.projectsFromPotential(body.wanted)
        let isWritten = !(body.trial ?? false) && !made.drafts.isEmpty
        if isWritten {
          try bench.proposeProjects(
            made.drafts.map(\.draft), by: acting.context, acting.authority)
        }
        return try .json(View(made, isWritten: isWritten))
      }
    }
  ]

  private struct Body: Decodable {
    var numbers: [String]?
    var task: String?
    var element: PotentialElement?
    var village: String?
    var within: String?
    var leastScore: Int?
    var leastArea: Area?
    var confirmed: Bool?
    var group: PotentialProjects.Group?
    var goal: String?
    var space: String?
    var core: String?
    var package: String?
    var area: String?
    var firstYear: Int
    var lastYear: Int?
    var prefix: String
    var trial: Bool?

    var wanted: PotentialProjects {
      var wanted = PotentialProjects(firstYear: firstYear, prefix: prefix)
      wanted.numbers = numbers ?? []
      wanted.task = task
      wanted.element = element
      wanted.village = village
      wanted.within = within
      wanted.leastScore = leastScore
      wanted.leastArea = leastArea
      wanted.isConfirmed = confirmed ?? false
      wanted.group = group ?? .one
      wanted.goal = goal ?? ""
      wanted.space = space ?? ""
      wanted.core = core ?? ""
      wanted.package = package ?? ""
      wanted.area = area ?? ""
      wanted.lastYear = lastYear
      return wanted
    }
  }

  private struct View: Encodable {
    struct Draft: Encodable {
      var id: String
      var title: String
      var element: String
      var elementTitle: Localized
      var candidates: [String]
      var potential: PotentialSums
    }

    var drafts: [Draft]
    var isWritten: Bool
    var taken: Int

    init(_ made: PotentialDrafts, isWritten: Bool) {
      drafts = made.drafts.map {
        Draft(
          id: $0.draft.id, title: $0.draft.card.title, element: $0.draft.card.element.rawValue,
          elementTitle: $0.draft.card.element.title, candidates: $0.draft.card.candidates ?? [],
          potential: $0.potential)
      }
      self.isWritten = isWritten
      taken = made.taken
    }
  }
}
