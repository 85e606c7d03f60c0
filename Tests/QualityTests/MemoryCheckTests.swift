import Foundation
import Geometry
import Groundwork
import Quality
import TestSupport
import Testing

/// Bounded memory changes where patches and edges are, never what is found.
@Suite struct MemoryCheckTests {
  private static let point = GridPoint(x: 6_550_000_000, y: 33_100_000_000)

  private static func ring(_ size: Int64) -> [GridPoint] {
    [(0, 0), (size, 0), (size, size), (0, size)].map {
      GridPoint(x: point.x + $0.0, y: point.y + $0.1)
    }
  }

  /// All kinds of values and shapes.
  private static let features = [
    Feature(fid: 1, geometry: nil, values: []),
    Feature(fid: -7, geometry: MultiPolygon([]), values: [.null, .integer(.min), .real(-0.0)]),
    Feature(
      fid: .max, geometry: MultiPolygon(Polygon([])),
      values: [.text(""), .text("图斑 ‘a’\0b"), .real(.infinity)]),
    Feature(
      fid: 4,
      geometry: MultiPolygon([
        Polygon(ring(1_000_000), holes: [ring(10), []]), Polygon(ring(1)), Polygon([point]),
      ]), values: [.real(0.1), .integer(42)]),
    // Too large for offsets of 32 bits.
    Feature(fid: 5, geometry: MultiPolygon(Polygon(ring(1 << 33))), values: [.text("大")]),
    Feature(fid: 6, geometry: MultiPolygon(Polygon(ring(Int64(Int32.max)))), values: []),
  ]

  @Test(
    "features come back as they were, from memory and from a file", arguments: [1 << 20, 200, 0])
  func roundTrip(limit: Int) throws {
    let store = FeatureStore(limit: limit)
    for feature in Self.features { try store.append(feature) }
    try store.finish()
    #expect(store.isSpilled == (limit < 1 << 20))
    #expect(store.count == Self.features.count)
    for start in 0...store.count {
      for end in start...store.count {
        let loaded = try store.load(start..<end)
        for (feature, expected) in zip(loaded, Self.features[start..<end]) {
          #expect(feature.fid == expected.fid)
          #expect(feature.geometry == expected.geometry)
          #expect(feature.values == expected.values)
        }
        #expect(loaded.count == end - start)
      }
    }
    let nan = FeatureStore(limit: limit)
    try nan.append(Feature(fid: 1, geometry: nil, values: [.real(.nan)]))
    try nan.finish()
    guard case .real(let value)? = try nan.load(0..<1).first?.values.first else {
      Issue.record("not a number is not a real")
      return
    }
    #expect(value.isNaN)
  }

  /// A survey with faults of nearly every kind, of more than two batches.
  private func spoilt() throws -> CheckFixture {
    var fixture = try CheckFixture(columns: 40, rows: 30)
    let size = CheckFixture.size
    for index in [3, 40, 600, 601, 1199] {
      fixture.set("DLBM", .text("9999"), at: index)
      fixture.set("BSM", .text("330211000010000001"), at: index)
      fixture.set("TBBH", .text("7"), at: index)
      fixture.set("QSDWDM", .null, at: index)
      fixture.set("TBMJ", .real(1), at: index)
    }
    // A bow-tie, an overlap, a gap, a repeated vertex, a spike, a patch of its own elsewhere.
    let x = 10 * size
    fixture.setRing([(x, 0), (x + size, size), (x + size, 0), (x, size)], at: 10)
    fixture.setRing([(-5, size), (size + 5, size), (size, 2 * size), (0, 2 * size)], at: 40)
    fixture.setRing([(5 * size, 3 * size), (5.5 * size, 3 * size), (5 * size, 4 * size)], at: 125)
    fixture.setRing(
      [(0, 29 * size), (0, 29 * size), (size, 29 * size), (size, 30 * size), (0, 30 * size)],
      at: 1160)
    fixture.setRing([(0, 9000), (100, 9000), (100, 9100)], at: 700)
    fixture.features[800].geometry = nil
    var again = fixture.features[900]
    again.fid = 5000
    fixture.features.append(again)
    return fixture
  }

  @Test("the findings are the same in the same order", arguments: [1, 3])
  func boundedMemoryFindsTheSame(threads: Int) throws {
    let fixture = try spoilt()
    var options = CheckOptions()
    options.disabled = []
    let whole = try QualityCheck.run(fixture.input, options: options)
    let rules = Set(whole.findings.map(\.rule))
    for rule in [
      "ATT-CLASS", "ATT-UNIQUE-BSM", "ATT-UNIQUE-TBBH", "ATT-REQUIRED", "GEO-EMPTY", "GEO-INVALID",
      "GEO-DUPLICATE-VERTEX", "TOP-OVERLAP", "TOP-GAP", "TOP-OUTSIDE-VILLAGE", "TOP-MERGEABLE",
      "AREA-OFFICIAL", "AREA-VILLAGE-SUM", "AREA-COUNTY-SUM",
    ] {
      #expect(rules.contains(rule), "the fixture does not break \(rule)")
    }
    // The findings of a rule come in the order of the patches.
    for (rule, findings) in Dictionary(grouping: whole.findings, by: \.rule)
    where rule.hasPrefix("ATT-") && rule != "ATT-REQUIRED" {
      let fids = findings.compactMap(\.fid)
      #expect(fids == fids.sorted(), "\(rule)")
    }
    let store = FeatureStore(limit: 1 << 12)
    for feature in fixture.features { try store.append(feature) }
    try store.finish()
    var input = fixture.input
    input.patches = CheckPatches(name: "DLTB", columns: CheckFixture.columns, store: store)
    options.bucketBytes = 1 << 12
    let bounded = try QualityCheck.run(input, options: options, job: Job(threads: threads))
    #expect(bounded.findings == whole.findings)
    #expect(bounded.overlapTotal == whole.overlapTotal && bounded.gapTotal == whole.gapTotal)
    #expect(bounded.rulesRun == whole.rulesRun && bounded.skipped == whole.skipped)
  }

  /// However few findings of a rule are listed, all are counted, and those listed are the first.
  @Test(arguments: [0, 1, 2, 7])
  func whatIsNotListedIsCounted(listed: Int) throws {
    let fixture = try spoilt()
    var options = CheckOptions()
    options.disabled = []
    let whole = try QualityCheck.run(fixture.input, options: options)
    #expect(whole.unlisted.isEmpty)
    options.listed = listed
    for threads in [1, 3] {
      let short = try QualityCheck.run(fixture.input, options: options, job: Job(threads: threads))
      #expect(short.countsByRule == whole.countsByRule)
      #expect(short.errorCount == whole.errorCount && short.warningCount == whole.warningCount)
      for rule in whole.countsByRule.keys {
        let all = whole.findings.filter { $0.rule == rule }
        let some = short.findings.filter { $0.rule == rule }
        #expect(some.allSatisfy(all.contains))
        // Of a rule that is one list; ATT-REQUIRED is one for each field.
        if rule == "ATT-UNIQUE-BSM" { #expect(some == Array(all.prefix(listed))) }
      }
      if listed == 0 { #expect(short.findings.isEmpty) }
    }
  }

  /// Squares of which many are moved at random and some left out: overlaps and gaps all over the
  /// layer, and an inlet of its border that goes far in.
  private func scattered(_ seed: UInt64, columns: Int, rows: Int) throws -> CheckFixture {
    var generator = SplitMix(state: seed)
    func shift() -> Double { Double(generator.next() % 41) / 10 - 2 }
    var fixture = try CheckFixture(columns: columns, rows: rows)
    let size = CheckFixture.size
    for index in fixture.features.indices {
      guard index % columns % 3 == 1, index / columns % 2 == 1 else { continue }
      let x = Double(index % columns) * size + shift()
      let y = Double(index / columns) * size + shift()
      fixture.setRing([(x, y), (x + size, y), (x + size, y + size), (x, y + size)], at: index)
    }
    let isInlet = { (index: Int) in index % columns == columns / 2 && index / columns > 2 }
    fixture.features = fixture.features.enumerated()
      .filter { $0.offset % 11 != 5 && !isInlet($0.offset) }.map(\.element)
    return fixture
  }

  @Test("gaps are the same however the ground is cut", arguments: [3, 14, 159] as [UInt64])
  func gapsDoNotDependOnCells(seed: UInt64) throws {
    let fixture = try scattered(seed, columns: 13, rows: 11)
    func gaps(_ input: CheckInput, most: Int, threads: Int = 1) throws -> (CheckReport, [Int]) {
      var options = CheckOptions()
      options.patchesPerCell = most
      let report = try QualityCheck.run(input, options: options, job: Job(threads: threads))
      // In square centimetres: a cut moves a corner by up to half a step of the grid.
      let areas = report.findings.filter { $0.rule == "TOP-GAP" }
        .map { Int((($0.value ?? .nan) * 100).rounded()) }
      return (report, areas.sorted())
    }
    for input in [fixture.bare, fixture.input] {
      let (whole, expected) = try gaps(input, most: 1000)
      #expect(expected.count > 10)
      for most in [1, 4, 30] {
        let (cut, areas) = try gaps(input, most: most)
        #expect(abs(cut.gapTotal - whole.gapTotal) < 0.05)
        #expect(areas.count == expected.count)
        #expect(zip(areas, expected).allSatisfy { abs($0 - $1) <= 3 }, "at most \(most)")
        let again = try gaps(input, most: most, threads: 3)
        #expect(again.0.findings == cut.findings)
      }
    }
  }

  /// The oracle: the ground of the box less the union of all patches, by GEOS.
  @Test func gapsOfALayerInCellsAreWhatTheUnionLeaves() throws {
    let fixture = try scattered(7, columns: 9, rows: 9)
    var options = CheckOptions()
    options.patchesPerCell = 5
    let report = try QualityCheck.run(fixture.bare, options: options)
    let geos = GEOS()
    let union = try geos.union(fixture.features.compactMap(\.geometry))
    let filled = try geos.union(union.polygons.map { MultiPolygon(Polygon($0.exterior)) })
    let enclosed = filled.planarSquareMetres - union.planarSquareMetres
    #expect(enclosed > 1000)
    #expect(abs(report.gapTotal - enclosed) < 0.05)
  }

  /// The oracle: every pair of patches, edge by edge.
  @Test func mergeableNeighboursAreAllPairsWithACommonEdge() throws {
    var fixture = try CheckFixture(columns: 7, rows: 5)
    for index in stride(from: 0, to: 35, by: 4) { fixture.set("GDLX", .text("TL"), at: index) }
    var options = CheckOptions()
    options.disabled = []
    options.bucketBytes = 256
    let found = try QualityCheck.run(fixture.input, options: options).findings
      .filter { $0.rule == "TOP-MERGEABLE" }
    func edges(_ feature: Feature) -> Set<Set<GridPoint>> {
      let ring = feature.geometry?.polygons.first?.exterior ?? []
      return Set(zip(ring, ring.dropFirst() + ring.prefix(1)).map { [$0, $1] })
    }
    let counted = ["GDLX", "ZLDWDM", "QSDWDM"].compactMap { name in
      CheckFixture.columns.firstIndex { $0.name == name }
    }
    var expected: Set<[Int64]> = []
    for (index, patch) in fixture.features.enumerated() {
      for other in fixture.features[..<index]
      where !edges(patch).isDisjoint(with: edges(other))
        && counted.allSatisfy({ patch.values[$0] == other.values[$0] })
      {
        expected.insert([other.fid, patch.fid])
      }
    }
    let ids = Dictionary(
      uniqueKeysWithValues: fixture.features.compactMap { feature in
        feature.values[0].string.map { ($0, feature.fid) }
      })
    let pairs = found.compactMap { finding in
      finding.other.flatMap { ids[$0] }.flatMap { other in finding.fid.map { [other, $0] } }
    }
    #expect(Set(pairs) == expected && pairs.count == expected.count && !expected.isEmpty)
  }

  @Test func aLimitThatIsTooLowIsRefused() throws {
    #expect(throws: Diagnostic.self) { try CheckMemory(limit: 100 << 20, patches: 600_000) }
    let memory = try CheckMemory(limit: 300 << 20, patches: 600_000)
    #expect(memory.patchBytes + memory.bucketBytes < 300 << 20)
  }
}
