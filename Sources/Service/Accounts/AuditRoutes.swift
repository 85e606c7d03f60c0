import Access
import EventLog
import Foundation
import Groundwork
import Workbench

/// The audit: search and export. No endpoint changes it.
enum AuditRoutes {
  private static let root = EndpointTable.root + "/audit"
  private static let filters: [Parameter] = [
    .query("person", .text, "Id of the person"),
    .query("what", .text, "Prefix of the type of the event, such as problem. or audit.refused"),
    .query("object", .text, "Part of the object's name"),
    .choice("outcome", of: AuditEntry.Outcome.self, "Outcome"),
    .query("since", .text, "Such as 2026-03-01 or 2026-03-01T08:00Z"),
    .query("until", .text, "The same, exclusive"),
  ]

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "audit", "Who did what to what, when, with which outcome; newest first",
      filters + [
        .query("limit", .integer(1...500), "Lines on a page", default: "100"),
        .query("before", .integer(1...Int.max), "`next` of the previous page"),
      ], .json("AuditPage"), problems: [422], right: .decided, cost: .reading, isVersioned: false
    ) { call in
      var query = try query(call)
      query.limit = call.integer("limit")
      query.before = call.optional("before").flatMap(Int64.init)
      let (entries, next) = try call.accounts().audit(
        query, by: call.caller(.read, .audit), at: WallClock.now())
      return try .json(Page(entries: entries.map(Line.init), next: next))
    },
    .answer(
      .get, "\(root)/export", "exportAudit", "The matching entries as a file, oldest first",
      filters + [.query("format", .choice(["csv", "json"]), "Format", default: "csv")],
      Endpoint.Reply(type: "text/csv"), Endpoint.Reply(type: "application/json"), problems: [422],
      right: .decided, cost: .slow, isVersioned: false
    ) { call in
      let format = call.text("format")
      let now = WallClock.now()
      let entries = try call.accounts().exportAudit(
        query(call), format: format, by: call.caller(.export, .audit), at: now)
      let name = "audit-\(now.iso8601.prefix(10)).\(format)"
      let isTable = format == "csv"
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", isTable ? "text/csv; charset=utf-8" : MediaType.json),
          ("Content-Disposition", "attachment; filename=\(name)"),
        ],
        body: isTable
          ? Array(AuditEntry.csv(entries).utf8)
          : try JSONForm.encode(Page(entries: entries.map(Line.init), next: nil)))
    },
  ]

  private static func query(_ call: EndpointCall) throws -> AuditQuery {
    AuditQuery(
      person: call.optional("person"), what: call.optional("what"), object: call.optional("object"),
      outcome: call.optional("outcome").flatMap(AuditEntry.Outcome.init),
      since: try call.optional("since").map(RequestTime.read),
      until: try call.optional("until").map(RequestTime.read))
  }

  private struct Page: Encodable {
    var entries: [Line]
    @Nullable var next: Int64?
  }

  private struct Line: Encodable {
    var position: Int64
    var time: String
    var person: String
    var name: String
    var role: String
    var organisation: String
    var isLocal: Bool
    var what: String
    var object: String
    var outcome: String
    var note: String
    var address: String

    init(_ entry: AuditEntry) {
      position = entry.position
      time = entry.time.iso8601
      person = entry.person
      name = entry.name
      role = entry.role
      organisation = entry.organisation
      isLocal = entry.isLocal
      what = entry.what
      object = entry.object
      outcome = entry.outcome.rawValue
      note = entry.note
      address = entry.address
    }
  }
}
