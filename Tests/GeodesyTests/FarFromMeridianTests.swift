import Geodesy
import Groundwork
import Testing

/// Places where the series of the official area rule does not hold, and edges that are straight in one
/// system and bent in another.
@Suite("Far from the meridian, across 180°, along long edges")
struct FarFromMeridianTests {
  /// A square in degrees.
  private func square(_ west: Double, _ south: Double, _ side: Double) -> Ring {
    [
      (west, south), (west + side, south), (west + side, south + side), (west, south + side),
      (west, south),
    ]
  }

  /// The area that GeographicLib gives for edges straight in degrees.
  private func truth(_ ring: Ring, _ code: String = "EPSG:4490") throws -> Double {
    try GeodesicArea(CoordinateReferenceSystem(code), step: 50).squareMetres(ofRing: ring)
  }

  @Test(
    "the official area does not depend on the distance from the central meridian",
    arguments: [0.0, 1.5, 2.9, 3.1, 5, 8, 10, 15, 20, 30, 40, 50, 60],
    [-35.0, 0, 18, 30, 53, 75])
  func anyDistance(degrees: Double, latitude: Double) throws {
    let plane = try CoordinateReferenceSystem("EPSG:4548")
    let ring = square(117 + degrees, latitude, 0.01)
    let transformer = try Transformer(
      from: CoordinateReferenceSystem("EPSG:4490"), to: plane)
    let area = try OfficialArea(plane).squareMetres(ofRing: transformer.transform(line: ring))
    let expected = try truth(ring)
    #expect(abs(area / expected - 1) < 5e-7, "\(area) instead of \(expected)")
  }

  @Test("the official area is NaN where the projection is undefined")
  func noProjection() throws {
    let area = try OfficialArea(CoordinateReferenceSystem("EPSG:4549"))
    let ring: Ring = [(40_500_000, 3_320_000), (40_500_100, 3_320_000), (40_500_000, 3_320_100)]
    #expect(area.squareMetres(ofRing: ring).isNaN)
    #expect(area.position(x: 40_500_000, y: 3_320_000) == nil)
  }

  @Test("a ring across the 180th meridian has the area of the same ring elsewhere")
  func antimeridian() throws {
    let here = square(10, -17, 0.2)
    let expected = try truth(here, "EPSG:4326")
    let degrees = try CoordinateReferenceSystem("EPSG:4326")
    for ring in [square(179.9, -17, 0.2), square(179.9, -17, 0.2).map(wrapped)] {
      let official = try OfficialArea(degrees).squareMetres(ofRing: ring)
      let geodesic = try GeodesicArea(degrees, step: 50).squareMetres(ofRing: ring)
      #expect(abs(official / expected - 1) < 1e-8)
      #expect(abs(geodesic / expected - 1) < 1e-9)
      // UTM, and a Mercator projection around 150° E that goes by way of PROJ.
      for code in ["EPSG:32760", "EPSG:3832"] {
        let plane = try CoordinateReferenceSystem(code)
        let image = try Transformer(from: degrees, to: plane).transform(line: ring)
        let area = try OfficialArea(plane).squareMetres(ofRing: image)
        #expect(abs(area / expected - 1) < 1e-7, "\(code): \(area) instead of \(expected)")
      }
    }
  }

  private func wrapped(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
    (Longitude.normalised(point.x), point.y)
  }

  @Test("points inserted into an edge follow the parallel within a grid step, from either end")
  func longEdge() throws {
    let degrees = try CoordinateReferenceSystem("EPSG:4490")
    let plane = try CoordinateReferenceSystem("EPSG:4549")
    let transformer = try Transformer(from: degrees, to: plane)
    let edge: Ring = [(119.2, 30), (120.3, 30)]
    let line = try transformer.transform(line: edge)
    let back = try transformer.transform(line: edge.reversed())
    #expect(line.map(\.x) == back.reversed().map(\.x))
    #expect(line.map(\.y) == back.reversed().map(\.y))
    // Every point of the parallel lies on the line, to the tolerance.
    var piece = 1
    var largest = 0.0
    for step in 0...5000 {
      let longitude = 119.2 + 1.1 * Double(step) / 5000
      let point = try transformer.transform(x: longitude, y: 30)
      while piece < line.count - 1, line[piece].x < point.x { piece += 1 }
      let (a, b) = (line[piece - 1], line[piece])
      let share = (point.x - a.x) / (b.x - a.x)
      largest = max(largest, abs(a.y + (b.y - a.y) * share - point.y))
    }
    #expect(largest <= 1.5 * Transformer.edgeTolerance)
    #expect(line.count < 3000, "one point for each 70 m would be 1500")
  }

  @Test("straight edges and short edges get no points")
  func straightEdge() throws {
    let prefixed = try CoordinateReferenceSystem("EPSG:4528")
    let plane = try CoordinateReferenceSystem("EPSG:4549")
    let shift = try Transformer(from: prefixed, to: plane)
    #expect(
      try shift.transform(line: [(40_400_000, 3_300_000), (40_600_000, 3_500_000)]).count == 2)
    let degrees = try Transformer(from: CoordinateReferenceSystem("EPSG:4490"), to: plane)
    #expect(try degrees.transform(line: square(121, 30, 0.0005)).count == 5)
  }

  @Test("the shortest range of longitudes")
  func ranges() throws {
    func range(_ longitudes: Double...) throws -> [Double] {
      let range = try #require(Longitude.range(of: longitudes))
      return [range.first, range.last]
    }
    #expect(try range(10) == [10, 10])
    #expect(try range(-170, 170) == [170, 190])
    #expect(try range(170, 190, 175) == [170, 190])
    #expect(try range(0, 100, -100) == [-100, 100])
    #expect(Longitude.range(of: []) == nil)
    #expect(Longitude.unwrapped(-179, near: 179) == 181)
    #expect(Longitude.unwrapped(179, near: -179) == -181)
    #expect(Longitude.normalised(190) == -170 && Longitude.normalised(-541) == 179)
  }
}
