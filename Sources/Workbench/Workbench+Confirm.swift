import Foundation
import Groundwork
import Policy
import Records
import Storage

extension Workbench {
  /// The confirmations in the workspace, the last of each rule.
  public func keptConfirmations() throws -> [Confirmation] {
    try workspace.documents(.confirmation).compactMap { document in
      try workspace.document(.confirmation, key: document.key)
        .map { try JSONDecoder().decode(Confirmation.self, from: Data($0)) }
    }
  }

  /// Stores a jurist's confirmation of a rule, and the text that it rests on under its hash.
  ///
  /// - Parameter text: the bytes of the text's file, if attached.
  /// - Throws: ``Groundwork/Diagnostic`` `rules.unknown`, `rules.not-confirmable`.
  @discardableResult
  public func confirm(
    _ record: Confirmation, text: [UInt8]?, in book: RuleBook, on date: CalendarDate
  ) throws -> Confirmation {
    let record = try Workbench.confirmed(record, text: text, in: book, on: date)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = Array(try encoder.encode(record))
    try workspace.write { writer in
      if let text, let hash = record.documentSHA256,
        try writer.reader.document(.ruleText, key: hash) == nil
      {
        try writer.putDocument(.ruleText, key: hash, body: text)
      }
      try writer.putDocument(.confirmation, key: record.rule, body: body)
    }
    return record
  }

  /// Stores a confirmation of a rule in the version of the last verification of a plan.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `rules.not-verified`, and as ``confirm(_:text:in:on:)``.
  public func confirm(
    _ record: Confirmation, text: [UInt8]?, asAskedOf plan: String, on date: CalendarDate
  ) throws -> Confirmation {
    guard let last = try lastEvaluation(of: plan) else {
      throw Diagnostic(
        code: "rules.not-verified",
        Localized(zh: "方案“\(plan)”还没有检验过。", en: "Plan ‘\(plan)’ has not been verified."),
        remedy: Localized(zh: "先运行 zhitu verify。", en: "Run zhitu verify first."), layer: plan)
    }
    return try confirm(record, text: text, in: try inputs(of: last).book, on: date)
  }

  /// The record with the hashes of the confirmed rule and of the text.
  public static func confirmed(
    _ record: Confirmation, text: [UInt8]?, in book: RuleBook, on date: CalendarDate
  ) throws -> Confirmation {
    let rules = book.rules.filter { $0.id == record.rule }
    guard let rule = rules.first(where: { $0.isInForce(on: date) }) ?? rules.first else {
      throw book.unknown(record.rule)
    }
    var record = record
    record.ruleSHA256 = rule.sha256
    if let text { record.documentSHA256 = PolicyFile.sha256(of: text) }
    if let reason = ConfirmationReview.refusal(record, [rule], on: date) {
      throw Diagnostic(
        code: "rules.not-confirmable",
        Localized(
          zh: "不能确认规则 \(record.rule)：\(reason.zh)",
          en: "rule \(record.rule) cannot be confirmed: \(reason.en)"))
    }
    return record
  }
}
