import Exchange
import Foundation
import Groundwork
import TestSupport
import Testing

@Suite("Broken VCT")
struct VCTFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var old: String
    var new: String
    var code: String
    /// A text on the line that is to be named.
    var at: String
    /// The numbers of the features that keep their ground.
    var whole: [Int64]
    var testDescription: String { name }
  }

  @Test(
    "one broken object is told with its line and stops nothing",
    arguments: [
      Case(
        name: "too few points stated", old: "11\n2\n40650100.0000,3310000",
        new: "11\n1\n40650100.0000,3310000",
        code: "vct.object", at: "", whole: []),
      Case(
        name: "no number", old: "40650160.0000,3310000.0000", new: "4065016O.0000,3310000.0000",
        code: "vct.object", at: "4065016O", whole: [101]),
      Case(
        name: "unknown line", old: "2,-3", new: "2,-33", code: "vct.outline", at: "", whole: [101]),
      Case(
        name: "lines that do not join", old: "-2,-1", new: "2,-1", code: "vct.outline", at: "",
        whole: [102]),
      Case(
        name: "too few values", old: ",坑塘水面,4800.00,2023", new: ",坑塘水面,4800.00",
        code: "vct.row", at: "坑塘水面,4800.00", whole: [101, 102]),
      Case(
        name: "text for a number", old: "8000.00", new: "八千", code: "vct.number", at: "八千",
        whole: [101, 102]),
      Case(
        name: "row without polygon", old: "\nTableEnd", new: "\n999,1,0101,水田,1.00,2023\nTableEnd",
        code: "vct.polygon-missing", at: "999,1", whole: [101, 102]),
      Case(
        name: "row twice", old: "\nTableEnd", new: "\n101,1,0101,水田,1.00,2023\nTableEnd",
        code: "vct.row-twice", at: "101,1,0101", whole: [101, 102]),
      Case(
        name: "arc", old: "1\n1\n11\n4\n40650100.0000,3310000",
        new: "1\n1\n12\n4\n40650100.0000,3310000",
        code: "vct.object", at: "", whole: [101]),
    ])
  func broken(_ one: Case) throws {
    let text = VCTSamples.two.replacingOccurrences(of: one.old, with: one.new)
    #expect(text != VCTSamples.two)
    let file = try VCTFile(Array(text.utf8))
    let features = try VCTSamples.features(file)
    #expect(features.filter { $0.rings != nil }.map(\.id).sorted() == one.whole)
    let told = try #require(file.diagnostics.first { $0.code == one.code })
    if !one.at.isEmpty {
      #expect(told.message.en.hasPrefix("Line \(VCTSamples.line(of: one.at, in: text)):"))
    }
  }

  @Test("a polygon without row comes with null values, and is told")
  func rowMissing() throws {
    let text = VCTSamples.two.replacingOccurrences(
      of: "102,330211211000000102,1104,坑塘水面,4800.00,2023\n", with: "")
    let file = try VCTFile(Array(text.utf8))
    let feature = try #require(try VCTSamples.features(file).last)
    #expect(feature.id == 102 && feature.values.allSatisfy(\.isNull) && feature.rings != nil)
    #expect(file.diagnostics.map(\.code) == ["vct.row-missing"])
  }

  @Test("a file that is cut off anywhere is read as far as it goes, and says so")
  func cutOff() throws {
    let bytes = Array(VCTSamples.two.utf8)
    let whole = bytes.count - 1
    for length in stride(from: 12, to: whole, by: 7) {
      let file = try VCTFile(Array(bytes[..<length]))
      for table in file.polygonTables.indices { _ = try VCTSamples.features(file, table) }
      #expect(!file.diagnostics.isEmpty, "\(length) bytes")
    }
  }

  @Test("where no polygon can be used, the first fault is told with its line")
  func nothingUsable() throws {
    let scratch = try Scratch()
    let parts = VCTSamples.two.components(separatedBy: "PolygonBegin\n")
    let tail = try #require(parts.last?.range(of: "PolygonEnd"))
    let body = "1\n2001010100\n1\n100\n1\n1\n0\n"
    // Nor has the file a row, which would be a feature without ground.
    let rest = parts[1][tail.lowerBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("101,") && !$0.hasPrefix("102,") }
    let text = parts[0] + "PolygonBegin\n" + body + rest.joined(separator: "\n")
    let line = parts[0].split(separator: "\n", omittingEmptySubsequences: false).count + 5
    let error = #expect(throws: Diagnostic.self) {
      try VCTFile(Array(text.utf8)).copyPolygons(to: scratch.path + "/copy.gpkg")
    }
    #expect(error?.code == "vct.no-polygons")
    #expect(error?.message.zh.contains("第 \(line) 行") == true, "\(error?.message.zh ?? "")")
  }

  @Test("what has no head is no VCT", arguments: ["", "PointBegin\nPointEnd\n", "x", "\u{0}"])
  func noHead(_ text: String) throws {
    let error = #expect(throws: Diagnostic.self) { try VCTFile(Array(text.utf8)) }
    #expect(error?.code == "vct.no-head")
  }

  /// Bytes and lines of a good file changed at random: nothing may crash or hang, and what is written
  /// anew reads the same and is written again with the same bytes.
  @Test("random damage", arguments: Damage.seeds(8))
  func fuzz(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let scratch = try Scratch()
    let good = Array(VCTSamples.two.utf8)
    let words = [
      "0", "-1", "21", "11", "100", "LineEnd", "PolygonBegin", "9999999999", "", ",", "\u{FF}",
    ]
    for round in 0..<150 {
      var bytes = good
      for _ in 0...Int(random.next() % 4) {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(contentsOf: Array("\n\(random.pick(words))\n".utf8), at: at)
        default:
          let end = min(bytes.count, at + Int(random.next() % 80))
          bytes.removeSubrange(at..<end)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      guard let file = try? VCTFile(bytes) else { continue }
      var features: [VCTFeature] = []
      for table in file.polygonTables.indices { features += try VCTSamples.features(file, table) }
      let path = scratch.path + "/\(round).vct"
      try file.rewrite(to: path)
      let again = try VCTFile(path: path)
      var back: [VCTFeature] = []
      for table in again.polygonTables.indices { back += try VCTSamples.features(again, table) }
      #expect(back.map(\.rings) == features.map(\.rings), "seed \(seed), round \(round)")
      try again.rewrite(to: path + ".2")
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: path))
          == Data(contentsOf: URL(fileURLWithPath: path + ".2")), "seed \(seed), round \(round)")
    }
  }
}
