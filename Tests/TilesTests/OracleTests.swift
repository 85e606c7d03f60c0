import Foundation
import Geometry
import Testing
import Tiles

/// GDAL reads our tiles: another program's answer.
@Suite("Tiles as GDAL reads them", .enabled(if: GDALReader.isThere))
struct OracleTests {
  @Test func areaIdAndAttributesAgree() throws {
    let tile = TileCoordinate(zoom: 15, mercatorX: 13_528_000, mercatorY: 3_497_000)
    let box = tile.mercatorBounds
    let tiler = PolygonTiler(tile: tile, toMercator: Shapes.identity)
    var layer = VectorTileLayer(name: "survey_2023")
    var areas: [Int: Double] = [:]
    for index in 1...40 {
      let x = box.minX + Double(index % 7) * 150 + 20
      let y = box.minY + Double(index / 7) * 150 + 20
      let side = 40.0 + Double(index)
      let geometry = MultiPolygon(
        Polygon(
          Shapes.square(x, y, side: side), holes: [Shapes.square(x + 10, y + 10, side: 20)]))
      areas[index] = geometry.planarSquareMetres
      guard case .drawn(let polygons) = try tiler.place(geometry) else {
        Issue.record("feature \(index) is not drawn")
        continue
      }
      layer.append(
        id: UInt64(index), polygons: polygons,
        attributes: [("zt_class", .text("0\(100 + index)")), ("zt_area", .integer(Int64(index)))])
    }
    let features = try GDALReader.read(VectorTile.encode([layer]), tile: tile)
    #expect(features.count == 40)
    for feature in features {
      let index = feature.area
      #expect(feature.name == "0\(100 + index)")
      let expected = try #require(areas[index])
      #expect(abs(feature.squareMetres / expected - 1) < 0.02)
    }
  }
}

/// Runs `ogr2ogr` on a tile.
enum GDALReader {
  struct Row {
    var name: String
    var area: Int
    var squareMetres: Double
  }

  static let program = "/usr/bin/ogr2ogr"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  static func read(_ bytes: [UInt8], tile: TileCoordinate) throws -> [Row] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-tile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("tile.pbf")
    let table = folder.appendingPathComponent("tile.csv")
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "-f", "CSV", table.path, file.path, "-oo", "Z=\(tile.zoom)", "-oo", "X=\(tile.x)",
      "-oo", "Y=\(tile.y)", "-dialect", "SQLITE", "-sql",
      "SELECT zt_class, zt_area, ST_Area(geometry) AS m2 FROM survey_2023",
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst()
      .compactMap { line in
        let cells = line.replacingOccurrences(of: "\"", with: "").split(separator: ",")
        guard cells.count == 3, let area = Int(cells[1]), let metres = Double(cells[2]) else {
          return nil
        }
        return Row(name: String(cells[0]), area: area, squareMetres: metres)
      }
  }
}
