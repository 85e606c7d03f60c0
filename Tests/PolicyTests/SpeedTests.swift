import Groundwork
import Policy
import Testing

@Suite("Speed of the engine")
struct SpeedTests {
  /// A plan with this many pieces, all rules decided.
  private func plan(pieces: Int) throws -> (book: RuleBook, facts: Facts) {
    let book = try Repository.book()
    var facts = Facts(book.catalogue)
    try facts.set("erl_removed", .whole(0))
    var table = try FactTable(
      "pieces",
      fields: [
        "id", "from_id", "to_id", "from_use", "to_use", "from_category", "to_category", "area",
        "farmland_before", "farmland_after", "in_erl", "in_pbf", "pbf_adjust", "pbf_area",
        "township", "slope_class",
      ], of: book.catalogue)
    for index in 0..<pieces {
      let area = FactValue.area(Area(hundredths: Int64(index % 977 + 1) * 101))
      let fromFarm = index % 3 != 0
      let toFarm = index % 5 != 0
      try table.append([
        .whole(Int64(index + 1)), .text("a\(index)"), .text("b\(index)"),
        .text(fromFarm ? "farmland" : "homestead"), .text(toFarm ? "farmland" : "industry"),
        .text(fromFarm ? "farm" : "construction"), .text(toFarm ? "farm" : "construction"), area,
        fromFarm ? area : .whole(0), toFarm ? area : .whole(0), .truth(index % 50 == 1),
        .truth(index % 4 == 1), .text(index % 40 == 1 ? "DC" : ""), area, .text("330211001"),
        .whole(Int64(index % 5 + 1)),
      ])
    }
    try facts.set(table)
    var towns = try FactTable(
      "townships", fields: ["id", "code", "touched", "farmland_designated", "pbf_designated"],
      of: book.catalogue)
    try towns.append([.whole(1), .text("A"), .truth(true), .whole(1_000_000), .whole(900_000)])
    try facts.set(towns)
    return (book, facts)
  }

  @Test("A hundred thousand pieces are decided within seconds", .timeLimit(.minutes(2)))
  func hundredThousand() throws {
    let clock = ContinuousClock()
    var made: (book: RuleBook, facts: Facts)?
    let filling = try clock.measure { made = try plan(pieces: 100_000) }
    let (book, facts) = try #require(made)
    let date = try #require(CalendarDate("2026-01-01"))
    var evaluation: Evaluation?
    let evaluating = try clock.measure {
      evaluation = try RuleEngine.evaluate(book.packs, facts, on: date, scope: "330211")
    }
    let hashing = clock.measure { _ = facts.sha256() }
    print("policy: 100,000 pieces: filling \(filling), hash \(hashing), all rules \(evaluating)")
    #expect(evaluation?.verdict(of: "CORE-03") != .undecidable)
    let alone = try RuleEngine.evaluate(
      book.packs, facts, on: date, scope: "330211", job: Job(threads: 1))
    #expect(alone == evaluation)
  }
}
