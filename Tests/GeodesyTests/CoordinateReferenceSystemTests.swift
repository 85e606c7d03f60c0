import Geodesy
import Groundwork
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct CoordinateReferenceSystemTests {
  @Test func chineseSystemWithoutPrefix() throws {
    let crs = try CoordinateReferenceSystem("EPSG:4549")
    #expect(crs.name == "CGCS2000 / 3-degree Gauss-Kruger CM 120E")
    #expect(crs.authority?.name == "EPSG" && crs.authority?.code == 4549)
    #expect(crs.isProjected && !crs.isGeographic && crs.isChinese)
    #expect(crs.metresPerUnit == 1)
    let projection = try #require(crs.transverseMercator)
    #expect(projection.centralMeridian == 120 && projection.latitudeOfOrigin == 0)
    #expect(projection.scale == 1 && projection.falseNorthing == 0)
    #expect(projection.falseEasting == 500_000 && projection.zonePrefix == nil)
    #expect(projection.ellipsoid.isSame(as: .cgcs2000))
    let area = try #require(crs.areaOfUse)
    #expect(area.west > 118 && area.east < 122)
  }

  @Test(arguments: 25...45)
  func everyThreeDegreeZone(_ zone: Int) throws {
    let prefixed = try CoordinateReferenceSystem(epsg: 4513 + zone - 25)
    let plain = try CoordinateReferenceSystem(epsg: 4534 + zone - 25)
    #expect(prefixed.transverseMercator?.zonePrefix == zone)
    #expect(prefixed.transverseMercator?.centralMeridian == Double(zone * 3))
    #expect(plain.transverseMercator?.centralMeridian == Double(zone * 3))
    #expect(plain.transverseMercator?.falseEasting == 500_000)
    #expect(prefixed.isChinese && plain.isChinese)
  }

  @Test(arguments: [
    ("EPSG:2381", true), ("EPSG:2433", true), ("EPSG:4490", true), ("EPSG:4610", true),
    ("EPSG:4214", true), ("EPSG:2193", false), ("EPSG:6670", false), ("EPSG:4326", false),
  ])
  func chineseDatum(_ code: String, chinese: Bool) throws {
    #expect(try CoordinateReferenceSystem(code).isChinese == chinese)
  }

  @Test func otherTransverseMercators() throws {
    let nztm = try #require(CoordinateReferenceSystem("EPSG:2193").transverseMercator)
    #expect(nztm.scale == 0.9996 && nztm.centralMeridian == 173)
    #expect(nztm.falseEasting == 1_600_000 && nztm.falseNorthing == 10_000_000)
    let japan = try #require(CoordinateReferenceSystem("EPSG:6670").transverseMercator)
    #expect(japan.scale == 0.9999 && japan.latitudeOfOrigin == 33)
    let utm = try #require(
      CoordinateReferenceSystem("+proj=utm +zone=51 +ellps=WGS84").transverseMercator)
    #expect(utm.scale == 0.9996 && utm.centralMeridian == 123)
    #expect(try CoordinateReferenceSystem("EPSG:3857").transverseMercator == nil)
  }

  /// A Shapefile's .prj as ESRI writes it.
  let prj = """
    PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",\
    DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],\
    PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],\
    PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
    PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],\
    PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
    """

  @Test func esriWkt() throws {
    let crs = try CoordinateReferenceSystem(prj)
    #expect(crs.isChinese)
    #expect(crs.transverseMercator?.centralMeridian == 120)
    #expect(crs.authority?.code == 4549)
    let epsg = try CoordinateReferenceSystem("EPSG:4549")
    #expect(crs.isEquivalent(to: epsg))
    #expect(!crs.isEquivalent(to: try CoordinateReferenceSystem("EPSG:4550")))
  }

  @Test func wktRoundTrips() throws {
    for code in ["EPSG:4549", "EPSG:4528", "EPSG:2193", "EPSG:4490"] {
      let crs = try CoordinateReferenceSystem(code)
      let again = try CoordinateReferenceSystem(crs.wkt)
      #expect(again == crs)
      #expect(again.authority?.code == crs.authority?.code)
      let old = try CoordinateReferenceSystem(#require(crs.wkt1()))
      #expect(old.isEquivalent(to: crs))
    }
  }

  @Test func verticalPartIsLeftAside() throws {
    let crs = try CoordinateReferenceSystem("EPSG:4549+5737")
    #expect(crs.transverseMercator?.centralMeridian == 120)
    #expect(crs.authority?.code == 4549)
  }

  @Test func metresPerUnitOfFeet() throws {
    let feet = try CoordinateReferenceSystem("EPSG:2225")
    #expect(abs(feet.metresPerUnit - 1200.0 / 3937) < 1e-12)
  }

  @Test(arguments: ["", "EPSG:0", "nonsense", "PROJCS[\"broken\""])
  func unreadableDefinition(_ text: String) {
    #expect {
      try CoordinateReferenceSystem(text)
    } throws: {
      ($0 as? Diagnostic)?.code == "crs.invalid"
    }
  }

  @Test func geocentricIsUnsupported() {
    #expect {
      try CoordinateReferenceSystem("EPSG:4479")
    } throws: {
      ($0 as? Diagnostic)?.code == "crs.unsupported"
    }
  }

  @Test func transformerKeepsEastBeforeNorth() throws {
    let crs = try CoordinateReferenceSystem("EPSG:4549")
    let geographic = try CoordinateReferenceSystem("EPSG:4490")
    let forward = try Transformer(from: crs, to: geographic)
    let back = try Transformer(from: geographic, to: crs)
    let place = try forward.transform(x: 660_000, y: 3_320_000)
    #expect(abs(place.x - 437_968.654866 / 3600) < 1e-8)
    #expect(abs(place.y - 107_958.734023 / 3600) < 1e-8)
    let again = try back.transform(x: place.x, y: place.y)
    #expect(abs(again.x - 660_000) < 1e-5 && abs(again.y - 3_320_000) < 1e-5)
    let same = try Transformer(from: crs, to: crs).transform(x: 1, y: 2)
    #expect(same.x == 1 && same.y == 2)
  }

  @Test func transformerRefusesImpossiblePoints() throws {
    let mercator = try CoordinateReferenceSystem("EPSG:3395")
    let transformer = try Transformer(from: CoordinateReferenceSystem("EPSG:4326"), to: mercator)
    #expect {
      try transformer.transform(x: 120, y: 95)
    } throws: {
      ($0 as? Diagnostic)?.code == "crs.transform-failed"
    }
  }
}

@Suite struct ArealScaleTests {
  /// Systems with a point inside their area.
  static let places: [(String, Double, Double)] = [
    ("EPSG:4549", 660_000, 3_320_000), ("EPSG:4528", 40_350_000, 4_100_000),
    ("EPSG:2193", 1_680_000, 5_400_000), ("EPSG:6670", -60_000, -12_000),
    ("EPSG:32751", 400_000, 6_680_000),
    ("+proj=lcc +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80 +units=m", 1e6, 3.4e6),
    ("EPSG:3857", 13_500_000, 3_500_000),
  ]

  @Test(arguments: places)
  func factorIsTheRatioOfAreas(_ code: String, x: Double, y: Double) throws {
    let crs = try CoordinateReferenceSystem(code)
    let geodesic = try GeodesicArea(crs, step: 20)
    let ring = square(x: x - 500, y: y - 500, size: 1000)
    let ratio = geodesic.squareMetres(ofRing: ring) / 1_000_000
    // The mean over the square differs from its centre by the second derivative only.
    #expect(abs(try ArealScale(crs).factor(x: x, y: y) / ratio - 1) < 2e-8)
  }

  @Test func factorOnTheCentralMeridianIsOne() throws {
    let scale = try ArealScale(CoordinateReferenceSystem("EPSG:4549"))
    #expect(abs(scale.factor(x: 500_000, y: 3_320_000) - 1) < 1e-14)
    #expect(abs(scale.factor(x: 500_000, y: 0) - 1) < 1e-14)
    let nztm = try ArealScale(CoordinateReferenceSystem("EPSG:2193"))
    #expect(abs(nztm.factor(x: 1_600_000, y: 5_400_000) - 1 / (0.9996 * 0.9996)) < 1e-13)
  }

  @Test func factorOfAnEqualAreaProjectionIsOne() throws {
    let scale = try ArealScale(
      CoordinateReferenceSystem("+proj=cea +lat_ts=5.5 +lon_0=140.8 +datum=WGS84 +units=m"))
    // Up to both sides of the 180th meridian.
    for (x, y) in [(0.0, -600_000.0), (-900_000, 200_000), (4_344_200, -100_000)] {
      #expect(abs(scale.factor(x: x, y: y) - 1) < 1e-8)
    }
    #expect(scale.factor(x: 0, y: 9e6).isNaN)
  }

  @Test func geographicFactor() throws {
    let scale = try ArealScale(CoordinateReferenceSystem("EPSG:4490"))
    let step = 1.0 / 3600
    let true1 = QuadrangleArea(.cgcs2000).squareMetres(
      south: 30 - step / 2, latitudeSpan: 1, longitudeSpan: 1)
    #expect(abs(scale.factor(x: 120, y: 30) * step * step / true1 - 1) < 1e-8)
  }

  @Test(arguments: places)
  func expansionPredictsTheFactorNearby(_ code: String, x: Double, y: Double) throws {
    let scale = try ArealScale(CoordinateReferenceSystem(code))
    let expansion = scale.expansion(x: x, y: y)
    #expect(expansion.m == scale.factor(x: x, y: y))
    for (dx, dy) in [(700.0, 0.0), (0, 700), (-500, 600), (1500, -1500)] {
      let predicted = expansion.value(dx: dx, dy: dy)
      let direct = scale.factor(x: x + dx, y: y + dy)
      // What is left is the third order.
      #expect(abs(predicted / direct - 1) < 1e-9)
    }
  }

  @Test func derivativesOfTransverseMercator() throws {
    // To second order m = 1 − (y/R)², so ∂²m/∂x² = −2/R² with R² = MN.
    let scale = try ArealScale(CoordinateReferenceSystem("EPSG:4549"))
    let expansion = scale.expansion(x: 560_000, y: 3_320_000)
    let ellipsoid = Ellipsoid.cgcs2000
    let w2 = 1 - ellipsoid.eccentricitySquared * 0.25
    let radius2 =
      ellipsoid.semiMajorAxis * ellipsoid.semiMajorAxis * (1 - ellipsoid.eccentricitySquared)
      / (w2 * w2)
    #expect(abs(expansion.mxx * radius2 / -2 - 1) < 1e-3)
    #expect(abs(expansion.mx * radius2 / -120_000 - 1) < 1e-3)
    #expect(abs(expansion.my) < 1e-12)
  }
}
