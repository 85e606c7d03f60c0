import Geometry
import Groundwork
import Overlay
import Testing

@Suite("Area table of two layers")
struct TableTests {
  private func coverage(_ side: Int, seed: UInt64, cell: Int64) -> PolygonSet {
    PolygonSet(Shapes.coverage(side, seed: seed, cell: cell))
  }

  @Test("rows and columns of two coverages of the same ground add up to every polygon")
  func margins() throws {
    let a = coverage(24, seed: 1, cell: 500_000)
    let b = coverage(24, seed: 2, cell: 500_000)
    try expectMargins(of: AreaTable.between(a, b), a, b, within: 1e-5)
  }

  @Test("a coverage has no overlap with itself; an intruding patch is found")
  func overlaps() throws {
    var set = coverage(20, seed: 5, cell: 400_000)
    #expect(try AreaTable.overlaps(within: set).entries.isEmpty)
    set.append(MultiPolygon(Polygon(Shapes.box(1_000_000, 1_000_000, 100_000, 100_000))))
    let found = try AreaTable.overlaps(within: set).entries
    #expect(abs(found.reduce(0) { $0 + $1.planar } - 100) < 1e-6)
    #expect(found.allSatisfy { $0.b == 400 })
  }

  @Test("a constant density weighs like the area, a parabola is integrated exactly")
  func density() throws {
    struct Parabola: ArealDensity {
      func expansion(x: Double, y: Double) -> DensityExpansion {
        DensityExpansion(
          value: 2 + 1e-3 * x + 1e-6 * y * y, x: 1e-3, y: 2e-6 * y, xx: 0, xy: 0, yy: 2e-6)
      }
    }
    var a = PolygonSet()
    var b = PolygonSet()
    a.append(MultiPolygon(Polygon(Shapes.box(0, 0, 1_000_000, 1_000_000))))
    b.append(MultiPolygon(Polygon(Shapes.box(500_000, 0, 1_000_000, 1_000_000))))
    let table = try AreaTable.between(a, b, density: Parabola())
    // ∫ over x in 50…100, y in 0…100 of 2 + 0.001 x + 1e-6 y².
    let slope: Double = 1e-3 * 100 * (100 * 100 - 50 * 50) / 2
    let bend: Double = 1e-6 * 50 * 1e6 / 3
    let expected = 2 * 5_000 + slope + bend
    #expect(abs(table.entries[0].weighted - expected) < 1e-6)
    let whole = AreaTable.weights(of: a, density: Parabola())
    let all: Double = 20_000 + 500 + 100.0 / 3
    #expect(abs(whole[0] - all) < 1e-6)
  }

  @Test("stops when cancelled")
  func cancel() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled.self) {
      try AreaTable.between(
        coverage(10, seed: 1, cell: 10_000), coverage(10, seed: 2, cell: 10_000),
        job: Job(cancellation: cancellation))
    }
  }
}

/// Checks that the rows of a table add up to the polygons of one layer and the columns to those of
/// the other, in m².
func expectMargins(
  of table: AreaTable, _ a: PolygonSet, _ b: PolygonSet, within allowed: Double,
  source: SourceLocation = #_sourceLocation
) {
  var rows = [Double](repeating: 0, count: a.count)
  var columns = [Double](repeating: 0, count: b.count)
  for entry in table.entries {
    rows[Int(entry.a)] += entry.planar
    columns[Int(entry.b)] += entry.planar
  }
  for (sums, set) in [(rows, a), (columns, b)] {
    for (feature, sum) in sums.enumerated() {
      let area = set.planarSquareMetres(of: feature)
      #expect(abs(sum - area) < allowed, "feature \(feature)", sourceLocation: source)
    }
  }
}
