import Geometry
import Testing

extension PairFamily {
  static let all: [PairFamily] = [
    stars, latticeStars, wide, halves, epochs, slivers, nearCollinear, needles, fans, combs,
    spirals, tees, touching, identical, nested, untidy, tangled, scattered,
    strips,
  ]

  /// Those whose second polygon is most often a single ring of four corners or more.
  static let ofOnePart: [PairFamily] = [
    stars, latticeStars, wide, halves, epochs, slivers, nearCollinear, combs, spirals, tees,
    identical, nested, untidy,
  ]

  private static func star(
    _ random: inout SplitMix, corners: ClosedRange<Int>, radius: Double, lattice: Int64 = 1
  ) -> MultiPolygon {
    Shapes.star(
      &random, corners: random.count(corners),
      centre: (
        random.whole(-300...300) / lattice * lattice, random.whole(-300...300) / lattice * lattice
      ),
      radius: radius, lattice: lattice)
  }

  /// Stars of up to 40 corners in general position.
  static let stars = PairFamily(
    name: "stars",
    make: { random in
      ShapePair(
        p: star(&random, corners: 3...40, radius: 1_500),
        q: star(&random, corners: 3...40, radius: 1_500))
    }, jitter: 40)

  /// Stars on so coarse a lattice that corners and edges often fall together.
  static let latticeStars = PairFamily(
    name: "stars on a coarse lattice",
    make: { random in
      let lattice = random.whole(1...4)
      func one() -> MultiPolygon {
        Shapes.star(
          &random, corners: random.count(3...16), centre: (random.whole(-2...2), 0),
          radius: 8, lattice: lattice)
      }
      return ShapePair(p: one(), q: one())
    })

  /// Up to 700 km in each direction from the origin, and more than 2,000 km apart in all.
  static let wide = PairFamily(
    name: "2,000 km wide",
    make: { random in
      ShapePair(
        p: star(&random, corners: 3...12, radius: 1_600),
        q: star(&random, corners: 3...12, radius: 1_600, lattice: 50))
    }, jitter: 1_000, units: [5_500_000, 20_000_000, 1_000_000_000, 2_000_000_000])

  /// One star cut by a chord: the two parts share it and nothing else.
  static let halves = PairFamily(
    name: "both sides of a common border",
    make: { random in
      let ring = star(&random, corners: 4...20, radius: 1_500).polygons[0].exterior
      let centre = GridPoint(x: random.whole(-200...200), y: random.whole(-200...200))
      let cut = random.count(2...ring.count - 2)
      return ShapePair(
        p: MultiPolygon(Polygon(Array(ring[0...cut]) + [centre])),
        q: MultiPolygon(Polygon(Array(ring[cut...]) + [ring[0], centre])))
    }, jitter: 40)

  /// The second is the first after a few corners have moved, gone, or come.
  static let epochs = PairFamily(
    name: "two epochs of one patch",
    make: { random in
      let p = star(&random, corners: 8...40, radius: 1_500)
      var ring: [GridPoint] = []
      for point in p.polygons[0].exterior {
        switch random.count(0...11) {
        case 0: continue
        case 1: ring.append(GridPoint(x: point.x + random.whole(-30...30), y: point.y))
        case 2: ring += [point, random.point(-900...900)]
        default: ring.append(point)
        }
      }
      return ShapePair(p: p, q: MultiPolygon(Polygon(ring)))
    }, jitter: 40)

  /// The same outline twice, every corner off by a step or two.
  static let slivers = PairFamily(
    name: "slivers",
    make: { random in
      let p = star(&random, corners: 4...30, radius: 1_500).scaled(by: 1_000)
      let q = p.mapped { GridPoint(x: $0.x + random.whole(-2...2), y: $0.y + random.whole(-2...2)) }
      return ShapePair(p: p, q: q)
    }, units: [1])

  /// Two polygons on either side of a line, all of whose corners lie within a step of it.
  static let nearCollinear = PairFamily(
    name: "nearly collinear",
    make: { random in
      let slope = (x: random.whole(1...40), y: random.whole(-40...40))
      func side(_ away: Int64) -> MultiPolygon {
        var ring: [GridPoint] = []
        var along = random.whole(-20...20)
        for _ in 0..<random.count(2...12) {
          along += random.whole(1...9)
          ring.append(
            GridPoint(
              x: along * slope.x + random.whole(-1...1), y: along * slope.y + random.whole(-1...1)))
        }
        let middle = ring[ring.count / 2]
        ring.append(GridPoint(x: middle.x - away * slope.y, y: middle.y + away * slope.x))
        return MultiPolygon(Polygon(ring))
      }
      return ShapePair(p: side(30), q: side(random.once(in: 2) ? 30 : -30))
    })

  /// Triangles up to 3 km long and a few steps wide.
  static let needles = PairFamily(
    name: "needles",
    make: { random in
      func needle() -> MultiPolygon {
        let a = random.point(-12_000_000...12_000_000)
        let b = random.point(-12_000_000...12_000_000)
        return MultiPolygon(
          Polygon([
            a, b, GridPoint(x: b.x + random.whole(-3...3), y: b.y + random.whole(-3...3)),
          ]))
      }
      if random.once(in: 2) { return ShapePair(p: needle(), q: needle()) }
      // From the same point in nearly the same direction.
      let p = needle()
      let tip = p.polygons[0].exterior
      let q = [
        GridPoint(x: tip[0].x + random.whole(-1...1), y: tip[0].y + random.whole(-1...1)),
        GridPoint(x: tip[1].x + random.whole(-3...3), y: tip[1].y + random.whole(-3...3)), tip[2],
      ]
      return ShapePair(p: p, q: MultiPolygon(Polygon(q)))
    }, units: [1])

  /// Triangles that all meet in one point.
  static let fans = PairFamily(
    name: "fans",
    make: { random in
      func fan(_ centre: GridPoint) -> MultiPolygon {
        let blades = random.count(2...16)
        return MultiPolygon(
          (0..<blades).map { blade in
            let corners = [0.0, 0.5].map { offset -> GridPoint in
              let (c, s) = Shapes.direction((Double(blade) + offset) / Double(blades))
              let reach = Double(random.whole(200...1_500))
              return GridPoint(
                x: centre.x + Int64((reach * c).rounded()),
                y: centre.y + Int64((reach * s).rounded()))
            }
            return Polygon([centre] + corners)
          })
      }
      let centre = GridPoint(x: 0, y: 0)
      let p = fan(centre)
      // The same hub, the tip of a blade, or a place on an edge.
      let other = [centre, p.polygons[0].exterior[1], GridPoint(x: 100, y: 0)]
      return ShapePair(p: p, q: fan(other[random.count(0...2)]))
    })

  static let combs = PairFamily(
    name: "combs",
    make: { random in
      let p = Shapes.comb(
        random.count(1...10), pitch: random.whole(1...6), height: random.whole(10...120))
      let q = Shapes.comb(
        random.count(1...10), pitch: random.whole(1...6), height: random.whole(10...120))
      let shift = (random.whole(-12...12), random.whole(-12...12))
      // Across, or tooth against tooth.
      let turned = random.once(in: 3) ? q : q.mapped { GridPoint(x: $0.y, y: $0.x) }
      return ShapePair(p: p, q: turned.moved(by: shift.0, shift.1))
    })

  static let spirals = PairFamily(
    name: "spirals",
    make: { random in
      func one() -> MultiPolygon {
        CellSet.spiral(
          legs: random.count(2...12), width: random.count(1...3), gap: random.count(1...3)
        )
        .outline(keepingAll: random.once(in: 2))
      }
      let q = one().moved(by: random.whole(-6...6), random.whole(-6...6))
      return ShapePair(
        p: one(), q: random.once(in: 2) ? q : q.mapped { GridPoint(x: $0.y, y: -$0.x) })
    })
}
