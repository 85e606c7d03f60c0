import Foundation
import Geometry
import Groundwork
import Overlay
import Testing

/// Polygons with very many edges, and layers as wide as a country.
@Suite("Large polygons and wide layers")
struct LargeTests {
  /// A star with two corners a ray; the rays are as long as the random numbers say.
  private func star(_ corners: Int, radius: Double, seed: UInt64) -> MultiPolygon {
    var random = SplitMix(state: seed)
    let ring = (0..<corners).map { corner -> GridPoint in
      let angle = 2 * Double.pi * Double(corner) / Double(corners)
      let reach = radius * (corner % 2 == 0 ? Double.random(in: 0.2...0.5, using: &random) : 1)
      return GridPoint(
        x: Int64((reach * cos(angle)).rounded()), y: Int64((reach * sin(angle)).rounded()))
    }
    return MultiPolygon(Polygon(ring))
  }

  private func boxes(_ side: Int, over reach: Int64) -> PolygonSet {
    let width = 2 * reach / Int64(side)
    return PolygonSet(
      (0..<side * side).map {
        MultiPolygon(
          Polygon(
            Shapes.box(
              Int64($0 % side) * width - reach, Int64($0 / side) * width - reach, width, width)))
      })
  }

  @Test("a star with 200,000 points against a grid of boxes, either way round")
  func star() throws {
    let star = star(200_000, radius: 20_000_000, seed: 1)
    let whole = Double(star.doubledPlanarSteps) / 2 / 1e8
    let a = PolygonSet([star])
    let b = boxes(40, over: 20_400_000)
    let one = try AreaTable.between(a, b, job: Job(threads: 1)).entries
    let sum = one.reduce(0) { $0 + $1.planar }
    // 10⁻¹² m² for each of about a million crossings, and the rounding of 1,600 sums.
    #expect(abs(sum - whole) < 1e-5)
    let turned = try AreaTable.between(b, a, job: Job(threads: 7)).entries
      .map { SharedArea(a: $0.b, b: $0.a, planar: $0.planar, weighted: $0.weighted) }
    #expect(turned.sorted { $0.b < $1.b } == one)
    // A few boxes by the plainest method.
    for entry in one.filter({ $0.b % 290 == 3 }) {
      let box = b.multiPolygon(of: Int(entry.b))
      let plain = TriangleOracle.sharedSteps(star, box)
      #expect(abs(entry.planar * 1e8 - plain) < 1e-9 * 4e14, "box \(entry.b)")
    }
  }

  @Test("two stars of 1,000 rays with the same centre: every ray near every other")
  func stars() throws {
    let p = star(2_000, radius: 20_000_000, seed: 2)
    let q = star(2_002, radius: 20_000_000, seed: 3)
    let shared = try kernelSteps(p, q)
    let rest = try kernelSteps(
      p, q.complement(in: Shapes.box(-30_000_000, -30_000_000, 60_000_000, 60_000_000)))
    let whole = Double(p.doubledPlanarSteps) / 2
    // 4 million pairs of edges, of which far fewer cross.
    #expect(abs(shared + rest - whole) < 1e3)
    #expect(shared > 0.2 * whole)
  }

  @Test("a polygon with 100,000 edges and a hole against small ones")
  func coast() throws {
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
    let a = PolygonSet([MultiPolygon(Polygon(ring, holes: [hole]))])
    let b = PolygonSet(Shapes.coverage(130, seed: 6, cell: 200_000))
    let total = try AreaTable.between(a, b).entries.reduce(0) { $0 + $1.planar }
    #expect(abs(total - a.planarSquareMetres(of: 0)) < 1e-5)
  }

  @Test("layers 2,000 km wide, at the rim of the grid: rows and columns add up")
  func wide() throws {
    // 30 cells of 67 km, their far corner at 4·10⁸ m.
    let cell: Int64 = 670_000_000
    let shift = Int64(GridPoint.limit * GridPoint.stepsPerMetre) - 30 * cell
    func layer(_ seed: UInt64, _ x: Int64, _ y: Int64) -> PolygonSet {
      PolygonSet(Shapes.coverage(30, seed: seed, cell: cell).map { $0.moved(by: x, y) })
    }
    for (x, y) in [(0, 0), (shift, shift), (-shift - 30 * cell, shift)] {
      let (a, b) = (layer(8, x, y), layer(9, x, y))
      // A patch has 4.5·10⁹ m²: 53 bits hold it to half a millionth of a square metre.
      try expectMargins(of: AreaTable.between(a, b), a, b, within: 1e-4)
    }
  }

  @Test("a country of one polygon against fields on the other side of it")
  func country() throws {
    let reach: Int64 = 10_000_000_000
    let country = MultiPolygon(
      Polygon([
        GridPoint(x: -reach, y: -reach + 7), GridPoint(x: reach, y: -reach),
        GridPoint(x: reach - 3, y: reach), GridPoint(x: -reach, y: reach - 11),
      ]))
    let fields = Shapes.coverage(20, seed: 4, cell: 500_000)
    for (x, y) in [(0, 0), (reach - 4_000_000, 0), (-reach - 3_000_000, reach - 5_000_000)] {
      let moved = fields.map { $0.moved(by: x, y) }
      let table = try AreaTable.between(PolygonSet([country]), PolygonSet(moved)).entries
      var areas = [Double](repeating: 0, count: moved.count)
      for entry in table { areas[Int(entry.b)] = entry.planar * 1e8 }
      for (field, area) in zip(moved, areas) {
        let exact = RationalOracle.shared(country, field).approximate
        // The edges of the country are 2,000 km long, but the fields are small: an error in
        // proportion to the country's edges is what a kernel without a local origin would make.
        #expect(abs(area - exact) <= ErrorBounds.smallest + 1e-9 * exact, "\(area), \(exact)")
      }
    }
  }
}
