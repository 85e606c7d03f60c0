import Geometry
import Overlay
import Testing

@Suite("The kernel against exact arithmetic")
struct OracleTests {
  /// Compares the table's area of two geometries with the exact one, which may be negative where
  /// rings cross themselves; the table lists nothing then.
  private func check(_ p: MultiPolygon, _ q: MultiPolygon, _ what: String) throws {
    let exact = RationalOracle.shared(p, q)
    let area = try kernelArea(p, q)
    let expected = exact.approximate
    if area == 0, expected < ErrorBounds.smallest { return }
    let deviation = (Rational(area) * 100_000_000 - exact).approximate
    let allowed = ErrorBounds.error(p, q, area: expected)
    #expect(abs(deviation) <= allowed, "\(what): off by \(deviation), allowed \(allowed)")
    if area == 0 || expected <= ErrorBounds.smallest { return }
    // Where every crossing is on the grid, the area is a whole number of half steps².
    if let halves = (exact * 2).whole, allowed < 0.2 {
      #expect((area * 2e8).rounded() == Double(halves), "\(what): \(area) for \(halves)/2")
    }
  }

  @Test("every family of pairs", arguments: PairFamily.all)
  func families(_ family: PairFamily) throws {
    for seed in 1_000..<1_160 {
      let pair = family.pair(seed)
      try check(pair.p, pair.q, "seed \(seed)")
    }
  }

  @Test("all pairs of triangles on a lattice of 3 × 3, in all their positions")
  func triangles() throws {
    let lattice = (0..<9).map { GridPoint(x: Int64($0 % 3) * 5_040, y: Int64($0 / 3) * 5_040) }
    var all: [MultiPolygon] = []
    for i in 0..<9 {
      for j in 0..<i {
        for k in 0..<j {
          let ring = [lattice[i], lattice[j], lattice[k]]
          if doubledSignedArea(ring) != 0 { all.append(MultiPolygon(Polygon(ring))) }
        }
      }
    }
    #expect(all.count == 76)
    let table = try AreaTable.between(PolygonSet(all), PolygonSet(all))
    var areas = [Double](repeating: 0, count: all.count * all.count)
    for entry in table.entries { areas[Int(entry.a) * all.count + Int(entry.b)] = entry.planar }
    for i in all.indices {
      for j in all.indices {
        let exact = RationalOracle.shared(all[i], all[j])
        let deviation = (Rational(areas[i * all.count + j]) * 100_000_000 - exact).approximate
        #expect(
          abs(deviation) <= ErrorBounds.error(all[i], all[j], area: exact.approximate), "\(i), \(j)"
        )
      }
    }
  }

  @Test("polygons on lattices of 2 to 5 steps a side, thousands of them")
  func lattices() throws {
    for seed in 0..<3_000 {
      var random = SplitMix("lattices", seed)
      let side = random.whole(2...5)
      let unit = [2_000, 5_040, 98_017][seed % 3] as Int64
      func one() -> MultiPolygon {
        let ring = (0..<random.count(3...7)).map { _ in random.point(0...side) }
        let hole = random.once(in: 4) ? [(0..<3).map { _ in random.point(0...side) }] : []
        return MultiPolygon(Polygon(ring, holes: hole)).scaled(by: unit)
      }
      try check(one(), one(), "seed \(seed)")
    }
  }

  @Test("the two oracles agree, and with what is known")
  func oracles() {
    let square = MultiPolygon(Polygon(Shapes.box(0, 0, 30, 30)))
    let diamond = MultiPolygon(
      Polygon([
        GridPoint(x: 30, y: 0), GridPoint(x: 60, y: 30), GridPoint(x: 30, y: 60),
        GridPoint(x: 0, y: 30),
      ]))
    #expect(RationalOracle.shared(square, square).whole == 900)
    #expect((RationalOracle.shared(square, diamond) * 2).whole == 900)
    #expect(RationalOracle.shared(square, square.moved(by: 30, 0)).numerator.isZero)
    let third = MultiPolygon(
      Polygon([GridPoint(x: 0, y: 0), GridPoint(x: 3, y: 1), GridPoint(x: 0, y: 1)]))
    let column = MultiPolygon(Polygon(Shapes.box(0, 0, 1, 1)))
    // Under the hypotenuse lies a sixth.
    #expect((RationalOracle.shared(third, column) * 6).whole == 5)
    #expect((RationalOracle.shared(third, column) * 3).whole == nil)
    for family in PairFamily.all {
      for seed in 2_000..<2_010 {
        let pair = family.pair(seed)
        let exact = RationalOracle.shared(pair.p, pair.q).approximate
        let plain = TriangleOracle.sharedSteps(pair.p, pair.q)
        let size = Double(pair.p.doubledPlanarSteps.magnitude + pair.q.doubledPlanarSteps.magnitude)
        let reach = (pair.p.allPoints + pair.q.allPoints).reduce(0) {
          max($0, abs(Double($1.x)), abs(Double($1.y)))
        }
        #expect(abs(exact - plain) <= 1e-11 * (size + reach * reach), "\(family.name), \(seed)")
      }
    }
  }
}
