import Geometry
import Overlay

/// The error bounds of the kernel's areas, in steps².
enum ErrorBounds {
  /// Pieces below this are left out.
  static var smallest: Double { AreaTable.smallest * 1e8 }

  /// 2·10⁻¹³ m².
  private static let atCrossing = 2e-5

  /// How far the area of P ∩ Q may be off: 2·10⁻¹³ m² for each pair of edges that can cross, more
  /// where coordinates are thousands of kilometres apart; and what the answer, and a test that reckons
  /// with it, lose to floating point: four roundings. An area that is left out is off by ``smallest``
  /// at most.
  static func error(_ p: MultiPolygon, _ q: MultiPolygon, area: Double) -> Double {
    let points = p.allPoints + q.allPoints
    guard let first = points.first else { return 0 }
    var (low, high) = (first, first)
    for point in points {
      low = GridPoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = GridPoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    let reach = Double(max(high.x - low.x, high.y - low.y))
    let each = atCrossing + 0x1p-51 * reach
    return each * Double(meetings(p, q)) + 0x1p-51 * area
  }

  /// Pairs of edges whose boxes meet, and one for the sums.
  private static func meetings(_ p: MultiPolygon, _ q: MultiPolygon) -> Int {
    let (first, second) = (boxes(p), boxes(q))
    var count = 1
    for a in first { for b in second where a.intersects(b) { count += 1 } }
    return count
  }

  private static func boxes(_ p: MultiPolygon) -> [Bounds] {
    p.polygons.flatMap(\.rings).flatMap { ring in
      ring.indices.map { index in
        let (a, b) = (ring[index], ring[(index + 1) % ring.count])
        return Bounds(
          minX: Double(min(a.x, b.x)), minY: Double(min(a.y, b.y)), maxX: Double(max(a.x, b.x)),
          maxY: Double(max(a.y, b.y)))
      }
    }
  }
}

/// The shared planar area in m² by the kernel; zero where the table has no row.
func kernelArea(_ p: MultiPolygon, _ q: MultiPolygon) throws -> Double {
  try AreaTable.between(PolygonSet([p]), PolygonSet([q])).entries.reduce(0) { $0 + $1.planar }
}

/// The same in grid steps².
func kernelSteps(_ p: MultiPolygon, _ q: MultiPolygon) throws -> Double {
  try kernelArea(p, q) * 1e8
}
