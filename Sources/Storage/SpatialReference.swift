/// A coordinate reference system (坐标参照系) as a GeoPackage keeps it: numbers and text only.
public struct SpatialReference: Hashable, Sendable, Codable {
  /// The number by which the file's geometries name it: the EPSG code, or 100000 and up for a
  /// system without one (then ``Workspace`` chooses the number).
  public var srsID: Int
  /// `EPSG`, another authority, or `NONE`.
  public var organization: String
  /// The authority's code.
  public var code: Int?
  public var name: String
  /// Well-known text, version 1 or 2.
  public var wkt: String

  public init(srsID: Int, organization: String, code: Int?, name: String, wkt: String) {
    self.srsID = srsID
    self.organization = organization
    self.code = code
    self.name = name
    self.wkt = wkt
  }

  /// A system by its EPSG code, or without one.
  public init(epsg: Int?, name: String, wkt: String) {
    self.init(
      srsID: epsg ?? SpatialReference.firstOwnID, organization: epsg == nil ? "NONE" : "EPSG",
      code: epsg, name: name, wkt: wkt)
  }

  /// The first number for systems without an EPSG code.
  public static let firstOwnID = 100_000

  package var isEPSG: Bool { organization.uppercased() == "EPSG" && code != nil }

  /// Whether the text is WKT version 2 (ISO 19162), which GeoPackage keeps in a column of its own.
  package var isWKT2: Bool {
    [
      "PROJCRS", "PROJECTEDCRS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BOUNDCRS",
      "COMPOUNDCRS", "ENGCRS", "ENGINEERINGCRS", "DERIVEDPROJCRS", "BASEPROJCRS",
    ]
    .contains { wkt.uppercased().hasPrefix($0 + "[") }
  }
}
