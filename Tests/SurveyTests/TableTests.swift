import Classes
import Foundation
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("Tables and fields")
struct TableTests {
  @Test("Shapes without a row are rejected with their geometry, and the numbers reported")
  func tableTooShort() throws {
    let scratch = try Scratch()
    var squares = Squares.classes([("0101", plain("水田")), ("0103", plain("旱地"))])
    squares.shapes = 4
    let path = try squares.write(scratch)
    let outcome = try importing(path)
    #expect(outcome.report.read == 4)
    #expect(outcome.report.accepted == 2)
    #expect(outcome.report.rejectedByReason == [.rowMissing: 2])
    #expect(outcome.codes.contains("import.rows-differ"))
    for (index, rejected) in outcome.sink.rejected.enumerated() {
      let wkb = try #require(rejected.wkb)
      let shape = try wkb.withUnsafeBytes { try WKB.decode($0) }
      #expect(shape.planarSquareMetres == 10_000)
      #expect(shape.polygons[0].exterior.map(\.metresX).min() == 600_200 + Double(index) * 100)
    }
    // The table is also too short if its header says more rows than there are.
    var bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/DLTB.dbf"))
    bytes[4] = 4
    try bytes.write(to: URL(fileURLWithPath: scratch.path + "/DLTB.dbf"))
    let cut = try VectorSource(path: path)
    #expect(cut.diagnostics.map(\.code).contains("import.table-cut"))
    #expect(cut.diagnostics.map(\.code).contains("import.rows-differ"))
  }

  @Test("Rows without a shape are rejected, with their values")
  func tableTooLong() throws {
    let scratch = try Scratch()
    var squares = Squares.classes([
      ("0101", plain("水田")), ("0103", plain("旱地")), ("0201", plain("果园")),
    ])
    squares.shapes = 2
    let outcome = try importing(try squares.write(scratch))
    #expect(outcome.report.accepted == 2)
    #expect(outcome.report.rejectedByReason == [.noGeometry: 1])
    #expect(outcome.codes.contains("import.rows-differ"))
    #expect(outcome.sink.rejected[0].id == "A3")
    #expect(outcome.sink.rejected[0].values.map(\.string) == ["A3", "0201", "果园"])
  }

  @Test("Of fields with the same name the first is read, whichever columns are requested")
  func fieldTwice() throws {
    let scratch = try Scratch()
    let path = try Squares(
      fields: [
        .init("DLBM", width: 5), .init("DLMC", width: 20), .init("DLBM", width: 5),
        .init("DLMC", width: 20),
      ],
      rows: [
        [plain("0101"), plain("水田"), plain("0301"), plain("乔木林地")],
        [plain("1006"), plain("农村道路"), [], []],
      ]
    ).write(scratch)
    let outcome = try importing(path)
    #expect((0..<2).map { outcome.value(.landClass, of: $0)?.string } == ["0101", "1006"])
    #expect(outcome.codes.filter { $0 == "import.field-twice" }.count == 2)
    #expect(
      outcome.plan.sourceColumns.map(\.name) == ["DLBM", "DLMC", "source_DLBM", "source_DLMC"])
    let source = try VectorSource(path: path)
    var second: [String?] = []
    try source.forEachFeature(in: source.layers[0], columns: [2]) {
      second.append($0.values[0].string)
    }
    #expect(second == ["0301", nil])
  }

  @Test("A field without a name gets one; the field spelt exactly wins over another case")
  func oddNames() throws {
    let scratch = try Scratch()
    let nameless = try scratch.write(
      "a.geojson",
      geoJSON(
        crs: "4549",
        [(square(600_000, 3_320_000), "\"DLBM\":\"0101\",\"DLMC\":\"水田\",\"\":\"x\"")]))
    let outcome = try importing(nameless) { $0.role = .survey }
    #expect(outcome.report.accepted == 1)
    #expect(outcome.plan.sourceColumns.map(\.name) == ["DLBM", "DLMC", "field_3"])
    #expect(outcome.codes.contains("import.field-nameless"))

    let cases = try scratch.write(
      "b.geojson",
      geoJSON(
        crs: "4549",
        [(square(600_000, 3_320_000), "\"dlbm\":\"0301\",\"DLBM\":\"0101\",\"DLMC\":\"水田\"")]))
    let exact = try importing(cases) { $0.role = .survey }
    #expect(exact.value(.landClass, of: 0)?.string == "0101")
    #expect(!exact.codes.contains("class.name-conflict"))
  }

  @Test(
    "Ids of any number of digits in a field of numbers keep all of them", arguments: [18, 19, 20])
  func longIDs(width: Int) throws {
    let scratch = try Scratch()
    let ids = (1...4).map { "33021221100000000" + "000".prefix(width - 18) + "\($0)" }
    let path = try Squares(
      fields: [
        .init("BSM", type: "N", width: width), .init("DLBM", width: 5), .init("DLMC", width: 20),
      ],
      rows: ids.map { [plain($0), plain("0101"), plain("水田")] }
    ).write(scratch)
    let outcome = try importing(path)
    #expect(outcome.sink.accepted.map(\.id) == ids)
    #expect(outcome.value("BSM", of: 3)?.string == ids[3])
    #expect(!outcome.codes.contains("import.ids-repeated"))
  }

  @Test("Ids that are floating-point numbers in the file give a warning")
  func lossyIDs() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "DLTB.geojson",
      geoJSON(
        crs: "4549",
        [
          (
            square(600_000, 3_320_000),
            "\"BSM\":3302122110000000012345.0,\"DLBM\":\"0101\",\"DLMC\":\"水田\""
          )
        ]))
    #expect(try importing(path).codes.contains("import.ids-lossy"))
  }

  @Test("A leading zero lost in a numeric field is restored, with a warning")
  func zeros() throws {
    let scratch = try Scratch()
    let codes = Squares(
      fields: [.init("DLBM", type: "N", width: 5), .init("TBBH", width: 8)],
      rows: [[plain("101"), plain("1")], [plain("1006"), plain("2")]])
    let outcome = try importing(try codes.write(scratch)) { $0.classSystem = .sd3Work }
    #expect((0..<2).map { outcome.value(.landClass, of: $0)?.string } == ["0101", "1006"])
    #expect(outcome.value(.sourceClass, of: 0)?.string == "101")
    let note = outcome.report.diagnostics.first { $0.code == "class.zero-restored" }
    #expect(note?.message.zh.contains("101 → 0101") == true)

    let named = Squares(
      fields: [.init("DLBM", type: "N", width: 5), .init("DLMC", width: 20)],
      rows: [[plain("101"), plain("水田")], [plain("301"), plain("乔木林地")]])
    let found = try importing(try named.write(scratch))
    #expect(found.plan.classSystem == .sd3Work)
    #expect((0..<2).map { found.value(.landClass, of: $0)?.string } == ["0101", "0301"])
    #expect(found.codes.contains("class.zero-restored"))
    #expect(!found.codes.contains("class.name-conflict"))
  }

  @Test("Times keep their zone and their milliseconds")
  func times() throws {
    let scratch = try Scratch()
    let stamps = [
      "2023-12-31T20:30:15+08:00", "2023-12-31T12:30:15.250Z", "2023-12-31T12:30:15",
      "2023-06-01T00:00:59.999-03:30",
    ]
    let path = try scratch.write(
      "DLTB.geojson",
      geoJSON(
        crs: "4549",
        stamps.enumerated().map { index, stamp in
          (
            square(600_000 + Double(index) * 100, 3_320_000),
            "\"DLBM\":\"0101\",\"DLMC\":\"水田\",\"GXSJ\":\"\(stamp)\""
          )
        }))
    let outcome = try importing(path)
    #expect(outcome.sink.accepted.indices.map { outcome.value("GXSJ", of: $0)?.string } == stamps)
  }

  @Test(
    "The polygons of a collection are read and the rest reported; a collection of lines is rejected"
  )
  func collections() throws {
    let scratch = try Scratch()
    func feature(_ id: Int, _ members: String) -> String {
      "{\"type\":\"Feature\",\"properties\":{\"BSM\":\"A\(id)\",\"DLBM\":\"0101\",\"DLMC\":\"水田\"},"
        + "\"geometry\":{\"type\":\"GeometryCollection\",\"geometries\":[\(members)]}}"
    }
    let polygon = { (x: Double) in
      "{\"type\":\"Polygon\",\"coordinates\":[\(square(x, 3_320_000))]}"
    }
    let line = "{\"type\":\"LineString\",\"coordinates\":[[600000,3320000],[600100,3320100]]}"
    let path = try scratch.write(
      "DLTB.geojson",
      "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        + "\"urn:ogc:def:crs:EPSG::4549\"}},\"features\":["
        + feature(1, polygon(600_000) + "," + line) + ","
        + feature(2, polygon(600_200) + "," + polygon(600_400)) + "," + feature(3, line) + "]}")
    let outcome = try importing(path)
    #expect(
      outcome.sink.accepted.map { $0.geometry.planarSquareMetres } == [10_000, 20_000])
    #expect(outcome.report.rejectedByReason == [.notPolygonal: 1])
    let dropped = outcome.report.diagnostics.first { $0.code == "import.parts-dropped" }
    #expect(dropped?.message.en.hasPrefix("1 features") == true)
  }
}
