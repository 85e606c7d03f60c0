import Groundwork
import Policy
import Testing

@Suite("The formula language handles any input")
struct FuzzTests {
  private static let words = [
    "a", "b", "land", "share", "price", "start", "zone", "mode", "rows", "notes", "r", "r.size",
    "r.on", "r.code", "r.when", "n.level", "sum(", "count(", "max(", "min(", "all(", "any(", "one(",
    "for r in rows", "for n in notes", "if", "then", "else", "let x =", ";", "x", "and", "or",
    "not", "in", "[", "]", "(", ")", ",", "+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=",
    "~", "0", "1", "3 mu", "5 %", "170141183460469231731687303715884105727", "0.000000000001",
    "\"01*\"", "\"x\"", "@2024-02-29", "@9999-12-31", "true", "false", "abs(", "least(",
    "year(", "add_days(", "add_months(", "add_years(", "years_between(", "starts_with(", "耕地", "\"",
    "@", "%", "&",
    "9223372036854775807", ".", "threshold",
  ]

  private func randomFacts(_ dice: inout Dice) throws -> Facts {
    let numbers: [FactValue] = [
      .missing, .whole(0), .whole(.max), .number(.nan), .number(.infinity), .number(1e-7),
      .area(Area(hundredths: .max)), .exact(Rational(Int128.max)),
    ]
    let truths: [FactValue] = [.missing, .truth(true), .truth(false)]
    let texts: [FactValue] = [.missing, .text(""), .text("0101"), .text("耕地")]
    func pick(_ values: [FactValue]) -> FactValue { values.randomElement(using: &dice) ?? .missing }
    var facts = try Small.facts(
      (0..<Int.random(in: 0...4, using: &dice)).map { _ in
        (pick(numbers), pick(truths), pick(texts))
      })
    try facts.set("a", pick(truths))
    try facts.set("land", pick(numbers))
    try facts.set("zone", pick(texts))
    return facts
  }

  @Test("Random tokens", arguments: 0..<8)
  func soup(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let catalogue = try Small.catalogue()
    var accepted = 0
    for _ in 0..<4000 {
      let count = Int.random(in: 1...14, using: &dice)
      let text = (0..<count).compactMap { _ in Self.words.randomElement(using: &dice) }
        .joined(separator: " ")
      guard let formula = try? Formula(text, catalogue: catalogue) else { continue }
      accepted += 1
      _ = try formula.evaluate(try randomFacts(&dice))
    }
    #expect(accepted > 20)
  }

  @Test("Formulas generated from the grammar are evaluated on extreme facts", arguments: 0..<8)
  func grown(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &+ 1000)
    let catalogue = try Small.catalogue()
    for _ in 0..<1500 {
      let text = number(&dice, depth: 5, row: nil)
      let outcome = try Formula(text, catalogue: catalogue).evaluate(try randomFacts(&dice))
      if outcome.number == nil {
        #expect(!outcome.missing.isEmpty || !outcome.faults.isEmpty, "\(text)")
      }
    }
  }

  /// A random formula that is a pure number.
  private func number(_ dice: inout Dice, depth: Int, row: String?) -> String {
    let leaves = [
      "0.3", "7", "(land / (1 mu))", "share", row.map { "(\($0).size / (1 m2))" } ?? "1",
    ]
    guard depth > 0 else { return leaves.randomElement(using: &dice) ?? "1" }
    func again() -> String { number(&dice, depth: depth - 1, row: row) }
    switch Int.random(in: 0...8, using: &dice) {
    case 0: return "(\(again()) + \(again()))"
    case 1: return "(\(again()) - \(again()))"
    case 2: return "(\(again()) * \(again()))"
    case 3: return "(\(again()) / \(again()))"
    case 4: return "-\(again())"
    case 5:
      return "(if \(truth(&dice, depth: depth - 1, row: row)) then \(again()) else \(again()))"
    case 6 where row == nil:
      let name = "q\(depth)"
      let kind = ["sum", "max", "min", "one"].randomElement(using: &dice) ?? "sum"
      return "\(kind)(\(number(&dice, depth: depth - 1, row: name)) for \(name) in rows"
        + " if \(truth(&dice, depth: depth - 1, row: name)))"
    case 7: return "abs(\(again()))"
    default: return leaves.randomElement(using: &dice) ?? "1"
    }
  }

  private func truth(_ dice: inout Dice, depth: Int, row: String?) -> String {
    guard depth > 0 else { return row.map { "\($0).on" } ?? "a" }
    switch Int.random(in: 0...4, using: &dice) {
    case 0:
      return "(\(truth(&dice, depth: depth - 1, row: row)) or "
        + "\(truth(&dice, depth: depth - 1, row: row)))"
    case 1: return "not \(truth(&dice, depth: depth - 1, row: row))"
    case 2: return "zone ~ \"01*\""
    default:
      return "\(number(&dice, depth: depth - 1, row: row)) >= "
        + number(&dice, depth: depth - 1, row: row)
    }
  }

  @Test("Deep nesting is refused")
  func depth() throws {
    let catalogue = try Small.catalogue()
    let many = 3000
    let texts = [
      String(repeating: "(", count: many), String(repeating: "-", count: many) + "1",
      String(repeating: "not ", count: many / 2) + "a",
      "land" + String(repeating: ".x", count: many),
      "1" + String(repeating: "+1", count: many),
      String(repeating: "if a then ", count: many / 4) + "1",
      "a" + String(repeating: " or a", count: many / 2),
      String(repeating: "abs(", count: many / 2), String(repeating: "let x = ", count: many / 4),
      "zone in " + String(repeating: "[", count: many), String(repeating: "x", count: 100_000),
      "\u{0}", "", " ", "\u{FEFF}1", "１", "@", "@2024-02-30", "1.", ".1", "1e5",
    ]
    for text in texts {
      #expect(throws: FormulaError.self, "\(text.prefix(20))") {
        try Formula(text, catalogue: catalogue)
      }
    }
    let deep = String(repeating: "(", count: 40) + "1" + String(repeating: ")", count: 40)
    #expect(try Small.value(deep, try Small.facts()).number == .one)
  }

  @Test("Nested aggregates stop at their budget")
  func budget() throws {
    let rows = (0..<1200).map { _ in
      (FactValue.whole(1), FactValue.truth(true), FactValue.text("x"))
    }
    let text = "sum(sum(sum(1 for t in rows) for s in rows) for r in rows)"
    let formula = try Formula(text, catalogue: try Small.catalogue())
    let facts = try Small.facts(rows)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled.self) { try formula.evaluate(facts, cancellation: cancellation) }
    #expect(throws: FormulaError.self) {
      try Formula(
        "sum(sum(sum(sum(1 for u in rows) for t in rows) for s in rows) for r in rows)",
        catalogue: try Small.catalogue())
    }
  }
}
