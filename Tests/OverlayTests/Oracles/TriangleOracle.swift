import Geometry

/// The shared area of two geometries by the plainest method there is: every polygon is a signed sum
/// of triangles, and two triangles are clipped half-plane by half-plane.
enum TriangleOracle {
  static func sharedSteps(_ p: MultiPolygon, _ q: MultiPolygon) -> Double {
    var total = 0.0
    for first in triangles(p) {
      for second in triangles(q) {
        total += first.sign * second.sign * clipped(first.corners, second.corners)
      }
    }
    return total
  }

  private typealias Point = SIMD2<Double>

  private static func triangles(_ g: MultiPolygon) -> [(sign: Double, corners: [Point])] {
    var all: [(Double, [Point])] = []
    for polygon in g.polygons {
      for (index, ring) in polygon.rings.enumerated() where ring.count >= 3 {
        let area = doubledSignedArea(ring)
        let outward = (area > 0) == (index == 0) ? 1.0 : -1.0
        let points = ring.map { Point(Double($0.x), Double($0.y)) }
        for corner in 1..<(points.count - 1) {
          var corners = [points[0], points[corner], points[corner + 1]]
          let doubled = cross(corners[1] - corners[0], corners[2] - corners[0])
          if doubled == 0 { continue }
          if doubled < 0 { corners.swapAt(1, 2) }
          all.append((outward * (doubled > 0 ? 1 : -1), corners))
        }
      }
    }
    return all
  }

  private static func cross(_ a: Point, _ b: Point) -> Double { a.x * b.y - a.y * b.x }

  private static func clipped(_ subject: [Point], _ clip: [Point]) -> Double {
    var polygon = subject
    for side in 0..<3 {
      let from = clip[side]
      let direction = clip[(side + 1) % 3] - from
      var next: [Point] = []
      for index in polygon.indices {
        let a = polygon[index]
        let b = polygon[(index + 1) % polygon.count]
        let da = cross(direction, a - from)
        let db = cross(direction, b - from)
        if da >= 0 { next.append(a) }
        if (da > 0 && db < 0) || (da < 0 && db > 0) { next.append(a + (b - a) * (da / (da - db))) }
      }
      polygon = next
      if polygon.isEmpty { return 0 }
    }
    var doubled = 0.0
    for index in polygon.indices {
      doubled += cross(
        polygon[index] - polygon[0], polygon[(index + 1) % polygon.count] - polygon[0])
    }
    return doubled / 2
  }
}
