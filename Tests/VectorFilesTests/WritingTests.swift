import Foundation
import Groundwork
import TestSupport
import Testing
import VectorFiles

@Suite("Writing vector files")
struct WritingTests {
  private let fields = [
    VectorTable.Field(Column("zt_source_class", .text), title: "原地类值"),
    VectorTable.Field(Column("zt_source_class_2", .text), title: "另一个"),
    VectorTable.Field(Column("图斑面积很长的名字", .real), title: "面积"),
    VectorTable.Field(Column("number", .integer), title: "编号"),
  ]

  /// A square of 100 m as WKB.
  private func square(_ x: Double) -> [UInt8] {
    var bytes: [UInt8] = [1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0]
    for point in [(x, 0.0), (x, 100), (x + 100, 100), (x + 100, 0), (x, 0)] {
      for value in [500_000 + point.0, 3_300_000 + point.1] {
        bytes += withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
      }
    }
    return bytes
  }

  private let wkt = """
    PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System 2000",\
    DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],\
    UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
    PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],PARAMETER["scale_factor",1],\
    PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]
    """

  private func write(_ path: String, _ format: VectorFormat, _ rows: [[Value]]) throws
    -> [WritingLoss]
  {
    let writer = try VectorWriter(path, format: format)
    try writer.begin(
      VectorTable(name: "patches", title: "图斑", geometry: .multiPolygon, fields: fields),
      wkt: wkt)
    for (index, row) in rows.enumerated() {
      try square(Double(index) * 200).withUnsafeBytes {
        try writer.append(Int64(index + 1), wkb: $0, row)
      }
    }
    return try writer.close()
  }

  private func read(_ path: String) throws -> [[Value]] {
    let source = try VectorSource(path: path)
    var rows: [[Value]] = []
    try source.forEachFeature(in: source.layer(named: nil)) { rows.append($0.values) }
    return rows
  }

  @Test(
    "written layers are read back unchanged",
    arguments: [VectorFormat.geoPackage, .fileGDB, .geoJSON, .shapefile])
  func roundTrip(format: VectorFormat) throws {
    let scratch = try Scratch()
    let path = scratch.path + "/out.\(format.rawValue)"
    let rows: [[Value]] = [
      [.text("水田"), .text("a"), .real(12.25), .integer(7)], [.null, .text("b"), .null, .null],
    ]
    let losses = try write(path, format, rows)
    let got = try read(path)
    #expect(got.count == 2)
    #expect(got.first?.prefix(3).map(\.string) == rows.first?.prefix(3).map(\.string))
    #expect(got.first?[3].int64 == 7)
    #expect(got.last?[1] == .text("b"))
    #expect(losses.filter { $0.kind != .name }.isEmpty)
    #expect(losses.isEmpty == (format != .shapefile))
    // Nothing else is left beside it.
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    #expect(left.allSatisfy { $0.hasPrefix("out.") && !$0.contains(".part-") })
  }

  @Test("short names fit, are reported, and are unique")
  func names() throws {
    let scratch = try Scratch()
    let losses = try write(scratch.path + "/s.shp", .shapefile, [])
    let written = losses.compactMap(\.written)
    #expect(losses.map(\.kind) == [.name, .name, .name])
    #expect(Set(written.map { $0.lowercased() }).count == 3)
    #expect(written.contains("zt_source_") && written.contains("图斑面积很"))
  }

  @Test(
    "truncated values and characters missing in the encoding are counted, with the first feature")
  func losses() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/s.shp"
    let losses = try write(
      path, .shapefile,
      [
        [.text("好"), .null, .null, .null],
        [.text(String(repeating: "长", count: 200)), .null, .null, .null],
        [.text(String(repeating: "长", count: 128)), .text("𠮷"), .null, .null],
      ])
    let cut = try #require(losses.first { $0.kind == .cut })
    #expect(cut.count == 2 && cut.first == 2 && cut.field == "zt_source_class")
    let foreign = try #require(losses.first { $0.kind == .character })
    #expect(foreign.count == 1 && foreign.first == 3)
    let rows = try read(path)
    #expect(rows[1][0] == .text(String(repeating: "长", count: 127)))
    #expect(rows[2][1] == .text("?"))
  }

  @Test("an abandoned writer leaves nothing, and an existing file stays")
  func givenUp() throws {
    let scratch = try Scratch()
    let path = try scratch.write("out.gpkg", "old")
    do {
      let writer = try VectorWriter(path, format: .geoPackage)
      try writer.begin(
        VectorTable(name: "patches", title: "图斑", geometry: .none, fields: fields), wkt: nil)
      try writer.append(1, wkb: nil, [.text("a"), .null, .null, .null])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["out.gpkg"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test("a missing folder is refused with a clear message")
  func noFolder() {
    #expect {
      try VectorWriter("/dev/null/out.gpkg", format: .geoPackage)
    } throws: { ($0 as? Diagnostic)?.code == "export.not-written" }
  }
}
