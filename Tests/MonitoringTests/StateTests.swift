import Classes
import Flow
import Geometry
import Groundwork
import Monitoring
import Planning
import Testing

@Suite("States of observed ground")
struct StateTests {
  /// 100 m of paddy, 100 m of homestead, 100 m of orchard, each 100 m deep.
  private let base = Grounds.side(
    "b",
    [
      ("0101", Grounds.box(0, 0, 100, 100)), ("0702", Grounds.box(100, 0, 100, 100)),
      ("0201", Grounds.box(200, 0, 100, 100)),
    ])
  /// The homestead becomes dry farmland in two measures; a strip of the paddy is levelled.
  private let plan = Grounds.plan([
    (
      Measure(id: "M1", project: "A", projectName: "甲", stage: 1), "0103",
      Grounds.box(100, 0, 60, 100)
    ),
    (
      Measure(id: "M2", project: "B", projectName: "乙", stage: 2), "0103",
      Grounds.box(160, 0, 40, 100)
    ),
    (
      Measure(id: "M3", project: "A", projectName: "甲", stage: 1), "0101",
      Grounds.box(0, 0, 10, 100)
    ),
  ])
  private let rules = MonitoringRules(
    name: "t",
    routes: [
      WorkRoute(
        planned: ClassCondition(uses: [.farmland]), via: ClassCondition(uses: [.vacant]),
        source: Localized("t"))
    ],
    alarms: [
      AlarmRule(
        id: "A", title: Localized("a"), level: .serious, states: [.outsidePlan, .deviating],
        before: ClassCondition(categories: [.farm]),
        after: ClassCondition(categories: [.construction]), inside: nil,
        least: Area(hundredths: 20_000), source: Localized("t")),
      AlarmRule(
        id: "B", title: Localized("b"), level: .grave, states: [.outsidePlan],
        before: ClassCondition(uses: [.farmland]),
        after: ClassCondition(exceptUses: [.farmland]), inside: "pbf",
        least: Area(hundredths: 100), source: Localized("t")),
    ],
    balances: [
      BalanceRule(
        id: "C", title: Localized("c"), level: .grave,
        counted: ClassCondition(uses: [.farmland]), source: Localized("t"))
    ])

  private func report(
    _ seen: [(String, Polygon)], pbf: Polygon? = nil
  ) throws -> MonitoringReport {
    let state = try PlannedState.lay(plan, over: base, density: nil)
    let ground = try ObservedGround.make(
      Grounds.side("o", seen.map { (code: $0.0, $0.1) }), over: state, density: nil,
      routes: rules.routes)
    var polygons = PolygonSet()
    if let pbf { polygons.append(MultiPolygon(pbf)) }
    return try MonitoringReport(
      ground, of: plan, rules: rules,
      controls: pbf == nil ? [] : [ControlLayer(role: "pbf", polygons: polygons)],
      village: { ($0 == 0 ? ("1", "东村") : ("2", "西村")) })
  }

  @Test("every state, by hand, and sums that add up to the square")
  func states() throws {
    let report = try report([
      // Paddy: kept, but for a shed of 20 × 50 that nobody planned.
      ("0101", Grounds.box(0, 0, 80, 100)), ("0601", Grounds.box(80, 0, 20, 50)),
      ("0101", Grounds.box(80, 50, 20, 50)),
      // M1: 30 m done, 20 m vacant, 10 m pond. M2 not yet. 60 m of the orchard seen, 40 not.
      ("0103", Grounds.box(100, 0, 30, 100)), ("1201", Grounds.box(130, 0, 20, 100)),
      ("1104", Grounds.box(150, 0, 10, 100)), ("0702", Grounds.box(160, 0, 40, 100)),
      ("0201", Grounds.box(200, 0, 60, 100)),
    ])
    func area(_ state: GroundState) -> Double { report.total[state].squareMetres }
    #expect(area(.done) == 3000 && area(.onTheWay) == 2000 && area(.deviating) == 1000)
    #expect(area(.notYet) == 4000 && area(.outsidePlan) == 1000 && area(.kept) == 1000)
    #expect(area(.unchanged) == 8000 + 6000 && area(.unobserved) == 4000)
    #expect(report.total.total == base.areas.total())
    for groups in [report.stages, report.projects, report.villages] {
      #expect(groups.map(\.areas.total).total() == base.areas.total())
    }
    #expect(report.projects.map(\.key) == ["A", "B", ""])
    #expect(report.villages.map(\.areas.total.squareMetres) == [10_000, 20_000])
    #expect(report.measures.map(\.changing.squareMetres) == [6000, 4000, 0])
    #expect(!report.isComplete)
  }

  @Test("incidents name what was there, and alarms hold rules against control lines")
  func incidents() throws {
    let seen = [
      ("0101", Grounds.box(0, 0, 80, 100)), ("0601", Grounds.box(80, 0, 20, 50)),
      ("0101", Grounds.box(80, 50, 20, 50)), ("0103", Grounds.box(100, 0, 100, 100)),
      ("0201", Grounds.box(200, 0, 100, 100)),
    ]
    let report = try report(seen, pbf: Grounds.box(0, 0, 90, 10))
    let incident = try #require(report.incidents.first)
    #expect(report.incidents.count == 1 && incident.area.squareMetres == 1000)
    #expect(incident.before.map(\.land.source.key) == ["0101"] && !incident.isBeyondMeasure)
    #expect(incident.alarms.map(\.rule.id) == ["A", "B"] && incident.level == .grave)
    #expect(incident.alarms.map(\.area.squareMetres) == [1000, 100])
    #expect(report.missingControls.isEmpty && report.isComplete)
    // Farmland: 10,000 before; 9,000 of it and 10,000 new.
    let balance = try #require(report.balances.first)
    #expect(balance.base.squareMetres == 10_000 && balance.observed.squareMetres == 19_000)
    #expect(balance.answer == .holds)
    // Without the layer the second rule is undecidable, and said so.
    let without = try self.report(seen)
    #expect(without.incidents[0].alarms.map(\.rule.id) == ["A"])
    #expect(without.missingControls == ["pbf"])
  }

  @Test("works that reach beyond their measure are told apart")
  func beyondMeasure() throws {
    let report = try report([
      ("0101", Grounds.box(0, 0, 95, 100)), ("0103", Grounds.box(95, 0, 105, 100)),
      ("0201", Grounds.box(200, 0, 100, 100)),
    ])
    #expect(report.incidents.map(\.area.squareMetres) == [500])
    #expect(report.incidents[0].isBeyondMeasure && report.incidents[0].alarms.isEmpty)
  }

  @Test("a partial observation decides no balance that unobserved ground could turn")
  func partial() throws {
    let some = try report([("1104", Grounds.box(0, 0, 60, 100))])
    #expect(some.total[.unobserved].squareMetres == 24_000)
    #expect(some.balances[0].answer == .undecidable)
    let most = try report([
      ("1104", Grounds.box(0, 0, 100, 100)), ("0702", Grounds.box(100, 0, 100, 100)),
      ("0201", Grounds.box(200, 0, 90, 100)),
    ])
    #expect(most.balances[0].answer == .below)
  }

  @Test("an observation that contradicts itself, or has other classes, is refused")
  func refusals() throws {
    func code(_ work: () throws -> Void) -> String? {
      do {
        try work()
        return nil
      } catch {
        return (error as? Diagnostic)?.code
      }
    }
    #expect(
      code {
        _ = try report([
          ("0101", Grounds.box(0, 0, 60, 100)), ("1104", Grounds.box(50, 0, 50, 100)),
        ])
      } == "monitor.observed-twice")
    #expect(
      code { _ = try report([("9x", Grounds.box(0, 0, 60, 100))]) } == "monitor.class-system")
  }

  @Test("rules are read from YAML, and mistakes name their line")
  func yaml() throws {
    let text = """
      name: t
      alarms:
        - id: X
          title: { zh: 甲, en: a }
          level: grave
          states: [outside_plan]
          before: { uses: [farmland] }
          inside: pbf
          least: 1.5
          source: { zh: 甲, en: a }
      """
    let rules = try MonitoringRules(yaml: text, file: "r.yaml")
    #expect(rules.alarms.map(\.least.hundredths) == [150] && rules.controlRoles == ["pbf"])
    for (wrong, line) in [("grave", 5), ("outside_plan", 6), ("farmland", 7), ("1.5", 9)] {
      do {
        _ = try MonitoringRules(
          yaml: text.replacing(wrong, with: "zzz"), file: "r.yaml")
        Issue.record("\(wrong) was not refused")
      } catch {
        #expect((error as? Diagnostic)?.file == "r.yaml:\(line)")
      }
    }
  }
}
