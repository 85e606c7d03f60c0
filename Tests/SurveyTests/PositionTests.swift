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

  @Test("Swapped axes are recognised; with the option the import corrects them")
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

  /// A system of one's own, known to no register.
  private func local(meridian: Double, easting: Int) -> String {
    """
    PROJCS["Our own grid",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",\
    DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],\
    UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],\
    PARAMETER["False_Easting",\(easting)],PARAMETER["False_Northing",0.0],\
    PARAMETER["Central_Meridian",\(meridian)],PARAMETER["Scale_Factor",1.0],\
    PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
    """
  }

  @Test(
    "A band prefix against a definition without it and the reverse, whatever the system is called",
    arguments: [
      (120, 500_000, 40_550_000, "EPSG:4528"), (120, 40_500_000, 550_000, "EPSG:4549"),
      (120, 40_500_000, 39_550_000, "EPSG:4527"), (120.5, 500_000, 40_550_000, "EPSG:4528"),
      (120.5, 40_500_000, 550_000, "500000"),
    ])
  func zonesOfOwnSystems(meridian: Double, stated: Int, easting: Int, remedy: String) throws {
    let scratch = try Scratch()
    let path = try shapefile(scratch, [(Double(easting), 3_320_000)])
    _ = try scratch.write("DLTB.prj", local(meridian: meridian, easting: stated))
    let error = #expect(throws: Diagnostic.self) { try importing(path) }
    #expect(error?.code == "import.crs-zone")
    #expect(error?.remedy?.en.contains(remedy) == true)
    // Eastings as the definition has them are taken.
    let right = try Scratch()
    let good = try shapefile(right, [(Double(stated) + 50_000, 3_320_000)])
    _ = try right.write("DLTB.prj", local(meridian: meridian, easting: stated))
    #expect(try importing(good).report.accepted == 1)
  }

  @Test("Prefixes outside China: zone 7 of Pulkovo 1942")
  func zonesElsewhere() throws {
    #expect(try refusal(crs: "28407", x: 500_000, y: 6_000_000)?.code == "import.crs-zone")
  }

  @Test(
    "Areas of use that cross the 180th meridian",
    arguments: [
      ("4269", -83.0, 40.0), ("4269", 277, 40), ("4267", -79, 35), ("4167", -176.5, -44),
      ("4167", 183.5, -44), ("4284", -175, 66), ("4284", 60, 55),
    ])
  func acrossTheLine(code: String, longitude: Double, latitude: Double) throws {
    let scratch = try Scratch()
    let path = try write(scratch, crs: code, [square(longitude, latitude, 0.01)])
    let outcome = try importing(path)
    let projection = try #require(outcome.plan.targetCRS.transverseMercator)
    let apart = Longitude.unwrapped(longitude, near: projection.centralMeridian)
    #expect(abs(apart - projection.centralMeridian) <= 3)
    #expect(try refusal(crs: code, x: 10, y: 5, side: 0.01)?.code == "import.crs-wrong")
  }

  @Test(
    "A layer across the 180th meridian is projected to a zone there, and cut polygons are joined")
  func antimeridian() throws {
    let scratch = try Scratch()
    func part(_ west: Double, _ side: Double) -> String { square(west, -17, side) }
    let cut =
      "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"MultiPolygon\","
      + "\"coordinates\":[[\(part(179.9, 0.1))],[\(part(-180, 0.1))]]}}"
    let path = try scratch.write(
      "DLTB.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\(cut)]}")
    let outcome = try importing(path)
    #expect([32701, 32760].contains(outcome.plan.targetCRS.authority?.code))
    #expect(outcome.report.repaired == 0)
    #expect(outcome.sink.accepted[0].geometry.polygons.count == 1)
    #expect(outcome.sink.accepted[0].geometry.bounds.map { $0.width < 22_000 } == true)
  }

  @Test("From Xi'an 1980 into a workspace in CGCS2000: refused, accepted, or by seven parameters")
  func datum() throws {
    let scratch = try Scratch()
    let path = try write(scratch, crs: "2384", [square(550_000, 3_320_000)])
    let target = try CoordinateReferenceSystem("EPSG:4549")
    let error = #expect(throws: Diagnostic.self) { try importing(path) { $0.target = target } }
    #expect(error?.code == "crs.datum-unknown")
    #expect(error?.remedy?.en.contains("--accept-datum") == true)
    #expect(error?.message.en.contains("hundred metres") == true)
    let accepted = try importing(path) {
      $0.target = target
      $0.acceptsDatum = true
    }
    #expect(accepted.codes.contains("crs.datum-unknown"))
    #expect(accepted.plan.plane.record["datum-change"]?.contains("accepted") == true)
    let named = try importing(path) {
      $0.target = target
      $0.datumOperation = try DatumOperation("+proj=helmert +x=0 +y=0 +z=100")
    }
    #expect(!named.codes.contains("crs.datum-unknown"))
    #expect(named.plan.plane.record["datum-change"]?.contains("helmert") == true)
    // 100 m along the axis of the Earth are 100 m cos φ to the north.
    let here = try #require(accepted.sink.accepted[0].geometry.bounds)
    let there = try #require(named.sink.accepted[0].geometry.bounds)
    #expect(there.minY - here.minY > 50 && there.minY - here.minY < 150)
    // A new workspace takes the datum of its first layer.
    let other = try Scratch()
    let own = try importing(try write(other, crs: "4610", [square(118, 30, 0.001)]))
    #expect(own.plan.targetCRS.datumName.contains("Xian"))
    #expect(own.plan.targetCRS.transverseMercator?.centralMeridian == 117)
  }

  @Test(
    "A wide layer gives a warning with the error of its planar areas; beyond one projection it is refused"
  )
  func wide() throws {
    let scratch = try Scratch()
    let path = try write(
      scratch, crs: "4326", [square(97, 41, 0.01), square(112, 41, 0.01), square(125, 41, 0.01)])
    let outcome = try importing(path)
    let note = outcome.report.diagnostics.first { $0.code == "import.far-from-meridian" }
    // The middle one decides for the meridian of 111°.
    #expect(note?.message.en.contains("14°") == true)
    let wider = try write(
      scratch, crs: "4326", [square(20, 41, 0.01), square(100, 41, 0.01), square(130, 41, 0.01)])
    let error = #expect(throws: Diagnostic.self) { try importing(wider) }
    #expect(error?.code == "import.too-wide")
  }

  @Test("Swapped degrees of western China are also a valid place: a warning")
  func doubtfulAxes() throws {
    let scratch = try Scratch()
    let path = try write(scratch, crs: "4490", [square(30, 85, 0.001)])
    #expect(throws: Diagnostic.self, "not in the area of CGCS2000") { try importing(path) }
    let world = try importing(try write(scratch, crs: "4326", [square(30, 85, 0.001)]))
    #expect(world.codes.contains("import.axes-doubtful"))
    let farWest = try importing(try write(scratch, crs: "4326", [square(39, 75, 0.001)]))
    #expect(farWest.codes.contains("import.axes-doubtful"))
    let right = try importing(try write(scratch, crs: "4326", [square(85, 30, 0.001)]))
    #expect(!right.codes.contains("import.axes-doubtful"))
  }

  @Test("Metres in a GeoJSON without a system: the remedy names --crs")
  func metresWithoutSystem() throws {
    let error = try refusal(crs: nil, x: 550_000, y: 3_320_000)
    #expect(error?.message.en.contains("names no coordinate system") == true)
    #expect(error?.remedy?.en.contains("--crs") == true)
    #expect(
      try refusal(crs: "4549", x: 3_320_000, y: 550_000)?.remedy?.en.contains("--swap-axes") == true
    )
  }

  @Test("Metres labelled as degrees and degrees labelled as metres")
  func wrongSystem() throws {
    #expect(try refusal(crs: "4326", x: 550_000, y: 3_320_000)?.code == "import.crs-wrong")
    #expect(try refusal(crs: "4549", x: 121.6, y: 29.9, side: 0.001)?.code == "import.crs-wrong")
    #expect(try refusal(crs: nil, x: 550_000, y: 3_320_000)?.code == "import.crs-wrong")
  }

  @Test("A single stray feature is rejected and the layer kept; the check can be switched off")
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

  @Test("A different zone prefix is the same place: only the prefix is removed")
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

  @Test(
    "Features with NaN or infinite coordinates are rejected; a layer with nothing else is refused")
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
