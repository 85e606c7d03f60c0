import Classes
import Flow
import Geometry
import Groundwork
import Monitoring
import Planning
import Testing

@Suite("Acceptance of measured ground")
struct AcceptanceTests {
  private let rules = AcceptanceRules(
    name: "t", measureShare: .init(percent: 95, source: Localized("t")),
    countyShare: .init(percent: 90, source: Localized("t")),
    sources: [
      .init(
        id: "reclaimed", title: Localized("r"),
        before: ClassCondition(categories: [.construction])),
      .init(id: "other", title: Localized("o"), before: ClassCondition()),
    ], clocks: .init(noticeDays: 30, answerDays: 15, source: Localized("t")))
  private let base = Grounds.side(
    "b",
    [
      ("0702", Grounds.box(0, 0, 100, 100)), ("0201", Grounds.box(100, 0, 100, 100)),
      ("0103", Grounds.box(200, 0, 100, 100)),
    ])
  /// A homestead and an orchard become paddy in stage 1; dry farmland becomes paddy, which is no new
  /// farmland; a later stage has the rest of the orchard.
  private let plan = Grounds.plan([
    (Self.measure("M1", 1), "0101", Grounds.box(0, 0, 100, 100)),
    (Self.measure("M2", 1), "0101", Grounds.box(100, 0, 50, 100)),
    (Self.measure("M3", 1), "0101", Grounds.box(200, 0, 100, 100)),
    (Self.measure("M4", 2), "0101", Grounds.box(150, 0, 50, 100)),
  ])

  private static func measure(_ id: String, _ stage: Int) -> Measure {
    Measure(id: id, stage: stage, ridgeShare: 0.1, grade: 6)
  }

  private func report(
    _ seen: [(String, Polygon)], _ facts: [FarmlandFacts], stage: Int? = 1
  ) throws -> AcceptanceReport {
    let state = try PlannedState.lay(plan, over: base, density: nil)
    let ground = try ObservedGround.make(
      Grounds.side("o", seen.map { (code: $0.0, $0.1) }), over: state, density: nil)
    return try AcceptanceReport(
      ground, of: plan, stage: stage, rules: rules, measured: facts)
  }

  @Test("measures pass by their share, and new farmland is net of ridges, by source and grade")
  func shares() throws {
    // M1: 96 of 100 m are paddy, and pass; M2: 40 of 50 m; M3 was not measured.
    let found = try report(
      [
        ("0101", Grounds.box(0, 0, 96, 100)), ("1201", Grounds.box(96, 0, 4, 100)),
        ("0101", Grounds.box(100, 0, 40, 100)), ("0201", Grounds.box(140, 0, 60, 100)),
      ],
      [
        FarmlandFacts(ridgeShare: 0.05, grade: 5), FarmlandFacts(),
        FarmlandFacts(ridgeShare: 0.1, grade: 7), FarmlandFacts(),
      ])
    #expect(found.measures.map(\.answer) == [.accepted, .remediate, .unmeasured])
    #expect(found.measures.map(\.asPlanned.squareMetres) == [9600, 4000, 0])
    #expect(found.newFarmland.planned.squareMetres == 0.9 * 15_000)
    #expect(found.newFarmland.measured.squareMetres == 9120 + 3600)
    #expect(found.newFarmland.accepted.squareMetres == 9120)
    #expect(found.sources.map(\.area.measured.squareMetres) == [9120, 3600])
    #expect(found.classes.map(\.key) == ["0101"])
    #expect(found.grades.map(\.key) == ["5", "6", "7"])
    for parts in [found.sources, found.classes, found.grades] {
      #expect(parts.map(\.area.planned).total() == found.newFarmland.planned)
      #expect(parts.map(\.area.measured).total() == found.newFarmland.measured)
      #expect(parts.map(\.area.accepted).total() == found.newFarmland.accepted)
    }
    // (5 × 9120 + 7 × 3600) / 12,720 = 5.566
    #expect(found.meanGradeHundredths == 557)
    #expect(found.withoutRidges == NewFarmland())
  }

  @Test("what the plan promises is the same before and after any measuring")
  func promise() throws {
    let state = try PlannedState.lay(plan, over: base, density: nil)
    let promised = try AcceptanceReport(promisedBy: plan, state, rules: rules)
    #expect(promised.newFarmland == NewFarmland(planned: Area(hundredths: 1_800_000)))
    #expect(promised.sources.map(\.area.planned.squareMetres) == [9000, 9000])
    // Ridges of strips of 33.33 m² are rounded 300 times; those of the measure once.
    let strips = (0..<300).map { ("0702", Grounds.box(Double($0) * 0.3333, 0, 0.3333, 100)) }
    let measured = try report(strips, strips.map { _ in FarmlandFacts() }, stage: nil)
    #expect(measured.newFarmland.planned == promised.newFarmland.planned)
  }

  @Test("farmland without a stated ridge share is counted whole, and the chain says so")
  func ridgesNotStated() throws {
    let found = try report([("0101", Grounds.box(0, 0, 100, 100))], [FarmlandFacts(grade: 5)])
    #expect(found.withoutRidges.accepted.squareMetres == 10_000)
    #expect(found.withoutRidges.planned == .zero)
    let chain = try DeductionChain(
      found.newFarmland, withoutRidges: found.withoutRidges, rules: rules)
    #expect(chain.steps.map { $0.reason.contains("10000.00") } == [false, false, true, false])
  }

  @Test("ground without a class of a system is refused, not taken for new farmland")
  func unknownClass() throws {
    let odd = Grounds.side("b", [("x", Grounds.box(0, 0, 100, 100))])
    let plan = Grounds.plan([(Self.measure("M1", 1), "0101", Grounds.box(0, 0, 100, 100))])
    let state = try PlannedState.lay(plan, over: odd, density: nil)
    #expect {
      _ = try AcceptanceReport(promisedBy: plan, state, rules: rules)
    } throws: { ($0 as? Diagnostic)?.code == "acceptance.class" }
  }

  @Test("a stage without measures is refused, the whole plan is not")
  func stages() throws {
    let seen = [("0101", Grounds.box(0, 0, 300, 100))]
    #expect(try report(seen, [FarmlandFacts()], stage: nil).measures.count == 4)
    #expect(try report(seen, [FarmlandFacts()], stage: 2).measures.count == 1)
    #expect { try report(seen, [FarmlandFacts()], stage: 7) } throws: {
      ($0 as? Diagnostic)?.code == "acceptance.no-measures"
    }
  }

  /// Published vector V-03: planned 10.0000 hm², 1.0000 deducted passes at 90 %, 1.0001 does not.
  @Test("the county's share is exact", arguments: [(90_000, true), (89_999, false)])
  func countyShare(accepted: Int64, passes: Bool) throws {
    let farmland = NewFarmland(
      planned: Area(hundredths: 10_000_000), measured: Area(hundredths: 10_000_000),
      accepted: Area(hundredths: accepted * 100))
    let chain = try DeductionChain(farmland, rules: rules)
    #expect(chain.meetsCountyShare == passes)
  }

  @Test("standings are what is left of the one before, and accepted is not confirmed")
  func chain() throws {
    let farmland = NewFarmland(
      planned: Area(hundredths: 1000), measured: Area(hundredths: 980),
      accepted: Area(hundredths: 950))
    let chain = try DeductionChain(
      farmland, rules: rules, city: .init(area: Area(hundredths: 30), reason: "复核"),
      province: .init(area: Area(hundredths: 20), reason: "立项核减"),
      confirmed: Area(hundredths: 890))
    var left = Area.zero
    for step in chain.steps {
      if step.id == "confirmed" { continue }
      if step.kind == .deduction {
        left = left - step.area
      } else {
        #expect(step.id == "planned" || step.area == left)
        left = step.area
      }
    }
    #expect(chain.accepted.hundredths == 900 && chain.confirmed?.hundredths == 890)
    #expect(chain.steps.filter(\.isTyped).map(\.id) == ["city", "province", "accepted"])
    #expect {
      _ = try DeductionChain(
        farmland, rules: rules, city: .init(area: Area(hundredths: 951), reason: ""))
    } throws: { ($0 as? Diagnostic)?.field == "city" }
  }
}
