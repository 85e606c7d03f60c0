import Groundwork
import Policy
import Testing

@Suite("Overrides, stages, days and what-if")
struct OverrideTests {
  private static let soft =
    "level: hard_in_principle\n"
    + "override: {allowed: true, needs: [authority, reason, document]}"

  private func records(_ text: String) throws -> [OverrideRecord] {
    try Register(
      PolicyFile(name: "o.yaml", text: "schema: zhitu.register/1\noverrides:\n" + text),
      catalogue: try Small.catalogue()
    ).overrides
  }

  private static let good =
    "  - {rule: R, authority: 省厅, reason: 地形, document: 批复1号, date: 2025-06-01}"

  private func failing() throws -> Facts {
    var facts = try Small.facts()
    try facts.set("share", .number(0.9))
    return facts
  }

  @Test("A complete record lifts the block; the verdict stays and shows the record")
  func accepted() throws {
    let book = try Packs.book(Packs.rule("R", Self.soft))
    let blocked = try Packs.ask(book, try failing())
    #expect(blocked.isBlocked)
    let evaluation = try Packs.ask(book, try failing(), overrides: try records(Self.good))
    let verdict = try #require(evaluation.verdicts.first)
    #expect(verdict.verdict == .fail)
    #expect(!verdict.isBlocking && !evaluation.isBlocked)
    #expect(verdict.override?.document == "批复1号")
    #expect(verdict.override?.place == "o.yaml:3")
    #expect(evaluation.refused.isEmpty)
    let json = try Evaluation(json: evaluation.json())
    #expect(json.verdicts.first?.override == verdict.override)
  }

  @Test(
    "A record that is incomplete, for another rule or for a hard one is refused with the reason")
  func refused() throws {
    let rules =
      Packs.rule("R", Self.soft) + Packs.rule("H", "") + Packs.rule("S", "level: soft")
      + Packs.rule("N", "level: hard_in_principle")
      + Packs.rule("E", "\(Self.soft)\neffective: {to: \"2020\"}")
    let book = try Packs.book(rules)
    let cases = [
      ("  - {rule: R, authority: 省厅, reason: 地形, date: 2025-06-01}", "document"),
      ("  - {rule: R, authority: ' ', reason: 地形, document: d, date: 2025-06-01}", "authority"),
      ("  - {rule: R, authority: a, reason: b, document: c}", "date"),
      ("  - {rule: R, authority: a, reason: b, document: c, date: last week}", "2024-08-05"),
      ("  - {rule: R, authority: a, reason: b, document: c, date: 2026-01-02}", "after"),
      ("  - {rule: H, authority: a, reason: b, document: c, date: 2025-06-01}", "hard"),
      ("  - {rule: S, authority: a, reason: b, document: c, date: 2025-06-01}", "blocks nothing"),
      ("  - {rule: N, authority: a, reason: b, document: c, date: 2025-06-01}", "no override"),
      ("  - {rule: E, authority: a, reason: b, document: c, date: 2025-06-01}", "does not apply"),
      ("  - {rule: Q, authority: a, reason: b, document: c, date: 2025-06-01}", "no rule"),
    ]
    for (text, reason) in cases {
      let evaluation = try Packs.ask(book, try failing(), overrides: try records(text))
      #expect(evaluation.refused.count == 1, "\(text)")
      #expect(evaluation.refused.first?.reason.en.contains(reason) == true, "\(text)")
      #expect(evaluation.verdicts.allSatisfy { $0.override == nil })
      #expect(evaluation.isBlocked)
    }
  }

  @Test("A record for one part leaves the others")
  func part() throws {
    let rules =
      Packs.rule(
        "R",
        Self.soft + "\nparts: [{name: x, formula: share}, {name: y, formula: share + share}]"
      ).split(separator: "\n").filter { !$0.contains("    formula:") }.joined(separator: "\n")
      + "\n"
    let book = try Packs.book(rules)
    let record = Self.good.replacing("rule: R", with: "rule: R/y")
    let evaluation = try Packs.ask(book, try failing(), overrides: try records(record))
    #expect(evaluation.verdicts.map { $0.override != nil } == [false, true])
    #expect(evaluation.isBlocked)
  }

  @Test("Only hard rules block; soft ones do not, undecidable ones are listed")
  func blocking() throws {
    for (level, blocks) in [("hard", true), ("hard_in_principle", true), ("soft", false)] {
      let book = try Packs.book(Packs.rule("R", "level: \(level)"))
      #expect(try Packs.ask(book, try failing()).isBlocked == blocks)
      let open = try Packs.ask(book, try Small.facts())
      #expect(!open.isBlocked)
      #expect(open.undecidedBlocking.map(\.rule) == (blocks ? ["R"] : []))
    }
  }

  @Test("A stage evaluates its own rules and those without a gate")
  func stage() throws {
    let book = try Packs.book(
      Packs.rule("A", "stage_gates: [方案审批]") + Packs.rule("B", "stage_gates: [整体验收]")
        + Packs.rule("C", ""))
    let evaluation = try Packs.ask(book, try failing(), stage: "方案审批")
    #expect(evaluation.verdicts.map(\.rule) == ["A", "C"])
    #expect(evaluation.skipped.map(\.rule) == ["B"])
    #expect(evaluation.stage == "方案审批")
    #expect(try Packs.ask(book, try failing()).verdicts.count == 3)
  }

  @Test("A repealed rule is evaluated only on the days when it was in force")
  func repealed() throws {
    let old =
      "source: {title: 旧, status: repealed}\neffective: {from: \"2019\", to: \"2024-07-31\"}"
    let book = try Packs.book(
      Packs.rule("R", old) + Packs.rule("R", "threshold: 0.95\neffective: {from: \"2024-08-01\"}"))
    let then = try Packs.ask(book, try failing(), on: "2024-07-31")
    #expect(then.verdict(of: "R") == .fail)
    #expect(then.verdicts.first?.source.status == .repealed)
    #expect(try Packs.ask(book, try failing(), on: "2024-08-01").verdict(of: "R") == .pass)
  }

  @Test(
    "A changed threshold applies wherever the rule is referenced, and changes the hash of the pack")
  func settings() throws {
    let rules =
      Packs.rule("R", "threshold: 0.5\nbreach: share > threshold")
      + Packs.rule("T", "formula: threshold_of(\"R\")\nthreshold: 0.5")
    let book = try Packs.book(rules)
    for (text, number) in [("R=0.95", 0.95), ("R=19/20", 0.95), ("R=95%", 0.95)] {
      let other = try book.setting([ThresholdSetting(text)])
      let evaluation = try Packs.ask(other, try failing())
      #expect(evaluation.verdict(of: "R") == .pass)
      #expect(evaluation.verdicts.first { $0.rule == "T" }?.value == number)
      #expect(other.packs[0].sha256 != book.packs[0].sha256)
      let comparison = EvaluationComparison(
        try Packs.ask(book, try failing()), evaluation, what: text)
      #expect(comparison.rows.map(\.changed) == [true, true])
      #expect(comparison.rows.first?.before?.verdict == .fail)
    }
    for text in ["R", "R=", "R=much", "=1"] {
      #expect(throws: Diagnostic.self) { try ThresholdSetting(text) }
    }
    #expect(throws: Diagnostic.self) { try book.setting([ThresholdSetting("Q=1")]) }
    #expect(throws: Diagnostic.self) { try book.setting([ThresholdSetting("R/x=1")]) }
  }

  @Test("A difference of two books names the rule, the field, and both texts")
  func differences() throws {
    let old = try Packs.book(
      Packs.rule("A", "") + Packs.rule("B", "threshold: 0.5") + Packs.rule("C", ""))
    let new = try Packs.book(
      Packs.rule("A", "") + Packs.rule("B", "threshold: 0.05\nlevel: soft") + Packs.rule("D", ""))
    let diff = RuleBookDiff(old.rules, new.rules)
    #expect(diff.added.map(\.rule) == ["D"])
    #expect(diff.removed.map(\.rule) == ["C"])
    #expect(diff.same == 1)
    let change = try #require(diff.changed.first)
    #expect(change.rule == "B")
    #expect(change.fields.map(\.field) == ["level", "threshold"])
    #expect(change.fields.map(\.from) == ["hard", "1/2"])
    #expect(change.fields.map(\.to) == ["soft", "1/20"])
    #expect(RuleBookDiff(old.rules, old.rules).isEmpty)
  }

  @Test("Rules are counted by evidence and level, and can be chosen")
  func census() throws {
    let book = try Repository.book()
    let census = RuleCensus(book.rules)
    #expect(census.rules == book.rules.count)
    #expect(census.rows.map(\.total).reduce(0, +) == census.rules)
    #expect(census.rows.flatMap(\.levels.values).reduce(0, +) == census.rules)
    var filter = RuleFilter()
    filter.level = .hardInPrinciple
    #expect(filter.rules(of: book).allSatisfy { $0.level == .hardInPrinciple })
    filter = RuleFilter()
    filter.jurisdiction = "ningbo"
    let local = filter.rules(of: book).map(\.id)
    #expect(local.contains("NB-04") && !local.contains("CORE-01"))
    filter = RuleFilter()
    let day = try Packs.day("2022-06-01")
    filter.date = day
    #expect(
      filter.rules(of: book).map(\.id) == book.rules.filter { $0.isInForce(on: day) }.map(\.id))
  }
}
