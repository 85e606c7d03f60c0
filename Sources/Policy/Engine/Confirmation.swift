import Groundwork
import YAMLFiles

/// A jurist's statement that a rule agrees with the text of the law (规则确认). A confirmed rule in
/// force binds, whatever its evidence grade.
public struct Confirmation: Sendable, Hashable, Codable {
  public var rule: String
  /// Who has compared the rule with its text.
  public var name: String?
  public var organisation: String?
  /// `2026-03-01`.
  public var date: String?
  /// The text: title and 文号.
  public var document: String?
  /// SHA-256 of the file of the text, where it was attached.
  public var documentSHA256: String?
  /// ``Rule/sha256`` of what was confirmed; nil when the confirmation does not state it.
  public var ruleSHA256: String?
  /// Where the record is written: `confirmations.yaml:7`, or `workspace`.
  public var place: String

  private enum CodingKeys: String, CodingKey {
    case rule, name, organisation, date, document, place
    case documentSHA256 = "document_sha256"
    case ruleSHA256 = "rule_sha256"
  }

  public init(
    rule: String, name: String?, organisation: String? = nil, date: String?, document: String?,
    documentSHA256: String? = nil, ruleSHA256: String? = nil, place: String
  ) {
    self.rule = rule
    self.name = name
    self.organisation = organisation
    self.date = date
    self.document = document
    self.documentSHA256 = documentSHA256
    self.ruleSHA256 = ruleSHA256
    self.place = place
  }

  init(_ node: YAMLNode) throws(Diagnostic) {
    let map = try node.mapping([
      "rule", "name", "organisation", "date", "document", "document_sha256", "rule_sha256",
    ])
    func text(_ key: String) throws(Diagnostic) -> String? {
      guard let text = try map[key]?.optionalText() else { return nil }
      let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return trimmed.isEmpty ? nil : trimmed
    }
    self.init(
      rule: try node.require("rule", in: map).text(), name: try text("name"),
      organisation: try text("organisation"), date: try text("date"),
      document: try text("document"), documentSHA256: try text("document_sha256"),
      ruleSHA256: try text("rule_sha256"), place: node.place)
  }

  /// The record as a list item of a confirmation file.
  public var yaml: String {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    let fields: [(String, String?)] = [
      ("name", name), ("organisation", organisation), ("date", date), ("document", document),
      ("document_sha256", documentSHA256), ("rule_sha256", ruleSHA256),
    ]
    return "  - rule: \(quoted(rule))\n"
      + fields.compactMap { key, value in value.map { "    \(key): \(quoted($0))\n" } }.joined()
  }
}

/// A file of confirmations (确认文件), YAML or JSON, schema `zhitu.confirmations/1`:
///
/// ```yaml
/// schema: zhitu.confirmations/1
/// confirmations:
///   - {rule: BAL-04, name: 王某, organisation: 某律师事务所, date: 2026-03-01, document: 中发〔2017〕4号}
/// ```
public struct ConfirmationFile: Sendable {
  public static let schema = "zhitu.confirmations/1"
  public var confirmations: [Confirmation]

  public static func load(_ path: String) throws(Diagnostic) -> ConfirmationFile {
    try ConfirmationFile(try PolicyFile.read(path, as: path))
  }

  public init(_ file: PolicyFile) throws(Diagnostic) {
    let root = try YAMLNode.document(file.text, file: file.name)
    let map = try root.mapping(["schema", "confirmations"])
    try root.expectSchema(ConfirmationFile.schema, in: map)
    confirmations = []
    for node in try root.require("confirmations", in: map).list() {
      confirmations.append(try Confirmation(node))
    }
  }

  /// The first lines of a confirmation file.
  public static let heading = "schema: \(schema)\nconfirmations:\n"
}

/// A confirmation that does not count, and why.
public struct RefusedConfirmation: Sendable, Hashable, Codable {
  public var record: Confirmation
  public var reason: Localized
}

/// Decides which confirmations count.
public struct ConfirmationReview {
  /// By the id of the rule; of several, the last that counts.
  public private(set) var counted: [String: Confirmation] = [:]
  public private(set) var refused: [RefusedConfirmation] = []

  /// - Parameters:
  ///   - rules: those that are evaluated; a rule may be there in several versions.
  ///   - date: the day of the evaluation; a later confirmation does not count.
  public init(_ records: [Confirmation], rules: [Rule], on date: CalendarDate) {
    guard !records.isEmpty else { return }
    let byID = Dictionary(grouping: rules, by: \.id)
    for record in records {
      if let reason = ConfirmationReview.refusal(record, byID[record.rule] ?? [], on: date) {
        refused.append(RefusedConfirmation(record: record, reason: reason))
      } else {
        counted[record.rule] = record
      }
    }
  }

  /// Why a confirmation of a rule does not count; nil when it does.
  public static func refusal(
    _ record: Confirmation, _ rules: [Rule], on date: CalendarDate
  ) -> Localized? {
    guard let rule = rules.first(where: { $0.sha256 == record.ruleSHA256 }) ?? rules.first else {
      return Localized(
        zh: "没有规则 \(record.rule)，或此日、此地、此阶段不适用",
        en: "there is no rule \(record.rule), or it does not apply on this day, here, at this stage"
      )
    }
    switch rule.source.status {
    case .draft:
      return Localized(
        zh: "征求意见稿不是法律，确认也不能使其有约束力；正式发布后请更新规则",
        en: "a draft is not law, with or without confirmation; update the rule once it is issued")
    case .repealed:
      return Localized(zh: "文件已废止", en: "the text is repealed")
    case .inForce, .reported: break
    }
    let needs = [
      ("name", record.name), ("date", record.date), ("document", record.document),
    ].filter { $0.1 == nil }.map(\.0)
    guard needs.isEmpty else {
      let list = needs.joined(separator: ", ")
      return Localized(zh: "记录不完整，缺 \(list)", en: "the record is incomplete: \(list) missing")
    }
    guard let day = record.date.flatMap({ CalendarDate($0) }) else {
      return Localized(zh: "日期应写作 2024-08-05", en: "its date must be written as 2024-08-05")
    }
    guard day <= date else {
      return Localized(
        zh: "确认日期 \(day) 晚于核验日期 \(date)",
        en: "it is dated \(day), after the day of the evaluation, \(date)"
      )
    }
    if let sha256 = record.ruleSHA256, sha256 != rule.sha256 {
      return Localized(
        zh: "规则在确认之后已修改，须重新确认", en: "the rule was changed after it was confirmed; confirm it again")
    }
    return nil
  }
}
