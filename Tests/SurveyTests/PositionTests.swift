import Foundation
import Geodesy
import Geometry
import Groundwork
import Survey
import TestSupport
import Testing
import VectorFiles

@Suite("Coordinate systems of imports")
struct PositionTests {
  private let properties = "\"BSM\":\"1\",\"DLBM\":\"1104A\",\"DLMC\":\"养殖坑塘\",\"TBMJ\":1"

  private func write(_ scratch: Scratch, crs: String?, _ rings: [String]) throws -> String {
    try scratch.write("DLTB.geojson", geoJSON(crs: crs, rings.map { ($0, properties) }))
  }

  private func refusal(crs: String?, x: Double, y: Double, side: Double = 100) throws -> Diagnostic?
  {
    let scratch = try Scratch()
    let path = try write(scratch, crs: crs, [square(x, y, side)])
    return #expect(throws: Diagnostic.self) { try importing(path) }
  }

  @Test("Exchanged axes are recognised; told so, the import puts them right")
  func swappedAxes() throws {
    let error = try refusal(crs: "4549", x: 3_320_000, y: 550_000)
    #expect(error?.code == "import.axes-swapped")
    let scratch = try Scratch()
    let path = try write(scratch, crs: "4549", [square(3_320_000, 550_000)])
    let outcome = try importing(path) { $0.swapsAxes = true }
    #expect(outcome.sink.accepted[0].geometry.bounds?.minX == 550_000)
    #expect(try refusal(crs: "4490", x: 29.9, y: 121.6, side: 0.001)?.code == "import.axes-swapped")
  }

  @Test("Eight digits with another zone, six digits where the system has one")
  func zones() throws {
    let prefixed = try refusal(crs: "4549", x: 40_550_000, y: 3_320_000)
    #expect(prefixed?.code == "import.crs-zone")
    #expect(prefixed?.remedy?.en.contains("EPSG:4528") == true)
    let bare = try refusal(crs: "4528", x: 550_000, y: 3_320_000)
    #expect(bare?.code == "import.crs-zone")
    #expect(bare?.remedy?.en.contains("EPSG:4549") == true)
  }

  @Test("Metres labelled as degrees and degrees labelled as metres")
  func wrongSystem() throws {
    #expect(try refusal(crs: "4326", x: 550_000, y: 3_320_000)?.code == "import.crs-wrong")
    #expect(try refusal(crs: "4549", x: 121.6, y: 29.9, side: 0.001)?.code == "import.crs-wrong")
    #expect(try refusal(crs: nil, x: 550_000, y: 3_320_000)?.code == "import.crs-wrong")
  }

  @Test("A single stray feature is set aside, the layer is kept; the check can be left off")
  func stray() throws {
    let scratch = try Scratch()
    let path = try write(scratch, crs: "4549", [square(550_000, 3_320_000), square(0, 0)])
    let outcome = try importing(path)
    #expect(outcome.report.accepted == 1)
    #expect(outcome.sink.rejected.map(\.reason) == [.outsideCRS])
    let unchecked = try importing(path) { $0.checksPosition = false }
    #expect(unchecked.report.accepted == 2)
  }

  @Test("A county at the edge of its zone stays: Zhenhai in the system of 120° E")
  func edgeOfZone() throws {
    let scratch = try Scratch()
    let path = try write(scratch, crs: "4549", [square(660_000, 3_320_000)])
    #expect(try importing(path).report.accepted == 1)
  }

  @Test("Degrees in China become Gauss-Krüger of the nearest meridian, elsewhere UTM")
  func degrees() throws {
    let scratch = try Scratch()
    let zhenhai = try importing(try write(scratch, crs: "4490", [square(121.66, 29.96, 0.001)]))
    #expect(zhenhai.plan.targetCRS.authority?.code == 4550)
    #expect(zhenhai.codes.contains("import.crs-chosen"))
    let plain = try importing(try write(scratch, crs: nil, [square(119.2, 30.2, 0.001)]))
    #expect(plain.plan.targetCRS.authority?.code == 4549)
    #expect(plain.codes.contains("import.crs-assumed"))
    let box = try #require(plain.sink.accepted[0].geometry.bounds)
    // One thousandth of a degree of latitude on GRS 80 at 30.2° is 110.86 m.
    #expect(abs(box.height - 110.86) < 1.5)
    let kumamoto = try importing(try write(scratch, crs: "6668", [square(130.5, 32.9, 0.001)]))
    #expect(kumamoto.plan.targetCRS.name.contains("UTM"))
    #expect(kumamoto.plan.targetCRS.datumName.contains("2011"))
    let south = try importing(try write(scratch, crs: "4326", [square(175.9, -41.5, 0.001)]))
    #expect(south.plan.targetCRS.authority?.code == 32_760)
  }

  @Test("Another zone prefix is the same place: only the prefix goes")
  func reprojection() throws {
    let scratch = try Scratch()
    let path = try write(scratch, crs: "4528", [square(40_550_000, 3_320_000)])
    let target = try CoordinateReferenceSystem("EPSG:4549")
    let outcome = try importing(path) { $0.target = target }
    #expect(outcome.plan.isReprojected)
    #expect(outcome.codes.contains("import.reprojected"))
    let box = try #require(outcome.sink.accepted[0].geometry.bounds)
    #expect(box == Bounds(minX: 550_000, minY: 3_320_000, maxX: 550_100, maxY: 3_320_100))
    let same = try importing(try write(scratch, crs: "4549", [square(550_000, 3_320_000)])) {
      $0.target = target
    }
    #expect(!same.plan.isReprojected && !same.codes.contains("import.reprojected"))
  }

  private func shapefile(_ scratch: Scratch, _ corners: [(x: Double, y: Double)]) throws -> String {
    _ = try scratch.write("DLTB.shx", ShapefileWriter.shx(corners, side: 100))
    let row = ["1104A", "养殖坑塘"].map { Array($0.utf8) }
    _ = try scratch.write(
      "DLTB.dbf",
      ShapefileWriter.dbf(
        fields: [("DLBM", 5), ("DLMC", 60)], rows: corners.map { _ in row }))
    return try scratch.write("DLTB.shp", ShapefileWriter.shp(corners, side: 100))
  }

  @Test("A layer without a system is refused; the user may name it")
  func missingSystem() throws {
    let scratch = try Scratch()
    let path = try shapefile(scratch, [(550_000, 3_320_000)])
    let error = #expect(throws: Diagnostic.self) { try importing(path) }
    #expect(error?.code == "import.crs-missing")
    let outcome = try importing(path) { $0.assignedCRS = "EPSG:4549" }
    #expect(outcome.plan.targetCRS.authority?.code == 4549)
    let bad = #expect(throws: Diagnostic.self) {
      try importing(path) { $0.assignedCRS = "EPSG:none" }
    }
    #expect(bad?.code == "crs.invalid")
  }

  @Test("NaN and infinite coordinates are set aside; a layer of nothing else is refused")
  func notFinite() throws {
    let scratch = try Scratch()
    let path = try shapefile(
      scratch, [(.nan, 3_320_000), (550_000, 3_320_000), (.infinity, 3_320_000)])
    let outcome = try importing(path) { $0.assignedCRS = "EPSG:4549" }
    #expect(outcome.report.read == 3 && outcome.report.accepted == 1)
    #expect(outcome.report.rejectedByReason == [.notFinite: 2])
    #expect(outcome.sink.rejected.allSatisfy { $0.wkb == nil })
    let all = try Scratch()
    let nothing = try shapefile(all, [(.nan, 3_320_000)])
    let error = #expect(throws: Diagnostic.self) {
      try importing(nothing) { $0.assignedCRS = "EPSG:4549" }
    }
    #expect(error?.code == "import.nothing-accepted")
    #expect(error?.message.en.contains("not-finite") == true)
  }
}
