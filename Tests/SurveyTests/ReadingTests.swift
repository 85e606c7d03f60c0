import Classes
import Foundation
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("Reading vector files")
struct ReadingTests {
  private let corners = [(x: 600_000.0, y: 3_320_000.0), (x: 600_200, y: 3_320_000)]
  /// 水田 and 旱地 in GBK.
  private let paddy: [UInt8] = [0xCB, 0xAE, 0xCC, 0xEF]
  private let dry: [UInt8] = [0xBA, 0xB5, 0xB5, 0xD8]

  private func shapefile(
    _ scratch: Scratch, names: [[UInt8]], cpg: String? = nil, codePage: UInt8 = 0
  ) throws -> String {
    let rows = zip([Array("0101".utf8), Array("0103".utf8)], names).map { [$0, $1] }
    if let cpg { _ = try scratch.write("dltb.cpg", cpg) }
    _ = try scratch.write("dltb.shx", ShapefileWriter.shx(corners, side: 100))
    _ = try scratch.write(
      "dltb.dbf",
      ShapefileWriter.dbf(
        fields: [("DLBM", 5), ("DLMC", 60)], rows: rows, codePage: codePage))
    return try scratch.write("dltb.shp", ShapefileWriter.shp(corners, side: 100))
  }

  private func names(_ path: String, encoding: String? = nil) throws -> [String?] {
    let source = try VectorSource(path: path, encoding: encoding)
    let layer = try source.layer(named: nil)
    var names: [String?] = []
    let column = try #require(layer.column(["DLMC"]))
    try source.forEachFeature(in: layer, columns: [column]) { names.append($0.values[0].string) }
    return names
  }

  @Test("GBK attributes without a stated encoding are recognised, with a warning")
  func gbk() throws {
    let scratch = try Scratch()
    let path = try shapefile(scratch, names: [paddy, dry])
    #expect(try names(path) == ["水田", "旱地"])
    #expect(try VectorSource(path: path).diagnostics.map(\.code) == ["import.encoding-assumed"])
  }

  @Test(
    "GBK attributes with a .cpg, a language driver or an option",
    arguments: [("GBK", 0), ("GB2312", 0), ("936", 0), (nil, 0x4D)] as [(String?, UInt8)])
  func statedGBK(cpg: String?, codePage: UInt8) throws {
    let scratch = try Scratch()
    let path = try shapefile(scratch, names: [paddy, dry], cpg: cpg, codePage: codePage)
    #expect(try names(path) == ["水田", "旱地"])
    #expect(try VectorSource(path: path).diagnostics.isEmpty)
    #expect(try names(path, encoding: "GBK") == ["水田", "旱地"])
  }

  @Test("A .cpg that says UTF-8 over GBK bytes is not believed")
  func wrongCPG() throws {
    let scratch = try Scratch()
    let path = try shapefile(scratch, names: [paddy, dry], cpg: "UTF-8")
    #expect(try names(path) == ["水田", "旱地"])
    #expect(try VectorSource(path: path).diagnostics.map(\.code) == ["import.encoding-assumed"])
  }

  @Test("UTF-8 attributes are UTF-8, whatever the file says", arguments: [nil, "UTF-8", "GBK"])
  func utf8(cpg: String?) throws {
    let scratch = try Scratch()
    let path = try shapefile(scratch, names: [Array("水田".utf8), Array("旱地".utf8)], cpg: cpg)
    #expect(try names(path) == ["水田", "旱地"])
    #expect(try VectorSource(path: path).diagnostics.isEmpty)
  }

  @Test("A file that is missing, not a vector file, or truncated")
  func badFiles() throws {
    let scratch = try Scratch()
    let missing = #expect(throws: Diagnostic.self) { try VectorSource(path: "/no/such/file.gpkg") }
    #expect(missing?.code == "import.file-missing")
    #expect(missing?.remedy != nil)

    let text = try scratch.write("readme.txt", "Not a map.")
    let notVector = #expect(throws: Diagnostic.self) { try VectorSource(path: text) }
    #expect(notVector?.code == "import.not-vector")

    var header = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 84)
    header[16] = 0x10
    header[31] = 9
    let cut = try scratch.write("cut.gpkg", header + [UInt8](repeating: 0, count: 3996))
    let truncated = #expect(throws: Diagnostic.self) { try VectorSource(path: cut) }
    #expect(truncated?.code == "import.truncated")

    let zip = try scratch.write("broken.zip", Array("PK\u{3}\u{4} cut".utf8))
    let archive = #expect(throws: Diagnostic.self) { try VectorSource(path: zip) }
    #expect(archive?.code == "import.truncated")
  }

  @Test(
    "A real GeoPackage truncated at every tenth is refused, never partly read",
    .enabled(if: SharedData.isPresent))
  func truncatedGeoPackage() throws {
    let scratch = try Scratch()
    let whole = try Data(
      contentsOf: URL(fileURLWithPath: SharedData.path("real/tamana_luse_2022.gpkg")))
    for tenth in 1...9 {
      let cut = try scratch.write("cut\(tenth).gpkg", Array(whole.prefix(whole.count * tenth / 10)))
      let error = #expect(throws: Diagnostic.self) { try VectorSource(path: cut) }
      #expect(error?.code == "import.truncated", "\(tenth)")
    }
  }

  @Test("A truncated FlatGeobuf is refused", .enabled(if: SharedData.isPresent))
  func truncatedFlatGeobuf() throws {
    let scratch = try Scratch()
    let archive = try Data(
      contentsOf: URL(fileURLWithPath: SharedData.path("real/ng_landcover_2001.fgb.zip")))
    let cut = try scratch.write("cut.fgb.zip", Array(archive.prefix(archive.count / 2)))
    #expect(throws: Diagnostic.self) {
      try importing(cut) { $0.crosswalk = try Crosswalk.load("cci") }
    }
  }

  @Test("Layers are found by name ignoring case, and the error for a missing one lists the others")
  func layerNames() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "DLTB.geojson", geoJSON(crs: "4549", [(square(600_000, 3_320_000), "\"DLBM\":\"0101\"")]))
    let source = try VectorSource(path: path)
    #expect(try source.layer(named: "dltb").name == "DLTB")
    let error = #expect(throws: Diagnostic.self) { try source.layer(named: "XZQ") }
    #expect(error?.code == "import.layer-missing")
    #expect(error?.remedy?.en.contains("DLTB") == true)
  }

  @Test("A reading can be cancelled")
  func cancellation() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "a.geojson", geoJSON(crs: "4549", [(square(600_000, 3_320_000), "\"a\":1")]))
    let source = try VectorSource(path: path)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled.self) {
      try source.forEachFeature(in: source.layers[0], cancellation: cancellation) { _ in }
    }
  }

  @Test("Field names cut to ten letters by a Shapefile are found")
  func cutNames() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "a.geojson", geoJSON(crs: "4549", [(square(600_000, 3_320_000), "\"YJJBNTTBMJ\":1")]))
    let layer = try VectorSource(path: path).layers[0]
    #expect(layer.column(["yjjbnttbmj_area"]) == 0)
    #expect(layer.column(["YJJBNTTBM"]) == nil)
  }

  @Test("SHA-256 of a file is that of its bytes; a Shapefile's is over all its parts")
  func hashes() throws {
    let scratch = try Scratch()
    let file = try scratch.write("abc.txt", "abc")
    #expect(
      try SourceHash.sha256(file)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let path = try shapefile(scratch, names: [paddy, dry])
    let first = try SourceHash.sha256(path)
    let other = try Scratch()
    let copy = try shapefile(other, names: [paddy, dry])
    #expect(try SourceHash.sha256(copy) == first)
    let changed = try shapefile(other, names: [paddy, paddy])
    #expect(try SourceHash.sha256(changed) != first)
  }

  @Test("In an archive the datasets are found, a geodatabase as a whole")
  func archiveMembers() {
    #expect(
      SourceMembers.datasets([
        "__MACOSX/x.shp", "data/", "data/DLTB.shp", "data/DLTB.dbf", "data/DLTB.shp.xml",
        "k.gdb/", "k.gdb/a00000001.gdbtable", "read.me",
      ]) == ["k.gdb", "data/DLTB.shp"])
  }
}
