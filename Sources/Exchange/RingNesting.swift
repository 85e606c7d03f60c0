/// A position in the units of a file.
public struct Position: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Rings that a file lists without saying which holds which, made into polygons with holes.
///
/// Containment decides, not direction or order, because programs differ in both: a ring within no
/// other, or within a hole, bounds land; a ring within such a one is a hole of it.
public enum RingNesting {
  /// A polygon: the outer ring, then its holes.
  public typealias Rings = [[Position]]

  /// The polygons that some open rings make, in the order of their outer rings.
  ///
  /// Rings that cross are put where their first point off the other ring lies, for a check of validity
  /// to find. Complexity: O(n²) boxes, O(n·m) points where boxes lie in each other.
  public static func polygons(_ rings: [[Position]]) -> [Rings] {
    guard rings.count > 1 else { return rings.map { [$0] } }
    let boxes = rings.map(Box.init)
    let sizes = rings.map { abs(doubledArea($0)) }
    // A ring lies only in larger ones.
    let order = rings.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    var depths = [Int](repeating: 0, count: rings.count)
    var parents = [Int?](repeating: nil, count: rings.count)
    for (rank, ring) in order.enumerated() {
      // The last of the larger ones that hold it is the innermost.
      let parent = order[..<rank].last {
        boxes[$0].contains(boxes[ring]) && contains(rings[$0], rings[ring])
      }
      guard let parent else { continue }
      parents[ring] = parent
      depths[ring] = depths[parent] + 1
    }
    return rings.indices.filter { depths[$0] % 2 == 0 }.map { outer in
      [rings[outer]]
        + rings.indices.filter { parents[$0] == outer && depths[$0] % 2 == 1 }
        .map { rings[$0] }
    }
  }

  private struct Box {
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity

    init(_ ring: [Position]) {
      for point in ring {
        minX = min(minX, point.x)
        minY = min(minY, point.y)
        maxX = max(maxX, point.x)
        maxY = max(maxY, point.y)
      }
    }

    func contains(_ other: Box) -> Bool {
      minX <= other.minX && minY <= other.minY && maxX >= other.maxX && maxY >= other.maxY
    }
  }

  /// Twice the signed area, positive if counter-clockwise; from the first point, to keep digits.
  public static func doubledArea(_ ring: [Position]) -> Double {
    guard let origin = ring.first, let last = ring.last else { return 0 }
    var sum = 0.0
    var from = last
    for point in ring {
      sum +=
        (from.x - origin.x) * (point.y - origin.y) - (point.x - origin.x) * (from.y - origin.y)
      from = point
    }
    return sum
  }

  /// Whether a ring lies in another: asked of its first point that is none of the other's, else of the
  /// middle of its first edge that is none of the other's.
  private static func contains(_ outer: [Position], _ inner: [Position]) -> Bool {
    let corners = Set(outer)
    if let point = inner.first(where: { !corners.contains($0) }) {
      return contains(outer, point)
    }
    let edges = Set(self.edges(outer).map { Set([$0.from, $0.to]) })
    guard let edge = self.edges(inner).first(where: { !edges.contains([$0.from, $0.to]) }) else {
      return false
    }
    return contains(
      outer, Position(x: (edge.from.x + edge.to.x) / 2, y: (edge.from.y + edge.to.y) / 2))
  }

  private static func edges(_ ring: [Position]) -> [(from: Position, to: Position)] {
    ring.indices.map { (ring[$0], ring[$0 + 1 == ring.count ? 0 : $0 + 1]) }
  }

  /// The rule of crossings: an odd number of edges to the right.
  private static func contains(_ ring: [Position], _ point: Position) -> Bool {
    guard var from = ring.last else { return false }
    var isInside = false
    for to in ring {
      if (from.y > point.y) != (to.y > point.y) {
        let side =
          (to.x - from.x) * (point.y - from.y) - (point.x - from.x) * (to.y - from.y)
        if (side > 0) == (to.y > from.y) { isInside.toggle() }
      }
      from = to
    }
    return isInside
  }

  /// Polygons as an ISO little-endian MultiPolygon with closed rings.
  public static func wkb(_ polygons: [Rings]) -> [UInt8] {
    var out: [UInt8] = []
    func header(_ type: UInt32, _ count: Int) {
      out.append(1)
      append(type, to: &out)
      append(UInt32(count), to: &out)
    }
    header(6, polygons.count)
    for rings in polygons {
      header(3, rings.count)
      for ring in rings {
        append(UInt32(ring.count + 1), to: &out)
        for point in ring + ring.prefix(1) {
          append(point.x.bitPattern, to: &out)
          append(point.y.bitPattern, to: &out)
        }
      }
    }
    return out
  }

  private static func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
  }
}
