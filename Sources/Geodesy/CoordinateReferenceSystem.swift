import CPROJ
import Groundwork

/// A coordinate reference system (坐标参考系), projected or geographic, read by PROJ.
///
/// A value of plain facts, free to be used from any thread. Coordinates that go with it are always
/// x = easting or longitude, y = northing or latitude, whatever order the register of the system
/// gives.
public struct CoordinateReferenceSystem: Sendable {
  /// WKT2:2019 on one line.
  public let wkt: String
  /// Its name, such as `CGCS2000 / 3-degree Gauss-Kruger CM 120E`.
  public let name: String
  /// The register that lists it, mostly `EPSG`, `nil` if it is a system of one's own.
  public let authorityName: String?
  /// The number in that register.
  public let authorityCode: Int?
  /// True for longitude and latitude in degrees.
  public let isGeographic: Bool
  /// Metres in one unit of the plane coordinates; 1 for geographic systems.
  public let metresPerUnit: Double
  public let ellipsoid: Ellipsoid
  /// The projection if it is a transverse Mercator, else `nil`.
  public let transverseMercator: TransverseMercator?
  /// True on a Chinese datum: CGCS2000, Xi'an 1980 or Beijing 1954, also the new one.
  public let isChinese: Bool
  /// True on CGCS2000, WGS 84 and ITRF, which agree to about a metre.
  public let followsITRF: Bool
  /// The datum as PROJ names it.
  public let datumName: String
  /// Where the system is meant to be used, in degrees, if the register says so of it or of its datum.
  /// Across the 180th meridian `west` is greater than `east`.
  public let areaOfUse: (west: Double, south: Double, east: Double, north: Double)?

  public var isProjected: Bool { !isGeographic }
  public var authority: (name: String, code: Int)? {
    guard let authorityName, let authorityCode else { return nil }
    return (authorityName, authorityCode)
  }

  /// Reads an EPSG code (`EPSG:4549`), WKT of any dialect including a Shapefile's `.prj`, PROJJSON
  /// or a PROJ string.
  ///
  /// A vertical part is left aside. Throws `crs.invalid` if PROJ cannot read it and
  /// `crs.unsupported` if it is neither projected nor geographic.
  public init(_ definition: String) throws {
    let session = try ProjSession()
    let context = session.context
    var text = definition.filter { $0 != "\0" }
    if text.contains("+proj="), !text.contains("type=crs") { text += " +type=crs" }
    guard var crs = session.keep(proj_create(context, text)) else {
      throw CoordinateReferenceSystem.invalid(definition, session.lastError)
    }
    // A compound system's first part is horizontal; a bound one wraps the system proper.
    unwrapping: while true {
      let inner: OpaquePointer?
      switch proj_get_type(crs) {
      case PJ_TYPE_COMPOUND_CRS: inner = proj_crs_get_sub_crs(context, crs, 0)
      case PJ_TYPE_BOUND_CRS: inner = proj_get_source_crs(context, crs)
      default: break unwrapping
      }
      guard let next = session.keep(inner) else { break }
      crs = next
    }
    switch proj_get_type(crs) {
    case PJ_TYPE_PROJECTED_CRS: isGeographic = false
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: isGeographic = true
    default:
      throw Diagnostic(
        code: "crs.unsupported",
        Localized(
          zh: "坐标系“\(CrsReader.name(of: crs))”既不是投影坐标系，也不是地理坐标系。",
          en: "\"\(CrsReader.name(of: crs))\" is neither a projected nor a geographic system."),
        remedy: Localized(
          zh: "请换用投影坐标系，例如 EPSG:4549。",
          en: "Use a projected system such as EPSG:4549."))
    }
    let reader = CrsReader(session: session, crs: crs)
    guard let wkt = reader.wkt(), let ellipsoid = reader.ellipsoid() else {
      throw CoordinateReferenceSystem.invalid(definition, session.lastError)
    }
    self.wkt = wkt
    self.ellipsoid = ellipsoid
    name = CrsReader.name(of: crs)
    let authority = reader.authority()
    authorityName = authority?.name
    authorityCode = authority?.code
    metresPerUnit = isGeographic ? 1 : reader.metresPerUnit()
    transverseMercator = isGeographic ? nil : reader.transverseMercator(on: ellipsoid)
    let datum = reader.datumNames()
    datumName = datum.first ?? ""
    isChinese = datum.contains(where: CrsReader.isChineseDatum)
    followsITRF = datum.contains(where: CrsReader.isITRF)
    areaOfUse = reader.areaOfUse()
  }

  /// The system with this EPSG code.
  public init(epsg code: Int) throws {
    try self.init("EPSG:\(code)")
  }

  /// True if coordinates mean the same place in both, whatever name or axis order they have.
  public func isEquivalent(to other: CoordinateReferenceSystem) -> Bool {
    if self == other { return true }
    guard let session = try? ProjSession() else { return false }
    let context = session.context
    guard let a = session.keep(proj_create(context, wkt)),
      let b = session.keep(proj_create(context, other.wkt))
    else { return false }
    let x = session.keep(proj_normalize_for_visualization(context, a)) ?? a
    let y = session.keep(proj_normalize_for_visualization(context, b)) ?? b
    return proj_is_equivalent_to(x, y, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0
  }

  /// Longitude and latitude in degrees on the same datum; the system itself if it is geographic.
  public func geographic() throws -> CoordinateReferenceSystem {
    if isGeographic { return self }
    let session = try ProjSession()
    guard let crs = session.keep(proj_create(session.context, wkt)),
      let base = session.keep(proj_crs_get_geodetic_crs(session.context, crs)),
      let text = CrsReader(session: session, crs: base).wkt()
    else { throw CoordinateReferenceSystem.invalid(name, session.lastError) }
    return try CoordinateReferenceSystem(text)
  }

  /// WKT 1 as GDAL writes it, for GeoPackage's `gpkg_spatial_ref_sys`; `nil` if the system cannot be
  /// said in it.
  public func wkt1() -> String? {
    guard let session = try? ProjSession(),
      let crs = session.keep(proj_create(session.context, wkt))
    else { return nil }
    return CrsReader(session: session, crs: crs).wkt(PJ_WKT1_GDAL)
  }

  private static func invalid(_ definition: String, _ reason: String) -> Diagnostic {
    let shown = definition.count > 80 ? definition.prefix(80) + "…" : definition[...]
    return Diagnostic(
      code: "crs.invalid",
      Localized(
        zh: "无法识别坐标系定义“\(shown)”：\(reason)。",
        en: "The coordinate system \"\(shown)\" cannot be read: \(reason)."),
      remedy: Localized(
        zh: "请给出 EPSG 代码（如 EPSG:4549）、WKT 或 PROJ 字符串。",
        en: "Give an EPSG code such as EPSG:4549, WKT or a PROJ string."))
  }
}

extension CoordinateReferenceSystem: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.wkt == b.wkt }
  public func hash(into hasher: inout Hasher) { hasher.combine(wkt) }
}

extension CoordinateReferenceSystem: CustomStringConvertible {
  public var description: String {
    authority.map { "\($0.name):\($0.code) \(name)" } ?? name
  }
}
