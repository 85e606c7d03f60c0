import Foundation
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("Archives, side files and foreign formats")
struct ArchiveTests {
  private func squares(_ code: String = "0101") -> Squares {
    Squares.classes([(code, plain(code == "0101" ? "水田" : "旱地"))])
  }

  private func entries(_ folder: [UInt8], _ squares: Squares) -> [(name: [UInt8], bytes: [UInt8])] {
    squares.files.map { (folder + plain("\(squares.name).\($0.ending)"), $0.bytes) }
  }

  @Test("Stray files beside a Shapefile do not stop it, in an archive or a folder")
  func strayFiles() throws {
    let scratch = try Scratch()
    let stray: [(name: [UInt8], bytes: [UInt8])] = [
      (plain("metadata.json"), plain("{\"title\":\"三调\"}")), (plain("._DLTB.shp"), plain("x")),
    ]
    let zip = try scratch.write("a.zip", ZipWriter.zip(entries([], squares()) + stray))
    let outcome = try importing(zip)
    #expect(outcome.report.accepted == 1)
    #expect(outcome.codes.contains("import.member-passed-over"))

    let folder = try Scratch()
    _ = try squares().write(folder)
    _ = try folder.write("package.json", "{}")
    #expect(try importing(folder.path).report.accepted == 1)

    let only = try scratch.write("b.zip", ZipWriter.zip([stray[0]]))
    let error = #expect(throws: Diagnostic.self) { try VectorSource(path: only) }
    #expect(error?.code == "import.not-vector")
  }

  @Test("Layers of the same name are chosen by their folder, and refused without it")
  func sameName() throws {
    let scratch = try Scratch()
    let zip = try scratch.write(
      "two.zip",
      ZipWriter.zip(
        entries(plain("north/"), squares("0101")) + entries(plain("south/"), squares("0103"))))
    let source = try VectorSource(path: zip)
    #expect(source.layers.map(\.path) == ["north/DLTB", "south/DLTB"])
    for (name, code) in [("north/DLTB", "0101"), ("SOUTH/dltb", "0103")] {
      let outcome = try importing(zip) { $0.layer = name }
      #expect(outcome.value(.landClass, of: 0)?.string == code)
    }
    for name in ["DLTB", nil] {
      let error = #expect(throws: Diagnostic.self) { try source.layer(named: name) }
      #expect(error?.code == "import.layer-ambiguous")
      #expect(error?.remedy?.zh.contains("--layer") == true)
      #expect(error?.remedy?.zh.contains("north/DLTB、south/DLTB") == true)
    }
  }

  @Test("Names of members in GBK are read as such")
  func memberNames() throws {
    let scratch = try Scratch()
    // 地类/DLTB
    let zip = try scratch.write(
      "gbk.zip", ZipWriter.zip(entries(Array(GBK.code[..<4]) + plain("/"), squares())))
    #expect(try VectorSource(path: zip).layers.map(\.path) == ["地类/DLTB"])
    #expect(try importing(zip).report.accepted == 1)
    // As a program writes it that takes GBK for code page 437 and says UTF-8.
    let twice = try scratch.write("twice.zip", ZipWriter.zip(entries(plain("╡╪└α/"), squares())))
    #expect(try VectorSource(path: twice).layers.map(\.path) == ["地类/DLTB"])
    let latin = try scratch.write("latin.zip", ZipWriter.zip(entries(plain("Städte/"), squares())))
    #expect(try VectorSource(path: latin).layers.map(\.path) == ["Städte/DLTB"])
  }

  @Test("A missing side file is named", arguments: ["shx", "dbf", "prj"])
  func sideFiles(ending: String) throws {
    let scratch = try Scratch()
    let path = try squares().write(scratch, without: ending)
    let error = #expect(throws: Diagnostic.self) { try importing(path) { $0.epoch = "2023" } }
    #expect(error?.code == (ending == "prj" ? "import.crs-missing" : "import.sidecar-missing"))
    let text = (error?.message.en ?? "") + (error?.remedy?.en ?? "")
    #expect(text.contains(ending == "prj" ? ".prj" : "DLTB.\(ending)"))
  }

  @Test(
    "Unsupported formats of the field are named, with a remedy",
    arguments: [
      ("330212.vct", "HeadBegin\nDataMark:LANDUSE-VCT\n", "VCT"),
      ("renamed.txt", "HeadBegin\nDataMark:LANDUSE-VCT\n", "VCT"),
      ("界址点.txt", "[属性描述]\n格式版本号=1.01\n[地块坐标]\nJ1,1,3320000,600000\n", "界址点"),
      ("三调.mdb", "\u{0}\u{1}\u{0}\u{0}Standard Jet DB\u{0}", "mdb"),
      ("图斑.dwg", "AC1032\u{0}\u{0}", "dwg"), ("a.rar", "Rar!\u{1A}\u{7}", "RAR"),
      ("面.wp", "WMAP\u{0}", "MapGIS"), ("a.qgz", "x", "工程"),
    ])
  func foreign(name: String, content: String, word: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write(name, content)
    let error = #expect(throws: Diagnostic.self) { try VectorSource(path: path) }
    #expect(error?.code == "import.format-unsupported")
    #expect(error?.message.zh.contains(word) == true)
    #expect(error?.remedy != nil)
  }

  @Test("A text file of boundary points in GBK is recognised too")
  func boundaryPointsInGBK() throws {
    let scratch = try Scratch()
    // [地块坐标]
    let mark: [UInt8] = [0x5B, 0xB5, 0xD8, 0xBF, 0xE9, 0xD7, 0xF8, 0xB1, 0xEA, 0x5D]
    let path = try scratch.write("a.txt", mark + plain("\nJ1,1,3320000,600000\n"))
    let error = #expect(throws: Diagnostic.self) { try VectorSource(path: path) }
    #expect(error?.code == "import.format-unsupported")
  }
}
