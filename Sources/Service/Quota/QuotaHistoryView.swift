import Groundwork
import Quota

/// Movements of another system, with the stock there after each.
struct QuotaHistoryLineView: Encodable {
  var lot: String
  var system: String
  /// Its row in the file that came in.
  var row: Int
  var day: String
  var title: Localized
  /// in, out, held or freed.
  var effect: String
  var region: String
  var summary: String
  var document: String
  var amounts: QuotaAmountsView
  var stock: QuotaAmountsView

  init(_ line: QuotaHistoryLine) {
    lot = line.lot
    system = line.system
    row = line.movement.row
    day = line.movement.day
    title = line.kind?.title ?? Localized(line.movement.kind)
    effect = line.kind?.effect.rawValue ?? ""
    region = line.movement.region
    summary = line.movement.summary
    document = line.movement.document
    amounts = QuotaAmountsView(line.movement.amounts)
    stock = QuotaAmountsView(line.stock)
  }
}

/// The movements held against the opening balance.
struct QuotaHistoryCheckView: Encodable {
  var lot: String
  var system: String
  var movements: Int
  var stock: QuotaAmountsView
  var held: QuotaAmountsView
  var opening: QuotaAmountsView
  /// What the opening balance has that the movements do not explain.
  var difference: QuotaAmountsView
  var isEqual: Bool

  init(_ check: QuotaHistoryCheck) {
    lot = check.lot
    system = check.system
    movements = check.movements
    stock = QuotaAmountsView(check.stock)
    held = QuotaAmountsView(check.held)
    opening = QuotaAmountsView(check.opening)
    difference = QuotaAmountsView(check.difference)
    isEqual = check.isEqual
  }
}
