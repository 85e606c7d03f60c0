import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

@Suite struct RoundTripTests {
  @Test func featuresComeBackAsTheyWere() throws {
    let folder = try Folder()
    let path = folder.file("工作区 %?#'.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    let columns = [
      Column("zt_id", .text), Column("地类名称", .text), Column("n", .integer), Column("r", .real),
      Column("odd \"name\"", .real),
    ]
    let rows: [[Value]] = [
      [.text("1"), .text("水田"), .integer(.max), .real(0.1), .real(5)],
      [.null, .text(""), .integer(.min), .real(-1e300), .real(-0.0)],
      [.text("a\"b'c\n𠮷🌾"), .null, .null, .null, .real(.infinity)],
      [.text("007"), .text("  x "), .integer(0), .real(.leastNonzeroMagnitude), .null],
    ]
    let hole = Array(square(2, 2, side: 3).polygons[0].exterior.reversed())
    let shapes: [MultiPolygon?] = [
      square(0, 0), MultiPolygon([]), nil,
      MultiPolygon([
        Polygon(square(0, 0).polygons[0].exterior, holes: [hole]), square(50, 50).polygons[0],
      ]),
    ]
    try workspace.write { writer in
      try writer.setCRS(.test)
      let layer = try writer.createLayer(
        LayerRecord(name: "调查_2023", role: .survey, epoch: "2023", title: "调查 2023"),
        geometry: .multiPolygon, columns: columns)
      for index in rows.indices {
        try layer.append(geometry: shapes[index], values: rows[index])
      }
      try layer.finish()
    }
    #expect(try workspace.columns(of: "调查_2023") == columns)
    #expect(try workspace.layers().map { $0.featureCount } == [4])
    #expect(try workspace.featureCount(of: "调查_2023") == 4)
    #expect(
      try workspace.bounds(of: "调查_2023")
        == Bounds(minX: 650_000, minY: 3_320_000, maxX: 650_060, maxY: 3_320_060))
    var features: [Feature] = []
    try workspace.forEachFeature(in: "调查_2023") { features.append($0) }
    #expect(features.map { $0.fid } == [1, 2, 3, 4])
    #expect(features.map { $0.values } == rows)
    #expect(features.map { $0.geometry } == shapes)
    #expect(try workspace.feature(4, in: "调查_2023")?.geometry == shapes[3])
    #expect(try workspace.feature(5, in: "调查_2023") == nil)
    workspace.close()
    #expect(folder.names == ["工作区 %?#'.gpkg"])
  }

  @Test func columnsAreChosenAndOrdered() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try writeSquares(3, to: workspace)
    var rows: [[Value]] = []
    try workspace.forEachFeature(
      in: "survey_2023", columns: ["n", "zt_id"], geometry: false
    ) { feature in
      #expect(feature.geometry == nil)
      rows.append(feature.values)
    }
    #expect(rows == (0..<3).map { [.integer($0), .text("图斑\($0)")] })
    rows = []
    try workspace.forEachRow(
      in: "survey_2023", columns: ["n"], where: ("zt_id", .text("图斑1"))
    ) { rows.append($0) }
    #expect(rows == [[.integer(1)]])
    try workspace.forEachRow(in: "survey_2023", where: ("zt_id", .null)) { _ in
      Issue.record("no row has null")
    }
  }

  @Test func tablesWithoutGeometryAndPointsAndRawGeometry() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    // A line with Z, big endian, as a rejected feature may have it.
    let line: [UInt8] =
      [0, 0, 0, 3, 234, 0, 0, 0, 2]
      + [1.0, 2, 3, 4, 5, 6].flatMap { value in
        withUnsafeBytes(of: value.bitPattern.bigEndian) { [UInt8]($0) }
      }
    try workspace.write { writer in
      try writer.setCRS(.test)
      let flow = try writer.createLayer(
        LayerRecord(name: "flow_a__b", role: .flow, title: "流向"), geometry: .none,
        columns: [Column("from_fid", .integer), Column("area", .integer)], indexed: ["from_fid"])
      let points = try writer.createLayer(
        LayerRecord(name: "finding_a", role: .findings, title: "问题"), geometry: .point,
        columns: [Column("rule", .text)])
      let rejected = try writer.createLayer(
        LayerRecord(name: "rejected_a", role: .rejected, title: "剔除"), geometry: .any,
        columns: [])
      // Filled side by side, finished by the transaction.
      for index in 0..<3 {
        try flow.append(
          geometry: nil, values: [index == 1 ? .null : .integer(7), .integer(Int64(index))])
        try points.append(point: (Double(index), 5), values: [.text("R\(index)")])
      }
      #expect(try rejected.append(fid: 10, rawWKB: line, values: []) == 10)
      #expect(try rejected.append(rawWKB: [], values: []) == 11)
    }
    var areas: [Value] = []
    try workspace.forEachRow(
      in: "flow_a__b", columns: ["area"], where: ("from_fid", .integer(7))
    ) { areas.append($0[0]) }
    #expect(areas == [.integer(0), .integer(2)])
    #expect(try workspace.bounds(of: "flow_a__b") == nil)
    #expect(
      try workspace.bounds(of: "finding_a") == Bounds(minX: 0, minY: 5, maxX: 2, maxY: 5))
    #expect(
      try workspace.bounds(of: "rejected_a") == Bounds(minX: 1, minY: 2, maxX: 4, maxY: 5))
    var raw: [Int64: [UInt8]] = [:]
    try workspace.forEachRawFeature(in: "rejected_a", columns: []) { fid, wkb, _ in
      raw[fid] = [UInt8](wkb)
    }
    #expect(raw == [10: line, 11: []])
    let error = diagnostic { try workspace.forEachFeature(in: "rejected_a") { _ in } }
    #expect(error?.code == "workspace.geometry")
    #expect(error?.layer == "rejected_a" && error?.feature == "10")
    var eastings: [Double?] = []
    try workspace.forEachPoint(in: "finding_a", columns: []) { _, point, _ in
      eastings.append(point?.x)
    }
    #expect(eastings == [0, 1, 2])
    var found: [Int64] = []
    try workspace.forEachRawFeature(
      in: "finding_a", columns: [], bounds: Bounds(minX: 1, minY: 0, maxX: 9, maxY: 9)
    ) { fid, _, _ in found.append(fid) }
    #expect(found == [2, 3])
  }

  @Test func registerKeepsEverything() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    var record = LayerRecord(
      name: "survey_2023", role: .survey, epoch: "2023", plan: nil, title: "二〇二三",
      classSystem: "GB/T 21010", classVersion: "2017", featureCount: 99, rejectedCount: 2,
      repairedCount: 3,
      provenance: Provenance(
        file: "/数据/镇海.gdb", sha256: "ab", layer: "DLTB", importedAt: "2024-01-01T00:00:00Z",
        program: Program.engine, options: ["b": "2", "a": "/1"]),
      synthetic: true)
    try workspace.write { writer in
      _ = try writer.createLayer(record, geometry: .none, columns: [])
    }
    // The workspace counts for itself.
    record.featureCount = 0
    #expect(try workspace.layers() == [record])
    #expect(try workspace.layer(role: .survey, epoch: "2023") == record)
    #expect(try workspace.layer(role: .survey, epoch: "2024") == nil)
    #expect(try workspace.layer("SURVEY_2023") == record)
    record.title = "改名"
    record.rejectedCount = 5
    try workspace.write { try $0.updateRecord(record) }
    #expect(try workspace.layers() == [record])
    try workspace.write { try $0.dropLayer("survey_2023") }
    #expect(try workspace.layers().isEmpty)
  }

  @Test func aLayerOfTheSameNameIsReplaced() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try writeSquares(100, to: workspace)
    try writeSquares(5, to: workspace)
    #expect(try workspace.featureCount(of: "survey_2023") == 5)
    var found = 0
    let far = Bounds(
      minX: origin.x + 45, minY: origin.y, maxX: origin.x + 5000, maxY: origin.y + 10)
    try workspace.forEachFeature(in: "survey_2023", bounds: far) { _ in found += 1 }
    #expect(found == 1)
    workspace.close()
    let connection = try SQLiteConnection(folder.file("w.gpkg"), .readWrite)
    #expect(try connection.integer("SELECT COUNT(*) FROM gpkg_contents") == 2)
    #expect(try connection.integer("SELECT COUNT(*) FROM rtree_survey_2023_geom") == 5)
  }

  @Test func documentsKeepTheirVersions() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    #expect(try workspace.document(kind: "flow", key: "a__b") == nil)
    let big = [UInt8](repeating: 7, count: 3_000_000)
    try workspace.write { try $0.putDocument(kind: "flow", key: "a__b", body: [1]) }
    try workspace.write { try $0.putDocument(kind: "flow", key: "a__b", body: big) }
    try workspace.write { writer in
      try writer.putDocument(kind: "flow", key: "方案", body: [])
      try writer.putDocument(kind: "verdicts", key: "a__b", body: [9])
    }
    #expect(try workspace.document(kind: "flow", key: "a__b") == big)
    #expect(try workspace.document(kind: "flow", key: "方案") == [])
    #expect(try workspace.documents(kind: "flow").map { $0.key } == ["a__b", "方案"])
    #expect(
      try workspace.read { try $0.versions(kind: "flow", key: "a__b").map { $0.body } } == [
        [1], big,
      ])
    workspace.close()
    let connection = try SQLiteConnection(folder.file("w.gpkg"), .readWrite)
    #expect(throws: Diagnostic.self) { try connection.execute("DELETE FROM zhitu_documents") }
    #expect(throws: Diagnostic.self) { try connection.execute("UPDATE zhitu_documents SET id=9") }
  }

  @Test func namesThatClashAreRenamed() {
    let columns = ["fid", "GEOM", "a", "A", "", "", "a_2"].map { Column($0, .text) }
    #expect(
      columns.renamedForStorage().map { $0.name }
        == ["fid_2", "GEOM_2", "a", "A_2", "field", "field_2", "a_2_2"])
  }
}
