import Governance
import Groundwork
import Testing

private let source = Localized("s")

private func form(
  _ parts: [Money?], total: Money?, note: String? = nil
) -> ApplicationForm {
  ApplicationForm(
    plan: "P",
    blocks: [
      .init(
        "cost", zh: "投资构成", en: "cost",
        parts.enumerated().map {
          .init("cost.\($0)", zh: "甲", en: "a", $1.map { .money($0) }, source: source)
        }),
      .init(
        "totals", zh: "合计", en: "totals",
        [
          .init(
            "investment.total", zh: "总投资", en: "total", total.map { .money($0) }, source: source),
          .init("year", zh: "年度", en: "year", note.map { .text($0) }, source: source),
        ]),
    ])
}

@Suite("Application form") struct ApplicationFormTests {
  @Test(
    arguments: [
      ([Money(fen: 60), Money(fen: 40)], Money?(Money(fen: 100)), Bool?(true)),
      ([Money(fen: 60), Money(fen: 39)], Money(fen: 100), false),
      ([Money(fen: 60), nil], Money(fen: 60), nil), ([Money(fen: 60)], nil, nil),
      ([], Money.zero, nil),
    ] as [([Money?], Money?, Bool?)])
  func aTieHoldsOnlyWhenEverythingIsKnown(parts: [Money?], total: Money?, holds: Bool?) {
    #expect(form(parts, total: total).ties[0].holds == holds)
  }

  @Test func onlyWhatTheProgramDoesNotKnowIsTyped() throws {
    let filled = try form([Money(fen: 1)], total: nil).typed(["year": "2026"])
    #expect(filled.field("year")?.isTyped == true)
    #expect(throws: Diagnostic.self) { try filled.typed(["cost.0": "5"]) }
    #expect(throws: Diagnostic.self) { try filled.typed(["none": "5"]) }
  }

  @Test func whatDiffersFromTheFrozenVersionIsListed() throws {
    let frozen = try form([Money(fen: 1), Money(fen: 2)], total: Money(fen: 3))
      .typed(["year": "2026"])
    let same = form([Money(fen: 1), Money(fen: 2)], total: Money(fen: 3))
    #expect(same.differences(from: frozen) == [])
    let now = form([Money(fen: 1)], total: Money(fen: 1))
    #expect(now.differences(from: frozen).map(\.field) == ["investment.total", "cost.1"])
  }
}
