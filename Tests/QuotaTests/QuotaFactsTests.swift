import EventLog
import Groundwork
import Quota
import Testing

@Suite("What documents state in a quota book beside its accounts")
struct QuotaFactsTests {
  @Test("A lot is described by somebody else than its maker, and a later document adds to it")
  func describe() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    func describe(_ lot: String, _ facts: LotFacts) -> QuotaAct {
      .describe(lot: lot, facts: facts)
    }
    #expect(ledger.refusal(describe("A", LotFacts(grade: 400))) == "quota.own-work")
    ledger.author = "authority"
    #expect(ledger.refusal(describe("A", LotFacts())) == "quota.facts")
    #expect(ledger.refusal(describe("B", LotFacts(grade: 400))) == "quota.no-lot")
    for grade in [0, 99, 1501] {
      #expect(ledger.refusal(describe("A", LotFacts(grade: grade))) == "quota.grade")
    }
    #expect(
      ledger.refusal(describe("A", LotFacts(applied: ledger.day.adding(days: 1))))
        == "quota.applied")
    try ledger.post(describe("A", LotFacts(grade: 400, isSpotChecked: false)))
    try ledger.post(describe("A", LotFacts(isSpotChecked: true, isInChangeSurvey: true)))
    #expect(
      ledger.book.lots["A"]?.facts
        == LotFacts(grade: 400, isSpotChecked: true, isInChangeSurvey: true))
    try ledger.post(
      .open(
        lot: "OLD", kind: "balance", holder: "county", origin: "旧库", year: 2017,
        amounts: hectares(1), expires: nil))
    #expect(ledger.refusal(describe("OLD", LotFacts(grade: 400))) == "quota.no-ground")
    try ledger.post(describe("OLD", LotFacts(applied: ledger.day, isOldStyle: true)))
    #expect(try ledger.proof().findings == [])
  }

  @Test("No more farmland is lost on a use than it is for; a record stated again is a correction")
  func lose() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.post(
      .use(
        use: NewUse(
          id: "U", project: "路", area: "330211", purpose: "resettlement", approval: "1",
          holder: "v1", demand: hectares(0.5)), parts: [LotPart("A", hectares(0.5))],
        fromLocked: false))
    func loss(
      _ id: String, _ value: Double, uses: [String] = [], area: String = "330211",
      plan: String? = nil
    ) -> QuotaAct {
      .lose(
        loss: FarmlandLoss(
          id: id, project: "路", area: area, cause: .construction,
          quantity: hectares(value).quantity, uses: uses, plan: plan))
    }
    #expect(ledger.refusal(loss("L", 0.6, uses: ["U"])) == "quota.loss-more")
    #expect(ledger.refusal(loss("L", 0.1, uses: ["V"])) == "quota.no-use")
    #expect(ledger.refusal(loss("L", 0.1, uses: ["U", "U"])) == "quota.parts")
    #expect(ledger.refusal(loss("L", 0)) == "quota.amounts")
    #expect(ledger.refusal(loss("L", -1)) == "quota.amounts")
    #expect(ledger.refusal(loss("L", 0.1, area: "33")) == "quota.loss")
    #expect(ledger.refusal(loss("L", 0.1, plan: "")) == "quota.reason")
    try ledger.post(loss("L", 0.3, uses: ["U"]))
    #expect(ledger.refusal(loss("M", 0.3, uses: ["U"])) == "quota.loss-more")
    try ledger.post(loss("L", 0.2, uses: ["U"]), loss("M", 0.3, uses: ["U"]))
    #expect(ledger.book.losses["L"]?.quantity == hectares(0.2).quantity)
    #expect(ledger.book.losses["L"]?.day == ledger.day)
    #expect(
      ledger.refusal(
        .lose(
          loss: FarmlandLoss(
            id: "L", project: "另一项目", area: "330211", cause: .other,
            quantity: hectares(0.1).quantity))) == "quota.taken")
    try ledger.post(loss("L", 0))
    // That a use is not on farmland is stated with zero.
    try ledger.post(loss("N", 0, uses: ["U"]))
    #expect(try ledger.proof().findings == [])
  }

  @Test("A figure is one of the catalogue, with a year where it is yearly")
  func state() throws {
    var ledger = try Ledger()
    func state(_ id: String, _ year: Int? = nil, _ value: Double = 1) -> QuotaAct {
      .state(figure: QuotaFigure(id: id, year: year, quantity: hectares(value).quantity))
    }
    #expect(ledger.refusal(state("nothing")) == "quota.no-figure")
    #expect(ledger.refusal(state("county_quota", 2025)) == "quota.figure-year")
    #expect(ledger.refusal(state("stable_increase")) == "quota.figure-year")
    #expect(ledger.refusal(state("stable_increase", 25)) == "quota.amounts")
    #expect(ledger.refusal(state("county_quota", nil, -1)) == "quota.amounts")
    try ledger.post(state("county_quota", nil, 3), state("stable_increase", 2025, 2))
    try ledger.post(state("county_quota", nil, 4))
    #expect(
      ledger.book.figures[QuotaFigure.Key(id: "county_quota")]?.quantity == hectares(4).quantity)
    #expect(ledger.book.figures.count == 2)
  }
}
