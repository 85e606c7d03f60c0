import Classes
import Foundation
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("The encoding of attributes")
struct EncodingTests {
  private func names(_ path: String, encoding: String? = nil) throws -> [String?] {
    let source = try VectorSource(path: path, encoding: encoding)
    let layer = try source.layer(named: nil)
    let column = try #require(layer.column(["DLMC"]))
    var names: [String?] = []
    try source.forEachFeature(in: layer, columns: [column]) { names.append($0.values[0].string) }
    return names
  }

  private func codes(_ path: String) throws -> [String] {
    try VectorSource(path: path).diagnostics.map(\.code)
  }

  @Test(
    "GBK whose characters or their beginnings are valid UTF-8 is GBK",
    arguments: [
      [GBK.paddy, GBK.paddy], [GBK.sand, GBK.sand], [GBK.paddy, GBK.water],
      [GBK.water, GBK.water], [GBK.hair, GBK.dry],
    ])
  func looksLikeUTF8(names values: [[UInt8]]) throws {
    let scratch = try Scratch()
    let path = try Squares.classes(values.map { ("0101", $0) }).write(scratch)
    let words: [[UInt8]: String] = [
      GBK.paddy: "水田", GBK.sand: "沙地", GBK.water: "水", GBK.hair: "毛", GBK.dry: "旱地",
    ]
    #expect(try names(path) == values.map { words[$0] })
    #expect(try codes(path) == ["import.encoding-assumed"])
  }

  @Test("UTF-8 is UTF-8, Chinese or not, also cut off by the end of a field")
  func utf8() throws {
    let scratch = try Scratch()
    for (text, width) in [("水田", 20), ("可调整果园", 10), ("Grünland", 20), ("Łąka", 20), ("田", 3)] {
      var squares = Squares.classes([("0101", plain(text))])
      squares.fields[2].width = width
      let path = try squares.write(scratch)
      let read = try names(path)[0] ?? ""
      #expect(text.hasPrefix(read.filter { $0 != "\u{FFFD}" }) && read.count > 0, "\(text)")
      #expect(try codes(path) == [], "\(text)")
    }
  }

  @Test("Field names in GBK are read, and the class field is found by its name")
  func fieldNames() throws {
    let scratch = try Scratch()
    let squares = Squares(
      fields: [.init(GBK.code, width: 5), .init(GBK.name, width: 20)],
      rows: [[plain("0101"), []], [plain("1006"), []]])
    let path = try squares.write(scratch)
    let layer = try VectorSource(path: path).layers[0]
    #expect(layer.columns.map(\.name) == ["地类编码", "地类名称"])
    let outcome = try importing(path) {
      $0.classField = "地类编码"
      $0.classSystem = .sd3Work
    }
    #expect(outcome.report.accepted == 2)
    #expect(outcome.codes.contains("import.encoding-assumed"))
    #expect(try VectorSource(path: path, encoding: "GBK").layers[0].column(["地类名称"]) == 1)
  }

  @Test("A table of two encodings is read value by value, and its rows are named")
  func mixed() throws {
    let scratch = try Scratch()
    let path = try Squares.classes([
      ("0101", GBK.paddy), ("0103", plain("旱地")), ("0101", plain("")), ("0103", GBK.dry),
    ]).write(scratch)
    #expect(try names(path) == ["水田", "旱地", nil, "旱地"])
    let found = try VectorSource(path: path).diagnostics
    #expect(found.map(\.code) == ["import.encoding-mixed"])
    #expect(found[0].message.zh.contains("第 1、4 行为 GBK"))
    #expect(found[0].message.zh.contains("第 2 行为 UTF-8"))
    #expect(found[0].remedy?.en.contains("--encoding") == true)
    let outcome = try importing(path)
    #expect(outcome.report.accepted == 4)
    #expect(!outcome.codes.contains("class.name-unknown"))
  }

  @Test("An undecidable encoding is asked for, and the option is used")
  func undecided() throws {
    let scratch = try Scratch()
    // 毛 in GBK, ë in UTF-8, and nothing else in the table.
    let path = try Squares.classes([("0101", GBK.hair)]).write(scratch)
    let error = #expect(throws: Diagnostic.self) { try VectorSource(path: path) }
    #expect(error?.code == "import.encoding-undecided")
    #expect(error?.remedy?.zh.contains("--encoding") == true)
    #expect(error?.message.zh.contains("毛") == true)
    #expect(try names(path, encoding: "GBK") == ["毛"])
    #expect(try names(path, encoding: "UTF-8") == ["ë"])
  }

  @Test("A GeoJSON in GBK is read with a warning; with an option without one")
  func geoJSONInGBK() throws {
    let scratch = try Scratch()
    let text = geoJSON(
      crs: "4549", [(square(600_000, 3_320_000), "\"DLBM\":\"0101\",\"DLMC\":\"NAME\"")])
    var bytes: [UInt8] = []
    for part in text.components(separatedBy: "NAME") {
      bytes += (bytes.isEmpty ? [] : GBK.paddy) + plain(part)
    }
    let path = try scratch.write("DLTB.geojson", bytes)
    #expect(try names(path) == ["水田"])
    let outcome = try importing(path)
    #expect(outcome.value(.className, of: 0)?.string == "水田")
    #expect(outcome.codes.contains("import.encoding-assumed"))
    #expect(try names(path, encoding: "GBK") == ["水田"])
  }
}
