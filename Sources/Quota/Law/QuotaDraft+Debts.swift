import EventLog
import Groundwork
import Policy

/// Use before stock, and what clears it: 承诺, 周转, 兑现, 归还, 补足; and 还原, 需求.
extension QuotaDraft {
  mutating func promise(
    _ id: String, _ kindID: String, _ use: NewUse, _ year: Int, _ due: Timestamp
  ) throws -> QuotaOperation {
    let kind = try kind(kindID)
    try checkNew(id, isKnown: book.lots[id] != nil)
    guard let days = kind.promiseDays else {
      throw QuotaDecider.refusal(
        "no-promise", zh: "“\(kind.title.zh)”不得承诺使用。", en: "‘\(kind.title.en)’ is never promised.")
    }
    try checkDue(due, days: days)
    try check(use, of: kind)
    shift(use.demand, of: id, use.holder, .debt, .used)
    return .promise
  }

  mutating func advance(
    _ id: String, _ kindID: String, _ issuer: String, _ holderID: String, _ origin: String,
    _ year: Int, _ amounts: QuotaAmounts, _ due: Timestamp
  ) throws -> QuotaOperation {
    let kind = try kind(kindID)
    try checkNew(id, isKnown: book.lots[id] != nil)
    guard let days = kind.advanceDays else {
      throw QuotaDecider.refusal(
        "no-advance", zh: "“\(kind.title.zh)”先复垦后挂钩，没有周转指标。",
        en: "‘\(kind.title.en)’ cannot be issued before its ground exists.")
    }
    let (giver, taker) = (try holder(issuer), try holder(holderID))
    guard [.county, .city, .province].contains(giver.level), giver != taker, !origin.isEmpty else {
      throw QuotaDecider.refusal(
        "issuer", zh: "周转指标由县级以上下达。", en: "a county, city or province issues it.")
    }
    try checkDue(due, days: days)
    try check(amounts, of: kind)
    shift(amounts, of: id, issuer, .debt, to: holderID, .available)
    return .advance
  }

  /// Units of other lots, or unused ones of the same, clear a debt: the debt and what was given go down
  /// together, and both lots still add up to zero.
  mutating func settle(
    _ debtID: String, _ debtor: String, _ holderID: String, _ parts: [LotPart]
  ) throws -> QuotaOperation {
    let debtLot = try lot(debtID)
    let lots = try usable(parts)
    let kind = try onlyKind(lots)
    let given = parts.map(\.amounts).total()
    let owed = -book.balance(debtID, debtor, .debt)
    guard kind.id == debtLot.kind, owed.covers(given) else {
      throw QuotaDecider.refusal(
        "settle", zh: "批次 \(debtID) 应补 \(owed.description)。",
        en: "\(owed.description) of the lot \(debtID) are owed.", layer: debtID)
    }
    // What clears a promise goes where the promise went; what clears any other debt has no purpose.
    let promised =
      debtLot.nature == .promise && !book.needs.isEmpty
      ? book.uses.values.first { $0.parts.contains { $0.lot == debtID } }?.purpose : nil
    let others = zip(lots, parts).filter { $0.0.id != debtID }
    try checkWaterfall(.settle, promised, others.map(\.0), others.map(\.1), feature: debtID)
    for (lot, part) in zip(lots, parts) {
      if lot.id == debtID {
        shift(part.amounts, of: lot.id, holderID, .available, to: debtor, .debt)
        continue
      }
      guard lot.nature == .ground || lot.nature == .opening || lot.nature == .grant else {
        throw QuotaDecider.refusal(
          "settle-debt", zh: "不能用周转或承诺的指标清偿。",
          en: "a debt cannot be settled with units that are themselves owed.", layer: lot.id)
      }
      shift(part.amounts, of: lot.id, holderID, .available, .settled)
      shift(part.amounts, of: debtID, debtor, .covered, .debt)
    }
    return .settle
  }

  mutating func revert(_ number: Int) throws -> QuotaOperation {
    guard let old = book.revertible[number] else {
      throw QuotaDecider.refusal(
        "not-revertible",
        zh: "第 \(number) 笔不能还原：只还原锁定、冻结和未付价款的转移，且只一次；其余另记一笔。",
        en:
          "entry \(number) cannot be reverted: only holds and moves without a price can, once and "
          + "while recent; the others have a counter-entry of their own.")
    }
    for line in old {
      _ = try lot(line.account.lot)
      lines.append(QuotaLine(line.account, -line.amounts))
    }
    return .revert
  }

  mutating func need(
    _ id: String, _ kindID: String, _ origin: String, _ purpose: String, _ amounts: QuotaAmounts,
    _ on: String?
  ) throws -> QuotaOperation {
    let kind = try kind(kindID)
    guard StreamName.isPart(id), !origin.isEmpty else {
      throw QuotaDecider.refusal("id", zh: "须写明编号和来源。", en: "state an id and the origin.")
    }
    try check(purpose: purpose, of: kind)
    if let on, Timestamp(iso8601: on) == nil {
      throw QuotaDecider.refusal("day", zh: "“\(on)”不是日期。", en: "‘\(on)’ is not a date.")
    }
    try checkNumbers(amounts, of: kind)
    guard amounts.isNonNegative else {
      throw QuotaDecider.refusal("amounts", zh: "需求不得为负。", en: "a need must not be negative.")
    }
    if let known = book.needs[id], known.kind != kindID || known.origin != origin {
      throw QuotaDecider.refusal("taken", zh: "编号 \(id) 已经用过。", en: "the id \(id) is taken.")
    }
    return .need
  }
}
