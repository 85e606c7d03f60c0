import EventLog
import Finance
import Foundation
import Governance
import Groundwork
import Quota
import Records
import Sample
import Storage

extension Workbench {
  /// Writes the fictional people and what they did into a workspace: plan, problems, cases and, where
  /// the sample's plan is there to measure the ground, the quota book, the fund plan and the payments.
  ///
  /// - Parameters:
  ///   - moreProblems: How many problems are simulated besides the fixed ones.
  ///   - course: How far the cases of the projects are told.
  /// - Returns: The head of the log afterwards, and what was told of the cases.
  /// - Throws: Diagnostic `sample.log-begun`; as laying a plan.
  @discardableResult
  public func tellSampleHistory(
    of district: SampleDistrict, moreProblems: Int = 0, course: CaseCourse = .spread
  ) throws -> (head: LogHead?, cases: CaseTally) {
    let book = try AccessPolicy().book
    let sample = SampleDeeds(district: district, book: book)
    let quotas = try sampleQuotaGround()
    let catalogue = try quotas.map { _ in
      try quotaCatalogue(area: SampleDeeds.county, on: SampleDeeds.start)
    }
    let fund = try quotas.map { try sampleFund($0.ground) }
    let sharing = try fund.map { try sampleSharing($0, villages: sample.villageNames()) }
    // The fictional year before the plan was verified.
    let scores = try computedScores(of: SampleDeeds.plan, year: 2025)
    return try workspace.write { writer in
      try sample.write(to: writer.events, moreProblems: moreProblems) {
        try Workbench.keepAttachment($0, in: writer)
      }
      let library = try ProcessLibrary()
      let definition = try library.file("project").definition
      _ = try Workbench.keepAttachment(try definition.bytes(), in: writer)
      let cases = try sample.writeCases(
        to: writer.events, definition: definition, calendar: library.calendar, course: course,
        grounds: try Workbench.keepGrounds(book, library.calendar, in: writer)
      ) { try Workbench.keepAttachment($0, in: writer) }
      try sample.writeLevelCases(
        to: writer.events,
        definition: { name in
          let definition = try library.file(name).definition
          _ = try Workbench.keepAttachment(try definition.bytes(), in: writer)
          return definition
        }, calendar: library.calendar
      ) { try Workbench.keepAttachment($0, in: writer) }
      if let scores {
        let definition = try library.file(Workbench.assessment).definition
        _ = try Workbench.keepAttachment(try definition.bytes(), in: writer)
        try sample.writeAssessments(
          to: writer.events, definition: definition, calendar: library.calendar, computed: scores
        ) { try Workbench.keepAttachment($0, in: writer) }
      }
      try sample.writeWorks(
        to: writer.events, rules: try Workbench.worksRules(), course: course
      ) {
        try Workbench.keepAttachment($0, in: writer)
      }
      guard let quotas, let catalogue else { return (try writer.events.head(), cases) }
      try sample.writeQuotas(
        to: writer.events, catalogue: catalogue, crs: quotas.crs,
        ground: quotas.ground)
      try sample.writePayments(to: writer.events, rules: try Workbench.paymentRules())
      if let fund {
        try writer.putDocument(
          .fund, key: SampleDeeds.plan, body: try CanonicalJSON().bytes(fund))
      }
      if let sharing {
        try writer.putDocument(
          .sharing, key: SampleDeeds.plan, body: try CanonicalJSON().bytes(sharing))
      }
      return (try writer.events.head(), cases)
    }
  }

  /// Ground of the sample's plan for its quota book; none where the workspace has not the sample's
  /// plan.
  private func sampleQuotaGround() throws -> (crs: String, ground: SampleQuotaGround)? {
    let base = SampleDeeds.base
    guard try plans().contains(SampleDeeds.plan), try epochs().contains(base),
      let crs = try workspace.crsDefinition()?.wkt
    else { return nil }
    let kinds = try Workbench.quotaKinds()
    func pieces(_ kind: String) throws -> [String: [GroundPiece]] {
      guard let kind = kinds.first(where: { $0.id == kind }) else { return [:] }
      return try quotaPiecesByProject(
        QuotaGroundRequest(
          kind: kind, base: base, to: SampleDeeds.plan, paddyYield: 620, dryYield: 430))
    }
    return (
      crs,
      SampleQuotaGround(
        reclaimed: try pieces("linked"), newFarmland: try pieces("balance"),
        source: try groundSource(base: base, to: SampleDeeds.plan))
    )
  }

  /// The fund plan of the example, with the quantities of the ground that was measured already.
  private func sampleFund(_ ground: SampleQuotaGround) throws -> FundPlan {
    let file = try ProgramHome.path("Policies/finance/example.yaml")
    let reclaimed = ground.reclaimed.values.joined()
    let used = Set(reclaimed.map(\.id))
    let areas = [
      "linked": reclaimed.map(\.area).total(),
      "balance": ground.newFarmland.values.joined().filter { !used.contains($0.id) }
        .map(\.area).total(),
    ]
    var plan = try FundPlan(
      yaml: String(contentsOfFile: file, encoding: .utf8), file: "example.yaml"
    ) { origin in
      guard case .ledger(let kind) = origin, let area = areas[kind] else {
        return try fundQuantity(origin, SampleDeeds.base, SampleDeeds.plan)
      }
      return area.hundredths
    }
    plan.ground = FundPlan.Ground(base: SampleDeeds.base, plan: SampleDeeds.plan)
    return plan
  }

  /// The plan of sharing of the example, on the income of the fund plan; the codes of its villages are those
  /// of the district.
  private func sampleSharing(
    _ fund: FundPlan, villages: [String: String]
  ) throws -> SharingPlan {
    let file = try ProgramHome.path("Policies/finance/sharing.yaml")
    let engine = try FundEngine(fund)
    let report = FundReport(
      name: SampleDeeds.plan, engine: engine, table: engine.table(),
      metrics: FundMetrics(engine.table(), fund), breakEvens: [])
    var plan = try SharingPlan(
      yaml: String(contentsOfFile: file, encoding: .utf8), file: "sharing.yaml"
    ) { try Workbench.income(of: $0, in: report) }
    for index in plan.households.indices {
      let household = plan.households[index]
      plan.households[index].villageCode = villages[household.village] ?? household.villageCode
    }
    return plan
  }
}
