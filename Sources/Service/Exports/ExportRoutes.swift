import Access
import EventLog
import Flow
import Foundation
import Groundwork
import Workbench

/// Downloads of layers and tables in the formats of other programs.
enum ExportRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/export", "export",
      "One layer or table as a file; what a format spreads over several comes as a ZIP archive",
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
      ], Endpoint.Reply(type: "application/octet-stream"), problems: [404, 409, 422],
      right: .decided, cost: .dear
    ) { call in
      let what = call.text("what")
      let level = try level(of: what, call)
      let item = try item(what)
      let format = call.choice("format", ExportFormat.self)
      // A file that cannot be made leaves no line that says it left.
      var file = try Workbench(call.workspace).download(
        item, format, by: call.choice("by", FlowGrouping.self),
        language: call.choice("lang", Language.self))
      if call.actor != .local {
        let now = WallClock.now()
        let (actor, approvedBy) = try call.accounts().allowExport(
          what, level: level, format: format.rawValue, request: call.optional("request"),
          by: call.actor.caller, at: now)
        file = try file.labelled(
          ExportLabel(
            what: what, level: level, actor: actor, approvedBy: approvedBy, time: now))
      }
      let name = OgcLink.part(file.name)
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", file.mediaType),
          ("Content-Disposition", "attachment; filename*=UTF-8''\(name)"),
        ], body: file.bytes)
    }
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

  /// The level of what is to leave.
  static func level(of what: String, _ call: EndpointCall) throws -> DataLevel {
    let levels = try call.service.gate.levels(call.state)
    return switch try item(what) {
    case .layer(let name): levels.level(name)
    case .matrix, .classes, .verdicts: levels.highest
    }
  }
}
