import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Testing

@Suite("Contiguity of fields")
struct ContiguityTests {
  private func blocks(_ ground: [MultiPolygon], parted: [MultiPolygon] = []) -> [Int] {
    ContiguousGround.blocks(of: ground, parted: parted)
  }

  @Test(
    "two squares are one block when the gap is 12 m or less",
    arguments: [(0.0, 1), (11, 1), (12, 1), (12.0001, 2), (13, 2)])
  func gap(metres: Double, count: Int) {
    let east = Ground.box(100 + metres, 0, 100, 100)
    let north = Ground.box(0, 100 + metres, 100, 100)
    for other in [east, north] {
      #expect(Set(blocks([Ground.box(0, 0, 100, 100), other])).count == count)
      #expect(Set(blocks([other, Ground.box(0, 0, 100, 100)])).count == count)
    }
  }

  @Test("a slanting gap is measured straight across, not along the axes")
  func slanting() {
    let corner = Ground.box(0, 0, 100, 100)
    // From corner to corner: 8.4 · √2 = 11.88 m and 8.5 · √2 = 12.02 m.
    #expect(blocks([corner, Ground.box(108.4, 108.4, 50, 50)]) == [0, 0])
    #expect(blocks([corner, Ground.box(108.5, 108.5, 50, 50)]) == [0, 1])
    // An end against the midst of a side.
    let wedge = MultiPolygon(
      Polygon([(111, 50), (160, 20), (160, 80)].compactMap { GridPoint(metresX: $0, y: $1) }))
    #expect(blocks([corner, wedge]) == [0, 0])
  }

  @Test(
    "n squares in a row with a gap are one block, in any order; blocks are numbered as they come")
  func chain() {
    let row = (0..<40).map { Ground.box(Double($0) * 110, 0, 100, 100) }
    #expect(Set(blocks(row)) == [0])
    var shuffled: [MultiPolygon] = []
    for step in 0..<40 { shuffled.append(row[step * 17 % 40]) }
    #expect(Set(blocks(shuffled)) == [0])
    let two = [row[0], Ground.box(0, 900, 10, 10), row[1], Ground.box(0, 915, 10, 10), row[2]]
    #expect(blocks(two) == [0, 1, 0, 1, 0])
    #expect(blocks([]) == [])
  }

  @Test("touching in one corner is enough; crossing over counts as touching")
  func touching() {
    #expect(blocks([Ground.box(0, 0, 100, 100), Ground.box(100, 100, 50, 50)]) == [0, 0])
    #expect(blocks([Ground.box(0, 40, 300, 20), Ground.box(140, 0, 20, 100)]) == [0, 0])
    // A corner on the midst of a side, without a point of its own there.
    #expect(blocks([Ground.box(0, 0, 100, 100), Ground.box(100, 30, 50, 50)]) == [0, 0])
  }

  @Test("a field in the hole of another is part of it when it is near enough to the rim")
  func holes() {
    func ring(_ points: [(Double, Double)]) -> [GridPoint] {
      points.compactMap { GridPoint(metresX: $0.0, y: $0.1) }
    }
    let outer = MultiPolygon(
      Polygon(
        ring([(0, 0), (300, 0), (300, 300), (0, 300)]),
        holes: [ring([(50, 50), (50, 250), (250, 250), (250, 50)])]))
    #expect(blocks([outer, Ground.box(61, 100, 20, 20)]) == [0, 0])
    #expect(blocks([outer, Ground.box(140, 140, 20, 20)]) == [0, 1])
  }

  @Test("an obstacle separates the fields on its sides, unless there is a way around it")
  func obstacles() {
    let (west, east) = (Ground.box(0, 0, 100, 100), Ground.box(108, 0, 100, 100))
    #expect(blocks([west, east], parted: [Ground.box(102, -50, 4, 200)]) == [0, 1])
    // Straight on the fields' own borders.
    #expect(blocks([west, east], parted: [Ground.box(100, -50, 8, 200)]) == [0, 1])
    // As long as the fields, and in two pieces.
    #expect(blocks([west, east], parted: [Ground.box(100, 0, 8, 100)]) == [0, 1])
    #expect(
      blocks([west, east], parted: [Ground.box(100, -9, 8, 59), Ground.box(100, 50, 8, 59)])
        == [0, 1])
    // A ditch between two roads: the way is free in the midst of it.
    #expect(
      blocks([west, east], parted: [Ground.box(-50, -8, 300, 8), Ground.box(-50, 100, 300, 8)])
        == [0, 0])
    // It ends in the midst: past it the way is free.
    #expect(blocks([west, east], parted: [Ground.box(102, -50, 4, 90)]) == [0, 0])
    // A sliver of less than 0.1 m parts nothing.
    #expect(blocks([west, east], parted: [Ground.box(102, -50, 0.09, 200)]) == [0, 0])
    // The two are connected around the end of a long obstacle through a third.
    let bridge = Ground.box(90, 110, 30, 30)
    #expect(
      blocks([west, east, bridge], parted: [Ground.box(102, -50, 4, 155)]) == [0, 0, 0])
  }

  @Test("a big grid of fields with ditches between them is one block, one with roads is many")
  func grid() {
    let fields = (0..<10_000).map {
      Ground.box(Double($0 % 100) * 60, Double($0 / 100) * 40, 55, 36)
    }
    #expect(Set(blocks(fields)).count == 1)
    let roads = (1..<100).map { Ground.box(Double($0) * 60 - 4, -10, 3, 5000) }
    #expect(Set(blocks(fields, parted: roads)).count == 100)
  }
}

@Suite("Contiguity of a plan")
struct BlockFactsTests {
  /// Two fields with a road or a ditch of 8 m between them and a hut beyond; the second field becomes
  /// a wood, or the hut a field.
  private func evaluate(
    between: String, measure: (Measure, String, MultiPolygon)
  ) throws -> Evaluation {
    let base = Ground.side(
      "b",
      [
        ("0101", Ground.box(0, 0, 300, 100)), (between, Ground.box(300, 0, 8, 100)),
        ("0103", Ground.box(308, 0, 100, 100)), ("0702", Ground.box(408, 0, 50, 100)),
      ])
    let plan = Ground.plan([measure])
    let state = try PlannedState.lay(plan, over: base, density: nil)
    var ground = PlanGround(base: [
      BasePatchFacts(ridgeShare: 0.1, slopeClass: 1, grade: 4),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
      BasePatchFacts(ridgeShare: 0, slopeClass: 1, grade: 6),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
    ])
    ground.pbf = Ground.layer(
      "pbf", [("P", Ground.box(0, 0, 300, 100)), ("Q", Ground.box(308, 0, 50, 100))])
    ground.pbfNetShare = [0.9, 1]
    let book = try Ground.book()
    let facts = try PlanFacts.make(state, plan: plan, ground: ground, catalogue: book.catalogue)
    #expect(facts.facts.count(of: "blocks") != nil)
    let date = try #require(CalendarDate("2026-06-01"))
    return try RuleEngine.evaluate(book.packs, facts.facts, on: date, scope: "330211")
  }

  private func value(_ evaluation: Evaluation, _ rule: String, _ part: String? = nil) -> Double? {
    evaluation.verdicts.first { $0.rule == rule && $0.part == part }?.value
  }

  private let hut = (
    Measure(id: "M1", project: "X", ridgeShare: 0, slopeClass: 1, grade: 5), "0101",
    Ground.box(408, 0, 50, 100)
  )

  @Test("fields across a ditch are one block, across a road two")
  func barrier() throws {
    let ditch = try evaluate(between: "1107", measure: hut)
    #expect(value(ditch, "CTG-02") == 12)
    #expect(value(ditch, "CTG-03") == 0)
    // 27,000 + 10,000 + 5,000 m² of fields on 458 × 100 m, without the 8.4 m² at either end of the
    // ditch that a disc of 6 m cannot reach.
    #expect(abs((value(ditch, "CTG-04") ?? 0) - 42_000 / 45_783) < 1e-5)
    let road = try evaluate(between: "1003", measure: hut)
    // 27,000 of 30,000 m², and 15,000 of 15,000 m².
    #expect(abs((value(road, "CTG-04") ?? 0) - 0.9) < 1e-4)
  }

  @Test("contiguity is the sum of the squares of basic farmland over the square of the sum")
  func contiguity() throws {
    let out = (
      Measure(id: "M1", project: "X", slopeClass: 1, pbfChange: .out, approval: "1"), "0301",
      Ground.box(308, 0, 100, 100)
    )
    // Before: 27,000 and 5,000 m² across a road; after: only the first.
    let road = try evaluate(between: "1003", measure: out)
    let parted = (27_000.0 * 27_000 + 5_000 * 5_000) / (32_000.0 * 32_000)
    #expect(abs((value(road, "P37-02", "layout") ?? 0) - (1 - parted)) < 1e-9)
    // Across a ditch it was one block before.
    #expect(value(try evaluate(between: "1107", measure: out), "P37-02", "layout") == 0)
  }

  @Test("grades come from the survey and from the measure that states one")
  func grades() throws {
    let evaluation = try evaluate(between: "1107", measure: hut)
    let before = 168_000.0 / 37_000
    let after = 193_000.0 / 42_000
    #expect(abs((value(evaluation, "CORE-02") ?? 0) - (after - before)) < 1e-9)
    let silent = (
      Measure(id: "M1", project: "X", ridgeShare: 0, slopeClass: 1), "0101",
      Ground.box(408, 0, 50, 100)
    )
    #expect(
      try evaluate(between: "1107", measure: silent).verdict(of: "CORE-02") == .undecidable)
  }
}
