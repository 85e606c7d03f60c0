import Foundation
import Groundwork
import Policy
import Workbench

/// One rule evaluated on a plan, step by step (试算). Nothing is written.
enum RuleTrialRoutes {
  static let endpoints: [Endpoint] = [
    .job(
      "\(EndpointTable.root)/plans/{plan}/explain", "explainRule",
      "Evaluates one rule on a plan, step by step: with the rules and registers of the last verification, "
        + "or with the rules of a day and a register that is sent; the result is a RuleExplanation; "
        + "nothing is written",
      [.path("plan", .text, "Name of the plan")],
      body: .json(schema: "ExplainQuestion", limit: 16 << 20), problems: [404], right: .trial
    ) { call in
      let question = try call.body(Question.self)
      let plan = call.text("plan")
      let base = try PlanRoutes.base(question.base, plan, call)
      let date = try RuleShelf.day(question.date)
      return JobOrder(
        "explain",
        Localized(zh: "试算 \(question.rule)：\(plan)", en: "Explain \(question.rule) on \(plan)")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let verification = try question.verify(bench, plan: plan, base: base, on: date)
        return try .json(RuleExplanationView(question.rule, verification, bench))
      }
    }
  ]

  fileprivate struct Question: Decodable, Sendable {
    struct Register: Decodable, Sendable {
      var name: String
      /// Base 64.
      var content: String
    }

    var rule: String
    var date: String?
    var base: String?
    var scope: String?
    var register: Register?

    /// The last verification again where nothing else is asked for.
    func verify(
      _ bench: Workbench, plan: String, base: String, on date: CalendarDate
    ) throws -> Verification {
      if self.date == nil, self.base == nil, scope == nil, register == nil,
        let again = try bench.verifyAgain(plan: plan)
      {
        return again
      }
      let book = try RuleShelf.book()
      guard let register else {
        return try bench.verify(plan: plan, base: base, book: book, on: date, scope: scope)
      }
      return try withFile(register) { path in
        try bench.verify(
          plan: plan, base: base, book: book, on: date, scope: scope, registers: [path])
      }
    }

    /// Writes the register where it can be read, under the name that it was sent with, so that faults
    /// name it.
    private func withFile<T>(_ register: Register, _ work: (String) throws -> T) throws -> T {
      let kinds = ["xlsx", "yaml", "yml", "json"]
      let name = register.name.split(separator: "/").last.map(String.init) ?? ""
      guard let kind = name.split(separator: ".").last?.lowercased(), kinds.contains(kind) else {
        throw Problem(
          422, "rules.register", zh: "登记簿应为 .xlsx、.yaml 或 .json 文件。",
          en: "A register is an .xlsx, .yaml or .json file.")
      }
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("zhitu-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Nothing is kept of what was sent.
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent(name)
      try Data(Base64.files([register.content])[0]).write(to: file)
      return try work(file.path)
    }
  }
}

/// The evaluation of one rule on a plan, step by step.
struct RuleExplanationView: Encodable {
  /// How many witnesses are listed of each part, the largest first.
  private static let witnesses = 20

  var rule: String
  var plan: String
  var base: String
  var date: String
  var scope: String
  var engine: String
  /// Where the facts were taken from.
  var sources: [String]
  var verdicts: [PartVerdict]
  /// Why the rule was not asked; `nil` when it was.
  @Nullable var skipped: Localized?
  /// Registers of the last verification that were not used.
  @Nullable var warning: Localized?

  init(_ rule: String, _ verification: Verification, _ bench: Workbench) throws {
    let explanation = try verification.explanation(of: rule)
    let evaluation = verification.evaluation
    self.rule = rule
    plan = evaluation.plan
    base = evaluation.base
    date = evaluation.date
    scope = evaluation.scope
    engine = evaluation.engine
    // A register is named as it was sent, not by where the server kept it.
    let names = evaluation.origins.map { origin in
      origin.sha256 == nil
        ? origin.source : origin.source.split(separator: "/").last.map(String.init) ?? ""
    }
    sources = Set(names).sorted()
    verdicts = explanation.verdicts.map { verdict in
      var shown = verdict
      shown.witnesses = Array(verdict.witnesses.prefix(RuleExplanationView.witnesses))
      return shown
    }
    skipped = explanation.skipped
    warning = try bench.registersLeftOut(of: verification)?.message
  }
}
