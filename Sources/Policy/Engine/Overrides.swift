import Groundwork
import YAMLFiles

/// A record by which an authority sets a rule "in principle" (原则上) aside for a plan (例外记录).
public struct OverrideRecord: Sendable, Hashable, Codable {
  /// `CAP-01`, or one part of it as `CAP-01/pbf`.
  public var rule: String
  public var authority: String?
  public var reason: String?
  public var document: String?
  /// `2026-03-01`.
  public var date: String?
  /// Where the record is written: `overrides.yaml:7`.
  public var place: String

  init(
    rule: String, authority: String?, reason: String?, document: String?, date: String?,
    place: String
  ) {
    self.rule = rule
    self.authority = authority
    self.reason = reason
    self.document = document
    self.date = date
    self.place = place
  }

  init(_ node: YAMLNode) throws(Diagnostic) {
    let map = try node.mapping(["rule", "authority", "reason", "document", "date"])
    func text(_ key: String) throws(Diagnostic) -> String? {
      guard let text = try map[key]?.optionalText() else { return nil }
      let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return trimmed.isEmpty ? nil : trimmed
    }
    rule = try node.require("rule", in: map).text()
    authority = try text("authority")
    reason = try text("reason")
    document = try text("document")
    date = try text("date")
    place = node.place
  }

  /// The value of the field that a rule may require under this name.
  fileprivate func value(_ need: String) -> String? {
    switch need {
    case "authority": authority
    case "reason": reason
    case "document": document
    case "date": date
    default: nil
    }
  }
}

/// Decides which override records count: those that are complete, for a rule that allows it.
struct OverrideReview {
  /// The applicable rules, by the references that a record may use.
  let applicable: [String: Rule]
  let known: Set<String>
  let date: CalendarDate

  init(_ applicable: [(rule: Rule, part: RulePart)], known: [Rule], on date: CalendarDate) {
    var rules: [String: Rule] = [:]
    for (rule, part) in applicable {
      rules[rule.id] = rule
      rules[Rule.reference(rule.id, part.name)] = rule
    }
    self.applicable = rules
    self.known = Set(
      known.flatMap { rule in
        [rule.id] + rule.parts.map { Rule.reference(rule.id, $0.name) }
      })
    self.date = date
  }

  /// Why a record does not count; nil when it does.
  func refusal(_ record: OverrideRecord) -> Localized? {
    guard known.contains(record.rule) else {
      return Localized(zh: "没有规则 \(record.rule)", en: "there is no rule \(record.rule)")
    }
    guard let rule = applicable[record.rule] else {
      return Localized(
        zh: "规则 \(record.rule) 在此日、此地、此阶段不适用",
        en: "rule \(record.rule) does not apply on this day, in this place, at this stage")
    }
    switch rule.level {
    case .hard:
      return Localized(zh: "硬性规则不得突破", en: "a hard rule cannot be overridden")
    case .soft, .info:
      return Localized(zh: "本条并不阻止报批，无须例外", en: "this rule blocks nothing, no override is needed")
    case .hardInPrinciple: break
    }
    guard let override = rule.override, override.allowed else {
      return Localized(zh: "本条未规定例外", en: "this rule allows no override")
    }
    var needs = ["authority", "reason", "document", "date"]
    needs += override.needs.filter { !needs.contains($0) }
    let missing = needs.filter { record.value($0) == nil }
    guard missing.isEmpty else {
      let list = missing.joined(separator: ", ")
      return Localized(zh: "记录不完整，缺 \(list)", en: "the record is incomplete: \(list) missing")
    }
    guard let day = record.date.flatMap({ CalendarDate($0) }) else {
      return Localized(
        zh: "日期应写作 2024-08-05", en: "its date must be written as 2024-08-05")
    }
    guard day <= date else {
      return Localized(
        zh: "批准日期 \(day) 晚于核验日期 \(date)",
        en: "it is dated \(day), after the day of the evaluation, \(date)"
      )
    }
    return nil
  }
}
