import Groundwork
import Workbench

/// Tables of the page as workbooks. The rows come with the request: nothing is read from the workspace.
enum TableRoutes {
  /// The maximum size in bytes of a table.
  private static let bodyLimit = 32 << 20

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(EndpointTable.root)/tables/workbook", "tableWorkbook",
      "The rows of a table as a workbook (.xlsx), with numbers as numbers",
      body: .json(schema: "TableSheet", limit: bodyLimit),
      Endpoint.Reply(type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      right: .asked, cost: .reading, isVersioned: false
    ) { call in
      _ = try call.acting()
      let sheet = try call.body(TableSheet.self)
      return Answer(
        status: 200,
        headers: [
          (
            "Content-Type",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          ),
          ("Content-Disposition", "attachment; filename=\"table.xlsx\""),
        ], body: try sheet.bytes())
    }.answeredOnce()
  ]
}
