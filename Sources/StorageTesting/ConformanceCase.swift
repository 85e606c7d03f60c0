import Geometry
import Groundwork
import Storage

/// One law that every home of a workspace keeps.
///
/// Knows nothing of a testing framework: a driver's tests run each of ``ConformanceCase/all`` on a
/// new, empty workspace and fail with what it throws.
public struct ConformanceCase: Sendable, CustomStringConvertible {
  public var name: String
  public var run: @Sendable (Workspace) throws -> Void

  public init(_ name: String, _ run: @escaping @Sendable (Workspace) throws -> Void) {
    self.name = name
    self.run = run
  }

  public var description: String { name }

  /// Every law, in the order of what builds on what.
  public static let all: [ConformanceCase] = layers + rows + documents + transactions + events
}

/// What a home did otherwise than it must.
public struct ConformanceFailure: Error, CustomStringConvertible {
  public var description: String
}

/// Throws unless two values are equal.
func expect<T: Equatable>(_ found: T, _ wanted: T, _ what: String) throws {
  if found != wanted { throw ConformanceFailure(description: "\(what): \(found), not \(wanted)") }
}

/// Throws unless `body` throws a diagnostic with a code.
func expectRefusal(_ code: String, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch let diagnostic as Diagnostic {
    return try expect(diagnostic.code, code, "refusal")
  }
  throw ConformanceFailure(description: "not refused with \(code)")
}

/// Inputs that the laws share.
enum Ground {
  static let reference = SpatialReference(
    epsg: 4549, name: "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
    wkt: """
      PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System \
      2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],\
      UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
      PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],\
      PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],\
      UNIT["metre",1],AUTHORITY["EPSG","4549"]]
      """)

  /// A square with its lower left corner at (x, y) metres.
  static func square(_ x: Double, _ y: Double, side: Double = 10) -> MultiPolygon {
    func point(_ dx: Double, _ dy: Double) -> GridPoint {
      GridPoint(
        x: Int64(((x + dx) * 10_000).rounded()), y: Int64(((y + dy) * 10_000).rounded()))
    }
    return MultiPolygon(Polygon([point(0, 0), point(side, 0), point(side, side), point(0, side)]))
  }

  static func record(_ name: String) -> LayerRecord {
    LayerRecord(name: name, role: .survey, epoch: "2023", title: "调查 2023")
  }

  /// Writes one layer of `count` squares in a row; the columns are `zt_id` and `n`.
  static func write(_ count: Int, _ name: String = "survey_2023", to workspace: Workspace) throws {
    try workspace.write { try write(count, name, to: $0) }
  }

  static func write(_ count: Int, _ name: String, to writer: WorkspaceWriter) throws {
    try writer.setCRS(reference)
    let layer = try writer.createLayer(
      record(name), geometry: .multiPolygon,
      columns: [Column("zt_id", .text), Column("n", .integer)]
    )
    for index in 0..<count {
      try layer.append(
        geometry: square(650_000 + Double(index * 10), 3_320_000),
        values: [.text("图斑\(index)"), .integer(Int64(index))])
    }
  }
}
