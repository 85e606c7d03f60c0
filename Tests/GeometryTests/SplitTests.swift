import Geometry
import Testing

@Suite("Splitting by a line")
struct SplitTests {
  private func point(_ x: Int64, _ y: Int64) -> GridPoint {
    GridPoint(x: 4_050_000_000 + x, y: 33_000_000_000 + y)
  }

  private func box(_ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64) -> Polygon {
    Polygon([
      point(x, y), point(x + width, y), point(x + width, y + height), point(x, y + height),
    ])
  }

  @Test("the pieces are the whole, and have the cut in common")
  func piecesAreTheWhole() throws {
    let geos = GEOS()
    var whole = box(0, 0, 1_000_000, 600_000)
    whole.holes = [box(300_000, 200_000, 100_000, 100_000).exterior]
    let ground = MultiPolygon(whole)
    // Crooked, through the hole, with ends outside.
    let line = [point(-50_000, 100_007), point(350_001, 250_003), point(1_090_000, 499_999)]
    let pieces = try geos.split(ground, by: line)
    #expect(pieces.count == 2)
    #expect(
      try geos.union(pieces).doubledPlanarSteps == pieces.map(\.doubledPlanarSteps).reduce(0, +))
    #expect(try geos.intersection(pieces[0], pieces[1]).isEmpty)
    // Points on the grid may lie a step off the line; the ground stays within that.
    let change = pieces.map(\.doubledPlanarSteps).reduce(0, +) - ground.doubledPlanarSteps
    #expect(abs(change) < 4_000_000)
    for piece in pieces { #expect(try geos.isValid(piece)) }
  }

  @Test("a line that ends inside, or passes by, cuts nothing")
  func nothing() throws {
    let ground = MultiPolygon(box(0, 0, 1000, 1000))
    let geos = GEOS()
    #expect(try geos.split(ground, by: [point(-10, 500), point(500, 500)]) == [ground])
    #expect(try geos.split(ground, by: [point(-10, -10), point(2000, -10)]) == [ground])
    #expect(try geos.split(ground, by: [point(3, 3)]) == [ground])
  }

  @Test("a part that the line does not meet stays with the first piece")
  func parts() throws {
    let ground = MultiPolygon([box(0, 0, 1000, 1000), box(5000, 0, 300, 300)])
    let pieces = try GEOS().split(ground, by: [point(-10, 400), point(1010, 400)])
    #expect(pieces.map(\.polygons.count) == [2, 1])
    #expect(pieces.map(\.doubledPlanarSteps).reduce(0, +) == ground.doubledPlanarSteps)
  }

  @Test("a line across a comb cuts every tooth")
  func comb() throws {
    var corners: [GridPoint] = [point(0, 0), point(700, 0)]
    for tooth in stride(from: Int64(600), through: 0, by: -200) {
      corners += [point(tooth + 100, 500), point(tooth, 500)]
      if tooth > 0 { corners += [point(tooth, 100), point(tooth - 100, 100)] }
    }
    let pieces = try GEOS().split(
      MultiPolygon(Polygon(corners)), by: [point(-10, 300), point(900, 300)])
    #expect(pieces.count == 5)
  }
}
