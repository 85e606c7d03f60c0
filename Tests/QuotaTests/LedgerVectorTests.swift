import EventLog
import Groundwork
import Quota
import Testing

@Suite("Ledger tests of the provinces' systems (LED-01…06) and published vectors")
struct LedgerVectorTests {
  @Test("V-01: the parts of the table of 王庙村 add up to its totals, in whole 0.01 m²")
  func wangmiao() {
    func area(_ hectares: Double) -> Area { hundredths(hectares) }
    func hundredths(_ hectares: Double) -> Area {
      Area(hundredths: Int64((hectares * 1_000_000).rounded()))
    }
    let farm = [361.95, 106.11, 38.24].map(area).total()
    let built = [62.08, 10.60, 60.04].map(area).total()
    #expect(farm == area(506.30))
    #expect(built == area(132.72))
    #expect(farm + built + area(55.09) == area(694.11))
  }

  @Test("V-02: 1.1748 + 0.0937 hm² of reclaimed and opened land are 19.0275 亩")
  func yongjia() throws {
    var ledger = try Ledger()
    let kind = "balance"
    // Two strips of 100 m with these areas.
    func strip(_ id: String, x: Int64, width: Int64) -> GroundPiece {
      GroundPiece(
        id: id,
        polygons: [[[x, 0, x + width, 0, x + width, 1_000_000, x, 1_000_000]]],
        area: Area(hundredths: width), from: "0702", to: "0103")
    }
    let pieces = [strip("a", x: 0, width: 1_174_800), strip("b", x: 2_000_000, width: 93_700)]
    try ledger.post(.generate(lot: ledger.lot("L", kind: kind, pieces)))
    let planned = try #require(ledger.book.lots["L"]).planned.quantity
    #expect(planned == Area(hundredths: 1_268_500))
    // Exactly 19.0275 亩: area × 3 = 19.0275 × 200 000.
    #expect(planned.hundredths * 3 * 10_000 == 190_275 * 200_000)
  }

  @Test("V-03: the county may deduct a tenth of what was planned, and not a square metre more")
  func deduction() throws {
    for (deducted, isFine) in [(1.0, true), (1.0001, false)] {
      var ledger = try Ledger()
      let side = Int64(3_162_278)  // 10.0000 hm² and a little
      var piece = Ledger.square("p", x: 0, y: 0, side: side)
      piece.area = Area(hundredths: 10_000_000)
      try ledger.post(.generate(lot: ledger.lot("L", kind: "balance", [piece])))
      ledger.author = "authority"
      let refusal = ledger.refusal(
        .deduct(
          lot: "L", level: .county, amounts: hectares(deducted), reason: "自验", pieces: []))
      #expect(refusal == (isFine ? nil : "quota.county-share"))
    }
  }

  @Test(
    "V-04 and LED-01: stock of (1.0 hm², 0.4, 9000 kg) fails a demand of (0.8, 0.5, 7000) on paddy only"
  )
  func threeNumbers() throws {
    var ledger = try Ledger()
    try ledger.post(
      .open(
        lot: "L", kind: "balance", holder: "county", origin: "省库", year: 2016,
        amounts: hectares(1, paddy: 0.4, kg: 9000), expires: nil))
    let demand = hectares(0.8, paddy: 0.5, kg: 7000)
    do {
      try ledger.post(
        .use(
          use: target("U", holder: "county", demand),
          parts: [LotPart("L", hectares(1, paddy: 0.4, kg: 9000))], fromLocked: false))
      Issue.record("a demand that is not met was let in")
    } catch let fault as Diagnostic {
      #expect(fault.code == "quota.demand")
      #expect(fault.message.zh == "补充的水田少于占用。")
    }
    // Naming more paddy than there is fails on the balance.
    #expect(
      ledger.refusal(
        .use(
          use: target("U", holder: "county", demand), parts: [LotPart("L", demand)],
          fromLocked: false)) == "quota.short")
    try ledger.post(
      .use(
        use: target("U", holder: "county", hectares(0.8, paddy: 0.4, kg: 7000)),
        parts: [LotPart("L", hectares(0.8, paddy: 0.4, kg: 7000))], fromLocked: false))
    #expect(ledger.book.balance("L", "county", .available) == hectares(0.2, kg: 2000))
  }

  @Test("LED-02: what is unlinked is linked again to 0.0001 hm²")
  func relink() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.stock("B", x: 1000)
    try ledger.post(
      .use(
        use: target("U", hectares(0.5)), parts: [LotPart("A", hectares(0.5))], fromLocked: false))
    func relinked(_ out: Double, _ into: Double) -> QuotaAct {
      .relink(
        use: "U", out: [LotPart("A", hectares(out))], into: [LotPart("B", hectares(into))],
        reason: "核查")
    }
    #expect(ledger.refusal(relinked(0.2, 0.2002)) == "quota.relink")
    #expect(ledger.refusal(relinked(0.6, 0.6)) == "quota.not-linked")
    try ledger.post(relinked(0.2, 0.2001))
    #expect(
      ledger.book.uses["U"]?.parts == [
        LotPart("A", hectares(0.3)), LotPart("B", hectares(0.2001)),
      ])
    #expect(ledger.book.balance("A", "v1", .available) == hectares(0.7))
    #expect(try ledger.proof().findings == [])
  }

  @Test("LED-03: no more can be used than the new farmland, and what remains is never below zero")
  func usable() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    let much = hectares(1.0001)
    #expect(
      ledger.refusal(
        .use(use: target("U", much), parts: [LotPart("A", much)], fromLocked: false))
        == "quota.short")
  }

  @Test("LED-04: what is borrowed stays within what may be; giving back closes it line by line")
  func loans() throws {
    var ledger = try Ledger()
    try ledger.stock("A", kind: "balance", holder: "county", x: 0)
    let due = ledger.day.adding(days: 90)
    func borrow(_ id: String, _ value: Double) -> QuotaAct {
      .borrow(
        loan: id, lender: "county", borrower: "other", parts: [LotPart("A", hectares(value))],
        due: due)
    }
    #expect(ledger.refusal(borrow("b1", 0.1)) == "quota.licence")
    let licence = QuotaLicence(from: "county", to: "other", kind: "balance", right: .borrow)
    try ledger.post(.licence(licence: licence, amounts: hectares(0.5)))
    try ledger.post(borrow("b1", 0.3))
    #expect(ledger.refusal(borrow("b2", 0.3)) == "quota.licence")
    try ledger.post(borrow("b2", 0.2))
    #expect(
      ledger.refusal(.repay(loan: "b1", parts: [LotPart("A", hectares(0.4))])) == "quota.repay")
    try ledger.post(.repay(loan: "b1", parts: [LotPart("A", hectares(0.1))]))
    #expect(ledger.book.loans["b1"]?.open == hectares(0.2))
    try ledger.post(.repay(loan: "b1", parts: [LotPart("A", hectares(0.2))]))
    #expect(ledger.book.loans["b1"]?.open == .zero)
    #expect(ledger.book.balance("A", "other", .available) == hectares(0.2))
  }

  @Test("LED-05: what is frozen, locked or locked by the ministry is in stock but not free")
  func holds() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    for operation in [QuotaOperation.lock, .freeze, .ministryLock] {
      try ledger.post(
        .hold(operation: operation, holder: "v1", parts: [LotPart("A", hectares(0.3))]))
    }
    let stock = ledger.book.total(kind: "linked", holder: "v1") { $0.isStock }
    #expect(stock == hectares(1))
    #expect(ledger.book.balance("A", "v1", .available) == hectares(0.1))
    #expect(
      ledger.refusal(
        .hold(operation: .lock, holder: "v1", parts: [LotPart("A", hectares(0.2))]))
        == "quota.short")
    try ledger.post(
      .use(
        use: target("U", hectares(0.3)), parts: [LotPart("A", hectares(0.3))], fromLocked: true))
    #expect(ledger.book.balance("A", "v1", .locked) == .zero)
    // Each hold is undone by its own act, up to what it holds.
    func undo(_ operation: QuotaOperation, _ value: Double) -> QuotaAct {
      .hold(operation: operation, holder: "v1", parts: [LotPart("A", hectares(value))])
    }
    #expect(ledger.refusal(undo(.unlock, 0.1)) == "quota.short")
    for operation in [QuotaOperation.unfreeze, .ministryUnlock] {
      #expect(ledger.refusal(undo(operation, 0.4)) == "quota.short")
      try ledger.post(undo(operation, 0.3))
    }
    #expect(ledger.book.balance("A", "v1", .available) == hectares(0.7))
  }

  @Test("LED-06: what is found missing after its use becomes a debt; history stays as it is")
  func madeUp() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.stock("B", x: 1000)
    try ledger.post(
      .use(use: target("U", hectares(0.9)), parts: [LotPart("A", hectares(0.9))], fromLocked: false)
    )
    let used = ledger.book.uses["U"]
    let due = ledger.day.adding(days: 60)
    func void(_ due: Timestamp?) -> QuotaAct {
      .void(
        lot: "A", holder: "v1", amounts: hectares(0.4), pieces: [], reason: "复核扣除", due: due)
    }
    #expect(ledger.refusal(void(nil)) == "quota.due")
    try ledger.post(void(due))
    #expect(ledger.book.uses["U"] == used)
    #expect(ledger.book.balance("A", "v1", .debt) == hectares(-0.3))
    // Who owes gives nothing away.
    let move = QuotaAct.move(
      operation: .transfer, from: "v1", to: "v2", parts: [LotPart("B", hectares(0.1))], price: nil)
    #expect(ledger.refusal(move) == "quota.owes")
    try ledger.post(
      .settle(debt: "A", debtor: "v1", holder: "v1", parts: [LotPart("B", hectares(0.3))]))
    #expect(ledger.book.balance("A", "v1", .debt) == .zero)
    try ledger.post(move)
    let proof = try ledger.proof()
    #expect(proof.findings == [])
    #expect(proof.totals.first?.addsUp == true)
  }
}
