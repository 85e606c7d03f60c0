import EventLog
import Groundwork

/// From ground to use and back: what a lot stands on, every entry that touched it, where its units are.
public struct QuotaTrace: Sendable {
  public struct Step: Sendable {
    public var posted: QuotaExport.Posted
    /// The lines of this lot.
    public var lines: [QuotaLine]
  }

  public struct Standing: Sendable {
    public var holder: String
    public var pocket: QuotaPocket
    public var amounts: QuotaAmounts
  }

  public var lot: QuotaLot
  public var claims: [GroundClaims.Claim]
  public var standings: [Standing]
  public var uses: [QuotaUse]
  /// What another system did before, held against the opening balance.
  public var history: [QuotaHistoryLine]
  public var historyCheck: QuotaHistoryCheck?
  public var steps: [Step]

  /// O(entries).
  /// - Throws: Diagnostic `quota.no-lot`.
  public init(lot id: String, book: QuotaBook, deeds: [Deed<QuotaEvent>]) throws {
    guard let lot = book.lots[id] else {
      throw QuotaDecider.refusal(
        "no-lot", zh: "没有批次“\(id)”。", en: "there is no lot ‘\(id)’.", feature: id)
    }
    self.lot = lot
    claims = book.ground.claims(of: id)
    standings = lot.holders.flatMap { holder in
      QuotaPocket.allCases.compactMap { pocket in
        let amounts = book.balance(id, holder, pocket)
        return amounts.isZero ? nil : Standing(holder: holder, pocket: pocket, amounts: amounts)
      }
    }
    uses = book.uses.values.filter { $0.parts.contains { $0.lot == id } }.sorted { $0.id < $1.id }
    history = QuotaHistoryLine.of([id], in: book)
    historyCheck = book.historyChecks.first { $0.lot == id }
    steps = QuotaExport(deeds).entries.compactMap { posted in
      let lines = posted.entry.lines.filter { $0.account.lot == id }
      guard !lines.isEmpty || posted.entry.act.names(lot: id) else { return nil }
      return Step(posted: posted, lines: lines)
    }
  }
}

extension QuotaAct {
  /// Whether it is about a lot although no units of it move.
  func names(lot: String) -> Bool {
    switch self {
    case .verify(let id), .enter(let id), .deduct(let id, _, _, _, _), .inherit(let id, _):
      id == lot
    default: false
    }
  }
}

/// What a holder has of each kind: the card of an account.
public struct QuotaPosition: Hashable, Sendable, Codable {
  public var holder: String
  public var kind: String
  /// By pocket, without zeros.
  public var pockets: [QuotaPocket: QuotaAmounts]

  public var stock: QuotaAmounts {
    pockets.filter { $0.key.isStock }.map(\.value).total()
  }

  /// All positions of a book, by kind and holder. O(accounts).
  public static func all(_ book: QuotaBook) -> [QuotaPosition] {
    struct Key: Hashable {
      var kind: String
      var holder: String
    }
    var found: [Key: QuotaPosition] = [:]
    for (account, amounts) in book.balances {
      guard let lot = book.lots[account.lot], account.pocket != .source else { continue }
      let key = Key(kind: lot.kind, holder: account.holder)
      found[
        key, default: QuotaPosition(holder: account.holder, kind: lot.kind, pockets: [:])
      ].pockets[account.pocket, default: .zero] += amounts
    }
    return found.values.map { position in
      var position = position
      position.pockets = position.pockets.filter { !$0.value.isZero }
      return position
    }.filter { !$0.pockets.isEmpty }.sorted { ($0.kind, $0.holder) < ($1.kind, $1.holder) }
  }
}
