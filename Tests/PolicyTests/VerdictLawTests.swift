import Groundwork
import Policy
import Testing

@Suite("Four verdicts, of which only one is a pass")
struct VerdictLawTests {
  /// Facts with some rows, or with `notes` stated to be empty.
  private func facts(share: Double? = nil, notes: Int? = nil) throws -> Facts {
    var facts = try Small.facts()
    if let share { try facts.set("share", .number(share)) }
    if let notes {
      var table = try FactTable("notes", fields: ["level"], of: facts.catalogue)
      for level in 0..<notes { try table.append([.whole(Int64(level))]) }
      try facts.set(table)
    }
    return facts
  }

  private func verdict(_ rule: String, _ facts: Facts) throws -> PartVerdict {
    let book = try Packs.book(Packs.rule("R", rule))
    return try #require(try Packs.ask(book, facts).verdicts.first)
  }

  private static let none =
    "formula: count(n for n in notes if n.level > 3)\ncomparator: \"==\"\nthreshold: 0\nunit: count"
  private static let some =
    "formula: count(n for n in notes)\ncomparator: \">=\"\nthreshold: 1\nunit: count"

  @Test("a prohibition on records does not apply if the register states that there are none")
  func emptyByStatement() throws {
    let found = try verdict(Self.none, facts(notes: 0))
    #expect(found.verdict == .notApplicable)
    #expect(!found.applies && found.value == nil)
    #expect(found.reason?.zh.contains("notes") == true)
    // One record that is not banned makes it a pass.
    #expect(try verdict(Self.none, facts(notes: 1)).verdict == .pass)
    #expect(try verdict(Self.none, facts(notes: 5)).verdict == .fail)
  }

  @Test(
    "facts that no register states are undecidable, and required records fail where there are none")
  func absentAndDemanded() throws {
    #expect(try verdict(Self.none, facts()).verdict == .undecidable)
    #expect(try verdict(Self.some, facts(notes: 0)).verdict == .fail)
  }

  @Test(
    "a rule whose condition is not met does not apply; one whose condition is unknown is undecidable"
  )
  func conditions() throws {
    let rule = "applies: any(n.level > 3 for n in notes)"
    #expect(try verdict(rule, facts(share: 0.1, notes: 2)).verdict == .notApplicable)
    #expect(try verdict(rule, facts(share: 0.9, notes: 2)).verdict == .notApplicable)
    #expect(try verdict(rule, facts(share: 0.1, notes: 5)).verdict == .pass)
    #expect(try verdict(rule, facts(share: 0.9, notes: 5)).verdict == .fail)
    #expect(try verdict(rule, facts(share: 0.1)).verdict == .undecidable)
  }

  @Test("a scalar has a meaning without any record")
  func scalars() throws {
    let rule =
      "formula: share + count(n for n in notes)\ncomparator: \"<=\"\nthreshold: 1\nunit: ratio"
    #expect(try verdict(rule, facts(share: 0.1, notes: 0)).verdict == .pass)
  }

  @Test("a rule has the verdict of its worst part, and the counts of the four verdicts sum up")
  func worst() throws {
    let rules = """
        - id: R
          title: {zh: 题, en: title}
          statement: {zh: 文, en: text}
          level: hard
          scope: {level: national}
          source: {title: 文, status: in_force}
          evidence: {grade: seed, verified: true}
          parts:
            - {name: a, formula: count(n for n in notes), comparator: "<=", threshold: 9, unit: count}
            - {name: b, formula: share, comparator: "<=", threshold: 0.5, unit: ratio}

      """
    let book = try Packs.book(rules)
    let expected: [(Double?, Verdict)] = [(0.1, .pass), (0.9, .fail), (nil, .undecidable)]
    for (share, verdict) in expected {
      let evaluation = try Packs.ask(book, facts(share: share, notes: 0))
      #expect(evaluation.verdict(of: "R") == verdict)
      let count = evaluation.count()
      #expect(count.notApplicable == 1)
      #expect(count.passed + count.failed + count.undecidable + count.notApplicable == 2)
      #expect(count.passed == (verdict == .pass ? 1 : 0))
      #expect(try Evaluation(json: evaluation.json()).count() == count)
    }
    #expect(Verdict.allCases.filter(\.isClear) == [.notApplicable, .pass])
    #expect(Verdict.allCases.max() == .fail)
  }

  @Test(
    "in the whole book nothing passes without facts; empty registers do not make prohibitions pass")
  func wholeBook() throws {
    let book = try Repository.book()
    let day = try Packs.day("2026-06-01")
    let unknown = Facts(book.catalogue)
    let nothing = try RuleEngine.evaluate(book.packs, unknown, on: day, scope: "330211")
    #expect(nothing.count().passed == 0 && nothing.count().notApplicable == 0)
    var empty = Facts(book.catalogue)
    for collection in book.catalogue.collections where collection.mayBeEmpty {
      try empty.set(
        FactTable(collection.name, fields: collection.fields.map(\.name), of: book.catalogue))
    }
    let stated = try RuleEngine.evaluate(book.packs, empty, on: day, scope: "330211")
    #expect(stated.count().notApplicable > 20)
    // Only what asks for something to be there, or is worked out without records, is answered.
    for verdict in stated.verdicts where verdict.verdict == .pass {
      Issue.record("\(verdict.reference) passes although there is nothing to test")
    }
  }

  @Test("no rule tests the code of a class, because codes differ between systems")
  func noCodes() throws {
    for rule in try Repository.book().rules {
      for part in rule.parts {
        for field in part.fields {
          #expect(
            !field.text.contains(/class (not )?~|class (==|!=) "[0-9]|class (not )?in \["[0-9]/),
            "\(rule.id) \(field.name)")
        }
      }
    }
  }
}

@Suite("Only law binds")
struct EffectTests {
  private static let cases: [(more: String, effect: RuleEffect, confirmed: RuleEffect)] = [
    ("", .blocks, .blocks),
    ("level: hard_in_principle", .blocks, .blocks),
    ("level: soft", .warns, .warns),
    ("level: info", .informs, .informs),
    ("evidence: {grade: official, verified: true}", .blocks, .blocks),
    ("evidence: {grade: seed, verified: false}", .warns, .blocks),
    ("evidence: {grade: excerpt, verified: false}", .warns, .blocks),
    ("evidence: {grade: excerpt, verified: true}", .warns, .blocks),
    ("evidence: {grade: own, verified: true}", .warns, .blocks),
    ("evidence: {grade: memory_high, verified: false}", .informs, .blocks),
    ("evidence: {grade: memory_high, verified: true}", .informs, .blocks),
    ("evidence: {grade: memory_low, verified: false}", .informs, .blocks),
    ("source: {title: 文, status: reported}", .informs, .blocks),
    ("source: {title: 文, status: draft}", .informs, .informs),
    ("source: {title: 文, status: repealed}", .informs, .informs),
  ]

  private func failing() throws -> Facts {
    var facts = try Small.facts()
    try facts.set("share", .number(0.9))
    return facts
  }

  @Test("a breach blocks only where the text is law and was seen or confirmed", arguments: 0..<15)
  func effects(_ index: Int) throws {
    let (more, effect, confirmed) = Self.cases[index]
    let book = try Packs.book(Packs.rule("R", more))
    let plain = try Packs.ask(book, try failing())
    #expect(plain.verdicts.first?.effect == effect)
    #expect(plain.isBlocked == (effect == .blocks))
    #expect(plain.outcome == (effect == .blocks ? .blocked : .clear))
    let record = Policy.Confirmation(
      rule: "R", name: "王某", date: "2025-12-01", document: "文号", place: "c.yaml:3")
    let later = try RuleEngine.evaluate(
      book.packs, try failing(), on: try Packs.day(), scope: "330211", confirmations: [record])
    #expect(later.verdicts.first?.effect == confirmed)
    #expect(later.isBlocked == (confirmed == .blocks))
    let isDraft = more.contains("draft") || more.contains("repealed")
    #expect(later.refusedConfirmations.isEmpty == !isDraft)
    #expect((later.verdicts.first?.confirmation == nil) == isDraft)
    #expect(
      try Evaluation(json: later.json()).verdicts.first?.confirmation
        == later.verdicts.first?.confirmation)
  }

  @Test("without facts: blocking rules leave the outcome undecided, others do not matter")
  func undecided() throws {
    let law = try Packs.book(Packs.rule("R", ""))
    #expect(try Packs.ask(law, Small.facts()).outcome == .undecided)
    let draft = try Packs.book(Packs.rule("R", "source: {title: 文, status: draft}"))
    #expect(try Packs.ask(draft, Small.facts()).outcome == .clear)
  }

  @Test("a confirmation that is incomplete, of another day or of a changed rule is refused")
  func refusals() throws {
    let book = try Packs.book(Packs.rule("R", "evidence: {grade: excerpt, verified: false}"))
    let rule = try #require(book.rules.first)
    func reason(_ change: (inout Policy.Confirmation) -> Void) throws -> String? {
      var record = Policy.Confirmation(
        rule: "R", name: "王某", date: "2025-12-01", document: "文号", ruleSHA256: rule.sha256,
        place: "c")
      change(&record)
      let review = ConfirmationReview([record], rules: book.rules, on: try Packs.day())
      #expect(review.counted.isEmpty == !review.refused.isEmpty)
      return review.refused.first?.reason.en
    }
    #expect(try reason { _ in } == nil)
    #expect(try reason { $0.name = nil }?.contains("name") == true)
    #expect(try reason { $0.document = nil }?.contains("document") == true)
    #expect(try reason { $0.date = "soon" }?.contains("2024-08-05") == true)
    #expect(try reason { $0.date = "2026-02-01" }?.contains("after") == true)
    #expect(try reason { $0.rule = "X" }?.contains("no rule X") == true)
    #expect(try reason { $0.ruleSHA256 = "00" }?.contains("changed") == true)
    // Another threshold is another rule; another grade of evidence is not.
    let stricter = try Packs.book(
      Packs.rule("R", "threshold: 0.4\nevidence: {grade: excerpt, verified: false}"))
    #expect(stricter.rules.first?.sha256 != rule.sha256)
    let better = try Packs.book(Packs.rule("R", "evidence: {grade: seed, verified: true}"))
    #expect(better.rules.first?.sha256 == rule.sha256)
  }

  @Test("a file of confirmations is read, and what a record writes can be read again")
  func files() throws {
    let record = Policy.Confirmation(
      rule: "R", name: "王 \"某\"", organisation: "律所", date: "2025-12-01", document: "甲〔2024〕1号",
      documentSHA256: "ab", ruleSHA256: "cd", place: "c.yaml:3")
    let file = PolicyFile(name: "c.yaml", text: ConfirmationFile.heading + record.yaml)
    #expect(try ConfirmationFile(file).confirmations == [record])
    #expect(throws: Diagnostic.self) {
      try ConfirmationFile(
        PolicyFile(name: "c.yaml", text: "schema: zhitu.rules/1\nconfirmations: []"))
    }
  }

  @Test("in the rule book of this repository drafts and rules from memory never block")
  func wholeBook() throws {
    for rule in try Repository.book().rules where rule.effect() == .blocks {
      #expect(rule.source.status == .inForce && rule.level.blocks, "\(rule.id)")
      #expect(rule.evidence.grade.isTextSeen && rule.evidence.verified, "\(rule.id)")
    }
  }
}

@Suite("Registers are compared with the ledger")
struct ContradictionTests {
  private static let checks = """
    schema: zhitu.contradictions/1
    checks:
      - id: REG-1
        title: {zh: 不符, en: at odds}
        statement: {zh: 文, en: text}
        ledger: {name: {zh: 台账, en: ledger}, formula: sum(r.size for r in rows if r.on)}
        register: {name: {zh: 登记, en: register}, formula: sum(1 m2 for n in notes)}
        unit: m2
        tolerance: 0.5
        concerns: [R]
    """

  private func book(_ checks: String = checks) -> (RuleBook?, [Diagnostic]) {
    let rule = Packs.rule(
      "R",
      "formula: count(n for n in notes if n.level > 3)\ncomparator: \"==\"\nthreshold: 0\n"
        + "unit: count")
    return RuleBook.read(
      Packs.files(rule) + [PolicyFile(name: "p/contradictions.yaml", text: checks)])
  }

  private func ask(_ size: FactValue, notes: [Int64]?) throws -> Evaluation {
    let (book, problems) = book()
    #expect(problems.isEmpty, "\(problems)")
    var facts = try Small.facts([(size, .truth(true), .text("x"))])
    if let notes {
      var table = try FactTable("notes", fields: ["level"], of: facts.catalogue)
      for level in notes { try table.append([.whole(level)]) }
      try facts.set(table)
    }
    return try Packs.ask(try #require(book), facts)
  }

  @Test("an empty register contradicts ground that the ledger has measured")
  func empty() throws {
    let evaluation = try ask(.whole(7), notes: [])
    let found = try #require(evaluation.contradictions.first)
    #expect(found.id == "REG-1" && found.ledger == 7 && found.register == 0)
    #expect(found.rules == ["R"])
    let verdict = try #require(evaluation.verdicts.first)
    #expect(verdict.verdict == .undecidable && verdict.contradictions == ["REG-1"])
    #expect(verdict.reason?.en.contains("REG-1") == true)
    #expect(evaluation.outcome == .undecided)
    #expect(try Evaluation(json: evaluation.json()) == evaluation.withoutExact)
  }

  @Test("within the tolerance, and where a side is unknown, there is nothing to find")
  func none() throws {
    #expect(try ask(.number(0.5), notes: []).contradictions.isEmpty)
    #expect(try ask(.number(0.51), notes: []).contradictions.count == 1)
    #expect(try ask(.whole(2), notes: [0, 1]).verdict(of: "R") == .pass)
    #expect(try ask(.whole(7), notes: nil).contradictions.isEmpty)
    #expect(try ask(.missing, notes: []).contradictions.isEmpty)
  }

  @Test("a failing verdict stays, whatever the register states")
  func failing() throws {
    let evaluation = try ask(.whole(7), notes: [9])
    #expect(evaluation.contradictions.count == 1)
    #expect(evaluation.verdict(of: "R") == .fail)
  }

  @Test("a check of an unknown rule or in the wrong unit is a fault of the book")
  func faults() throws {
    let dangling = book(Self.checks.replacing("concerns: [R]", with: "concerns: [X]")).1
    #expect(dangling.map(\.code) == ["policy.dangling"])
    let unit = book(Self.checks.replacing("unit: m2", with: "unit: count")).1
    #expect(unit.map(\.code) == ["policy.unit-mismatch"])
  }

  @Test("incremental verdicts equal a new evaluation after every change")
  func following() throws {
    let book = try #require(book().0)
    func facts(_ size: Int64) throws -> Facts {
      var facts = try Small.facts([(.whole(size), .truth(true), .text("x"))])
      try facts.set(FactTable("notes", fields: ["level"], of: facts.catalogue))
      return facts
    }
    var incremental = try IncrementalVerdicts(
      book.packs, try facts(0), on: try Packs.day(), scope: "330211")
    for size in [Int64(0), 5, 3, 0, 9] {
      try incremental.update(to: try facts(size))
      let again = try Packs.ask(book, try facts(size))
      #expect(incremental.verdicts.map(\.verdict) == again.verdicts.map(\.verdict))
      #expect(incremental.verdicts.map(\.contradictions) == again.verdicts.map(\.contradictions))
    }
  }
}

extension Evaluation {
  /// As its JSON form keeps it.
  fileprivate var withoutExact: Evaluation {
    var result = self
    for index in result.verdicts.indices {
      result.verdicts[index].exactValue = nil
      result.verdicts[index].exactMargin = nil
    }
    return result
  }
}
