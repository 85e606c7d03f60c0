import Exchange
import Foundation
import Geodesy
import Geometry
import Groundwork
import TestSupport
import Testing

@Suite("Coordinate text")
struct CoordinateTextTests {
  /// One parcel of 100 m × 100 m with a hole of 20 m × 20 m, in the 3° zone 40.
  static let text = """
    [属性描述]
    格式版本号=
    坐标系=2000国家大地坐标系
    几度分带=3
    投影类型=高斯克吕格
    计量单位=米
    带号=40
    精度=0.001
    转换参数=,,,,,,
    [项目信息]
    项目名称=治土试点
    [地块坐标]
    10,0.9600,1,东片,面,,农用地,0101,@
    J1,1,3310000.000,40500000.000
    J2,1,3310100.000,40500000.000
    J3,1,3310100.000,40500100.000
    J4,1,3310000.000,40500100.000
    J1,1,3310000.000,40500000.000
    J1,2,3310040.000,40500040.000
    J2,2,3310060.000,40500040.000
    J3,2,3310060.000,40500060.000
    J4,2,3310040.000,40500060.000
    J1,2,3310040.000,40500040.000

    """

  private func read(_ text: String) throws -> CoordinateText {
    try CoordinateText(Array(text.utf8))
  }

  private func codes(_ text: String) throws -> [String] {
    try read(text).findings().map(\.code)
  }

  @Test("the northing stands first; a second ring inside is a hole")
  func reading() throws {
    let text = try read(Self.text)
    #expect(text.crsDefinition == "EPSG:4528")
    #expect(try text.findings() == [])
    let parcel = try #require(text.parcels.first)
    #expect(parcel.number == "1" && parcel.name == "东片" && parcel.landClass == "0101")
    let geometry = try #require(text.geometry(of: parcel))
    #expect(geometry.planarSquareMetres == 9600)
    #expect(geometry.polygons.map(\.holes.count) == [1])
    #expect(geometry.bounds?.minX == 40_500_000 && geometry.bounds?.minY == 3_310_000)
  }

  @Test("what is read is written with the same bytes", arguments: TextEncoding.allCases)
  func sameBytes(_ encoding: TextEncoding) throws {
    let scratch = try Scratch()
    for lineEnd in ["\n", "\r\n"] {
      var text = try read(Self.text)
      text.encoding = encoding
      text.lineEnd = lineEnd
      #expect(try text.write(to: scratch.path + "/a.txt") == 0)
      let back = try CoordinateText(path: scratch.path + "/a.txt")
      #expect(back.encoding == encoding)
      #expect(back.parcels == text.parcels && back.sections == text.sections)
      try back.write(to: scratch.path + "/b.txt")
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch.path + "/a.txt")))
      #expect(try Data(bytes) == Data(contentsOf: URL(fileURLWithPath: scratch.path + "/b.txt")))
      #expect(CoordinateText.recognises(Array(bytes.prefix(4096))))
      let plain = Self.text.replacingOccurrences(of: "\n", with: lineEnd)
      if encoding == .utf8 { #expect(bytes == Array(plain.utf8)) }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var old: String
    var new: String
    var codes: [String]
    var testDescription: String { name }
  }

  @Test(
    "each known variant and fault (TXT-01 to TXT-08)",
    arguments: [
      Case(name: "names without J", old: "\nJ", new: "\n", codes: []),
      Case(name: "names that run on", old: "J1,2", new: "J5,2", codes: []),
      Case(
        name: "count without closing points", old: "10,0.96", new: "8,0.96",
        codes: ["txt.point-count"]),
      Case(name: "wrong count", old: "10,0.96", new: "5,0.96", codes: ["txt.point-count"]),
      Case(name: "wrong area", old: "0.9600", new: "0.9700", codes: ["txt.area"]),
      Case(name: "no area", old: "0.9600", new: "", codes: []),
      Case(
        name: "open ring", old: "J4,2,3310040.000,40500060.000\nJ1,2,3310040.000,40500040.000\n",
        new: "J4,2,3310040.000,40500060.000\n", codes: ["txt.open-ring", "txt.point-count"]),
      Case(name: "above ground", old: "0101", new: "地上", codes: []),
      Case(name: "twelve fields", old: "0101,@", new: "0101,甲,,丙,1.5,@", codes: []),
      Case(name: "line", old: "面", new: "线", codes: ["txt.not-polygonal"]),
      Case(name: "zone of 6°", old: "几度分带=3", new: "几度分带=6", codes: ["txt.crs-unknown"]),
      Case(name: "Xi'an 1980", old: "2000国家大地坐标系", new: "1980西安坐标系", codes: ["txt.system"]),
      Case(name: "no system", old: "2000国家大地坐标系", new: "", codes: ["txt.crs-unknown"]),
      Case(name: "no zone number", old: "带号=40", new: "带号=", codes: []),
      Case(
        name: "crossing", old: "J3,1,3310100.000,40500100.000\nJ4,1,3310000.000,40500100.000",
        new: "J3,1,3310000.000,40500100.000\nJ4,1,3310100.000,40500100.000", codes: ["txt.invalid"]),
      Case(
        name: "no number", old: "3310060.000,40500060", new: "33100GO.000,40500060",
        codes: ["txt.point"]),
    ])
  func variants(_ one: Case) throws {
    let text = Self.text.replacingOccurrences(of: one.old, with: one.new)
    #expect(text != Self.text)
    #expect(try codes(text) == one.codes)
  }

  @Test("exchanged axes are told, never mended (TXT-01)")
  func axes() throws {
    let lines = Self.text.split(separator: "\n").map { line -> String in
      let parts = line.split(separator: ",")
      return line.hasPrefix("J") && parts.count == 4
        ? "\(parts[0]),\(parts[1]),\(parts[3]),\(parts[2])" : String(line)
    }
    let text = try read(lines.joined(separator: "\n"))
    #expect(try text.findings().map(\.code) == ["txt.axes"])
    #expect(text.geometry(of: text.parcels[0]) == nil)
    #expect(text.crsDefinition == "EPSG:4528")
  }

  @Test("a broken point takes its parcel along, not the others")
  func brokenPoint() throws {
    let text = try read(
      Self.text.replacingOccurrences(of: "J2,1,3310100", with: "J2,1,x")
        + "4,,2,西片,面,,,,@\nJ1,1,3310000.0,40500200.0\nJ2,1,3310010.0,40500200.0\n"
        + "J3,1,3310010.0,40500210.0\nJ1,1,3310000.0,40500200.0\n")
    #expect(text.parcels.map { text.geometry(of: $0)?.planarSquareMetres } == [nil, 50])
  }

  @Test("two outer rings of one parcel are two parts, not a hole")
  func parts() throws {
    let aside = Self.text.replacingOccurrences(of: ",2,33100", with: ",2,33200")
    let text = try read(aside)
    #expect(text.geometry(of: text.parcels[0])?.planarSquareMetres == 10_400)
  }

  @Test("an ellipsoid area is a right area, far from the meridian (TXT-05)")
  func ellipsoid() throws {
    // 1.4° from the meridian the plane is 0.03 % too large: 1 hm² more at 3000 hm².
    let crs = try CoordinateReferenceSystem(epsg: 4528)
    let points = [(0, 0), (0, 5000), (5000, 5000), (5000, 0)].map {
      GridPoint(x: Int64(40_634_000 + $0.0) * 10_000, y: Int64(3_310_000 + $0.1) * 10_000)
    }
    let geometry = MultiPolygon(Polygon(points))
    let area = try #require(
      OfficialArea(crs).area(exterior: points.map { ($0.metresX, $0.metresY) }))
    for (stated, codes) in [
      (area, []), (try #require(Area(roundingSquareMetres: geometry.planarSquareMetres)), []),
      (area + Area(hundredths: 1_000), ["txt.area"]),
    ] as [(Area, [String])] {
      let text = try CoordinateText(
        parcels: [
          (
            CoordinateText.Label(number: "1", name: "", use: "", landClass: "", area: stated),
            geometry
          )
        ], crs: crs, date: "20251231", encoding: .gbk)
      #expect(try text.findings().map(\.code) == codes)
    }
  }

  @Test("a text that is made from parcels reads back as the same ground", arguments: [4528, 4549])
  func making(_ code: Int) throws {
    let crs = try CoordinateReferenceSystem(epsg: code)
    let origin = Int64(crs.transverseMercator?.falseEasting ?? 0)
    func ring(_ x: Int64, _ side: Int64) -> [GridPoint] {
      [(0, 0), (side, 0), (side, side), (0, side)].map {
        GridPoint(x: (origin + x + $0.0) * 10_000 + 3, y: (3_310_000 + x + $0.1) * 10_000 + 7)
      }
    }
    let geometry = MultiPolygon([
      Polygon(ring(0, 100), holes: [ring(10, 20)]), Polygon(ring(500, 50)),
    ])
    let label = CoordinateText.Label(
      number: "1", name: "东,片@", use: "复垦", landClass: "0101",
      area: Area(roundingSquareMetres: geometry.planarSquareMetres))
    let made = try CoordinateText(
      parcels: [(label, geometry)], crs: crs, date: "20251231", encoding: .gbk)
    let scratch = try Scratch()
    #expect(try made.write(to: scratch.path + "/a.txt") == 0)
    let text = try CoordinateText(path: scratch.path + "/a.txt")
    // Handed in, the easting has the zone in front of it.
    #expect(text.crsDefinition == "EPSG:4528")
    #expect(try text.findings() == [])
    let back = try #require(text.geometry(of: text.parcels[0]))
    #expect(back.doubledPlanarSteps == geometry.doubledPlanarSteps)
    let shift = code == 4528 ? 0.0 : 40_000_000
    let (east, own) = try (#require(back.bounds).minX, #require(geometry.bounds).minX)
    #expect(abs(east - own - shift) < 1e-6)
    #expect(text.parcels[0].name == "东，片＠")
  }

  @Test("no two batches may overlap, nor parcels of one (TXT-09)")
  func overlaps() throws {
    func batch(_ east: Double, _ side: Double) throws -> CoordinateText {
      let corners = [(0.0, 0.0), (0, side), (side, side), (side, 0), (0, 0)]
      let points = corners.enumerated().map {
        "J\($0.offset % 4 + 1),1,\(3_310_000 + $0.element.1),\(40_500_000 + east + $0.element.0)"
      }
      return try read(
        "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=40\n[地块坐标]\n"
          + "5,,1,,面,,,,@\n" + points.joined(separator: "\n"))
    }
    let batches = try [batch(0, 100), batch(100, 50), batch(149, 10), batch(0.5, 1)]
    let found = try BatchOverlap.find(in: batches)
    #expect(found.map { [$0.first.text, $0.second.text] } == [[1, 2], [0, 3]])
    #expect(found.map(\.squareMetres) == [10, 1])
    #expect(try BatchOverlap.find(in: [batches[0], batches[1]]).isEmpty)
  }

  /// Bytes and lines changed at random: nothing may crash, and what was understood is written and read
  /// again without a change.
  @Test("random damage", arguments: Damage.seeds(6))
  func fuzz(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let scratch = try Scratch()
    let words = ["[地块坐标]", "@", ",", "9999999999999999999", "J1,1,,", "-9223372036854775808", "="]
    for round in 0..<100 {
      var bytes = Array(Self.text.utf8)
      for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.insert(contentsOf: Array(random.pick(words).utf8), at: at)
        case 2: bytes.insert(contentsOf: Array("\n\(random.pick(words))\n".utf8), at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int(random.next() % 60)))
        }
      }
      guard let text = try? CoordinateText(bytes) else { continue }
      _ = try text.findings()
      let path = scratch.path + "/\(round).txt"
      guard try text.write(to: path) == 0, !text.parcels.contains(where: \.isBroken) else {
        continue
      }
      let back = try CoordinateText(path: path)
      #expect(
        back.parcels.map(\.points) == text.parcels.map(\.points), "seed \(seed), round \(round)")
    }
  }
}
