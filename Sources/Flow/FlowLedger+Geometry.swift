import Geometry
import Overlay

extension FlowLedger {
  /// The polygons of a row: the ground of a piece, or what of a patch the other side leaves
  /// uncovered. Empty for a row that takes back double counts.
  ///
  /// Both sides must have their polygons in memory.
  ///
  /// - Complexity: O(rows), and the intersection by GEOS.
  /// - Throws: ``Geometry/GEOSError``.
  public func geometry(ofRow row: Int, geos: GEOS = GEOS()) throws -> MultiPolygon {
    switch (rows[row].from.map(Int.init), rows[row].to.map(Int.init)) {
    case (let from?, let to?):
      return try Piece.shared(from, of: before.polygons, to, of: after.polygons, geos: geos)
    case (let from?, nil) where rows[row].kind == .uncoveredFrom:
      let others = rows.compactMap { $0.from == Int32(from) ? $0.to.map(Int.init) : nil }
      return try Piece.rest(
        from, of: before.polygons, without: others, of: after.polygons, geos: geos)
    case (nil, let to?) where rows[row].kind == .uncoveredTo:
      let others = rows.compactMap { $0.to == Int32(to) ? $0.from.map(Int.init) : nil }
      return try Piece.rest(
        to, of: after.polygons, without: others, of: before.polygons, geos: geos)
    default:
      return MultiPolygon([])
    }
  }
}
