import Geometry

extension PairFamily {
  /// Corners of one in the middle of edges of the other.
  static let tees = PairFamily(
    name: "T-junctions",
    make: { random in
      let slope = (x: random.whole(1...9), y: random.whole(-9...9))
      // All corners on a lattice turned by the slope, so that whole multiples lie on the edges.
      func corner(_ u: Int64, _ v: Int64) -> GridPoint {
        GridPoint(x: u * slope.x - v * slope.y, y: u * slope.y + v * slope.x)
      }
      let side = random.whole(4...30)
      let p = [corner(0, 0), corner(side, 0), corner(side, side), corner(0, side)]
      let foot = random.whole(0...side - 1)
      let heel = random.whole(foot + 1...side)
      let height = random.whole(-2 * side...2 * side)
      let q =
        random.once(in: 2)
        ? [corner(foot, 0), corner(heel, 0), corner(random.whole(0...side), height)]
        : [
          corner(foot, 0), corner(side, random.whole(0...side)), corner(heel, side),
          corner(0, random.whole(0...side)),
        ]
      return ShapePair(p: MultiPolygon(Polygon(p)), q: MultiPolygon(Polygon(q)))
    })

  /// Holes that touch the outer ring or each other, parts that touch in a corner.
  static let touching = PairFamily(
    name: "touching rings",
    make: { random in
      func diamond(_ x: Int64, _ y: Int64, _ r: Int64) -> [GridPoint] {
        [
          GridPoint(x: x + r, y: y), GridPoint(x: x, y: y + r), GridPoint(x: x - r, y: y),
          GridPoint(x: x, y: y - r),
        ]
      }
      func one() -> MultiPolygon {
        let r = random.whole(1...4)
        switch random.count(0...3) {
        case 0:
          // A row of diamonds as holes, the first and the last touch the border.
          let holes = (0..<random.count(1...4)).map { diamond((2 * Int64($0) + 1) * r, 4 * r, r) }
          return MultiPolygon(Polygon(Shapes.box(0, 0, 8 * r, 8 * r), holes: holes))
        case 1:
          // A chequer board.
          let squares = (0..<16).filter { ($0 / 4 + $0) % 2 == 0 }
          return MultiPolygon(
            squares.map { Polygon(Shapes.box(Int64($0 % 4) * r, Int64($0 / 4) * r, r, r)) })
        case 2:
          // Diamonds in a row that touch tip to tip.
          return MultiPolygon((0..<4).map { Polygon(diamond(Int64($0) * 2 * r, 4, r)) })
        default:
          // A hole that fills the outer ring but for the corners.
          return MultiPolygon(
            Polygon(Shapes.box(0, 0, 4 * r, 4 * r), holes: [diamond(2 * r, 2 * r, 2 * r)]))
        }
      }
      return ShapePair(p: one(), q: one().moved(by: random.whole(-4...4), random.whole(-4...4)))
    })

  static let identical = PairFamily(
    name: "identical",
    make: { random in
      let star = Shapes.star(
        &random, corners: random.count(3...40), centre: (0, 0), radius: 1_500, lattice: 1)
      var ring = star.polygons[0].exterior
      let turn = random.count(0...ring.count - 1)
      ring = Array(ring[turn...] + ring[..<turn])
      if random.once(in: 2) { ring.reverse() }
      return ShapePair(p: star, q: MultiPolygon(Polygon(ring)))
    }, jitter: 40)

  /// One inside the other, often with common corners, or inside a hole of it.
  static let nested = PairFamily(
    name: "nested",
    make: { random in
      let outer = Shapes.star(
        &random, corners: random.count(3...20), centre: (0, 0), radius: 900, lattice: 1)
      let ring = outer.polygons[0].exterior
      let inner = ring.map {
        random.once(in: 4) ? $0 : GridPoint(x: $0.x / 2, y: $0.y / 2)
      }
      let frame = MultiPolygon(Polygon(Shapes.box(-1_000, -1_000, 2_000, 2_000), holes: [ring]))
      let second = MultiPolygon(Polygon(inner))
      return ShapePair(p: random.once(in: 3) ? frame : outer, q: second)
    })

  /// Stars with repeated points, spikes and rings that run the wrong way.
  static let untidy = PairFamily(
    name: "untidy rings",
    make: { random in
      func one() -> MultiPolygon {
        let star = Shapes.star(
          &random, corners: random.count(3...12), centre: (random.whole(-300...300), 0),
          radius: 1_500, lattice: 1)
        return Shapes.untidied(star, &random)
      }
      return ShapePair(p: one(), q: one())
    })

  /// Rings that cross themselves, parts that lie over each other, holes outside.
  static let tangled = PairFamily(
    name: "tangles",
    make: { random in
      let reach = [3, 12, 1_500][random.count(0...2)] as Int64
      func ring() -> [GridPoint] {
        (0..<random.count(3...9)).map { _ in random.point(-reach...reach) }
      }
      func one() -> MultiPolygon {
        MultiPolygon(
          (0..<random.count(1...3)).map { _ in
            Polygon(ring(), holes: random.once(in: 2) ? [ring()] : [])
          })
      }
      return ShapePair(p: one(), q: one())
    })

  /// Two boxes, or boxes with one sloping side, that overlap by a few steps on one side.
  static let strips = PairFamily(
    name: "narrow strips",
    make: { random in
      let length = [300, 40_000, 15_000_000][random.count(0...2)] as Int64
      let (overlap, slope) = (random.whole(-1...3), random.whole(-2...2))
      let depth = random.whole(200...9_000_000)
      let p = [
        GridPoint(x: 0, y: 0), GridPoint(x: overlap, y: 0),
        GridPoint(x: overlap + slope, y: length),
        GridPoint(x: -depth, y: length), GridPoint(x: -depth, y: 0),
      ]
      let shift = random.whole(-length...length)
      let pair = ShapePair(
        p: MultiPolygon(Polygon(p)),
        q: MultiPolygon(Polygon(Shapes.box(0, shift, depth, length))))
      if random.once(in: 2) { return pair }
      return ShapePair(
        p: pair.p.mapped { GridPoint(x: $0.y, y: $0.x) },
        q: pair.q.mapped { GridPoint(x: $0.y, y: $0.x) })
    }, units: [1])

  /// Many small boxes far from each other as one feature.
  static let scattered = PairFamily(
    name: "many parts",
    make: { random in
      func one() -> MultiPolygon {
        var places: Set<GridPoint> = []
        for _ in 0..<random.count(1...25) { places.insert(random.point(-6...6)) }
        return MultiPolygon(
          places.sorted { ($0.x, $0.y) < ($1.x, $1.y) }.map {
            Polygon(
              Shapes.box(10 * $0.x, 10 * $0.y, random.whole(1...10), random.whole(1...10)))
          })
      }
      return ShapePair(p: one(), q: one())
    })
}

extension Shapes {
  /// The same ground with repeated points, spikes, and rings turned round.
  static func untidied(_ geometry: MultiPolygon, _ random: inout SplitMix) -> MultiPolygon {
    func untidy(_ ring: [GridPoint]) -> [GridPoint] {
      var result: [GridPoint] = []
      for point in ring {
        result.append(point)
        if random.once(in: 3) { result.append(point) }
        if random.once(in: 3) {
          result.append(
            GridPoint(x: point.x + random.whole(-900...900), y: point.y + random.whole(-900...900)))
          result.append(point)
        }
      }
      return random.once(in: 2) ? result : result.reversed()
    }
    return MultiPolygon(
      geometry.polygons.map { Polygon(untidy($0.exterior), holes: $0.holes.map { untidy($0) }) })
  }
}
