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

  /// 水田、水浇地、旱地之和 = 新增耕地: farmland of no such class is no part of the sum, and so is seen.
  @Test func farmlandOfAnotherClassBreaksTheTie() {
    func form(other: Int64) -> ApplicationForm {
      func area(_ id: String, _ hundredths: Int64) -> ApplicationForm.Field {
        .init(id, zh: "甲", en: "a", .area(Area(hundredths: hundredths)), source: source)
      }
      return ApplicationForm(
        plan: "P",
        blocks: [
          .init(
            "new", zh: "新增", en: "new",
            [
              area("new.paddy", 3), area("new.irrigated", 2), area("new.dry", 1),
              area("new.other", other),
            ]),
          .init("totals", zh: "合计", en: "totals", [area("farmland.new", 6 + other)]),
        ])
    }
    #expect(form(other: 0).ties[2].holds == true)
    #expect(form(other: 1).ties[2].holds == false)
  }

  @Test(
    arguments: [(105, 100, 50_000), (104, 100, 40_000), (0, 100, -1_000_000), (2, 3, -333_334)]
      as [(Int64, Int64, Int64)])
  func aShareIsRoundedDown(new: Int64, out: Int64, millionths: Int64) {
    #expect(
      ApplicationForm.Value.share(
        of: Area(hundredths: new) - Area(hundredths: out), in: Area(hundredths: out))
        == .share(millionths))
    #expect(ApplicationForm.Value.share(of: Area(hundredths: new), in: .zero) == nil)
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
