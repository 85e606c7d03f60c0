/// An edge of a ring on the survey grid; the interior lies to its left.
package struct DirectedEdge: Hashable, Sendable {
  package var from: GridPoint
  package var to: GridPoint

  package init(_ from: GridPoint, _ to: GridPoint) {
    self.from = from
    self.to = to
  }

  /// Twice the signed area of the triangle of the edge and a point, in steps²: positive if the point
  /// lies to the left of the edge.
  @inline(__always)
  package func side(of point: GridPoint) -> Int128 {
    Int128(to.x &- from.x) * Int128(point.y &- from.y)
      - Int128(to.y &- from.y) * Int128(point.x &- from.x)
  }

  /// Whether the edge and another whose box meets its own have a point in common.
  package func meets(_ other: DirectedEdge) -> Bool {
    let p = side(of: other.from)
    let q = side(of: other.to)
    if p > 0 && q > 0 || p < 0 && q < 0 { return false }
    let r = other.side(of: from)
    let s = other.side(of: to)
    return !(r > 0 && s > 0 || r < 0 && s < 0)
  }

  /// Whether the ways from a point to two others start in the same direction.
  package static func runTogether(
    from point: GridPoint, to first: GridPoint, _ second: GridPoint
  ) -> Bool {
    guard DirectedEdge(point, first).side(of: second) == 0 else { return false }
    let along =
      Int128(first.x &- point.x) * Int128(second.x &- point.x)
      + Int128(first.y &- point.y) * Int128(second.y &- point.y)
    return along > 0
  }
}

/// Edges, and where they are: finds the pairs that come near each other, and how often rings wind
/// around the ground beside an edge. Exact.
///
/// Complexity: building takes O(n log n) for n edges; finding pairs about as much where edges are short
/// against the whole, O(n²) at worst.
package struct EdgeIndex: Sendable {
  package let edges: [DirectedEdge]
  /// So many consecutive edges have one entry in the index.
  private let block: Int
  private let boxes: [Bounds]
  private let extent: Bounds
  private let index: SpatialIndex

  /// - Parameter block: 1, or more where consecutive edges are near each other.
  package init(_ edges: [DirectedEdge], block: Int) {
    self.edges = edges
    self.block = block
    boxes = stride(from: 0, to: edges.count, by: block).map { start in
      var box = EdgeIndex.box(edges[start])
      for edge in edges[start..<min(start + block, edges.count)].dropFirst() {
        box = box.union(EdgeIndex.box(edge))
      }
      return box
    }
    extent = Bounds.around(boxes) ?? Bounds(minX: 0, minY: 0, maxX: 0, maxY: 0)
    index = SpatialIndex(boxes)
  }

  /// Calls `body` with every pair of edges whose boxes meet, the lower number first, until it returns
  /// `false`.
  ///
  /// - Returns: whether it returned `true` for all of them.
  package func forEachNearPair(_ body: (Int, Int) -> Bool) -> Bool {
    var stack: [(node: Int, level: Int)] = []
    var goesOn = true
    for first in boxes.indices where goesOn {
      index.query(boxes[first], stack: &stack) { second in
        guard goesOn, second >= first else { return }
        goesOn = forEachNearPair(first, second, body)
      }
    }
    return goesOn
  }

  private func forEachNearPair(
    _ first: Int, _ second: Int, _ body: (Int, Int) -> Bool
  ) -> Bool {
    let others = (second * block)..<min(second * block + block, edges.count)
    let box = StepBounds(boxes[second])
    for i in (first * block)..<min(first * block + block, edges.count) {
      let edge = edges[i]
      let (minX, maxX) = (min(edge.from.x, edge.to.x), max(edge.from.x, edge.to.x))
      let (minY, maxY) = (min(edge.from.y, edge.to.y), max(edge.from.y, edge.to.y))
      // Most edges of a block are away from the other block.
      guard minX <= box.maxX, maxX >= box.minX, minY <= box.maxY, maxY >= box.minY else { continue }
      for j in others where j > i {
        let other = edges[j]
        if min(other.from.x, other.to.x) <= maxX, max(other.from.x, other.to.x) >= minX,
          min(other.from.y, other.to.y) <= maxY, max(other.from.y, other.to.y) >= minY,
          !body(i, j)
        {
          return false
        }
      }
    }
    return true
  }

  /// Whether the rings of the edges that `counts` wind around the ground to the left of an edge just
  /// once, and not around that to its right. No other edge may touch the inside of this one.
  ///
  /// Casts a ray from the middle of the edge to the nearer end of the ground: to the west or the east,
  /// or to the south or the north if the edge runs along that.
  package func isOutline(_ number: Int, counting counts: (Int) -> Bool = { _ in true }) -> Bool {
    let edge = edges[number]
    let goesSouth = edge.from.y == edge.to.y
    let x = Double(edge.from.x) / 2 + Double(edge.to.x) / 2
    let y = Double(edge.from.y) / 2 + Double(edge.to.y) / 2
    // On the far side of an edge the winding number is that on this side, one more or one less; so
    // either end tells it.
    let isFromLow =
      goesSouth ? y - extent.minY <= extent.maxY - y : x - extent.minX <= extent.maxX - x
    // A step either way, as the middle may not be a whole number.
    var ray = Bounds(minX: x - 1, minY: y - 1, maxX: x + 1, maxY: y + 1)
    switch (goesSouth, isFromLow) {
    case (true, true): ray.minY = -.infinity
    case (true, false): ray.maxY = .infinity
    case (false, true): ray.minX = -.infinity
    case (false, false): ray.maxX = .infinity
    }
    var windings = 0
    index.query(ray) { hit in
      for other in (hit * block)..<min(hit * block + block, edges.count)
      where other != number && counts(other) {
        windings += edges[other].crossing(
          onWayTo: edge, goesSouth: goesSouth, isFromLow: isFromLow)
      }
    }
    // Somebody who comes from the other end goes the other way.
    return windings == (edge.isEntered(goingNorth: goesSouth) == isFromLow ? 0 : 1)
  }

  /// A box in whole steps.
  private struct StepBounds {
    var minX: Int64
    var minY: Int64
    var maxX: Int64
    var maxY: Int64

    init(_ box: Bounds) {
      minX = Int64(box.minX)
      minY = Int64(box.minY)
      maxX = Int64(box.maxX)
      maxY = Int64(box.maxY)
    }
  }

  private static func box(_ edge: DirectedEdge) -> Bounds {
    Bounds(
      minX: Double(min(edge.from.x, edge.to.x)), minY: Double(min(edge.from.y, edge.to.y)),
      maxX: Double(max(edge.from.x, edge.to.x)), maxY: Double(max(edge.from.y, edge.to.y)))
  }
}

extension DirectedEdge {
  /// Whether somebody on the way to the north, or else to the east, comes from the right of the edge to
  /// its left.
  fileprivate func isEntered(goingNorth: Bool) -> Bool {
    goingNorth ? to.x > from.x : to.y < from.y
  }

  /// How the winding number changes at this edge on the way from far away to the middle of another:
  /// 0 if the way does not cross it.
  ///
  /// - Parameter isFromLow: whether the way comes from the west or the south.
  fileprivate func crossing(
    onWayTo other: DirectedEdge, goesSouth: Bool, isFromLow: Bool
  ) -> Int {
    // Twice the middle, which is a whole number.
    let x = other.from.x &+ other.to.x
    let y = other.from.y &+ other.to.y
    // An end on the way counts as before it.
    let crosses =
      goesSouth
      ? (2 &* from.x <= x) != (2 &* to.x <= x) : (2 &* from.y <= y) != (2 &* to.y <= y)
    guard crosses else { return 0 }
    let side =
      Int128(to.x &- from.x) * Int128(y &- 2 &* from.y)
      - Int128(to.y &- from.y) * Int128(x &- 2 &* from.x)
    let isEntered = isEntered(goingNorth: goesSouth) == isFromLow
    // It lies before the middle if that is on the side on which the way leaves it.
    guard isEntered ? side > 0 : side < 0 else { return 0 }
    return isEntered ? 1 : -1
  }
}
