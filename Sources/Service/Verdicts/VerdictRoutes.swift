import Access
import EventLog
import Foundation
import Groundwork
import Policy
import Records
import Storage
import Workbench

/// The verdicts on a plan, the ground of their witnesses, and the least change.
enum VerdictRoutes {
  private static let root = EndpointTable.root
  private static let plan = Parameter.path("plan", .text, "Name of the plan")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/verdicts/{plan}", "verdicts", "Verdicts of the rules (zhitu.verdicts/2)",
      [plan], .json("Verdicts")
    ) { call in .json(bytes: try document(call)) },
    .answer(
      .get, "\(root)/witnesses/{plan}/{rule}", "witnesses",
      "Witness pieces of a rule, GeoJSON in degrees",
      [plan, .path("rule", .text, "Id of the rule")], .geoJSON("WitnessCollection"),
      cost: .reading
    ) { call in
      let plan = call.text("plan")
      var view = WitnessView(features: [])
      if let record = try call.workspace.layer(role: .witness, plan: plan),
        let projection = try call.state.projection()
      {
        view = try call.workspace.read {
          try WitnessView(
            layer: record.name, rule: call.text("rule"), reader: $0, projection: projection)
        }
      }
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.geoJSON)],
        body: try JSONForm.encode(view))
    },
    .job(
      "\(root)/plans/{plan}/least-change", "leastChange",
      "Finds the least change of the measures that makes a rule pass, by the rules of the last "
        + "verification; the result is a LeastChange (zhitu.least-change/1); nothing is written",
      [plan], body: .json(schema: "LeastChangeQuestion"), right: .trial
    ) { call in
      let rule = try call.body(Question.self).rule
      let plan = call.text("plan")
      try check(rule, call)
      return JobOrder(
        "least-change",
        Localized(
          zh: "方案 \(plan)：规则 \(rule) 的最小调整", en: "Plan \(plan): least change for rule \(rule)")
      ) { state, job in
        try .json(LeastChangeView.make(plan: plan, rule: rule, state, job))
      }
    },
    .answer(
      .post, "\(root)/plans/{plan}/rules/{rule}/confirmation", "confirmRule",
      "Stores a jurist's confirmation of a rule in the version of the plan's last verification",
      [plan, .path("rule", .text, "Id of the rule")],
      body: .json(schema: "ConfirmationRecord"), .json("Confirmation"), right: .check
    ) { call in
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return .json(bytes: [UInt8](try encoder.encode(try confirm(call))))
    },
  ]

  /// Stores a jurist's confirmation of a rule with the text that it rests on.
  private static func confirm(_ call: EndpointCall) throws -> Confirmation {
    struct Record: Decodable {
      var name: String
      var organisation: String?
      var date: String
      var document: String
      var text: String?
    }
    var record = try call.body(Record.self)
    if call.actor.caller.person != nil {
      let acting = try call.acting()
      guard record.name == acting.actor.name else {
        throw Problem(
          422, "rules.other-name", zh: "只能以本人的姓名（\(acting.actor.name)）确认。",
          en: "One confirms in one's own name only (\(acting.actor.name)).")
      }
      record.organisation =
        record.organisation ?? acting.directory.organisations[acting.actor.organisation]?.name
    }
    var text: [UInt8]?
    if let stated = record.text {
      guard let bytes = Data(base64Encoded: stated) else {
        throw Problem(
          422, "service.body", zh: "text 应为 Base64。", en: "The text must be base64.")
      }
      text = [UInt8](bytes)
    }
    let today = String(Date().formatted(.iso8601).prefix(10))
    guard let date = CalendarDate(today) else { throw Problem.busy }
    let kept = try Workbench(call.workspace).confirm(
      Confirmation(
        rule: call.text("rule"), name: record.name, organisation: record.organisation,
        date: record.date, document: record.document, place: "workspace"),
      text: text, asAskedOf: call.text("plan"), on: date)
    call.noteChange()
    return kept
  }

  private struct Question: Decodable {
    var rule: String
  }

  private static func document(_ call: EndpointCall) throws -> [UInt8] {
    let plan = call.text("plan")
    guard let body = try call.workspace.document(.verdicts, key: plan) else {
      throw Problem.missing(Localized(zh: "方案 \(plan) 的判定", en: "verdict of plan \(plan)"))
    }
    return body
  }

  /// Refuses, before any work, a rule that the last verification did not evaluate.
  private static func check(_ rule: String, _ call: EndpointCall) throws {
    struct Known: Decodable {
      struct Verdict: Decodable {
        var rule: String
        var part: String?
      }
      var verdicts: [Verdict]
    }
    let plan = call.text("plan")
    guard let body = try call.workspace.document(.verdicts, key: plan) else {
      throw Problem(
        404, "rules.not-verified", zh: "方案“\(plan)”还没有检验过。请先检验（zhitu verify）。",
        en: "Plan ‘\(plan)’ has not been verified. Verify it first (zhitu verify).")
    }
    let known = try JSONDecoder().decode(Known.self, from: Data(body)).verdicts
    let isKnown = known.contains { verdict in
      verdict.rule == rule || verdict.part.map { "\(verdict.rule)/\($0)" } == rule
    }
    guard isKnown else {
      throw Problem(
        404, "rules.unknown", zh: "上次检验没有规则 \(rule)。",
        en: "The last verification did not evaluate rule \(rule).")
    }
  }
}
