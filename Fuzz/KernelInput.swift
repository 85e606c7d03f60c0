import Geometry

/// Two layers generated from bytes: valid and invalid polygons of many kinds, close enough to meet,
/// on a lattice coarse enough to make special cases common.
struct KernelInput {
  var a: [MultiPolygon] = []
  var b: [MultiPolygon] = []
  /// The shift of both layers, which must not change the result.
  var shift = GridPoint(x: 0, y: 0)

  /// Steps of a unit of the lattice. The largest fills the grid.
  private static let units: [Int64] = [1, 1, 7, 100, 1_000, 4_096, 65_537, 1 << 20, 1 << 26]
  /// The largest coordinate in steps.
  static let limit = Int64(GridPoint.limit * GridPoint.stepsPerMetre)

  init(_ bytes: [UInt8]) {
    var source = ByteSource(bytes)
    let unit = Self.units[source.choice(Self.units.count)]
    // Coordinates of one byte, of two, or of a few values only.
    let style = source.choice(4)
    let jitter = source.choice(4) == 0 && unit > 2
    let count = (1 + source.choice(3), 1 + source.choice(3))
    var rings: [[GridPoint]] = []
    func layer(_ count: Int) -> [MultiPolygon] {
      (0..<count).map { _ in
        var shapes = RingMaker(style: style, known: rings)
        let feature = shapes.feature(&source)
        rings = shapes.known
        return feature
      }
    }
    a = layer(count.0)
    b = layer(count.1)
    var pushes: [GridPoint] = []
    if jitter { pushes = (0..<8).map { _ in GridPoint(x: source.signed(), y: source.signed()) } }
    func place(_ point: GridPoint) -> GridPoint {
      var placed = GridPoint(x: point.x * unit, y: point.y * unit)
      if jitter {
        // The same corner always moves the same way.
        let push = pushes[Int(truncatingIfNeeded: point.x &* 31 &+ point.y) & 7]
        placed.x += push.x
        placed.y += push.y
      }
      return placed
    }
    a = a.map { $0.mapped(place) }
    b = b.map { $0.mapped(place) }
    let reach = (a + b).flatMap(\.allPoints).reduce(0) { max($0, abs($1.x), abs($1.y)) }
    let room = Self.limit - reach
    let push = [1, 1_000, 1 << 25, room][source.choice(4)]
    shift = GridPoint(
      x: max(-room, min(room, push * source.signed() / 100)),
      y: max(-room, min(room, push * source.signed() / 100)))
  }
}

/// Rings of many kinds.
private struct RingMaker {
  var style: Int
  /// Rings made before, to be used again whole or in part.
  var known: [[GridPoint]]

  private static let mostPoints = 24

  mutating func feature(_ source: inout ByteSource) -> MultiPolygon {
    let parts = source.choice(8) == 0 ? source.choice(4) : 1
    return MultiPolygon(
      (0..<parts).map { _ in
        let exterior = ring(&source)
        let holes = source.choice(4) == 0 ? 1 + source.choice(2) : 0
        return Polygon(exterior, holes: (0..<holes).map { _ in ring(&source) })
      })
  }

  private mutating func ring(_ source: inout ByteSource) -> [GridPoint] {
    var ring: [GridPoint]
    switch source.choice(8) {
    case 0, 1: ring = (0..<source.choice(Self.mostPoints)).map { _ in point(&source) }
    case 2: ring = box(&source)
    case 3: ring = star(&source)
    case 4: ring = walk(&source)
    case 5: ring = again(&source)
    case 6: ring = again(&source)
    default: ring = comb(&source)
    }
    if source.choice(4) == 0 { soil(&ring, &source) }
    known.append(ring)
    return ring
  }

  private func point(_ source: inout ByteSource) -> GridPoint {
    switch style {
    case 0: GridPoint(x: Int64(source.choice(4)), y: Int64(source.choice(4)))
    case 1: GridPoint(x: Int64(source.choice(12)), y: Int64(source.choice(12)))
    case 2: GridPoint(x: source.signed(), y: source.signed())
    default: GridPoint(x: source.short(), y: source.short())
    }
  }

  private func box(_ source: inout ByteSource) -> [GridPoint] {
    let (p, q) = (point(&source), point(&source))
    return [p, GridPoint(x: q.x, y: p.y), q, GridPoint(x: p.x, y: q.y)]
  }

  /// Points in the order of their direction from the first.
  private func star(_ source: inout ByteSource) -> [GridPoint] {
    let centre = point(&source)
    let points = (0..<3 + source.choice(Self.mostPoints)).map { _ in point(&source) }
    func half(_ p: GridPoint) -> Bool { p.y < centre.y || (p.y == centre.y && p.x < centre.x) }
    return points.sorted { p, q in
      if half(p) != half(q) { return half(q) }
      return (p.x - centre.x) * (q.y - centre.y) - (p.y - centre.y) * (q.x - centre.x) > 0
    }
  }

  /// Steps to the four sides.
  private func walk(_ source: inout ByteSource) -> [GridPoint] {
    var at = point(&source)
    var ring = [at]
    for _ in 0..<3 + source.choice(Self.mostPoints) {
      let step = source.byte()
      let length = Int64(step >> 2 & 7)
      switch step & 3 {
      case 0: at.x += length
      case 1: at.y += length
      case 2: at.x -= length
      default: at.y -= length
      }
      ring.append(at)
    }
    return ring
  }

  private func comb(_ source: inout ByteSource) -> [GridPoint] {
    let at = point(&source)
    let teeth = 1 + source.choice([5, 60][source.choice(2)])
    let comb = Shapes.comb(
      teeth, pitch: 1 + Int64(source.choice(3)), height: 2 + Int64(source.choice(2 * teeth)))
    let isLying = source.choice(2) == 0
    return comb.polygons[0].exterior.map {
      isLying
        ? GridPoint(x: at.x + $0.y, y: at.y + $0.x) : GridPoint(x: at.x + $0.x, y: at.y + $0.y)
    }
  }

  /// A ring that was there before: whole, turned round, moved, cut, or with other corners between.
  private func again(_ source: inout ByteSource) -> [GridPoint] {
    guard !known.isEmpty else { return box(&source) }
    let ring = known[source.choice(known.count)]
    guard !ring.isEmpty else { return ring }
    let start = source.choice(ring.count)
    switch source.choice(7) {
    case 0: return ring
    case 6: return refined(ring, &source)
    case 1: return (ring[start...] + ring[..<start]).reversed()
    case 2:
      let move = GridPoint(x: Int64(source.choice(3)) - 1, y: Int64(source.choice(3)) - 1)
      return ring.map { GridPoint(x: $0.x + move.x, y: $0.y + move.y) }
    case 3: return ring[start...] + [point(&source)]
    case 4: return ring[..<start] + [point(&source)] + ring[start...]
    default:
      // Twice the size about the origin, with the middles of the edges as corners.
      guard ring.allSatisfy({ max(abs($0.x), abs($0.y)) < 1 << 14 }) else { return ring }
      return ring.indices.flatMap { index -> [GridPoint] in
        let (p, q) = (ring[index], ring[(index + 1) % ring.count])
        return [GridPoint(x: 2 * p.x, y: 2 * p.y), GridPoint(x: p.x + q.x, y: p.y + q.y)]
      }
    }
  }

  /// Every edge in several parts, whose ends lie on it or next to it.
  private func refined(_ ring: [GridPoint], _ source: inout ByteSource) -> [GridPoint] {
    guard ring.count <= 48 else { return ring }
    let parts = 2 + Int64(source.choice(8))
    let noise = Int64(source.choice(3))
    var dice = SplitMix(state: UInt64(source.byte()))
    return ring.indices.flatMap { index -> [GridPoint] in
      let (p, q) = (ring[index], ring[(index + 1) % ring.count])
      return (0..<parts).map { part in
        GridPoint(
          x: p.x + (q.x - p.x) * part / parts + dice.whole(-noise...noise),
          y: p.y + (q.y - p.y) * part / parts + dice.whole(-noise...noise))
      }
    }
  }

  /// Repeated points and spikes.
  private func soil(_ ring: inout [GridPoint], _ source: inout ByteSource) {
    guard !ring.isEmpty else { return }
    for _ in 0..<1 + source.choice(3) {
      let place = source.choice(ring.count)
      let corner = ring[place]
      if source.choice(2) == 0 {
        ring.insert(corner, at: place)
      } else {
        ring.insert(contentsOf: [corner, point(&source)], at: place)
      }
    }
  }
}
