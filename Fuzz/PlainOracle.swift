import Geometry

/// ``RationalOracle`` in floating point, for pairs of many edges.
enum PlainOracle {
  /// In steps², with a bound of the rounding errors.
  static func shared(_ p: MultiPolygon, _ q: MultiPolygon) -> (area: Double, error: Double) {
    let origin = p.allPoints.first ?? GridPoint(x: 0, y: 0)
    let (first, second) = (edges(p, origin), edges(q, origin))
    var sum = 0.0
    var reach = 1.0
    for edge in first + second {
      reach = max(reach, abs(edge.low.x), abs(edge.low.y), abs(edge.high.x), abs(edge.high.y))
    }
    for e in first {
      for f in second {
        let low = max(e.low.y, f.low.y)
        let high = min(e.high.y, f.high.y)
        guard low < high else { continue }
        let (start, end) = (e.x(at: low) - f.x(at: low), e.x(at: high) - f.x(at: high))
        let size = abs(start) + abs(end)
        let mean =
          start * end >= 0 ? size / 2 : (start * start + end * end) / (2 * size)
        sum -= e.sign * f.sign * (high - low) * mean / 2
      }
    }
    let terms = Double(first.count * second.count + 1)
    return (sum, 0x1p-48 * terms * reach * reach)
  }

  private struct Edge {
    var low: SIMD2<Double>
    var high: SIMD2<Double>
    /// Negative for an edge that goes up.
    var sign: Double

    func x(at y: Double) -> Double {
      low.x + (high.x - low.x) * ((y - low.y) / (high.y - low.y))
    }
  }

  private static func edges(_ geometry: MultiPolygon, _ origin: GridPoint) -> [Edge] {
    geometry.polygons.flatMap { polygon in
      polygon.rings.enumerated().flatMap { index, ring -> [Edge] in
        let doubled = doubledSignedArea(ring)
        guard doubled != 0 else { return [] }
        let points = ring.map { SIMD2(Double($0.x - origin.x), Double($0.y - origin.y)) }
        let sign = (doubled > 0) == (index == 0) ? 1.0 : -1.0
        return points.indices.compactMap { index in
          let (a, b) = (points[index], points[(index + 1) % points.count])
          if a.y == b.y { return nil }
          return a.y < b.y
            ? Edge(low: a, high: b, sign: -sign) : Edge(low: b, high: a, sign: sign)
        }
      }
    }
  }
}
