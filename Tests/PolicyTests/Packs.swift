import Foundation
import Groundwork
import Policy
import Testing

/// Rule books of one pack on the small catalogue.
enum Packs {
  static func files(_ rules: String) -> [PolicyFile] {
    [
      PolicyFile(name: "facts.yaml", text: Small.text),
      PolicyFile(
        name: "p/pack.yaml",
        text: "{schema: zhitu.pack/1, id: p, version: '1', title: {zh: 包, en: pack}}"),
      PolicyFile(
        name: "p/c.yaml",
        text: "schema: zhitu.rules/1\nchapter: {zh: 章, en: chapter}\nrules:\n" + rules),
    ]
  }

  /// A rule; `more` replaces or adds keys.
  static func rule(_ id: String, _ more: String) -> String {
    let usual = [
      "title": "{zh: 题, en: title}", "statement": "{zh: 文, en: text}", "level": "hard",
      "scope": "{level: national}", "source": "{title: 文, status: in_force}",
      "evidence": "{grade: seed, verified: true}", "formula": "share", "comparator": "\"<=\"",
      "threshold": "0.5", "unit": "ratio",
    ]
    let given = Set(more.split(separator: "\n").compactMap { $0.split(separator: ":").first })
    let rest = usual.filter { !given.contains(Substring($0.key)) }.sorted { $0.key < $1.key }
    let lines = more.split(separator: "\n").map { "    \($0)\n" }.joined()
    return "  - id: \(id)\n" + lines + rest.map { "    \($0.key): \($0.value)\n" }.joined()
  }

  static func book(_ rules: String) throws -> RuleBook {
    let (book, problems) = RuleBook.read(files(rules))
    #expect(problems.isEmpty, "\(problems)")
    return try #require(book)
  }

  static func day(_ text: String = "2026-01-01") throws -> CalendarDate {
    try #require(CalendarDate(text))
  }

  static func ask(
    _ book: RuleBook, _ facts: Facts, on day: String = "2026-01-01", stage: String? = nil,
    overrides: [OverrideRecord] = []
  ) throws -> Evaluation {
    try RuleEngine.evaluate(
      book.packs, facts, on: try self.day(day), scope: "330211", stage: stage, overrides: overrides)
  }
}
