import Geometry
import Testing

@Suite("GEOS on the grid")
struct GEOSTests {
  private func box(_ x: Int64, _ y: Int64, _ side: Int64) -> MultiPolygon {
    MultiPolygon(
      Polygon([
        GridPoint(x: x, y: y), GridPoint(x: x + side, y: y), GridPoint(x: x + side, y: y + side),
        GridPoint(x: x, y: y + side),
      ]))
  }

  @Test("intersection, difference and union of squares keep the grid and the area")
  func overlay() throws {
    let geos = GEOS()
    let a = box(405_000_000_000, 33_000_000_000, 100_000)
    let b = box(405_000_050_000, 33_000_050_000, 100_000)
    #expect(try geos.intersection(a, b).doubledPlanarSteps == 2 * 50_000 * 50_000)
    #expect(
      try geos.difference(a, b).doubledPlanarSteps == 2 * (100_000 * 100_000 - 50_000 * 50_000))
    #expect(
      try geos.union(a, b).doubledPlanarSteps == 2 * (2 * 100_000 * 100_000 - 50_000 * 50_000))
    #expect(
      try geos.union([a, b, b]).doubledPlanarSteps == 2 * (2 * 100_000 * 100_000 - 50_000 * 50_000))
    #expect(try geos.union([]).isEmpty)
  }

  @Test("a bow tie is found, located and repaired")
  func bowTie() throws {
    let geos = GEOS()
    let tie = MultiPolygon(
      Polygon([
        GridPoint(x: 0, y: 0), GridPoint(x: 100_000, y: 100_000), GridPoint(x: 100_000, y: 0),
        GridPoint(x: 0, y: 100_000),
      ]))
    let reason = try #require(try geos.invalidReason(tie))
    #expect(reason.reason.contains("Self-intersection"))
    #expect(reason.x == 5)
    #expect(reason.y == 5)
    let repaired = try geos.makeValid(tie)
    #expect(try geos.isValid(repaired))
    #expect(repaired.doubledPlanarSteps == 100_000 * 100_000)
  }

  @Test("closing fills only what a disc cannot enter")
  func closing() throws {
    let geos = GEOS()
    // Two squares of 10 m with a slit of 1 m: it is filled but for the mouths, where a disc of 2 m
    // reaches 0.064 m in.
    let near = [box(0, 0, 100_000), box(110_000, 0, 100_000)].flatMap(\.polygons)
    let filled = try geos.closed(near, metres: 2).planarSquareMetres
    #expect(filled > 209.8 && filled < 210)
    let far = [box(0, 0, 100_000), box(150_000, 0, 100_000)].flatMap(\.polygons)
    #expect(abs(try geos.closed(far, metres: 2).planarSquareMetres - 200) < 0.1)
    #expect(try geos.closed([], metres: 2).isEmpty)
  }

  @Test("a point on the surface lies inside")
  func surface() throws {
    let point = try #require(try GEOS().pointOnSurface(box(0, 0, 100_000)))
    #expect(point.x > 0 && point.x < 100_000 && point.y > 0 && point.y < 100_000)
    #expect(try GEOS().pointOnSurface(MultiPolygon([])) == nil)
  }
}
