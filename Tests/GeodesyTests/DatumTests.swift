import Geodesy
import Groundwork
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Changes of datum")
struct DatumTests {
  private func change(_ from: String, _ to: String) throws -> DatumChange? {
    try DatumChange.between(CoordinateReferenceSystem(from), CoordinateReferenceSystem(to))
  }

  @Test("systems of one datum need no datum change, whatever their projection and spelling")
  func none() throws {
    #expect(try change("EPSG:4549", "EPSG:4528") == nil)
    #expect(try change("EPSG:4490", "EPSG:4550") == nil)
    let esri = """
      PROJCS["A local name",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",\
      DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],\
      PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],\
      PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
      PARAMETER["Central_Meridian",120.5],PARAMETER["Scale_Factor",1.0],\
      PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
      """
    #expect(try change(esri, "EPSG:4549") == nil)
  }

  @Test(
    "from Xi'an 1980 and Beijing 1954 no shift is known",
    arguments: ["EPSG:4610", "EPSG:2384", "EPSG:4214", "EPSG:2436"])
  func ballpark(code: String) throws {
    #expect(try change(code, "EPSG:4549")?.kind == .unknown)
    #expect(throws: Diagnostic.self) {
      let transformer = try Transformer(
        from: CoordinateReferenceSystem(code), to: CoordinateReferenceSystem("EPSG:4549"),
        allowsBallpark: false)
      _ = try transformer.transform(x: 121, y: 30)
    }
  }

  @Test("WGS 84 and CGCS2000 agree; from NAD27 a shift is known")
  func known() throws {
    let near = try #require(try change("EPSG:4326", "EPSG:4490"))
    #expect(near.kind == .agreement && near.accuracy == 1)
    #expect(try change("EPSG:4610", "EPSG:4326")?.kind != .agreement)
    let far = try #require(
      try DatumChange.between(
        CoordinateReferenceSystem("EPSG:4267"), CoordinateReferenceSystem("EPSG:4326"),
        around: (-80, 35, -79, 36)))
    #expect(far.kind == .shift && far.accuracy ?? 0 > 0)
    let strict = try Transformer(
      from: CoordinateReferenceSystem("EPSG:4267"), to: CoordinateReferenceSystem("EPSG:4326"),
      allowsBallpark: false)
    #expect(abs(try strict.transform(x: -79.5, y: 35.5).x + 79.5) < 0.001)
  }

  @Test(
    "user-defined seven parameters: 100 m along the axes move points on the equator as computed")
  func helmert() throws {
    let xian = try CoordinateReferenceSystem("EPSG:4610")
    let national = try CoordinateReferenceSystem("EPSG:4490")
    func moved(_ operation: String, x: Double, y: Double) throws -> (x: Double, y: Double) {
      try Transformer(from: xian, to: national, by: DatumOperation(operation))
        .transform(x: x, y: y)
    }
    let a = xian.ellipsoid.semiMajorAxis
    let degree = Double.pi / 180
    // On the equator at 0° the second axis points east, at 90° against the first.
    let east = try moved("+proj=helmert +x=0 +y=100 +z=0", x: 0, y: 0)
    #expect(abs(east.x * degree * a - 100) < 0.001 && abs(east.y) < 1e-9)
    let west = try moved("+proj=helmert +x=100 +y=0 +z=0", x: 90, y: 0)
    #expect(abs((90 - west.x) * degree * a - 100) < 0.001)
    // Through both projections: the false easting stays.
    let plane = try Transformer(
      from: CoordinateReferenceSystem("EPSG:2384"), to: CoordinateReferenceSystem("EPSG:4548"),
      by: DatumOperation("+proj=helmert +x=0 +y=0 +z=0"))
    let point = try plane.transform(x: 500_000, y: 0)
    #expect(abs(point.x - 500_000) < 1e-6 && abs(point.y) < 1e-6)
  }

  @Test("an invalid operation, and an operation between other datums")
  func wrongOperation() throws {
    let unreadable = #expect(throws: Diagnostic.self) { try DatumOperation("+proj=helmrt +x=1") }
    #expect(unreadable?.code == "crs.bad-operation")
    // NAD27 to WGS 84.
    let other = try DatumOperation("EPSG:1173")
    let error = #expect(throws: Diagnostic.self) {
      try Transformer(
        from: CoordinateReferenceSystem("EPSG:4610"), to: CoordinateReferenceSystem("EPSG:4490"),
        by: other)
    }
    #expect(error?.code == "crs.other-operation")
    let right = try Transformer(
      from: CoordinateReferenceSystem("EPSG:4267"), to: CoordinateReferenceSystem("EPSG:4326"),
      by: other)
    let place = try right.transform(x: -80, y: 35)
    #expect(abs(place.x + 80) < 0.001 && abs(place.y - 35) < 0.001 && place.x != -80)
  }

  @Test("four parameters from control points: a known shift, turn and scale come back")
  func controlPoints() throws {
    let xian = try CoordinateReferenceSystem("EPSG:2385")
    let national = try CoordinateReferenceSystem("EPSG:4549")
    let plain = try Transformer(from: xian, to: national)
    let angle = 0.00003
    func known(_ x: Double, _ y: Double) throws -> (x: Double, y: Double) {
      let p = try plain.transform(x: x, y: y)
      let (dx, dy) = ((p.x - 550_000) * 1.00002, (p.y - 3_320_000) * 1.00002)
      return (
        550_000 + 115.3 + dx * cos(angle) - dy * sin(angle),
        3_320_000 - 4.6 + dx * sin(angle) + dy * cos(angle)
      )
    }
    func line(_ x: Double, _ y: Double, error: Double = 0) throws -> String {
      let image = try known(x, y)
      return "\(x),\(y),\(image.x + error),\(image.y)"
    }
    let places = [(540_000.0, 3_310_000.0), (560_000, 3_312_000), (552_000, 3_331_000)]
    let csv = "x,y,X,Y\n" + (try places.map { try line($0.0, $0.1) }).joined(separator: "\n")
    let fitted = try Transformer(
      from: xian, to: national, by: ControlPoints(csv: csv, file: "points.csv"))
    #expect(fitted.largestResidual ?? 1 < 1e-6)
    let found = try fitted.transform(x: 555_000, y: 3_325_000)
    let expected = try known(555_000, 3_325_000)
    #expect(abs(found.x - expected.x) < 1e-5 && abs(found.y - expected.y) < 1e-5)
    // A slip of 3 m shows in the residual.
    let slip = csv + "\n" + (try line(545_000, 3_328_000, error: 3))
    let doubtful = try Transformer(
      from: xian, to: national, by: ControlPoints(csv: slip, file: "points.csv"))
    #expect(doubtful.largestResidual ?? 0 > 1)
  }

  @Test(
    "invalid control points",
    arguments: ["1,2,3,4\n5,6,7,8", "1,2,3,4\n5,6,7\n9,9,9,9", "a,b,c,d", "1,2,x,4"])
  func badControlPoints(csv: String) throws {
    let error = #expect(throws: Diagnostic.self) { try ControlPoints(csv: csv, file: "f") }
    #expect(error?.code == "crs.control-points")
  }

  @Test("points with swapped axes give no datum change")
  func exchangedControlPoints() throws {
    let points = [(0.0, 0.0), (1000, 0), (0, 500)]
    let error = #expect(throws: Diagnostic.self) {
      try PlaneSimilarity(
        from: points.map { (x: $0.0, y: $0.1) }, to: points.map { (x: $0.1, y: $0.0) })
    }
    #expect(error?.code == "crs.control-points")
  }
}
