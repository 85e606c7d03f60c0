import EventLog
import Geometry
import Groundwork
import Quota

/// The card of an account.
struct QuotaAccountView: Encodable {
  struct Change: Encodable {
    var pocket: String
    var title: Localized
    var amounts: QuotaAmountsView
  }

  struct Line: Encodable {
    var number: Int
    var day: String
    var title: Localized
    var document: String
    var documentNumber: String
    var authority: String
    var actor: String
    var lots: [String]
    var changes: [Change]
    var stock: QuotaAmountsView
  }

  var holder: String
  var title: String
  var kind: String
  var lines: [Line]
  var history: [QuotaHistoryLineView]
  var historyChecks: [QuotaHistoryCheckView]

  init(_ statement: QuotaStatement) {
    holder = statement.holder.id
    title = statement.holder.title
    kind = statement.kind
    history = statement.history.map { QuotaHistoryLineView($0) }
    historyChecks = statement.historyChecks.map { QuotaHistoryCheckView($0) }
    lines = statement.lines.map { line in
      let entry = line.posted.entry
      return Line(
        number: entry.number, day: entry.day.day,
        title: entry.operation.title, document: entry.document.title,
        documentNumber: entry.document.number, authority: entry.document.authority,
        actor: line.posted.actor.name, lots: line.lots,
        changes: QuotaPocket.allCases.compactMap { pocket in
          line.changes[pocket].map {
            Change(pocket: pocket.rawValue, title: pocket.title, amounts: QuotaAmountsView($0))
          }
        }, stock: QuotaAmountsView(line.stock))
    }
  }
}

/// All ground that backs units, in degrees: from a place on the map to the lot.
struct QuotaGroundView: Encodable {
  struct Properties: Encodable {
    var id: Int
    var piece: String
    var lot: String
    var kind: String
    var origin: String
    var from: String
    var to: String
    var area: Area
    var isReleased: Bool
  }

  typealias Piece = GeoJSONFeature<Properties>

  let type = GeoJSONName.collection
  var features: [Piece]
  /// How many pieces there are altogether; a large book is cut.
  var total: Int

  init(_ book: QuotaBook, _ projection: MapProjection?, limit: Int) throws {
    let claims = book.ground.claims
    total = claims.count
    guard let projection else {
      features = []
      return
    }
    features = try claims.prefix(limit).enumerated().map { number, claim in
      Piece(
        id: number, geometry: try GeoJSONPolygon(claim.piece.geometry, projection),
        properties: Properties(
          id: number, piece: claim.piece.id, lot: claim.lot, kind: claim.kind,
          origin: book.lots[claim.lot]?.origin ?? "", from: claim.piece.from, to: claim.piece.to,
          area: claim.piece.area, isReleased: claim.isReleased))
    }
  }
}
