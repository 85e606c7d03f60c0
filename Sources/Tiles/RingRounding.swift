/// Rounds a clipped ring to tile units and removes redundant vertices.
enum RingRounding {
  /// The ring on a grid of `step` units, without repeated points, points on a straight line and
  /// spikes. Fewer than three points mean that nothing is left.
  ///
  /// A vertex is rounded to the same place in every ring, so neighbours still share their boundary
  /// afterwards: there are no gaps and overlaps between patches, unlike with line simplification of
  /// single rings.
  static func round(_ ring: [FinePoint], step: Double) -> [TilePoint] {
    var stack: [TilePoint] = []
    stack.reserveCapacity(ring.count)
    for fine in ring { push(snap(fine, step), on: &stack) }
    return closed(stack)
  }

  private static func snap(_ point: FinePoint, _ step: Double) -> TilePoint {
    TilePoint(
      x: Int32((point.x / step).rounded() * step), y: Int32((point.y / step).rounded() * step))
  }

  private static func push(_ point: TilePoint, on stack: inout [TilePoint]) {
    if stack.last == point { return }
    while stack.count >= 2,
      isStraight(stack[stack.count - 2], stack[stack.count - 1], point)
    {
      stack.removeLast()
      if stack.last == point { return }
    }
    stack.append(point)
  }

  /// Applies `push` across the closing point of the ring.
  private static func closed(_ stack: [TilePoint]) -> [TilePoint] {
    var ring = stack[...]
    var changed = true
    while changed, ring.count >= 3 {
      changed = false
      let start = ring.startIndex
      let end = ring.endIndex - 1
      if ring[start] == ring[end] || isStraight(ring[end - 1], ring[end], ring[start]) {
        ring = ring.dropLast()
        changed = true
      } else if isStraight(ring[end], ring[start], ring[start + 1]) {
        ring = ring.dropFirst()
        changed = true
      }
    }
    return ring.count >= 3 ? Array(ring) : []
  }

  /// Whether b is redundant between a and c, including spikes.
  private static func isStraight(_ a: TilePoint, _ b: TilePoint, _ c: TilePoint) -> Bool {
    let ux = Int64(b.x) - Int64(a.x)
    let uy = Int64(b.y) - Int64(a.y)
    let vx = Int64(c.x) - Int64(b.x)
    let vy = Int64(c.y) - Int64(b.y)
    return ux * vy == uy * vx
  }

  /// Twice the signed area in tile units², positive for an exterior ring of the specification.
  static func doubledArea(_ ring: [TilePoint]) -> Int64 {
    guard var previous = ring.last else { return 0 }
    var sum: Int64 = 0
    for point in ring {
      sum += Int64(previous.x) * Int64(point.y) - Int64(point.x) * Int64(previous.y)
      previous = point
    }
    return sum
  }
}
