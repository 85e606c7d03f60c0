import Groundwork
import Policy
import Testing

@Suite("Laws of three-valued logic")
struct LawTests {
  /// A random formula that is true or false, on scalars and on rows.
  private func formula(_ dice: inout Dice, depth: Int) -> String {
    let leaves = [
      "a", "b", "share > 0.3", "share == 0.4", "zone ~ \"01*\"", "zone in [\"x\", \"0101\"]",
      "any(r.on for r in rows)", "all(r.on for r in rows if r.size > 2 m2)",
      "count(r for r in rows if r.on) >= 2", "sum(r.size for r in rows if r.on) > 3 m2",
      "max(r.size for r in rows) < 4 m2", "any(r.code == \"x\" and r.on for r in rows)",
      "one(r.size for r in rows if r.on) > 1 m2",
    ]
    guard depth > 0 else { return leaves.randomElement(using: &dice) ?? "a" }
    let one = formula(&dice, depth: depth - 1)
    switch Int.random(in: 0...4, using: &dice) {
    case 0: return "(\(one) and \(formula(&dice, depth: depth - 1)))"
    case 1: return "(\(one) or \(formula(&dice, depth: depth - 1)))"
    case 2: return "not (\(one))"
    case 3:
      return "(if \(one) then \(formula(&dice, depth: depth - 1)) "
        + "else \(formula(&dice, depth: depth - 1)))"
    default: return one
    }
  }

  /// Facts twice: with gaps, and with every gap filled in.
  private func facts(_ dice: inout Dice) throws -> (Facts, Facts) {
    func pick(_ values: [FactValue]) -> (FactValue, FactValue) {
      let value = values.randomElement(using: &dice) ?? .missing
      return (Int.random(in: 0...2, using: &dice) == 0 ? .missing : value, value)
    }
    let truths: [FactValue] = [.truth(true), .truth(false)]
    let texts: [FactValue] = [.text("x"), .text("0101"), .text("y")]
    let sizes: [FactValue] = [.whole(0), .whole(1), .whole(3), .whole(5)]
    let rows = (0..<Int.random(in: 1...3, using: &dice)).map { _ in
      (pick(sizes), pick(truths), pick(texts))
    }
    var gaps = try Small.facts(rows.map { ($0.0.0, $0.1.0, $0.2.0) })
    var full = try Small.facts(rows.map { ($0.0.1, $0.1.1, $0.2.1) })
    let scalars = [
      ("a", pick(truths)), ("b", pick(truths)), ("share", pick([.number(0.1), .number(0.4)])),
      ("zone", pick(texts)),
    ]
    for (name, values) in scalars {
      try gaps.set(name, values.0)
      try full.set(name, values.1)
    }
    return (gaps, full)
  }

  @Test("Additional facts never change a known result", arguments: 0..<12)
  func monotone(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &* 991 &+ 3)
    let catalogue = try Small.catalogue()
    var known = 0
    for _ in 0..<400 {
      let formula = try Formula(formula(&dice, depth: 3), catalogue: catalogue)
      let (gaps, full) = try facts(&dice)
      let before = try formula.evaluate(gaps, traced: false).value
      guard before != .unknown else { continue }
      known += 1
      #expect(try formula.evaluate(full, traced: false).value == before, "\(formula.text)")
    }
    #expect(known > 40)
  }

  @Test("Double negation, De Morgan's laws and commutativity of and and or hold")
  func laws() throws {
    var dice = Dice(state: 5)
    let catalogue = try Small.catalogue()
    for _ in 0..<300 {
      let (x, y) = (formula(&dice, depth: 1), formula(&dice, depth: 1))
      let (gaps, _) = try facts(&dice)
      func value(_ text: String) throws -> TraceValue {
        try Formula(text, catalogue: catalogue).evaluate(gaps, traced: false).value
      }
      #expect(try value("not not (\(x))") == value(x))
      #expect(try value("not (\(x) and \(y))") == value("not (\(x)) or not (\(y))"))
      #expect(try value("\(x) and \(y)") == value("\(y) and \(x)"))
      #expect(try value("\(x) or \(y)") == value("\(y) or \(x)"))
      #expect(try value("(\(x)) and (\(x))") == value(x))
    }
  }
}
