import Geometry
import Tiles

/// Shapes in a workspace whose coordinate system is Web Mercator itself.
enum Shapes {
  static func point(_ x: Double, _ y: Double) -> GridPoint {
    GridPoint(
      x: Int64((x * GridPoint.stepsPerMetre).rounded()),
      y: Int64((y * GridPoint.stepsPerMetre).rounded()))
  }

  static func ring(_ corners: [(Double, Double)]) -> [GridPoint] {
    corners.map { point($0.0, $0.1) }
  }

  static func square(_ x: Double, _ y: Double, side: Double) -> [GridPoint] {
    ring([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
  }

  static func identity(x: Double, y: Double) -> (x: Double, y: Double) { (x, y) }

  /// The shoelace sum of the specification: positive for an exterior ring.
  static func area(_ ring: [TilePoint]) -> Double {
    var sum = 0.0
    for index in ring.indices {
      let a = ring[index]
      let b = ring[(index + 1) % ring.count]
      sum += Double(a.x) * Double(b.y) - Double(b.x) * Double(a.y)
    }
    return sum / 2
  }

  static func area(_ polygons: [TilePolygon]) -> Double {
    polygons.reduce(0) { sum, polygon in
      sum + area(polygon.exterior) + polygon.holes.reduce(0) { $0 + area($1) }
    }
  }
}

/// A number generator with a seed, so that a failing case can be run again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
