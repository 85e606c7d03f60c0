import Geometry

/// The shared area of two geometries by the plainest method there is: every polygon is a signed sum
/// of triangles, and two triangles are clipped half-plane by half-plane.
enum Oracle {
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

/// A small deterministic generator of random numbers (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Polygons for the laws.
enum Shapes {
  /// A star-shaped polygon on a lattice of `steps`, which makes shared points and edges common.
  static func star(
    _ random: inout SplitMix, corners: Int, centre: (Int64, Int64), radius: Double, lattice: Int64
  ) -> MultiPolygon {
    var ring: [GridPoint] = []
    for corner in 0..<corners {
      let angle = (Double(corner) + Double.random(in: 0..<0.9, using: &random)) / Double(corners)
      let reach = radius * Double.random(in: 0.2...1, using: &random)
      let (c, s) = direction(angle)
      let x = Int64((reach * c).rounded()) / lattice * lattice + centre.0
      let y = Int64((reach * s).rounded()) / lattice * lattice + centre.1
      ring.append(GridPoint(x: x, y: y))
    }
    return MultiPolygon(Polygon(ring))
  }

  /// A point of the unit diamond, which is all a star needs.
  private static func direction(_ turn: Double) -> (Double, Double) {
    let t = turn * 4
    switch t {
    case ..<1: return (1 - t, t)
    case ..<2: return (1 - t, 2 - t)
    case ..<3: return (t - 3, 2 - t)
    default: return (t - 3, t - 4)
    }
  }

  static func box(_ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64) -> [GridPoint] {
    [
      GridPoint(x: x, y: y), GridPoint(x: x + width, y: y),
      GridPoint(x: x + width, y: y + height), GridPoint(x: x, y: y + height),
    ]
  }

  static func comb(_ teeth: Int, pitch: Int64, height: Int64) -> MultiPolygon {
    var ring = [GridPoint(x: 0, y: 0), GridPoint(x: Int64(teeth) * 2 * pitch, y: 0)]
    for tooth in stride(from: teeth - 1, through: 0, by: -1) {
      let x = Int64(tooth) * 2 * pitch
      ring.append(GridPoint(x: x + 2 * pitch, y: pitch))
      ring.append(GridPoint(x: x + pitch, y: pitch))
      ring.append(GridPoint(x: x + pitch, y: height))
      ring.append(GridPoint(x: x, y: height))
    }
    return MultiPolygon(Polygon(ring))
  }

  static func map(_ g: MultiPolygon, _ f: (GridPoint) -> GridPoint) -> MultiPolygon {
    MultiPolygon(g.polygons.map { Polygon($0.exterior.map(f), holes: $0.holes.map { $0.map(f) }) })
  }
}

/// The shared planar area in grid steps² by the kernel.
func kernelSteps(_ p: MultiPolygon, _ q: MultiPolygon) throws -> Double {
  var a = PolygonSet()
  var b = PolygonSet()
  a.append(p)
  b.append(q)
  return try AreaTableProbe.planarSteps(a, b)
}
