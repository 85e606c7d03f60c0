import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// What is wrong with one feature, which is set aside.
public struct FeatureFault: Error {
  public var reason: RejectReason
  public var detail: Localized
  /// Whether ``PatchReader/receivedBytes(of:)`` are whole and in working coordinates.
  public var keepsGeometry = false
}

/// Takes the geometries of one layer into the working plane: every one valid and on the survey grid,
/// or a fault. Import, area and flow read through it, so that they repair and set aside the same.
///
/// Belongs to one thread.
public struct PatchReader {
  public let reference: SourceReference
  public let plane: WorkingPlane
  /// Bounds of features that lie outside their system, up to ``outsideLimit``, as the file has them.
  public private(set) var outside: [Bounds] = []
  /// Whether the last feature lies outside its system.
  private(set) var isLastOutside = false
  /// The bounds of the last feature in the units of the file, `nil` if it has none.
  private var lastBounds: Bounds?
  /// Whether a feature outside the area of its system is read all the same, if it lies on Earth.
  private let keepsOutside: Bool
  private let geos = GEOS()
  /// How far from the central meridian the features lie.
  private var reach = MeridianReach()
  /// The last geometry in working coordinates, where those are not the file's own.
  private var moved: [UInt8]?

  /// Features outside their coordinate system after which a layer may be given up.
  public static let outsideLimit = 1000

  public init(_ reference: SourceReference, _ plane: WorkingPlane, keepsOutside: Bool = false) {
    self.reference = reference
    self.plane = plane
    self.keepsOutside = keepsOutside
  }

  /// Whether geometries come out with the coordinates of the file.
  public var takesCoordinatesAsTheyAre: Bool {
    plane.transformer == nil && !reference.swapsAxes
  }

  /// The geometry of a feature in the working plane, repaired where it must be.
  ///
  /// - Parameter id: names the feature in the list of repairs.
  public mutating func read(
    _ geometry: SourceGeometry, id: String
  ) throws(FeatureFault) -> (geometry: MultiPolygon, repair: Repair?) {
    guard case .curved(let bytes) = geometry else {
      return try read(wkb: UnsafeRawBufferPointer(bytes(of: geometry)), id: id)
    }
    // With short edges for its arcs it is kept among the features that are set aside.
    _ = try read(wkb: UnsafeRawBufferPointer(bytes), id: id)
    throw FeatureFault(
      reason: .curved, detail: geometry.problem?.what ?? Localized("?"), keepsGeometry: true)
  }

  /// As ``read(_:id:)`` for the bytes of a polygon, multipolygon or collection.
  public mutating func read(
    wkb: UnsafeRawBufferPointer, id: String
  ) throws(FeatureFault) -> (geometry: MultiPolygon, repair: Repair?) {
    moved = nil
    lastBounds = nil
    isLastOutside = false
    guard let summary = WKBCoordinates.summarise(wkb, swapping: reference.swapsAxes) else {
      throw FeatureFault(
        reason: .notPolygonal,
        detail: Localized(
          zh: "几何中有不是面的部分。", en: "The geometry has parts that are not polygons."))
    }
    guard summary.isFinite else {
      throw FeatureFault(
        reason: .notFinite,
        detail: Localized(zh: "坐标中有非数（NaN）或无穷大。", en: "A coordinate is NaN or infinite."))
    }
    lastBounds = summary.bounds
    try check(summary.bounds, wkb)
    guard !takesCoordinatesAsTheyAre else { return try finished(PatchReader.decode(wkb), id) }
    let image = try moved(wkb)
    moved = image
    return try finished(PatchReader.decode(image), id)
  }

  /// The bytes of the geometry that was read last in working coordinates, as ISO WKB; `nil` if there
  /// are none.
  public func receivedBytes(of geometry: SourceGeometry) -> [UInt8]? {
    if let moved { return moved }
    guard takesCoordinatesAsTheyAre else { return nil }
    return switch geometry {
    case .wkb(let bytes), .curved(let bytes): [UInt8](bytes)
    default: nil
    }
  }

  /// What the user should know about the place of the features that were read.
  public func notes() throws -> [Diagnostic] {
    guard reference.options.checksPosition else { return [] }
    let note = try reach.note(plane.crs, file: reference.source.path, layer: reference.layer.name)
    return note.map { [$0] } ?? []
  }

  /// Notes the place of a feature in the working plane that was read elsewhere.
  public mutating func note(_ bounds: Bounds) {
    guard let projection = plane.crs.transverseMercator else { return }
    reach.add(bounds, falseEasting: projection.falseEasting)
  }

  /// The refusal of a layer all of whose features lie outside their system.
  public func refusal() -> Diagnostic { reference.refusal(outside) }

  /// Whether bounds in the units of the file lie where the system is meant to be used; notes those
  /// that do not.
  private mutating func accepts(_ bounds: Bounds) -> Bool {
    isLastOutside = !reference.position.accepts(bounds)
    guard isLastOutside else { return true }
    if outside.count < PatchReader.outsideLimit { outside.append(bounds) }
    return false
  }

  /// Hands over ``outside`` and forgets it.
  mutating func takeOutside() -> [Bounds] {
    defer { outside = [] }
    return outside
  }

  private mutating func check(
    _ bounds: Bounds, _ wkb: UnsafeRawBufferPointer
  ) throws(FeatureFault) {
    if accepts(bounds) || (keepsOutside && reference.position.isPlace(bounds)) { return }
    if !takesCoordinatesAsTheyAre {
      // Where there is no image, nothing is kept. Edges as long as the Earth are not followed.
      let image = try? WKBCoordinates.rewrite(wkb, swapping: reference.swapsAxes) { ring in
        try plane.transformer?.transform(ring) ?? ring
      }
      moved = image ?? nil
    }
    throw FeatureFault(
      reason: .outsideCRS,
      detail: Localized(
        zh: "位置 (\(bounds.minX), \(bounds.minY)) 不在坐标系“\(reference.crs.name)”的适用范围内。",
        en: "(\(bounds.minX), \(bounds.minY)) lies outside the area of"
          + " \"\(reference.crs.name)\"."),
      keepsGeometry: true)
  }

  private func bytes(
    of geometry: SourceGeometry
  ) throws(FeatureFault) -> UnsafeMutableRawBufferPointer {
    switch geometry {
    case .wkb(let bytes): return bytes
    case .none:
      throw FeatureFault(reason: .noGeometry, detail: Localized(zh: "没有几何。", en: "No geometry."))
    case .empty:
      throw FeatureFault(
        reason: .emptyGeometry, detail: Localized(zh: "几何为空。", en: "The geometry is empty."))
    case .notPolygonal(let type):
      throw FeatureFault(
        reason: .notPolygonal,
        detail: Localized(zh: "几何不是面而是 \(type)。", en: "Not a polygon but \(type)."))
    case .curved(let bytes): return bytes
    case .tooLarge(let size):
      let limit = reference.options.limits.geometryBytes
      throw FeatureFault(
        reason: .geometryTooLarge,
        detail: Localized(
          zh: "几何有 \(size) 字节，超过上限 \(limit) 字节。",
          en: "The geometry has \(size) bytes, more than \(limit)."))
    }
  }

  /// The same geometry in the working plane, with x before y.
  private func moved(_ wkb: UnsafeRawBufferPointer) throws(FeatureFault) -> [UInt8] {
    do {
      let image = try WKBCoordinates.rewrite(wkb, swapping: reference.swapsAxes) { ring in
        try workingLine(ring)
      }
      if let image { return image }
    } catch {
      let said = (error as? Diagnostic)?.message ?? Localized(String(describing: error))
      throw FeatureFault(reason: .notTransformed, detail: said)
    }
    throw FeatureFault(
      reason: .malformedGeometry,
      detail: Localized(zh: "几何数据损坏。", en: "The geometry's bytes are malformed."))
  }

  /// A ring in the working plane.
  ///
  /// Edges that are straight in degrees stay so, to a tenth of a millimetre. Between planes only corners
  /// are moved, as other programs do it: a layer that came from the working plane comes back to it.
  private func workingLine(_ ring: [(x: Double, y: Double)]) throws -> [(x: Double, y: Double)] {
    guard let transformer = plane.transformer else { return ring }
    return try reference.crs.isGeographic
      ? transformer.transform(line: ring) : transformer.transform(ring)
  }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer
  ) throws(FeatureFault) -> MultiPolygon {
    do throws(WKBError) { return try WKB.decode(bytes) } catch { throw FeatureFault(error) }
  }

  private static func decode(_ bytes: [UInt8]) throws(FeatureFault) -> MultiPolygon {
    do throws(WKBError) { return try WKB.decode(bytes) } catch { throw FeatureFault(error) }
  }

  /// A geometry of the working plane, valid, its place noted.
  private mutating func finished(
    _ geometry: MultiPolygon, _ id: String
  ) throws(FeatureFault) -> (geometry: MultiPolygon, repair: Repair?) {
    let result = try valid(joined(geometry), id)
    if let projection = plane.crs.transverseMercator, let box = result.geometry.bounds {
      reach.add(box, falseEasting: projection.falseEasting)
    }
    return result
  }

  /// The two parts of a polygon that was cut at the 180th meridian, as RFC 7946 asks for, put together
  /// again, if that changes no area.
  private func joined(_ geometry: MultiPolygon) -> MultiPolygon {
    guard reference.crs.isGeographic, let lastBounds, lastBounds.width > 180,
      geometry.polygons.count > 1,
      let whole = try? geos.union(geometry.polygons.map { MultiPolygon($0) })
    else { return geometry }
    let before = geometry.planarSquareMetres
    return abs(whole.planarSquareMetres - before) <= 1e-9 * before ? whole : geometry
  }

  private mutating func valid(
    _ geometry: MultiPolygon, _ id: String
  ) throws(FeatureFault) -> (geometry: MultiPolygon, repair: Repair?) {
    do {
      // Most are told by the quick test; GEOS takes minutes for a raster's largest patch.
      if geometry.isEvidentlyValid { return (geometry, nil) }
      guard let problem = try geos.invalidReason(geometry) else {
        guard geometry.doubledPlanarSteps > 0 else { throw FeatureFault.collapsed }
        return (geometry, nil)
      }
      let before = geometry.planarSquareMetres
      let repaired = try geos.makeValid(geometry)
      let after = repaired.planarSquareMetres
      guard repaired.doubledPlanarSteps > 0 else { throw FeatureFault.collapsed }
      let tolerance = reference.options.repair
      guard tolerance.allows(from: before, to: after), try geos.isValid(repaired) else {
        let place = "(\(problem.x), \(problem.y))"
        let change = Area(roundingSquareMetres: after - before)?.decimal ?? "?"
        throw FeatureFault(
          reason: .invalid,
          detail: Localized(
            zh: "面无效：\(problem.reason) \(place)；修复会使面积改变 \(change) m²，超过容差。",
            en: "Invalid: \(problem.reason) \(place); a repair would change its area by"
              + " \(change) m², beyond the tolerance."), keepsGeometry: true)
      }
      let repair = Repair(
        id: id, problem: problem.reason, x: problem.x, y: problem.y, areaBefore: before,
        areaAfter: after)
      return (repaired, repair)
    } catch let fault as FeatureFault {
      throw fault
    } catch {
      throw FeatureFault(
        reason: .invalid, detail: Localized(String(describing: error)), keepsGeometry: true)
    }
  }
}

extension FeatureFault {
  /// What GDAL could not read.
  public static func damaged(_ said: String) -> FeatureFault {
    FeatureFault(
      reason: .damaged, detail: Localized(zh: "要素损坏：\(said)", en: "Damaged: \(said)"))
  }

  /// A shape for which the attribute table of a Shapefile has no row.
  static let lacksRow = FeatureFault(
    reason: .rowMissing,
    detail: Localized(
      zh: "属性表中没有与该图形对应的行。", en: "The attribute table has no row for this shape."),
    keepsGeometry: true)

  /// A row of the attribute table that has no shape.
  static let lacksShape = FeatureFault(
    reason: .noGeometry,
    detail: Localized(
      zh: "属性表的这一行没有图形。", en: "This row of the attribute table has no shape."))

  fileprivate static let collapsed = FeatureFault(
    reason: .collapsed,
    detail: Localized(
      zh: "面的面积为零。", en: "The polygon has no area."), keepsGeometry: true)

  /// Why well-known binary cannot be read.
  fileprivate init(_ error: WKBError) {
    switch error {
    case .notFinite:
      self.init(
        reason: .notFinite,
        detail: Localized(zh: "坐标中有非数（NaN）或无穷大。", en: "A coordinate is NaN or infinite."))
    case .outOfRange:
      self.init(
        reason: .outOfRange,
        detail: Localized(
          zh: "坐标超出 ±\(Int(GridPoint.limit)) 米。",
          en: "A coordinate is beyond ±\(Int(GridPoint.limit)) m."), keepsGeometry: true)
    case .notPolygonal(let type):
      self.init(
        reason: .notPolygonal,
        detail: Localized(zh: "几何类型 \(type) 不是面。", en: "Geometry type \(type) is no polygon."))
    case .truncated, .badByteOrder, .tooDeep:
      self.init(
        reason: .malformedGeometry,
        detail: Localized(zh: "几何数据损坏。", en: "The geometry's bytes are malformed."))
    }
  }
}
