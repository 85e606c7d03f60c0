import EventLog
import Foundation
import Geometry
import Groundwork
import Quota
import TestSupport
import Testing

/// Random people who try to cheat; a plain oracle that counts from what was let in.
struct QuotaSimulator {
  var ledger: Ledger
  var random: SplitMix
  var accepted = 0
  var refused: [String: Int] = [:]
  /// Attempts of ``QuotaCheat`` that were refused, and those that were not, or not by their law.
  var caught: [QuotaCheat: Int] = [:]
  var leaked: [String] = []
  private(set) var lots: [String] = []
  private var uses: [String] = []
  var counter = 0
  private let holders = ["v1", "v2", "county", "other", "company"]
  /// Ground by cells of 10 m, as an oracle sees it: which kinds of lot stand on a cell.
  var cells: [SIMD2<Int64>: [String]] = [:]

  init(seed: UInt64) throws {
    ledger = try Ledger()
    random = SplitMix(state: seed)
  }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + Int64(random.next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  mutating func amounts() -> QuotaAmounts {
    QuotaAmounts(quantity: Area(hundredths: number(1...60_000)))
  }

  /// One random command of one to three orders.
  mutating func step() {
    if number(0...9) == 0 { cheat() }
    if number(0...9) == 0 { ledger.day = ledger.day.adding(days: number(0...3)) }
    ledger.author = random.pick(["a", "b", "c"])
    let count = number(0...9) == 0 ? 3 : 1
    let acts = (0..<count).map { _ in act() }
    // Sometimes with a day that has passed.
    let day = number(0...19) == 0 ? ledger.day.adding(days: -number(1...40)) : ledger.day
    do {
      try post(acts, on: day)
      accepted += 1
      for act in acts { learn(act) }
    } catch {
      refused[(error as? Diagnostic)?.code ?? "?", default: 0] += 1
    }
  }

  mutating func post(_ acts: [QuotaAct], on day: Timestamp) throws {
    try ledger.command(
      .post(orders: acts.map { QuotaOrder($0, day: day, document: Ledger.document) }))
  }

  private mutating func learn(_ act: QuotaAct) {
    switch act {
    case .generate(let lot):
      lots.append(lot.id)
      for piece in lot.pieces {
        for cell in QuotaSimulator.cells(of: piece) { cells[cell, default: []].append(lot.kind) }
      }
    case .open(let lot, _, _, _, _, _, _): lots.append(lot)
    case .use(let use, _, _): uses.append(use.id)
    default: break
    }
  }

  /// The pieces are unions of 10 m cells, so that the oracle needs no geometry.
  static func cells(of piece: GroundPiece) -> [SIMD2<Int64>] {
    let ring = piece.polygons[0][0]
    let (x0, y0) = (ring[0] / 100_000, ring[1] / 100_000)
    let (x1, y1) = (ring[2] / 100_000, ring[5] / 100_000)
    var found: [SIMD2<Int64>] = []
    for x in x0..<x1 { for y in y0..<y1 { found.append(SIMD2(x, y)) } }
    return found
  }

  mutating func piece(_ id: String, crowd: Int64) -> GroundPiece {
    let (x, y) = (number(0...crowd) * 10, number(0...crowd) * 10)
    let (w, h) = (number(1...4) * 10, number(1...4) * 10)
    let (l, b, r, t) = (x * 10_000, y * 10_000, (x + w) * 10_000, (y + h) * 10_000)
    return GroundPiece(
      id: id, polygons: [[[l, b, r, b, r, t, l, t]]], area: Area(hundredths: w * h * 100),
      from: "0702", to: "0101")
  }

  private mutating func act() -> QuotaAct {
    counter += 1
    let lot = lots.isEmpty ? "none" : random.pick(lots)
    let recent = lots.isEmpty ? "none" : lots[max(0, lots.count - 1 - Int(number(0...5)))]
    let holder = random.pick(holders)
    let part = LotPart(recent, amounts())
    switch number(0...17) {
    case 0...2:
      let kind = random.pick(["linked", "linked", "balance", "space"])
      let pieces = (0...Int(number(0...1))).map { piece("p\($0)", crowd: 3000) }
      // Close by, so that ground is met twice; the whole plane is large enough to go on.
      let near = number(0...3) == 0 ? [piece("p0", crowd: 40)] : pieces
      return .generate(
        lot: NewLot(
          id: "L\(counter)", kind: kind, holder: holder, origin: "P\(number(1...4))", year: 2026,
          stage: "1", pieces: near))
    case 3:
      return .open(
        lot: "O\(counter)", kind: random.pick(["linked", "annual"]), holder: holder, origin: "old",
        year: 2015, amounts: QuotaAmounts(quantity: Area(hundredths: number(-50_000...90_000))),
        expires: number(0...1) == 0 ? nil : ledger.day.adding(days: number(1...40)))
    case 4...5: return .verify(lot: recent)
    case 6...7: return .enter(lot: recent)
    case 8:
      return .hold(
        operation: random.pick([QuotaOperation.lock, .unlock, .freeze, .unfreeze, .use]),
        holder: holder,
        parts: [part])
    case 9...10:
      return .move(
        operation: random.pick([QuotaOperation.transfer, .trade, .allocate, .reassign]),
        from: holder,
        to: random.pick(holders), parts: [part],
        price: number(0...1) == 0 ? nil : Money(fen: number(-5...1_000_000)))
    case 11...12:
      let demand = number(0...3) == 0 ? amounts() : part.amounts
      return .use(
        use: target("U\(counter)", holder: holder, demand), parts: [part],
        fromLocked: number(0...2) == 0)
    case 13: return .writeOff(use: uses.isEmpty ? "none" : random.pick(uses))
    case 14:
      return .unlink(
        use: uses.isEmpty ? "none" : random.pick(uses), parts: [LotPart(lot, amounts())],
        reason: "核查")
    case 15:
      return .void(
        lot: lot, holder: holder, amounts: amounts(),
        pieces: number(0...2) == 0 ? ["p0"] : [], reason: "复核",
        due: number(0...1) == 0 ? nil : ledger.day.adding(days: 30))
    case 16:
      return number(0...1) == 0
        ? .expire(lot: lot)
        : .settle(debt: lot, debtor: holder, holder: random.pick(holders), parts: [part])
    default:
      return .deduct(
        lot: recent, level: random.pick(DeductionLevel.allCases), amounts: amounts(),
        reason: "自验", pieces: [])
    }
  }
}

@Suite("A quota book among people who try to cheat")
struct QuotaSimulationTests {
  /// How many commands; `ZHITU_QUOTA_OPERATIONS` for a long run.
  static var operations: Int {
    ProcessInfo.processInfo.environment["ZHITU_QUOTA_OPERATIONS"].flatMap(Int.init) ?? 4000
  }

  @Test("No history that was let in breaks a law", arguments: [1, 2] as [UInt64])
  func history(seed: UInt64) throws {
    var simulator = try QuotaSimulator(seed: seed)
    for _ in 0..<Self.operations { simulator.step() }
    let proof = try simulator.ledger.proof()
    #expect(proof.findings == [])
    #expect(proof.totals.filter { !$0.addsUp } == [])
    // The simulator is worth nothing unless much is let in and every law is tried.
    #expect(simulator.accepted > Self.operations / 10)
    for code in [
      "ground-twice", "short", "not-entered", "own-work", "backdated", "expired", "phase", "due",
      "demand", "reach", "price", "operation",
    ] {
      #expect(simulator.refused["quota.\(code)", default: 0] > 0, "\(code) was never tried")
    }
    // Whatever is tried on purpose is refused, and everything was tried.
    #expect(simulator.leaked == [])
    for cheat in QuotaCheat.allCases {
      #expect(simulator.caught[cheat, default: 0] > 0, "\(cheat) was never tried")
    }
    try checkGround(simulator)
    try checkSums(simulator.ledger)
    // Folding the same history again gives the same book.
    #expect(QuotaDecider.fold(simulator.ledger.deeds) == simulator.ledger.book)
  }

  /// The oracle of ground: cells of 10 m, counted, from the claims that still stand.
  private func checkGround(_ simulator: QuotaSimulator) throws {
    var standing: [SIMD2<Int64>: [String]] = [:]
    for claim in simulator.ledger.book.ground.claims where !claim.isReleased {
      for cell in QuotaSimulator.cells(of: claim.piece) {
        standing[cell, default: []].append(claim.kind)
      }
    }
    for (_, kinds) in standing where kinds.count > 1 {
      #expect(kinds.sorted() == ["linked", "space"])
    }
  }

  /// The oracle of sums: a plain dictionary over all lines, in any order.
  private func checkSums(_ ledger: Ledger) throws {
    var sums: [QuotaAccount: QuotaAmounts] = [:]
    for posted in QuotaExport(ledger.deeds).entries.reversed() {
      for line in posted.entry.lines { sums[line.account, default: .zero] += line.amounts }
    }
    for (account, amounts) in sums {
      #expect(ledger.book.balance(account.lot, account.holder, account.pocket) == amounts)
    }
  }

  @Test("The card of every account ends with the account's balances, and its stock never jumps")
  func cards() throws {
    var simulator = try QuotaSimulator(seed: 3)
    for _ in 0..<1000 { simulator.step() }
    let ledger = simulator.ledger
    let positions = QuotaPosition.all(ledger.book)
    #expect(positions.count > 5)
    for position in positions {
      let card = try QuotaStatement(
        holder: position.holder, kind: position.kind, book: ledger.book, deeds: ledger.deeds)
      var pockets: [QuotaPocket: QuotaAmounts] = [:]
      for line in card.lines {
        for (pocket, change) in line.changes { pockets[pocket, default: .zero] += change }
        #expect(line.stock == pockets.filter { $0.key.isStock }.map(\.value).total())
      }
      #expect(pockets.filter { !$0.value.isZero } == position.pockets)
    }
  }

  @Test("A hundred thousand postings a second, with all laws on, where the build is optimised")
  func speed() throws {
    var ledger = try Ledger()
    for index in 0..<20 { try ledger.stock("L\(index)", x: Int64(index) * 200) }
    let orders = (0..<5000).map { index -> QuotaOrder in
      let part = LotPart("L\(index / 2 % 20)", QuotaAmounts(quantity: Area(hundredths: 7)))
      return QuotaOrder(
        .hold(operation: index % 2 == 0 ? .lock : .unlock, holder: "v1", parts: [part]),
        day: ledger.day, document: Ledger.document)
    }
    let clock = ContinuousClock()
    let time = try clock.measure { try ledger.command(.post(orders: orders)) }
    // Decided and folded: each order is two postings. A tenth of the bar, as machines are shared.
    let rate =
      Double(orders.count * 2)
      / (Double(time.components.attoseconds) / 1e18
        + Double(time.components.seconds))
    if ProcessInfo.processInfo.environment["ZHITU_QUOTA_OPERATIONS"] != nil {
      print("\(Int(rate)) postings a second")
    }
    #expect(rate > 10_000)
    #expect(try ledger.proof().findings == [])
  }
}
