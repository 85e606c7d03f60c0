import EventLog
import Groundwork
import Quota
import Testing

@Suite("The waterfall of uses")
struct QuotaWaterfallTests {
  /// 1 ha of the origin P1, of which resettlement needs 0.7, beside 1 ha of P2 that nobody needs.
  private func ledger() throws -> Ledger {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.stock("B", origin: "P2", x: 1000)
    try ledger.post(
      .use(
        use: target("OLD", purpose: "market", hectares(0.4)),
        parts: [LotPart("B", hectares(0.4))], fromLocked: false),
      .hold(operation: .lock, holder: "v1", parts: [LotPart("A", hectares(0.5))]),
      .licence(
        licence: QuotaLicence(from: "v1", to: "company", kind: "linked", right: .borrow),
        amounts: hectares(1)),
      .need(
        need: "n", kind: "linked", origin: "P1", purpose: "resettlement", amounts: hectares(0.7),
        day: nil))
    return ledger
  }

  /// Every act by which units of an origin leave for something else, taking so much.
  private static let exits: [(name: String, act: @Sendable (Double, Timestamp) -> QuotaAct)] = [
    (
      "use",
      { value, _ in
        .use(
          use: target("U", purpose: "industry", hectares(value)),
          parts: [LotPart("A", hectares(value))], fromLocked: false)
      }
    ),
    (
      "use of locked units, without a purpose",
      { value, _ in
        .use(
          use: target("U", hectares(value)), parts: [LotPart("A", hectares(value))],
          fromLocked: true)
      }
    ),
    (
      "relink",
      { value, _ in
        .relink(
          use: "OLD", out: [LotPart("B", hectares(value))], into: [LotPart("A", hectares(value))],
          reason: "核查")
      }
    ),
    (
      "transfer",
      { value, _ in
        .move(
          operation: .transfer, from: "v1", to: "v2", parts: [LotPart("A", hectares(value))],
          price: nil)
      }
    ),
    (
      "trade",
      { value, _ in
        .move(
          operation: .trade, from: "v1", to: "other", parts: [LotPart("A", hectares(value))],
          price: Money(fen: 1_000_000))
      }
    ),
    (
      "borrow",
      { value, day in
        .borrow(
          loan: "J", lender: "v1", borrower: "company", parts: [LotPart("A", hectares(value))],
          due: day.adding(days: 30))
      }
    ),
    (
      "offer",
      { value, day in
        .offer(
          offer: "O", holder: "v1", part: LotPart("A", hectares(value)),
          price: Money(fen: 30_000_000), until: day.adding(days: 30))
      }
    ),
  ]

  @Test("Every exit leaves what declared needs ask for, to the last 0.01 m²", arguments: 0..<7)
  func exit(number: Int) throws {
    let (name, act) = Self.exits[number]
    var ledger = try ledger()
    let day = ledger.day
    // 0.3 ha are free; a hundredth of a square metre more is not.
    #expect(ledger.refusal(act(0.300_001, day)) == "quota.waterfall", "\(name)")
    try ledger.post(act(0.3, day))
  }

  @Test("A debt is settled from what needs leave, a promise by the rank of its purpose")
  func settling() throws {
    var ledger = try Ledger()
    for (place, lot) in ["A", "C", "D"].enumerated() {
      try ledger.stock(
        lot, kind: "balance", origin: lot == "A" ? "P1" : "P3", x: Int64(place) * 1000, yield: 100)
    }
    let due = ledger.day.adding(days: 100)
    let kilograms: Int64 = 1500
    func promise(_ lot: String, _ purpose: String) -> QuotaAct {
      .promise(
        lot: lot, kind: "balance",
        use: target("U" + lot, purpose: purpose, hectares(0.5, kg: kilograms / 2)), year: 2026,
        due: due)
    }
    try ledger.post(
      promise("HIGH", "resettlement"), promise("LOW", "industry"),
      .need(
        need: "n", kind: "balance", origin: "P1", purpose: "infrastructure",
        amounts: hectares(0.8), day: nil))
    func settle(_ debt: String, _ lot: String, _ value: Double) -> QuotaAct {
      .settle(
        debt: debt, debtor: "v1", holder: "v1",
        parts: [LotPart(lot, hectares(value, kg: Int64(value * 1000)))])
    }
    #expect(ledger.refusal(settle("LOW", "A", 0.3)) == "quota.waterfall")
    try ledger.post(settle("LOW", "A", 0.2))
    // Units of another origin, and a promise of a purpose that goes first, are free.
    try ledger.post(settle("LOW", "C", 0.3))
    try ledger.post(settle("HIGH", "A", 0.4))
  }
}
