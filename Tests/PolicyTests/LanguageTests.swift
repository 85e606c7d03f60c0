import Groundwork
import Policy
import Testing

@Suite("The formula language")
struct LanguageTests {
  /// True, false and unknown.
  static let truths: [Bool?] = [true, false, nil]

  private func facts(_ a: Bool?, _ b: Bool?) throws -> Facts {
    var facts = try Small.facts()
    try facts.set("a", a.map { .truth($0) } ?? .missing)
    try facts.set("b", b.map { .truth($0) } ?? .missing)
    return facts
  }

  private func truth(_ text: String, _ facts: Facts) throws -> Bool? {
    switch try Small.value(text, facts).value {
    case .truth(let truth): truth
    default: nil
    }
  }

  @Test("and, or, not follow Kleene's tables", arguments: truths, truths)
  func kleene(_ a: Bool?, _ b: Bool?) throws {
    let facts = try facts(a, b)
    // The oracle: minimum and maximum over false < unknown < true.
    let rank = { (x: Bool?) in x == nil ? 1 : x == true ? 2 : 0 }
    let back = { (x: Int) -> Bool? in x == 1 ? nil : x == 2 }
    #expect(try truth("a and b", facts) == back(min(rank(a), rank(b))))
    #expect(try truth("a or b", facts) == back(max(rank(a), rank(b))))
    #expect(try truth("not a", facts) == a.map { !$0 })
    #expect(try truth("not (a and b)", facts) == truth("not a or not b", facts))
    #expect(try truth("a == b", facts) == (a == nil || b == nil ? nil : a == b))
    #expect(try truth("if a then b else b", facts) == (a == nil ? nil : b))
  }

  @Test("all and any over three rows are and and or", arguments: truths, truths)
  func quantifiers(_ a: Bool?, _ b: Bool?) throws {
    for c in Self.truths {
      let given = [a, b, c]
      let facts = try Small.facts(
        given.map { (.whole(1), $0.map { .truth($0) } ?? .missing, .text("x")) })
      let all: Bool? = given.contains(false) ? false : given.contains(nil) ? nil : true
      let any: Bool? = given.contains(true) ? true : given.contains(nil) ? nil : false
      #expect(try truth("all(r.on for r in rows)", facts) == all)
      #expect(try truth("any(r.on for r in rows)", facts) == any)
      let count = try Small.value("count(r for r in rows if r.on)", facts).number
      let known = given.contains(nil) ? nil : Rational(given.filter { $0 == true }.count)
      #expect(count == known)
      #expect(try Small.value("sum(r.size for r in rows if r.on)", facts).number == known)
      // A row of no size makes no difference, whether it belongs or not.
      #expect(try Small.value("sum(0 m2 for r in rows if r.on)", facts).number == .zero)
    }
  }

  @Test("Numbers are exact and in base units")
  func numbers() throws {
    let facts = try Small.facts()
    let cases: [(String, String)] = [
      ("1 + 2 * 3 - 4 / 8", "13/2"), ("(1 + 2) * 3", "9"), ("-2 - -3", "1"),
      ("0.1 + 0.2", "3/10"), ("3 mu", "2000"), ("1 hm2 / 1 mu", "15"), ("5 %", "1/20"),
      ("1 km2 - 100 hm2", "0"), ("2 wan_yuan / 1 mu", "30"), ("1 - 2 - 3", "-4"),
      ("8 / 4 / 2", "1"), ("abs(0 - 5 m2)", "5"), ("least(3, 2, 7)", "2"),
      ("greatest(3, 2, 7)", "7"), ("let x = 3; let y = x * x; y + x", "12"),
      ("if 1 < 2 then 3 mu else 1 m2", "2000"), ("@2024-03-01 - @2024-02-28", "2"),
      ("year(add_months(@2024-01-31, 13))", "2025"),
      ("years_between(@2022-03-05, @2025-03-05)", "3"),
      ("years_between(@2022-03-05, @2025-03-06)", "1096/365"),
      ("years_between(@2023-01-01, @2024-07-02)", "3/2"),
      ("years_between(@2024-02-29, @2025-02-28)", "1"),
      ("years_between(@2025-03-05, @2022-03-05)", "-3"),
      ("years_between(@2025-01-01, @2024-12-31)", "-1/366"),
      ("15 wan_yuan_per_mu * 1 mu / 1 wan_yuan", "15"),
    ]
    for (text, expected) in cases {
      #expect(try Small.value(text, facts).number?.description == expected, "\(text)")
    }
  }

  @Test("Truth values of comparisons, lists and patterns")
  func comparisons() throws {
    let facts = try Small.facts()
    let cases: [(String, Bool)] = [
      ("0.05 >= 5 %", true), ("1/3 + 1/3 + 1/3 == 1", true), ("3 mu <= 2000 m2", true),
      ("3 mu < 2000 m2", false), (#""0101" ~ "01*""#, true), (#""0201" ~ ["01*", "0201"]"#, true),
      (#""1101" not ~ ["01*", "0201"]"#, true), (#""a" in ["a", "b"]"#, true),
      ("3 not in [1, 2]", true), (#""a" != "b" and not "a" == "b""#, true),
      (#"starts_with("0603", "06")"#, true), ("@2024-12-31 < @2025-01-01", true),
      ("add_years(@2024-02-29, 1) == @2025-02-28", true),
      ("add_days(@2024-02-28, 2) == @2024-03-01", true),
      ("1 < 2 or 1 / 0 == 1", true), ("1 > 2 and 1 / 0 == 1", false),
    ]
    for (text, expected) in cases { #expect(try truth(text, facts) == expected, "\(text)") }
  }

  @Test("What cannot be known is unknown, with its causes")
  func unknowns() throws {
    var facts = try Small.facts([(.area(Area(hundredths: 100)), .missing, .text("x"))])
    try facts.set("share", .number(.nan))
    try facts.set("zone", .text(" "))
    let cases: [(String, [String], String?)] = [
      ("land * share", ["land", "share"], nil), ("zone == \"x\"", ["zone"], nil),
      ("1 / 0", [], "division by zero"), ("land / (share - share)", ["land", "share"], nil),
      ("max(r.size for r in rows if r.size > 5 m2)", [], "no record to take a value from"),
      ("one(r.size for r in rows if r.size > 5 m2)", [], "not exactly one matching record"),
      ("sum(r.size for r in rows if r.on)", ["rows.on"], nil),
      ("add_days(@9999-12-31, 1) == @2024-01-01", [], "a date out of range"),
      ("years_between(start, @2024-01-01)", ["start"], nil),
      ("years_between(@9999-06-01, @9999-07-01)", [], "a date out of range"),
      ("sum(r.size for r in rows if not r.on) + land", ["land", "rows.on"], nil),
      ("if a then 1 else 2", ["a"], nil),
    ]
    for (text, missing, fault) in cases {
      let outcome = try Small.value(text, facts)
      #expect(outcome.value == .unknown, "\(text)")
      #expect(outcome.missing == missing, "\(text)")
      #expect(outcome.faults.first?.en == fault, "\(text)")
    }
    let none = try Small.value("sum(r.size for r in rows)", try Small.facts())
    #expect(none.missing == ["rows"])
    #expect(try Small.value("count(n for n in notes)", try Small.facts()).missing == ["notes"])
    var empty = try Small.facts()
    try empty.set(try FactTable("notes", fields: [], of: empty.catalogue))
    #expect(try Small.value("count(n for n in notes)", empty).number == .zero)
    try empty.set(try FactTable("rows", fields: ["id"], of: empty.catalogue))
    #expect(try Small.value("count(r for r in rows)", empty).missing == ["rows"])
  }

  @Test("Results that do not fit are unknown, never rounded")
  func overflow() throws {
    let facts = try Small.facts()
    let big = "99999999999999999999999999999999"
    let outcome = try Small.value("\(big) * \(big) * \(big)", facts)
    #expect(outcome.value == .unknown)
    #expect(outcome.faults.first?.en == "a number too large to be exact")
    #expect(try truth("\(big) / 3 > \(big) / 7", facts) == true)
  }

  @Test("Units and types that do not agree are errors with their place")
  func types() throws {
    let catalogue = try Small.catalogue()
    let cases: [(String, Int)] = [
      ("land > share", 7), ("land + 3", 7), ("land > 5 %", 7), ("land + price", 7),
      ("sum(r.code for r in rows)", 4), ("count(r.size for r in rows)", 6), ("a + 1", 4),
      ("zone < \"x\"", 0), ("not land", 4), ("if land then 1 else 2", 3),
      ("if a then 1 else 2 m2", 17), ("rows", 0), ("nothing", 0), ("r.size", 0),
      ("sum(r.width for r in rows)", 4), ("sum(r.size for r in heaps)", 20), ("5 acres", 0),
      ("land ~ \"01*\"", 0), ("zone ~ \"0*1\"", 7), ("zone in [1]", 9), ("zone in [a]", 9),
      ("start + 1", 8), ("land.size", 0), ("let a = 1; a", 0), ("nonsense(1)", 0),
      ("threshold_of(\"X\")", 0), ("sum(r for r in rows)", 4), ("all(r.size for r in rows)", 4),
      ("sum(sum(r.size for r in rows) for r in rows)", 24),
    ]
    for (text, offset) in cases {
      let error = #expect(throws: FormulaError.self, "\(text)") {
        try Formula(text, catalogue: catalogue)
      }
      #expect(error?.offset == offset, "\(text): \(error?.message.en ?? "")")
    }
  }

  @Test("Zero needs no unit, and units follow the laws of dimensions")
  func units() throws {
    let catalogue = try Small.catalogue()
    #expect(try Formula("land > 0 and price >= 0", catalogue: catalogue).dimension == nil)
    #expect(try Formula("land / land", catalogue: catalogue).dimension == Dimension.none)
    #expect(try Formula("price / land * land", catalogue: catalogue).dimension?.money == 1)
    for unit in UnitOfMeasure.all {
      // A quantity over its own unit is the number; the reverse gives the quantity back.
      let same = try Small.value("7 \(unit.name) / (1 \(unit.name))", Facts(catalogue))
      #expect(same.number == Rational(7))
      for other in UnitOfMeasure.all where other.dimension == unit.dimension {
        let there = try Small.value("1 \(unit.name) / (1 \(other.name))", Facts(catalogue)).number
        let back = try Small.value("1 \(other.name) / (1 \(unit.name))", Facts(catalogue)).number
        #expect(there.flatMap { x in back.flatMap { x.multiplied(by: $0) } } == .one)
      }
    }
  }

  @Test("A trace shows every part outside aggregates once, inner parts first")
  func trace() throws {
    var facts = try Small.facts([(.whole(30), .truth(true), .text("x"))])
    try facts.set("land", .whole(120))
    let trace = try Small.value("sum(r.size for r in rows\n if r.on) / land", facts).trace
    #expect(
      trace.map(\.expression) == [
        "sum(r.size for r in rows if r.on)", "land", "sum(r.size for r in rows if r.on) / land",
      ])
    #expect(trace.map(\.value) == [.number(30), .number(120), .number(0.25)])
    #expect(trace.map(\.unit) == ["m2", "m2", "ratio"])
  }
}
