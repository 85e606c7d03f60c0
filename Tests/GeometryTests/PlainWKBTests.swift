import Geometry
import Testing

/// Compares the fast path of a feature into a ``PolygonSet`` with the general one.
@Suite("Polygons straight from well-known binary")
struct PlainWKBTests {
  /// Coordinates in metres, as a file has them.
  private typealias Ring = [(x: Double, y: Double)]

  @Test("plain rings give the same result as through the buffer, wherever they lie")
  func plain() throws {
    var random = Random(seed: 11)
    for _ in 0..<4_000 {
      let centre = (x: random.number(20_000, 900_000), y: random.number(20_000, 5_000_000))
      var polygons: [[Ring]] = []
      for _ in 0..<random.below(3) + 1 {
        polygons.append(
          (0...random.below(3)).map { _ in
            ring(random.below(70) + 3, around: centre, radius: random.number(0.01, 400), &random)
          })
      }
      try expectSame(polygons.count == 1 ? wkb(polygon: polygons[0]) : wkb(polygons: polygons))
    }
  }

  @Test("coordinates halfway between two steps are rounded the same way")
  func ties() throws {
    var random = Random(seed: 12)
    for _ in 0..<2_000 {
      // Multiples of 1/16 of a step in binary fractions: many lie just on the half.
      let around = (x: Double(random.below(1 << 20)) + 20_000, y: 3_000_000.0)
      let ring = ring(12, around: around, radius: 50, &random).map { point in
        (x: (point.x * 160_000).rounded() / 160_000, y: (point.y * 20_000).rounded() / 20_000)
      }
      try expectSame(wkb(polygon: [closed(ring)]))
    }
  }

  @Test("other rings give the same result too")
  func notPlain() throws {
    var random = Random(seed: 13)
    let home = (x: 500_000.0, y: 4_000_000.0)
    let plain = ring(20, around: home, radius: 100, &random)
    var cases: [[Ring]] = []
    // Open, twice the same point, a point on the way back, too few, nothing, no area.
    cases.append([Array(plain.dropLast())])
    cases.append([[plain[0]] + plain])
    cases.append([plain + [plain[0]]])
    cases.append([Array(plain.prefix(2)) + Array(plain.prefix(1))])
    cases.append([[]])
    cases.append([])
    cases.append([[plain[0], plain[1], plain[0], plain[1], plain[0]]])
    // A good ring first and then one that is not; and large, long, and around or behind the axes.
    cases.append([plain, Array(plain.dropLast())])
    cases.append([ring(400, around: home, radius: 100, &random)])
    cases.append([ring(20, around: home, radius: 3_500, &random)])
    cases.append([ring(20, around: home, radius: 90_000, &random)])
    for x in [-500_000.0, -40, 0, 6_000, 13_400, 13_500] {
      for y in [-4_000_000.0, -40, 0, 6_000, 13_400, 13_500] {
        cases.append([ring(20, around: (x, y), radius: 100, &random)])
      }
    }
    cases.append([ring(20, around: (3.99999e8, 3.99999e8), radius: 100, &random)])
    for rings in cases {
      try expectSame(wkb(polygon: rings))
      try expectSame(wkb(polygons: [[plain], rings, [plain]]))
    }
    try expectSame(wkb(polygons: []))
  }

  @Test("both paths refuse the same input with the same error and leave nothing behind")
  func refused() throws {
    var random = Random(seed: 14)
    let home = (x: 500_000.0, y: 4_000_000.0)
    let good = ring(20, around: home, radius: 100, &random)
    for wrong in [Double.nan, .infinity, -.infinity, 4.1e8, -4.1e8, 1e300] {
      for place in [0, 7, 20] {
        var ring = good
        ring[place].y = wrong
        try expectSame(wkb(polygon: [ring]))
        try expectSame(wkb(polygons: [[good], [ring]]))
      }
    }
    let bytes = wkb(polygons: [[good], [good]])
    for length in 0..<bytes.count { try expectSame(Array(bytes[..<length])) }
    var bigEndian = bytes
    bigEndian[0] = 0
    try expectSame(bigEndian)
    var inside = bytes
    inside[9] = 7
    try expectSame(inside)
    var line = wkb(polygon: [good])
    line[1] = 2
    try expectSame(line)
  }

  // MARK: Comparison

  /// A set that has something in it already takes the bytes in both ways.
  private func expectSame(
    _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try WKB.decode(
      wkb(polygon: [[(0, 0), (7, 0), (7, 7), (0, 0)].map { (x: $0.0, y: $0.1) }]))
    var quick = PolygonSet()
    var ordinary = PolygonSet()
    quick.append(before)
    ordinary.append(before)
    var rings = RingBuffer()
    let first = bytes.withUnsafeBytes { raw in
      error { () throws(WKBError) in try quick.append(wkb: raw, &rings) }
    }
    let second = error { () throws(WKBError) in ordinary.append(try WKB.decode(bytes)) }
    #expect(first == second, sourceLocation: sourceLocation)
    try quick.checkInvariants()
    #expect(quick.slots == ordinary.slots, sourceLocation: sourceLocation)
    #expect(quick.chains == ordinary.chains, sourceLocation: sourceLocation)
    #expect(quick.ringChains == ordinary.ringChains, sourceLocation: sourceLocation)
    #expect(quick.doubledRingAreas == ordinary.doubledRingAreas, sourceLocation: sourceLocation)
    #expect(quick.featureRings == ordinary.featureRings, sourceLocation: sourceLocation)
    #expect(quick.doubledAreas == ordinary.doubledAreas, sourceLocation: sourceLocation)
    #expect(quick.pointCount == ordinary.pointCount, sourceLocation: sourceLocation)
    #expect(quick.boxes == ordinary.boxes, sourceLocation: sourceLocation)
    #expect(quick.count == ordinary.count, sourceLocation: sourceLocation)
  }

  private func error(_ body: () throws(WKBError) -> Void) -> WKBError? {
    do throws(WKBError) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  // MARK: Making rings

  /// A closed ring, either way round.
  private func ring(
    _ points: Int, around centre: (x: Double, y: Double), radius: Double, _ random: inout Random
  ) -> Ring {
    let turn = random.below(2) == 0 ? 1.0 : -1.0
    return closed(
      (0..<points).map { index in
        let angle = turn * Double(index) / Double(points) * 6.283
        let reach = radius * random.number(0.5, 1)
        // Like a rose without sines: a square walked round in even steps of its side.
        let side = angle / 6.283 * 4
        let part = side - side.rounded(.down)
        let corner = Int(side.rounded(.down))
        let at: (Double, Double) =
          switch (corner % 4 + 4) % 4 {
          case 0: (1 - 2 * part, 1)
          case 1: (-1, 1 - 2 * part)
          case 2: (2 * part - 1, -1)
          default: (1, 2 * part - 1)
          }
        return (x: centre.x + at.0 * reach, y: centre.y + at.1 * reach)
      })
  }

  private func closed(_ ring: Ring) -> Ring { ring + ring.prefix(1) }

  private func wkb(polygon rings: [Ring]) -> [UInt8] {
    var out = header(3, rings.count)
    for ring in rings {
      out += word(ring.count)
      for point in ring { out += double(point.x) + double(point.y) }
    }
    return out
  }

  private func wkb(polygons: [[Ring]]) -> [UInt8] {
    polygons.reduce(into: header(6, polygons.count)) { $0 += wkb(polygon: $1) }
  }

  private func header(_ type: Int, _ count: Int) -> [UInt8] { [1] + word(type) + word(count) }

  private func word(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(value).littleEndian) { Array($0) }
  }

  private func double(_ value: Double) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
  }
}

/// Numbers that are the same in every run.
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func number(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(next() >> 11) / Double(1 << 53)
  }
}
