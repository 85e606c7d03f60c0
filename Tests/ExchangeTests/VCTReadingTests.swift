import Exchange
import Foundation
import Groundwork
import TestSupport
import Testing

@Suite("Reading VCT")
struct VCTReadingTests {
  @Test("rings are rebuilt from signed lines, rows are joined by number")
  func reading() throws {
    let file = try VCTFile(Array(VCTSamples.two.utf8))
    #expect(file.diagnostics == [])
    #expect(file.header.crsDefinition == "EPSG:4528")
    #expect(file.count(.line) == 3 && file.count(.point) == 1 && file.count(.annotation) == 1)
    let features = try VCTSamples.features(file)
    #expect(features.map(\.id) == [101, 102])
    #expect(features.compactMap(VCTSamples.area) == [8000, 4800])
    #expect(
      features[0].values == [
        .text("330211211000000101"), .text("0101"), .text("水田"), .real(8000), .integer(2023),
      ])
  }

  @Test(
    "a file in the writer's form comes out with the same bytes",
    arguments: TextEncoding.allCases)
  func sameBytes(_ encoding: TextEncoding) throws {
    let scratch = try Scratch()
    var bytes = Array(VCTSamples.two.utf8)
    switch encoding {
    case .gbk: bytes = try gbk(VCTSamples.two)
    case .utf8Marked: bytes = [0xEF, 0xBB, 0xBF] + bytes
    case .utf8: break
    }
    let path = try scratch.write("a.vct", bytes)
    let file = try VCTFile(path: path)
    #expect(file.encoding == encoding)
    #expect(file.diagnostics == [])
    try file.rewrite(to: scratch.path + "/b.vct")
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch.path + "/b.vct"))) == bytes)
  }

  @Test("keywords in any case, blank lines, CR LF and spaces change nothing")
  func tolerant() throws {
    var text = VCTSamples.two
    for word in ["HeadBegin", "PolygonEnd", "TableEnd", "LineBegin", "Polygon,DLTB"] {
      text = text.replacingOccurrences(
        of: word, with: word.lowercased().replacingOccurrences(of: "dltb", with: "DLTB"))
    }
    text = text.replacingOccurrences(of: "\n", with: " \r\n\r\n")
    let file = try VCTFile(Array(text.utf8))
    #expect(file.diagnostics == [])
    let plain = try VCTFile(Array(VCTSamples.two.utf8))
    let (a, b) = (try VCTSamples.features(file), try VCTSamples.features(plain))
    #expect(a.map(\.values) == b.map(\.values))
    #expect(a.map(\.rings) == b.map(\.rings))
  }

  @Test("a list of lines may begin a row with the zero that parts rings")
  func zeros() throws {
    let lines = (0..<8).map { number in
      let (x, y) = (40_650_000 + number % 4 * 10, 3_310_000)
      let corners = [(0, 0), (0, 9), (9, 9), (9, 0)].map { (x + $0.0, y + $0.1) }
      let (from, to) = number < 4 ? (corners[0], corners[2]) : (corners[2], corners[0])
      let middle = number < 4 ? corners[1] : corners[3]
      let points = [from, middle, to].map { "\($0.0).0,\($0.1).0" }.joined(separator: "\n")
      return "\(number + 1)\n1099000000\nunknown\n1\n1\n11\n3\n\(points)\n0\n"
    }.joined()
    // Four squares, each of two lines; the eleven entries fill a row of eight and one of three.
    let outline = "11\n1,5,0,2,6,0,3,7\n0,4,8\n"
    var text = VCTSamples.two
    text.replace(between: "LineBegin\n", and: "LineEnd", with: lines)
    text.replace(
      between: "PolygonBegin\n", and: "PolygonEnd",
      with: "101\n2001010100\nunknown\n100\n40650001.0,3310001.0\n21\n\(outline)0\n")
    let file = try VCTFile(Array(text.utf8))
    #expect(file.diagnostics == [])
    let feature = try #require(try VCTSamples.features(file).first { $0.id == 101 })
    #expect(feature.rings?.count == 4)
    #expect(VCTSamples.area(feature) == 324.0)
  }

  @Test("polygons of their own points are read as well")
  func ownPoints() throws {
    var text = VCTSamples.two
    let ring = "11\n5\n0.0,0.0\n10.0,0.0\n10.0,10.0\n0.0,10.0\n0.0,0.0\n"
    let hole = "11\n4\n1.0,1.0\n2.0,1.0\n2.0,2.0\n1.0,1.0\n"
    text.replace(
      between: "PolygonBegin\n", and: "PolygonEnd",
      with: "101\n2001010100\nunknown\n100\n5.0,5.0\n\(hole)\(ring)0\n")
    let file = try VCTFile(Array(text.utf8))
    let feature = try #require(try VCTSamples.features(file).first)
    #expect(VCTSamples.area(feature) == 99.5)
  }

  @Test("a head with another separator")
  func separator() throws {
    var text = VCTSamples.two
    text.replace(
      between: "AttributeBegin\nDLTB\n", and: "TableEnd",
      with: "101|3302|0101|水田, 一等|8000.00|2023\n")
    text = text.replacingOccurrences(of: "Separator:,", with: "Separator:|")
    text.replace(
      between: "FeatureCodeBegin\n", and: "FeatureCodeEnd", with: "2001010100|地类图斑|Polygon|DLTB\n")
    text.replace(
      between: "TableStructureBegin\n", and: "TableStructureEnd",
      with: "DLTB|5\nBSM|Char|18\nDLBM|Char|5\nDLMC|Char|60\nTBMJ|Float|15|2\nSJNF|Int|4\n0\n")
    // In GBK the second byte of a character may be that of ‘|’.
    let file = try VCTFile(try gbk(text.replacingOccurrences(of: "一等", with: "珅")))
    let feature = try #require(try VCTSamples.features(file).first)
    #expect(feature.values[2] == .text("水田, 珅"))
    #expect(VCTSamples.area(feature) == 8000)
  }
}

/// A text in GBK.
func gbk(_ text: String) throws -> [UInt8] {
  let scratch = try Scratch()
  let writer = try VCTWriter(scratch.path + "/t", encoding: .gbk)
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let last = lines.removeLast()
  for line in lines { try writer.text(String(line)) }
  try writer.close()
  let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch.path + "/t")))
  #expect(last.isEmpty && writer.missingCharacters == 0)
  return bytes
}

extension String {
  /// Puts a text between two others.
  mutating func replace(between start: String, and end: String, with text: String) {
    guard let from = range(of: start),
      let to = range(of: end, range: from.upperBound..<endIndex)
    else {
      Issue.record("no \(start)")
      return
    }
    replaceSubrange(from.upperBound..<to.lowerBound, with: text)
  }
}
