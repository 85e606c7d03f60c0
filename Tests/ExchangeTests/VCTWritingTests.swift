import Exchange
import Foundation
import Geodesy
import Geometry
import Groundwork
import TestSupport
import Testing

@Suite("Writing VCT")
struct VCTWritingTests {
  private static func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> [GridPoint] {
    [(0, 0), (width, 0), (width, height), (0, height)].map {
      GridPoint(
        x: Int64(40_500_000 + x + $0.0) * 10_000, y: Int64(3_310_000 + y + $0.1) * 10_000)
    }
  }

  /// A layer of some geometries, with a number and a class.
  private static func layer(_ geometries: [MultiPolygon], name: String = "DLTB") -> VCTLayer {
    VCTLayer(
      name: name, title: "地类图斑",
      columns: [Column("BSM", .text), Column("DLMC", .text), Column("TBMJ", .real)]
    ) { take in
      for (index, geometry) in geometries.enumerated() {
        try WKB.encode(geometry).withUnsafeBytes {
          try take($0, [.text("\(index)"), .text("水田"), .real(Double(index) + 0.25)])
        }
      }
    }
  }

  private func write(
    _ layers: [VCTLayer], encoding: TextEncoding = .gbk
  ) throws -> (file: VCTFile, outcome: [VCTExport.Outcome], scratch: Scratch) {
    let scratch = try Scratch()
    let path = scratch.path + "/a.vct"
    let outcome = try VCTExport.write(
      layers, crs: CoordinateReferenceSystem(epsg: 4528), date: "20251231", encoding: encoding,
      to: path)
    return (try VCTFile(path: path), outcome.layers, scratch)
  }

  private func geometry(_ feature: VCTFeature) throws -> MultiPolygon {
    try WKB.decode(RingNesting.wkb(RingNesting.polygons(try #require(feature.rings))))
  }

  /// A grid of squares, some joined to L shapes, with an island in one and a hole in another.
  private static let patches: [MultiPolygon] = {
    var patches: [MultiPolygon] = []
    for column in 0..<6 {
      for row in 0..<5 {
        let square = rectangle(column * 10, row * 10, 10, 10)
        if column == 2, row == 2 {
          let island = rectangle(23, 23, 4, 4)
          patches.append(MultiPolygon(Polygon(square, holes: [island])))
          patches.append(MultiPolygon(Polygon(island)))
        } else if column == 4, row == 4 {
          patches.append(MultiPolygon(Polygon(square, holes: [rectangle(42, 42, 3, 3)])))
        } else if column == 5, row == 0 {
          patches.append(MultiPolygon([Polygon(square), Polygon(rectangle(80, 0, 10, 10))]))
        } else {
          patches.append(MultiPolygon(Polygon(square)))
        }
      }
    }
    return patches
  }()

  @Test(
    "what is written reads back as the same ground and values", arguments: TextEncoding.allCases)
  func roundTrip(_ encoding: TextEncoding) throws {
    let (file, outcome, scratch) = try write([Self.layer(Self.patches)], encoding: encoding)
    #expect(file.encoding == encoding && file.diagnostics == [])
    #expect(outcome.map(\.rows) == [Self.patches.count])
    let features = try VCTSamples.features(file)
    #expect(file.diagnostics == [])
    #expect(features.count == Self.patches.count)
    for (index, (feature, patch)) in zip(features, Self.patches).enumerated() {
      let back = try geometry(feature)
      #expect(back.doubledPlanarSteps == patch.doubledPlanarSteps)
      #expect(try GEOS().difference(back, patch).isEmpty)
      #expect(feature.values == [.text("\(index)"), .text("水田"), .real(Double(index) + 0.25)])
      #expect(feature.code == "2001010100")
      // Outer rings run clockwise, holes the other way.
      for polygon in RingNesting.polygons(try #require(feature.rings)) {
        #expect(RingNesting.doubledArea(polygon[0]) < 0)
        #expect(polygon.dropFirst().allSatisfy { RingNesting.doubledArea($0) > 0 })
      }
    }
    // And once more through the model: the same bytes.
    try file.rewrite(to: scratch.path + "/b.vct")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/a.vct"))
        == Data(contentsOf: URL(fileURLWithPath: scratch.path + "/b.vct")))
  }

  @Test("every boundary is written once: the edges of all lines are different")
  func sharedOnce() throws {
    let (file, _, scratch) = try write([Self.layer(Self.patches)])
    let text = try String(contentsOfFile: scratch.path + "/a.vct", encoding: .isoLatin1)
    let section = try #require(text.components(separatedBy: "LineBegin\n").last)
      .components(separatedBy: "LineEnd")[0]
    var edges: Set<[String]> = []
    var count = 0
    var previous: String?
    for line in section.split(separator: "\n").map(String.init) {
      if line.contains(",") {
        if let previous {
          edges.insert([previous, line].sorted())
          count += 1
        }
        previous = line
      } else {
        previous = nil
      }
    }
    #expect(edges.count == count)
    // Of the 6 × 5 squares: 6·6 + 7·5 sides; four of the island, the hole and the part aside each.
    #expect(count == 71 + 12)
    #expect(file.count(.line) < count)
  }

  @Test("random tilings of a square are written and read without a difference", arguments: 0..<6)
  func tilings(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    // Cuts of rectangles at random, with corners that only one neighbour has.
    var rectangles = [(0, 0, 64, 64)]
    for _ in 0..<40 {
      let index = Int(random.next() % UInt64(rectangles.count))
      let (x, y, width, height) = rectangles[index]
      if random.next() % 2 == 0, width > 1 {
        let cut = 1 + Int(random.next() % UInt64(width - 1))
        rectangles[index] = (x, y, cut, height)
        rectangles.append((x + cut, y, width - cut, height))
      } else if height > 1 {
        let cut = 1 + Int(random.next() % UInt64(height - 1))
        rectangles[index] = (x, y, width, cut)
        rectangles.append((x, y + cut, width, height - cut))
      }
    }
    let patches = rectangles.map {
      MultiPolygon(Polygon(Self.rectangle($0.0, $0.1, $0.2, $0.3)))
    }
    let (file, _, _) = try write([Self.layer(patches)])
    let features = try VCTSamples.features(file)
    #expect(file.diagnostics == [])
    for (feature, patch) in zip(features, patches) {
      let ring = try #require(try geometry(feature).polygons.first).exterior
      #expect(Set(ring) == Set(patch.polygons[0].exterior))
    }
  }

  @Test("fields are as wide as the standard's and wider where values need it; numbers keep digits")
  func fields() throws {
    let columns = [
      Column("BSM", .text), Column("TBMJ", .real), Column("WIDE", .text), Column("N", .integer),
      Column("EMPTY", .text),
    ]
    let square = WKB.encode(MultiPolygon(Polygon(Self.rectangle(0, 0, 5, 5))))
    let long = String(repeating: "长", count: 30)
    let layer = VCTLayer(name: "DLTB", title: "地类图斑", columns: columns) { take in
      try square.withUnsafeBytes {
        try take($0, [.text("1"), .real(25.125), .text(long), .integer(-12), .null])
        try take(nil, [.text("2"), .real(1), .text("甲,乙\n丙"), .null, .null])
      }
    }
    let scratch = try Scratch()
    let path = scratch.path + "/a.vct"
    let outcome = try VCTExport.write(
      [layer], crs: CoordinateReferenceSystem(epsg: 4528), date: "20251231", encoding: .gbk,
      to: path)
    #expect(outcome.replacedTexts == 1 && outcome.missingCharacters == 0)
    #expect(outcome.layers[0].withoutArea == 1 && outcome.layers[0].rounded.isEmpty)
    let file = try VCTFile(path: path)
    #expect(
      file.tables[0].fields == [
        VCTField("BSM", .char(18)), VCTField("TBMJ", .float(width: 15, decimals: 3)),
        VCTField("WIDE", .char(60)), VCTField("N", .int(3)), VCTField("EMPTY", .char(1)),
      ])
    let features = try VCTSamples.features(file)
    #expect(features[0].values == [.text("1"), .real(25.125), .text(long), .integer(-12), .null])
    #expect(features[1].values == [.text("2"), .real(1), .text("甲，乙 丙"), .null, .null])
    #expect(features[1].rings == nil)
    #expect(file.diagnostics.map(\.code) == ["vct.polygon-missing"])
  }

  @Test("characters that GBK lacks are counted")
  func characters() throws {
    let square = WKB.encode(MultiPolygon(Polygon(Self.rectangle(0, 0, 5, 5))))
    let layer = VCTLayer(name: "DLTB", title: "地", columns: [Column("ZLDWMC", .text)]) { take in
      try square.withUnsafeBytes { try take($0, [.text("𠮷村😀")]) }
    }
    let scratch = try Scratch()
    let path = scratch.path + "/a.vct"
    let outcome = try VCTExport.write(
      [layer], crs: CoordinateReferenceSystem(epsg: 4528), date: "20251231", encoding: .gbk,
      to: path)
    #expect(outcome.missingCharacters == 2)
    #expect(try VCTSamples.features(VCTFile(path: path))[0].values == [.text("?村?")])
  }

  @Test("every Gauss-Krüger system of China that EPSG lists comes back from its own head")
  func systems() throws {
    let codes =
      [4491...4512, 4513...4554, 2327...2390, 2401...2442, 21413...21423, 21453...21463]
      .flatMap { Array($0) }
    for code in codes {
      let crs = try CoordinateReferenceSystem(epsg: code)
      let header = try VCTHeader(crs: crs, bounds: nil, date: "20251231")
      let read = try #require(header.crsDefinition, "\(code) \(crs.name)")
      let back = try CoordinateReferenceSystem(read)
      // A meridian of both a 3° and a 6° zone without zone number has two codes for one system.
      #expect(back.transverseMercator == crs.transverseMercator, "\(code) → \(read)")
      #expect(back.datumName == crs.datumName, "\(code) → \(read)")
    }
  }

  @Test("other systems are refused, and heads that name none", arguments: [4326, 32650, 4479])
  func otherSystems(_ code: Int) throws {
    guard let crs = try? CoordinateReferenceSystem(epsg: code) else { return }
    let error = #expect(throws: Diagnostic.self) {
      try VCTHeader(crs: crs, bounds: nil, date: "20251231")
    }
    #expect(error?.code == "vct.crs-unsupported")
    for text in [
      "", "120", "120.5,1,40500000,0,3,40", "120,1,40500000,0,4,40", "120,0.9996,500000,0,3,40",
    ] {
      let header = VCTHeader([
        .init("Spheroid", "CGCS2000,6378137.0,298.257222101"), .init("Parameters", text),
      ])
      #expect(header.crsDefinition == nil)
    }
    let wgs84 = VCTHeader([
      .init("Spheroid", "WGS84,6378137.0,298.257223563"),
      .init("Parameters", "120,1,40500000,0,3,40"),
    ])
    #expect(wgs84.crsDefinition == nil)
  }
}
