import EventLog
import Groundwork
import Quota
import TestSupport

/// What the simulator's people try on purpose: each attempt is against the law whatever happened before.
enum QuotaCheat: String, CaseIterable {
  /// The polygon of a standing piece again; its halves; it with the ground beside it; one twice.
  case sameGround, split, merged, twiceInLot
  /// A layer whose area column was edited to more than the polygon has.
  case overstatedArea
  /// Using first and entering later, in one batch or in two.
  case beforeVerification, usedThenEntered
  /// More than there is for the middle of a batch, which ends as it began; all of it twice.
  case negativeBetween, spentTwice
  case expired, ownVerification, backdated, future, unlinkedTwice
}

extension QuotaSimulator {
  /// Tries something that must be refused; nothing where the book offers no occasion.
  mutating func cheat() {
    let cheat = random.pick(QuotaCheat.allCases)
    guard let attempt = attempt(cheat) else { return }
    do {
      try post(attempt.acts, on: attempt.day ?? ledger.day)
      leaked.append(cheat.rawValue)
    } catch {
      let code = (error as? Diagnostic)?.code ?? "\(error)"
      caught[cheat, default: 0] += 1
      // Other laws may be broken by the same attempt, but these have one of their own.
      if let wanted = attempt.code, code != "quota.\(wanted)" {
        leaked.append("\(cheat.rawValue): \(code)")
      }
    }
  }

  private struct Attempt {
    var acts: [QuotaAct]
    /// Nothing where several laws are against it.
    var code: String?
    var day: Timestamp?
  }

  private mutating func attempt(_ cheat: QuotaCheat) -> Attempt? {
    counter += 1
    switch cheat {
    case .sameGround, .split, .merged:
      guard let claim = standingClaim() else { return nil }
      let ring = claim.piece.polygons[0][0]
      let (left, bottom, right, top) = (ring[0], ring[1], ring[2], ring[5])
      let middle = left + 100_000
      let boxes: [[Int64]]
      switch cheat {
      case .split:
        guard middle < right else { return nil }
        boxes = [[left, bottom, middle, top], [middle, bottom, right, top]]
      case .merged: boxes = [[left, bottom, right + 100_000, top]]
      default: boxes = [[left, bottom, right, top]]
      }
      let pieces = boxes.enumerated().map { box("q\($0)", $1) }
      return Attempt(acts: [generate(claim.kind, pieces)], code: "ground-twice")
    case .twiceInLot:
      let piece = piece("q0", crowd: 3000)
      var again = piece
      again.id = "q1"
      return Attempt(acts: [generate("linked", [piece, again])], code: "ground-twice")
    case .overstatedArea:
      var piece = piece("q0", crowd: 3000)
      piece.area = piece.area + Area(hundredths: piece.area.hundredths / 100)
      return Attempt(acts: [generate("linked", [piece])], code: "area-claim")
    case .ownVerification:
      let lot = generate("linked", [piece("q0", crowd: 3000)])
      return Attempt(acts: [lot, .verify(lot: "L\(counter)")])
    case .beforeVerification, .usedThenEntered:
      let today = ledger.day
      guard let lot = lot(where: { $0.phase != .entered && $0.lastDay <= today }) else {
        return nil
      }
      let use = use(LotPart(lot.id, QuotaAmounts(quantity: Area(hundredths: 1))), lot.holder)
      return Attempt(
        acts: cheat == .usedThenEntered ? [use, .verify(lot: lot.id), .enter(lot: lot.id)] : [use],
        code: "not-entered")
    default: return spend(cheat)
    }
  }

  /// Attempts on units in stock.
  private mutating func spend(_ cheat: QuotaCheat) -> Attempt? {
    let (today, book) = (ledger.day, ledger.book)
    guard
      let lot = lot(where: { lot in
        lot.phase == .entered && lot.nature == .ground && lot.lastDay <= today
          && book.balance(lot.id, lot.holder, .available).quantity > .zero
      })
    else { return nil }
    let stock = book.balance(lot.id, lot.holder, .available)
    let all = LotPart(lot.id, stock)
    switch cheat {
    case .negativeBetween:
      let more = LotPart(lot.id, stock + QuotaAmounts(quantity: Area(hundredths: 1)))
      let (from, to) = (lot.holder, lot.holder == "county" ? "company" : "county")
      return Attempt(acts: [
        .move(operation: .transfer, from: from, to: to, parts: [more], price: nil),
        .move(operation: .transfer, from: to, to: from, parts: [more], price: nil),
      ])
    case .spentTwice: return Attempt(acts: [use(all, lot.holder), use(all, lot.holder)])
    case .expired:
      guard
        let old = self.lot(where: { lot in
          lot.phase == .entered && lot.lastDay <= today
            && lot.expires.map { $0 < today } == true
        })
      else { return nil }
      let one = LotPart(old.id, QuotaAmounts(quantity: Area(hundredths: 1)))
      return Attempt(acts: [use(one, old.holder)], code: "expired")
    case .backdated:
      return Attempt(
        acts: [.hold(operation: .lock, holder: lot.holder, parts: [all])], code: "backdated",
        day: lot.lastDay.adding(days: -1))
    case .future:
      return Attempt(
        acts: [.hold(operation: .lock, holder: lot.holder, parts: [all])], code: "future",
        day: ledger.day.adding(days: 1))
    case .unlinkedTwice:
      let id = "U\(counter)a"
      let used = use(all, lot.holder, id: id)
      let back = QuotaAct.unlink(use: id, parts: [all], reason: "核查")
      return Attempt(acts: [used, back, back])
    default: return nil
    }
  }

  // MARK: Occasions

  private mutating func standingClaim() -> GroundClaims.Claim? {
    guard !lots.isEmpty else { return nil }
    let id = random.pick(lots)
    return ledger.book.ground.claims(of: id).first { !$0.isReleased }
  }

  /// One of a few lots taken at random, newer ones more often.
  private mutating func lot(where fits: (QuotaLot) -> Bool) -> QuotaLot? {
    for _ in 0..<12 where !lots.isEmpty {
      let back = Int(number(0...Int64(min(lots.count, 60) - 1)))
      if let lot = ledger.book.lots[lots[lots.count - 1 - back]], fits(lot) { return lot }
    }
    return nil
  }

  private func box(_ id: String, _ box: [Int64]) -> GroundPiece {
    let (l, b, r, t) = (box[0], box[1], box[2], box[3])
    return GroundPiece(
      id: id, polygons: [[[l, b, r, b, r, t, l, t]]],
      area: Area(hundredths: (r - l) * (t - b) / 1_000_000), from: "0702", to: "0101")
  }

  private func generate(_ kind: String, _ pieces: [GroundPiece]) -> QuotaAct {
    .generate(
      lot: NewLot(
        id: "L\(counter)", kind: kind, holder: "v1", origin: "P1", year: 2026, stage: "1",
        pieces: pieces))
  }

  private mutating func use(_ part: LotPart, _ holder: String, id: String? = nil) -> QuotaAct {
    counter += 1
    return .use(
      use: target(id ?? "U\(counter)", holder: holder, part.amounts), parts: [part],
      fromLocked: false)
  }
}
