import Foundation
import Groundwork
import Policy
import Testing

@Suite("Rules that only report, and rules with a gap")
struct ReportAndGapTests {
  /// A book with one rule of this level, which ends in these lines.
  private func read(_ level: String, _ lines: String...) -> (book: RuleBook?, problem: Diagnostic?)
  {
    let chapter = """
      schema: zhitu.rules/1
      chapter: {zh: 章, en: chapter}
      rules:
        - id: R
          title: {zh: 题, en: title}
          statement: {zh: 文, en: text}
          level: \(level)
          scope: {level: national}
          source: {title: 文, status: in_force}
          evidence: {grade: own, verified: true}
      """
    let text = ([chapter] + lines.map { "    " + $0 }).joined(separator: "\n")
    let (book, problems) = RuleBook.read([
      PolicyFile(name: "facts.yaml", text: Small.text),
      PolicyFile(
        name: "p/pack.yaml",
        text: "{schema: zhitu.pack/1, id: p, version: '1', title: {zh: 包, en: pack}}"),
      PolicyFile(name: "p/c.yaml", text: text),
    ])
    return (book, problems.first)
  }

  private func verdict(_ book: RuleBook?, share: FactValue) throws -> PartVerdict {
    var facts = try Small.facts()
    try facts.set("share", share)
    let day = try #require(CalendarDate("2026-01-01"))
    let evaluation = try RuleEngine.evaluate(
      try #require(book).packs, facts, on: day, scope: "330211")
    // What is written down can be read back, with null where there is nothing to compare.
    let again = try Evaluation(json: try evaluation.json())
    #expect(try again.json() == evaluation.json())
    let text = String(decoding: try evaluation.json(), as: UTF8.self)
    #expect(text.contains("\"threshold\":null") && text.contains("\"comparator\":null"))
    let first = try #require(again.verdicts.first)
    #expect(first.isReport && first.margin == nil)
    return first
  }

  @Test("A definition reports its value as soon as it is known, whatever it is")
  func report() throws {
    let (book, problem) = read("info", "formula: share", "unit: percent")
    #expect(problem == nil)
    for value in [-3.0, 0, 0.5] {
      let known = try verdict(book, share: .number(value))
      #expect(known.verdict == .pass)
      #expect(known.value == value * 100)
    }
    let unknown = try verdict(book, share: .missing)
    #expect(unknown.verdict == .undecidable)
    #expect(unknown.missing == ["share"])
  }

  @Test("A gap is undecidable whatever the facts are, and its text is the reason")
  func gap() throws {
    for level in ["hard", "soft", "info"] {
      let (book, problem) = read(level, "gap: {zh: 数值不详, en: not known}")
      #expect(problem == nil)
      for share in [FactValue.missing, .number(1)] {
        let found = try verdict(book, share: share)
        #expect(found.verdict == .undecidable)
        #expect(found.value == nil)
        #expect(found.reason == Localized(zh: "数值不详", en: "not known"))
      }
    }
  }

  @Test("A part may be a gap beside parts that are decided")
  func gapPart() throws {
    let (book, problem) = read(
      "hard", "comparator: \"<=\"", "threshold: 2/3", "unit: ratio", "parts:",
      "  - {name: a, title: {zh: 甲, en: a}, formula: share}",
      "  - {name: b, title: {zh: 乙, en: b}, gap: {zh: 不详, en: not known}}")
    #expect(problem == nil)
    let parts = try #require(book?.rules.first).parts
    #expect(parts.map(\.isReport) == [false, true])
    #expect(parts.map { $0.gap == nil } == [true, false])
    #expect(parts.first?.threshold == Rational(2, over: 3))
  }

  @Test("Neither can bypass a threshold")
  func errors() {
    let cases: [(found: (book: RuleBook?, problem: Diagnostic?), code: String)] = [
      (read("hard", "formula: share", "unit: ratio"), "policy.missing-key"),
      (read("hard_in_principle", "formula: share", "unit: ratio"), "policy.missing-key"),
      (read("soft", "formula: share", "unit: ratio"), "policy.missing-key"),
      (read("info", "formula: share", "unit: ratio", "threshold: 1"), "policy.missing-key"),
      (read("info", "formula: share", "unit: ratio", "breach: share > 1"), "policy.missing-key"),
      (read("info", "formula: land", "unit: ratio"), "policy.unit-mismatch"),
      (read("info", "formula: share", "gap: {zh: 甲, en: a}"), "policy.gap-and-formula"),
      (read("info", "gap: {zh: 甲, en: a}", "threshold: 1"), "policy.gap-and-formula"),
      (read("info", "gap: {zh: 甲}"), "policy.missing-key"),
      (read("info", "gap: {zh: 甲, en: a}", "parts: []"), "policy.formula-and-parts"),
      (
        read("info", "formula: share", "unit: ratio", "comparator: \"<\"", "threshold: 1/0"),
        "policy.not-a-number"
      ),
    ]
    for (found, code) in cases { #expect(found.problem?.code == code, "\(found.problem as Any)") }
  }
}
