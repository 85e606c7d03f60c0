import Access
import EventLog
import Flow
import Foundation
import Groundwork
import Quota
import Storage
import Workbench

/// Downloads of layers and tables in the formats of other programs.
enum ExportRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/export", "export",
      "One layer or table as a file; formats with several files as a ZIP archive",
      [
        .query(
          "what", .text,
          "layer:survey_2023, matrix:2023,demo, classes or verdicts:demo", isRequired: true),
        .query(
          "format", .choice(ExportFormat.allCases.map(\.rawValue)), "Format of the file",
          isRequired: true),
        .choice(
          "by", of: FlowGrouping.self, "How classes of a matrix are grouped", default: .class),
        .query(
          "lang", .choice(Language.allCases.map(\.rawValue)), "Language of names", default: "zh"),
        .query("request", .text, "Id of a request that a second person approved"),
        .query(
          "fields", .choice(["all", "unprotected"]),
          "all: every field of a layer that one may take out; unprotected: none whose level is above "
            + "the layer's", default: "all"),
      ], Endpoint.Reply(type: "application/octet-stream"), problems: [404, 409, 422],
      right: .decided, cost: .slow
    ) { call in
      let what = call.text("what")
      let scope = try scope(of: what, call, unprotected: call.text("fields") == "unprotected")
      let item = try item(what)
      let format = call.choice("format", ExportFormat.self)
      // The file is made first, so that a failure leaves no audit entry of an export.
      var file = try Workbench(call.workspace).download(
        item, format, by: call.choice("by", FlowGrouping.self),
        language: call.choice("lang", Language.self), without: scope.hidden)
      if call.actor != .local {
        let now = WallClock.now()
        let (actor, approvedBy) = try call.accounts().allowExport(
          what, level: scope.level, format: format.rawValue, request: call.optional("request"),
          by: call.actor.caller, at: now)
        // Without accounts there is nobody to name: the file stays as it is, in every role.
        if call.actor.caller.person != nil {
          file = try file.labelled(
            ExportLabel(
              what: what, level: scope.level, actor: actor, approvedBy: approvedBy, time: now,
              withheld: scope.withheld))
        }
      }
      let name = OgcLink.part(file.name)
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", file.mediaType),
          ("Content-Disposition", "attachment; filename*=UTF-8''\(name)"),
        ] + (scope.header.map { [(VisibleFields.header, $0)] } ?? []), body: file.bytes)
    }.forPrograms()
  ]

  private static func item(_ what: String) throws -> ExportRequest.Item {
    guard let item = ExportRequest.Item(parsing: what) else {
      throw Problem(
        400, "service.option",
        zh: "what 应如 layer:survey_2023、matrix:2023,demo、classes、verdicts:demo。",
        en: "what must be as layer:survey_2023, matrix:2023,demo, classes or verdicts:demo.")
    }
    return item
  }

  /// The data to export.
  struct Scope {
    /// The highest level of it.
    var level: DataLevel
    /// The fields that stay, in small letters.
    var hidden: Set<String> = []
    /// Their names.
    var withheld: [String] = []
    var header: String?
  }

  /// What leaves when somebody asks for it: fields that they may not take out at all stay, and with
  /// `unprotected` every field whose level is above that of its layer.
  static func scope(
    of what: String, _ call: EndpointCall, unprotected: Bool = false
  ) throws -> Scope {
    if what == Accounts.quotaBook {
      let book = try Workbench(call.workspace).quotaBook().book
      return Scope(level: try Workbench.quotaAccess(book).level)
    }
    let gate = call.service.gate
    let levels = try gate.levels(call.state)
    guard case .layer(let name) = try item(what) else { return Scope(level: levels.highest) }
    guard try call.workspace.layer(name) != nil else { return Scope(level: levels.level(name)) }
    let marked = levels.fields[name] ?? [:]
    let hidden =
      unprotected
      ? Set(marked.keys) : try gate.hiddenFields(of: name, for: .export, call.actor, call.state)
    let fields = VisibleFields(try call.workspace.columns(of: name), without: hidden)
    let leaving = fields.columns.map { levels.level(of: $0.name, in: name) }
    return Scope(
      level: DataLevel.inherited(from: leaving + [levels.level(name)]), hidden: hidden,
      withheld: fields.withheld, header: fields.header)
  }
}
