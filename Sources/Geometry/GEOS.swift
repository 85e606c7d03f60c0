import CGEOS

/// A failed operation of GEOS, with its error message.
public struct GEOSError: Error, Sendable, CustomStringConvertible {
  public var operation: String
  public var reason: String
  public var description: String { "GEOS \(operation): \(reason)" }
}

/// One context of GEOS, the geometry engine: validity, repair and the geometry of pieces.
///
/// Geometries go in and come out on the survey grid; overlay runs at the grid's precision of
/// 0.0001 m, so that results are valid on the grid. A context belongs to one thread: make one for
/// each. GEOS is used where a geometry must be seen, and to learn an area only where the kernel cannot
/// tell it: that of ground which several polygons cover at once.
public final class GEOS {
  let context: GEOSContextHandle_t
  private let messages = MessageBox()
  static let gridSize = 1 / GridPoint.stepsPerMetre

  /// The last error message of GEOS.
  private final class MessageBox {
    var last = ""
  }

  public init() {
    context = GEOS_init_r()
    let box = Unmanaged.passUnretained(messages).toOpaque()
    GEOSContext_setErrorMessageHandler_r(
      context,
      { message, data in
        guard let message, let data else { return }
        Unmanaged<MessageBox>.fromOpaque(data).takeUnretainedValue().last = String(cString: message)
      }, box)
    GEOSContext_setNoticeMessageHandler_r(context, { _, _ in }, nil)
  }

  deinit { GEOS_finish_r(context) }

  /// Whether the geometry is valid by the rules of simple features.
  public func isValid(_ geometry: MultiPolygon) throws -> Bool {
    try invalidReason(geometry) == nil
  }

  /// What is wrong with the geometry and where (metres); `nil` if it is valid.
  public func invalidReason(
    _ geometry: MultiPolygon
  ) throws -> (reason: String, x: Double, y: Double)? {
    if let ring = geometry.polygons.lazy.flatMap(\.rings).first(where: { $0.count < 3 }) {
      return ("Too few points in a ring", ring.first?.metresX ?? 0, ring.first?.metresY ?? 0)
    }
    return try withHandle(geometry) { handle in
      var reason: UnsafeMutablePointer<CChar>?
      var location: OpaquePointer?
      let answer = GEOSisValidDetail_r(context, handle, 0, &reason, &location)
      defer {
        if let reason { GEOSFree_r(context, reason) }
        if let location { GEOSGeom_destroy_r(context, location) }
      }
      if answer == 1 { return nil }
      guard answer == 0 else { throw failure("isValidDetail") }
      var x = 0.0
      var y = 0.0
      if let location {
        GEOSGeomGetX_r(context, location, &x)
        GEOSGeomGetY_r(context, location, &y)
      }
      return (reason.map { String(cString: $0) } ?? "invalid", x, y)
    }
  }

  /// The polygonal part of a valid geometry that covers the same ground by the even-odd reading of
  /// its rings (`GEOSMakeValid`), on the grid. Rings of fewer than three points are left out.
  public func makeValid(_ geometry: MultiPolygon) throws -> MultiPolygon {
    var cleaned = geometry
    cleaned.polygons = geometry.polygons.compactMap { polygon in
      polygon.exterior.count < 3
        ? nil : Polygon(polygon.exterior, holes: polygon.holes.filter { $0.count >= 3 })
    }
    return try withHandle(cleaned) { handle in
      guard let valid = GEOSMakeValid_r(context, handle) else { throw failure("makeValid") }
      defer { GEOSGeom_destroy_r(context, valid) }
      guard let snapped = GEOSGeom_setPrecision_r(context, valid, GEOS.gridSize, 0) else {
        throw failure("setPrecision")
      }
      defer { GEOSGeom_destroy_r(context, snapped) }
      return try multiPolygon(snapped)
    }
  }

  public func intersection(_ a: MultiPolygon, _ b: MultiPolygon) throws -> MultiPolygon {
    try binary("intersection", a, b) { GEOSIntersectionPrec_r(context, $0, $1, GEOS.gridSize) }
  }

  public func difference(_ a: MultiPolygon, _ b: MultiPolygon) throws -> MultiPolygon {
    try binary("difference", a, b) { GEOSDifferencePrec_r(context, $0, $1, GEOS.gridSize) }
  }

  public func union(_ a: MultiPolygon, _ b: MultiPolygon) throws -> MultiPolygon {
    try binary("union", a, b) { GEOSUnionPrec_r(context, $0, $1, GEOS.gridSize) }
  }

  /// The union of any number of geometries.
  public func union(_ all: [MultiPolygon]) throws -> MultiPolygon {
    // GEOS wants the parts of one geometry not to overlap; a collection may.
    let handles = try all.filter { !$0.isEmpty }.map { try handle($0) }
    var members: [OpaquePointer?] = handles
    guard
      let collection = members.withUnsafeMutableBufferPointer({
        GEOSGeom_createCollection_r(
          context, Int32(GEOS_GEOMETRYCOLLECTION.rawValue), $0.baseAddress, UInt32($0.count))
      })
    else {
      for handle in handles { GEOSGeom_destroy_r(context, handle) }
      throw failure("union")
    }
    defer { GEOSGeom_destroy_r(context, collection) }
    guard let result = GEOSUnaryUnionPrec_r(context, collection, GEOS.gridSize) else {
      throw failure("union")
    }
    defer { GEOSGeom_destroy_r(context, result) }
    return try multiPolygon(result)
  }

  /// What of a polygon several others, which may overlap one another, leave uncovered: its planar area
  /// in m² and its centre in metres.
  ///
  /// Works in double precision about a point of the polygon rather than on the grid, whose steps would
  /// show in the area; exact to some 1e-9 of the polygon. The geometries must be valid.
  public func uncovered(
    _ whole: MultiPolygon, by others: [MultiPolygon]
  ) throws -> (squareMetres: Double, x: Double, y: Double) {
    guard let origin = whole.polygons.first?.exterior.first else { return (0, 0, 0) }
    let made = try others.filter { !$0.isEmpty }.map { try handle($0, from: origin) }
    var members: [OpaquePointer?] = made
    guard
      let collection = members.withUnsafeMutableBufferPointer({
        GEOSGeom_createCollection_r(
          context, Int32(GEOS_GEOMETRYCOLLECTION.rawValue), $0.baseAddress, UInt32($0.count))
      })
    else {
      for made in made { GEOSGeom_destroy_r(context, made) }
      throw failure("uncovered")
    }
    defer { GEOSGeom_destroy_r(context, collection) }
    guard let taken = GEOSUnaryUnion_r(context, collection) else { throw failure("uncovered") }
    defer { GEOSGeom_destroy_r(context, taken) }
    let own = try handle(whole, from: origin)
    defer { GEOSGeom_destroy_r(context, own) }
    guard let rest = GEOSDifference_r(context, own, taken) else { throw failure("uncovered") }
    defer { GEOSGeom_destroy_r(context, rest) }
    var area = 0.0
    guard GEOSArea_r(context, rest, &area) == 1 else { throw failure("area") }
    guard area > 0, let centre = GEOSGetCentroid_r(context, rest) else {
      return (0, origin.metresX, origin.metresY)
    }
    defer { GEOSGeom_destroy_r(context, centre) }
    var x = 0.0
    var y = 0.0
    guard GEOSGeomGetX_r(context, centre, &x) == 1, GEOSGeomGetY_r(context, centre, &y) == 1 else {
      throw failure("centroid")
    }
    return (area, origin.metresX + x, origin.metresY + y)
  }

  /// All points within a distance in metres (negative: shrunk), rounded corners in eight steps a
  /// quarter.
  public func buffer(_ geometry: MultiPolygon, metres: Double) throws -> MultiPolygon {
    try withHandle(geometry) { handle in
      guard let grown = GEOSBuffer_r(context, handle, metres, 8) else { throw failure("buffer") }
      defer { GEOSGeom_destroy_r(context, grown) }
      guard let snapped = GEOSGeom_setPrecision_r(context, grown, GEOS.gridSize, 0) else {
        throw failure("setPrecision")
      }
      defer { GEOSGeom_destroy_r(context, snapped) }
      return try multiPolygon(snapped)
    }
  }

  /// The ground of polygons, which may touch or overlap, with every gap between them and every
  /// inlet that a disc of this radius in metres cannot enter (closing: grown, then shrunk by as
  /// much). Its points lie on the grid; it is made for measuring and need not be valid there.
  public func closed(_ polygons: [Polygon], metres: Double) throws -> MultiPolygon {
    try withHandle(MultiPolygon(polygons)) { handle in
      // Without the borders between them where they match, which cost most; else as they are.
      let outline = GEOSCoverageUnion_r(context, handle)
      defer { if let outline { GEOSGeom_destroy_r(context, outline) } }
      guard let grown = GEOSBuffer_r(context, outline ?? handle, metres, 8) else {
        throw failure("buffer")
      }
      defer { GEOSGeom_destroy_r(context, grown) }
      guard let shrunk = GEOSBuffer_r(context, grown, -metres, 8) else { throw failure("buffer") }
      defer { GEOSGeom_destroy_r(context, shrunk) }
      return try multiPolygon(shrunk)
    }
  }

  /// A grid point on the surface, for a label or a marker; `nil` if the geometry is empty.
  public func pointOnSurface(_ geometry: MultiPolygon) throws -> GridPoint? {
    guard !geometry.isEmpty else { return nil }
    return try withHandle(geometry) { handle in
      guard let point = GEOSPointOnSurface_r(context, handle) else {
        throw failure("pointOnSurface")
      }
      defer { GEOSGeom_destroy_r(context, point) }
      var x = 0.0
      var y = 0.0
      guard GEOSGeomGetX_r(context, point, &x) == 1, GEOSGeomGetY_r(context, point, &y) == 1 else {
        return nil
      }
      return GridPoint(metresX: x, y: y)
    }
  }

  /// The geometry without the vertices that lie within `metres` of the line of their neighbours
  /// (topology preserved, for display), on the grid.
  public func simplified(_ geometry: MultiPolygon, metres: Double) throws -> MultiPolygon {
    try withHandle(geometry) { handle in
      guard let simple = GEOSTopologyPreserveSimplify_r(context, handle, metres) else {
        throw failure("simplify")
      }
      defer { GEOSGeom_destroy_r(context, simple) }
      return try multiPolygon(simple)
    }
  }

  private func binary(
    _ operation: String, _ a: MultiPolygon, _ b: MultiPolygon,
    _ body: (OpaquePointer, OpaquePointer) -> OpaquePointer?
  ) throws -> MultiPolygon {
    try withHandle(a) { first in
      try withHandle(b) { second in
        guard let result = body(first, second) else { throw failure(operation) }
        defer { GEOSGeom_destroy_r(context, result) }
        return try multiPolygon(result)
      }
    }
  }

  func failure(_ operation: String) -> GEOSError {
    GEOSError(operation: operation, reason: messages.last)
  }
}

// MARK: - Between the grid and GEOS

extension GEOS {
  func withHandle<T>(
    _ geometry: MultiPolygon, _ body: (OpaquePointer) throws -> T
  ) throws -> T {
    let made = try handle(geometry)
    defer { GEOSGeom_destroy_r(context, made) }
    return try body(made)
  }

  /// - Parameter origin: the point of the grid that coordinates are counted from.
  private func handle(
    _ geometry: MultiPolygon, from origin: GridPoint = GridPoint(x: 0, y: 0)
  ) throws -> OpaquePointer {
    var polygons: [OpaquePointer?] = []
    do {
      for polygon in geometry.polygons where polygon.exterior.count >= 3 {
        polygons.append(try handle(polygon, from: origin))
      }
    } catch {
      for polygon in polygons { GEOSGeom_destroy_r(context, polygon) }
      throw error
    }
    guard
      let multi = polygons.withUnsafeMutableBufferPointer({
        GEOSGeom_createCollection_r(
          context, Int32(GEOS_MULTIPOLYGON.rawValue), $0.baseAddress, UInt32($0.count))
      })
    else {
      for polygon in polygons { GEOSGeom_destroy_r(context, polygon) }
      throw failure("createCollection")
    }
    return multi
  }

  private func handle(_ polygon: Polygon, from origin: GridPoint) throws -> OpaquePointer {
    let shell = try handle(ring: polygon.exterior, from: origin)
    var holes: [OpaquePointer?] = []
    do {
      for hole in polygon.holes { holes.append(try handle(ring: hole, from: origin)) }
    } catch {
      for made in [shell] + holes { GEOSGeom_destroy_r(context, made) }
      throw error
    }
    guard
      let made = holes.withUnsafeMutableBufferPointer({
        GEOSGeom_createPolygon_r(context, shell, $0.baseAddress, UInt32($0.count))
      })
    else {
      for part in [shell] + holes { GEOSGeom_destroy_r(context, part) }
      throw failure("createPolygon")
    }
    return made
  }

  private func handle(ring: [GridPoint], from origin: GridPoint) throws -> OpaquePointer {
    var coordinates: [Double] = []
    coordinates.reserveCapacity(2 * ring.count + 2)
    for point in ring + ring.prefix(1) {
      let moved = GridPoint(x: point.x - origin.x, y: point.y - origin.y)
      coordinates.append(moved.metresX)
      coordinates.append(moved.metresY)
    }
    guard
      let sequence = GEOSCoordSeq_copyFromBuffer_r(
        context, coordinates, UInt32(coordinates.count / 2), 0, 0),
      let made = GEOSGeom_createLinearRing_r(context, sequence)
    else { throw failure("createLinearRing") }
    return made
  }

  /// The polygons of a result; lines and points have no area and are dropped.
  func multiPolygon(_ geometry: OpaquePointer) throws -> MultiPolygon {
    var polygons: [Polygon] = []
    try collect(geometry, into: &polygons)
    return MultiPolygon(polygons)
  }

  private func collect(_ geometry: OpaquePointer, into polygons: inout [Polygon]) throws {
    switch GEOSGeomTypes(UInt32(bitPattern: GEOSGeomTypeId_r(context, geometry))) {
    case GEOS_POLYGON:
      guard GEOSisEmpty_r(context, geometry) == 0 else { return }
      guard let shell = GEOSGetExteriorRing_r(context, geometry) else {
        throw failure("exteriorRing")
      }
      var holes: [[GridPoint]] = []
      for index in 0..<max(0, GEOSGetNumInteriorRings_r(context, geometry)) {
        guard let hole = GEOSGetInteriorRingN_r(context, geometry, index) else {
          throw failure("interiorRing")
        }
        holes.append(try points(of: hole))
      }
      polygons.append(Polygon(try points(of: shell), holes: holes))
    case GEOS_MULTIPOLYGON, GEOS_GEOMETRYCOLLECTION:
      for index in 0..<max(0, GEOSGetNumGeometries_r(context, geometry)) {
        guard let part = GEOSGetGeometryN_r(context, geometry, index) else {
          throw failure("geometryN")
        }
        try collect(part, into: &polygons)
      }
    default:
      return
    }
  }

  private func points(of ring: OpaquePointer) throws -> [GridPoint] {
    guard let sequence = GEOSGeom_getCoordSeq_r(context, ring) else { throw failure("coordSeq") }
    var count: UInt32 = 0
    guard GEOSCoordSeq_getSize_r(context, sequence, &count) == 1 else { throw failure("coordSeq") }
    var coordinates = [Double](repeating: 0, count: 2 * Int(count))
    guard GEOSCoordSeq_copyToBuffer_r(context, sequence, &coordinates, 0, 0) == 1 else {
      throw failure("coordSeq")
    }
    var points: [GridPoint] = []
    points.reserveCapacity(Int(count))
    for index in 0..<Int(count) {
      guard let point = GridPoint(metresX: coordinates[2 * index], y: coordinates[2 * index + 1])
      else { throw GEOSError(operation: "read", reason: "coordinate out of range") }
      if points.last != point { points.append(point) }
    }
    if points.count > 1, points.first == points.last { points.removeLast() }
    return points
  }
}
