import Groundwork

/// One field of a rule, named by its key in the pack: `parts.pbf.threshold`, `0.03`.
public struct RuleField: Sendable, Hashable, Codable {
  public var name: String
  public var text: String
}

extension Rule {
  /// All fields of the rule in the order of the pack; absent ones are left out.
  public var fields: [RuleField] {
    var list = FieldList()
    list.add("pack", pack)
    list.add("chapter", chapter)
    list.add("title", title)
    list.add("statement", statement)
    list.add("level", level.rawValue)
    list.add("scope", scope.level.rawValue + (scope.code.map { " \($0)" } ?? ""))
    list.add("stage_gates", stageGates.joined(separator: ", "))
    list.add("effective.from", effectiveFrom?.description)
    list.add("effective.to", effectiveTo?.description)
    list.add("source.title", source.title)
    list.add("source.doc_no", source.documentNumber)
    list.add("source.article", source.article)
    list.add("source.issued", source.issued)
    list.add("source.status", source.status.rawValue)
    list.add("evidence.grade", evidence.grade.rawValue)
    list.add("evidence.seed", evidence.seed)
    list.add("evidence.verified", evidence.verified ? "true" : "false")
    list.add("evidence.note", evidence.note)
    if let override {
      list.add("override.allowed", override.allowed ? "true" : "false")
      list.add("override.needs", override.needs.joined(separator: ", "))
    }
    list.add("note", note)
    for part in parts {
      let prefix = part.name.map { "parts.\($0)." } ?? ""
      for field in part.fields { list.add(prefix + field.name, field.text) }
    }
    for field in waterfall?.fields ?? [] { list.add("waterfall." + field.name, field.text) }
    return list.fields
  }
}

extension RulePart {
  /// All fields of the part.
  public var fields: [RuleField] {
    var list = FieldList()
    list.add("title", title)
    list.add("gap", gap)
    if gap != nil { return list.fields }
    list.add("applies", applies?.text)
    list.add("formula", formula.text)
    if !isReport {
      list.add("comparator", comparator.rawValue)
      list.add("threshold", threshold.description)
    }
    list.add("unit", unit.name)
    list.add("breach", breach?.text)
    list.add("breach_date", breachDate?.text)
    for (index, remedy) in remedies.enumerated() {
      list.add("remedies.\(index + 1).say", remedy.say)
      list.add("remedies.\(index + 1).quantity", remedy.quantity.text)
      list.add("remedies.\(index + 1).unit", remedy.unit.name)
      list.add("remedies.\(index + 1).applied", remedy.applied?.text)
    }
    list.add("reducible", reducible?.rawValue)
    for (index, selector) in witnesses.enumerated() {
      list.add("witnesses.\(index + 1).select", selector.text)
      list.add("witnesses.\(index + 1).note", selector.note)
    }
    list.add("conflicts_with", conflictsWith.joined(separator: ", "))
    return list.fields
  }

  /// The facts on which the part depends, each once.
  public var facts: [String] {
    var seen: Set<String> = []
    return ((applies?.facts ?? []) + formula.facts + (breach?.facts ?? []))
      .filter { seen.insert($0).inserted }
  }
}

private struct FieldList {
  var fields: [RuleField] = []

  mutating func add(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    fields.append(RuleField(name: name, text: line))
  }

  mutating func add(_ name: String, _ text: Localized?) {
    add(name + ".zh", text?.zh)
    add(name + ".en", text?.en)
  }
}
