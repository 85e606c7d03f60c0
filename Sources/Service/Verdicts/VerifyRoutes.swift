import Foundation
import Groundwork
import Policy
import Reports
import Workbench

/// Verification of a plan by the rules, and the report on it.
enum VerifyRoutes {
  private static let root = EndpointTable.root
  private static let plan = Parameter.path("plan", .text, "Name of the plan")

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/plans/{plan}/verify", "verify",
      "Evaluates a plan by the rules in force; stores verdicts and witnesses; the result is a "
        + "VerifyResult",
      [plan], body: .json(schema: "VerifyQuestion")
    ) { call in
      let inputs = try VerifyInputs(call)
      return JobOrder(
        "verify", Localized(zh: "规则检验 \(inputs.plan)", en: "Verify \(inputs.plan)")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let verification = try inputs.verify(bench)
        let evaluation = verification.evaluation
        try bench.keep(verification, evaluation.json())
        return try .json(VerifyResult(evaluation))
      }
    },
    .job(
      "\(root)/plans/{plan}/report", "report",
      "Writes the report on a plan; the result is an HTML page",
      [
        plan,
        .query(
          "language", .choice(Language.allCases.map(\.rawValue)), "Language of the report",
          default: "zh"),
      ], body: .json(schema: "VerifyQuestion"), right: .read
    ) { call in
      let inputs = try VerifyInputs(call)
      let language = call.choice("language", Language.self)
      return JobOrder(
        "report", Localized(zh: "报告 \(inputs.plan)", en: "Report on \(inputs.plan)")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let model = try bench.report(try inputs.verify(bench), date: inputs.date.description)
        try job.cancellation.check()
        let page = HTMLPage(ReportDocument(model, language: language)).write()
        return JobResult(type: "text/html; charset=utf-8", body: Array(page.utf8))
      }
    },
  ]

  /// The inputs of a verification, checked before any work.
  private struct VerifyInputs: Sendable {
    var plan: String
    var base: String
    var date: CalendarDate
    var scope: String?
    var stage: String?

    private struct Body: Decodable {
      var base: String?
      var date: String?
      var scope: String?
      var stage: String?
    }

    init(_ call: EndpointCall) throws {
      let body = try call.body(Body.self)
      plan = call.text("plan")
      base = try PlanRoutes.base(body.base, plan, call)
      let text = body.date ?? String(Date().formatted(.iso8601).prefix(10))
      guard let date = CalendarDate(text) else {
        throw Problem(
          422, "service.date", zh: "日期应如 2026-01-31。", en: "The date must be written as 2026-01-31."
        )
      }
      self.date = date
      scope = body.scope
      stage = body.stage
    }

    func verify(_ bench: Workbench) throws -> Verification {
      let book = try RuleBook.load(ProgramHome.path("Policies"))
      if let stage {
        let known = Set(book.rules.flatMap(\.stageGates)).sorted()
        guard known.contains(stage) else {
          throw Diagnostic(
            code: "rules.stage",
            Localized(zh: "没有阶段“\(stage)”", en: "there is no stage ‘\(stage)’"),
            remedy: Localized(
              zh: "可用：\(known.joined(separator: "、"))",
              en: "there are: \(known.joined(separator: ", "))"))
        }
      }
      return try bench.verify(
        plan: plan, base: base, book: book, on: date, scope: scope, stage: stage)
    }
  }
}

/// The counts of a verification; the verdicts are in the workspace.
struct VerifyResult: Encodable {
  var plan: String
  var base: String
  var isBlocked: Bool
  var counts: [Count]

  struct Count: Encodable {
    var verdict: String
    var count: Int
  }

  init(_ evaluation: Evaluation) {
    plan = evaluation.plan
    base = evaluation.base
    isBlocked = evaluation.isBlocked
    counts = Dictionary(grouping: evaluation.verdicts, by: \.verdict.rawValue)
      .map { Count(verdict: $0.key, count: $0.value.count) }.sorted { $0.verdict < $1.verdict }
  }
}
