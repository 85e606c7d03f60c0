import Geometry
import Testing

@Suite("Spatial index")
struct SpatialIndexTests {
  @Test(
    "a search finds the same as a linear scan",
    arguments: [0, 1, 2, 15, 16, 17, 255, 256, 257, 4_000])
  func scan(count: Int) {
    var random = SystemRandomNumberGenerator()
    func box() -> Bounds {
      let x = Double.random(in: 0...1000, using: &random).rounded()
      let y = Double.random(in: 0...1000, using: &random).rounded()
      return Bounds(
        minX: x, minY: y, maxX: x + Double.random(in: 0...40, using: &random).rounded(),
        maxY: y + Double.random(in: 0...40, using: &random).rounded())
    }
    let boxes = (0..<count).map { _ in box() }
    let index = SpatialIndex(boxes)
    for _ in 0..<200 {
      let query = box()
      #expect(index.items(in: query) == boxes.indices.filter { boxes[$0].intersects(query) })
    }
  }

  @Test("empty boxes are never found and do not affect other searches")
  func empty() {
    let nothing = Bounds(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    let something = Bounds(minX: 1, minY: 1, maxX: 2, maxY: 2)
    #expect(SpatialIndex([nothing, nothing]).items(in: something).isEmpty)
    #expect(SpatialIndex([nothing, something, nothing]).items(in: something) == [1])
    let many = [Bounds](repeating: nothing, count: 300) + [something]
    #expect(SpatialIndex(many).items(in: something) == [300])
  }

  @Test(
    "the Hilbert curve visits neighbouring cells one after the other", arguments: [0, 4, 5, 10])
  func hilbert(level: UInt32) {
    var cells: [(UInt32, Int, Int)] = []
    for x in 0..<64 {
      for y in 0..<64 {
        let distance = HilbertCurve.distance(x: UInt32(x) << level, y: UInt32(y) << level)
        cells.append((distance >> (2 * level), x, y))
      }
    }
    cells.sort { $0.0 < $1.0 }
    #expect(cells.first?.0 == 0)
    for (a, b) in zip(cells, cells.dropFirst()) {
      #expect(b.0 == a.0 + 1)
      #expect(abs(a.1 - b.1) + abs(a.2 - b.2) == 1)
    }
  }
}
