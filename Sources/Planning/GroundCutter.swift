import Geometry

/// Removes ground from a measure: whole pieces, or a part of one piece that a straight line cuts
/// off.
struct GroundCutter {
  /// A direction in the plane, of length 1.
  struct Direction: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  let geos = GEOS()

  /// The geometry without some ground; ``Sliver``s that remain are removed too.
  func rest(of ground: MultiPolygon, without taken: [MultiPolygon]) throws -> MultiPolygon {
    let taken = taken.filter { !$0.isEmpty }
    guard !taken.isEmpty else { return ground }
    let left = try geos.difference(ground, taken.count == 1 ? taken[0] : geos.union(taken))
    return MultiPolygon(left.polygons.filter { !Sliver.isSliver(MultiPolygon($0)) })
  }

  /// The part of a piece that a line perpendicular to `direction` cuts off, swept along `direction`
  /// until the part has about this area.
  func part(
    of piece: MultiPolygon, squareMetres: Double, swept direction: Direction
  ) throws -> MultiPolygon {
    let whole = piece.planarSquareMetres
    if squareMetres >= whole { return piece }
    guard squareMetres > 0, let box = piece.bounds else { return MultiPolygon([]) }
    let centre = (x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
    let rings = piece.polygons.flatMap { polygon in
      polygon.rings.enumerated().map { place, ring in
        Ring(
          points: ring.map { point in
            let (x, y) = (point.metresX - centre.x, point.metresY - centre.y)
            return (x * direction.x + y * direction.y, y * direction.x - x * direction.y)
          }, isHole: place > 0)
      }
    }
    let reach = rings.flatMap { $0.points.map(\.0) }
    guard var low = reach.min(), var high = reach.max() else { return MultiPolygon([]) }
    while high - low > 1e-6 {
      let middle = (low + high) / 2
      let area = rings.map { $0.isHole ? -$0.area(before: middle) : $0.area(before: middle) }
      if area.reduce(0, +) < squareMetres { low = middle } else { high = middle }
    }
    let far = (box.maxX - box.minX) + (box.maxY - box.minY) + 10
    let corners = [(-far, -far), (high, -far), (high, far), (-far, far)].compactMap {
      along, across in
      GridPoint(
        metresX: centre.x + along * direction.x - across * direction.y,
        y: centre.y + along * direction.y + across * direction.x)
    }
    guard corners.count == 4 else { return MultiPolygon([]) }
    return try geos.intersection(piece, MultiPolygon(Polygon(corners)))
  }

  /// The direction from which to sweep a piece of a measure: along a side of its minimum-area
  /// rectangle. It is the one that leaves the remainder in the fewest parts; among these, the one
  /// with the shortest outline; among these, along the longer side.
  ///
  /// - Parameter other: ground of the measure that is removed as well.
  func direction(
    of piece: MultiPolygon, in measure: MultiPolygon, other: [MultiPolygon], squareMetres: Double
  ) throws -> Direction {
    var best: (direction: Direction, parts: Int, outline: Double)?
    for direction in Rectangle.directions(around: piece) {
      let part = try part(of: piece, squareMetres: squareMetres, swept: direction)
      let rest = try rest(of: measure, without: other + [part])
      let (parts, outline) = (rest.polygons.count, Sliver.perimeter(rest))
      // A difference of a centimetre does not outweigh the longer side.
      if let best, (parts, outline + 0.01) >= (best.parts, best.outline) { continue }
      best = (direction, parts, outline)
    }
    return best?.direction ?? Direction(x: 1, y: 0)
  }
}

/// A ring in coordinates along and across a direction.
private struct Ring {
  var points: [(Double, Double)]
  var isHole: Bool

  /// The area in front of a line across the direction.
  func area(before limit: Double) -> Double {
    guard var previous = points.last else { return 0 }
    var sum = 0.0
    var first: (Double, Double)?
    var last: (Double, Double)?
    func add(_ point: (Double, Double)) {
      if let last { sum += last.0 * point.1 - last.1 * point.0 } else { first = point }
      last = point
    }
    for point in points {
      if (previous.0 <= limit) != (point.0 <= limit) {
        let share = (limit - previous.0) / (point.0 - previous.0)
        add((limit, previous.1 + share * (point.1 - previous.1)))
      }
      if point.0 <= limit { add(point) }
      previous = point
    }
    if let first, let last { sum += last.0 * first.1 - last.1 * first.0 }
    return abs(sum) / 2
  }
}

/// The minimum-area rectangle around a geometry.
private enum Rectangle {
  /// Both ways along the longer side, then both ways along the shorter.
  static func directions(around geometry: MultiPolygon) -> [GroundCutter.Direction] {
    let hull = hull(geometry.polygons.flatMap(\.exterior))
    var best: (x: Double, y: Double, length: Double, width: Double)?
    for (index, point) in hull.enumerated() {
      let next = hull[(index + 1) % hull.count]
      let (dx, dy) = (Double(next.x - point.x), Double(next.y - point.y))
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { continue }
      let (x, y) = (dx / length, dy / length)
      var along = (low: Double.infinity, high: -Double.infinity)
      var across = along
      for other in hull {
        let (ox, oy) = (Double(other.x - point.x), Double(other.y - point.y))
        along = (min(along.low, ox * x + oy * y), max(along.high, ox * x + oy * y))
        across = (min(across.low, oy * x - ox * y), max(across.high, oy * x - ox * y))
      }
      let (a, b) = (along.high - along.low, across.high - across.low)
      if let best, a * b >= best.length * best.width { continue }
      best = (x, y, a, b)
    }
    guard var side = best else { return [.init(x: 1, y: 0)] }
    if side.length < side.width { (side.x, side.y) = (-side.y, side.x) }
    return [
      .init(x: side.x, y: side.y), .init(x: -side.x, y: -side.y), .init(x: -side.y, y: side.x),
      .init(x: side.y, y: -side.x),
    ]
  }

  private static func hull(_ points: [GridPoint]) -> [GridPoint] {
    let sorted = Set(points).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count > 2 else { return sorted }
    func half(_ points: [GridPoint]) -> [GridPoint] {
      var chain: [GridPoint] = []
      for point in points {
        while chain.count > 1, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
          chain.removeLast()
        }
        chain.append(point)
      }
      return chain
    }
    return half(sorted).dropLast() + half(sorted.reversed()).dropLast()
  }

  private static func turn(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int128 {
    Int128(b.x - a.x) * Int128(c.y - a.y) - Int128(b.y - a.y) * Int128(c.x - a.x)
  }
}
