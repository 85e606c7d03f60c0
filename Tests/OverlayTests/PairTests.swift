import Geometry
import Groundwork
import Overlay
import Testing

enum AreaTableProbe {
  static func planarSteps(_ a: PolygonSet, _ b: PolygonSet) throws -> Double {
    try AreaTable.between(a, b).entries.reduce(0) { $0 + $1.planar } * 1e8
  }
}

@Suite("Shared area of two polygons")
struct PairTests {
  /// Anything the table leaves out is below 100 steps².
  private func isClose(_ a: Double, _ b: Double, scale: Double) -> Bool {
    abs(a - b) <= 101 + 1e-11 * scale
  }

  @Test("equals the triangle oracle on stars over fine and coarse lattices")
  func oracle() throws {
    for seed in 0..<1_500 {
      var random = SplitMix(state: UInt64(seed))
      let lattice: Int64 = [1, 1_000, 20_000, 50_000][seed % 4]
      let p = Shapes.star(
        &random, corners: 3 + seed % 17, centre: (0, 0), radius: 400_000, lattice: lattice)
      let shift = Int64.random(in: -300_000...300_000, using: &random) / lattice * lattice
      let q = Shapes.star(
        &random, corners: 3 + seed % 13, centre: (shift, -shift), radius: 400_000, lattice: lattice)
      let expected = Oracle.sharedSteps(p, q)
      #expect(
        isClose(try kernelSteps(p, q), expected, scale: 1.6e11), "seed \(seed) lattice \(lattice)")
    }
  }

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
  }

  @Test("combs against combs, far beyond the strip threshold")
  func combs() throws {
    let comb = Shapes.comb(300, pitch: 10_000, height: 6_000_000)
    let crossed = Shapes.map(comb) { GridPoint(x: $0.y, y: $0.x) }
    // Teeth of 1 m every 2 m cross; the backs add their own squares.
    let teeth = 300.0 * 300.0 * 1e8
    let p = try kernelSteps(comb, crossed)
    let expected = Oracle.sharedSteps(
      Shapes.comb(12, pitch: 10_000, height: 240_000),
      Shapes.map(Shapes.comb(12, pitch: 10_000, height: 240_000)) { GridPoint(x: $0.y, y: $0.x) })
    let small = try kernelSteps(
      Shapes.comb(12, pitch: 10_000, height: 240_000),
      Shapes.map(Shapes.comb(12, pitch: 10_000, height: 240_000)) { GridPoint(x: $0.y, y: $0.x) })
    #expect(isClose(small, expected, scale: 6e10))
    #expect(p > teeth)
    #expect(p < teeth + 2 * 6_000_000 * 10_000)
  }

  @Test("P ∩ Q and P minus Q make P; halves of Q add up; nothing changes under moves and turns")
  func laws() throws {
    for seed in 0..<600 {
      var random = SplitMix(state: UInt64(seed) &+ 90_000)
      let lattice: Int64 = seed % 2 == 0 ? 1 : 25_000
      let p = Shapes.star(
        &random, corners: 5 + seed % 40, centre: (0, 0), radius: 900_000, lattice: lattice)
      let q = Shapes.star(
        &random, corners: 4 + seed % 30, centre: (200_000, 100_000), radius: 900_000,
        lattice: lattice)
      let shared = try kernelSteps(p, q)
      #expect(shared == (try kernelSteps(q, p)), "order, seed \(seed)")
      let frame = Shapes.box(-2_000_000, -2_000_000, 4_000_000, 4_000_000)
      let outside = MultiPolygon(Polygon(frame, holes: [q.polygons[0].exterior]))
      let rest = try kernelSteps(p, outside)
      let whole = Double(p.doubledPlanarSteps) / 2
      #expect(isClose(shared + rest, whole, scale: 3e12), "complement, seed \(seed)")
      let west = MultiPolygon(Polygon(Shapes.box(-2_000_000, -2_000_000, 2_000_000, 4_000_000)))
      let east = MultiPolygon(Polygon(Shapes.box(0, -2_000_000, 2_000_000, 4_000_000)))
      let halves = try kernelSteps(p, west) + kernelSteps(p, east)
      #expect(isClose(halves, whole, scale: 3e12), "halves, seed \(seed)")
      let turned = try kernelSteps(
        Shapes.map(p) { GridPoint(x: -$0.y, y: $0.x) },
        Shapes.map(q) { GridPoint(x: -$0.y, y: $0.x) })
      #expect(isClose(turned, shared, scale: 3e12), "turn, seed \(seed)")
      let moved = try kernelSteps(
        Shapes.map(p) { GridPoint(x: $0.x + 400_000_000_000, y: $0.y + 33_000_000_000) },
        Shapes.map(q) { GridPoint(x: $0.x + 400_000_000_000, y: $0.y + 33_000_000_000) })
      #expect(isClose(moved, shared, scale: 3e12), "move, seed \(seed)")
    }
  }

  @Test("shapes 2,000 km wide take the integer path and agree with the same shapes scaled down")
  func wide() throws {
    for seed in 0..<200 {
      var random = SplitMix(state: UInt64(seed) &+ 7)
      let p = Shapes.star(&random, corners: 9, centre: (0, 0), radius: 900_000, lattice: 1)
      let q = Shapes.star(&random, corners: 8, centre: (100_000, 0), radius: 900_000, lattice: 1)
      let factor: Int64 = 10_000
      let scaled = try kernelSteps(
        Shapes.map(p) { GridPoint(x: $0.x * factor, y: $0.y * factor) },
        Shapes.map(q) { GridPoint(x: $0.x * factor, y: $0.y * factor) })
      let plain = try kernelSteps(p, q)
      #expect(abs(scaled / 1e8 - plain) <= 1e-12 * 3e12, "seed \(seed)")
    }
  }
}
