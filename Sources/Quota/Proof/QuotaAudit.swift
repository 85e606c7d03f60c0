import EventLog
import Geometry
import Groundwork

/// The arithmetic of a proof: knows lines and pieces, and nothing of the decider.
struct QuotaAudit {
  private struct Lot {
    var kind: String
    var isOpening: Bool
    var isGround: Bool
    var entered = false
    var expires: Timestamp?
    var day: Timestamp
    /// What came from the source, above zero.
    var generated = QuotaAmounts.zero
    var gone = QuotaAmounts.zero
    var pieces: [String: GroundPiece] = [:]
  }

  private let catalogue: QuotaCatalogue
  private var lots: [String: Lot] = [:]
  private var balances: [QuotaAccount: QuotaAmounts] = [:]
  private var claims = GroundClaims()
  private var histories: [String: QuotaHistory] = [:]
  private var openings: [String: QuotaAmounts] = [:]
  private var number = 0
  private(set) var findings: [QuotaProof.Finding] = []

  /// The most findings that are listed.
  static let findingLimit = 1000

  init(_ book: QuotaExport) { catalogue = book.catalogue }

  mutating func blame(
    _ code: String, zh: String, en: String, entry: Int? = nil, lot: String? = nil
  ) {
    guard findings.count < Self.findingLimit else { return }
    findings.append(
      .init(code: code, message: Localized(zh: zh, en: en), entry: entry, lot: lot))
  }

  mutating func read(_ posted: QuotaExport.Posted) {
    let entry = posted.entry
    number += 1
    if entry.number != number {
      blame(
        "number", zh: "第 \(number) 笔的编号是 \(entry.number)。",
        en: "entry \(number) has the number \(entry.number).", entry: number)
    }
    if entry.day > posted.time {
      blame(
        "future", zh: "第 \(number) 笔记在今后。", en: "entry \(number) is in the future.", entry: number)
    }
    begin(entry)
    var sums: [String: QuotaAmounts] = [:]
    for line in entry.lines {
      sums[line.account.lot, default: .zero] += line.amounts
      add(line, entry)
    }
    for (lot, sum) in sums.sorted(by: { $0.key < $1.key }) {
      if !sum.isZero {
        blame(
          "unbalanced", zh: "第 \(number) 笔批次 \(lot) 借贷不平。",
          en: "entry \(number) does not add up to zero for the lot \(lot).", entry: number, lot: lot
        )
      }
      checkSigns(of: lot, entry)
    }
  }

  /// Lots, pieces and phases, from what the act says.
  private mutating func begin(_ entry: QuotaEntry) {
    switch entry.act {
    case .generate(let new):
      var lot = Lot(kind: new.kind, isOpening: false, isGround: true, day: entry.day)
      for piece in new.pieces { lot.pieces[piece.id] = piece }
      put(new.id, lot)
      claims.addForProof(new.pieces, lot: new.id, kind: new.kind)
    case .open(let id, let kind, _, _, _, let amounts, let expires):
      openings[id] = amounts
      var lot = Lot(kind: kind, isOpening: true, isGround: false, entered: true, day: entry.day)
      lot.expires = expires
      put(id, lot)
    case .grant(let id, let kind, _, _, _, _, let expires):
      var lot = Lot(kind: kind, isOpening: false, isGround: false, entered: true, day: entry.day)
      lot.expires = expires
      if catalogue.kind(kind)?.isGrounded != false {
        blame(
          "no-ground", zh: "批次 \(id) 应有地块。", en: "the lot \(id) needs ground.",
          entry: number, lot: id)
      }
      put(id, lot)
    case .promise(let id, let kind, _, _, _), .advance(let id, let kind, _, _, _, _, _, _):
      put(id, Lot(kind: kind, isOpening: false, isGround: false, entered: true, day: entry.day))
    case .enter(let id):
      lots[id]?.entered = true
      if let kind = lots[id]?.kind, let years = catalogue.kind(kind)?.lifeYears {
        lots[id]?.expires = entry.day.adding(years: years)
      }
    case .deduct(let id, _, _, _, let pieces), .void(let id, _, _, let pieces, _, _):
      for piece in pieces { lots[id]?.pieces[piece] = nil }
      claims.releaseForProof(pieces, of: id)
    case .inherit(let id, let history):
      histories[id] = history
      if openings[id] == nil {
        blame(
          "no-opening", zh: "批次 \(id) 不是指标基库，却有原账流水。",
          en: "the lot \(id) is no opening balance but has a history elsewhere.", entry: number,
          lot: id)
      }
    default: break
    }
  }

  private mutating func put(_ id: String, _ lot: Lot) {
    if lots[id] != nil {
      blame(
        "lot-twice", zh: "批次 \(id) 重复。", en: "the lot \(id) occurs twice.", entry: number, lot: id)
    }
    lots[id] = lot
  }

  private mutating func add(_ line: QuotaLine, _ entry: QuotaEntry) {
    let id = line.account.lot
    guard var lot = lots[id] else {
      blame(
        "no-lot", zh: "第 \(number) 笔用到没有来源的批次 \(id)。",
        en: "entry \(number) has the lot \(id), which was never generated.", entry: number, lot: id)
      return
    }
    if entry.day < lot.day {
      blame(
        "backdated", zh: "批次 \(id) 第 \(number) 笔的日期倒退。",
        en: "the day of entry \(number) is before the day of an earlier entry of the lot \(id).",
        entry: number,
        lot: id)
    }
    lot.day = max(lot.day, entry.day)
    switch line.account.pocket {
    case .source: lot.generated += -line.amounts
    case .deducted, .void: lot.gone += line.amounts
    case .used where line.amounts.isNonNegative:
      if !lot.entered {
        blame(
          "not-entered", zh: "批次 \(id) 未入库即使用。", en: "the lot \(id) is used before it was entered.",
          entry: number, lot: id)
      }
      if let expires = lot.expires, entry.day > expires {
        blame(
          "expired", zh: "批次 \(id) 过期后使用。", en: "the lot \(id) is used after it expired.",
          entry: number, lot: id)
      }
    default: break
    }
    lots[id] = lot
    let after = (balances[line.account] ?? .zero) + line.amounts
    balances[line.account] = after.isZero ? nil : after
    touched[id, default: []].insert(line.account)
    before[line.account] = before[line.account] ?? after - line.amounts
  }

  private var touched: [String: Set<QuotaAccount>] = [:]
  private var before: [QuotaAccount: QuotaAmounts] = [:]

  /// After each entry: nothing that is there below zero, nothing owed above it.
  private mutating func checkSigns(of id: String, _ entry: QuotaEntry) {
    for account in touched[id] ?? [] {
      let after = balances[account] ?? .zero
      let isFine = account.pocket.isAsset ? after.isNonNegative : after.isNonPositive
      let was = before[account] ?? .zero
      let isImported =
        lots[id]?.isOpening == true
        && (entry.operation == .open || QuotaAudit.isRising(after, was)
          || account.pocket == .source)
      if !isFine, !isImported {
        blame(
          "below-zero", zh: "第 \(number) 笔后 \(account.holder) 的批次 \(id) 为负。",
          en: "after entry \(number) the lot \(id) of \(account.holder) is below zero.",
          entry: number, lot: id)
      }
      before[account] = nil
    }
    touched[id] = nil
  }

  private static func isRising(_ after: QuotaAmounts, _ was: QuotaAmounts) -> Bool {
    (after.quantity >= .zero || after.quantity >= was.quantity)
      && (after.paddy >= .zero || after.paddy >= was.paddy)
      && (after.capacity >= 0 || after.capacity >= was.capacity)
  }

  /// What only the whole book shows: ground that is too small, ground that backs twice.
  mutating func finish(_ job: Job) throws {
    for (id, lot) in lots.sorted(by: { $0.key < $1.key }) where lot.isGround {
      guard let kind = catalogue.kind(lot.kind) else {
        blame("no-kind", zh: "没有种类 \(lot.kind)。", en: "there is no kind \(lot.kind).", lot: id)
        continue
      }
      let backing = QuotaDraft.amounts(of: Array(lot.pieces.values), kind)
      if !backing.covers(lot.generated - lot.gone) {
        blame(
          "unbacked", zh: "批次 \(id) 的地块不足以支撑其指标。",
          en: "the ground of the lot \(id) is too small for its units.", lot: id)
      }
      for piece in lot.pieces.values.sorted(by: { $0.id < $1.id }) {
        let planar = piece.isWellFormed ? piece.geometry.planarSquareMetres : 0
        if piece.area.squareMetres > planar * 1.002 + 0.02 {
          blame(
            "area-claim", zh: "地块 \(piece.id) 所报面积大于图形。",
            en: "the piece \(piece.id) claims more than its polygon has.", lot: id)
        }
      }
    }
    for (a, b, metres) in try claims.doubled(in: catalogue, job: job) {
      let area = String((metres * 100).rounded() / 100)
      blame(
        "ground-twice",
        zh: "批次 \(a.lot) 的地块 \(a.piece.id) 与批次 \(b.lot) 的地块 \(b.piece.id) 重叠 \(area) m²。",
        en:
          "the piece \(a.piece.id) of the lot \(a.lot) overlaps the piece \(b.piece.id) of the lot "
          + "\(b.lot) by \(area) m².", lot: b.lot)
    }
  }

  func totals() -> [QuotaProof.Totals] {
    var sums: [String: QuotaProof.Totals] = [:]
    for (account, amounts) in balances {
      guard let kind = lots[account.lot]?.kind else { continue }
      sums[kind, default: QuotaProof.Totals(kind: kind)].add(amounts, account.pocket)
    }
    for lot in lots.values where lot.isGround {
      sums[lot.kind, default: QuotaProof.Totals(kind: lot.kind)].pieces += lot.pieces.count
      for piece in lot.pieces.values {
        sums[lot.kind, default: QuotaProof.Totals(kind: lot.kind)].ground += piece.area
      }
    }
    return sums.values.sorted { $0.kind < $1.kind }
  }

  func historyChecks() -> [QuotaHistoryCheck] {
    histories.sorted { $0.key < $1.key }.map { id, history in
      QuotaHistoryCheck(lot: id, history, opening: openings[id] ?? .zero, in: catalogue)
    }
  }

  func belowZero() -> [QuotaLine] {
    balances.filter { $0.key.pocket.isAsset && !$0.value.isNonNegative }
      .map { QuotaLine($0.key, $0.value) }
      .sorted { ($0.account.lot, $0.account.holder) < ($1.account.lot, $1.account.holder) }
  }
}

extension QuotaProof.Totals {
  fileprivate mutating func add(_ amounts: QuotaAmounts, _ pocket: QuotaPocket) {
    switch pocket {
    case .pending: pending += amounts
    case .available, .locked, .frozen, .ministry: stock += amounts
    case .used, .writtenOff: used += amounts
    case .settled: settled += amounts
    case .deducted: deducted += amounts
    case .void: void += amounts
    case .expired: expired += amounts
    case .source: generated += -amounts
    case .debt: owed += -amounts
    case .covered: covered += -amounts
    }
  }
}

extension GroundClaims {
  mutating func addForProof(_ pieces: [GroundPiece], lot: String, kind: String) {
    add(pieces.filter(\.isWellFormed), lot: lot, kind: kind)
  }

  mutating func releaseForProof(_ pieces: [String], of lot: String) { release(pieces, of: lot) }
}
