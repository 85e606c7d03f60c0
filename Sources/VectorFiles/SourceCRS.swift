import CGDAL
import Groundwork

/// The coordinate reference system of a source layer, as GDAL tells it.
public struct SourceCRS: Sendable, Hashable {
  /// WKT2:2019 without a vertical part.
  public var wkt: String
  public var name: String
  /// Such as `EPSG:4549`; `nil` if the system has no code.
  public var authority: String?
  public var isGeographic: Bool
  /// The area for which the system is meant, in degrees.
  public var areaOfUse: GeographicBox?
  /// Whether the first coordinate of the data is the northing or latitude.
  public var northingFirst: Bool

  /// The definition to hand to PROJ: the code where there is one, else the WKT.
  public var definition: String { authority ?? wkt }

  /// A system from its code, WKT or PROJ string; `nil` if it cannot be understood.
  public init?(definition: String) {
    guard let reference = OSRNewSpatialReference(nil) else { return nil }
    defer { OSRRelease(reference) }
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    let understood = GDALSession.watch { _ in OSRSetFromUserInput(reference, definition) }
    guard understood == OGRERR_NONE else { return nil }
    self.init(reference)
  }

  /// `nil` for no system, an undefined one and one of an engineer's own site.
  init?(_ given: OGRSpatialReferenceH?) {
    guard let given, let reference = OSRClone(given) else { return nil }
    defer { OSRRelease(reference) }
    let description: SourceCRS? = GDALSession.watch { _ in
      if OSRIsCompound(reference) == 1 { _ = OSRStripVertical(reference) }
      _ = OSRDemoteTo2D(reference, nil)
      guard OSRIsGeographic(reference) == 1 || OSRIsProjected(reference) == 1,
        let name = OSRGetName(reference).map({ String(cString: $0) }),
        !name.hasPrefix("Undefined"), let wkt = SourceCRS.wkt(reference)
      else { return nil }
      return SourceCRS(
        wkt: wkt, name: name, authority: SourceCRS.authority(reference),
        isGeographic: OSRIsGeographic(reference) == 1,
        areaOfUse: SourceCRS.areaOfUse(reference),
        northingFirst: SourceCRS.northingFirst(given))
    }
    guard let description else { return nil }
    self = description
  }

  init(
    wkt: String, name: String, authority: String?, isGeographic: Bool, areaOfUse: GeographicBox?,
    northingFirst: Bool
  ) {
    self.wkt = wkt
    self.name = name
    self.authority = authority
    self.isGeographic = isGeographic
    self.areaOfUse = areaOfUse
    self.northingFirst = northingFirst
  }

  private static func wkt(_ reference: OGRSpatialReferenceH) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    let done = GDALSession.withOptions(["FORMAT=WKT2_2019"]) { options in
      OSRExportToWktEx(reference, &text, options)
    }
    defer { VSIFree(text) }
    guard done == OGRERR_NONE, let text else { return nil }
    return String(cString: text)
  }

  private static func authority(_ reference: OGRSpatialReferenceH) -> String? {
    guard let name = OSRGetAuthorityName(reference, nil),
      let code = OSRGetAuthorityCode(reference, nil)
    else { return nil }
    return "\(String(cString: name)):\(String(cString: code))"
  }

  private static func areaOfUse(_ reference: OGRSpatialReferenceH) -> GeographicBox? {
    var west = 0.0
    var south = 0.0
    var east = 0.0
    var north = 0.0
    guard OSRGetAreaOfUse(reference, &west, &south, &east, &north, nil) == 1, south >= -90 else {
      return nil
    }
    return GeographicBox(west: west, south: south, east: east, north: north)
  }

  private static func northingFirst(_ reference: OGRSpatialReferenceH) -> Bool {
    var count: Int32 = 0
    guard let mapping = OSRGetDataAxisToSRSAxisMapping(reference, &count), count >= 1 else {
      return false
    }
    var orientation = OAO_Other
    _ = OSRGetAxis(reference, nil, abs(mapping[0]) - 1, &orientation)
    return orientation == OAO_North || orientation == OAO_South
  }

  /// The UTM system of a zone on the datum of this system; `nil` if it cannot be made.
  /// - Parameters:
  ///   - zone: 1 to 60.
  ///   - north: whether the place is on the northern hemisphere.
  public func utm(zone: Int, north: Bool) -> SourceCRS? {
    projected("UTM zone \(zone)\(north ? "N" : "S")") {
      OSRSetUTM($0, Int32(zone), north ? 1 : 0)
    }
  }

  /// The Gauss-Krüger system without band prefix of a central meridian in degrees, on the datum of
  /// this system; `nil` if it cannot be made.
  public func gaussKrueger(meridian: Double) -> SourceCRS? {
    let side = meridian < 0 ? "W" : "E"
    return projected("3-degree Gauss-Kruger CM \(Int(abs(meridian)))\(side)") {
      OSRSetTM($0, 0, meridian, 1, 500_000, 0)
    }
  }

  private func projected(
    _ name: String, _ setProjection: (OGRSpatialReferenceH) -> OGRErr
  ) -> SourceCRS? {
    guard let reference = OSRNewSpatialReference(nil) else { return nil }
    defer { OSRRelease(reference) }
    let definition = wkt
    let made = GDALSession.watch { _ -> Bool in
      guard OSRSetFromUserInput(reference, definition) == OGRERR_NONE else { return false }
      guard let geographic = OSRCloneGeogCS(reference) else { return false }
      defer { OSRRelease(geographic) }
      let base = OSRGetName(geographic).map { String(cString: $0) } ?? "?"
      OSRSetProjCS(geographic, "\(base) / \(name)")
      guard setProjection(geographic) == OGRERR_NONE else { return false }
      OSRAutoIdentifyEPSG(geographic)
      guard let text = SourceCRS.wkt(geographic) else { return false }
      return OSRSetFromUserInput(reference, text) == OGRERR_NONE
    }
    guard made else { return nil }
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    return SourceCRS(reference)
  }
}
