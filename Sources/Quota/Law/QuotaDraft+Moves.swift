import EventLog
import Groundwork
import Policy

/// From holder to holder: 流转, 交易, 调入/调出, 划转, 借用, 归还, 授权; and the market board.
extension QuotaDraft {
  mutating func move(
    _ operation: QuotaOperation, _ fromID: String, _ toID: String, _ parts: [LotPart],
    _ price: Money?
  ) throws -> QuotaOperation {
    let (from, to) = (try holder(fromID), try holder(toID))
    guard from != to else {
      throw QuotaDecider.refusal("same", zh: "转出与转入相同。", en: "giver and taker are the same.")
    }
    let lots = try usable(parts)
    let kind = try onlyKind(lots)
    let exit: Waterfall.Exit
    switch operation {
    case .transfer:
      exit = .transfer
      try check(kind.transferReach, from, to, kind)
    case .trade:
      exit = .trade
      try check(kind.tradeReach, from, to, kind)
      guard let price, price > .zero else {
        throw QuotaDecider.refusal("price", zh: "交易须写明总价。", en: "a trade needs its total price.")
      }
      try checkPrice(price, parts.map(\.amounts.quantity).total(), kind)
    case .allocate:
      exit = .allocate
      guard from.level != to.level, [from, to].allSatisfy({ $0.level != .company }) else {
        throw QuotaDecider.refusal(
          "level", zh: "调入调出须在不同层级之间。", en: "it is allocated between different levels.")
      }
      try check(kind.tradeReach, from, to, kind)
    case .reassign:
      exit = .reassign
      try check(kind.tradeReach, from, to, kind)
    default: throw QuotaDraft.noSuch(operation)
    }
    guard operation == .trade || price == nil else {
      throw QuotaDecider.refusal("price", zh: "只有交易有价款。", en: "only a trade has a price.")
    }
    try checkDebts(of: fromID, kind)
    try checkWaterfall(exit, nil, lots, parts, feature: nil)
    for part in parts {
      shift(part.amounts, of: part.lot, fromID, .available, to: toID, .available)
    }
    return operation
  }

  private func check(
    _ reach: QuotaKind.Reach, _ from: QuotaHolder, _ to: QuotaHolder, _ kind: QuotaKind
  ) throws {
    guard let digits = reach.digits, from.area.prefix(digits) == to.area.prefix(digits) else {
      throw QuotaDecider.refusal(
        "reach", zh: "“\(kind.title.zh)”不能从\(from.title)转到\(to.title)。",
        en: "‘\(kind.title.en)’ may not go from \(from.title) to \(to.title).")
    }
  }

  /// Floor and cap that bind on the day: price × 2000/3 m² against 元/亩 × area, in whole numbers.
  private func checkPrice(_ total: Money, _ area: Area, _ kind: QuotaKind) throws {
    let today = String(day.iso8601.prefix(10))
    for rule in kind.prices where rule.isBinding && rule.applies(on: today) {
      // total / (area / 66 666.67) ≥ floor ⇔ total × 200 000 ≥ floor × area × 3, area in 0.01 m².
      let paid = Int128(total.fen) * 200_000
      func bound(_ price: Money) -> Int128 { Int128(price.fen) * Int128(area.hundredths) * 3 }
      let isLow = rule.floor.map { paid < bound($0) } ?? false
      let isHigh = rule.cap.map { paid > bound($0) } ?? false
      guard !isLow, !isHigh else {
        throw QuotaDecider.refusal(
          "price-rule", zh: "单价不在\(rule.source.zh)的范围之内。",
          en: "the price is outside the range set by \(rule.source.en).")
      }
    }
  }

  /// Who owes a kind makes up before giving it away.
  private func checkDebts(of holder: String, _ kind: QuotaKind) throws {
    let owed = (book.debtLots[holder] ?? []).contains { lot in
      book.lots[lot].map { $0.kind == kind.id && $0.nature == .ground } == true
    }
    guard !owed else {
      throw QuotaDecider.refusal(
        "owes", zh: "\(holder) 有核减后待补足的“\(kind.title.zh)”，先补足再转出。",
        en: "\(holder) must first make up what it owes of ‘\(kind.title.en)’.")
    }
  }

  mutating func borrow(
    _ id: String, _ lenderID: String, _ borrowerID: String, _ parts: [LotPart], _ due: Timestamp
  ) throws -> QuotaOperation {
    try checkNew(id, isKnown: book.loans[id] != nil)
    let (lender, borrower) = (try holder(lenderID), try holder(borrowerID))
    let lots = try usable(parts)
    let kind = try onlyKind(lots)
    try check(kind.tradeReach, lender, borrower, kind)
    try checkDue(due, days: nil)
    try checkDebts(of: lenderID, kind)
    try checkWaterfall(.borrow, nil, lots, parts, feature: nil)
    // LED-04: what was borrowed stays within what may be.
    try checkLicence(
      QuotaLicence(from: lenderID, to: borrowerID, kind: kind.id, right: .borrow),
      parts.map(\.amounts).total())
    for part in parts {
      shift(part.amounts, of: part.lot, lenderID, .available, to: borrowerID, .available)
    }
    return .borrow
  }

  func checkLicence(_ licence: QuotaLicence, _ amounts: QuotaAmounts) throws {
    let left =
      (book.licences[licence] ?? .zero) - (book.licenceUsed[licence] ?? .zero)
    guard left.covers(amounts) else {
      throw QuotaDecider.refusal(
        "licence",
        zh: "\(licence.from) 授予 \(licence.to) 的额度还剩 \(left.description)。",
        en: "what \(licence.from) lets \(licence.to) do is down to \(left.description).")
    }
  }

  mutating func repay(_ id: String, _ parts: [LotPart]) throws -> QuotaOperation {
    guard let loan = book.loans[id] else {
      throw QuotaDecider.refusal(
        "no-loan", zh: "没有借用“\(id)”。", en: "there is no loan ‘\(id)’.", feature: id)
    }
    let kind = try onlyKind(usable(parts))
    let given = parts.map(\.amounts).total()
    guard kind.id == loan.kind, loan.open.covers(given) else {
      throw QuotaDecider.refusal(
        "repay", zh: "借用 \(id) 尚欠 \(loan.open.description)。",
        en: "\(loan.open.description) are owed on the loan \(id).", feature: id)
    }
    for part in parts {
      shift(part.amounts, of: part.lot, loan.borrower, .available, to: loan.lender, .available)
    }
    return .repay
  }

  mutating func licence(
    _ licence: QuotaLicence, _ amounts: QuotaAmounts
  ) throws -> QuotaOperation {
    try holder(licence.from)
    try holder(licence.to)
    let kind = try kind(licence.kind)
    try checkNumbers(amounts, of: kind)
    guard amounts.covers(book.licenceUsed[licence] ?? .zero), licence.from != licence.to else {
      throw QuotaDecider.refusal(
        "licence-low", zh: "额度不能少于已用。", en: "it cannot be less than what was used of it.")
    }
    return .licence
  }

  mutating func offer(
    _ id: String, _ holderID: String, _ part: LotPart, _ price: Money, _ until: Timestamp
  ) throws -> QuotaOperation {
    try checkNew(id, isKnown: book.offers[id] != nil)
    try holder(holderID)
    let lots = try usable([part])
    guard price > .zero else {
      throw QuotaDecider.refusal("price", zh: "须写明单价。", en: "state the price of a mu.")
    }
    try checkDue(until, days: nil)
    try checkDebts(of: holderID, onlyKind(lots))
    try checkWaterfall(.offer, nil, lots, [part], feature: nil)
    shift(part.amounts, of: part.lot, holderID, .available, .locked)
    return .offer
  }

  private func openOffer(_ id: String) throws -> QuotaOffer {
    guard let offer = book.offers[id], offer.phase == .open else {
      throw QuotaDecider.refusal(
        "no-offer", zh: "没有挂牌中的“\(id)”。", en: "there is no open offer ‘\(id)’.", feature: id)
    }
    return offer
  }

  mutating func withdraw(_ id: String) throws -> QuotaOperation {
    let offer = try openOffer(id)
    _ = try lot(offer.part.lot)
    shift(offer.part.amounts, of: offer.part.lot, offer.holder, .locked, .available)
    return .withdraw
  }

  mutating func accept(_ id: String, _ buyerID: String) throws -> QuotaOperation {
    let offer = try openOffer(id)
    guard day <= offer.until else {
      throw QuotaDecider.refusal(
        "offer-over", zh: "挂牌 \(id) 已到期。", en: "the offer \(id) has ended.", feature: id)
    }
    let lots = try usable([offer.part])
    let kind = try onlyKind(lots)
    let (seller, buyer) = (try holder(offer.holder), try holder(buyerID))
    guard seller != buyer else {
      throw QuotaDecider.refusal("same", zh: "转出与转入相同。", en: "giver and taker are the same.")
    }
    try check(kind.tradeReach, seller, buyer, kind)
    try checkDebts(of: offer.holder, kind)
    try checkPrice(offer.total, offer.part.amounts.quantity, kind)
    shift(
      offer.part.amounts, of: offer.part.lot, offer.holder, .locked, to: buyerID, .available)
    return .trade
  }
}

extension QuotaOffer {
  /// What is paid for all of it: price a 亩 × area, rounded half up to 分.
  public var total: Money {
    let product = Int128(price.fen) * Int128(part.amounts.quantity.hundredths) * 3
    return Money(fen: Int64((product + 100_000) / 200_000))
  }
}
