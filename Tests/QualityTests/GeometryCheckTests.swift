import Geometry
import Groundwork
import Quality
import Testing

@Suite struct GeometryCheckTests {
  func findings(_ fixture: CheckFixture, _ options: CheckOptions = CheckOptions()) throws
    -> [Finding]
  {
    try QualityCheck.run(fixture.bare, options: options).findings
  }

  @Test func featureWithoutGeometry() throws {
    var fixture = try CheckFixture()
    fixture.features[0].geometry = nil
    #expect(try findings(fixture).map(\.rule) == ["GEO-EMPTY"])
    fixture.features[8].geometry = MultiPolygon([])
    #expect(try findings(fixture).map(\.rule) == ["GEO-EMPTY", "GEO-EMPTY", "TOP-GAP"])
  }

  @Test func selfIntersectionIsFoundWhereItIs() throws {
    var fixture = try CheckFixture(columns: 1, rows: 1)
    fixture.setRing([(0, 0), (50, 50), (50, 0), (0, 50)])
    let found = try findings(fixture)
    #expect(found.map(\.rule) == ["GEO-INVALID"])
    #expect(found.first?.x == CheckFixture.originX + 25)
    #expect(found.first?.y == CheckFixture.originY + 25)
    #expect(found.first?.message.zh.contains("自相交") == true)
  }

  @Test func severalParts() throws {
    var fixture = try CheckFixture(columns: 1, rows: 1)
    fixture.features[0].geometry?.polygons.append(
      Polygon(CheckFixture.ring(x: 100, y: 0, width: 50, height: 50)))
    #expect(try findings(fixture).map(\.rule) == ["GEO-MULTIPART"])
  }

  @Test func repeatedVertexShortSegmentAndSpike() throws {
    var fixture = try CheckFixture(columns: 1, rows: 1)
    fixture.setRing([(0, 0), (50, 0), (50, 0), (50, 50), (0, 50)])
    #expect(try findings(fixture).map(\.rule) == ["GEO-DUPLICATE-VERTEX"])
    fixture.setRing([(0, 0), (50, 0), (50, 50), (49.85, 50), (0, 50)])
    let short = try findings(fixture)
    #expect(short.map(\.rule) == ["GEO-SHORT-SEGMENT"])
    #expect(abs((short.first?.value ?? 0) - 0.15) < 1e-9)
    fixture.setRing([(0, 0), (50, 0), (50, 25), (80, 25.2), (50, 25.4), (50, 50), (0, 50)])
    let spike = try findings(fixture)
    #expect(spike.map(\.rule) == ["GEO-SPIKE"])
    #expect(spike.first?.x == CheckFixture.originX + 80)
    #expect(spike.first?.severity == .warning && (spike.first?.value ?? 9) < 1)
  }

  @Test func sliver() throws {
    var fixture = try CheckFixture(columns: 1, rows: 1)
    fixture.setRing([(0, 0), (50, 0), (50, 0.4), (0, 0.4)])
    #expect(try findings(fixture).map(\.rule) == ["GEO-SLIVER"])
  }

  @Test(arguments: [
    ("0701", "城镇住宅用地", 14.0, 200.0), ("1104", "坑塘水面", 19.5, 400),
    ("1202", "设施农用地", 14, 200), ("1206", "裸土地", 24, 600),
  ])
  func minimumMappingArea(_ code: String, _ name: String, side: Double, bound: Double) throws {
    for (size, expected) in [(side, 1), (side + 0.6, 0)] {
      var fixture = try CheckFixture(columns: 1, rows: 1)
      fixture.set("DLBM", .text(code))
      fixture.set("DLMC", .text(name))
      fixture.set("TBMJ", .real(size * size))
      let found = try QualityCheck.run(fixture.input).findings
        .filter { $0.rule == "GEO-MINIMUM-AREA" }
      #expect(found.count == expected)
      #expect(found.allSatisfy { $0.tolerance == bound && $0.severity == .warning })
    }
  }

  @Test func overlapOfTwoNeighbours() throws {
    var fixture = try CheckFixture()
    fixture.setRing([(50, 50), (102, 50), (102, 100), (50, 100)], at: 7)
    let report = try QualityCheck.run(fixture.bare)
    #expect(report.findings.map(\.rule) == ["TOP-OVERLAP"])
    let found = try #require(report.findings.first)
    #expect(found.feature == "8" && found.other == "9")
    #expect(found.value == 100 && report.overlapTotal == 100)
    #expect(report.gapTotal == 0)
  }

  @Test func identicalPatchAndPatchInsideAnother() throws {
    var fixture = try CheckFixture()
    fixture.features.append(
      Feature(fid: 100, geometry: fixture.features[8].geometry, values: []))
    fixture.features.append(
      Feature(
        fid: 101,
        geometry: MultiPolygon(Polygon(CheckFixture.ring(x: 5, y: 5, width: 10, height: 10))),
        values: []))
    let report = try QualityCheck.run(fixture.bare)
    #expect(report.findings.map(\.rule) == ["TOP-OVERLAP", "TOP-OVERLAP"])
    #expect(Set(report.findings.compactMap(\.value)) == [2500, 100])
  }

  /// A patch and a frame around it that together cover exactly one large patch leave no edge at the
  /// small patch itself.
  @Test func stackedCoverages() throws {
    var fixture = try CheckFixture(columns: 5, rows: 4)
    let whole = CheckFixture.ring(x: 0, y: 0, width: 250, height: 200)
    fixture.features.append(Feature(fid: 90, geometry: MultiPolygon(Polygon(whole)), values: []))
    let report = try QualityCheck.run(fixture.bare)
    #expect(report.findings.count { $0.rule == "TOP-OVERLAP" } == 20)
    #expect(report.overlapTotal == 50_000)
    // Two full coverages with other inner borders.
    var stacked = try CheckFixture(columns: 5, rows: 4)
    for column in 0..<10 {
      for row in 0..<8 {
        let ring = CheckFixture.ring(
          x: Double(column) * 25, y: Double(row) * 25, width: 25, height: 25)
        stacked.features.append(
          Feature(
            fid: Int64(200 + stacked.features.count), geometry: MultiPolygon(Polygon(ring)),
            values: []))
      }
    }
    #expect(try QualityCheck.run(stacked.bare).overlapTotal == 50_000)
  }

  @Test func missingPatchIsAGapInsideButNotAtTheEdge() throws {
    var fixture = try CheckFixture()
    fixture.features.remove(at: 8)
    let report = try QualityCheck.run(fixture.bare)
    #expect(report.findings.map(\.rule) == ["TOP-GAP"])
    #expect(report.findings.first?.value == 2500 && report.gapTotal == 2500)
    // At the edge the layer alone cannot know; the village can.
    var open = try CheckFixture()
    open.features.remove(at: 0)
    #expect(try QualityCheck.run(open.bare).findings.isEmpty)
    let known = try QualityCheck.run(open.input).findings
    #expect(Set(known.map(\.rule)) == ["TOP-GAP", "AREA-VILLAGE-SUM", "AREA-COUNTY-SUM"])
    let gap = try #require(known.first { $0.rule == "TOP-GAP" })
    #expect(gap.value == 2500 && gap.other == CheckFixture.unit(1))
  }

  @Test func islandInAHoleIsNotPartOfTheGap() throws {
    var fixture = try CheckFixture(columns: 3, rows: 3)
    fixture.features[4].geometry = MultiPolygon(
      Polygon(CheckFixture.ring(x: 60, y: 60, width: 20, height: 20)))
    let report = try QualityCheck.run(fixture.bare)
    #expect(report.findings.map(\.rule) == ["TOP-GAP"])
    #expect(report.gapTotal == 2100)
  }

  @Test func thinGapIsMeasured() throws {
    var fixture = try CheckFixture(columns: 3, rows: 3)
    fixture.setRing([(50, 50), (99.99, 50), (99.99, 100), (50, 100)], at: 4)
    let report = try QualityCheck.run(fixture.bare)
    #expect(report.findings.map(\.rule) == ["TOP-GAP"])
    #expect(abs(report.gapTotal - 0.5) < 1e-9)
    // A gap no wider than the tolerance is none.
    fixture.setRing([(50, 50), (99.9999, 50), (99.9999, 100), (50, 100)], at: 4)
    #expect(try QualityCheck.run(fixture.bare).findings.isEmpty)
  }

  @Test func patchOutsideItsVillage() throws {
    var fixture = try CheckFixture()
    for field in ["ZLDWDM", "QSDWDM"] { fixture.set(field, .text(CheckFixture.unit(2))) }
    let found = try QualityCheck.run(fixture.input).findings
    #expect(
      Set(found.map(\.rule)) == ["TOP-OUTSIDE-VILLAGE", "AREA-VILLAGE-SUM"])
    let outside = try #require(found.first { $0.rule == "TOP-OUTSIDE-VILLAGE" })
    #expect(outside.value == 2500 && outside.other == CheckFixture.unit(2))
    #expect(outside.feature == "330211000010000001")
  }

  @Test func patchAcrossTheVillageBorder() throws {
    var fixture = try CheckFixture()
    fixture.setRing([(0, 50), (50, 50), (50, 101), (0, 101)], at: 6)
    let outside = try QualityCheck.run(fixture.input).findings
      .filter { $0.rule == "TOP-OUTSIDE-VILLAGE" }
    #expect(outside.map(\.value) == [50])
    // Without codes the village is found by place.
    var input = fixture.bare
    input.villages = fixture.input.villages
    let bare = try QualityCheck.run(input).findings
    #expect(bare.map(\.rule) == ["TOP-OVERLAP", "TOP-OUTSIDE-VILLAGE"])
  }

  @Test func mergeableNeighboursOnRequest() throws {
    var options = CheckOptions()
    options.disabled = []
    let fixture = try CheckFixture(columns: 2, rows: 2)
    let found = try QualityCheck.run(fixture.input, options: options).findings
    #expect(found.map(\.rule) == ["TOP-MERGEABLE", "TOP-MERGEABLE"])
    #expect(found.map(\.feature) == ["330211000010000002", "330211000010000004"])
  }

  @Test func disabledRulesAreListedAsSkipped() throws {
    var fixture = try CheckFixture()
    fixture.features.remove(at: 8)
    var options = CheckOptions()
    options.disabled.insert(.gap)
    let report = try QualityCheck.run(fixture.bare, options: options)
    #expect(report.findings.isEmpty)
    #expect(report.skipped.contains { $0.rule == "TOP-GAP" })
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func totalsAgreeWithTheUnion(_ seed: UInt64) throws {
    // Random rectangles; Σ areas = union + Σ pair overlaps where at most two cover a place, which
    // the spacing sees to.
    var generator = Lehmer(state: seed)
    var fixture = try CheckFixture(columns: 8, rows: 8)
    for index in fixture.features.indices {
      let column = Double(index % 8) * 50
      let row = Double(index / 8) * 50
      let left = column - generator.next(upTo: 20)
      let bottom = row - generator.next(upTo: 20)
      fixture.setRing(
        [
          (left, bottom), (column + 50, bottom), (column + 50, row + 50), (left, row + 50),
        ], at: index)
    }
    let report = try QualityCheck.run(fixture.bare, job: Job(threads: 2))
    let geometries = fixture.features.compactMap(\.geometry)
    var pairs = 0.0
    let geos = GEOS()
    for a in geometries.indices {
      for b in geometries.indices where b > a {
        pairs += try geos.intersection(geometries[a], geometries[b]).planarSquareMetres
      }
    }
    #expect(abs(report.overlapTotal - pairs) < 1e-6)
    #expect(report.gapTotal == 0)
  }
}

/// A small reproducible generator.
struct Lehmer {
  var state: UInt64

  mutating func next(upTo bound: Double) -> Double {
    state = (state &* 48271) % 2_147_483_647
    return Double(state) / 2_147_483_647 * bound
  }
}
