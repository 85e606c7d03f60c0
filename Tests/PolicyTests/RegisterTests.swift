import Groundwork
import Policy
import Testing

@Suite("Registers: facts and overrides from files")
struct RegisterTests {
  private func register(_ text: String, _ name: String = "r.yaml") throws -> Register {
    try Register(
      PolicyFile(name: name, text: "schema: zhitu.register/1\n" + text),
      catalogue: try Small.catalogue())
  }

  private func problem(_ texts: String...) throws -> Diagnostic? {
    var facts = Facts(try Small.catalogue())
    do {
      var registers: [Register] = []
      for (index, text) in texts.enumerated() {
        registers.append(try register(text, "r\(index).yaml"))
      }
      try facts.add(registers)
    } catch let error as Diagnostic {
      return error
    }
    return nil
  }

  @Test("A register adds facts, replaces those of the plan, and says where each came from")
  func adds() throws {
    var facts = try Small.facts([(.whole(1), .truth(true), .text("a"))])
    try facts.set("land", .whole(5))
    try facts.set("share", .number(0.1))
    let first = try register("scalars: {share: 0.4}\ncollections:\n  rows: [{size: 2 mu}]")
    let second = try register("collections: {rows: [{size: 7, on: false}]}", "s.json")
    try facts.add([first, second])
    facts.setOrigin("plan demo")
    #expect(try Small.value("share", facts).number == Rational(decimal: "0.4"))
    #expect(try Small.value("land", facts).number == Rational(5))
    #expect(try Small.value("count(r for r in rows)", facts).number == Rational(2))
    #expect(facts.origins.map(\.fact) == ["land", "rows", "rows", "share"])
    #expect(facts.origins.map(\.source) == ["plan demo", "r.yaml", "s.json", "r.yaml"])
    #expect(facts.origins.map(\.line) == [nil, 4, 2, 2])
    #expect(facts.origins.map(\.records) == [nil, 1, 1, nil])
    let evaluation = try Packs.ask(try Packs.book(Packs.rule("R", "")), facts)
    #expect(evaluation.origins == facts.origins)
    #expect(try Evaluation(json: evaluation.json()) == readable(evaluation))
  }

  /// What can be read back: exact values are not written.
  private func readable(_ evaluation: Evaluation) -> Evaluation {
    var result = evaluation
    for index in result.verdicts.indices {
      result.verdicts[index].exactValue = nil
      result.verdicts[index].exactMargin = nil
    }
    return result
  }

  @Test("The day of the evaluation is that of a register, also when facts are made again")
  func dayOfJudgement() throws {
    let catalogue = try Repository.book().catalogue
    let asked = try #require(CalendarDate("2026-11-21"))
    var known = Facts(catalogue)
    try known.set("as_of", .date(asked))
    let text = "schema: zhitu.register/1\nscalars: {as_of: 2026-06-01}"
    try known.add([Register(PolicyFile(name: "r.yaml", text: text), catalogue: catalogue)])
    func day(_ facts: Facts) throws -> TraceValue {
      try Formula("as_of", catalogue: catalogue).evaluate(facts).value
    }
    #expect(try day(known) == .text("2026-06-01"))
    var again = Facts(catalogue)
    try again.complete(asOf: asked, from: known)
    #expect(try day(again) == .text("2026-06-01"))
    var silent = Facts(catalogue)
    try silent.complete(asOf: asked, from: Facts(catalogue))
    #expect(try day(silent) == .text("2026-11-21"))
  }

  @Test("Records with the code of a plan's record complete it")
  func completes() throws {
    var facts = try Small.facts([
      (.whole(1), .missing, .text("x")), (.whole(2), .missing, .text("y")),
    ])
    let fuller = try register("collections:\n  rows: [{code: y, on: true}, {code: x, size: 5}]")
    try facts.add([fuller])
    facts.setOrigin("plan demo")
    #expect(try Small.value("sum(r.size for r in rows)", facts).number == Rational(7))
    #expect(
      try Small.value("any(r.on and r.code == \"y\" for r in rows)", facts).value == .truth(true))
    #expect(facts.origins.map(\.source) == ["plan demo", "r.yaml"])
    #expect(facts.origins.map(\.isForeign) == [false, false])
    // A plan that is made again from a plan that was made again still has what the register says.
    var last = facts
    for _ in 0..<2 {
      var again = try Small.facts([
        (.whole(1), .missing, .text("x")), (.whole(2), .missing, .text("y")),
      ])
      try again.complete(asOf: nil, from: last)
      #expect(
        try Small.value("any(r.on and r.code == \"y\" for r in rows)", again).value == .truth(true))
      #expect(again.origins.map(\.source) == ["plan demo", "r.yaml"])
      last = again
    }
    var other = try Small.facts([(.whole(1), .missing, .text("x"))])
    let stranger = try register("collections:\n  rows:\n    - {code: z, on: true}")
    let error = #expect(throws: Diagnostic.self) { try other.add([stranger]) }
    #expect(error?.code == "register.no-record")
    #expect(error?.file == "r.yaml:4")
  }

  @Test("JSON is read like YAML")
  func json() throws {
    let file = PolicyFile(
      name: "r.json",
      text: """
        {"schema": "zhitu.register/1", "scalars": {"start": "2026-03-01", "zone": "甲/乙", "a": true},
         "collections": {"rows": [{"size": 12.5, "code": "0101"}, {"size": "3 mu", "code": null}]}}
        """)
    var facts = Facts(try Small.catalogue())
    try facts.add([Register(file, catalogue: facts.catalogue)])
    #expect(
      try Small.value("sum(r.size for r in rows)", facts).number == Rational(decimal: "2012.5"))
    #expect(try Small.value("zone", facts).value == .text("甲/乙"))
    #expect(try Small.value("year(start)", facts).number == Rational(2026))
  }

  @Test("An error names file, line, collection, field and what to write")
  func errors() throws {
    let cases: [(String, String, String, String?, String?)] = [
      ("scalars:\n  shore: 1", "policy.unknown-fact", "r0.yaml:3", nil, nil),
      ("scalars:\n  share: much", "policy.not-a-number", "r0.yaml:3", nil, nil),
      ("scalars:\n  land: -1", "facts.out-of-range", "r0.yaml:3", nil, "land"),
      ("scalars:\n  mode: z", "facts.unknown-value", "r0.yaml:3", nil, "mode"),
      ("collections:\n  heaps: []", "policy.unknown-fact", "r0.yaml:3", nil, nil),
      (
        "collections:\n  rows:\n    - {size: 1}\n    - {size: big}", "policy.not-a-number",
        "r0.yaml:5", "rows", "size"
      ),
      (
        "collections:\n  rows:\n    - {size: 1}\n    - {size: -1}", "facts.out-of-range",
        "r0.yaml:5",
        "rows", "size"
      ),
      (
        "collections:\n  rows:\n    - {size: 1}\n    - {sise: 1}", "policy.unknown-fact",
        "r0.yaml:5",
        nil, nil
      ),
      (
        "collections:\n  rows:\n    - {id: 3}\n    - {id: 3}", "facts.duplicate-id", "r0.yaml:4",
        "rows", nil
      ),
      ("overrides:\n  - {authority: x}", "policy.missing-key", "r0.yaml:3", nil, "rule"),
      ("overides: []", "policy.unknown-key", "r0.yaml:1", nil, nil),
    ]
    for (text, code, place, layer, field) in cases {
      let found = try problem(text)
      #expect(found?.code == code, "\(text)\n\(String(describing: found))")
      #expect(found?.file == place, "\(text)\n\(String(describing: found))")
      if let layer { #expect(found?.layer == layer, "\(text)") }
      if let field { #expect(found?.field == field, "\(text)") }
    }
    #expect(
      try problem("collections:\n  rows:\n    - {sise: 1}")?.remedy?.en.contains("size") == true)
    #expect(
      try problem("collections:\n  rows: [{size: big}]")?.remedy?.en.contains("m2") == true)
    let twice = try problem("scalars: {land: 1}", "scalars: {land: 2}")
    #expect(twice?.code == "register.twice")
    #expect(twice?.file == "r1.yaml:2")
    let schema = PolicyFile(name: "r.yaml", text: "schema: zhitu.facts/1")
    #expect(throws: Diagnostic.self) {
      try Register(schema, catalogue: try Small.catalogue())
    }
  }

  @Test("Missing facts are named with unit, meaning and origin")
  func needs() throws {
    let book = try Packs.book(
      Packs.rule("R", "formula: sum(r.size for r in rows if r.on) / land"))
    let facts = try Small.facts([(.whole(1), .missing, .text("a"))])
    let verdict = try #require(try Packs.ask(book, facts).verdicts.first)
    #expect(verdict.missing == ["land", "rows.on"])
    #expect(verdict.needs.map(\.name) == ["land", "rows.on"])
    #expect(verdict.needs.map(\.unit) == ["m2", "truth"])
    #expect(verdict.needs.map(\.origin.zh) == ["t", "t"])
    let nothing = try Packs.ask(book, Facts(try Small.catalogue()))
    let rows = nothing.verdicts.first?.needs.first(where: { $0.name == "rows" })
    #expect(rows?.unit == "records")
  }
}
