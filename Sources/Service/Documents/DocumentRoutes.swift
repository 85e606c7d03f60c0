import Groundwork
import Reports
import Workbench

/// Documents and plan sheets (文档与附图) as files.
enum DocumentRoutes {
  private static let root = EndpointTable.root
  static let word =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  static let request: [Parameter] = [
    .query("plan", .text, "Plan, by default the only one"),
    .query("base", .text, "Base epoch, by default the earliest"),
    .query("observed", .text, "Observed epoch, by default the latest"),
    .query("stage", .integer(1...99), "Stage of an acceptance, by default the whole plan"),
    .query("group", .text, "Functional group of a unit, by default the whole plan"),
    .query("approved", .text, "Approved plan of a change report"),
    .query("notice", .text, "Day on which a public notice begins, as 2026-12-01"),
  ]

  static let paper = Parameter.choice(
    "paper", of: PlanSheet.Paper.self, "Paper of sheets", default: .a3)

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/documents/{document}", "document",
      "A Word document whose figures are fields that name their source, or the same as PDF",
      [
        .path(
          "document", .choice(DocumentTemplate.allCases.map(\.rawValue)), "Kind of document"),
        .choice("format", of: DocumentFormat.self, "Format of the document", default: .docx),
      ] + request, Endpoint.Reply(type: word), problems: [404, 422], right: .trial, cost: .slow
    ) { call in
      let kind = call.choice("document", DocumentTemplate.self)
      let format = call.choice("format", DocumentFormat.self)
      let bytes = try Workbench(call.workspace).documentBytes(kind, asked(call), as: format)
      return file(
        bytes, type: format == .docx ? word : "application/pdf",
        name: "\(kind.title.zh).\(format.rawValue)")
    },
    .answer(
      .get, "\(root)/sheets/{sheet}", "sheet",
      "A plan sheet at scale as vector PDF, with frame, grid, north, legend, list and signature block",
      [
        .path("sheet", .choice(SheetKind.allCases.map(\.rawValue)), "Kind of sheet"), paper,
        .query(
          "scale", .integer(100...10_000_000),
          "Denominator, by default of the largest usual scale that fits"),
      ] + request, Endpoint.Reply(type: "application/pdf"), problems: [404, 422], right: .trial,
      cost: .slow
    ) { call in
      let kind = call.choice("sheet", SheetKind.self)
      let made = try Workbench(call.workspace).sheet(
        kind, asked(call), paper: call.choice("paper", PlanSheet.Paper.self),
        denominator: call.optional("scale").flatMap { Int($0) })
      return file(made.pdf, type: "application/pdf", name: "\(kind.title.zh).pdf")
    },
  ]

  static func asked(_ call: EndpointCall) -> DocumentRequest {
    DocumentRequest(
      plan: call.optional("plan"), base: call.optional("base"),
      observed: call.optional("observed"), stage: call.optional("stage").flatMap { Int($0) },
      group: call.optional("group"), approved: call.optional("approved"),
      noticeFrom: call.optional("notice"))
  }

  static func file(_ bytes: [UInt8], type: String, name: String) -> Answer {
    Answer(
      status: 200,
      headers: [
        ("Content-Type", type),
        ("Content-Disposition", "attachment; filename*=UTF-8''\(OgcLink.part(name))"),
      ], body: bytes)
  }
}
