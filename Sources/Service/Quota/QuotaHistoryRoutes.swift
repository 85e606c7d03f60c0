import Access
import EventLog
import Groundwork
import Quota
import Workbench

/// The history of other systems comes in, and the blank workbook for it goes out.
enum QuotaHistoryRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/quota/history", "enterQuotaHistory",
      "Takes over the single movements of another system behind opening balances: all rows of a "
        + "workbook or CSV, or none with the faults by cell",
      body: .json(schema: "QuotaHistoryEntry", limit: FundRoutes.workbookLimit),
      .json("QuotaHistoryImport"), problems: [404, 409, 422], right: .asked, cost: .reading
    ) { call in
      let body = try call.body(Entry.self)
      let acting = try call.acting()
      return try QuotaRoutes.refusals.answering {
        try body.workbook.withFile { file in
          try .json(
            ImportView(
              Workbench(call.workspace).importQuotaHistory(
                body.request(file), by: acting.context, acting.authority)))
        }
      }
    },
    .answer(
      .get, "\(root)/quota/history/template", "quotaHistoryTemplate",
      "A blank workbook for the movements of another system, with their kinds", [],
      Endpoint.Reply(
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      right: .asked, cost: .reading
    ) { call in
      try QuotaRoutes.readable(call)
      return Answer(
        status: 200,
        headers: [
          (
            "Content-Type",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          ),
          ("Content-Disposition", "attachment; filename=\"quota-history.xlsx\""),
        ], body: try Workbench(call.workspace).quotaHistoryTemplate())
    },
  ]

  private struct Entry: Decodable {
    var name: String
    /// Base 64.
    var content: String
    var trial: Bool?
    var system: String
    /// The lot of rows that name none.
    var lot: String?
    var day: String
    var document: QuotaDocument

    var workbook: WorkbookEntry { WorkbookEntry(name: name, content: content) }

    func request(_ file: String) throws -> QuotaHistoryRequest {
      guard let day = Timestamp(iso8601: day) else {
        throw Diagnostic(
          code: "quota.day", Localized(zh: "“\(day)”不是日期。", en: "‘\(day)’ is not a date."))
      }
      return QuotaHistoryRequest(
        path: file, name: name, system: system, lot: lot?.isEmpty == true ? nil : lot, day: day,
        document: document, isTrial: trial ?? false)
    }
  }

  private struct ImportView: Encodable {
    var checks: [QuotaHistoryCheckView]
    var problems: [Diagnostic]
    var isWritten: Bool

    init(_ result: QuotaHistoryImport) {
      checks = result.checks.map { QuotaHistoryCheckView($0) }
      problems = result.problems
      isWritten = result.isWritten
    }
  }
}
