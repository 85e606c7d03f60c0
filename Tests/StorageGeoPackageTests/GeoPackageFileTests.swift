import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

@Suite struct GeoPackageFileTests {
  static func write(_ path: String, seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let file = try GeoPackageFile(creating: path)
    let patches = try file.createTable(
      "DLTB_2023", title: "地类图斑", geometry: .multiPolygon,
      columns: [Column("BSM", .text), Column("面积", .real)], reference: .test)
    let list = try file.createTable(
      "清单", title: "表", geometry: .none, columns: [Column("n", .integer)], reference: nil)
    for index in 0..<3000 {
      try patches.append(
        geometry: square(
          Double.random(in: 0...5000, using: &random), Double.random(in: 0...5000, using: &random)),
        values: [.text("\(index)"), .real(Double.random(in: 0...1, using: &random))])
      try list.append(geometry: nil, values: [.integer(Int64(index))])
    }
    try file.close()
  }

  @Test func theSameContentGivesTheSameBytes() throws {
    let folder = try Folder()
    try GeoPackageFileTests.write(folder.file("a.gpkg"), seed: 1)
    try GeoPackageFileTests.write(folder.file("b.gpkg"), seed: 1)
    try GeoPackageFileTests.write(folder.file("c.gpkg"), seed: 2)
    let a = try bytes(of: folder.file("a.gpkg"))
    #expect(try bytes(of: folder.file("b.gpkg")) == a)
    #expect(try bytes(of: folder.file("c.gpkg")) != a)
    #expect(folder.names == ["a.gpkg", "b.gpkg", "c.gpkg"])
  }

  @Test func appearsOnlyWhenClosed() throws {
    let folder = try Folder()
    do {
      let file = try GeoPackageFile(creating: folder.file("a.gpkg"))
      _ = try file.createTable(
        "t", title: "", geometry: .none, columns: [], reference: nil)
      #expect(!exists(folder.file("a.gpkg")))
    }
    #expect(folder.names.isEmpty)
  }
}

/// What another program makes of our files.
@Suite(.enabled(if: program("ogrinfo") != nil, "GDAL's ogrinfo is not installed"))
struct GDALTests {
  @Test func readsEveryLayer() throws {
    let folder = try Folder()
    let path = folder.file("工作区.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    try writeSquares(120, to: workspace) { writer in
      let points = try writer.createLayer(
        LayerRecord(name: "问题点_2023", role: .findings, title: "检查"), geometry: .point,
        columns: [Column("规则", .text), Column("容差", .real)])
      try points.append(
        point: (origin.x + 1.5, origin.y), values: [.text("重叠"), .real(0.25)])
      let table = try writer.createLayer(
        LayerRecord(name: "flow_a__b", role: .flow, title: "流向"), geometry: .none,
        columns: [Column("area", .integer)])
      try table.append(geometry: nil, values: [.integer(9_007_199_254_740_993)])
      _ = try writer.createLayer(
        LayerRecord(name: "空", role: LayerRole("park"), title: "空"), geometry: .multiPolygon,
        columns: [])
      try writer.putDocument(kind: "flow", key: "a__b", body: [1])
    }
    workspace.close()
    let before = try bytes(of: path)
    let summary = try output("ogrinfo", ["-ro", "-al", "-so", path])
    for name in ["survey_2023", "问题点_2023", "flow_a__b", "空", "zhitu_layers"] {
      #expect(summary.contains("Layer name: \(name)\n"), "\(name)")
    }
    #expect(!summary.contains("zhitu_documents"))
    #expect(!summary.contains("ERROR") && !summary.contains("Warning"), "\(summary)")
    #expect(summary.contains("Feature Count: 120\n"))
    #expect(summary.contains("Geometry: Multi Polygon"))
    #expect(summary.contains("(650000.000000, 3320000.000000) - (651200.000000, 3320010.000000)"))
    #expect(summary.contains("ID[\"EPSG\",4549]"))
    #expect(summary.contains("n: Integer64 (0.0)"))
    let all = try output("ogrinfo", ["-ro", "-al", path])
    #expect(all.contains("zt_id (String) = 图斑119"))
    #expect(all.contains("容差 (Real) = 0.25"))
    #expect(all.contains("POINT (650001.5 3320000"))
    #expect(all.contains("area (Integer64) = 9007199254740993"))
    #expect(try bytes(of: path) == before)
    #expect(folder.names == ["工作区.gpkg"])
  }

  static let validator = "/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py"

  /// GDAL's own check of the standard's requirements, from Debian's `python3-gdal`.
  @Test(.enabled(if: exists(validator), "python3-gdal is not installed"))
  func isAValidGeoPackage() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try writeSquares(200, to: workspace) { writer in
      let points = try writer.createLayer(
        LayerRecord(name: "finding_2023", role: .findings, title: "检查"), geometry: .point,
        columns: [Column("规则", .text)])
      try points.append(point: origin, values: [.text("重叠")])
      try points.append(geometry: nil, values: [.null])
      let rejected = try writer.createLayer(
        LayerRecord(name: "rejected_2023", role: .rejected, title: "剔除"), geometry: .any,
        columns: [])
      try rejected.append(rawWKB: WKB.encode(square(0, 0)), values: [])
      _ = try writer.createLayer(
        LayerRecord(name: "flow_a__b", role: .flow, title: "流向"), geometry: .none,
        columns: [Column("area", .integer)], indexed: ["area"])
    }
    workspace.close()
    try GeoPackageFileTests.write(folder.file("f.gpkg"), seed: 1)
    for name in ["w.gpkg", "f.gpkg"] {
      #expect(try output("/usr/bin/python3", [GDALTests.validator, "-k", folder.file(name)]) == "")
    }
  }

  @Test func findsByBox() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(5000, to: try Workspace.openOrCreate(path)) }
    let text = try output(
      "ogrinfo",
      [
        "-ro", "-so", path, "survey_2023", "-spat", "650015", "3320001", "650035", "3320002",
      ])
    #expect(text.contains("Feature Count: 3\n"))
  }

  /// An edit by QGIS, that is by GDAL, runs the triggers and keeps the index right.
  @Test func editsKeepTheIndexRight() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(500, to: try Workspace.openOrCreate(path)) }
    for sql in [
      "DELETE FROM survey_2023 WHERE fid <= 400",
      "UPDATE survey_2023 SET fid = 9000 WHERE fid = 401",
      "UPDATE survey_2023 SET geom = NULL WHERE fid = 402",
      "UPDATE survey_2023 SET geom = (SELECT geom FROM survey_2023 WHERE fid = 500) WHERE fid = 403",
      "INSERT INTO survey_2023 (fid, geom) SELECT 9001, geom FROM survey_2023 WHERE fid = 500",
    ] {
      let said = try output("ogrinfo", ["-update", path, "-sql", sql])
      #expect(!said.contains("ERROR"), "\(said)")
    }
    let workspace = try Workspace.open(path)
    let last = Bounds(
      minX: origin.x + 4991, minY: origin.y, maxX: origin.x + 4999, maxY: origin.y + 9)
    var found: [Int64] = []
    try workspace.forEachFeature(in: "survey_2023", bounds: last) { found.append($0.fid) }
    #expect(found == [403, 500, 9001])
    found = []
    try workspace.forEachFeature(
      in: "survey_2023", bounds: Bounds(minX: 0, minY: 0, maxX: 1e7, maxY: 1e7)
    ) { found.append($0.fid) }
    #expect(found == [403] + Array(404...500) + [9000, 9001])
    workspace.close()
    let connection = try SQLiteConnection(path, .readWrite)
    #expect(try connection.text("SELECT rtreecheck('rtree_survey_2023_geom')") == "ok")
  }

  @Test func ownReferenceSystemsReachIt() throws {
    let folder = try Folder()
    let wkt = SpatialReference.test.wkt.replacingOccurrences(
      of: ",AUTHORITY[\"EPSG\",4549\"]", with: ""
    ).replacingOccurrences(of: "CM 120E", with: "自定义")
    let path = folder.file("w.gpkg")
    do {
      let workspace = try Workspace.openOrCreate(path)
      try workspace.write { writer in
        try writer.setCRS(SpatialReference(epsg: nil, name: "自定义", wkt: wkt))
        _ = try writer.createLayer(
          LayerRecord(name: "a", role: .survey, title: ""), geometry: .multiPolygon, columns: [])
      }
    }
    let summary = try output("ogrinfo", ["-ro", "-al", "-so", path])
    #expect(summary.contains("Gauss-Kruger 自定义"))
  }
}
