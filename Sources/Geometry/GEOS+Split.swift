import CGEOS

extension GEOS {
  /// The pieces into which a line divides a valid geometry, on the grid; the geometry itself if the
  /// line does not divide it.
  ///
  /// The line and the borders are noded together at the grid's precision, so neighbouring pieces
  /// have the same points on the cut. Parts that the line does not touch belong to the first piece.
  ///
  /// - Parameter line: Two points or more; a line that ends inside the geometry does not divide it.
  public func split(_ geometry: MultiPolygon, by line: [GridPoint]) throws -> [MultiPolygon] {
    guard line.count >= 2 else { return [geometry] }
    return try withHandle(geometry) { whole in
      guard let border = GEOSBoundary_r(context, whole) else { throw failure("boundary") }
      defer { GEOSGeom_destroy_r(context, border) }
      let cut = try lineString(line)
      defer { GEOSGeom_destroy_r(context, cut) }
      guard let noded = GEOSUnionPrec_r(context, border, cut, GEOS.gridSize) else {
        throw failure("union")
      }
      defer { GEOSGeom_destroy_r(context, noded) }
      let input: [OpaquePointer?] = [noded]
      guard let faces = GEOSPolygonize_r(context, input, 1) else { throw failure("polygonize") }
      defer { GEOSGeom_destroy_r(context, faces) }
      var pieces: [Polygon] = []
      for index in 0..<max(0, GEOSGetNumGeometries_r(context, faces)) {
        guard let face = GEOSGetGeometryN_r(context, faces, index),
          let inside = GEOSPointOnSurface_r(context, face)
        else { throw failure("pointOnSurface") }
        defer { GEOSGeom_destroy_r(context, inside) }
        let isPart = GEOSIntersects_r(context, whole, inside)
        guard isPart != 2 else { throw failure("intersects") }
        if isPart == 1 { pieces += try multiPolygon(face).polygons }
      }
      return GEOS.grouped(pieces, by: geometry)
    }
  }

  private func lineString(_ line: [GridPoint]) throws -> OpaquePointer {
    let coordinates = line.flatMap { [$0.metresX, $0.metresY] }
    guard
      let sequence = GEOSCoordSeq_copyFromBuffer_r(
        context, coordinates, UInt32(line.count), 0, 0),
      let made = GEOSGeom_createLineString_r(context, sequence)
    else { throw failure("createLineString") }
    return made
  }

  /// Pieces in a deterministic order: the largest first.
  private static func grouped(_ pieces: [Polygon], by geometry: MultiPolygon) -> [MultiPolygon] {
    func size(_ polygon: Polygon) -> Int128 { MultiPolygon(polygon).doubledPlanarSteps }
    let whole = Set(geometry.polygons.map(size))
    let sorted = pieces.sorted { a, b in
      let (first, second) = (a.exterior.first, b.exterior.first)
      return (size(b), first?.x ?? 0, first?.y ?? 0) < (size(a), second?.x ?? 0, second?.y ?? 0)
    }
    guard pieces.count > geometry.polygons.count else { return [geometry] }
    let cut = sorted.filter { !whole.contains(size($0)) }
    let uncut = sorted.filter { whole.contains(size($0)) }
    guard let first = cut.first else { return [geometry] }
    return [MultiPolygon([first] + uncut)] + cut.dropFirst().map { MultiPolygon($0) }
  }
}
