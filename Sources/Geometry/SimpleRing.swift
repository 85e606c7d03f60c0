import CLanes

/// Exact tests of a closed ring, its first point repeated at the end, counter-clockwise, without
/// points that repeat the one before. Coordinates differ by less than 2³⁰.
enum SimpleRing {
  typealias Points = UnsafeBufferPointer<SIMD2<Int32>>

  /// Twice the area of the triangle of three points; below 2⁶².
  @inline(__always)
  private static func turn(
    _ a: SIMD2<Int32>, _ b: SIMD2<Int32>, _ c: SIMD2<Int32>
  ) -> Int64 {
    (Int64(b.x) &- Int64(a.x)) &* (Int64(c.y) &- Int64(a.y))
      &- (Int64(b.y) &- Int64(a.y)) &* (Int64(c.x) &- Int64(a.x))
  }

  /// Whether the ring turns once around the mean of its points and every edge turns to the left: then
  /// no ray from there meets it twice. O(n), and mostly over at the first edge that does not.
  static func isStar(_ points: Points) -> Bool {
    var sumX: Int64 = 0
    var sumY: Int64 = 0
    for index in 0..<(points.count &- 1) {
      sumX &+= Int64(points[index].x)
      sumY &+= Int64(points[index].y)
    }
    let count = Int64(points.count - 1)
    let middle = SIMD2(
      Int32(truncatingIfNeeded: sumX / count), Int32(truncatingIfNeeded: sumY / count))
    var turns = 0
    for index in 0..<(points.count &- 1) {
      let a = points[index]
      let b = points[index &+ 1]
      guard turn(middle, a, b) > 0 else { return false }
      // Each turn passes the ray to the east once.
      if a.y < middle.y, b.y >= middle.y { turns &+= 1 }
    }
    return turns == 1
  }

  /// Whether no two edges meet but neighbours, and these in their common point only.
  ///
  /// - Complexity: about O(n) for a ring whose far parts lie apart, O(n²) at worst.
  static func isSimple(_ points: Points) -> Bool {
    let edges = points.count - 1
    let capacity = Int(SIMPLE_WORK) * ((edges + 7) / 8)
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: capacity) { work in
      guard let first = points.baseAddress, let work = work.baseAddress else { return false }
      return first.withMemoryRebound(to: Int32.self, capacity: 2 * points.count) {
        lanesIsSimple($0, Int32(edges), work) != 0
      }
    }
  }
}
