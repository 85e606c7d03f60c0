import Access
import EventLog
import Finance
import Groundwork
import Workbench

/// The supervision of payments (资金监管): sources, budget, contracts, requests, bank lines, alarms.
enum PaymentRoutes {
  private static let root = EndpointTable.root
  private static let bodyLimit = 8 << 20

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/payments", "payments",
      "Payments under supervision, with alarms and what the user can do with each request; the ETag "
        + "is what orders must name", [], .json("PaymentBook"), right: .asked, cost: .reading
    ) { call in try book(call, call.acting()) },
    .answer(
      .get, "\(root)/payments/trail/{subject}", "paymentTrail",
      "Every act about a contract, request, source, budget line, bank line or mark",
      [.path("subject", .text, "Its id")], .json("PaymentTrail"), right: .asked, cost: .reading
    ) { call in
      let acting = try call.acting()
      try demand(.read, acting)
      let deeds = try Workbench(call.workspace).paymentTrail(call.text("subject"))
      guard !deeds.isEmpty else {
        throw Problem(
          404, "payment.no-subject", zh: "没有“\(call.text("subject"))”的记录。",
          en: "There is nothing about ‘\(call.text("subject"))’.")
      }
      return try .json(PaymentTrailView(deeds))
    },
    .answer(
      .get, "\(root)/payments/budget", "budgetWorkbook",
      "The budget as a workbook that can be changed and entered again", [],
      Endpoint.Reply(
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      right: .asked, cost: .reading
    ) { call in
      try demand(.export, call.acting())
      let book = try Workbench(call.workspace).paymentBook().book
      return Answer(
        status: 200,
        headers: [
          (
            "Content-Type",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          ),
          ("Content-Disposition", "attachment; filename=\"budget.xlsx\""),
        ], body: try PaymentBudgetWorkbook(book).bytes())
    },
    .answer(
      .post, "\(root)/payments/budget", "enterBudget",
      "Enters the budget of a changed workbook: all of it, or none with the faults by cell",
      body: .json(schema: "PaymentBudget", limit: FundRoutes.workbookLimit), .json("MoneyImport"),
      problems: [409, 422], right: .asked, cost: .reading
    ) { call in
      let body = try call.body(WorkbookEntry.self)
      let acting = try call.acting()
      return try refusals.answering {
        try body.withFile { file in
          try .json(
            Workbench(call.workspace).importBudget(
              file, statedAs: body.name,
              document: PaymentDocument(title: body.document ?? "", number: body.number ?? ""),
              isTrial: body.isTrial, by: acting.context, acting.authority))
        }
      }
    },
    .answer(
      .post, "\(root)/payments", "beginPayments",
      "Begins the supervision with the rules that the program is delivered with",
      body: .json(schema: "PaymentBeginning", limit: 1 << 16), .json("PaymentBook"),
      problems: [409, 422], right: .asked
    ) { call in
      let acting = try call.acting()
      let body = try call.body(Beginning.self)
      return try refusals.answering {
        let order = PaymentOrder(
          .found(title: body.title, rules: try Workbench.paymentRules()), day: acting.time,
          document: PaymentDocument(title: body.document, number: body.number))
        try Workbench(call.workspace).performPayments(
          [order], by: acting.context, acting.authority)
        return try book(call, acting)
      }
    },
    .answer(
      .post, "\(root)/payments/orders", "postPayments",
      "Posts orders on the version that the author has seen; all of them land or none",
      body: .json(schema: "PaymentOrders", limit: bodyLimit), .json("PaymentBook"),
      problems: [409, 422], right: .asked, precondition: .thing
    ) { call in
      let acting = try call.acting()
      let orders = try PaymentOrders.read(call.request.body)
      let seen = try call.request.version(of: "payments", zh: "资金监管", en: "the payments")
      return try refusals.answering {
        try Workbench(call.workspace).performPayments(
          orders, expected: seen, by: acting.context, acting.authority)
        return try book(call, acting)
      }
    },
  ]

  private struct Beginning: Decodable {
    var title: String
    var document: String
    var number: String
  }

  private static func demand(_ action: Action, _ acting: Acting) throws {
    try acting.authority.demand(
      action, Workbench.paymentObject(acting.context.actor, acting.authority.law.directory),
      at: acting.time)
  }

  private static func book(_ call: EndpointCall, _ acting: Acting) throws -> Answer {
    try demand(.read, acting)
    let state = try Workbench(call.workspace).paymentBook()
    return try .json(PaymentBookView(state, acting))
      .with("ETag", EntityTag("payments.\(state.version)").text)
  }

  private static let refusals = RefusalStatuses(
    forbidden: ["payment.four-eyes", "payment.auditor"],
    conflict: ["payment.phase", "payment.no-book", "payment.founded"])
}
