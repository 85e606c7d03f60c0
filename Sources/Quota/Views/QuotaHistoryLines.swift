import Groundwork

/// The movements of other systems as lines of a card, with the stock there after each.
public struct QuotaHistoryLine: Hashable, Sendable {
  public var lot: String
  public var system: String
  public var movement: QuotaMovement
  public var kind: QuotaMovementKind?
  /// In stock there after the movement, of all lots on the card.
  public var stock: QuotaAmounts

  /// The history of some lots by day. O(n log n) in their movements.
  public static func of(_ lots: [String], in book: QuotaBook) -> [QuotaHistoryLine] {
    var stock = QuotaAmounts.zero
    return lots.flatMap { lot -> [(lot: String, system: String, movement: QuotaMovement)] in
      guard let history = book.histories[lot] else { return [] }
      return history.movements.map { (lot, history.system, $0) }
    }.sorted {
      ($0.movement.day, $0.lot, $0.movement.row) < ($1.movement.day, $1.lot, $1.movement.row)
    }.map { line in
      let kind = book.catalogue.movement(line.movement.kind)
      switch kind?.effect {
      case .incoming: stock += line.movement.amounts
      case .outgoing: stock += -line.movement.amounts
      case .held, .freed, nil: break
      }
      return QuotaHistoryLine(
        lot: line.lot, system: line.system, movement: line.movement, kind: kind, stock: stock)
    }
  }
}
