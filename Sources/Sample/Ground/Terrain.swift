/// The terrain: outline, great river, coast, hill, forest belt and the urban centres.
///
/// A peri-urban plain of the lower Yangtze kind, invented: a tidal river in the south, the sea in
/// the north-east, a hill in the north-west, a forest belt between industry and villages.
struct Terrain {
  /// A centre of development, with the distance in m at which its attraction ends.
  struct Centre {
    var place: Vector
    var reach: Double
    var isIndustrial: Bool
  }

  /// Counter-clockwise, from the south-west corner.
  var outline: [Vector]
  /// The centre line of the great river, west to east: the southern border.
  var southern: [Vector]
  /// The edge of the sea, south to north: the north-eastern border.
  var coast: [Vector]
  /// The sea dike (海塘), from the eastern border to the northern.
  var dike: [Vector]
  /// The foot of the hill, north to west, and the summit beyond the border.
  var hillFoot: [Vector]
  var summit: Vector
  var belt: [Vector]
  var centres: [Centre]
  var rivers: [(line: [Vector], width: Double)]
  var highways: [(line: [Vector], width: Double)]
  var railway: [Vector]
  var towns: [Vector]

  /// Planar area in m²; the projection makes it about 650 ppm larger than the 27 km² of land.
  static let planarArea = 27_017_500.0

  init(_ random: inout Random) {
    let jitter = 70.0
    func displaced(_ points: [(Double, Double)], _ amount: Double) -> [Vector] {
      points.map {
        Vector(
          $0.0 * 1000 + amount * random.spread(), $0.1 * 1000 + amount * random.spread())
      }
    }
    let south = displaced(
      [(0, 0.38), (1.3, 0.1), (2.6, 0.3), (4.1, 0.02), (5.4, 0.22), (6.45, 0.05)], jitter)
    let east = displaced([(6.45, 0.05), (6.72, 1.2), (6.42, 2.3), (6.8, 3.3)], jitter)
    let sea = displaced([(6.8, 3.3), (6.5, 4.2), (5.5, 4.62), (4.4, 5.0)], jitter)
    let north = displaced([(4.4, 5.0), (3.3, 4.52), (2.2, 4.75), (1.1, 4.3)], jitter)
    let west = displaced([(1.1, 4.3), (0.45, 3.6), (0.12, 2.5), (0.4, 1.5), (0, 0.38)], jitter)
    let chain = [south, east, sea, north, west]
    var sides: [[Vector]] = []
    for (index, side) in chain.enumerated() {
      let before = chain[(index + chain.count - 1) % chain.count]
      var points = side
      points[0] = before[before.count - 1]
      let smooth = Curve.smooth(points, step: 26)
      let noise = Noise(seed: random.next())
      let moved = Curve.wobble(
        smooth, amplitude: index == 0 || index == 2 ? 14 : 32, wavelength: 380, noise: noise)
      var fixed = moved
      fixed[0] = points[0]
      fixed[fixed.count - 1] = index == chain.count - 1 ? south[0] : points[points.count - 1]
      sides.append(fixed)
    }
    let raw = sides.flatMap { $0.dropLast() }
    let scale = (Terrain.planarArea / abs(signedArea(raw))).squareRoot()
    outline = raw.map { $0 * scale }
    southern = sides[0].map { $0 * scale }
    coast = sides[2].map { $0 * scale }

    func line(_ points: [(Double, Double)], _ amount: Double, step: Double = 24) -> [Vector] {
      Curve.smooth(displaced(points, amount), step: step).map { $0 * scale }
    }
    hillFoot = line(
      [(2.3, 5.3), (2.02, 4.5), (1.78, 3.75), (1.3, 3.15), (0.65, 2.85), (-0.4, 2.6)], jitter)
    summit = Vector(-0.15, 4.75) * (1000 * scale)
    dike = line(
      [(7.5, 2.95), (6.6, 3.25), (6.2, 3.95), (5.35, 4.25), (4.55, 4.55), (4.2, 5.4)], 60)
    belt = line([(3.0, 5.4), (3.15, 4.3), (3.55, 3.1), (4.2, 2.0), (4.62, 1.0), (4.7, -0.5)], 50)
    rivers = [
      (
        line(
          [
            (-0.6, 2.3), (0.6, 2.42), (1.5, 2.62), (2.2, 2.42), (2.9, 2.85), (3.8, 2.6), (4.8, 3.0),
            (5.8, 2.7),
            (7.3, 3.0),
          ], 90), random.between(32, 40)
      ),
      (
        line(
          [
            (2.5, 5.4), (2.35, 4.4), (2.6, 3.6), (2.35, 2.7), (2.1, 1.8), (2.5, 0.95),
            (2.35, -0.6),
          ], 90), random.between(26, 34)
      ),
      (
        line(
          [(5.1, 5.4), (5.3, 4.2), (5.05, 3.2), (5.4, 2.2), (5.0, 1.2), (5.35, 0.6), (5.3, -0.6)],
          90), random.between(30, 38)
      ),
      (
        line([(-0.6, 1.9), (0.6, 2.0), (1.15, 1.55), (0.95, 0.8), (1.2, -0.6)], 80),
        random.between(20, 28)
      ),
      (
        line([(2.3, 1.45), (3.1, 1.3), (3.9, 1.62), (4.9, 1.45)], 60), random.between(18, 24)
      ),
    ]
    highways = [
      (line([(2.7, 5.6), (2.85, 4.3), (3.2, 3.1), (3.8, 1.95), (4.25, 1.0), (4.3, -0.6)], 25), 42),
      (line([(-0.8, 1.2), (1.2, 1.38), (3.0, 1.95), (4.6, 1.85), (7.6, 1.6)], 40), 30),
      (line([(0.3, 2.42), (1.4, 2.9), (2.5, 3.35), (4.0, 3.72), (5.2, 3.9), (7.2, 4.05)], 40), 24),
    ]
    railway = line([(-0.8, 0.62), (1.5, 0.72), (3.4, 0.95), (5.0, 0.72), (7.4, 0.78)], 30)
    let pull = random.between(0.96, 1.06)
    centres = [
      Centre(place: Vector(5650, 1050) * scale, reach: 1600 * pull, isIndustrial: false),
      Centre(place: Vector(5650, 3600) * scale, reach: 1500, isIndustrial: true),
      Centre(place: Vector(1200, 900) * scale, reach: 1120 / pull, isIndustrial: false),
      Centre(place: Vector(3350, 620) * scale, reach: 930, isIndustrial: true),
    ]
    towns = [Vector(5500, 1100) * scale, Vector(4600, 4000) * scale, Vector(1300, 1500) * scale]
  }

  /// How attractive a place is for development: 1 in a centre, 0 at its reach, negative beyond.
  func attraction(_ place: Vector) -> (value: Double, centre: Int) {
    var best = (value: -Double.infinity, centre: 0)
    for (index, centre) in centres.enumerated() {
      let value = 1 - (place - centre.place).length / centre.reach
      if value > best.value { best = (value, index) }
    }
    return best
  }
}
