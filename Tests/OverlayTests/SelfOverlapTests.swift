import Foundation
import Geometry
import Groundwork
import Overlay
import Testing

@Suite("Overlaps within a layer")
struct SelfOverlapTests {
  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return MultiPolygon(Polygon(corners.compactMap { GridPoint(metresX: $0.0, y: $0.1) }))
  }

  private func set(_ shapes: [MultiPolygon]) -> PolygonSet {
    var set = PolygonSet()
    for shape in shapes { set.append(shape) }
    return set
  }

  /// A coverage of squares with shared corners.
  private func coverage(_ size: Int) -> [MultiPolygon] {
    (0..<size * size).map { box(Double($0 % size) * 100, Double($0 / size) * 100, 100, 100) }
  }

  /// All of a layer from memory, and from a file with room for little.
  private func found(_ set: PolygonSet) throws -> [[SharedArea]] {
    let spill = try PolygonSpill()
    for feature in 0..<set.count {
      var rings = RingBuffer()
      rings.append(set.multiPolygon(of: feature))
      try spill.append(rings)
    }
    try spill.flush()
    return [
      try SelfOverlaps(within: set).pairs, try SelfOverlaps(within: spill, memory: 1 << 16).pairs,
    ]
  }

  @Test("a coverage has none")
  func none() throws {
    #expect(try found(set(coverage(20))) == [[], []])
    #expect(try found(PolygonSet()) == [[], []])
  }

  @Test("they are those of the layer laid over itself, wherever an error is")
  func law() throws {
    var state: UInt64 = 7
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    for round in 0..<40 {
      var shapes = coverage(12)
      // A patch drawn too large, one moved, one drawn twice, a second sheet over a corner.
      let patch = draw(shapes.count)
      let (x, y) = (Double(patch % 12) * 100, Double(patch / 12) * 100)
      switch round % 4 {
      case 0:
        // Never the last of a line, which has no neighbour there.
        shapes[patch / 12 * 12 + patch % 11] = box(
          Double(patch % 11) * 100, y, 100 + Double(1 + draw(30)) / 100, 100)
      case 1: shapes[patch] = box(x + 7, y - 3, 100, 100)
      case 2: shapes.insert(shapes[patch], at: draw(shapes.count))
      default: shapes += coverage(2 + draw(10))
      }
      let layer = set(shapes)
      let expected = try AreaTable.overlaps(within: layer).entries
      #expect(!expected.isEmpty, "round \(round)")
      for pairs in try found(layer) { #expect(pairs == expected, "round \(round)") }
    }
  }

  @Test("a border with an extra point on one side only is no overlap")
  func unmatched() throws {
    var shapes = coverage(6)
    let corners = [(0.0, 0.0), (100, 0), (100, 50), (100, 100), (0, 100)]
    shapes[0] = MultiPolygon(Polygon(corners.compactMap { GridPoint(metresX: $0.0, y: $0.1) }))
    #expect(try found(set(shapes)) == [[], []])
  }
}
