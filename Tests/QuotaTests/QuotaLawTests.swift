import EventLog
import Groundwork
import Quota
import Testing

@Suite("The law of a quota book")
struct QuotaLawTests {
  @Test("Nobody verifies what they generated, and nothing is used before it is in stock")
  func order() throws {
    var ledger = try Ledger()
    let piece = Ledger.square("p", x: 0, y: 0, side: 1_000_000)
    try ledger.post(.generate(lot: ledger.lot("A", [piece])))
    let use = QuotaAct.use(
      use: target("U", hectares(0.5)), parts: [LotPart("A", hectares(0.5))], fromLocked: false)
    #expect(ledger.refusal(use) == "quota.not-entered")
    #expect(ledger.refusal(.enter(lot: "A")) == "quota.phase")
    #expect(ledger.refusal(.verify(lot: "A")) == "quota.own-work")
    ledger.author = "authority"
    try ledger.post(.verify(lot: "A"))
    #expect(ledger.refusal(use) == "quota.not-entered")
    #expect(ledger.refusal(.verify(lot: "A")) == "quota.phase")
    try ledger.post(.enter(lot: "A"))
    try ledger.post(use)
  }

  @Test("New farmland is confirmed after county, city and province have each said what they deduct")
  func chain() throws {
    var ledger = try Ledger()
    let piece = Ledger.square("p", x: 0, y: 0, side: 1_000_000, paddy: true, yield: 600)
    try ledger.post(.generate(lot: ledger.lot("A", kind: "balance", [piece])))
    // 1 hm² = 15 亩 at 600 kg.
    #expect(ledger.book.lots["A"]?.planned == hectares(1, paddy: 1, kg: 9000))
    ledger.author = "authority"
    func deduct(_ level: DeductionLevel, _ value: Double) -> QuotaAct {
      .deduct(
        lot: "A", level: level, amounts: hectares(value, paddy: value, kg: Int64(value * 9000)),
        reason: "实地", pieces: [])
    }
    #expect(ledger.refusal(.verify(lot: "A")) == "quota.chain")
    #expect(ledger.refusal(deduct(.city, 0.01)) == "quota.chain")
    try ledger.post(deduct(.county, 0.02))
    #expect(ledger.refusal(deduct(.county, 0.01)) == "quota.chain")
    try ledger.post(deduct(.city, 0.03), deduct(.province, 0))
    try ledger.post(.verify(lot: "A"), .enter(lot: "A"))
    let confirmed = hectares(0.95, paddy: 0.95, kg: 8550)
    #expect(ledger.book.lots["A"]?.confirmed == confirmed)
    #expect(ledger.book.balance("A", "v1", .available) == confirmed)
    #expect(try ledger.proof().findings == [])
  }

  @Test(
    "A square metre backs a unit once, whatever the project, the year or how the parcel was cut")
  func groundOnce() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    func generate(_ kind: String, _ pieces: GroundPiece...) -> QuotaAct {
      .generate(lot: ledger.lot("B", kind: kind, origin: "P2", pieces))
    }
    let same = Ledger.square("q", x: 0, y: 0, side: 1_000_000)
    let half = Ledger.square("q", x: 50, y: 50, side: 500_000)
    let around = Ledger.square("q", x: -50, y: -50, side: 2_000_000)
    let corner = Ledger.square("q", x: 99, y: 99, side: 1_000_000)
    for piece in [same, half, around, corner] {
      let act = generate("linked", piece)
      #expect(ledger.refusal(act) == "quota.ground-twice")
      // Reclaimed farmland that served link does not serve 占补 too.
      let other = generate("balance", piece)
      #expect(ledger.refusal(other) == "quota.ground-twice")
    }
    // What the catalogue allows twice: planned space on the same reduction.
    let space = QuotaAct.generate(lot: ledger.lot("S", kind: "space", [same]))
    try ledger.post(space)
    // Two pieces of one lot on the same ground.
    let twice = generate(
      "linked", Ledger.square("q", x: 500, y: 0, side: 100_000),
      Ledger.square("r", x: 505, y: 5, side: 100_000))
    #expect(ledger.refusal(twice) == "quota.ground-twice")
    // A neighbour that touches is fine.
    try ledger.post(generate("linked", Ledger.square("q", x: 100, y: 0, side: 1_000_000)))
    #expect(try ledger.proof().findings == [])
  }

  @Test("The refusal shows the ground that was already used")
  func refusalNamesGround() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    do {
      try ledger.post(
        .generate(
          lot: ledger.lot("B", [Ledger.square("q", x: 90, y: 0, side: 1_000_000)])))
      Issue.record("ground was used twice")
    } catch let fault as Diagnostic {
      #expect(fault.layer == "A")
      #expect(fault.feature == "q")
      #expect(fault.message.en.contains("1000.0 m²"))
    }
  }

  @Test("A piece cannot claim more than its polygon has, or have a polygon that crosses itself")
  func claims() throws {
    var ledger = try Ledger()
    var piece = Ledger.square("p", x: 0, y: 0, side: 1_000_000)
    piece.area = Area(hundredths: 1_003_000)
    #expect(ledger.refusal(.generate(lot: ledger.lot("A", [piece]))) == "quota.area-claim")
    piece = Ledger.square("p", x: 0, y: 0, side: 1_000_000)
    piece.polygons = [[[0, 0, 1_000_000, 1_000_000, 1_000_000, 0, 0, 1_000_000]]]
    #expect(ledger.refusal(.generate(lot: ledger.lot("A", [piece]))) == "quota.geometry")
    piece.polygons = [[[0, 0, 1_000_000]]]
    #expect(ledger.refusal(.generate(lot: ledger.lot("A", [piece]))) == "quota.geometry")
  }

  @Test("Orders of one command land together or not at all, in their order")
  func together() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    let lock = QuotaAct.hold(
      operation: .lock, holder: "v1", parts: [LotPart("A", hectares(0.6))])
    let use = QuotaAct.use(
      use: target("U", hectares(0.6)), parts: [LotPart("A", hectares(0.6))], fromLocked: true)
    #expect(ledger.refusal(use, lock) == "quota.short")
    #expect(ledger.refusal(lock, use, use) == "quota.taken")
    try ledger.post(lock, use)
    #expect(ledger.book.balance("A", "v1", .used) == hectares(0.6))
  }

  @Test("Days of a lot do not run backwards, and no entry lies ahead")
  func days() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    let lock = QuotaAct.hold(
      operation: .lock, holder: "v1", parts: [LotPart("A", hectares(0.1))])
    func code(_ day: Timestamp) -> String? {
      do {
        try ledger.command(
          .post(orders: [QuotaOrder(lock, day: day, document: Ledger.document)]))
        return nil
      } catch { return (error as? Diagnostic)?.code }
    }
    #expect(code(ledger.day.adding(days: -1)) == "quota.backdated")
    #expect(code(ledger.day.adding(days: 1)) == "quota.future")
    #expect(code(ledger.day) == nil)
  }

  @Test("What has expired is not used; it goes to the pocket of what expired")
  func expiry() throws {
    var ledger = try Ledger()
    let end = ledger.day.adding(days: 30)
    try ledger.post(
      .grant(
        lot: "R", kind: "annual", holder: "county", origin: "奖励", year: 2026,
        amounts: hectares(1), expires: end))
    #expect(ledger.refusal(.expire(lot: "R")) == "quota.not-expired")
    ledger.day = end
    try ledger.post(
      .hold(operation: .lock, holder: "county", parts: [LotPart("R", hectares(0.2))]))
    ledger.day = end.adding(days: 1)
    #expect(
      ledger.refusal(
        .hold(operation: .lock, holder: "county", parts: [LotPart("R", hectares(0.1))]))
        == "quota.expired")
    try ledger.post(.expire(lot: "R"))
    #expect(ledger.book.balance("R", "county", .expired) == hectares(1))
    #expect(ledger.refusal(.expire(lot: "R")) == "quota.nothing")
    #expect(try ledger.proof().findings == [])
  }

  @Test(
    "先复垦后挂钩: of linked quota nothing is issued in advance; a turnover is given back within its days"
  )
  func advances() throws {
    var ledger = try Ledger()
    func advance(_ kind: String, _ days: Int64) -> QuotaAct {
      .advance(
        lot: "T", kind: kind, issuer: "county", holder: "v1", origin: "P1", year: 2026,
        amounts: hectares(1), due: ledger.day.adding(days: days))
    }
    let (linked, late, good) = (
      advance("linked", 100), advance("turnover", 1096), advance("turnover", 1095)
    )
    #expect(ledger.refusal(linked) == "quota.no-advance")
    #expect(ledger.refusal(late) == "quota.due-late")
    try ledger.post(good)
    try ledger.post(
      .use(use: target("U", hectares(0.7)), parts: [LotPart("T", hectares(0.7))], fromLocked: false)
    )
    // Unused units go straight back; what was used is replaced by what was reclaimed.
    try ledger.post(
      .settle(debt: "T", debtor: "county", holder: "v1", parts: [LotPart("T", hectares(0.3))]))
    try ledger.stock("G", kind: "turnover", x: 0)
    #expect(
      ledger.refusal(
        .settle(debt: "T", debtor: "county", holder: "v1", parts: [LotPart("G", hectares(0.8))]))
        == "quota.settle")
    try ledger.post(
      .settle(debt: "T", debtor: "county", holder: "v1", parts: [LotPart("G", hectares(0.7))]))
    #expect(ledger.book.balance("T", "county", .debt) == .zero)
    #expect(try ledger.proof().findings == [])
  }

  @Test("承诺: a use before there is stock is a debt with a day, and final only when it is kept")
  func promises() throws {
    var ledger = try Ledger()
    let due = ledger.day.adding(days: 200)
    let promise = QuotaAct.promise(
      lot: "C", kind: "balance", use: target("U", holder: "county", hectares(0.5)), year: 2026,
      due: due)
    try ledger.post(promise)
    #expect(ledger.refusal(.writeOff(use: "U")) == "quota.promised")
    try ledger.stock("G", kind: "balance", holder: "county", x: 0)
    try ledger.post(
      .settle(debt: "C", debtor: "county", holder: "county", parts: [LotPart("G", hectares(0.5))]))
    try ledger.post(.writeOff(use: "U"))
    #expect(ledger.refusal(.writeOff(use: "U")) == "quota.final")
    #expect(try ledger.proof().findings == [])
  }

  @Test("Imported accounts may be below zero, are shown so, and nothing of ours makes them lower")
  func imports() throws {
    var ledger = try Ledger()
    try ledger.post(
      .open(
        lot: "O", kind: "balance", holder: "county", origin: "老系统", year: 2015,
        amounts: hectares(-0.5, kg: 100), expires: nil))
    #expect(
      ledger.refusal(
        .hold(operation: .lock, holder: "county", parts: [LotPart("O", hectares(0.1))]))
        == "quota.short")
    let proof = try ledger.proof()
    #expect(proof.holds)
    #expect(proof.belowZero.map(\.account.lot) == ["O"])
  }

  @Test("Transfers stay in the county, trades within the reach of the kind, and each has its form")
  func reach() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    func move(_ operation: QuotaOperation, _ to: String, _ price: Money?) -> QuotaAct {
      .move(
        operation: operation, from: "v1", to: to, parts: [LotPart("A", hectares(0.1))],
        price: price)
    }
    let price = Money(fen: 100_000_00)
    #expect(ledger.refusal(move(.transfer, "other", nil)) == "quota.reach")
    #expect(ledger.refusal(move(.trade, "far", price)) == "quota.reach")
    #expect(ledger.refusal(move(.trade, "other", nil)) == "quota.price")
    #expect(ledger.refusal(move(.transfer, "v2", price)) == "quota.price")
    #expect(ledger.refusal(move(.allocate, "v2", nil)) == "quota.level")
    #expect(ledger.refusal(move(.lock, "v2", nil)) == "quota.operation")
    try ledger.post(move(.transfer, "v2", nil), move(.trade, "other", price))
    try ledger.post(move(.allocate, "city", nil), move(.reassign, "company", nil))
    #expect(ledger.book.balance("A", "v1", .available) == hectares(0.6))
    #expect(ledger.refusal(.revert(entry: ledger.book.entryCount - 2)) == "quota.not-revertible")
    try ledger.post(.revert(entry: ledger.book.entryCount))
    #expect(ledger.book.balance("A", "company", .available) == .zero)
    #expect(ledger.refusal(.revert(entry: ledger.book.entryCount - 1)) == "quota.not-revertible")
  }

  @Test("The market: an offer locks its units, is taken once at its price, and ends on its day")
  func market() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    let until = ledger.day.adding(days: 10)
    try ledger.post(
      .offer(
        offer: "o1", holder: "v1", part: LotPart("A", hectares(0.4)),
        price: Money(fen: 300_000_00), until: until))
    #expect(ledger.book.balance("A", "v1", .locked) == hectares(0.4))
    // 0.4 hm² = 6 亩 at 300 000 元.
    #expect(ledger.book.offers["o1"]?.total == Money(fen: 1_800_000_00))
    #expect(ledger.refusal(.accept(offer: "o1", buyer: "v1")) == "quota.same")
    #expect(ledger.refusal(.accept(offer: "o1", buyer: "far")) == "quota.reach")
    try ledger.post(.accept(offer: "o1", buyer: "other"))
    #expect(ledger.refusal(.accept(offer: "o1", buyer: "other")) == "quota.no-offer")
    try ledger.post(
      .offer(
        offer: "o2", holder: "v1", part: LotPart("A", hectares(0.1)),
        price: Money(fen: 1), until: until))
    ledger.day = until.adding(days: 1)
    #expect(ledger.refusal(.accept(offer: "o2", buyer: "other")) == "quota.offer-over")
    try ledger.post(.withdraw(offer: "o2"))
    #expect(ledger.book.balance("A", "v1", .available) == hectares(0.6))
  }

  @Test("Declared needs of earlier purposes go first, at every exit")
  func waterfall() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.post(
      .need(
        need: "n", kind: "linked", origin: "P1", purpose: "resettlement", amounts: hectares(0.7),
        day: nil))
    func use(_ id: String, _ purpose: String?, _ value: Double) -> QuotaAct {
      .use(
        use: target(id, purpose: purpose, hectares(value)),
        parts: [LotPart("A", hectares(value))], fromLocked: false)
    }
    #expect(ledger.refusal(use("u1", "industry", 0.4)) == "quota.waterfall")
    #expect(ledger.refusal(use("u1", nil, 0.4)) == "quota.waterfall")
    #expect(
      ledger.refusal(
        .move(
          operation: .transfer, from: "v1", to: "v2", parts: [LotPart("A", hectares(0.4))],
          price: nil)) == "quota.waterfall")
    try ledger.post(use("u1", "industry", 0.3))
    try ledger.post(use("u2", "resettlement", 0.5))
    #expect(ledger.book.needs["n"]?.open == hectares(0.2))
    #expect(ledger.refusal(use("u3", "market", 0.1)) == "quota.waterfall")
  }

  @Test("A licensed user uses units of another holder up to the limit")
  func licences() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    func use(_ id: String, _ value: Double) -> QuotaAct {
      .use(
        use: target(id, user: "company", hectares(value)),
        parts: [LotPart("A", hectares(value))], fromLocked: false)
    }
    #expect(ledger.refusal(use("u", 0.1)) == "quota.licence")
    let licence = QuotaLicence(from: "v1", to: "company", kind: "linked", right: .use)
    try ledger.post(.licence(licence: licence, amounts: hectares(0.2)))
    try ledger.post(use("u", 0.1))
    #expect(ledger.refusal(use("v", 0.2)) == "quota.licence")
    #expect(
      ledger.refusal(.licence(licence: licence, amounts: hectares(0.05))) == "quota.licence-low")
  }

  @Test("Ground is released together with the units that stood on it, and can back others then")
  func release() throws {
    var ledger = try Ledger()
    let pieces = [
      Ledger.square("p", x: 0, y: 0, side: 1_000_000),
      Ledger.square("q", x: 200, y: 0, side: 1_000_000),
    ]
    try ledger.post(.generate(lot: ledger.lot("A", pieces)))
    try ledger.carry("A")
    func void(_ value: Double, _ pieces: [String]) -> QuotaAct {
      .void(
        lot: "A", holder: "v1", amounts: hectares(value), pieces: pieces, reason: "复耕不实", due: nil)
    }
    #expect(ledger.refusal(void(0.5, ["q"])) == "quota.unbacked")
    #expect(ledger.refusal(void(0.5, ["r"])) == "quota.no-piece")
    try ledger.post(void(1, ["q"]))
    #expect(
      ledger.refusal(.generate(lot: ledger.lot("B", [pieces[0]]))) == "quota.ground-twice")
    try ledger.post(.generate(lot: ledger.lot("B", [pieces[1]])))
    #expect(try ledger.proof().findings == [])
  }

  @Test("A book that was changed by hand does not prove, and its certificate does not fit")
  func forged() throws {
    var ledger = try Ledger()
    try ledger.stock("A", x: 0)
    try ledger.post(
      .use(use: target("U", hectares(0.5)), parts: [LotPart("A", hectares(0.5))], fromLocked: false)
    )
    let book = QuotaExport(ledger.deeds)
    let certificate = try QuotaCertificate(QuotaProof(book), title: book.title)
    try certificate.check(book)
    var forged = book
    forged.entries[forged.entries.count - 1].entry.lines[0].amounts = hectares(-1.5)
    #expect(
      Set(try QuotaProof(forged).findings.map(\.code)) == ["unbalanced", "below-zero", "total"])
    var renamed = book
    renamed.entries[0].entry.document.number = "〔2026〕2号"
    #expect(try QuotaProof(renamed).holds)
    #expect(throws: Diagnostic.self) { try certificate.check(renamed) }
    var backdated = book
    backdated.entries[backdated.entries.count - 1].entry.day = ledger.day.adding(days: -9)
    #expect(try QuotaProof(backdated).findings.map(\.code).contains("backdated"))
    // The same ground under another name.
    var doubled = book
    if case .generate(var lot) = doubled.entries[0].entry.act {
      var copy = doubled.entries[0]
      lot.id = "Z"
      copy.entry.act = .generate(lot: lot)
      copy.entry.number = doubled.entries.count + 1
      copy.entry.lines = copy.entry.lines.map { line in
        var line = line
        line.account.lot = "Z"
        return line
      }
      copy.entry.day = ledger.day
      doubled.entries.append(copy)
    }
    #expect(try QuotaProof(doubled).findings.map(\.code) == ["ground-twice"])
  }

  @Test("A book is the same after its state was written and read, and a certificate too")
  func coding() throws {
    var ledger = try Ledger()
    try ledger.stock("A", kind: "balance", x: 0, paddy: true, yield: 500)
    let bytes = try CanonicalJSON().bytes(ledger.book)
    var read = try CanonicalJSON.value(QuotaBook.self, bytes)
    #expect(read == ledger.book)
    read = QuotaDecider.fold(ledger.deeds)
    #expect(read == ledger.book)
  }
}
