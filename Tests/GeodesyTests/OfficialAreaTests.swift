import Geodesy
import Groundwork
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

typealias Ring = [(x: Double, y: Double)]

/// A published vector: CM 120, official area, geodesic area of the same plane edges.
struct AreaVector: Sendable, CustomTestStringConvertible {
  var name: String
  var ring: [[Double]]
  var official: Double
  var officialUnrounded: Double
  var geodesic: Double
  var planar: Double

  var testDescription: String { name }
  var points: Ring { ring.map { ($0[0], $0[1]) } }
}

/// domain/survey-data.md §5.6, the rows whose coordinates are given.
let vectors = [
  AreaVector(
    name: "T1", ring: [[660000, 3_320_000], [660050, 3_320_000], [660020, 3_320_060]],
    official: 1499.05, officialUnrounded: 1499.0499, geodesic: 1499.0529, planar: 1500),
  AreaVector(
    name: "T2",
    ring: [
      [666045.0627, 3315808.2852], [666059.2048, 3315808.2852], [666059.2048, 3315822.4273],
      [666045.0627, 3315822.4273],
    ], official: 199.86, officialUnrounded: 199.8631, geodesic: 199.863, planar: 199.999),
  AreaVector(
    name: "T4",
    ring: [
      [649724.303, 3307752.1363], [649810.9056, 3307802.1363], [649760.9056, 3307888.7388],
      [649674.303, 3307838.7388],
    ], official: 9994.47, officialUnrounded: 9994.4725, geodesic: 9994.4729, planar: 10000.0016),
  AreaVector(
    name: "T6",
    ring: [
      [665613.2993, 3317453.6681], [666598.107, 3317627.3163], [666424.4588, 3318612.124],
      [665439.6511, 3318438.4759],
    ], official: 999320.44, officialUnrounded: 999320.4358, geodesic: 999320.4335,
    planar: 999999.9438),
  AreaVector(
    name: "T10",
    ring: [
      [650000, 3_310_000], [650300, 3_310_000], [650300, 3_310_100], [650100, 3_310_100],
      [650100, 3_310_250], [650000, 3_310_250],
    ], official: 44975.00, officialUnrounded: 44974.9957, geodesic: 44974.997, planar: 45000),
]

func planarArea(_ ring: Ring) -> Double {
  var sum = 0.0
  for index in ring.indices {
    let p = ring[index]
    let q = ring[(index + 1) % ring.count]
    sum += (p.x - ring[0].x) * (q.y - ring[0].y) - (q.x - ring[0].x) * (p.y - ring[0].y)
  }
  return abs(sum) / 2
}

func square(x: Double, y: Double, size: Double) -> Ring {
  [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
}

@Suite struct OfficialAreaTests {
  let crs: CoordinateReferenceSystem
  let official: OfficialArea

  init() throws {
    crs = try CoordinateReferenceSystem("EPSG:4549")
    official = try OfficialArea(crs)
  }

  @Test(arguments: vectors)
  func publishedVector(_ vector: AreaVector) throws {
    let value = official.squareMetres(ofRing: vector.points)
    #expect(abs(value - vector.officialUnrounded) < 0.0002)
    let rounded = try #require(official.area(exterior: vector.points))
    #expect(rounded == Area(roundingSquareMetres: vector.official))
    #expect(abs(planarArea(vector.points) - vector.planar) < 2e-4)
  }

  @Test(arguments: vectors)
  func geodesicOfPublishedVector(_ vector: AreaVector) throws {
    let value = try GeodesicArea(crs).squareMetres(ofRing: vector.points)
    #expect(abs(value - vector.geodesic) < 0.0005)
  }

  @Test func workedTrianglePositions() throws {
    let expected = [
      (660000.0, 3_320_000.0, 107958.734023, 437968.654866),
      (660050, 3_320_000, 107958.710537, 437970.519418),
      (660020, 3_320_060, 107960.672350, 437969.433062),
    ]
    for (x, y, latitude, longitude) in expected {
      let position = try #require(official.position(x: x, y: y))
      #expect(abs(position.latitudeSeconds - latitude) < 1.5e-6)
      #expect(abs(position.longitudeSeconds - longitude) < 1.5e-6)
    }
  }

  @Test func holeIsSubtracted() throws {
    let outer: Ring = [
      (660000, 3_320_000), (660300, 3_320_000), (660300, 3_320_200), (660000, 3_320_200),
    ]
    let hole = square(x: 660100, y: 3_320_050, size: 50)
    #expect(abs(official.squareMetres(ofRing: outer) - 59_962.0565) < 0.0002)
    #expect(abs(official.squareMetres(ofRing: hole) - 2_498.4211) < 0.0002)
    #expect(official.area(exterior: outer, holes: [hole]) == Area(hundredths: 5_746_364))
    #expect(official.area(exterior: outer, holes: [hole.reversed()])?.decimal == "57463.64")
  }

  @Test func partsAddUpAndAreRoundedOnce() throws {
    let first = square(x: 660000, y: 3_320_000, size: 13)
    let second = square(x: 661000, y: 3_320_000, size: 17)
    let sum = official.squareMetres(ofRing: first) + official.squareMetres(ofRing: second)
    #expect(
      official.area(polygons: [(first, []), (second, [])]) == Area(roundingSquareMetres: sum))
  }

  @Test func directionClosureAndStartDoNotMatter() {
    let ring = vectors[3].points
    let area = official.squareMetres(ofRing: ring)
    #expect(abs(official.squareMetres(ofRing: ring.reversed()) - area) < 1e-8)
    #expect(abs(official.squareMetres(ofRing: ring + [ring[0]]) - area) < 1e-8)
    #expect(abs(official.squareMetres(ofRing: Array(ring[2...] + ring[..<2])) - area) < 1e-6)
  }

  @Test func zonePrefixChangesNothing() throws {
    let prefixed = try OfficialArea(CoordinateReferenceSystem("EPSG:4528"))
    #expect(prefixed.crs.transverseMercator?.zonePrefix == 40)
    for vector in vectors {
      let ring = vector.points.map { (x: $0.x + 40_000_000, y: $0.y) }
      #expect(
        abs(prefixed.squareMetres(ofRing: ring) - official.squareMetres(ofRing: vector.points))
          < 1e-4)
    }
  }

  @Test func neighbouringCentralMeridianGivesTheSameArea() throws {
    let other = try CoordinateReferenceSystem("EPSG:4550")
    let transformer = try Transformer(from: crs, to: other)
    let there = try OfficialArea(other)
    let ring = square(x: 655_000, y: 3_310_000, size: 1000)
    // Divide first: a straight edge of one plane is a curve in the other.
    var dense: Ring = []
    for index in ring.indices {
      let p = ring[index]
      let q = ring[(index + 1) % ring.count]
      for step in 0..<100 {
        let t = Double(step) / 100
        dense.append((p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t))
      }
    }
    let moved = try transformer.transform(dense)
    let here = official.squareMetres(ofRing: ring)
    #expect(abs(there.squareMetres(ofRing: moved) - here) / here < 2e-7)
    #expect(abs(planarArea(moved) - planarArea(dense)) > 100)
  }

  @Test func degenerateAndBadRings() {
    #expect(official.squareMetres(ofRing: []) == 0)
    #expect(official.squareMetres(ofRing: [(660000, 3_320_000), (660001, 3_320_000)]) == 0)
    let bad: Ring = [(660000, 3_320_000), (.nan, 3_320_000), (660020, 3_320_060)]
    #expect(official.squareMetres(ofRing: bad).isNaN)
    #expect(official.area(exterior: bad) == nil)
  }

  @Test func constantsReproduceThePublishedOnes() {
    let published = OfficialConstants.cgcs2000.series
    #expect(abs(published.a - 1.0033640898341922) < 1e-15)
    #expect(abs(published.b - 1.1241893819269912E-03) < 1e-17)
    #expect(abs(published.c - 1.6994594735185034E-06) < 1e-20)
    #expect(abs(published.d - 2.7178578455765922E-09) < 1e-23)
    #expect(abs(published.e - 4.3584190048324652E-12) < 1e-26)
    for (ellipsoid, given) in [
      (Ellipsoid.cgcs2000, OfficialConstants.cgcs2000),
      (Ellipsoid.xian1980, OfficialConstants.xian1980),
    ] {
      let computed = OfficialConstants(computedFor: ellipsoid)
      #expect(abs(computed.k0 / given.k0 - 1) < 1e-11)
      // What the published coefficients lose by truncation: at most 0.5 mm on the ground.
      #expect(abs(computed.k1 - given.k1) < 3e-11)
      #expect(abs(computed.k2 - given.k2) < 7e-11)
      #expect(abs(computed.k3 - given.k3) < 3e-11)
      #expect(abs(computed.k4 - given.k4) < 5e-11)
      #expect(abs(computed.polarRadius - given.polarRadius) < 1e-5)
      #expect(abs(computed.semiMinorAxis - given.semiMinorAxis) < 0.002)
      #expect(abs(computed.eccentricitySquared - given.eccentricitySquared) < 5e-15)
      #expect(abs(computed.secondEccentricitySquared - given.secondEccentricitySquared) < 1e-14)
    }
    #expect(OfficialConstants(.cgcs2000) == .cgcs2000)
    #expect(OfficialConstants(.krassowsky) != .xian1980)
  }

  @Test func computedConstantsGiveTheSameAreas() throws {
    let computed = try OfficialArea(crs, constants: OfficialConstants(computedFor: .cgcs2000))
    for vector in vectors {
      // Latitudes move by a few 10⁻⁶ ″, so some points round differently.
      let a = computed.squareMetres(ofRing: vector.points)
      #expect(abs(a - official.squareMetres(ofRing: vector.points)) < max(0.002, a * 1e-8))
    }
  }

  @Test(arguments: [
    ("EPSG:2193", 1_680_000.0, 5_400_000.0), ("EPSG:32651", 400_000, 3_320_000),
    ("EPSG:32751", 400_000, 6_680_000), ("EPSG:6670", -60_000, -12_000),
    ("EPSG:6684", 25_000, 85_000), ("EPSG:4545", 450_000, 3_500_000),
    ("EPSG:2381", 540_000, 3_400_000), ("EPSG:2433", 540_000, 3_400_000),
  ])
  func anyTransverseMercatorAgreesWithTheGeodesic(_ code: String, x: Double, y: Double) throws {
    let system = try CoordinateReferenceSystem(code)
    #expect(system.transverseMercator != nil)
    let ring: Ring = [(x, y), (x + 430, y + 25), (x + 380, y + 360), (x - 40, y + 300)]
    let area = try OfficialArea(system).squareMetres(ofRing: ring)
    let geodesic = try GeodesicArea(system).squareMetres(ofRing: ring)
    #expect(abs(area - geodesic) < 0.01)
  }

  @Test func otherProjectionsGoThroughProj() throws {
    let albers = try CoordinateReferenceSystem(
      "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80 +units=m")
    #expect(albers.transverseMercator == nil)
    let transformer = try Transformer(from: crs, to: albers)
    let corner = try transformer.transform(x: 660_000, y: 3_320_000)
    let ring = square(x: corner.x, y: corner.y, size: 1000)
    let area = try OfficialArea(albers).squareMetres(ofRing: ring)
    let geodesic = try GeodesicArea(albers).squareMetres(ofRing: ring)
    #expect(abs(area - geodesic) < 0.02)
    // An equal-area projection keeps the area itself.
    #expect(abs(geodesic - 1_000_000) < 0.01)
  }

  @Test func geographicDegreesAreTakenAsTheyAre() throws {
    let geographic = try CoordinateReferenceSystem("EPSG:4490")
    let ring = try Transformer(from: crs, to: geographic).transform(vectors[2].points)
    #expect(ring[0].x > 121 && ring[0].x < 122 && ring[0].y > 29 && ring[0].y < 31)
    let area = try OfficialArea(geographic).squareMetres(ofRing: ring)
    #expect(abs(area - vectors[2].official) < 0.02)
    // One quadrangle of 3′45″ × 2′30″ is a 1:10 000 sheet.
    let sheet = square(x: 120, y: 30, size: 150.0 / 3600)
      .map { (x: 120 + ($0.x - 120) * 1.5, y: $0.y) }
    let whole = try OfficialArea(geographic).squareMetres(ofRing: sheet)
    let theory = QuadrangleArea(.cgcs2000).squareMetres(
      south: 30, latitudeSpan: 150, longitudeSpan: 225)
    #expect(abs(whole - theory) / theory < 1e-9)
  }

  @Test func manyThreadsGetTheSameAnswer() async throws {
    let albers = try CoordinateReferenceSystem(
      "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80 +units=m")
    let area = try OfficialArea(albers)
    let expected = area.squareMetres(ofRing: square(x: 1e6, y: 3.3e6, size: 500))
    await withTaskGroup(of: Double.self) { group in
      for _ in 0..<32 {
        group.addTask { area.squareMetres(ofRing: square(x: 1e6, y: 3.3e6, size: 500)) }
      }
      for await value in group { #expect(value == expected) }
    }
  }
}
