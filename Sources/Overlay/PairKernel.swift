import Geometry

/// The exact heart: what two polygons share, without building the shape of it.
///
/// The boundary of P ∩ Q is made of the parts of P's edges inside Q and the parts of Q's edges
/// inside P. Each part adds cross(p, q) (and, for moments, a polynomial of its ends). For an edge the
/// sum over its parts inside the other polygon is the value at its end if that end is inside, less
/// the value at each crossing that enters, plus the value at each that leaves; so crossings are
/// added as they are found and never sorted.
///
/// **Degenerate cases.** Q is thought shifted by (ε, ε²), ε smaller than any number. Every
/// orientation test that comes out zero is decided by that shift, so there are no touching, shared or
/// collinear edges; the area is continuous in the shift, so its limit is the true area.
///
/// **Exactness.** Orientation tests are exact: in `Double` where all coordinates of the two sets of
/// near edges lie within 2²⁵ steps (3.3 km) of the local origin, in 128-bit integers beyond that.
/// Only the lengths along the edges and the sum itself are rounded: the relative error of an area is
/// below 1e-13 of the local box.
///
/// **Tolerated**: holes, several parts, parts that touch or overlap (they count as often as they
/// cover), repeated points and spikes. **Complexity**: O(near edges of P × near edges of Q), with
/// strips where that would be large; edges far from the other polygon cost a box test, or less with
/// an ``EdgeTree``.
final class PairKernel {
  private let first = KeptEdges()
  private let second = KeptEdges()
  private var strips = EdgeStrips()

  /// Beyond this product of near edges the search for crossings goes strip by strip.
  private static let stripThreshold = 2_048
  /// Below this reach products of coordinate differences are exact in `Double`.
  private static let exactReach = Double(1 << 25)

  /// The sums over P ∩ Q about `origin`; `nil` if no edge of either comes near the other.
  func measure<Sum: BoundarySum>(
    _ p: Int, of setP: PolygonView, _ q: Int, of setQ: PolygonView, box: Bounds,
    as: Sum.Type
  ) -> Sum? {
    let originX = box.minX
    let originY = box.minY
    first.collect(
      p, of: setP.set, xs: setP.xs, ys: setP.ys, box: box, originX: originX, originY: originY)
    second.collect(
      q, of: setQ.set, xs: setQ.xs, ys: setQ.ys, box: box, originX: originX, originY: originY)
    if first.count == 0 && second.count == 0 { return nil }
    var sum = Sum()
    if max(first.reach, second.reach) < PairKernel.exactReach {
      findCrossings(ExactDouble.self, &sum)
    } else {
      findCrossings(ExactInteger.self, &sum)
    }
    addEdges(
      first, inside: setQ, q, otherIsShifted: true, originX: originX, originY: originY, &sum)
    addEdges(
      second, inside: setP, p, otherIsShifted: false, originX: originX, originY: originY, &sum)
    return sum
  }

  // MARK: Crossings

  private func findCrossings<Exact: Orientation, Sum: BoundarySum>(
    _: Exact.Type, _ sum: inout Sum
  ) {
    guard first.count > 0, second.count > 0 else { return }
    if first.count * second.count <= PairKernel.stripThreshold {
      for i in 0..<first.count { meet(Exact.self, i, 0..<second.count, &sum) }
      return
    }
    strips.build(first, second)
    strips.forEachCandidate { i, j in
      cross(Exact.self, i, j, &sum)
    }
  }

  /// Edge `i` of the first polygon against a range of the second's.
  @inline(__always)
  private func meet<Exact: Orientation, Sum: BoundarySum>(
    _: Exact.Type, _ i: Int, _ others: Range<Int>, _ sum: inout Sum
  ) {
    let lowX = min(first.ax[i], first.bx[i])
    let highX = max(first.ax[i], first.bx[i])
    let lowY = min(first.ay[i], first.by[i])
    let highY = max(first.ay[i], first.by[i])
    let (cx, cy, dx, dy) = (second.ax, second.ay, second.bx, second.by)
    for j in others {
      let apart =
        (max(cx[j], dx[j]) < lowX) || (min(cx[j], dx[j]) > highX)
        || (max(cy[j], dy[j]) < lowY) || (min(cy[j], dy[j]) > highY)
      if apart { continue }
      cross(Exact.self, i, j, &sum)
    }
  }

  /// Adds the crossing of edge `i` of the first and edge `j` of the second polygon, if they cross.
  @inline(__always)
  private func cross<Exact: Orientation, Sum: BoundarySum>(
    _: Exact.Type, _ i: Int, _ j: Int, _ sum: inout Sum
  ) {
    let (ax, ay, bx, by) = (first.ax[i], first.ay[i], first.bx[i], first.by[i])
    let (cx, cy, dx, dy) = (second.ax[j], second.ay[j], second.bx[j], second.by[j])
    // Ends of the second edge (shifted) against the line of the first.
    let c = Exact.of(ax, ay, bx, by, cx, cy)
    let d = Exact.of(ax, ay, bx, by, dx, dy)
    let shiftedIsLeft = by < ay || (by == ay && bx > ax)
    let cLeft = Exact.isPositive(c, tie: shiftedIsLeft)
    let dLeft = Exact.isPositive(d, tie: shiftedIsLeft)
    if cLeft == dLeft { return }
    // Ends of the first edge against the line of the second (shifted).
    let a = Exact.of(cx, cy, dx, dy, ax, ay)
    let b = Exact.of(cx, cy, dx, dy, bx, by)
    let unshiftedIsLeft = dy > cy || (dy == cy && dx < cx)
    let aLeft = Exact.isPositive(a, tie: unshiftedIsLeft)
    let bLeft = Exact.isPositive(b, tie: unshiftedIsLeft)
    if aLeft == bLeft { return }
    // The first edge enters the second polygon when it comes to lie on the left of its edge.
    let turn: Int32 = bLeft ? 1 : -1
    first.turns[i] += turn
    second.turns[j] -= turn
    sum.add(
      weight: Double(-turn), ax: ax, ay: ay, dx: bx - ax, dy: by - ay,
      cross: ax * by - ay * bx, share: Exact.share(a, b))
    sum.add(
      weight: Double(turn), ax: cx, ay: cy, dx: dx - cx, dy: dy - cy,
      cross: cx * dy - cy * dx, share: Exact.share(c, d))
  }

  // MARK: Edges

  /// Adds each kept edge as often as its end lies inside the other polygon.
  private func addEdges<Sum: BoundarySum>(
    _ edges: KeptEdges, inside other: PolygonView, _ feature: Int, otherIsShifted: Bool,
    originX: Double, originY: Double, _ sum: inout Sum
  ) {
    for ring in edges.rings {
      let kept = ring.kept
      let isWhole = kept.count == ring.points.count - 1
      // An edge that follows a gap starts outside the box, hence outside the other polygon.
      var start = kept.lowerBound
      var inside: Int32 = 0
      if isWhole {
        inside = Int32(
          other.winding(
            of: feature, aroundX: edges.ax[start] + originX, y: edges.ay[start] + originY,
            featureIsShifted: otherIsShifted))
      } else {
        start = firstAfterGap(edges, ring)
      }
      for step in 0..<kept.count {
        var edge = start + step
        if edge >= kept.upperBound { edge -= kept.count }
        if !isWhole, !follows(edges, edge, ring) { inside = 0 }
        inside += edges.turns[edge]
        if inside != 0 {
          let (ax, ay, bx, by) = (edges.ax[edge], edges.ay[edge], edges.bx[edge], edges.by[edge])
          sum.add(
            weight: Double(inside), ax: ax, ay: ay, dx: bx - ax, dy: by - ay,
            cross: ax * by - ay * bx, share: 1)
        }
      }
    }
  }

  /// Whether the edge before this one in the ring is kept too.
  @inline(__always)
  private func follows(
    _ edges: KeptEdges, _ edge: Int, _ ring: (kept: Range<Int>, points: Range<Int>)
  ) -> Bool {
    if edge > ring.kept.lowerBound { return edges.point[edge - 1] == edges.point[edge] - 1 }
    return edges.point[edge] == ring.points.lowerBound
      && edges.point[ring.kept.upperBound - 1] == ring.points.upperBound - 2
  }

  private func firstAfterGap(
    _ edges: KeptEdges, _ ring: (kept: Range<Int>, points: Range<Int>)
  ) -> Int {
    for edge in ring.kept where !follows(edges, edge, ring) { return edge }
    return ring.kept.lowerBound
  }
}
