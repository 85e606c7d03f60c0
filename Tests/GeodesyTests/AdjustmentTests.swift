import Geodesy
import Groundwork
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct AreaAdjustmentTests {
  let patches: [(id: String, area: Area)] = [
    ("a", Area(hundredths: 123_456)), ("b", Area(hundredths: 876_543)),
    ("c", Area(hundredths: 20_001)), ("d", Area(hundredths: 500_000)),
    ("e", Area(hundredths: 33_333)),
  ]

  // The published vectors spread more than 0.01 m² a patch, so they need a limit of their own.
  func spread(_ difference: Int64) throws -> [Int64] {
    let control = patches.map(\.area).total() + Area(hundredths: difference)
    return try AreaAdjustment.equalShares
      .adjusted(patches, to: control, limit: Area(hundredths: 20)).map(\.hundredths)
  }

  @Test func publishedVectorOfPlusSevenHundredths() throws {
    #expect(try spread(7) == [123_457, 876_545, 20_002, 500_002, 33_334])
  }

  @Test func publishedVectorOfMinusThirteenHundredths() throws {
    #expect(try spread(-13) == [123_453, 876_540, 19_999, 499_997, 33_331])
  }

  @Test(arguments: AreaAdjustment.allCases, -5...5)
  func sumIsTheControlArea(_ strategy: AreaAdjustment, difference: Int) throws {
    let control = patches.map(\.area).total() + Area(hundredths: Int64(difference))
    let result = try strategy.adjusted(patches, to: control)
    #expect(result.total() == control)
    for (before, after) in zip(patches, result) {
      #expect(abs((after - before.area).hundredths) <= 5)
    }
  }

  @Test(arguments: AreaAdjustment.allCases)
  func moreThanRoundingIsRefused(_ strategy: AreaAdjustment) {
    let control = patches.map(\.area).total() + Area(hundredths: 6)
    #expect {
      try strategy.adjusted(patches, to: control)
    } throws: {
      ($0 as? Diagnostic)?.code == "area.not-rounding"
    }
    #expect {
      try strategy.adjusted([], to: Area(hundredths: 1))
    } throws: {
      ($0 as? Diagnostic)?.code == "area.no-patches"
    }
  }

  @Test func equalAreasAreRankedById() throws {
    let equal: [(id: String, area: Area)] = ["z", "y", "x"].map { ($0, Area(hundredths: 100)) }
    let result = try AreaAdjustment.equalShares.adjusted(equal, to: Area(hundredths: 302))
    #expect(result.map(\.hundredths) == [100, 101, 101])
  }

  @Test func proportionalGivesTheRestToTheLargest() throws {
    let control = patches.map(\.area).total() + Area(hundredths: 4)
    let result = try AreaAdjustment.proportional.adjusted(patches, to: control)
    // Shares 0.32, 2.26, 0.05, 1.29, 0.09 round to 0, 2, 0, 1, 0; one is left.
    #expect(result.map(\.hundredths) == [123_456, 876_546, 20_001, 500_001, 33_333])
  }

  @Test func controlChainFromSheetToPatch() throws {
    let crs = try CoordinateReferenceSystem("EPSG:4549")
    let official = try OfficialArea(crs)
    // A village of 7 × 5 patches, cut by straight lines, edges shared.
    var parts: [(id: String, area: Area)] = []
    for row in 0..<5 {
      for column in 0..<7 {
        let ring = square(
          x: 655_000 + Double(column) * 37.3, y: 3_310_000 + Double(row) * 37.3, size: 37.3)
        parts.append(("\(row)-\(column)", try #require(official.area(exterior: ring))))
      }
    }
    let village: Ring = [
      (655_000, 3_310_000), (655_000 + 7 * 37.3, 3_310_000),
      (655_000 + 7 * 37.3, 3_310_000 + 5 * 37.3), (655_000, 3_310_000 + 5 * 37.3),
    ]
    let control = try #require(official.area(exterior: village))
    let adjusted = try AreaAdjustment.equalShares.adjusted(parts, to: control)
    #expect(adjusted.total() == control)
  }

  @Test func ridgeDeduction() throws {
    let deduction = try #require(
      RidgeDeduction(patch: Area(hundredths: 799_556), coefficient: 0.05))
    #expect(deduction.deducted.decimal == "399.78")
    #expect(deduction.remaining.decimal == "7595.78")
    #expect(RidgeDeduction(patch: Area(hundredths: 1), coefficient: 1) == nil)
    #expect(RidgeDeduction(patch: Area(hundredths: 1), coefficient: .nan) == nil)
    // 0.10 · 0.05 = 0.005 goes up, whatever binary fractions say.
    let half = try #require(RidgeDeduction(patch: Area(hundredths: 10), coefficient: 0.05))
    #expect(half.deducted.hundredths == 1)
  }
}

@Suite struct MapSheetTests {
  /// The exact area between two parallels.
  func exact(_ ellipsoid: Ellipsoid, south: Double, north: Double, span: Double) -> Double {
    let e = ellipsoid.eccentricitySquared.squareRoot()
    func q(_ degrees: Double) -> Double {
      let s = sin(degrees * .pi / 180)
      return s / (1 - e * e * s * s) + atanh(e * s) / e
    }
    let b = ellipsoid.semiMinorAxis
    return b * b / 2 * span * .pi / 180 * (q(north) - q(south))
  }

  @Test(arguments: MapSheet.allCases, [0.0, 20, 30, 48])
  func sheetAgreesWithTheClosedForm(_ sheet: MapSheet, south: Double) throws {
    for ellipsoid in [Ellipsoid.cgcs2000, .krassowsky] {
      let area = QuadrangleArea(ellipsoid).squareMetres(
        south: south, latitudeSpan: sheet.latitudeSpan, longitudeSpan: sheet.longitudeSpan)
      let truth = exact(
        ellipsoid, south: south, north: south + sheet.latitudeSpan / 3600,
        span: sheet.longitudeSpan / 3600)
      #expect(abs(area - truth) / truth < 1e-10)
    }
  }

  @Test func sheetsOfOneScaleFillTheNextLarger() throws {
    let quadrangle = QuadrangleArea(.cgcs2000)
    let large = quadrangle.squareMetres(south: 30, latitudeSpan: 150, longitudeSpan: 225)
    let small =
      2 * quadrangle.squareMetres(south: 30, latitudeSpan: 75, longitudeSpan: 112.5)
      + 2
      * quadrangle.squareMetres(south: 30 + 75.0 / 3600, latitudeSpan: 75, longitudeSpan: 112.5)
    #expect(abs(large - small) < 1e-6)
    #expect(quadrangle.area(of: .one10000, south: 30) == Area(roundingSquareMetres: large))
  }
}
