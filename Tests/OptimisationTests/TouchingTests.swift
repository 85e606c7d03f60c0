import Geometry
import Optimisation
import TestSupport
import Testing

@Suite("Which parcels touch")
struct TouchingTests {
  private func square(_ x: Int64, _ y: Int64, _ size: Int64 = 1) -> MultiPolygon {
    let step: Int64 = 100_000
    return MultiPolygon(
      Polygon([
        GridPoint(x: x * step, y: y * step), GridPoint(x: (x + size) * step, y: y * step),
        GridPoint(x: (x + size) * step, y: (y + size) * step),
        GridPoint(x: x * step, y: (y + size) * step),
      ]))
  }

  private func edges(_ parcels: [MultiPolygon]) -> [SIMD2<Int32>] {
    var touching = Touching()
    for parcel in parcels { touching.append(parcel) }
    return touching.edges()
  }

  @Test("Edges and corners count, gaps do not")
  func chess() {
    let found = edges([square(0, 0), square(1, 0), square(1, 1), square(3, 0)])
    #expect(found == [[0, 1], [0, 2], [1, 2]])
    #expect(edges([]).isEmpty)
  }

  @Test("A corner in the middle of a long edge touches it, whichever parcel comes first")
  func junctions() {
    #expect(edges([square(0, 0, 3), square(3, 1)]) == [[0, 1]])
    #expect(edges([square(3, 1), square(0, 0, 3)]) == [[0, 1]])
  }

  @Test("A parcel in the hole of another touches it")
  func hole() {
    let outer = square(0, 0, 3).polygons[0].exterior
    let inner = square(1, 1).polygons[0].exterior
    #expect(edges([MultiPolygon(Polygon(outer, holes: [inner])), square(1, 1)]) == [[0, 1]])
  }

  @Test("A corner rounded to the grid still touches a slanting edge; one 2 mm away does not")
  func slanting() {
    let triangle = MultiPolygon(
      Polygon([
        GridPoint(x: 0, y: 0), GridPoint(x: 1_000_003, y: 333_331), GridPoint(x: 0, y: 900_000),
      ]))
    func below(_ drop: Int64) -> MultiPolygon {
      MultiPolygon(
        Polygon([
          GridPoint(x: 500_000, y: 166_665 - drop), GridPoint(x: 500_000, y: -400_000),
          GridPoint(x: 700_000, y: -400_000),
        ]))
    }
    #expect(edges([triangle, below(0)]) == [[0, 1]])
    #expect(edges([triangle, below(25)]).isEmpty)
  }

  @Test("On random tilings the grid finds what comparing all pairs finds", arguments: 1..<6)
  func oracle(seed: UInt64) {
    var dice = SplitMix(state: seed)
    var parcels: [MultiPolygon] = []
    for row in 0..<8 {
      var x: Int64 = 0
      while x < 12 {
        let width = 1 + Int64(dice.next() % 3)
        let step: Int64 = 100_000
        let (left, right) = (x * step + Int64(row) * 7_919, (x + width) * step + Int64(row) * 7_919)
        let (bottom, top) = (Int64(row) * step, Int64(row + 1) * step)
        parcels.append(
          MultiPolygon(
            Polygon([
              GridPoint(x: left, y: bottom), GridPoint(x: right, y: bottom),
              GridPoint(x: right, y: top), GridPoint(x: left, y: top),
            ])))
        x += width
      }
    }
    var expected: [SIMD2<Int32>] = []
    for a in parcels.indices {
      for b in parcels.indices where a < b {
        let (one, other) = (parcels[a].polygons[0].exterior, parcels[b].polygons[0].exterior)
        let xs = (one.map(\.x), other.map(\.x))
        let ys = (one.map(\.y), other.map(\.y))
        let overlapX = min(xs.0.max()!, xs.1.max()!) >= max(xs.0.min()!, xs.1.min()!)
        let overlapY = min(ys.0.max()!, ys.1.max()!) >= max(ys.0.min()!, ys.1.min()!)
        if overlapX && overlapY { expected.append([Int32(a), Int32(b)]) }
      }
    }
    #expect(edges(parcels) == expected)
  }
}
