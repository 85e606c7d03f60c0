import Groundwork
import Policy
import Testing

@Suite("Rules as linear sums over records")
struct LinearFormTests {
  private func dependence(_ fact: String) -> FactDependence {
    switch fact {
    case "rows", "rows.on", "rows.size": .recordwise
    case "rows.code": .joint
    default: .fixed
    }
  }

  private func facts(_ dice: inout Dice, rows: Int) throws -> Facts {
    var facts = try Small.facts(
      (0..<rows).map { _ in
        (
          .area(Area(hundredths: Int64(dice.next() % 100_000))), .truth(dice.next() % 2 == 0),
          .text("a")
        )
      })
    try facts.set("land", .area(Area(hundredths: 5_000_000)))
    try facts.set("share", .number(0.25))
    return facts
  }

  private static let linear = [
    "sum(r.size for r in rows)",
    "(sum(r.size for r in rows if r.on) - land) / land",
    "let kept = sum(r.size for r in rows if r.on); let due = land * share; 3 * kept - due / 2",
    "sum(r.size for r in rows if r.on) / sum(r.size for r in rows)",
    "sum(r.size for r in rows if r.on) / sum(r.size for r in rows) - share",
    "-count(r for r in rows if r.on and r.size > 1 m2)",
  ]

  /// The value of the sums, taken record by record, is the value of the formula, for whatever records.
  @Test(arguments: LinearFormTests.linear)
  func theSumsGiveTheValueOfTheFormula(_ text: String) throws {
    var dice = Dice(state: 11)
    for round in 1...12 {
      let facts = try facts(&dice, rows: round)
      let formula = try Formula(text, catalogue: facts.catalogue)
      let form = try #require(try formula.linearForm(on: facts, dependence: dependence))
      func value(_ sum: LinearForm.Sum) throws -> Rational {
        var total = sum.constant
        for term in sum.terms {
          for row in 0..<round {
            let alone = facts.selecting([row], of: "rows")
            let part = try #require(
              try term.sum.evaluate(alone).number?.multiplied(by: term.factor))
            total = try #require(total.adding(part))
          }
        }
        return total
      }
      let quotient = try value(form.numerator).divided(by: value(form.denominator))
      #expect(try formula.evaluate(facts).number == quotient?.reduced, "\(text), \(round) rows")
    }
  }

  @Test(arguments: [
    "min(r.size for r in rows)",
    "sum(r.size for r in rows) * sum(r.size for r in rows if r.on)",
    "sum(r.size for r in rows if r.code == \"a\")",
    "greatest(sum(r.size for r in rows), land)",
    "let whole = sum(r.size for r in rows); sum(r.size for r in rows if r.size > whole)",
  ])
  func whatIsNoSumIsNotTaken(_ text: String) throws {
    var dice = Dice(state: 5)
    let facts = try facts(&dice, rows: 4)
    let formula = try Formula(text, catalogue: facts.catalogue)
    let form = try formula.linearForm(on: facts, dependence: dependence)
    #expect(form == nil)
  }
}
