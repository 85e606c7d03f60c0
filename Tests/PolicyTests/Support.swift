import Foundation
import Groundwork
import Policy

/// The rule book of this repository.
enum Repository {
  static let policies =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Policies"

  private static let shared = Result { try RuleBook.load(policies) }

  static func book() throws -> RuleBook { try shared.get() }

  private static let sharedResults = Result { try RuleTests.run(book()) }

  /// What became of the cases beside the chapters.
  static func results() throws -> [RuleTests.Result] { try sharedResults.get() }
}

/// A small catalogue for tests of the language.
enum Small {
  static let text = """
    schema: zhitu.facts/1
    scalars:
      - {name: a, type: truth, meaning: {zh: a, en: a}, origin: {zh: t, en: t}}
      - {name: b, type: truth, meaning: {zh: b, en: b}, origin: {zh: t, en: t}}
      - {name: land, type: m2, minimum: 0, meaning: {zh: l, en: l}, origin: {zh: t, en: t}}
      - {name: share, type: ratio, meaning: {zh: s, en: s}, origin: {zh: t, en: t}}
      - {name: price, type: wan_yuan, meaning: {zh: p, en: p}, origin: {zh: t, en: t}}
      - {name: start, type: date, meaning: {zh: d, en: d}, origin: {zh: t, en: t}}
      - {name: zone, type: text, meaning: {zh: z, en: z}, origin: {zh: t, en: t}}
      - {name: mode, type: text, values: [x, y], may_be_empty: true, meaning: {zh: m, en: m}, origin: {zh: t, en: t}}
    collections:
      - name: rows
        meaning: {zh: r, en: r}
        origin: {zh: t, en: t}
        witness: {id: id, area: size}
        fields:
          - {name: id, type: id, meaning: {zh: i, en: i}, origin: {zh: t, en: t}}
          - {name: size, type: m2, minimum: 0, meaning: {zh: s, en: s}, origin: {zh: t, en: t}}
          - {name: on, type: truth, meaning: {zh: o, en: o}, origin: {zh: t, en: t}}
          - {name: code, type: text, meaning: {zh: c, en: c}, origin: {zh: t, en: t}}
          - {name: when, type: date, meaning: {zh: w, en: w}, origin: {zh: t, en: t}}
      - name: notes
        meaning: {zh: n, en: n}
        origin: {zh: t, en: t}
        may_be_empty: true
        fields:
          - {name: level, type: number, meaning: {zh: l, en: l}, origin: {zh: t, en: t}}
    """

  private static let shared = Result {
    try FactCatalogue.read(PolicyFile(name: "facts.yaml", text: text))
  }

  static func catalogue() throws -> FactCatalogue { try shared.get() }

  /// Facts with rows of size, on, code.
  static func facts(_ rows: [(FactValue, FactValue, FactValue)] = []) throws -> Facts {
    var facts = Facts(try catalogue())
    var table = try FactTable("rows", fields: ["id", "size", "on", "code"], of: facts.catalogue)
    for (index, row) in rows.enumerated() {
      try table.append([.whole(Int64(index + 1)), row.0, row.1, row.2])
    }
    if !rows.isEmpty { try facts.set(table) }
    return facts
  }

  /// The value of a formula on facts.
  static func value(_ text: String, _ facts: Facts) throws -> Formula.Outcome {
    try Formula(text, catalogue: facts.catalogue).evaluate(facts)
  }
}
