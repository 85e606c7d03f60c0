import Geometry
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("The quick test of simple rings")
struct SimpleRingTests {
  private func set(_ ring: [GridPoint]) -> PolygonSet {
    var set = PolygonSet()
    set.append(MultiPolygon(Polygon(ring)))
    return set
  }

  private func ring(_ points: [(Int64, Int64)]) -> [GridPoint] {
    points.map { GridPoint(x: 5_000_000_000 + $0.0, y: 33_000_000_000 + $0.1) }
  }

  @Test("whatever it calls simple is valid by GEOS, for rings from ordered to random")
  func agreesWithGEOS() throws {
    let geos = GEOS()
    var random = SystemRandomNumberGenerator()
    var simple = 0
    var invalid = 0
    for round in 0..<6000 {
      let count = Int.random(in: 3...[6, 40, 200][round % 3], using: &random)
      // Small coordinates make points and edges meet often.
      let reach = [4, 12, 60, 40_000][round % 4]
      let disorder = [0.0, 0.05, 0.3, 1][(round / 4) % 4]
      var points: [(Int64, Int64)] = []
      for index in 0..<count {
        let angle = 2 * Double.pi * Double(index) / Double(count)
        let radius = Double(reach) * Double.random(in: 0.5...1, using: &random)
        let x = radius * cos(angle) * (1 - disorder)
        let y = radius * sin(angle) * (1 - disorder)
        let noise = Double(reach) * disorder
        points.append(
          (
            Int64((x + noise * Double.random(in: -1...1, using: &random)).rounded()),
            Int64((y + noise * Double.random(in: -1...1, using: &random)).rounded())
          ))
      }
      let ring = ring(points)
      let isValid = try geos.isValid(MultiPolygon(Polygon(ring)))
      let set = set(ring)
      guard set.ringCount == 1 else { continue }
      if set.isSimpleRing(0) {
        simple += 1
        #expect(isValid, "\(points)")
      }
      if !isValid { invalid += 1 }
    }
    #expect(simple > 1000 && invalid > 1000, "both kinds were tried")
  }

  @Test("it finds the simple ones: stars, spirals, combs, in either direction")
  func findsSimpleRings() {
    let square = ring([(0, 0), (100, 0), (100, 100), (0, 100)])
    let comb = ring([
      (0, 0), (90, 0), (90, 50), (70, 50), (70, 10), (50, 10), (50, 50), (30, 50), (30, 10),
      (10, 10), (10, 50), (0, 50),
    ])
    for ring in [square, comb] {
      #expect(set(ring).isSimpleRing(0))
      #expect(set(ring.reversed()).isSimpleRing(0))
      #expect(set(ring + [ring[0], ring[0]]).isSimpleRing(0), "repeated points do no harm")
    }
  }

  @Test("bow-ties, spikes, repeated points and double rounds are not simple")
  func findsFaults() {
    for points: [(Int64, Int64)] in [
      [(0, 0), (100, 100), (100, 0), (0, 200)],
      [(0, 0), (100, 0), (100, 100), (100, 150), (100, 100), (0, 100)],
      [(0, 0), (50, 50), (100, 0), (100, 100), (50, 50), (0, 100)],
      [(0, 0), (100, 0), (100, 100), (50, 0), (0, 100)],
      [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0), (100, 0), (100, 100), (0, 100)],
      // Twice around: every edge turns to the left.
      [(100, 0), (-50, 87), (-50, -87), (90, 0), (-45, 80), (-45, -80)],
    ] {
      #expect(!set(ring(points)).isSimpleRing(0), "\(points)")
    }
  }

  @Test("removing the last feature leaves the set as it was")
  func removeLast() {
    var set = set(ring([(0, 0), (100, 0), (0, 100)]))
    let large = ring((0..<500).map { (Int64(1000 * cos(Double($0) / 80)), Int64(1000 * $0)) })
    for extra in [large, ring([(0, 0), (1, 1), (2, 2)]), []] {
      let before = set
      set.append(MultiPolygon(Polygon(extra)))
      set.removeLast()
      #expect(set.slots == before.slots && set.chains == before.chains)
      #expect(set.ringChains == before.ringChains && set.featureRings == before.featureRings)
      #expect(set.doubledRingAreas == before.doubledRingAreas)
      #expect(set.doubledAreas == before.doubledAreas && set.boxes == before.boxes)
      #expect(set.pointCount == before.pointCount)
    }
  }

  @Test("single rings are recognised from their bytes")
  func singleRing() {
    let square = ring([(0, 0), (100, 0), (100, 100), (0, 100)])
    let hole = ring([(10, 10), (20, 10), (20, 20)])
    func isSingle(_ polygons: Polygon...) -> Bool {
      WKB.encode(MultiPolygon(polygons)).withUnsafeBytes { WKB.isSingleRing($0) }
    }
    #expect(isSingle(Polygon(square)))
    #expect(!isSingle(Polygon(square, holes: [hole])))
    #expect(!isSingle(Polygon(square), Polygon(hole)))
    #expect(!isSingle())
    #expect(!WKB.isSingleRing(UnsafeRawBufferPointer(start: nil, count: 0)))
    let cut = WKB.encode(MultiPolygon(Polygon(square))).prefix(17)
    #expect(!Array(cut).withUnsafeBytes { WKB.isSingleRing($0) })
  }
}
