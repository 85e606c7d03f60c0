/// An exact test on which side of a directed line a point lies.
protocol Orientation {
  associatedtype Determinant
  /// cross(b − a, c − a), exact.
  static func of(
    _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double
  ) -> Determinant
  /// Whether the determinant is positive; a zero is decided by `tie`.
  static func isPositive(_ value: Determinant, tie: Bool) -> Bool
  /// Where between its ends an edge is cut by a line on whose sides they lie with these determinants.
  static func share(_ start: Determinant, _ end: Determinant) -> Double
}

/// Exact while all coordinates are whole numbers below 2²⁵: differences stay below 2²⁶, products
/// below 2⁵² and their difference below 2⁵³.
enum ExactDouble: Orientation {
  @inline(__always)
  static func of(
    _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double
  ) -> Double {
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  }

  @inline(__always)
  static func isPositive(_ value: Double, tie: Bool) -> Bool {
    value > 0 || (value == 0 && tie)
  }

  @inline(__always)
  static func share(_ start: Double, _ end: Double) -> Double { start / (start - end) }
}

/// Exact for all coordinates that ``Geometry/GridPoint`` allows.
enum ExactInteger: Orientation {
  static func of(
    _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double
  ) -> Int128 {
    let left = Int128(Int64(bx - ax)) * Int128(Int64(cy - ay))
    return left - Int128(Int64(by - ay)) * Int128(Int64(cx - ax))
  }

  static func isPositive(_ value: Int128, tie: Bool) -> Bool {
    value > 0 || (value == 0 && tie)
  }

  static func share(_ start: Int128, _ end: Int128) -> Double {
    Double(start) / Double(start - end)
  }
}
