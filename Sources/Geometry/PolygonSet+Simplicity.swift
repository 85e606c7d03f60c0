extension PolygonSet {
  /// Whether a feature is a single ring that neither crosses nor touches itself, told quickly and
  /// exactly: most patches are. `false` says nothing: such a feature may be valid all the same.
  ///
  /// Complexity: O(n) for a ring of n points of which every edge is seen from its middle on the same
  /// side, else O(n²) of at most ``simplicityLimit`` points; longer rings are not tried.
  public func isSimpleRing(_ feature: Int) -> Bool {
    let rings = featureRings[feature]..<featureRings[feature + 1]
    guard rings.count == 1 else { return false }
    let range = ringChains[rings.lowerBound]..<ringChains[rings.upperBound]
    guard range.count == 1, !chains[range.lowerBound].isWide else { return false }
    let chain = chains[range.lowerBound]
    let count = Int(chain.edges)
    // Products of differences stay below 2^62.
    guard count >= 3, count <= PolygonSet.simplicityLimit, chain.width < 1 << 30,
      chain.height < 1 << 30
    else { return false }
    return slots.withUnsafeBufferPointer { slots in
      // The last point of a chain repeats the first of its ring.
      let points = UnsafeBufferPointer(rebasing: slots[chain.first..<(chain.first + count + 1)])
      return SimpleRing.isStar(points) || SimpleRing.isSimple(points)
    }
  }

  /// The points of a ring up to which all pairs of edges are tried.
  static let simplicityLimit = 64

  /// Removes the feature that was appended last.
  public mutating func removeLast() {
    let ring = featureRings[count - 1]
    let chain = ringChains[ring]
    for number in chain..<chains.count { pointCount -= Int(chains[number].edges) }
    if chain < chains.count { slots.removeSubrange(chains[chain].first...) }
    chains.removeSubrange(chain...)
    ringChains.removeSubrange((ring + 1)...)
    doubledRingAreas.removeSubrange(ring...)
    featureRings.removeLast()
    boxes.removeLast()
    doubledAreas.removeLast()
  }
}

/// Exact tests of a closed ring, its first point repeated at the end, counter-clockwise, without
/// points that repeat the one before.
private enum SimpleRing {
  typealias Points = UnsafeBufferPointer<SIMD2<Int32>>

  /// Twice the area of the triangle of three points.
  @inline(__always)
  private static func turn(
    _ a: SIMD2<Int32>, _ b: SIMD2<Int32>, _ c: SIMD2<Int32>
  ) -> Int64 {
    (Int64(b.x) &- Int64(a.x)) &* (Int64(c.y) &- Int64(a.y))
      &- (Int64(b.y) &- Int64(a.y)) &* (Int64(c.x) &- Int64(a.x))
  }

  /// Whether the ring turns once around the mean of its points and every edge turns to the left: then
  /// no ray from there meets it twice.
  static func isStar(_ points: Points) -> Bool {
    var sumX: Int64 = 0
    var sumY: Int64 = 0
    for point in points.dropLast() {
      sumX &+= Int64(point.x)
      sumY &+= Int64(point.y)
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
  static func isSimple(_ points: Points) -> Bool {
    let edges = points.count - 1
    for first in 0..<edges {
      let a = points[first]
      let b = points[first &+ 1]
      let lowX = min(a.x, b.x)
      let highX = max(a.x, b.x)
      let lowY = min(a.y, b.y)
      let highY = max(a.y, b.y)
      for second in (first &+ 1)..<max(edges, first &+ 1) {
        let c = points[second]
        let d = points[second &+ 1]
        if max(c.x, d.x) < lowX || min(c.x, d.x) > highX || max(c.y, d.y) < lowY
          || min(c.y, d.y) > highY
        {
          continue
        }
        if second == first &+ 1 {
          if foldsBack(a, b, d) { return false }
        } else if first == 0, second == edges &- 1 {
          if foldsBack(c, a, b) { return false }
        } else if meet(a, b, c, d) {
          return false
        }
      }
    }
    return true
  }

  /// Whether the way from a over b to c turns straight back.
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
  private static func meet(
    _ a: SIMD2<Int32>, _ b: SIMD2<Int32>, _ c: SIMD2<Int32>, _ d: SIMD2<Int32>
  ) -> Bool {
    let (p, q) = (turn(a, b, c).signum(), turn(a, b, d).signum())
    let (r, s) = (turn(c, d, a).signum(), turn(c, d, b).signum())
    return p &* q <= 0 && r &* s <= 0
  }
}
