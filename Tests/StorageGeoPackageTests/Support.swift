import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

/// A folder of its own for one test, removed afterwards.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/zhitu-storage-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// Everything in the folder, hidden files too.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

func bytes(of path: String) throws -> Data {
  try Data(contentsOf: URL(fileURLWithPath: path))
}

func exists(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path)
}

extension Workspace {
  static func open(_ path: String, lockTimeout: Duration = .seconds(10)) throws -> Workspace {
    Workspace(try GeoPackageHome.open(path, lockTimeout: lockTimeout))
  }

  static func openOrCreate(
    _ path: String, lockTimeout: Duration = .seconds(10)
  ) throws -> Workspace {
    Workspace(try GeoPackageHome.openOrCreate(path, lockTimeout: lockTimeout))
  }
}

extension SpatialReference {
  static let test = SpatialReference(
    epsg: 4549, name: "CGCS2000 / 3-degree Gauss-Kruger CM 120E",
    wkt: """
      PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System \
      2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],\
      UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
      PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],\
      PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],\
      UNIT["metre",1],AUTHORITY["EPSG","4549"]]
      """)
}

/// Where the squares of the tests lie, in metres.
let origin = (x: 650_000.0, y: 3_320_000.0)

/// A square with its lower left corner at (x, y) metres from the origin.
func square(_ x: Double, _ y: Double, side: Double = 10) -> MultiPolygon {
  func point(_ dx: Double, _ dy: Double) -> GridPoint {
    GridPoint(
      x: Int64(((origin.x + x + dx) * 10_000).rounded()),
      y: Int64(((origin.y + y + dy) * 10_000).rounded()))
  }
  return MultiPolygon(
    Polygon([point(0, 0), point(side, 0), point(side, side), point(0, side)]))
}

/// The same numbers for the same seed, on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Writes one survey layer of `count` squares in a row; the columns are `zt_id` and `n`.
func writeSquares(
  _ count: Int, _ name: String = "survey_2023", to workspace: Workspace,
  then: (WorkspaceWriter) throws -> Void = { _ in }
) throws {
  try workspace.write { writer in
    try appendSquares(count, name, to: writer)
    try then(writer)
  }
}

@discardableResult
func appendSquares(
  _ count: Int, _ name: String, to writer: WorkspaceWriter
) throws -> LayerAppender {
  try writer.setCRS(.test)
  let layer = try writer.createLayer(
    LayerRecord(name: name, role: .survey, epoch: "2023", title: "调查 2023"),
    geometry: .multiPolygon, columns: [Column("zt_id", .text), Column("n", .integer)])
  for index in 0..<count {
    try layer.append(
      geometry: square(Double(index * 10), 0),
      values: [.text("图斑\(index)"), .integer(Int64(index))])
  }
  return layer
}

/// Everything that a user can read in a workspace, as one text.
func content(of path: String) throws -> String {
  let workspace = try Workspace.open(path)
  defer { workspace.close() }
  return try workspace.read { reader in
    var text = "\(String(describing: try reader.crsDefinition()))\n"
    for layer in try reader.layers() {
      text += "\(layer)\n\(try reader.columns(of: layer.name))\n"
      text += "\(String(describing: try reader.bounds(of: layer.name)))\n"
      try reader.forEachFeature(in: layer.name) { text += "\($0)\n" }
    }
    for kind in ["flow", "verdicts", "check"] {
      for (key, _) in try reader.documents(kind: kind) {
        text += "\(kind) \(key) \(try reader.versions(kind: kind, key: key))\n"
      }
    }
    return text
  }
}

/// The diagnostic that `body` throws; `nil` and a recorded issue if it throws none.
func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    Issue.record("nothing was thrown")
  } catch let error as Diagnostic {
    return error
  } catch {
    Issue.record("\(error) is not a diagnostic")
  }
  return nil
}

/// Where a program is: the path itself, or looked for on the search path.
func program(_ name: String) -> String? {
  if name.hasPrefix("/") { return exists(name) ? name : nil }
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  return path.split(separator: ":").map { "\($0)/\(name)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Runs a program and gives what it prints, errors included.
func output(_ name: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: try #require(program(name)))
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}
