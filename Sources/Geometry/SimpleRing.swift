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

  /// Eight consecutive edges: the box of each, lane by lane, and that of all.
  private struct Block {
    var low: SIMD2<Int32>
    var high: SIMD2<Int32>
    var lowX = SIMD8<Int32>(repeating: .max)
    var lowY = SIMD8<Int32>(repeating: .max)
    var highX = SIMD8<Int32>(repeating: .min)
    var highY = SIMD8<Int32>(repeating: .min)

    init(_ points: Points, from first: Int) {
      low = points[first]
      high = low
      for lane in 0..<min(8, points.count &- 1 &- first) {
        let a = points[first &+ lane]
        let b = points[first &+ lane &+ 1]
        let least = pointwiseMin(a, b)
        let most = pointwiseMax(a, b)
        (lowX[lane], lowY[lane]) = (least.x, least.y)
        (highX[lane], highY[lane]) = (most.x, most.y)
        low = pointwiseMin(low, b)
        high = pointwiseMax(high, b)
      }
    }

    @inline(__always)
    func meets(_ least: SIMD2<Int32>, _ most: SIMD2<Int32>) -> Bool {
      low.x <= most.x && high.x >= least.x && low.y <= most.y && high.y >= least.y
    }

    /// A bit for each edge whose box meets another.
    @inline(__always)
    func edges(meeting least: SIMD2<Int32>, _ most: SIMD2<Int32>) -> Int32 {
      let meets =
        (lowX .<= most.x) .& (highX .>= least.x) .& (lowY .<= most.y) .& (highY .>= least.y)
      return SIMD8<Int32>(repeating: 0)
        .replacing(with: SIMD8(1, 2, 4, 8, 16, 32, 64, 128), where: meets).wrappedSum()
    }
  }

  /// Whether no two edges meet but neighbours, and these in their common point only.
  ///
  /// Complexity: about O(n) for a ring whose far parts lie apart, O(n²) at worst.
  static func isSimple(_ points: Points) -> Bool {
    let edges = points.count - 1
    let count = (edges + 7) / 8
    return withUnsafeTemporaryAllocation(of: Block.self, capacity: count) { blocks in
      for number in 0..<count {
        blocks.initializeElement(at: number, to: Block(points, from: 8 * number))
      }
      defer { blocks.deinitialize() }
      for first in 0..<count {
        for second in first..<count
        where blocks[second].meets(blocks[first].low, blocks[first].high) {
          for edge in (8 &* first)..<min(8 &* first &+ 8, edges) {
            let least = pointwiseMin(points[edge], points[edge &+ 1])
            let most = pointwiseMax(points[edge], points[edge &+ 1])
            var found = blocks[second].edges(meeting: least, most)
            // Only those behind the edge itself.
            if first == second { found &= -2 << Int32(truncatingIfNeeded: edge & 7) }
            while found != 0 {
              let other = 8 &* second &+ found.trailingZeroBitCount
              found &= found &- 1
              if collide(points, edge, other, of: edges) { return false }
            }
          }
        }
      }
      return true
    }
  }

  /// Whether two edges have more in common than a ring allows.
  @inline(__always)
  private static func collide(_ points: Points, _ first: Int, _ second: Int, of edges: Int) -> Bool
  {
    let (a, b) = (points[first], points[first &+ 1])
    let (c, d) = (points[second], points[second &+ 1])
    if second == first &+ 1 { return foldsBack(a, b, d) }
    if first == 0, second == edges &- 1 { return foldsBack(c, a, b) }
    return meet(a, b, c, d)
  }

  /// Whether the way from a over b to c turns straight back.
  @inline(__always)
  private static func foldsBack(
    _ a: SIMD2<Int32>, _ b: SIMD2<Int32>, _ c: SIMD2<Int32>
  ) -> Bool {
    guard turn(a, b, c) == 0 else { return false }
    let along =
      (Int64(b.x) &- Int64(a.x)) &* (Int64(c.x) &- Int64(b.x))
      &+ (Int64(b.y) &- Int64(a.y)) &* (Int64(c.y) &- Int64(b.y))
    return along < 0
  }

  /// Whether two edges whose boxes meet have a point in common.
  @inline(__always)
  private static func meet(
    _ a: SIMD2<Int32>, _ b: SIMD2<Int32>, _ c: SIMD2<Int32>, _ d: SIMD2<Int32>
  ) -> Bool {
    let p = turn(a, b, c)
    let q = turn(a, b, d)
    if p > 0 && q > 0 || p < 0 && q < 0 { return false }
    let r = turn(c, d, a)
    let s = turn(c, d, b)
    return !(r > 0 && s > 0 || r < 0 && s < 0)
  }
}
