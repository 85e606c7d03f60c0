import Foundation
import Groundwork
import Policy
import Testing

@Suite("The rule engine")
struct EngineTests {
  private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  /// A book of one pack with these rules on the small catalogue.
  private func read(_ rules: String) -> (book: RuleBook?, problems: [Diagnostic]) {
    RuleBook.read(Packs.files(rules))
  }

  /// A rule; `more` replaces or adds keys.
  private func rule(_ id: String, _ more: String) -> String {
    Packs.rule(id, more)
  }

  private func evaluate(_ rules: String, _ facts: Facts, on day: String = "2026-01-01") throws
    -> Evaluation
  {
    let (book, problems) = read(rules)
    #expect(problems.isEmpty, "\(problems)")
    return try RuleEngine.evaluate(
      try #require(book).packs, facts, on: try date(day), scope: "330211")
  }

  @Test("Each comparator passes and fails at the right values", arguments: RuleComparator.allCases)
  func comparators(_ comparator: RuleComparator) throws {
    for (value, order) in [(0.4, -1), (0.5, 0), (0.6, 1)] {
      var facts = try Small.facts()
      try facts.set("share", .number(value))
      let evaluation = try evaluate(rule("R", "comparator: \"\(comparator.rawValue)\""), facts)
      let expected =
        switch comparator {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        case .equal: order == 0
        case .notEqual: order != 0
        }
      let verdict = try #require(evaluation.verdicts.first)
      #expect(verdict.verdict == (expected ? .pass : .fail))
      #expect(verdict.value == value)
      // How far the value is on the right side of 0.5.
      let tenths =
        switch comparator {
        case .less, .lessOrEqual: -order
        case .greater, .greaterOrEqual: order
        case .equal: -abs(order)
        case .notEqual: abs(order)
        }
      #expect(abs(try #require(verdict.margin) - Double(tenths) / 10) < 1e-12)
    }
  }

  @Test("NaN, infinity, gaps and empty texts never pass", arguments: RuleComparator.allCases)
  func neverPass(_ comparator: RuleComparator) throws {
    let rules = rule("R", "comparator: \"\(comparator.rawValue)\"")
    for value in [FactValue.missing, .number(.nan), .number(.infinity), .number(-.infinity)] {
      var facts = try Small.facts()
      try facts.set("share", value)
      let verdict = try #require(try evaluate(rules, facts).verdicts.first)
      #expect(verdict.verdict == .undecidable)
      #expect(verdict.missing == ["share"])
      #expect(verdict.value == nil && verdict.margin == nil)
    }
    let boolean = rule(
      "R", "formula: zone == \"x\"\ncomparator: \"==\"\nthreshold: true\nunit: truth")
    for (zone, expected) in [("", Verdict.undecidable), ("x", .pass), ("y", .fail)] {
      var facts = try Small.facts()
      try facts.set("zone", .text(zone))
      #expect(try evaluate(boolean, facts).verdict(of: "R") == expected)
    }
  }

  @Test("The rules in force on the day and for the place are applied, and the others are listed")
  func selection() throws {
    let rules =
      rule("R", "threshold: 0.5\neffective: {from: \"2020\", to: \"2022-06\"}")
      + rule("R", "threshold: 0.1\neffective: {from: \"2022-07\"}")
      + rule("S", "scope: {level: city, code: \"330100\"}")
      + rule("T", "scope: {level: province, code: \"330000\"}")
    var facts = try Small.facts()
    try facts.set("share", .number(0.3))
    let old = try evaluate(rules, facts, on: "2022-06-30")
    #expect(old.verdicts.map(\.rule) == ["R", "T"])
    #expect(old.verdicts.first?.threshold == 0.5)
    let new = try evaluate(rules, facts, on: "2022-07-01")
    #expect(new.verdict(of: "R") == .fail)
    #expect(new.verdict(of: "S") == nil)
    #expect(new.skipped.map(\.rule) == ["R", "S"])
    #expect(try evaluate(rules, facts, on: "2019-12-31").verdicts.map(\.rule) == ["T"])
  }

  @Test("Of two thresholds the stricter binds, whichever of the two names the other")
  func binding() throws {
    for (first, second, binds) in [(0.03, 0.05, "A"), (0.05, 0.03, "B")] {
      for reference in ["A", "B"] {
        let conflict = "\nconflicts_with: [\(reference == "A" ? "B" : "A")]"
        let rules =
          rule("A", "threshold: \(first)" + (reference == "A" ? conflict : ""))
          + rule("B", "threshold: \(second)" + (reference == "B" ? conflict : ""))
        var facts = try Small.facts()
        try facts.set("share", .number(0.04))
        let evaluation = try evaluate(rules, facts)
        for verdict in evaluation.verdicts {
          #expect(verdict.binding?.binds == (verdict.rule == binds))
          #expect(verdict.binding?.against == [verdict.rule == "A" ? "B" : "A"])
        }
        #expect(evaluation.verdict(of: binds) == .fail)
      }
    }
  }

  @Test("Equal evaluations give equal bytes, and can be read back")
  func bytes() throws {
    let book = try Repository.book()
    var facts = Facts(book.catalogue)
    var table = try FactTable(
      "pieces", fields: ["id", "from_id", "from_category", "to_category", "area"],
      of: book.catalogue)
    try table.append([
      .whole(4), .text("甲/1"), .text("farm"), .text("construction"), .area(Area(hundredths: 12345)),
    ])
    try facts.set(table)
    let day = try date("2026-01-01")
    let first = try RuleEngine.evaluate(book.packs, facts, on: day, scope: "330211")
    let again = try RuleEngine.evaluate(
      try RuleBook.load(Repository.policies).packs, facts, on: day, scope: "330211")
    let json = try first.json()
    #expect(try again.json() == json)
    #expect(try Evaluation(json: json).json() == json)
    let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    #expect(object?["schema"] as? String == "zhitu.verdicts/2")
    #expect(object?["facts_sha256"] as? String == facts.sha256())
    let verdicts = try #require(object?["verdicts"] as? [[String: Any]])
    let failed = try #require(verdicts.first { $0["rule"] as? String == "CORE-03" })
    #expect(failed["part"] is NSNull)
    #expect(failed["verdict"] as? String == "fail")
    #expect(failed["value"] as? Double == 123.45)
    #expect(failed["margin"] as? Double == -123.45)
    let witness = try #require((failed["witnesses"] as? [[String: Any]])?.first)
    #expect(witness["id"] as? Int == 4)
    #expect(witness["area"] as? Int == 12345)
    #expect(witness["from_id"] as? String == "甲/1")
    #expect(witness["to_id"] is NSNull)
  }

  @Test("Witnesses are largest first, limited in number, and all counted")
  func witnesses() throws {
    let rules = rule(
      "R", "formula: sum(r.size for r in rows)\nunit: m2\nwitnesses: [{select: r in rows if r.on}]")
    let facts = try Small.facts(
      (1...9).map { (.whole(Int64($0 * 7 % 10)), $0 == 5 ? .missing : .truth(true), .text("x")) })
    let (book, _) = read(rules)
    let evaluation = try RuleEngine.evaluate(
      try #require(book).packs, facts, on: try date("2026-01-01"), scope: "", witnessLimit: 3)
    let verdict = try #require(evaluation.verdicts.first)
    #expect(verdict.witnesses.map(\.amount) == [9, 8, 7])
    #expect(verdict.witnessCount == 8)
    #expect(verdict.witnesses.allSatisfy { $0.collection == "rows" && $0.certain })
  }

  @Test("Errors in a pack name the file and the line")
  func errors() throws {
    let cases: [(String, String, String)] = [
      (rule("R", "formula: shares"), "policy.bad-formula", "p/c.yaml:5"),
      (rule("R", "formula: |\n  share\n  + land"), "policy.bad-formula", "p/c.yaml:7"),
      (rule("R", "unit: m2"), "policy.unit-mismatch", "p/c.yaml:"),
      (rule("R", "colour: red"), "policy.unknown-key", "p/c.yaml:4"),
      (rule("R", "level: soggy"), "policy.unknown-value", "p/c.yaml:5"),
      (rule("R", "threshold: much"), "policy.not-a-number", "p/c.yaml:5"),
      (rule("R", "effective: {from: yesterday}"), "policy.bad-date", "p/c.yaml:5"),
      (rule("R", "effective: {from: \"2025\", to: \"2024\"}"), "policy.bad-date", "p/c.yaml:5"),
      (rule("R", "scope: {level: city}"), "policy.bad-scope", "p/c.yaml:5"),
      (rule("R", "override: {allowed: true}"), "policy.override-of-hard", "p/c.yaml:"),
      (rule("R", "conflicts_with: [Q]"), "policy.dangling", "p/c.yaml:4"),
      (
        rule("R", "conflicts_with: [S]") + rule("S", "comparator: \">=\""), "policy.incomparable",
        "p/c.yaml:4"
      ),
      (
        rule("R", "effective: {to: \"2024\"}") + rule("R", "effective: {from: \"2024-12\"}"),
        "policy.overlapping-dates", "p/c.yaml:16"
      ),
      (rule("R", "witnesses: [{select: r in heaps}]"), "policy.bad-formula", "p/c.yaml:5"),
      ("  - [", "policy.bad-yaml", "p/c.yaml"), ("  - 3", "policy.not-a-mapping", "p/c.yaml:4"),
    ]
    for (rules, code, place) in cases {
      let problem = read(rules).problems.first
      #expect(problem?.code == code, "\(rules)\n\(String(describing: problem))")
      #expect(problem?.file?.hasPrefix(place) == true, "\(rules)\n\(String(describing: problem))")
    }
    let many = read(rule("R", "formula: x") + rule("S", "formula: y"))
    #expect(many.problems.count == 2)
    #expect(throws: Diagnostic.self) { try RuleBook.load("/nowhere") }
  }

  @Test("A case with a wrong answer is reported")
  func wrongCase() throws {
    var (book, _) = read(rule("R", "threshold: 0.5"))
    book?.tests = [
      PolicyFile(
        name: "p/c.tests.yaml",
        text: """
          schema: zhitu.tests/1
          date: 2026-01-01
          scope: "330211"
          tests:
            - name: {zh: 错, en: wrong}
              rule: R
              facts: {share: 0.6}
              expect: {verdict: pass, value: 0.5}
            - name: {zh: 无, en: none}
              rule: S
              facts: {}
              expect: pass
          """)
    ]
    let results = try RuleTests.run(try #require(book))
    #expect(results.map(\.differences.count) == [2, 1])
    #expect(results.first?.place == "p/c.tests.yaml:5")
  }

  @Test("A changed threshold, formula or catalogue changes the hash of the pack")
  func hashes() throws {
    let one = try #require(read(rule("R", "threshold: 0.5")).book?.packs.first)
    let two = try #require(read(rule("R", "threshold: 0.50")).book?.packs.first)
    #expect(one.sha256 != two.sha256)
    let same = try #require(read(rule("R", "threshold: 0.5")).book?.packs.first)
    #expect(one.sha256 == same.sha256)
    let book = try Repository.book()
    #expect(throws: Diagnostic.self) {
      try RuleEngine.evaluate(
        book.packs, try Small.facts(), on: try date("2026-01-01"), scope: "330211")
    }
  }
}
