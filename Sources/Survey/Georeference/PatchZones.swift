import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// Takes every feature of a layer into the plane of its own place: the layer's if that is in metres,
/// else the zone in which the feature lies, as a survey has it.
///
/// For what needs no common plane, such as areas. Belongs to one thread.
public struct PatchZones {
  /// A feature in its plane.
  public struct Patch {
    public var geometry: MultiPolygon
    public var crs: CoordinateReferenceSystem
    public var repair: Repair?
    /// Whether it lies outside the area for which the layer's system is meant.
    public var isOutside: Bool
  }

  private let reference: SourceReference
  private let keepsOutside: Bool
  private var readers: [Int: PatchReader] = [:]
  private var outside: [Bounds] = []

  /// - Parameter keepsOutside: whether a feature outside the area of the layer's system is read all the
  ///   same, if it lies on Earth.
  public init(_ reference: SourceReference, keepsOutside: Bool) {
    self.reference = reference
    self.keepsOutside = keepsOutside
  }

  /// The coordinate systems that were used so far, by name.
  public var planes: [CoordinateReferenceSystem] {
    Set(readers.values.map(\.plane.crs)).sorted { ($0.name, $0.wkt) < ($1.name, $1.wkt) }
  }

  /// - Throws: ``FeatureFault``; ``Diagnostic`` if there is no plane for the place.
  public mutating func read(_ geometry: SourceGeometry, id: String) throws -> Patch {
    let key = key(of: geometry)
    var reader = try readers[key.number] ?? reader(at: key)
    readers[key.number] = nil
    defer {
      outside += reader.takeOutside()
      readers[key.number] = reader
    }
    let (polygons, repair) = try reader.read(geometry, id: id)
    return Patch(
      geometry: polygons, crs: reader.plane.crs, repair: repair, isOutside: reader.isLastOutside)
  }

  /// What the user should know about the place of the features.
  ///
  /// - Throws: the refusal of the layer if none of its features lies in the area of its system.
  public func notes(measured: Int, outside count: Int) throws -> [Diagnostic] {
    if measured == count, let first = outside.first {
      throw reference.refusal([first] + outside.dropFirst())
    }
    let far = try readers.sorted { $0.key < $1.key }.flatMap { try $0.value.notes() }
    guard count > 0 else { return far }
    return far + [
      Diagnostic(
        .warning, code: "area.outside-crs",
        Localized(
          zh: "\(count) 个要素不在坐标系“\(reference.crs.name)”的适用范围内，仍按所标坐标量算。",
          en: "\(count) features lie outside the area of \"\(reference.crs.name)\" and are measured"
            + " where their coordinates say."),
        remedy: Localized(
          zh: "核对坐标系，必要时用 --crs 注明。",
          en: "Check the coordinate system; name it with --crs if need be."),
        file: reference.source.path, layer: reference.layer.name)
    ]
  }

  /// Where a geometry lies, as the choice of a zone asks.
  private func key(of geometry: SourceGeometry) -> (
    number: Int, longitude: Double, latitude: Double
  ) {
    guard !reference.isInMetres, case .wkb(let bytes) = geometry else { return (0, 0, 0) }
    // The widest part decides: those of a polygon that is cut at the 180th meridian lie on both sides.
    var widest: Bounds?
    WKBCoordinates.forEachPart(of: UnsafeRawBufferPointer(bytes), swapping: reference.swapsAxes) {
      if $0.isFinite, $0.bounds.width > widest?.width ?? -1 { widest = $0.bounds }
    }
    guard let widest, let place = reference.position.place(of: widest) else { return (0, 0, 0) }
    let number = WorkingCRS.key(longitude: place.longitude, latitude: place.latitude)
    return (number, place.longitude, place.latitude)
  }

  private func reader(
    at key: (number: Int, longitude: Double, latitude: Double)
  ) throws -> PatchReader {
    let plane = try reference.plane(longitude: key.longitude, latitude: key.latitude)
    return PatchReader(reference, plane, keepsOutside: keepsOutside)
  }
}
