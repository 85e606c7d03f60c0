import EventLog
import Groundwork

/// Units that went from one holder to another for money (交易、摘牌).
public struct QuotaSale: Hashable, Sendable, Codable {
  /// The number of its entry.
  public var number: Int
  public var day: Timestamp
  public var kind: String
  public var seller: String
  public var buyer: String
  public var amounts: QuotaAmounts
  /// What was paid for all of it.
  public var total: Money
  /// Both have their seat in the same county: the money stays in it.
  public var isInside: Bool

  /// All sales of a book, in the order of its entries. O(entries).
  public static func all(_ export: QuotaExport) -> [QuotaSale] {
    let areas = Dictionary(export.holders.map { ($0.id, $0) }) { first, _ in first }
    func county(_ id: String) -> Substring? {
      areas[id].flatMap { $0.level == .city || $0.level == .province ? nil : $0.area.prefix(6) }
    }
    var kinds: [String: String] = [:]
    var offers: [String: QuotaOffer] = [:]
    var sales: [QuotaSale] = []
    func note(_ entry: QuotaEntry, _ from: String, _ to: String, _ parts: [LotPart], _ sum: Money) {
      guard let kind = parts.first.flatMap({ kinds[$0.lot] }) else { return }
      let seat = county(from)
      sales.append(
        QuotaSale(
          number: entry.number, day: entry.day, kind: kind, seller: from, buyer: to,
          amounts: parts.map(\.amounts).total(), total: sum,
          isInside: seat != nil && seat == county(to)))
    }
    for entry in export.entries.map(\.entry) {
      switch entry.act {
      case .generate(let lot): kinds[lot.id] = lot.kind
      case .open(let lot, let kind, _, _, _, _, _), .grant(let lot, let kind, _, _, _, _, _),
        .promise(let lot, let kind, _, _, _), .advance(let lot, let kind, _, _, _, _, _, _):
        kinds[lot] = kind
      case .move(_, let from, let to, let parts, let price?): note(entry, from, to, parts, price)
      case .offer(let id, let holder, let part, let price, let until):
        offers[id] = QuotaOffer(id: id, holder: holder, part: part, price: price, until: until)
      case .accept(let id, let buyer):
        if let offer = offers[id] { note(entry, offer.holder, buyer, [offer.part], offer.total) }
      default: break
      }
    }
    return sales
  }
}
