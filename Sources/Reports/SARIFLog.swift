import Foundation
import Groundwork
import Policy

/// The verdicts on a plan as a SARIF 2.1.0 log (OASIS), for programs that collect findings.
///
/// Messages are in Chinese. A failing rule that blocks is an `error`, one that warns a `warning`,
/// one that informs a `note`; an undecidable rule is of kind `open`, one that does not apply
/// `notApplicable`; registers that contradict the ledger are results of the rules `REG-…`; an
/// overridden rule is a suppressed result. Witnesses are locations: layer of the workspace, feature
/// and bounding box.
public struct SARIFLog {
  private let evaluation: Evaluation
  /// The path of the workspace.
  private let file: String
  private let witnessLayer: String
  private let words = VerdictText(language: .zh)

  /// The maximum number of locations of one result; the workspace has all witnesses.
  static let locations = 50

  /// - Parameter witnessLayer: the layer of the workspace that holds the witnesses.
  public init(_ evaluation: Evaluation, file: String, witnessLayer: String) {
    self.evaluation = evaluation
    self.file = file
    self.witnessLayer = witnessLayer
  }

  /// UTF-8 with sorted keys and a line end.
  public func write() throws -> [UInt8] {
    let data = try JSONSerialization.data(
      withJSONObject: log, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    return Array(data) + [10]
  }

  private var log: [String: Any] {
    var rules: [String] = []
    for verdict in evaluation.verdicts where !rules.contains(verdict.rule) {
      rules.append(verdict.rule)
    }
    let descriptors = rules.compactMap { id in
      evaluation.verdicts.first { $0.rule == id }.map { descriptor($0) }
    }
    let results = evaluation.verdicts.map { verdict in
      result(verdict, index: rules.firstIndex(of: verdict.rule) ?? 0)
    }
    let contradictions = evaluation.contradictions
    var facts: [String: Any] = [
      "outcome": evaluation.outcome.rawValue, "plan": evaluation.plan, "base": evaluation.base,
      "date": evaluation.date,
      "scope": evaluation.scope, "facts_sha256": evaluation.factsSHA256,
      "packs": evaluation.packs.map {
        ["id": $0.id, "version": $0.version, "sha256": $0.sha256]
      },
    ]
    facts["stage"] = evaluation.stage
    let run: [String: Any] = [
      "tool": [
        "driver": [
          "name": "zhitu", "fullName": evaluation.engine, "version": Program.version,
          "semanticVersion": Program.version, "language": "zh-CN",
          "rules": descriptors + contradictions.map { descriptor($0) },
        ] as [String: Any]
      ],
      "invocations": [["executionSuccessful": true]],
      "artifacts": [["location": ["uri": uri], "roles": ["analysisTarget"]] as [String: Any]],
      "automationDetails": ["id": "zhitu/\(evaluation.plan)/"],
      "columnKind": "unicodeCodePoints",
      "results": results
        + contradictions.enumerated().map { result($1, index: rules.count + $0) },
      "properties": facts,
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [run],
    ]
  }

  private var uri: String {
    let path = file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? "workspace"
    return path.hasPrefix("/") ? "file://" + path : path
  }

  // MARK: Rules

  private func descriptor(_ verdict: PartVerdict) -> [String: Any] {
    var source = verdict.source.title
    if let number = verdict.source.documentNumber { source += " \(number)" }
    if let article = verdict.source.article { source += " \(article)" }
    let evidence = verdict.evidence.verified ? "" : "（待核实）"
    return [
      "id": verdict.rule, "name": verdict.title.en,
      "shortDescription": ["text": verdict.title.zh],
      "fullDescription": ["text": verdict.statement.zh],
      "help": ["text": "出处：\(source)\(evidence)"],
      "defaultConfiguration": ["level": level(verdict.effect)],
      "properties": [
        "level": verdict.level.rawValue, "effect": verdict.effect.rawValue, "source": source,
        "source_status": verdict.source.status.rawValue,
        "evidence": verdict.evidence.grade.rawValue, "verified": verdict.evidence.verified,
        "chapter": verdict.chapter?.zh ?? "", "pack": verdict.pack ?? "",
      ] as [String: Any],
    ]
  }

  private func descriptor(_ found: Contradiction) -> [String: Any] {
    [
      "id": found.id, "name": found.title.en, "shortDescription": ["text": found.title.zh],
      "fullDescription": ["text": found.statement.zh],
      "defaultConfiguration": ["level": "warning"],
    ]
  }

  private func result(_ found: Contradiction, index: Int) -> [String: Any] {
    let ledger = words.quantity(found.ledger, unit: found.unit)
    let register = words.quantity(found.register, unit: found.unit)
    return [
      "ruleId": found.id, "ruleIndex": index, "kind": "fail", "level": "warning",
      "message": [
        "text": "\(found.id) \(found.title.zh)。\(found.ledgerName.zh)：\(ledger)；"
          + "\(found.registerName.zh)：\(register)。"
      ],
      "locations": [
        ["physicalLocation": ["artifactLocation": ["uri": uri, "index": 0] as [String: Any]]]
      ],
      "properties": ["rules": found.rules] as [String: Any],
    ]
  }

  private func level(_ effect: RuleEffect) -> String {
    switch effect {
    case .blocks: "error"
    case .warns: "warning"
    case .informs: "note"
    }
  }

  // MARK: Results

  private func result(_ verdict: PartVerdict, index: Int) -> [String: Any] {
    var result: [String: Any] = [
      "ruleId": verdict.reference, "ruleIndex": index, "message": ["text": message(verdict)],
      "properties": properties(verdict),
    ]
    switch verdict.verdict {
    case .fail:
      result["kind"] = "fail"
      result["level"] = level(verdict.effect)
      result["locations"] = places(verdict)
    case .undecidable:
      result["kind"] = "open"
      result["level"] = "none"
    case .pass:
      result["kind"] = "pass"
      result["level"] = "none"
    case .notApplicable:
      result["kind"] = "notApplicable"
      result["level"] = "none"
    }
    if let record = verdict.override {
      let parts = [record.authority, record.reason, record.document, record.date]
      result["suppressions"] = [
        [
          "kind": "external", "status": "accepted",
          "justification": parts.compactMap { $0 }.joined(separator: "；"),
        ]
      ]
    }
    return result
  }

  private func message(_ verdict: PartVerdict) -> String {
    let part = verdict.partTitle.map { "（\($0.zh)）" } ?? ""
    let kinds: [Policy.Verdict: String] = [
      .pass: "通过", .fail: "不通过", .undecidable: "无法判定", .notApplicable: "不涉及",
    ]
    var text = "\(verdict.reference) \(verdict.title.zh)\(part)：\(kinds[verdict.verdict] ?? "")。"
    if let value = verdict.value {
      text += "实际 \(words.quantity(value, unit: verdict.unit))"
      if !verdict.isReport {
        let threshold = words.quantity(verdict.threshold, unit: verdict.unit)
        text += "，要求 \(verdict.comparator.rawValue) \(threshold)"
      }
      text += "。"
    }
    if let reason = verdict.reason { text += reason.zh + "。" }
    if let date = verdict.breachDate { text += "自 \(date) 起突破。" }
    for remedy in verdict.remedies { text += remedy.say.zh + "。" }
    if let binding = verdict.binding { text += binding.reason.zh + "。" }
    for need in verdict.needs { text += "需补 \(need.meaning.zh)（\(need.name)，\(need.unit)）。" }
    return text
  }

  private func properties(_ verdict: PartVerdict) -> [String: Any] {
    var bag: [String: Any] = [
      "unit": verdict.unit, "verdict": verdict.verdict.rawValue, "missing": verdict.missing,
      "witness_count": verdict.witnessCount,
    ]
    bag["value"] = verdict.value
    bag["margin"] = verdict.margin
    if !verdict.isReport {
      bag["threshold"] = verdict.threshold
      bag["comparator"] = verdict.comparator.rawValue
    }
    bag["breach_date"] = verdict.breachDate
    if !verdict.remedies.isEmpty {
      bag["remedies"] = verdict.remedies.map {
        ["say": $0.say.zh, "quantity": $0.exact, "unit": $0.unit]
      }
    }
    return bag
  }

  private func places(_ verdict: PartVerdict) -> [[String: Any]] {
    let artifact: [String: Any] = ["artifactLocation": ["uri": uri, "index": 0] as [String: Any]]
    if verdict.witnesses.isEmpty { return [["physicalLocation": artifact]] }
    return verdict.witnesses.prefix(SARIFLog.locations).map { witness in
      var bag: [String: Any] = ["layer": witnessLayer]
      bag["from_id"] = witness.fromID
      bag["to_id"] = witness.toID
      bag["from_class"] = witness.fromClass
      bag["to_class"] = witness.toClass
      bag["area_m2"] = witness.area.map { Double($0) / 100 }
      bag["bounds"] = witness.bounds
      var place: [String: Any] = [
        "physicalLocation": artifact,
        "logicalLocations": [
          [
            "name": "\(witness.id)", "kind": "feature",
            "fullyQualifiedName": "\(witness.collection)/\(witness.id)",
          ]
        ],
        "properties": bag,
      ]
      if let note = witness.note { place["message"] = ["text": note.zh] }
      return place
    }
  }
}
