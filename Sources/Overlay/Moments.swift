/// What is added up along the boundary of an intersection.
///
/// A straight piece from p to q contributes cross(p, q) times a polynomial of its ends: Green's
/// theorem turns ∫1, ∫x, ∫x² … over the intersection into such sums.
protocol BoundarySum {
  init()
  /// Adds `weight` times the piece of the edge a + s·d, 0 ≤ s ≤ `share`; `cross` is cross(a, d).
  mutating func add(
    weight: Double, ax: Double, ay: Double, dx: Double, dy: Double, cross: Double, share: Double)
}

/// The area alone.
struct AreaSum: BoundarySum {
  private var doubled = 0.0

  @inline(__always)
  mutating func add(
    weight: Double, ax: Double, ay: Double, dx: Double, dy: Double, cross: Double, share: Double
  ) {
    doubled += weight * cross * share
  }

  var area: Double { doubled / 2 }
}

/// The area and its first and second moments about the local origin, in grid steps.
struct MomentSum: BoundarySum {
  private var sums = SIMD4<Double>.zero
  private var mixed = SIMD2<Double>.zero

  @inline(__always)
  mutating func add(
    weight: Double, ax: Double, ay: Double, dx: Double, dy: Double, cross: Double, share: Double
  ) {
    let swept = weight * cross * share
    let qx = ax + share * dx
    let qy = ay + share * dy
    let squareX: Double = ax * ax + ax * qx + qx * qx
    let squareY: Double = ay * ay + ay * qy + qy * qy
    let product: Double = ax * (2 * ay + qy) + qx * (ay + 2 * qy)
    sums += SIMD4(swept, swept * (ax + qx), swept * (ay + qy), swept * squareX)
    mixed += SIMD2(swept * product, swept * squareY)
  }

  /// ∫1, in steps².
  var area: Double { sums[0] / 2 }
  var x: Double { sums[1] / 6 }
  var y: Double { sums[2] / 6 }
  var xx: Double { sums[3] / 12 }
  var xy: Double { mixed[0] / 24 }
  var yy: Double { mixed[1] / 12 }
}
