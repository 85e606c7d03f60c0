import EventLog
import Geometry
import Groundwork
import Quota
import Testing

@Suite("Questions put to a quota book")
struct QuotaViewTests {
  @Test("A trace leads from a lot to its ground, its entries and its uses")
  func trace() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.stock("B", x: 1000)
    try ledger.post(
      .use(use: target("U", hectares(0.5)), parts: [LotPart("A", hectares(0.5))], fromLocked: false)
    )
    let trace = try QuotaTrace(lot: "A", book: ledger.book, deeds: ledger.deeds)
    #expect(trace.claims.map(\.piece.id) == ["A"])
    #expect(
      trace.steps.map(\.posted.entry.operation) == [.generate, .verify, .enter, .use])
    #expect(trace.uses.map(\.id) == ["U"])
    #expect(
      trace.standings.map(\.pocket) == [.available, .used, .source])
    #expect(throws: Diagnostic.self) {
      try QuotaTrace(lot: "C", book: ledger.book, deeds: ledger.deeds)
    }
  }

  @Test("Ground that a layer no longer covers is found by its area, and ground cut anew is not")
  func review() throws {
    let piece = Ledger.square("A", x: 0, y: 0, side: 1_000_000)
    func box(_ left: Int64, _ right: Int64, top: Int64 = 1_000_000) -> MultiPolygon {
      MultiPolygon(
        Polygon([
          GridPoint(x: left, y: 0), GridPoint(x: right, y: 0), GridPoint(x: right, y: top),
          GridPoint(x: left, y: top),
        ]))
    }
    // Two halves, cut at 0.1 mm from one another, are all of it.
    #expect(
      try GroundReview.uncovered([piece], by: [box(0, 499_999), box(500_000, 1_000_000)]).isEmpty)
    // Halves that overlap cover what they cover once.
    let rest = try GroundReview.uncovered([piece], by: [box(0, 300_000), box(100_000, 400_000)])
    #expect(rest.map(\.squareMetres) == [6000])
    #expect(rest.first?.ground.bounds == box(400_000, 1_000_000).bounds)
    #expect(try GroundReview.uncovered([piece], by: []).map(\.squareMetres) == [10_000])
  }

  @Test("A forecast runs short in the year in which a stage slips")
  func forecast() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.post(
      .need(
        need: "n", kind: "linked", origin: "P1", purpose: "resettlement", amounts: hectares(1.5),
        day: "2027-06-30"))
    let supply = QuotaForecast.Supply(
      kind: "linked", origin: "P2", year: 2027, amounts: hectares(1))
    func forecast(_ delays: [String: Int]) -> QuotaForecast.Kind? {
      QuotaForecast(
        ledger.book, supplies: [supply], delays: delays, today: ledger.day, years: 4
      ).kinds.first { $0.kind == "linked" }
    }
    let plan = try #require(forecast([:]))
    #expect(plan.firstShort == nil)
    #expect(plan.years.map(\.left) == [hectares(1), hectares(0.5), hectares(0.5), hectares(0.5)])
    let late = try #require(forecast(["P2": 1]))
    #expect(late.firstShort == 2027)
    #expect(late.years[1].left == hectares(-0.5))
    #expect(late.years[2].left == hectares(0.5))
  }

  @Test("Units that expire are lost only as far as no need took them before")
  func expiring() throws {
    var ledger = try Ledger()
    let end = try #require(Timestamp(iso8601: "2027-03-01"))
    try ledger.post(
      .grant(
        lot: "R", kind: "annual", holder: "county", origin: "奖励", year: 2026,
        amounts: hectares(1), expires: end),
      .need(
        need: "n", kind: "annual", origin: "奖励", purpose: "public", amounts: hectares(0.4),
        day: "2026-09-01"))
    let kind = try #require(
      QuotaForecast(ledger.book, supplies: [], today: ledger.day, years: 3).kinds.first)
    #expect(kind.years.map(\.expiring) == [.zero, hectares(0.6), .zero])
    #expect(kind.years.map(\.left) == [hectares(0.6), .zero, .zero])
  }

  @Test("A catalogue that is wrong is refused with its file and line")
  func catalogue() throws {
    let good = try Ledger.catalogue()
    #expect(good.kinds.count == 12)
    #expect(good.mayShareGround("space", "linked"))
    #expect(!good.mayShareGround("linked", "linked"))
    #expect(!good.mayShareGround("balance", "linked"))
    for text in [
      "format: 2\nname: x\nkinds: []\npurposes: []",
      "format: 1\nname: x\nkinds: [{id: a, title: {zh: a, en: a}, numbers: 2, ground: none, "
        + "transfer: none, trade: none, source: {zh: a, en: a}}]\npurposes: []",
      "format: 1\nname: x\nkinds: [{id: a, title: {zh: a, en: a}, numbers: 1, ground: none, "
        + "transfer: none, trade: none, shares_ground_with: [b], source: {zh: a, en: a}}]\n"
        + "purposes: []",
    ] {
      do {
        _ = try QuotaCatalogue(yaml: text, file: "k.yaml")
        Issue.record("a wrong catalogue was read")
      } catch let fault as Diagnostic {
        #expect(fault.code == "quota.kinds")
        #expect(fault.file?.hasPrefix("k.yaml:") == true)
      }
    }
  }
}
