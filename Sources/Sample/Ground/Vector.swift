/// A place or a direction in metres from the south-west corner of the district's frame.
struct Vector: Hashable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  static func + (a: Vector, b: Vector) -> Vector { Vector(a.x + b.x, a.y + b.y) }
  static func - (a: Vector, b: Vector) -> Vector { Vector(a.x - b.x, a.y - b.y) }
  static func * (a: Vector, k: Double) -> Vector { Vector(a.x * k, a.y * k) }

  func dot(_ b: Vector) -> Double { x * b.x + y * b.y }
  func cross(_ b: Vector) -> Double { x * b.y - y * b.x }
  var length: Double { (x * x + y * y).squareRoot() }
  var unit: Vector {
    let size = length
    return size > 0 ? Vector(x / size, y / size) : Vector(1, 0)
  }
  /// Rotated 90° to the left.
  var left: Vector { Vector(-y, x) }
  /// Rotated to the left by the angle whose tangent is `slope`.
  func tilted(_ slope: Double) -> Vector { (self + left * slope).unit }
}

/// The distance of a point from a segment.
func distance(_ p: Vector, _ a: Vector, _ b: Vector) -> Double {
  let d = b - a
  let square = d.dot(d)
  guard square > 0 else { return (p - a).length }
  let t = max(0, min(1, (p - a).dot(d) / square))
  return (p - a - d * t).length
}

/// Whether a point lies inside a closed ring (even-odd).
func contains(_ ring: [Vector], _ p: Vector) -> Bool {
  var inside = false
  var a = ring.last ?? p
  for b in ring {
    if (a.y > p.y) != (b.y > p.y) {
      let x = a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y)
      if x > p.x { inside.toggle() }
    }
    a = b
  }
  return inside
}

/// The signed area of a closed ring in m², positive if counter-clockwise.
func signedArea(_ ring: [Vector]) -> Double {
  guard let origin = ring.first, var a = ring.last else { return 0 }
  var sum = 0.0
  for b in ring {
    sum += (a - origin).cross(b - origin)
    a = b
  }
  return sum / 2
}

/// A point well inside a ring: the midpoint of the longest of seven horizontal cuts.
func insidePoint(_ ring: [Vector]) -> Vector {
  guard let first = ring.first else { return Vector(0, 0) }
  var low = first.y
  var high = first.y
  for p in ring {
    low = min(low, p.y)
    high = max(high, p.y)
  }
  var best = first
  var bestLength = -1.0
  for share in [0.5, 0.37, 0.63, 0.22, 0.78, 0.1, 0.9] {
    let y = low + (high - low) * share + 1e-7
    var cuts: [Double] = []
    var a = ring[ring.count - 1]
    for b in ring {
      if (a.y > y) != (b.y > y) { cuts.append(a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y)) }
      a = b
    }
    cuts.sort()
    for index in stride(from: 0, to: cuts.count - 1, by: 2)
    where cuts[index + 1] - cuts[index] > bestLength * (bestLength < 0 ? 1 : 1.15) {
      bestLength = cuts[index + 1] - cuts[index]
      best = Vector((cuts[index] + cuts[index + 1]) / 2, y)
    }
  }
  return best
}
