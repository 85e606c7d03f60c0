/// A vertex in tile units before rounding.
struct FinePoint: Equatable {
  var x: Double
  var y: Double
}

/// Clips rings to a square, one side after the other (Sutherland and Hodgman 1974).
///
/// Precondition: an open ring of at least three points; it may be concave and have either
/// orientation.
///
/// Limit: where a concave ring leaves the square and returns, the pieces stay one ring, joined by
/// coinciding edges along the side of the square. The area is correct under the even-odd and the
/// non-zero rule, and those edges are never visible, because the square is larger than the tile by
/// its buffer.
struct RingClipper {
  var low: Double
  var high: Double

  private enum Side: CaseIterable { case west, east, north, south }

  /// The part of the ring inside the square; fewer than three points mean that there is none.
  func clip(_ ring: [FinePoint]) -> [FinePoint] {
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity
    for point in ring {
      minX = min(minX, point.x)
      maxX = max(maxX, point.x)
      minY = min(minY, point.y)
      maxY = max(maxY, point.y)
    }
    if maxX < low || minX > high || maxY < low || minY > high { return [] }
    var result = ring
    if minX < low { result = clip(result, to: .west) }
    if maxX > high { result = clip(result, to: .east) }
    if minY < low { result = clip(result, to: .north) }
    if maxY > high { result = clip(result, to: .south) }
    return result
  }

  private func clip(_ ring: [FinePoint], to side: Side) -> [FinePoint] {
    guard var previous = ring.last else { return [] }
    var result: [FinePoint] = []
    result.reserveCapacity(ring.count + 4)
    var wasInside = isInside(previous, side)
    for point in ring {
      let inside = isInside(point, side)
      if inside != wasInside { result.append(crossing(previous, point, side)) }
      if inside { result.append(point) }
      previous = point
      wasInside = inside
    }
    return result
  }

  private func isInside(_ point: FinePoint, _ side: Side) -> Bool {
    switch side {
    case .west: point.x >= low
    case .east: point.x <= high
    case .north: point.y >= low
    case .south: point.y <= high
    }
  }

  private func crossing(_ a: FinePoint, _ b: FinePoint, _ side: Side) -> FinePoint {
    let line = side == .west || side == .north ? low : high
    switch side {
    case .west, .east:
      let share = (line - a.x) / (b.x - a.x)
      return FinePoint(x: line, y: a.y + share * (b.y - a.y))
    case .north, .south:
      let share = (line - a.y) / (b.y - a.y)
      return FinePoint(x: a.x + share * (b.x - a.x), y: line)
    }
  }
}
