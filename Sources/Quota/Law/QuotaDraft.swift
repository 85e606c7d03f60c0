import EventLog
import Groundwork

/// An entry in the making: the lines that an act leads to, against the book as it stands.
struct QuotaDraft {
  let book: QuotaBook
  let day: Timestamp
  let context: DeedContext
  var lines: [QuotaLine] = []

  init(book: QuotaBook, day: Timestamp, context: DeedContext) {
    self.book = book
    self.day = day
    self.context = context
  }

  /// Writes the lines of an act.
  /// - Throws: Diagnostics `quota.*` that say why it may not be.
  mutating func write(_ act: QuotaAct) throws -> QuotaOperation {
    switch act {
    case .generate(let lot): return try generate(lot)
    case .open(let lot, let kind, let holder, let origin, let year, let amounts, _):
      return try opening(lot, kind, holder, origin, year, amounts)
    case .grant(let lot, let kind, let holder, let origin, let year, let amounts, _):
      return try grant(lot, kind, holder, origin, year, amounts)
    case .deduct(let lot, let level, let amounts, let reason, let pieces):
      return try deduct(lot, level, amounts, reason, pieces)
    case .verify(let lot): return try verify(lot)
    case .enter(let lot): return try enter(lot)
    case .hold(let operation, let holder, let parts): return try hold(operation, holder, parts)
    case .move(let operation, let from, let to, let parts, let price):
      return try move(operation, from, to, parts, price)
    case .use(let use, let parts, let fromLocked): return try self.use(use, parts, fromLocked)
    case .writeOff(let use): return try writeOff(use)
    case .unlink(let use, let parts, let reason): return try unlink(use, parts, reason)
    case .relink(let use, let out, let into, let reason):
      return try relink(use, out, into, reason)
    case .void(let lot, let holder, let amounts, let pieces, let reason, let due):
      return try void(lot, holder, amounts, pieces, reason, due)
    case .expire(let lot): return try expire(lot)
    case .borrow(let loan, let lender, let borrower, let parts, let due):
      return try borrow(loan, lender, borrower, parts, due)
    case .repay(let loan, let parts): return try repay(loan, parts)
    case .licence(let licence, let amounts): return try self.licence(licence, amounts)
    case .promise(let lot, let kind, let use, let year, let due):
      return try promise(lot, kind, use, year, due)
    case .advance(
      let lot, let kind, let issuer, let holder, let origin, let year, let amounts, let due):
      return try advance(lot, kind, issuer, holder, origin, year, amounts, due)
    case .settle(let debt, let debtor, let holder, let parts):
      return try settle(debt, debtor, holder, parts)
    case .revert(let entry): return try revert(entry)
    case .need(let need, let kind, let origin, let purpose, let amounts, let day):
      return try self.need(need, kind, origin, purpose, amounts, day)
    case .offer(let offer, let holder, let part, let price, let until):
      return try self.offer(offer, holder, part, price, until)
    case .withdraw(let offer): return try withdraw(offer)
    case .accept(let offer, let buyer): return try accept(offer, buyer)
    case .describe(let lot, let facts): return try describe(lot, facts)
    case .lose(let loss): return try lose(loss)
    case .state(let figure): return try state(figure)
    case .inherit(let lot, let history): return try inherit(lot, history)
    }
  }

  // MARK: Lines

  /// Moves units of a lot from one account to another.
  mutating func shift(
    _ amounts: QuotaAmounts, of lot: String, _ holder: String, _ from: QuotaPocket,
    to other: String? = nil, _ pocket: QuotaPocket
  ) {
    guard !amounts.isZero else { return }
    lines.append(QuotaLine(QuotaAccount(lot: lot, holder: holder, pocket: from), -amounts))
    lines.append(
      QuotaLine(QuotaAccount(lot: lot, holder: other ?? holder, pocket: pocket), amounts))
  }

  /// Refuses lines that lead an account below zero, or a debt above it.
  func checkBalances(imports: Bool) throws {
    for (index, line) in lines.enumerated() {
      let account = line.account
      // The last line of an account sees all before it.
      if lines[(index + 1)...].contains(where: { $0.account == account }) { continue }
      var change = line.amounts
      for earlier in lines[..<index] where earlier.account == account { change += earlier.amounts }
      let before = book.balances[account] ?? .zero
      let after = before + change
      let isFine =
        account.pocket.isAsset
        ? after.isNonNegative || QuotaDraft.isNoWorse(after, before)
        : after.isNonPositive || QuotaDraft.isNoWorse(-after, -before)
      if isFine || imports { continue }
      throw QuotaDecider.refusal(
        "short",
        zh: "\(title(of: account.holder))的批次 \(account.lot) “\(account.pocket.title.zh)”有 "
          + "\(before.description)，不足以办理。",
        en:
          "\(title(of: account.holder)) has \(before.description) \(account.pocket.title.en) of the "
          + "lot \(account.lot); that is too little.",
        layer: account.lot)
    }
  }

  /// Whether no number that is below zero was lowered: imported accounts may be below zero.
  private static func isNoWorse(_ after: QuotaAmounts, _ before: QuotaAmounts) -> Bool {
    (after.quantity >= .zero || after.quantity >= before.quantity)
      && (after.paddy >= .zero || after.paddy >= before.paddy)
      && (after.capacity >= 0 || after.capacity >= before.capacity)
  }

  private func title(of holder: String) -> String { book.holders[holder]?.title ?? holder }

  // MARK: Looking up

  func kind(_ id: String) throws -> QuotaKind {
    guard let kind = book.catalogue.kind(id) else {
      throw QuotaDecider.refusal(
        "no-kind", zh: "台账中没有指标种类“\(id)”。", en: "the book has no kind ‘\(id)’.",
        remedy: Localized(book.catalogue.kinds.map(\.id).joined(separator: ", ")))
    }
    return kind
  }

  @discardableResult
  func holder(_ id: String) throws -> QuotaHolder {
    guard let holder = book.holders[id] else {
      throw QuotaDecider.refusal(
        "no-holder", zh: "没有账户“\(id)”。", en: "there is no holder ‘\(id)’.",
        remedy: Localized(zh: "用 zhitu quota enrol 开户。", en: "Open it with zhitu quota enrol."))
    }
    return holder
  }

  /// A lot; its entries never run backwards in time.
  func lot(_ id: String) throws -> QuotaLot {
    guard let lot = book.lots[id] else {
      throw QuotaDecider.refusal(
        "no-lot", zh: "没有批次“\(id)”。", en: "there is no lot ‘\(id)’.", feature: id)
    }
    guard lot.lastDay <= day else {
      throw QuotaDecider.refusal(
        "backdated", zh: "批次 \(id) 最近一笔的日期晚于本笔。",
        en: "the lot \(id) has an entry of a later day.", layer: id)
    }
    return lot
  }

  /// Lots whose units can be moved or used: entered and not expired.
  func usable(_ parts: [LotPart]) throws -> [QuotaLot] {
    try checkParts(parts)
    return try parts.map { part in
      let lot = try lot(part.lot)
      guard lot.phase == .entered else {
        throw QuotaDecider.refusal(
          "not-entered", zh: "批次 \(lot.id) 尚未入库，不能使用。",
          en: "the lot \(lot.id) has not been entered; it cannot be used.", layer: lot.id)
      }
      if let expires = lot.expires, day > expires {
        throw QuotaDecider.refusal(
          "expired", zh: "批次 \(lot.id) 已于 \(expires.iso8601.prefix(10)) 过期。",
          en: "the lot \(lot.id) expired on \(expires.iso8601.prefix(10)).", layer: lot.id)
      }
      try check(part.amounts, of: kind(lot.kind))
      return lot
    }
  }

  /// The one kind of some lots.
  func onlyKind(_ lots: [QuotaLot]) throws -> QuotaKind {
    guard let first = lots.first, lots.allSatisfy({ $0.kind == first.kind }) else {
      throw QuotaDecider.refusal(
        "mixed", zh: "一笔只办理一种指标。", en: "one entry is for one kind of quota.")
    }
    return try kind(first.kind)
  }

  func checkParts(_ parts: [LotPart]) throws {
    guard (1...1000).contains(parts.count), Set(parts.map(\.lot)).count == parts.count else {
      throw QuotaDecider.refusal(
        "parts", zh: "须列出 1–1000 个互不相同的批次。", en: "name 1 to 1000 lots, each once.")
    }
  }

  func check(_ amounts: QuotaAmounts, of kind: QuotaKind) throws {
    guard amounts.isPosting else {
      throw QuotaDecider.refusal(
        "amounts", zh: "数量须大于零，各数不得为负。",
        en: "the total must be positive, and no amount negative.")
    }
    try checkNumbers(amounts, of: kind)
  }

  func checkNumbers(_ amounts: QuotaAmounts, of kind: QuotaKind) throws {
    guard amounts.isBounded,
      kind.hasThreeNumbers || (amounts.paddy == .zero && amounts.capacity == 0)
    else {
      throw QuotaDecider.refusal(
        "numbers", zh: "“\(kind.title.zh)”只有面积。", en: "‘\(kind.title.en)’ counts only an area.")
    }
  }

  func checkNew(_ id: String, isKnown: Bool) throws {
    guard StreamName.isPart(id) else {
      throw QuotaDecider.refusal(
        "id", zh: "编号只用字母、数字和 -._:@。", en: "an id can contain only letters, digits and -._:@.")
    }
    guard !isKnown else {
      throw QuotaDecider.refusal(
        "taken", zh: "编号 \(id) 已经用过。", en: "the id \(id) is taken.", feature: id)
    }
  }

  func checkSaid(_ text: String) throws {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw QuotaDecider.refusal("reason", zh: "须写明理由。", en: "give a reason.")
    }
  }

  func checkDue(_ due: Timestamp, days: Int?) throws {
    guard due > day else {
      throw QuotaDecider.refusal("due", zh: "到期日须在今后。", en: "the due day must be in the future.")
    }
    if let days, due > day.adding(days: Int64(days)) {
      throw QuotaDecider.refusal(
        "due-late", zh: "期限最长 \(days) 日。", en: "it must be due within \(days) days.")
    }
  }
}
