import EventLog
import Governance
import Groundwork
import Workbench

/// The application form (申报表) of a case: filled from the workspace, frozen by hash, compared.
enum ApplicationRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/cases/{number}/application", "caseApplication",
      "The application form as the workspace fills it now, the totals that must agree, and what is "
        + "different from the version frozen with the case", [CaseRoutes.number, CaseRoutes.plan],
      .json("Application"), problems: [422], right: .asked, cost: .slow, isVersioned: false
    ) { call in
      try CaseRoutes.reading(call) { file, _ in
        let bench = Workbench(call.workspace)
        let form = try bench.applicationForm(plan: try name(call, file))
        return try .json(ApplicationView(form, frozen: bench.frozenApplication(file)))
      }
    },
    .answer(
      .post, "\(root)/cases/{number}/application", "freezeApplication",
      "Freezes the application form with what was typed, as a document of the case",
      [CaseRoutes.number, CaseRoutes.plan],
      body: .json(schema: "ApplicationFreezing", limit: 1 << 18), .json("Application"),
      problems: [409, 422], right: .asked, cost: .slow, precondition: .thing
    ) { call in
      let body = try call.body(Freezing.self)
      let bench = Workbench(call.workspace)
      var filled: ApplicationForm?
      return try CaseRoutes.changing(call) { file, seen, calendar, acting in
        let form = try bench.applicationForm(plan: name(call, file))
        filled = form
        return try bench.freezeApplication(
          form, typed: body.typed.reduce(into: [:]) { $0[$1.field] = $1.text },
          in: file.row.number, as: body.document, expected: seen, calendar, by: acting.context,
          acting.authority)
      } _: { file, _ in
        let form = try filled ?? bench.applicationForm(plan: name(call, file))
        return try .json(ApplicationView(form, frozen: bench.frozenApplication(file)))
      }
    },
  ]

  private struct Freezing: Decodable {
    struct Typed: Decodable {
      var field: String
      var text: String
    }

    var document: String
    var typed: [Typed]
  }

  private static func name(_ call: EndpointCall, _ file: Workbench.CaseFile) throws -> String {
    if let plan = call.optional("plan") { return plan }
    guard let found = try Workbench(call.workspace).caseEvaluation(of: file.row.instance) else {
      throw Problem.missing(Localized(zh: "已检验的方案", en: "a plan that was verified"))
    }
    return found.plan
  }
}

/// The form, for the page: areas in 0.01 m², money in 分, shares in millionths.
struct ApplicationView: Encodable {
  struct Value: Encodable {
    /// text, area, money, count or share.
    var kind: String
    @Nullable var text: String?
    @Nullable var amount: Int64?

    init(_ value: ApplicationForm.Value) {
      switch value {
      case .text(let text):
        kind = "text"
        self.text = text
      case .area(let area):
        kind = "area"
        amount = area.hundredths
      case .money(let money):
        kind = "money"
        amount = money.fen
      case .count(let count):
        kind = "count"
        amount = Int64(count)
      case .share(let share):
        kind = "share"
        amount = share
      }
    }
  }

  struct Field: Encodable {
    var id: String
    var title: Localized
    @Nullable var value: Value?
    var source: Localized
  }

  struct Block: Encodable {
    var id: String
    var title: Localized
    var fields: [Field]
  }

  struct Tie: Encodable {
    var title: Localized
    @Nullable var sum: Int64?
    @Nullable var total: Int64?
    var isArea: Bool
    @Nullable var holds: Bool?
  }

  struct Difference: Encodable {
    var title: Localized
    @Nullable var before: Value?
    @Nullable var now: Value?
  }

  struct Typed: Encodable {
    var field: String
    var text: String
  }

  struct Frozen: Encodable {
    var hash: String
    var time: String
    var typed: [Typed]
    var differences: [Difference]
  }

  var plan: String
  var blocks: [Block]
  var ties: [Tie]
  @Nullable var frozen: Frozen?

  init(
    _ form: ApplicationForm, frozen: (form: ApplicationForm, hash: String, time: Timestamp)?
  ) {
    plan = form.plan
    blocks = form.blocks.map { block in
      Block(
        id: block.id, title: block.title,
        fields: block.fields.map {
          Field(id: $0.id, title: $0.title, value: $0.value.map(Value.init), source: $0.source)
        })
    }
    ties = form.ties.map {
      Tie(title: $0.title, sum: $0.sum, total: $0.total, isArea: $0.isArea, holds: $0.holds)
    }
    self.frozen = frozen.map { frozen in
      Frozen(
        hash: frozen.hash, time: frozen.time.iso8601,
        typed: frozen.form.fields.filter(\.isTyped).map { field in
          if case .text(let text)? = field.value { return Typed(field: field.id, text: text) }
          return Typed(field: field.id, text: "")
        },
        differences: form.differences(from: frozen.form).map {
          Difference(
            title: $0.title, before: $0.before.map(Value.init), now: $0.now.map(Value.init))
        })
    }
  }
}
