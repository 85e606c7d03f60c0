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

  @Test("a coverage has no overlaps")
  func none() throws {
    #expect(try found(set(coverage(20))) == [[], []])
    #expect(try found(PolygonSet()) == [[], []])
  }

  @Test("an edge cancels against its counterpart, also when only one of the chains is wide")
  func wideBesideNarrow() throws {
    // 60 km are more than the widest step of a narrow chain; the two share the edge of 100 m.
    let layer = set([box(0, 0, 60_000, 100), box(60_000, 0, 50, 100)])
    #expect(Set(layer.chains.map(\.isWide)) == [true, false])
    var balance = EdgeBalance()
    balance.add(layer)
    var open: Set<[GridPoint]> = []
    balance.forEachOpenEdge(of: layer) { open.insert([$0, $1]) }
    let corners = [0.0, 100].compactMap { GridPoint(metresX: 60_000, y: $0) }
    #expect(open.count == 6)
    #expect(!open.contains(corners) && !open.contains(corners.reversed()))
  }

  @Test("overlaps equal those of the layer overlaid with itself, wherever the error lies")
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

  /// A rectangle cut again and again: corners lie on the edges of neighbours.
  private func cuts(_ draw: (Int) -> Int) -> [(x: Int, y: Int, width: Int, height: Int)] {
    var parts = [(x: 0, y: 0, width: 1 << 10, height: 1 << 10)]
    for _ in 0..<60 {
      let number = draw(parts.count)
      let part = parts[number]
      let along = 1 + draw(max(1, (part.width >= part.height ? part.width : part.height) - 1))
      if part.width >= part.height, part.width > along {
        parts[number].width = along
        parts.append((part.x + along, part.y, part.width - along, part.height))
      } else if part.width < part.height, part.height > along {
        parts[number].height = along
        parts.append((part.x, part.y + along, part.width, part.height - along))
      }
    }
    return parts
  }

  private func isSeenToBeSimple(_ set: PolygonSet) -> Bool {
    var border = OpenBorder()
    for feature in 0..<set.count {
      for polygon in set.multiPolygon(of: feature).polygons {
        for ring in polygon.rings {
          for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) { border.add(from, to) }
        }
      }
    }
    return border.coversGroundOnce()
  }

  @Test("the same holds in layers whose corners lie on edges of neighbours")
  func openBorders() throws {
    var state: UInt64 = 11
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var clean = 0
    for round in 0..<300 {
      var parts = cuts(draw)
      // Gaps, islands and patches that touch in one corner are no overlaps; the others are.
      for _ in 0..<draw(12) { parts.remove(at: draw(parts.count)) }
      if round % 3 == 1 { parts.append((2000 + draw(9), draw(900), 50, 50)) }
      if round % 3 == 2 {
        parts.append((draw(1200), draw(1200), 1 + draw(60), 1 + draw(60)))
      }
      // Sheared, so that edges run along no axis.
      let shear = Double(round % 2)
      let layer = set(
        parts.map { part in
          let (x, y) = (Double(part.x), Double(part.y))
          let (right, top) = (x + Double(part.width), y + Double(part.height))
          let corners = [(x, y), (right, y), (right, top), (x, top)]
          return MultiPolygon(
            Polygon(
              corners.compactMap {
                GridPoint(metresX: $0.0 + shear * 2 * $0.1, y: $0.1 + shear * $0.0)
              }))
        })
      let expected = try AreaTable.overlaps(within: layer).entries
      for pairs in try found(layer) { #expect(pairs == expected, "round \(round)") }
      let isSimple = isSeenToBeSimple(layer)
      if isSimple { clean += 1 }
      // What winds around no ground twice shares none; for cut rectangles that is always seen.
      #expect(isSimple == expected.isEmpty, "round \(round)")
    }
    #expect(clean > 150 && clean < 290)
  }

  @Test("a patch drawn twice between four others: every corner is one of balanced edges")
  func hiddenEqualPolygon() throws {
    let shapes = [
      box(0, 0, 100, 100), box(100, 0, 100, 100), box(-100, 0, 100, 100), box(0, 100, 100, 100),
      box(0, -100, 100, 100), box(0, 0, 100, 100),
    ]
    for pairs in try found(set(shapes)) {
      #expect(pairs.map { [$0.a, $0.b] } == [[0, 5]])
      #expect(pairs.map(\.planar) == [10_000])
    }
  }

  @Test("very large equal polygons are compared once, not once for each of their rings")
  func largeEqualPolygons() throws {
    var holes: [[GridPoint]] = []
    for number in 0..<20_000 {
      let (x, y) = (Double(number % 200) * 20 + 5, Double(number / 200) * 20 + 5)
      holes.append(contentsOf: box(x, y, 10, 10).polygons.map(\.exterior))
    }
    var polygon = box(0, 0, 5000, 5000)
    polygon.polygons[0].holes = holes
    let area = 25e6 - 20_000 * 100.0
    let layer = set([polygon, polygon])
    for pairs in try found(layer) {
      #expect(pairs.map { [$0.a, $0.b] } == [[0, 1]])
      #expect(pairs.map(\.planar) == [area])
    }
    #expect(try AreaTable.between(set([polygon]), set([polygon])).entries.map(\.planar) == [area])
  }
}
