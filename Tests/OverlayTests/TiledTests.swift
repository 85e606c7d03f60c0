import Foundation
import Geometry
import Groundwork
import Overlay
import Testing

@Suite("Layers larger than memory")
struct TiledTests {
  private struct Bowl: ArealDensity {
    func expansion(x: Double, y: Double) -> DensityExpansion {
      DensityExpansion(
        value: 1 + 1e-7 * x + 1e-9 * y * y, x: 1e-7, y: 2e-9 * y, xx: 0, xy: 0, yy: 2e-9)
    }
  }

  private func spill(_ features: [MultiPolygon]) throws -> PolygonSpill {
    let spill = try PolygonSpill()
    for feature in features {
      var rings = RingBuffer()
      rings.append(feature)
      try spill.append(rings)
    }
    try spill.flush()
    return spill
  }

  /// A coverage, a polygon over all of it, one far away, one without area and one with a hole.
  private func layer(_ side: Int, seed: UInt64) -> [MultiPolygon] {
    let width = Int64(side) * 300_000
    return Shapes.coverage(side, seed: seed, cell: 300_000) + [
      MultiPolygon(Polygon(Shapes.box(-7, -7, width + 14, width + 14))), MultiPolygon([]),
      MultiPolygon(Polygon(Shapes.box(900 * width, 0, 10, 10))),
      MultiPolygon(
        Polygon(
          Shapes.box(10, 10, width / 2, width / 2), holes: [Shapes.box(1_000, 1_000, 99, 99)])),
    ]
  }

  @Test(
    "tiles of any size give the table of the whole, to the bit", arguments: [1, 1 << 19, 1 << 30])
  func sameTable(_ memory: Int) throws {
    let (a, b) = (layer(30, seed: 3), layer(26, seed: 4))
    let whole = try AreaTable.between(PolygonSet(a), PolygonSet(b), density: Bowl())
    let overlay = TiledOverlay(
      try spill(a), try spill(b), density: Bowl(), memory: memory)
    for threads in [1, 3] {
      let tiles = try overlay.run(Job(threads: threads))
      #expect(tiles.table.entries == whole.entries)
      #expect(
        tiles.weights == AreaTable.weights(of: PolygonSet(a), density: Bowl(), over: extent(a + b)))
    }
  }

  private func extent(_ features: [MultiPolygon]) -> Bounds? {
    features.compactMap(\.bounds).reduce(nil) { $0?.union($1) ?? $1 }
  }

  @Test("stops when cancelled")
  func cancel() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    let overlay = TiledOverlay(
      try spill(layer(4, seed: 1)), try spill(layer(4, seed: 2)), density: nil, memory: 1 << 20)
    #expect(throws: Cancelled.self) { try overlay.run(Job(cancellation: cancellation)) }
  }
}

@Suite("The ground of single pieces")
struct PieceTests {
  @Test("a piece is valid and has the area of the table; the remainder has the rest")
  func pieces() throws {
    let geos = GEOS()
    let a = PolygonSet(Shapes.coverage(8, seed: 11, cell: 500_000))
    let b = PolygonSet(Shapes.coverage(8, seed: 12, cell: 500_000))
    let entries = try AreaTable.between(a, b).entries
    #expect(entries.count > 100)
    for entry in entries {
      let piece = try Piece.shared(Int(entry.a), of: a, Int(entry.b), of: b, geos: geos)
      #expect(try geos.isValid(piece))
      #expect(abs(piece.planarSquareMetres - entry.planar) < 0.01)
    }
    for feature in 0..<a.count {
      let mine = entries.filter { $0.a == Int32(feature) }
      let taken = mine.prefix(mine.count / 2)
      let rest = try Piece.rest(
        feature, of: a, without: taken.map { Int($0.b) }, of: b, geos: geos)
      let expected = a.planarSquareMetres(of: feature) - taken.reduce(0) { $0 + $1.planar }
      #expect(abs(rest.planarSquareMetres - expected) < 0.01)
    }
  }

  @Test("invalid patches are repaired first")
  func repaired() throws {
    // A bow tie: its two wings are what it covers.
    let tie = [(0, 0), (10_000, 10_000), (10_000, 0), (0, 10_000)].map {
      GridPoint(x: $0.0, y: $0.1)
    }
    let a = PolygonSet([MultiPolygon(Polygon(tie + [GridPoint(x: -5_000, y: 20_000)]))])
    let b = PolygonSet([MultiPolygon(Polygon(Shapes.box(0, 0, 10_000, 10_000)))])
    let geos = GEOS()
    let piece = try Piece.shared(0, of: a, 0, of: b, geos: geos)
    #expect(try geos.isValid(piece))
    #expect(!piece.isEmpty)
  }
}
