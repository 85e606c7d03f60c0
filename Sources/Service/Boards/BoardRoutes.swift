import Governance
import Groundwork
import Policy
import Synchronization
import Workbench

/// The four dispatch boards (四个调度), the records behind their figures, and the scores (考核).
enum BoardRoutes {
  private static let root = EndpointTable.root
  /// The maximum number of records in an answer.
  private static let recordLimit = 200

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/boards", "boards",
      "Core indicators, major tasks, key projects, problems, and the scores of a plan",
      [.query("plan", .text, "Name of the plan; by default the only one that was verified")],
      .json("Boards"), problems: [422], cost: .slow, isVersioned: false
    ) { call in
      let seen = try BoardRoutes.seen(call)
      return try .json(
        BoardsView(seen.boards, seen.table, try Workbench.alertRules(), seen.calendar))
    },
    .answer(
      .get, "\(root)/boards/sheet", "boardSheet",
      "The weekly sheet of the boards as a Word document",
      [.query("plan", .text, "Name of the plan; by default the only one that was verified")],
      Endpoint.Reply(
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
      problems: [422], cost: .slow, isVersioned: false
    ) { call in
      let seen = try BoardRoutes.seen(call)
      let document = try Workbench(call.workspace).boardSheet(
        seen.boards, seen.table, seen.calendar)
      return Answer(
        status: 200,
        headers: [
          (
            "Content-Type",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
          ),
          ("Content-Disposition", "attachment; filename*=UTF-8''\(OgcLink.part("调度周报.docx"))"),
        ], body: document)
    },
    .answer(
      .get, "\(root)/boards/indicators/{id}/records", "indicatorRecords",
      "The ledger's records that an indicator is the sum of, the largest first",
      [
        .path("id", .text, "Id of the indicator"),
        .query("plan", .text, "Name of the plan; by default the only one that was verified"),
        .query("project", .text, "Only those of a project"),
      ], .json("IndicatorRecords"), problems: [404, 422], cost: .slow, isVersioned: false
    ) { call in
      _ = try call.acting()
      let bench = Workbench(call.workspace)
      guard let plan = try bench.boardPlan(call.optional("plan"))?.plan else {
        throw Problem.missing(Localized(zh: "已检验的方案", en: "a plan that was verified"))
      }
      do {
        let found = try bench.indicatorRecords(
          call.text("id"), of: plan, project: call.optional("project"), limit: recordLimit)
        return try .json(
          IndicatorRecordsView(
            records: found.records, count: found.count, flow: "\(found.base)__\(plan)"))
      } catch let refusal as Diagnostic where refusal.code == "indicator.missing" {
        throw Problem(refusal, status: 404)
      }
    },
  ]

  private static func seen(
    _ call: EndpointCall
  ) throws -> (boards: Boards, table: IndicatorTable?, calendar: WorkCalendar) {
    let acting = try call.acting()
    let bench = Workbench(call.workspace)
    let evaluation = try bench.boardPlan(call.optional("plan"))
    let table = try evaluation.flatMap { found in
      try BoardRoutes.cache.table(of: found.id) { try bench.indicators(of: found.plan) }
    }
    let library = try ProcessLibrary()
    return (try bench.boards(table, evaluation, library, acting), table, library.calendar)
  }

  static let cache = IndicatorCache()
}

/// The indicators of the evaluations asked for last; evaluations never change.
final class IndicatorCache: Sendable {
  private static let limit = 4
  private let tables = Mutex<[IndicatorTable]>([])

  func table(
    of evaluation: String, _ make: () throws -> IndicatorTable?
  ) throws -> IndicatorTable? {
    if let known = tables.withLock({ $0.first { $0.evaluation == evaluation } }) { return known }
    guard let made = try make() else { return nil }
    tables.withLock { tables in
      tables.removeAll { $0.evaluation == made.evaluation }
      tables.append(made)
      if tables.count > IndicatorCache.limit { tables.removeFirst() }
    }
    return made
  }
}
