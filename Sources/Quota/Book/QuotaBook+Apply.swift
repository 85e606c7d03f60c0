import EventLog
import Groundwork

extension QuotaBook {
  /// Entries after which an older one can no longer be reverted.
  static let revertWindow = 4096

  /// What an entry changes. Never fails: what happened, happened.
  mutating func apply(_ entry: QuotaEntry, by actor: Actor) {
    entryCount = entry.number
    record(entry, by: actor)
    for line in entry.lines { add(line, day: entry.day) }
    switch entry.operation {
    case .lock, .unlock, .freeze, .unfreeze, .ministryLock, .ministryUnlock, .transfer, .allocate,
      .reassign:
      revertible[entry.number] = entry.lines
    default: break
    }
    if revertible.count > QuotaBook.revertWindow {
      revertible.removeAll { number, _ in number <= entry.number - QuotaBook.revertWindow / 2 }
    }
  }

  private mutating func record(_ entry: QuotaEntry, by actor: Actor) {
    switch entry.act {
    case .generate(let new):
      ground.add(new.pieces, lot: new.id, kind: new.kind)
      var lot = QuotaLot(
        id: new.id, kind: new.kind, nature: .ground, origin: new.origin, year: new.year,
        holder: new.holder, phase: .generated, stage: new.stage, planned: entry.gained,
        lastDay: entry.day)
      lot.makers = [actor.person]
      lots[new.id] = lot
    case .open(let id, let kind, let holder, let origin, let year, let amounts, let expires):
      put(id, kind, .opening, origin, year, holder, amounts, expires, nil, entry.day)
    case .grant(let id, let kind, let holder, let origin, let year, let amounts, let expires):
      put(id, kind, .grant, origin, year, holder, amounts, expires, nil, entry.day)
    case .promise(let id, let kind, let use, let year, let due):
      put(id, kind, .promise, use.project, year, use.holder, use.demand, nil, due, entry.day)
      put(use, [LotPart(id, use.demand)], entry.day)
    case .advance(let id, let kind, _, let holder, let origin, let year, let amounts, let due):
      put(id, kind, .advance, origin, year, holder, amounts, nil, due, entry.day)
    case .deduct(let id, let level, let amounts, let reason, let pieces):
      lots.update(id) {
        $0.deductions.append(.init(level: level, amounts: amounts, reason: reason))
      }
      ground.release(pieces, of: id)
      touch(id, entry.day)
    case .verify(let id):
      lots.update(id) { $0.phase = .verified }
      touch(id, entry.day)
    case .enter(let id):
      let years = lots[id].flatMap { catalogue.kind($0.kind)?.lifeYears }
      lots.update(id) { lot in
        lot.phase = .entered
        if let years { lot.expires = entry.day.adding(years: years) }
      }
      touch(id, entry.day)
    case .void(let id, _, _, let pieces, _, let due):
      ground.release(pieces, of: id)
      if let due { lots.update(id) { $0.due = min($0.due ?? due, due) } }
    case .use(let use, let parts, _):
      put(use, parts, entry.day)
      if let user = use.user, user != use.holder,
        let kind = parts.first.flatMap({ lots[$0.lot]?.kind })
      {
        let licence = QuotaLicence(from: use.holder, to: user, kind: kind, right: .use)
        licenceUsed[licence, default: .zero] += parts.map(\.amounts).total()
      }
      meet(use, parts)
    case .writeOff(let id): uses.update(id) { $0.isWrittenOff = true }
    case .unlink(let id, let parts, _): uses.update(id) { $0.remove(parts) }
    case .relink(let id, let out, let into, _):
      uses.update(id) { use in
        use.remove(out)
        use.add(into)
      }
    case .borrow(let id, let lender, let borrower, let parts, let due):
      let amounts = parts.map(\.amounts).total()
      let kind = parts.first.flatMap { lots[$0.lot]?.kind } ?? ""
      loans[id] = QuotaLoan(
        id: id, lender: lender, borrower: borrower, kind: kind, due: due, amounts: amounts)
      licenceUsed[
        QuotaLicence(from: lender, to: borrower, kind: kind, right: .borrow), default: .zero] +=
        amounts
    case .repay(let id, let parts):
      guard var loan = loans[id] else { return }
      let amounts = parts.map(\.amounts).total()
      loan.repaid += amounts
      loans[id] = loan
      let licence = QuotaLicence(
        from: loan.lender, to: loan.borrower, kind: loan.kind, right: .borrow)
      licenceUsed[licence, default: .zero] += -amounts
    case .licence(let licence, let amounts): licences[licence] = amounts
    case .revert(let number): revertible[number] = nil
    case .need(let id, let kind, let origin, let purpose, let amounts, let day):
      needs[id] = QuotaNeed(
        id: id, kind: kind, origin: origin, purpose: purpose, amounts: amounts,
        met: needs[id]?.met ?? .zero, day: day)
    case .offer(let id, let holder, let part, let price, let until):
      offers[id] = QuotaOffer(id: id, holder: holder, part: part, price: price, until: until)
    case .withdraw(let id): offers[id]?.phase = .withdrawn
    case .accept(let id, let buyer):
      offers[id]?.phase = .taken
      offers[id]?.buyer = buyer
    case .describe(let id, let facts):
      lots.update(id) { $0.facts = ($0.facts ?? LotFacts()).updated(by: facts) }
      touch(id, entry.day)
    case .lose(let loss):
      var dated = loss
      dated.day = entry.day
      losses[loss.id] = dated
    case .state(let figure): figures[figure.key] = figure
    case .inherit(let id, let history):
      histories[id] = history
      touch(id, entry.day)
    case .hold, .move, .expire, .settle: break
    }
  }

  private mutating func put(
    _ id: String, _ kind: String, _ nature: QuotaLot.Nature, _ origin: String, _ year: Int,
    _ holder: String, _ amounts: QuotaAmounts, _ expires: Timestamp?, _ due: Timestamp?,
    _ day: Timestamp
  ) {
    var lot = QuotaLot(
      id: id, kind: kind, nature: nature, origin: origin, year: year, holder: holder,
      phase: .entered, stage: "", planned: amounts, lastDay: day)
    lot.expires = expires
    lot.due = due
    if nature == .opening { lot.opened = day }
    lots[id] = lot
  }

  private mutating func put(_ use: NewUse, _ parts: [LotPart], _ day: Timestamp) {
    uses[use.id] = QuotaUse(
      id: use.id, project: use.project, area: use.area, purpose: use.purpose,
      approval: use.approval, holder: use.holder, demand: use.demand, parts: parts, day: day)
  }

  private mutating func touch(_ id: String, _ day: Timestamp) {
    lots.update(id) { $0.lastDay = max($0.lastDay, day) }
  }

  /// A use for a purpose meets the declared needs of that purpose, those with the smallest id first.
  private mutating func meet(_ use: NewUse, _ parts: [LotPart]) {
    guard !needs.isEmpty, let purpose = use.purpose else { return }
    for part in parts {
      guard let lot = lots[part.lot] else { continue }
      var rest = part.amounts
      for id in needs.keys.sorted() {
        guard let need = needs[id], need.purpose == purpose, need.origin == lot.origin,
          need.kind == lot.kind
        else { continue }
        let met = QuotaAmounts.smaller(need.open, rest)
        needs[id]?.met += met
        rest = rest - met
      }
    }
  }
}

extension QuotaEntry {
  /// What it brings into pockets that count what is there.
  var gained: QuotaAmounts {
    lines.filter { $0.account.pocket.isAsset }.map(\.amounts).total()
  }
}

extension QuotaUse {
  mutating func remove(_ parts: [LotPart]) {
    for part in parts {
      guard let index = self.parts.firstIndex(where: { $0.lot == part.lot }) else { continue }
      self.parts[index].amounts = self.parts[index].amounts - part.amounts
      if self.parts[index].amounts.isZero { self.parts.remove(at: index) }
    }
  }

  mutating func add(_ parts: [LotPart]) {
    for part in parts {
      if let index = self.parts.firstIndex(where: { $0.lot == part.lot }) {
        self.parts[index].amounts += part.amounts
      } else {
        self.parts.append(part)
      }
    }
  }
}

extension Timestamp {
  /// The same day some years later; 29 February becomes 1 March.
  func adding(years: Int) -> Timestamp {
    let text = iso8601
    guard let year = Int(text.prefix(4)) else { return self }
    let head = String(year + years)
    let padded = String(repeating: "0", count: max(0, 4 - head.count)) + head
    let rest = String(text.dropFirst(4))
    return Timestamp(iso8601: padded + rest)
      ?? Timestamp(iso8601: padded + "-03-01" + rest.dropFirst(6)) ?? self
  }
}
