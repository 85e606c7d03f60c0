import Geometry
import Groundwork
import Overlay
import Testing

@Suite("Shared area of two polygons")
struct PairTests {
  @Test("identical, nested, touching, disjoint, with holes, in parts")
  func cases() throws {
    let big = MultiPolygon(Polygon(Shapes.box(0, 0, 1_000_000, 1_000_000)))
    let small = MultiPolygon(Polygon(Shapes.box(100_000, 100_000, 200_000, 200_000)))
    let beside = MultiPolygon(Polygon(Shapes.box(1_000_000, 0, 500_000, 1_000_000)))
    let far = MultiPolygon(Polygon(Shapes.box(5_000_000, 0, 500_000, 1_000_000)))
    let inner = MultiPolygon(Polygon(Shapes.box(0, 0, 500_000, 1_000_000)))
    let ring = MultiPolygon(
      Polygon(
        Shapes.box(0, 0, 1_000_000, 1_000_000),
        holes: [Shapes.box(100_000, 100_000, 200_000, 200_000)]
      ))
    let parts = MultiPolygon([small.polygons[0], beside.polygons[0]])
    #expect(try kernelSteps(big, big) == 1e12)
    #expect(try kernelSteps(big, small) == 4e10)
    #expect(try kernelSteps(small, big) == 4e10)
    #expect(try kernelSteps(big, beside) == 0)
    #expect(try kernelSteps(big, far) == 0)
    #expect(try kernelSteps(big, inner) == 5e11)
    #expect(try kernelSteps(ring, small) == 0)
    #expect(try kernelSteps(ring, big) == 9.6e11)
    #expect(try kernelSteps(ring, ring) == 9.6e11)
    #expect(try kernelSteps(parts, big) == 4e10)
    #expect(try kernelSteps(parts, parts) == 4e10 + 5e11)
  }

  @Test("empty polygons and rings without area share nothing")
  func empty() throws {
    let big = MultiPolygon(Polygon(Shapes.box(0, 0, 1_000_000, 1_000_000)))
    let corner = GridPoint(x: 500_000, y: 500_000)
    let nothing = [
      MultiPolygon([]), MultiPolygon(Polygon([])), MultiPolygon(Polygon([corner])),
      MultiPolygon(Polygon([corner, corner, corner, corner])),
      MultiPolygon(Polygon([corner, GridPoint(x: 0, y: 0), corner])),
      MultiPolygon(Polygon([corner, GridPoint(x: 0, y: 0), GridPoint(x: 250_000, y: 250_000)])),
    ]
    for geometry in nothing {
      #expect(try kernelSteps(geometry, big) == 0)
      #expect(try kernelSteps(big, geometry) == 0)
    }
    let set = PolygonSet(nothing)
    #expect(try AreaTable.between(set, set).entries.isEmpty)
    #expect(try AreaTable.between(PolygonSet(), PolygonSet([big])).entries.isEmpty)
    #expect(try AreaTable.overlaps(within: PolygonSet()).entries.isEmpty)
  }

  @Test("clockwise shells, repeated points and spikes change nothing")
  func untidy() throws {
    let square = Shapes.box(0, 0, 1_000_000, 1_000_000)
    let q = MultiPolygon(Polygon(Shapes.box(500_000, 500_000, 1_000_000, 1_000_000)))
    let untidy = [
      MultiPolygon(Polygon(square.reversed())),
      MultiPolygon(Polygon(square.flatMap { [$0, $0] })),
      MultiPolygon(
        Polygon([
          square[0], square[1], square[2], GridPoint(x: 1_700_000, y: 1_700_000), square[2],
          square[3],
        ])
      ),
    ]
    for polygon in untidy { #expect(try kernelSteps(polygon, q) == 2.5e11) }
    for seed in 0..<200 {
      var random = SplitMix("untidy", seed)
      let clean = PairFamily.stars.pair(seed)
      let dirty = Shapes.untidied(clean.p, &random)
      let area = try kernelSteps(clean.p, clean.q)
      let allowed = 2 * ErrorBounds.error(dirty, clean.q, area: area) + ErrorBounds.smallest
      #expect(abs(try kernelSteps(dirty, clean.q) - area) <= allowed, "seed \(seed)")
    }
  }

  @Test("the winding number of its rings weights a feature")
  func winding() throws {
    let square = Shapes.box(0, 0, 1_000_000, 1_000_000)
    let pane = MultiPolygon(Polygon(Shapes.box(0, 0, 500_000, 500_000)))
    let twice = MultiPolygon([Polygon(square), Polygon(square)])
    let once = MultiPolygon(Polygon(square))
    #expect(try kernelSteps(twice, pane) == 5e11)
    // A feature shares its own area with itself, whatever its rings are like.
    #expect(try kernelSteps(twice, twice) == 2e12)
    #expect(try kernelSteps(once, twice) == 2e12)
    // The same ring run through twice.
    #expect(try kernelSteps(MultiPolygon(Polygon(square + square)), pane) == 5e11)
    // A bow tie of a large and a small loop: the small one counts negative.
    let tie = MultiPolygon(
      Polygon([
        GridPoint(x: 0, y: 0), GridPoint(x: 300_000, y: 300_000), GridPoint(x: 300_000, y: 200_000),
        GridPoint(x: 100_000, y: 200_000), GridPoint(x: 0, y: 300_000),
      ]))
    let all = MultiPolygon(Polygon(Shapes.box(-10_000, -10_000, 1_000_000, 1_000_000)))
    #expect(try kernelSteps(tie, all) == Double(tie.doubledPlanarSteps) / 2)
  }

  @Test("two crossing combs of 300 teeth")
  func combs() throws {
    let (teeth, pitch) = (300 as Int64, 10_000 as Int64)
    let comb = Shapes.comb(Int(teeth), pitch: pitch, height: 2 * teeth * pitch)
    let crossed = comb.mapped { GridPoint(x: $0.y, y: $0.x) }
    let area = try kernelSteps(comb, crossed)
    let exact = Self.countedCombs(Int(teeth))
    #expect((area / 1e8).rounded() == Double(exact))
    #expect(abs(area - Double(exact) * 1e8) <= ErrorBounds.error(comb, crossed, area: area))
  }

  /// Square pitches under both of two combs across each other, counted one by one.
  private static func countedCombs(_ teeth: Int) -> Int64 {
    var count: Int64 = 0
    for x in 0..<2 * teeth {
      for y in 0..<2 * teeth where (y == 0 || x % 2 == 0) && (x == 0 || y % 2 == 0) { count += 1 }
    }
    return count
  }
}
