import EventLog
import Geometry
import Groundwork

/// From ground into stock: 生成, 扣减, 核定, 入库, 核减, 过期.
extension QuotaDraft {
  mutating func generate(_ new: NewLot) throws -> QuotaOperation {
    let kind = try kind(new.kind)
    try checkNew(new.id, isKnown: book.lots[new.id] != nil)
    try holder(new.holder)
    guard kind.isGrounded, !new.pieces.isEmpty else {
      throw QuotaDecider.refusal(
        "no-ground", zh: "须列出支撑指标的地块；“\(kind.title.zh)”不由地块产生时用奖励。",
        en: "name the pieces of ground behind it; a kind without ground is granted.")
    }
    guard !new.origin.isEmpty, !new.stage.isEmpty, (1990...2100).contains(new.year) else {
      throw QuotaDecider.refusal(
        "origin", zh: "须写明来源项目、验收阶段和年度。", en: "state the project, its stage and the year.")
    }
    try check(new.pieces)
    if let taken = try book.ground.overlap(
      of: new.pieces, kind: new.kind, in: book.catalogue)
    {
      throw QuotaDraft.overlapRefusal(taken)
    }
    let amounts = QuotaDraft.amounts(of: new.pieces, kind)
    try check(amounts, of: kind)
    shift(amounts, of: new.id, new.holder, .source, .pending)
    return .generate
  }

  /// What pieces are good for as units of a kind.
  static func amounts(of pieces: [GroundPiece], _ kind: QuotaKind) -> QuotaAmounts {
    let sum = pieces.map(\.amounts).total()
    return kind.hasThreeNumbers ? sum : QuotaAmounts(quantity: sum.quantity)
  }

  /// The refusal of ground that is used already, with the polygon that has it.
  static func overlapRefusal(_ overlap: GroundClaims.Overlap) -> Diagnostic {
    let (piece, claim) = (overlap.piece, overlap.claim)
    let area = String((overlap.squareMetres * 100).rounded() / 100)
    if claim.lot.isEmpty {
      return QuotaDecider.refusal(
        "ground-twice", zh: "本批的地块 \(piece) 与 \(claim.piece.id) 重叠 \(area) m²。",
        en: "the pieces \(piece) and \(claim.piece.id) of this lot overlap by \(area) m².",
        feature: piece)
    }
    return QuotaDecider.refusal(
      "ground-twice",
      zh: "地块 \(piece) 与批次 \(claim.lot)（\(claim.kind)）的地块 \(claim.piece.id) 重叠 \(area) m²，"
        + "该地已支撑过指标。",
      en: "the piece \(piece) overlaps the piece \(claim.piece.id) of the lot \(claim.lot) "
        + "(\(claim.kind)) by \(area) m²; that ground backs quota already.",
      remedy: Localized(
        zh: "用 zhitu quota trace \(claim.lot) 查看该地块。",
        en: "Show that ground with zhitu quota trace \(claim.lot)."),
      layer: claim.lot, feature: piece)
  }

  private func check(_ pieces: [GroundPiece]) throws {
    guard Set(pieces.map(\.id)).count == pieces.count, pieces.count <= 100_000 else {
      throw QuotaDecider.refusal(
        "pieces", zh: "地块编号须互不相同。", en: "each piece needs a unique id.")
    }
    let geos = GEOS()
    for piece in pieces {
      guard piece.isWellFormed, try geos.isValid(piece.geometry) else {
        throw QuotaDecider.refusal(
          "geometry", zh: "地块 \(piece.id) 的图形无效。",
          en: "the geometry of the piece \(piece.id) is not valid.",
          feature: piece.id)
      }
      guard (0...10_000).contains(piece.yield), piece.area > .zero else {
        throw QuotaDecider.refusal(
          "piece", zh: "地块 \(piece.id) 的面积须大于零，标准产量不超过 10000 公斤/亩。",
          en: "the piece \(piece.id) must have an area, and a yield of at most 10000 kg a mu.",
          feature: piece.id)
      }
      // The plane of a 3° zone differs from the ellipsoid by at most 0.07 %; two hundredths of a
      // square metre are left for the adjustment of areas (平差).
      let planar = piece.geometry.planarSquareMetres
      guard piece.area.squareMetres <= planar * 1.002 + 0.02 else {
        throw QuotaDecider.refusal(
          "area-claim",
          zh: "地块 \(piece.id) 所报面积 \(piece.area.decimal) m² 大于其图形的面积。",
          en: "the piece \(piece.id) claims \(piece.area.decimal) m², more than its polygon has.",
          feature: piece.id)
      }
    }
  }

  mutating func opening(
    _ id: String, _ kindID: String, _ holderID: String, _ origin: String, _ year: Int,
    _ amounts: QuotaAmounts
  ) throws -> QuotaOperation {
    let kind = try kind(kindID)
    try checkNew(id, isKnown: book.lots[id] != nil)
    try holder(holderID)
    try checkNumbers(amounts, of: kind)
    guard !origin.isEmpty, (1990...2100).contains(year) else {
      throw QuotaDecider.refusal(
        "origin", zh: "须写明来源系统和年度。", en: "state the system it comes from and the year.")
    }
    shift(amounts, of: id, holderID, .source, .available)
    return .open
  }

  mutating func grant(
    _ id: String, _ kindID: String, _ holderID: String, _ origin: String, _ year: Int,
    _ amounts: QuotaAmounts
  ) throws -> QuotaOperation {
    let kind = try kind(kindID)
    guard !kind.isGrounded else {
      throw QuotaDecider.refusal(
        "needs-ground", zh: "“\(kind.title.zh)”须由地块产生，不能奖励。",
        en: "‘\(kind.title.en)’ comes from ground; it cannot be granted.")
    }
    try check(amounts, of: kind)
    _ = try opening(id, kindID, holderID, origin, year, amounts)
    return .enter
  }

  mutating func deduct(
    _ id: String, _ level: DeductionLevel, _ amounts: QuotaAmounts, _ reason: String,
    _ pieces: [String]
  ) throws -> QuotaOperation {
    let lot = try lot(id)
    let kind = try kind(lot.kind)
    guard lot.phase == .generated else { throw wrongPhase(lot) }
    try checkNumbers(amounts, of: kind)
    guard amounts.isNonNegative else {
      throw QuotaDecider.refusal("amounts", zh: "扣减不得为负。", en: "a deduction must not be negative.")
    }
    guard lot.deductions.count == level.rank else {
      throw QuotaDecider.refusal(
        "chain", zh: "扣减须按县、市、省的次序各一次。",
        en: "county, city and province deduct once each, in this order.", layer: id)
    }
    try checkIndependence(lot)
    if !amounts.isZero { try checkSaid(reason) }
    if level == .county, let share = kind.countyShare {
      let (planned, left) = (lot.planned.quantity, (lot.planned - amounts).quantity)
      guard
        Int128(left.hundredths) * Int128(share.denominator)
          >= Int128(planned.hundredths) * Int128(share.numerator)
      else {
        throw QuotaDecider.refusal(
          "county-share",
          zh: "县级自验后剩余不足规划的 \(share.numerator)/\(share.denominator)。",
          en:
            "the county's check leaves less than \(share.numerator)/\(share.denominator) of what was "
            + "planned.", layer: id)
      }
    }
    shift(amounts, of: id, lot.holder, .pending, .deducted)
    try checkReleased(pieces, of: lot, kind, alsoGone: amounts)
    return .deduct
  }

  mutating func verify(_ id: String) throws -> QuotaOperation {
    let lot = try lot(id)
    guard lot.phase == .generated else { throw wrongPhase(lot) }
    if try kind(lot.kind).hasChain, lot.deductions.count < DeductionLevel.allCases.count {
      throw QuotaDecider.refusal(
        "chain", zh: "县、市、省的扣减都写明（可为零）后才能核定。",
        en:
          "county, city and province must each state their deduction (it may be zero) before it is "
          + "verified.", layer: id)
    }
    try checkIndependence(lot)
    return .verify
  }

  private func checkIndependence(_ lot: QuotaLot) throws {
    guard !lot.makers.contains(context.actor.person) else {
      throw QuotaDecider.refusal(
        "own-work", zh: "生成指标的人不能核定。",
        en: "people cannot verify units that they generated themselves.",
        layer: lot.id)
    }
  }

  mutating func enter(_ id: String) throws -> QuotaOperation {
    let lot = try lot(id)
    guard lot.phase == .verified else { throw wrongPhase(lot) }
    shift(book.balance(id, lot.holder, .pending), of: id, lot.holder, .pending, .available)
    return .enter
  }

  private func wrongPhase(_ lot: QuotaLot) -> Diagnostic {
    let names: [QuotaLot.Phase: Localized] = [
      .generated: Localized(zh: "待核定", en: "generated"),
      .verified: Localized(zh: "已核定", en: "verified"),
      .entered: Localized(zh: "已入库", en: "entered"),
    ]
    let name = names[lot.phase] ?? Localized("")
    return QuotaDecider.refusal(
      "phase", zh: "批次 \(lot.id) 处于“\(name.zh)”，不能这样办理。",
      en: "the lot \(lot.id) is \(name.en); this cannot be done with it.", layer: lot.id)
  }

  mutating func expire(_ id: String) throws -> QuotaOperation {
    let lot = try lot(id)
    guard let expires = lot.expires, day > expires, lot.phase == .entered else {
      throw QuotaDecider.refusal(
        "not-expired", zh: "批次 \(id) 没有到期。", en: "the lot \(id) has not expired.", layer: id)
    }
    for holder in lot.holders {
      for pocket in QuotaPocket.allCases where pocket.isStock {
        shift(book.balance(id, holder, pocket).positivePart, of: id, holder, pocket, .expired)
      }
    }
    guard !lines.isEmpty else {
      throw QuotaDecider.refusal(
        "nothing", zh: "批次 \(id) 没有余额。", en: "nothing of the lot \(id) is left.", layer: id)
    }
    return .expire
  }

  mutating func void(
    _ id: String, _ holderID: String, _ amounts: QuotaAmounts, _ pieces: [String],
    _ reason: String, _ due: Timestamp?
  ) throws -> QuotaOperation {
    let lot = try lot(id)
    let kind = try kind(lot.kind)
    try check(amounts, of: kind)
    try checkSaid(reason)
    try holder(holderID)
    let gone = [.void, .deducted].map { book.pockets(of: id)[$0] ?? .zero }.total()
    guard (lot.planned - gone).covers(amounts) else {
      throw QuotaDecider.refusal(
        "void-much", zh: "核减多于该批次所剩。", en: "more than is left of the lot would be void.",
        layer: id)
    }
    // From what is not yet used, then as a debt of what was: history stays as it is (LED-06).
    var rest = amounts
    for pocket in [QuotaPocket.pending, .available, .frozen, .ministry, .locked] {
      let taken = QuotaAmounts.smaller(book.balance(id, holderID, pocket).positivePart, rest)
      shift(taken, of: id, holderID, pocket, .void)
      rest = rest - taken
    }
    if !rest.isZero {
      guard let due else {
        throw QuotaDecider.refusal(
          "due", zh: "核减超过库存，须写明补足期限。",
          en: "more is void than is in stock: state the day by which it is replaced.", layer: id)
      }
      try checkDue(due, days: nil)
      shift(rest, of: id, holderID, .debt, .void)
    }
    try checkReleased(pieces, of: lot, kind, alsoGone: amounts)
    return .void
  }

  /// Ground that is released must not leave units without ground.
  private func checkReleased(
    _ pieces: [String], of lot: QuotaLot, _ kind: QuotaKind, alsoGone: QuotaAmounts
  ) throws {
    guard !pieces.isEmpty else { return }
    let claims = book.ground.claims(of: lot.id).filter { !$0.isReleased }
    let known = Set(claims.map(\.piece.id))
    guard known.isSuperset(of: pieces) else {
      throw QuotaDecider.refusal(
        "no-piece", zh: "批次 \(lot.id) 没有所列的地块。", en: "the lot \(lot.id) has no such piece.",
        layer: lot.id)
    }
    let stays = claims.map(\.piece).filter { !pieces.contains($0.id) }
    let gone = [.void, .deducted].map { book.pockets(of: lot.id)[$0] ?? .zero }.total()
    guard
      QuotaDraft.amounts(of: stays, kind).covers(lot.planned - gone - alsoGone)
    else {
      throw QuotaDecider.refusal(
        "unbacked", zh: "释放这些地块后，余下的指标没有地块支撑。",
        en: "without these pieces the remaining units would have no ground.", layer: lot.id)
    }
  }
}
