import Geodesy
import Groundwork
import Survey
import TestSupport
import Testing
import Workbench

@Suite("The areas of the features of a file")
struct FileAreasTests {
  private typealias Ring = [(x: Double, y: Double)]

  private func square(_ west: Double, _ south: Double, _ side: Double) -> Ring {
    [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]
  }

  private func measure(
    crs: String?, _ rings: [Ring], assigned: String? = nil
  ) throws -> FileAreas {
    let scratch = try Scratch()
    let features = rings.enumerated().map { index, ring in
      let points = (ring + ring.prefix(1)).map { "[\($0.x),\($0.y)]" }
      return ("[" + points.joined(separator: ",") + "]", "\"id\":\"r\(index)\"")
    }
    let path = try scratch.write("layer.geojson", geoJSON(crs: crs, features))
    var options = GeoreferenceOptions()
    options.assignedCRS = assigned
    return try FileAreas.measure(path, layer: nil, idField: "id", options: options, job: Job())
  }

  /// GeographicLib's answer for edges straight in degrees.
  private func truth(_ ring: Ring, _ code: String) throws -> Double {
    try GeodesicArea(CoordinateReferenceSystem(code), step: 50).squareMetres(ofRing: ring)
  }

  @Test(
    "a layer in degrees of any width: every feature by its own zone",
    arguments: ["EPSG:4490", "EPSG:4326", "EPSG:4269"])
  func anyWidth(code: String) throws {
    let wide =
      code == "EPSG:4269" ? [-160.0, -120, -90, -60] : [-179.95, -100, 0, 75, 97, 121, 179.95]
    let south = code == "EPSG:4490" ? 30.0 : 45
    let rings =
      code == "EPSG:4490"
      ? [75.0, 97.3, 121, 134].map { square($0, south, 0.1) }
      : wide.map { square($0, south, 0.1) }
    let found = try measure(crs: String(code.dropFirst(5)), rings)
    #expect(found.rows.count == rings.count && found.repaired + found.setAside == 0)
    for (row, ring) in zip(found.rows, rings) {
      let expected = try truth(ring, code)
      #expect(abs(row.official.squareMetres / expected - 1) < 1e-8, "\(row.id)")
      #expect(abs(row.geodesic / expected - 1) < 1e-8)
      // UTM makes 0.08 % less at its meridian, and a zone of 3° up to 0.1 % more at its edge.
      #expect(abs(row.planar.squareMetres / expected - 1) < 2e-3)
    }
    #expect(found.planes.count > 2)
  }

  @Test("degrees and feet given by option are not taken for metres")
  func units() throws {
    let ring = square(121, 30, 0.001)
    let degrees = try measure(crs: nil, [ring], assigned: "EPSG:4490")
    let expected = try truth(ring, "EPSG:4490")
    #expect(abs(degrees.rows[0].official.squareMetres / expected - 1) < 1e-6)
    // New York in US survey feet, 1000 to a side.
    let feet = try measure(crs: nil, [square(984_000, 200_000, 1000)], assigned: "EPSG:2263")
    let foot = 1200.0 / 3937
    #expect(abs(feet.rows[0].official.squareMetres / (1e6 * foot * foot) - 1) < 1e-4)
    #expect(abs(feet.rows[0].planar.squareMetres / (1e6 * foot * foot) - 1) < 1e-3)
  }

  @Test(
    "far from the meridian areas are right, with a warning; a layer entirely outside is refused")
  func outside() throws {
    let plane = try CoordinateReferenceSystem("EPSG:4548")
    let transformer = try Transformer(from: CoordinateReferenceSystem("EPSG:4490"), to: plane)
    let rings = [117.5, 127, 147, 177].map { square($0, 35, 0.01) }
    let images = try rings.map { try transformer.transform($0) }
    let found = try measure(crs: "4548", images)
    #expect(found.outside == 3 && found.diagnostics.contains { $0.code == "area.outside-crs" })
    for (row, ring) in zip(found.rows, rings) {
      #expect(abs(row.official.squareMetres / (try truth(ring, "EPSG:4490")) - 1) < 1e-6)
    }
    let error = #expect(throws: Diagnostic.self) { try measure(crs: "4548", [images[2]]) }
    #expect(error?.code == "import.crs-wrong")
  }

  @Test("the refusals of an import")
  func refusals() throws {
    func code(_ crs: String?, _ ring: Ring, assigned: String? = nil) throws -> String? {
      #expect(throws: Diagnostic.self) { try measure(crs: crs, [ring], assigned: assigned) }?.code
    }
    #expect(try code("4549", square(40_550_000, 3_320_000, 100)) == "import.crs-zone")
    #expect(try code("4528", square(550_000, 3_320_000, 100)) == "import.crs-zone")
    #expect(try code("4549", square(121, 30, 0.01)) == "import.crs-wrong")
    #expect(try code("4549", square(3_320_000, 550_000, 100)) == "import.axes-swapped")
    #expect(try code(nil, square(550_000, 3_320_000, 100)) == "import.crs-wrong")
    #expect(
      try code(nil, square(550_000, 3_320_000, 100), assigned: "EPSG:4490") == "import.crs-wrong")
  }

  @Test("invalid features are repaired or not counted, and listed")
  func faults() throws {
    let (x, y) = (500_000.0, 3_320_000.0)
    let bowTie: Ring = [(x, y), (x + 100, y + 100), (x + 100, y), (x, y + 100)]
    let spike: Ring = [
      (x, y), (x + 100, y), (x + 100, y + 300), (x + 100, y + 100), (x, y + 100),
    ]
    let found = try measure(crs: "4549", [bowTie, spike, square(x, y, 100)])
    #expect(found.rows.map(\.id) == ["r1", "r2"])
    #expect(found.rows.map(\.planar) == [Area(hundredths: 1_000_000), Area(hundredths: 1_000_000)])
    #expect(found.repaired == 1 && found.setAside == 1)
    #expect(found.diagnostics.filter { $0.code == "geometry.set-aside" }.map(\.feature) == ["r0"])
    #expect(found.diagnostics.filter { $0.code == "geometry.repaired" }.map(\.feature) == ["r1"])
  }
}
