import Geometry

/// A polygon set with its coordinate columns pinned in memory for the length of a computation.
struct PolygonView {
  let set: PolygonSet
  let xs: UnsafePointer<Double>
  let ys: UnsafePointer<Double>

  /// How often a feature winds around a point of the other set.
  ///
  /// The point never lies on the boundary: the feature, or else the point, is thought shifted by
  /// (ε, ε²). Exact.
  func winding(of feature: Int, aroundX x: Double, y: Double, featureIsShifted: Bool) -> Int {
    let points = set.points(of: feature)
    guard points.count > 1 else { return 0 }
    var winding = 0
    if set.tree.covers(feature) {
      let query = SIMD4(Double.infinity, y, -x, -y)
      set.tree.runs(of: feature, edges: points.count - 1, meeting: query) { run in
        winding += turns(
          points.lowerBound + run.lowerBound..<points.lowerBound + run.upperBound, feature, x, y,
          featureIsShifted)
      }
    } else {
      winding = turns(
        points.lowerBound..<points.upperBound - 1, feature, x, y, featureIsShifted)
    }
    return winding
  }

  /// The signed crossings of the ray from the point to the east with some edges.
  private func turns(
    _ edges: Range<Int>, _ feature: Int, _ x: Double, _ y: Double, _ featureIsShifted: Bool
  ) -> Int {
    let isSingle = set.featureRings[feature] + 1 == set.featureRings[feature + 1]
    var winding = 0
    for edge in edges {
      let (cx, cy, dx, dy) = (xs[edge], ys[edge], xs[edge + 1], ys[edge + 1])
      let above = featureIsShifted ? cy >= y : cy > y
      let endAbove = featureIsShifted ? dy >= y : dy > y
      if above == endAbove || max(cx, dx) < x { continue }
      if !isSingle, isJump(edge, feature) { continue }
      let side = ExactInteger.of(cx, cy, dx, dy, x, y)
      // The edge is not level here, so the tie is decided by its rise alone.
      let tie = featureIsShifted ? dy > cy : dy < cy
      let left = ExactInteger.isPositive(side, tie: tie)
      if endAbove, left { winding += 1 }
      if above, !left { winding -= 1 }
    }
    return winding
  }

  /// Whether the point is the last of a ring, so that no edge starts there.
  private func isJump(_ point: Int, _ feature: Int) -> Bool {
    var low = set.featureRings[feature]
    var high = set.featureRings[feature + 1]
    while high - low > 1 {
      let middle = (low + high) / 2
      if set.ringStarts[middle] <= point { low = middle } else { high = middle }
    }
    return set.ringStarts[low + 1] - 1 == point
  }
}
