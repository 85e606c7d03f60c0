import Foundation
import Geometry
import Groundwork
import Testing

@Suite("Polygons spilled to a file")
struct PolygonSpillTests {
  private func rings(_ seed: Int, reach: Int64) -> RingBuffer {
    var rings = RingBuffer()
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next() -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % reach - reach / 2
    }
    for _ in 0..<(1 + seed % 3) {
      for _ in 0..<(1 + seed % 2) {
        for _ in 0..<(3 + seed % 90) { rings.points.append(GridPoint(x: next(), y: next())) }
        rings.ringEnds.append(rings.points.count)
      }
      rings.polygonEnds.append(rings.ringEnds.count)
    }
    return rings
  }

  @Test("polygons are read back unchanged, in any order, small and very large")
  func roundTrip() throws {
    let spill = try PolygonSpill()
    var all: [RingBuffer] = []
    for seed in 0..<400 {
      all.append(rings(seed, reach: seed % 5 == 0 ? 1 << 42 : 1 << 20))
      try spill.append(all[seed])
    }
    try spill.append(RingBuffer())
    try spill.flush()
    #expect(spill.count == 401)
    let wanted = [400, 7, 8, 9, 5, 399, 0, 0] + Array(100..<200) + [3]
    let set = try spill.load(wanted)
    var expected = PolygonSet()
    for feature in wanted { expected.append(feature == 400 ? RingBuffer() : all[feature]) }
    #expect(set.count == wanted.count)
    #expect(set.slots == expected.slots)
    #expect(set.chains == expected.chains)
    #expect(set.doubledAreas == expected.doubledAreas)
    for (position, feature) in wanted.enumerated() where feature != 400 {
      #expect(spill.boxes[feature].minX <= expected.boxes[position].minX)
    }
  }

  @Test("the file has no name")
  func nameless() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let spill = try PolygonSpill(in: folder)
    try spill.append(rings(1, reach: 1_000))
    try spill.flush()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(try spill.load([0]).count == 1)
    #expect(throws: SpillFile.Failure.self) {
      try PolygonSpill(in: folder.appendingPathComponent("missing"))
    }
  }
}

@Suite("Chains of a polygon set")
struct ChainTests {
  @Test("rings are cut into chains and reassembled; long edges are chains of their own")
  func chains() throws {
    var set = PolygonSet()
    let wide: Int64 = 3_000_000_000_000
    let ring =
      (0..<500).map { GridPoint(x: $0 * 1_000, y: $0 % 2 * 300) }
      + [GridPoint(x: wide, y: 5), GridPoint(x: wide, y: wide), GridPoint(x: 0, y: wide)]
    set.append(MultiPolygon(Polygon(ring)))
    try set.checkInvariants()
    #expect(set.multiPolygon(of: 0) == MultiPolygon(Polygon(ring)))
    #expect(set.chains.allSatisfy { $0.edges <= Int32(Chain.edgeLimit) })
    #expect(set.chains.filter(\.isWide).count == 4)
    #expect(set.chains.filter(\.isWide).allSatisfy { $0.edges == 1 })
    #expect(set.chains.reduce(0) { $0 + Int($1.edges) } == ring.count)
    // What the ring has swept out before each chain, and in the end.
    var swept: Int128 = 0
    let closed = ring + [ring[0]]
    var edge = 0
    for chain in set.chains {
      #expect(chain.swept == swept)
      for index in edge..<(edge + Int(chain.edges)) {
        swept += Int128(closed[index].x) * Int128(closed[index + 1].y)
        swept -= Int128(closed[index].y) * Int128(closed[index + 1].x)
      }
      edge += Int(chain.edges)
    }
    #expect(swept == set.doubledAreas[0])
  }

  @Test("areas alone, selected features, and reuse")
  func other() throws {
    var set = PolygonSet()
    for size in 1...5 as ClosedRange<Int64> {
      set.append(
        MultiPolygon(
          Polygon([
            GridPoint(x: 0, y: 0), GridPoint(x: size, y: 0), GridPoint(x: size, y: size),
            GridPoint(x: 0, y: size),
          ])))
      try set.checkInvariants()
    }
    var areas = PolygonSet()
    areas.append(areasOf: set)
    try areas.checkInvariants()
    #expect(areas.count == 5 && areas.slots.isEmpty)
    #expect(areas.planarSquareMetres(of: 3) == set.planarSquareMetres(of: 3))
    var picked = PolygonSet()
    picked.append([4, 1], of: set)
    try picked.checkInvariants()
    var joined = picked
    joined.append(contentsOf: set)
    try joined.checkInvariants()
    #expect(joined.count == 7 && joined.multiPolygon(of: 6) == set.multiPolygon(of: 4))
    #expect(picked.multiPolygon(of: 0) == set.multiPolygon(of: 4))
    #expect(picked.doubledAreas == [50, 8])
    set.removeAll()
    try set.checkInvariants()
    #expect(set.count == 0 && set.ringCount == 0)
  }

  @Test("well-known text is exact")
  func text() {
    let geometry = MultiPolygon(
      Polygon(
        [GridPoint(x: -1, y: 0), GridPoint(x: 10_000, y: 0), GridPoint(x: 10_000, y: 25_001)]))
    #expect(
      geometry.wkt
        == "MULTIPOLYGON (((-0.0001 0.0000, 1.0000 0.0000, 1.0000 2.5001, -0.0001 0.0000)))")
    #expect(MultiPolygon([]).wkt == "MULTIPOLYGON EMPTY")
  }
}
