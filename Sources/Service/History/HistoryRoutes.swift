import EventLog
import Governance
import Groundwork
import Workbench

/// The history of the workspace: what was done to what, by whom.
enum HistoryRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/history", "history",
      "The readable deeds, newest first, with a cursor to the next page",
      [
        .query("category", .choice(categories), "Only of these streams"),
        .query("limit", .integer(1...200), "Deeds on a page", default: "50"),
        .query("cursor", .integer(1...Int.max), "`next` of the previous page"),
      ], .json("HistoryPage"), problems: [422], right: .asked,
      cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let page = try Workbench(call.workspace).historyPage(
        category: call.optional("category"), before: call.optional("cursor").flatMap { Int64($0) },
        limit: call.integer("limit"), acting)
      return try .json(HistoryPageView(page, acting))
    }
  ]

  private static let categories = [
    "plan", "drawing", "programme", "project", "problem", "process", "works", "adjustment", "quota",
    "payment", "potential", "monitoring", "access",
  ]
}

struct HistoryPageView: Encodable {
  struct DeedView: Encodable {
    var position: Int64
    var category: String
    var id: String
    var version: Int64
    var time: String
    var actor: ActorView
    var kind: String
    var subject: String
    var text: String
    /// The number of measures of the plan after the deed.
    @Nullable var measures: Int?
  }

  var deeds: [DeedView]
  @Nullable var next: Int64?

  init(_ page: HistoryPage, _ acting: Acting) throws {
    deeds = try page.entries.map { try HistoryPageView.deed($0, acting) }
    next = page.next
  }

  static func deed(_ entry: HistoryPage.Entry, _ acting: Acting) throws -> DeedView {
    let record = entry.record
    let stream = record.stream
    let isPlan = stream.category == PlanEvent.category
    return DeedView(
      position: record.position, category: stream.category, id: stream.id,
      version: record.version, time: record.time.iso8601,
      actor: try ActorView(entry.actor, acting.directory),
      kind: String(record.type.dropFirst(stream.category.count + 1)), subject: entry.subject,
      text: entry.text,
      measures: isPlan ? try record.payload(as: PlanEvent.self).measures : nil)
  }
}
