import Geometry

/// The ground of single pieces, built only where somebody looks at it.
public enum Piece {
  /// The polygons that a feature shares with one of another set; empty if they share none.
  ///
  /// Invalid features are repaired first. The result is valid; its points lie on the survey grid, so
  /// its area is that of the table within half a step along its border.
  ///
  /// - Throws: ``Geometry/GEOSError``.
  public static func shared(
    _ a: Int, of first: PolygonSet, _ b: Int, of second: PolygonSet, geos: GEOS = GEOS()
  ) throws -> MultiPolygon {
    try geos.intersection(
      valid(first.multiPolygon(of: a), geos), valid(second.multiPolygon(of: b), geos))
  }

  /// The polygons of a feature that none of some features of another set covers.
  ///
  /// - Throws: ``Geometry/GEOSError``.
  public static func rest(
    _ a: Int, of first: PolygonSet, without others: [Int], of second: PolygonSet,
    geos: GEOS = GEOS()
  ) throws -> MultiPolygon {
    let whole = try valid(first.multiPolygon(of: a), geos)
    if others.isEmpty { return whole }
    let taken = try others.map { try valid(second.multiPolygon(of: $0), geos) }
    return try geos.difference(whole, geos.union(taken))
  }

  /// The geometry, repaired if it is invalid.
  package static func valid(_ geometry: MultiPolygon, _ geos: GEOS) throws -> MultiPolygon {
    try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
  }
}
