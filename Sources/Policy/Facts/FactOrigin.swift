import Foundation
import Groundwork

/// Where a fact was taken from (事实来源).
public struct FactOrigin: Sendable, Hashable, Codable {
  /// A scalar or a collection.
  public var fact: String
  /// The plan, or the path of a register file.
  public var source: String
  /// Its line in the file.
  public var line: Int?
  /// SHA-256 of the file; nil for what was derived from the plan.
  public var sha256: String?
  /// How many records it gave; nil for a scalar.
  public var records: Int?
  /// True when a register only added fields to the records of the plan.
  public var completes: Bool?

  /// Whether a register replaces what the plan gave.
  public var isForeign: Bool { sha256 != nil && completes != true }

  public init(
    fact: String, source: String, line: Int? = nil, sha256: String? = nil, records: Int? = nil,
    completes: Bool? = nil
  ) {
    self.fact = fact
    self.source = source
    self.line = line
    self.sha256 = sha256
    self.records = records
    self.completes = completes
  }
}

/// What to supply for a fact that is missing (待补资料): name, unit, meaning, whence, and who has it.
public struct FactNeed: Sendable, Hashable, Codable {
  /// As in a formula: `townships.pbf_designated`, or `consents` for a whole collection.
  public var name: String
  /// A unit, `text`, `truth`, `date` or `id`; `records` for a collection.
  public var unit: String
  public var meaning: Localized
  public var origin: Localized
  /// The office that has it as a rule (由谁提供); nil where the program derives it, and in evaluations
  /// by rule books that do not say.
  public var supplier: Localized?

  /// Who has it: the supplier, or else where it is taken from.
  public var source: Localized { supplier ?? origin }
}

extension FactCatalogue {
  /// What to supply for a fact named in a formula; nil when the catalogue does not have it.
  public func need(_ name: String) -> FactNeed? {
    if let index = scalarIndex(name) { return scalars[index].need(as: name) }
    if let index = collectionIndex(name) {
      let collection = collections[index]
      return FactNeed(
        name: name, unit: "records", meaning: collection.meaning, origin: collection.origin,
        supplier: collection.supplier)
    }
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let owner = collectionIndex(parts[0]),
      let field = collections[owner].fieldIndex(parts[1])
    else { return nil }
    var need = collections[owner].fields[field].need(as: name)
    need.supplier = need.supplier ?? collections[owner].supplier
    return need
  }
}

extension FactCatalogue {
  /// The label of a fact: its short meaning, and its name in the registers, as in
  /// `连片地块·面积（blocks.area）`.
  public func label(_ name: String) -> Localized {
    guard let need = need(name) else { return Localized(name) }
    var words = need.meaning.short
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let owner = collectionIndex(parts[0]) {
      let group = collections[owner].meaning.short
      words = Localized(zh: "\(group.zh)·\(words.zh)", en: "\(group.en): \(words.en)")
    }
    return Localized(zh: "\(words.zh)（\(name)）", en: "\(words.en) (\(name))")
  }
}

extension Localized {
  /// The text up to its first punctuation mark or bracket.
  fileprivate var short: Localized {
    func beginning(_ text: String, _ stops: [Unicode.Scalar]) -> String {
      let words = text.unicodeScalars.prefix { !stops.contains($0) }
      let trimmed = String(words).trimmingCharacters(in: .whitespaces)
      return trimmed.isEmpty ? text : trimmed
    }
    return Localized(
      zh: beginning(zh, ["，", "。", "；", "（", "：", ","]), en: beginning(en, [",", ";", "(", ":"]))
  }
}

extension FactCatalogue.Field {
  fileprivate func need(as name: String) -> FactNeed {
    FactNeed(name: name, unit: type.name, meaning: meaning, origin: origin, supplier: supplier)
  }

  /// A hint at the values that are allowed.
  var hint: Localized {
    let list = values.isEmpty ? "" : values.joined(separator: " | ")
    return Localized(
      zh: "应填 \(type.name)：\(meaning.zh)" + (list.isEmpty ? "" : "（可取 \(list)）"),
      en: "give \(type.name): \(meaning.en)" + (list.isEmpty ? "" : " (one of \(list))"))
  }
}

extension Diagnostic {
  /// The same diagnostic with the collection and the field it concerns, and the allowed values.
  func about(_ field: FactCatalogue.Field, of collection: String? = nil) -> Diagnostic {
    var result = self
    result.layer = layer ?? collection
    result.field = self.field ?? field.name
    result.remedy = remedy ?? field.hint
    return result
  }

  /// The same diagnostic with a place in a file, unless it already has one.
  func at(_ place: String) -> Diagnostic {
    var result = self
    result.file = file ?? place
    return result
  }
}
