import Flow
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
      ], Endpoint.Reply(type: "application/octet-stream"), problems: [404, 422], cost: .dear
    ) { call in
      guard let item = ExportRequest.Item(parsing: call.text("what")) else {
        throw Problem(
          400, "service.option",
          zh: "what 应如 layer:survey_2023、matrix:2023,demo、classes、verdicts:demo。",
          en: "what must be as layer:survey_2023, matrix:2023,demo, classes or verdicts:demo.")
      }
      let file = try Workbench(call.workspace).download(
        item, call.choice("format", ExportFormat.self), by: call.choice("by", FlowGrouping.self),
        language: call.choice("lang", Language.self))
      let name = OgcLink.part(file.name)
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", file.mediaType),
          ("Content-Disposition", "attachment; filename*=UTF-8''\(name)"),
        ], body: file.bytes)
    }
  ]
}
