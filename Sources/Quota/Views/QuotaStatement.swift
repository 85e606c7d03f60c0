import EventLog
import Groundwork

/// The card of an account (账户卡): every entry that moved units of a holder and a kind, with the stock
/// after it.
public struct QuotaStatement: Sendable {
  public struct Line: Sendable {
    public var posted: QuotaExport.Posted
    /// The lots whose units moved.
    public var lots: [String]
    /// What each pocket gained or lost, without zeros.
    public var changes: [QuotaPocket: QuotaAmounts]
    /// In stock after the entry.
    public var stock: QuotaAmounts
  }

  public var holder: QuotaHolder
  public var kind: String
  public var lines: [Line]
  /// What other systems did before the opening balances of this account.
  public var history: [QuotaHistoryLine]
  public var historyChecks: [QuotaHistoryCheck]

  /// O(entries).
  /// - Throws: Diagnostics `quota.no-holder`, `quota.no-kind`.
  public init(
    holder id: String, kind: String, book: QuotaBook, deeds: [Deed<QuotaEvent>]
  ) throws {
    guard let holder = book.holders[id] else {
      throw QuotaDecider.refusal(
        "no-holder", zh: "没有账户“\(id)”。", en: "there is no holder ‘\(id)’.", feature: id)
    }
    guard book.catalogue.kind(kind) != nil else {
      throw QuotaDecider.refusal(
        "no-kind", zh: "没有指标种类“\(kind)”。", en: "there is no kind ‘\(kind)’.", feature: kind)
    }
    self.holder = holder
    self.kind = kind
    let inherited = book.histories.keys.filter { lot in
      book.lots[lot].map { $0.holder == id && $0.kind == kind } == true
    }.sorted()
    history = QuotaHistoryLine.of(inherited, in: book)
    historyChecks = book.historyChecks.filter { inherited.contains($0.lot) }
    var stock = QuotaAmounts.zero
    lines = QuotaExport(deeds).entries.compactMap { posted in
      var changes: [QuotaPocket: QuotaAmounts] = [:]
      var lots: [String] = []
      for line in posted.entry.lines
      where line.account.holder == id && line.account.pocket != .source
        && book.lots[line.account.lot]?.kind == kind
      {
        changes[line.account.pocket, default: .zero] += line.amounts
        if line.account.pocket.isStock { stock += line.amounts }
        if !lots.contains(line.account.lot) { lots.append(line.account.lot) }
      }
      changes = changes.filter { !$0.value.isZero }
      guard !changes.isEmpty else { return nil }
      return Line(posted: posted, lots: lots, changes: changes, stock: stock)
    }
  }
}
