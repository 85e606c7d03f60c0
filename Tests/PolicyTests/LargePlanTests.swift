import Groundwork
import Policy
import Testing

@Suite("The engine on large plans")
struct LargePlanTests {
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

  @Test(
    "A hundred thousand pieces are summed exactly and equally on any number of threads",
    .timeLimit(.minutes(2)))
  func hundredThousand() throws {
    let pieces = 100_000
    let (book, facts) = try plan(pieces: pieces)
    let date = try #require(CalendarDate("2026-01-01"))
    let evaluations = try [1, 2, 5].map { threads in
      try RuleEngine.evaluate(
        book.packs, facts, on: date, scope: "330211", job: Job(threads: threads))
    }
    #expect(evaluations[1] == evaluations[0] && evaluations[2] == evaluations[0])
    // CORE-03, construction land gained less construction land lost, added up here once more.
    var growth: Int64 = 0
    for index in 0..<pieces {
      let area = Int64(index % 977 + 1) * 101
      growth += (index % 5 == 0 ? area : 0) - (index % 3 == 0 ? area : 0)
    }
    let verdict = try #require(evaluations[0].verdicts.first { $0.rule == "CORE-03" })
    #expect(verdict.exactValue == Rational(decimal: Area(hundredths: growth).decimal))
    #expect(verdict.verdict == (growth > 0 ? .fail : .pass))
  }
}
