import Exchange
import TestSupport
import Testing

@Suite("Rings without order")
struct RingNestingTests {
  private static func square(_ x: Double, _ y: Double, _ side: Double) -> [Position] {
    [(0, 0), (side, 0), (side, side), (0, side)].map { Position(x: x + $0.0, y: y + $0.1) }
  }

  @Test("land in a hole is land, and holes belong to the land around them", arguments: 0..<20)
  func nested(_ seed: UInt64) {
    // Land, a hole in it, land in that, a hole in that; and land aside with a hole.
    let rings = [
      Self.square(0, 0, 100), Self.square(10, 10, 80), Self.square(20, 20, 60),
      Self.square(30, 30, 40), Self.square(200, 0, 10), Self.square(202, 2, 5),
    ]
    var random = SplitMix(state: seed)
    var order = Array(rings.indices)
    for index in order.indices.reversed() {
      order.swapAt(index, Int(random.next() % UInt64(index + 1)))
    }
    let shuffled = order.map { random.next() % 2 == 0 ? rings[$0] : rings[$0].reversed() }
    let polygons = RingNesting.polygons(shuffled)
    let sizes = polygons.map { $0.map { abs(RingNesting.doubledArea($0)) / 2 } }
    #expect(Set(sizes) == [[10_000, 6400], [3600, 1600], [100, 25]])
  }

  @Test("a hole that touches the outline in a corner, or in all its corners, is a hole")
  func touching() {
    let outer = [(0, 0), (10, 0), (10, 10), (0, 10)].map { Position(x: $0.0, y: $0.1) }
    let corner = [(0, 0), (5, 1), (1, 5)].map { Position(x: $0.0, y: $0.1) }
    #expect(RingNesting.polygons([corner, outer]) == [[outer, corner]])
    let inscribed = [(10, 0), (10, 10), (0, 10)].map { Position(x: $0.0, y: $0.1) }
    #expect(RingNesting.polygons([outer, inscribed]) == [[outer, inscribed]])
  }
}
