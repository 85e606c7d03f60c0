import Geometry
import Glibc
import Testing

@Suite("Room for polygons that are about to be read")
struct PolygonRoomTests {
  private let square = MultiPolygon(
    Polygon([(0, 0), (9, 0), (9, 9), (0, 9)].map { GridPoint(x: $0.0, y: $0.1) }))

  @Test(
    "is there whenever the getting of memory is stopped",
    arguments: [0, 1, 2, 3, 50, Int.max], [[], [0], [1], [10, 100_000], [300_000, 7, 200_000]])
  func room(portions: Int, counts: [Int]) {
    var asked = 0
    let sets = PolygonSet.withRoom(forPoints: counts) {
      asked += 1
      return asked <= portions
    }
    #expect(sets.count == counts.count)
    for (set, count) in zip(sets, counts) {
      #expect(set.slots.isEmpty && set.count == 0 && set.pointCount == 0)
      #expect(set.slots.capacity >= count)
    }
    // It asks before every portion of 64 pages of 4 KB.
    let wanted = counts.map { ($0 * 8 + (1 << 18) - 1) >> 18 }.reduce(0, +)
    if portions == 0 { #expect(asked == min(1, wanted)) }
    if portions == Int.max { #expect(asked >= wanted) }
  }

  @Test("is brought in until told to stop, in all sets alike")
  func pages() {
    // So large that each set has memory of its own which nobody used before.
    let count = 12_000_000
    let pages = count * 8 / 4096
    for portions in [0, 100, Int.max] {
      var left = portions
      let sets = PolygonSet.withRoom(forPoints: [count, count]) {
        left -= 1
        return left >= 0
      }
      for set in sets {
        let wanted = min(portions, pages) == portions ? portions / 2 * 64 : pages
        // More where the system hands out pages of 2 MB: at the head of the array and at both ends.
        #expect((wanted - 1...wanted + 3 * 512).contains(residentPages(of: set)), "\(portions)")
      }
    }
  }

  /// How many pages of the room of a set are in memory.
  private func residentPages(of set: PolygonSet) -> Int {
    set.slots.withUnsafeBufferPointer { points in
      guard let base = points.baseAddress else { return 0 }
      let start = UInt(bitPattern: base) & ~4095
      let pages = (UInt(bitPattern: base + set.slots.capacity) - start + 4095) / 4096
      var states = [UInt8](repeating: 0, count: Int(pages))
      mincore(UnsafeMutableRawPointer(bitPattern: start), Int(pages) * 4096, &states)
      return states.count { $0 & 1 == 1 }
    }
  }

  @Test("takes polygons as any other set does, without moving")
  func filling() throws {
    var set = try #require(PolygonSet.withRoom(forPoints: [50_000]) { true }.first)
    let room = set.slots.withUnsafeBufferPointer { $0.baseAddress }
    var plain = PolygonSet()
    for _ in 0..<10_000 {
      set.append(square)
      plain.append(square)
    }
    #expect(set.slots == plain.slots && set.chains == plain.chains)
    #expect(set.doubledAreas == plain.doubledAreas)
    #expect(set.slots.withUnsafeBufferPointer { $0.baseAddress } == room)
  }

  @Test("forgotten rings leave the areas and hand back the points")
  func forgetting() {
    var set = PolygonSet()
    for _ in 0..<3 { set.append(square) }
    let points = set.slots
    #expect(set.discardRings() == points)
    #expect(set.count == 3 && set.chains.isEmpty && set.slots.isEmpty && set.boxes.isEmpty)
    #expect(set.doubledAreas == [162, 162, 162])
  }
}
