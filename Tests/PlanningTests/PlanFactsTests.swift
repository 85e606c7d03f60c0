import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Testing

@Suite("Facts of a plan, and the verdicts on them")
struct PlanFactsTests {
  /// A village of 200 × 200 m beside 400 × 200 m of fields; half the village becomes field.
  private func evaluate(
    erl: MultiPolygon? = nil, withTowns: Bool = true, parks: CuttingLayer? = nil,
    protectedVillages: CuttingLayer? = nil, built: String = "0702",
    themes: [ThemeLayer: CuttingLayer] = [:], villages: [VillageFacts] = [],
    measures: [(Measure, String, MultiPolygon)]
  ) throws -> Evaluation {
    let base = Ground.side(
      "b",
      [("0101", Ground.box(0, 0, 400, 200)), (built, Ground.box(400, 0, 200, 200))])
    let plan = Ground.plan(measures)
    let state = try PlannedState.lay(plan, over: base, density: nil)
    var ground = PlanGround(base: [
      BasePatchFacts(ridgeShare: 0.05, slopeClass: 1),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
    ])
    ground.pbf = Ground.layer("pbf", [("P", Ground.box(0, 0, 100, 200))])
    ground.pbfNetShare = [0.95]
    ground.erl = Ground.layer("erl", [("R", erl ?? Ground.box(590, 150, 100, 100))])
    ground.udb = Ground.layer("udb", [("集中建设区", Ground.box(300, 0, 300, 200))])
    ground.udbArea = Area(hundredths: 6_000_000)
    ground.themes = themes
    let park = try #require(ThemeLayer(rawValue: "park"))
    ground.themes[park] = parks ?? themes[park]
    ground.villages = villages
    ground.surveyYear = 2023
    if !villages.isEmpty {
      ground.base[0].village = 0
      ground.base[1].village = 1
    }
    ground.protectedVillages = protectedVillages
    if withTowns {
      ground.townships = Ground.layer("towns", [("330211001", Ground.box(0, 0, 600, 200))])
      ground.townshipFacts = [
        TownshipFacts(
          fid: 1, code: "330211001", name: "A", farmlandDesignated: Area(hundredths: 7_000_000),
          pbfDesignated: Area(hundredths: 1_900_000),
          urbanConstruction2020: Area(hundredths: 4_000_000))
      ]
    }
    let book = try Ground.book()
    let facts = try PlanFacts.make(
      state, plan: plan, ground: ground, catalogue: book.catalogue)
    let date = try #require(CalendarDate("2026-06-01"))
    return try RuleEngine.evaluate(book.packs, facts.facts, on: date, scope: "330211")
  }

  private let reclaimed = (
    Measure(id: "M1", element: "村庄", project: "X1", ridgeShare: 0, slopeClass: 1), "0101",
    Ground.box(400, 0, 100, 200)
  )

  @Test("reclaimed homesteads are new farmland and less construction land")
  func reclaim() throws {
    let evaluation = try evaluate(measures: [reclaimed])
    #expect(evaluation.verdict(of: "CORE-01") == .pass)
    #expect(evaluation.verdict(of: "CORE-03") == .pass)
    #expect(evaluation.verdict(of: "CORE-04") == .pass)
    let core1 = try #require(evaluation.verdicts.first { $0.rule == "CORE-01" })
    // 80,000 m² of fields with 5 % ridges; 20,000 m² more without.
    #expect(abs((core1.value ?? 0) - 20_000 / 76_000) < 1e-9)
    let core3 = try #require(evaluation.verdicts.first { $0.rule == "CORE-03" })
    #expect(core3.value == -20_000)
  }

  @Test("a protected village that is cleared fails with the piece that lies in it as witness")
  func protectedVillage() throws {
    func old(_ shape: MultiPolygon) -> CuttingLayer { Ground.layer("old", [("老宅里", shape)]) }
    let cleared = try evaluate(
      protectedVillages: old(Ground.box(460, 0, 300, 50)), measures: [reclaimed])
    #expect(cleared.verdict(of: "CORE-14") == .fail)
    let verdict = try #require(cleared.verdicts.first { $0.rule == "CORE-14" })
    // 40 × 50 m of the 100 × 200 m that become a field.
    #expect(verdict.value == 2_000)
    #expect(verdict.witnesses.map(\.area) == [200_000])
    let kept = try evaluate(
      protectedVillages: old(Ground.box(500, 0, 100, 200)), measures: [reclaimed])
    #expect(kept.verdict(of: "CORE-14") == .pass)
    #expect(try evaluate(measures: [reclaimed]).verdict(of: "CORE-14") == .undecidable)
  }

  @Test("patches are in a park when half of them lies in it; without parks they are not known")
  func parks() throws {
    func outside(_ width: Double) throws -> Double? {
      let parks = Ground.layer("parks", [("园", Ground.box(600 - width, 0, 300, 200))])
      let evaluation = try evaluate(parks: parks, built: "0601", measures: [reclaimed])
      return evaluation.verdicts.first { $0.rule == "CTG-08" }?.value
    }
    // The industrial patch is 200 m wide.
    #expect(try outside(100) == 0)
    #expect(try outside(99) == 1)
    #expect(try evaluate(measures: [reclaimed]).verdict(of: "CTG-08") == .undecidable)
  }

  @Test(
    "theme layers give a yes-or-no fact for every piece; without the layer the rule names the missing fact"
  )
  func themes() throws {
    func layer(_ x: Double) -> CuttingLayer { Ground.layer("t", [("T", Ground.box(x, 0, 50, 50))]) }
    let needed = ["water", "forest", "pollution"].compactMap { ThemeLayer(rawValue: $0) }
    #expect(needed.count == 3)
    // The red line begins at 590 m, the new field ends at 500 m.
    let clear = try evaluate(
      themes: Dictionary(uniqueKeysWithValues: needed.map { ($0, layer(550)) }),
      measures: [reclaimed])
    #expect(clear.verdict(of: "BAL-06") == .pass)
    for theme in needed {
      var layers = Dictionary(uniqueKeysWithValues: needed.map { ($0, layer(550)) })
      layers[theme] = layer(480)
      let met = try evaluate(themes: layers, measures: [reclaimed])
      let verdict = try #require(met.verdicts.first { $0.rule == "BAL-06" })
      #expect(verdict.verdict == .fail)
      // 20 × 50 m of the new field.
      #expect(verdict.value == 1_000)
      layers[theme] = nil
      let open = try evaluate(themes: layers, measures: [reclaimed])
      let missing = try #require(open.verdicts.first { $0.rule == "BAL-06" }).missing
      #expect(open.verdict(of: "BAL-06") == .undecidable)
      #expect(missing == ["pieces.\(theme.fact)"])
    }
    let book = try Ground.book()
    let pieces = try #require(book.catalogue.collections.first { $0.name == "pieces" })
    for theme in ThemeLayer.allCases {
      let field = try #require(pieces.fieldIndex(theme.fact).map { pieces.fields[$0] })
      #expect(field.type == .truth)
      #expect(field.origin.en.contains("--role \(theme.rawValue)"))
    }
  }

  @Test("villages are those of the patches, touched by measures, with the area of their layer")
  func villages() throws {
    let fields = VillageFacts(code: "330211001201", name: "甲", area: Area(hundredths: 9_000_000))
    let houses = VillageFacts(code: "330211001202", name: "乙", area: Area(hundredths: 4_000_000))
    let away = VillageFacts(code: "330211001203", name: "丙", area: Area(hundredths: 5_000_000))
    let whole = try evaluate(villages: [fields, houses, away], measures: [reclaimed])
    // Only the village of the houses is touched, and it lies inside as a whole.
    #expect(whole.verdicts.first { $0.rule == "CORE-07" }?.value == 0)
    #expect(whole.verdicts.first { $0.rule == "P37-01" }?.value == 1)
    var larger = houses
    larger.area = Area(hundredths: 16_000_000)
    let part = try evaluate(villages: [fields, larger, away], measures: [reclaimed])
    #expect(part.verdicts.first { $0.rule == "CORE-07" }?.value == 1)
    #expect(part.verdicts.first { $0.rule == "P37-01" }?.value == 0.25)
    larger.area = nil
    let unknown = try evaluate(villages: [fields, larger, away], measures: [reclaimed])
    #expect(unknown.verdict(of: "CORE-07") == .undecidable)
    #expect(try evaluate(measures: [reclaimed]).verdict(of: "CORE-07") == .undecidable)
  }

  @Test("the planned state has the year of its base epoch, and the data the tolerance of the grid")
  func survey() throws {
    let evaluation = try evaluate(measures: [reclaimed])
    #expect(evaluation.verdict(of: "GEO-06") == .pass)
    #expect(evaluation.verdict(of: "GEO-02") == .pass)
    #expect(evaluation.verdicts.first { $0.rule == "GEO-02" }?.value == 0.0001)
  }

  @Test("construction on the red line fails with the piece as witness")
  func redLine() throws {
    let works = (
      Measure(id: "M2", element: "工业", project: "X2"), "0601", Ground.box(200, 0, 100, 100)
    )
    let evaluation = try evaluate(
      erl: Ground.box(250, 0, 200, 50), measures: [reclaimed, works])
    #expect(evaluation.verdict(of: "CORE-04") == .fail)
    let verdict = try #require(
      evaluation.verdicts.first { $0.rule == "CORE-04" && $0.verdict == .fail })
    #expect(verdict.witnesses.first?.area == 250_000)
    #expect(verdict.witnesses.first?.fromClass == "0101")
  }

  @Test("without townships the caps are undecidable and name what is missing")
  func missing() throws {
    let out = (
      Measure(id: "M2", element: "工业", project: "X2", pbfChange: .out), "0601",
      Ground.box(0, 0, 100, 10)
    )
    let evaluation = try evaluate(withTowns: false, measures: [reclaimed, out])
    #expect(evaluation.verdict(of: "CAP-01") == .undecidable)
    let cap = try #require(
      evaluation.verdicts.first { $0.rule == "CAP-01" && $0.verdict == .undecidable })
    #expect(cap.missing.contains { $0.contains("townships") })
    // No new basic farmland for what is taken out, and no approval.
    #expect(evaluation.verdict(of: "CORE-05") == .fail)
    #expect(evaluation.verdict(of: "CORE-08") == .fail)
  }

  @Test("basic farmland out and in is counted net, by its own share and by the ridges to come")
  func basicFarmland() throws {
    let out = (
      Measure(id: "M2", element: "工业", project: "X2", pbfChange: .out, approval: "2026-1"),
      "0601", Ground.box(0, 0, 100, 10)
    )
    let added = (
      Measure(
        id: "M3", element: "农用地", project: "X1", ridgeShare: 0.02, slopeClass: 1,
        pbfChange: .in, approval: "2026-1"), "0101", Ground.box(500, 0, 10, 102)
    )
    let evaluation = try evaluate(measures: [reclaimed, out, added])
    // Out: 1,000 m² at 0.95; in: 1,020 m² less 2 %: 999.6 m², 5.22 % more.
    let core5 = try #require(evaluation.verdicts.first { $0.rule == "CORE-05" })
    #expect(core5.verdict == .pass)
    #expect(abs((core5.value ?? 0) - (999.6 - 950) / 950) < 1e-9)
    let cap = try #require(
      evaluation.verdicts.first { $0.rule == "CAP-01" && $0.part == "pbf" })
    #expect(abs((cap.value ?? 0) - 950.0 / 19_000) < 1e-9)
    #expect(cap.verdict == .fail)
    #expect(evaluation.verdict(of: "CORE-08") == .pass)
  }
}
