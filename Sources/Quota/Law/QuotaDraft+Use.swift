import Groundwork
import Policy

/// Holding and using: 锁定, 冻结, 使用, 核销, 解挂, 补挂.
extension QuotaDraft {
  mutating func hold(
    _ operation: QuotaOperation, _ holderID: String, _ parts: [LotPart]
  ) throws -> QuotaOperation {
    let pockets: [QuotaOperation: (QuotaPocket, QuotaPocket)] = [
      .lock: (.available, .locked), .unlock: (.locked, .available),
      .freeze: (.available, .frozen), .unfreeze: (.frozen, .available),
      .ministryLock: (.available, .ministry), .ministryUnlock: (.ministry, .available),
    ]
    guard let (from, to) = pockets[operation] else { throw QuotaDraft.noSuch(operation) }
    try holder(holderID)
    _ = try usable(parts)
    for part in parts { shift(part.amounts, of: part.lot, holderID, from, to) }
    return operation
  }

  static func noSuch(_ operation: QuotaOperation) -> Diagnostic {
    QuotaDecider.refusal(
      "operation", zh: "“\(operation.title.zh)”不能这样办理。",
      en: "‘\(operation.title.en)’ cannot be done in this way.")
  }

  mutating func use(
    _ use: NewUse, _ parts: [LotPart], _ fromLocked: Bool
  ) throws -> QuotaOperation {
    let lots = try usable(parts)
    let kind = try onlyKind(lots)
    try check(use, of: kind)
    let given = parts.map(\.amounts).total()
    guard given.covers(use.demand) else { throw QuotaDraft.shortfall(given, use.demand) }
    if let user = use.user, user != use.holder {
      try checkLicence(
        QuotaLicence(from: use.holder, to: user, kind: kind.id, right: .use), given)
    }
    try checkWaterfall(.use, use.purpose, lots, parts, feature: use.id)
    for part in parts {
      shift(part.amounts, of: part.lot, use.holder, fromLocked ? .locked : .available, .used)
    }
    return .use
  }

  func check(_ use: NewUse, of kind: QuotaKind) throws {
    try checkNew(use.id, isKnown: book.uses[use.id] != nil)
    try holder(use.holder)
    if let user = use.user { try holder(user) }
    try check(use.demand, of: kind)
    guard !use.project.isEmpty, !use.approval.isEmpty, use.area.utf8.count >= 6 else {
      throw QuotaDecider.refusal(
        "use", zh: "须写明建设项目、所在区划和批复文号。",
        en: "state the project, where it lies, and the number of its approval.", feature: use.id)
    }
    if let purpose = use.purpose { try check(purpose: purpose, of: kind) }
  }

  /// A purpose that an order for the kind names.
  func check(purpose: String, of kind: QuotaKind) throws {
    let known = book.catalogue.purposes(of: kind.id)
    guard known.contains(purpose) else {
      throw QuotaDecider.refusal(
        "no-purpose", zh: "“\(kind.title.zh)”没有用途“\(purpose)”。",
        en: "‘\(kind.title.en)’ has no purpose ‘\(purpose)’.",
        remedy: Localized(known.joined(separator: ", ")))
    }
  }

  /// LED-01: each of the three numbers must do; the refusal names those that do not.
  static func shortfall(_ given: QuotaAmounts, _ demand: QuotaAmounts) -> Diagnostic {
    var zh: [String] = []
    var en: [String] = []
    if given.quantity < demand.quantity {
      zh.append("数量")
      en.append("quantity")
    }
    if given.paddy < demand.paddy {
      zh.append("水田")
      en.append("paddy")
    }
    if given.capacity < demand.capacity {
      zh.append("产能")
      en.append("capacity")
    }
    return QuotaDecider.refusal(
      "demand", zh: "补充的\(zh.joined(separator: "、"))少于占用。",
      en: "less \(en.joined(separator: ", ")) is supplied than is occupied.")
  }

  /// What leaves by an exit leaves enough of every origin for the declared needs that the order of
  /// purposes puts before it: at a use those of earlier purposes, at a sale all.
  ///
  /// - Parameter back: what of the same act comes back into stock.
  func checkWaterfall(
    _ exit: Waterfall.Exit, _ purpose: String?, _ lots: [QuotaLot], _ parts: [LotPart],
    back: [LotPart] = [], feature: String?
  ) throws {
    guard !book.needs.isEmpty, let kind = lots.first?.kind,
      let (order, rule) = book.catalogue.bindingOrder(of: kind)
    else { return }
    for origin in Set(lots.map(\.origin)).sorted() {
      let needed = book.needs.values.filter { need in
        need.origin == origin && need.kind == kind
          && order.keeps(need.purpose, at: exit, for: purpose)
      }.map(\.open).total()
      if needed.isZero { continue }
      let taken = zip(lots, parts).filter { $0.0.origin == origin }.map(\.1.amounts).total()
      let returned = back.filter { book.lots[$0.lot]?.origin == origin }.map(\.amounts).total()
      let stock = book.total(kind: kind, origin: origin) { $0 == .available || $0 == .locked }
      guard (stock + returned - taken).covers(needed) else {
        let law = rule.map { Localized(zh: "（规则 \($0)）", en: " (rule \($0))") } ?? Localized("")
        throw QuotaDecider.refusal(
          "waterfall",
          zh: "来源 \(origin) 须先为已登记的用地需求留足 \(needed.description)\(law.zh)。",
          en: "\(needed.description) from \(origin) are reserved for declared needs that come "
            + "first\(law.en).",
          feature: feature)
      }
    }
  }

  private func openUse(_ id: String) throws -> QuotaUse {
    guard let use = book.uses[id] else {
      throw QuotaDecider.refusal(
        "no-use", zh: "没有挂钩“\(id)”。", en: "there is no use ‘\(id)’.", feature: id)
    }
    guard !use.isWrittenOff else {
      throw QuotaDecider.refusal(
        "final", zh: "挂钩 \(id) 已核销。", en: "the use \(id) has been written off.", feature: id)
    }
    return use
  }

  mutating func writeOff(_ id: String) throws -> QuotaOperation {
    let use = try openUse(id)
    let standing = use.parts.map(\.amounts).total()
    guard standing.covers(use.demand) else { throw QuotaDraft.shortfall(standing, use.demand) }
    for part in use.parts {
      if try lot(part.lot).nature == .promise, !book.balance(part.lot, use.holder, .debt).isZero {
        throw QuotaDecider.refusal(
          "promised", zh: "承诺 \(part.lot) 尚未兑现，不能核销。",
          en: "the promise \(part.lot) has not been fulfilled; the use cannot be final.",
          feature: id)
      }
      shift(part.amounts, of: part.lot, use.holder, .used, .writtenOff)
    }
    return .writeOff
  }

  mutating func unlink(
    _ id: String, _ parts: [LotPart], _ reason: String
  ) throws -> QuotaOperation {
    let use = try openUse(id)
    try checkSaid(reason)
    try take(parts, from: use)
    return .unlink
  }

  private mutating func take(_ parts: [LotPart], from use: QuotaUse) throws {
    try checkParts(parts)
    for part in parts {
      let lot = try lot(part.lot)
      try check(part.amounts, of: kind(lot.kind))
      let standing = use.parts.first { $0.lot == part.lot }?.amounts ?? .zero
      guard standing.covers(part.amounts), lot.nature != .promise else {
        throw QuotaDecider.refusal(
          "not-linked", zh: "挂钩 \(use.id) 上没有这么多批次 \(part.lot) 的指标可解挂。",
          en: "the use \(use.id) does not contain that much of the lot \(part.lot).",
          feature: use.id)
      }
      shift(part.amounts, of: part.lot, use.holder, .used, .available)
    }
  }

  /// LED-02: what is taken out and what comes in are the same, to 0.0001 hm² and 1 kg.
  mutating func relink(
    _ id: String, _ out: [LotPart], _ into: [LotPart], _ reason: String
  ) throws -> QuotaOperation {
    let use = try openUse(id)
    try checkSaid(reason)
    try take(out, from: use)
    let lots = try usable(into)
    let kind = try onlyKind(lots)
    guard try lot(out[0].lot).kind == kind.id, Set(out.map(\.lot)).isDisjoint(with: into.map(\.lot))
    else {
      throw QuotaDecider.refusal(
        "mixed", zh: "补挂须为同一种类的其他批次。", en: "they must be replaced by others of the same kind.")
    }
    let difference = into.map(\.amounts).total() - out.map(\.amounts).total()
    let square = Area(hundredths: 100)
    guard difference.quantity >= .zero - square, difference.quantity <= square,
      difference.paddy >= .zero - square, difference.paddy <= square,
      (-1...1).contains(difference.capacity)
    else {
      throw QuotaDecider.refusal(
        "relink", zh: "解挂与补挂相差 \(difference.description)，容差 0.0001 公顷。",
        en:
          "what comes in differs from what goes out by \(difference.description); the tolerance is "
          + "0.0001 hm².", feature: id)
    }
    try checkWaterfall(.relink, use.purpose, lots, into, back: out, feature: id)
    for part in into { shift(part.amounts, of: part.lot, use.holder, .available, .used) }
    return .relink
  }
}
