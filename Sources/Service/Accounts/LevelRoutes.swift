import Access
import EventLog
import Groundwork
import Storage
import Workbench

/// The levels of layers (数据级别), and exports that need a second person.
enum LevelRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/data-levels", "dataLevels", "The level of every layer", [],
      .json("DataLevelList"), right: .decided, isVersioned: false
    ) { call in try list(call) },
    .answer(
      .post, "\(root)/data-levels", "markLayer",
      "Marks a layer, or one of its fields, with its level",
      body: .json(schema: "LayerMark"), .json("DataLevelList"), problems: [404, 409],
      right: .decided
    ) { call in
      let mark = try call.body(Mark.self)
      try call.accounts().mark(
        mark.layer, field: mark.field, level: mark.level, reason: mark.reason ?? "",
        by: call.caller(.administer, .grant), at: WallClock.now())
      return try list(call)
    },
    .answer(
      .get, "\(root)/export-requests", "exportRequests",
      "Exports that wait for a second person or had one: one's own, and those that one may decide",
      [], .json("ExportRequestList"), right: .decided, isVersioned: false
    ) { call in try requests(call) },
    .answer(
      .post, "\(root)/export-requests", "requestExport",
      "Asks for an export of data whose level needs a second person",
      body: .json(schema: "NewExportRequest"), .json("ExportRequestList"), problems: [404, 409],
      right: .decided
    ) { call in
      let wanted = try call.body(NewRequest.self)
      let level = try ExportRoutes.scope(of: wanted.what, call).level
      _ = try call.accounts().requestExport(
        wanted.what, level: level, purpose: wanted.purpose, by: call.caller(.export, .layer),
        at: WallClock.now())
      return try requests(call)
    },
    .answer(
      .post, "\(root)/export-requests/{id}/decision", "decideExport",
      "Approves or refuses somebody else's request", [.path("id", .text, "Id of the request")],
      body: .json(schema: "ExportDecision"), .json("ExportRequestList"), problems: [409],
      right: .decided
    ) { call in
      let decision = try call.body(Decision.self)
      try call.accounts().decideExport(
        call.text("id"), approve: decision.approve, reason: decision.reason ?? "",
        by: call.caller(.approveExport, .layer), at: WallClock.now())
      return try requests(call)
    },
  ]

  private struct Mark: Decodable {
    var layer: String
    var field: String?
    var level: DataLevel
    var reason: String?
  }

  private struct NewRequest: Decodable {
    var what: String
    var purpose: String
  }

  private struct Decision: Decodable {
    var approve: Bool
    var reason: String?
  }

  private struct LevelView: Encodable {
    var layer: String
    var title: String
    var level: String
    var levelTitle: Localized
    /// The mark of the layer itself; a layer that was worked out may have a higher level.
    @Nullable var mark: String?
    /// Every field, with its level; never less than that of the layer.
    var fields: [FieldView]
  }

  private struct FieldView: Encodable {
    var name: String
    var level: String
    @Nullable var mark: String?
  }

  private struct LevelList: Encodable { var layers: [LevelView] }

  private static func list(_ call: EndpointCall) throws -> Answer {
    let now = WallClock.now()
    let accounts = try call.accounts()
    try accounts.demandReading(call.caller(.read, .grant), .grant, at: now)
    let levels = try call.service.gate.levels(call.state)
    let marks = accounts.known.levels.state
    return try .json(
      LevelList(
        layers: try call.workspace.layers().map { record in
          let level = levels.level(record.name)
          return LevelView(
            layer: record.name, title: record.title, level: level.rawValue,
            levelTitle: level.title, mark: marks.marks[record.name]?.rawValue,
            fields: try call.workspace.columns(of: record.name).map { column in
              FieldView(
                name: column.name, level: levels.level(of: column.name, in: record.name).rawValue,
                mark: marks.fields[record.name]?[column.name.lowercased()]?.rawValue)
            })
        }))
  }

  private struct RequestView: Encodable {
    var id: String
    var what: String
    var level: String
    var purpose: String
    var phase: String
    @Nullable var requestedBy: String?
    var requestedAt: String
    @Nullable var decidedBy: String?
    @Nullable var decidedAt: String?
    /// Why it was refused.
    @Nullable var reason: String?
    /// Until when an approval is good.
    @Nullable var goodUntil: String?
    var isOwn: Bool
    var mayDecide: Bool
    /// The names of the people of this request, by id.
    var names: [PersonName]
  }

  private struct RequestList: Encodable { var requests: [RequestView] }

  private static func requests(_ call: EndpointCall) throws -> Answer {
    let caller = call.caller(.approveExport, .layer)
    let rows = try call.accounts().exportRequests(by: caller, at: WallClock.now())
    let people = try call.service.gate.book(call.state).directory.state.people
    return try .json(
      RequestList(
        requests: rows.map { row in
          RequestView(
            id: row.id, what: row.state.object, level: row.state.level.rawValue,
            purpose: row.purpose, phase: row.state.phase.rawValue,
            requestedBy: row.state.requestedBy, requestedAt: row.requestedAt.iso8601,
            decidedBy: row.state.decidedBy, decidedAt: row.state.decidedAt?.iso8601,
            reason: row.state.reason, goodUntil: row.state.goodUntil?.iso8601,
            isOwn: caller.person != nil && row.state.requestedBy == caller.person,
            mayDecide: row.mayDecide,
            names: [row.state.requestedBy, row.state.decidedBy].compactMap { $0 }.map {
              PersonName(id: $0, name: people[$0]?.name ?? $0)
            })
        }))
  }
}
