import Geometry
import Groundwork
import Overlay
import Testing

@Suite("Area table of two layers")
struct TableTests {
  /// A lattice of quadrilaterals that share their corners exactly.
  private func coverage(_ side: Int, seed: UInt64, cell: Int64) -> PolygonSet {
    var random = SplitMix(state: seed)
    var corners: [[GridPoint]] = []
    for row in 0...side {
      var line: [GridPoint] = []
      for column in 0...side {
        let free = row > 0 && row < side && column > 0 && column < side
        let jitter = cell / 3
        let dx = free ? Int64.random(in: -jitter...jitter, using: &random) : 0
        let dy = free ? Int64.random(in: -jitter...jitter, using: &random) : 0
        line.append(GridPoint(x: Int64(column) * cell + dx, y: Int64(row) * cell + dy))
      }
      corners.append(line)
    }
    var set = PolygonSet()
    for row in 0..<side {
      for column in 0..<side {
        set.append(
          MultiPolygon(
            Polygon([
              corners[row][column], corners[row][column + 1], corners[row + 1][column + 1],
              corners[row + 1][column],
            ])))
      }
    }
    return set
  }

  @Test("rows and columns of two coverages of the same ground add up to every polygon")
  func margins() throws {
    let a = coverage(24, seed: 1, cell: 500_000)
    let b = coverage(24, seed: 2, cell: 500_000)
    let table = try AreaTable.between(a, b)
    var rows = [Double](repeating: 0, count: a.count)
    var columns = [Double](repeating: 0, count: b.count)
    for entry in table.entries {
      rows[Int(entry.a)] += entry.planar
      columns[Int(entry.b)] += entry.planar
    }
    for feature in 0..<a.count {
      #expect(abs(rows[feature] - a.planarSquareMetres(of: feature)) < 1e-5)
      #expect(abs(columns[feature] - b.planarSquareMetres(of: feature)) < 1e-5)
    }
  }

  @Test("is the same to the last bit for 1, 2 and 7 threads and for either order")
  func determinism() throws {
    let a = coverage(40, seed: 3, cell: 300_000)
    let b = coverage(40, seed: 4, cell: 300_000)
    let one = try AreaTable.between(a, b, job: Job(threads: 1)).entries
    #expect(try AreaTable.between(a, b, job: Job(threads: 2)).entries == one)
    #expect(try AreaTable.between(a, b, job: Job(threads: 7)).entries == one)
    let swapped = try AreaTable.between(b, a).entries
      .map { SharedArea(a: $0.b, b: $0.a, planar: $0.planar, weighted: $0.weighted) }
      .sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    #expect(swapped == one)
  }

  @Test("a coverage takes nothing from itself; an intruder is found")
  func overlaps() throws {
    var set = coverage(20, seed: 5, cell: 400_000)
    #expect(try AreaTable.overlaps(within: set).entries.isEmpty)
    set.append(MultiPolygon(Polygon(Shapes.box(1_000_000, 1_000_000, 100_000, 100_000))))
    let found = try AreaTable.overlaps(within: set).entries
    #expect(abs(found.reduce(0) { $0 + $1.planar } - 100) < 1e-6)
    #expect(found.allSatisfy { $0.b == 400 })
  }

  @Test("a polygon with 100,000 edges and holes against small ones")
  func large() throws {
    var ring: [GridPoint] = []
    let side: Int64 = 25_000
    for step in 0..<side { ring.append(GridPoint(x: step * 1_000, y: step % 2 * 400)) }
    for step in 0..<side {
      ring.append(GridPoint(x: side * 1_000 + step % 2 * 400, y: step * 1_000))
    }
    for step in 0..<side {
      ring.append(GridPoint(x: (side - step) * 1_000, y: side * 1_000 + step % 2 * 400))
    }
    for step in 0..<side { ring.append(GridPoint(x: step % 2 * 400, y: (side - step) * 1_000)) }
    let hole = Shapes.box(5_000_000, 5_000_000, 2_000_000, 2_000_000)
    var a = PolygonSet()
    a.append(MultiPolygon(Polygon(ring, holes: [hole])))
    let b = coverage(130, seed: 6, cell: 200_000)
    let table = try AreaTable.between(a, b)
    let total = table.entries.reduce(0) { $0 + $1.planar }
    #expect(abs(total - a.planarSquareMetres(of: 0)) < 1e-2)
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

  @Test("stops when told to")
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
