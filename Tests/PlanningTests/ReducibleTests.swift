import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Testing

@Suite("Rules that dropping or shrinking measures can satisfy")
struct ReducibleTests {
  private let base = Ground.side(
    "b",
    [
      ("0101", Ground.box(0, 0, 400, 200)), ("0702", Ground.box(400, 0, 100, 200)),
      ("0303", Ground.box(500, 0, 100, 200)), ("1101", Ground.box(600, 0, 50, 200)),
    ])

  /// Measures of which each breaks some rule, and one that is fine.
  private let measures: [(Measure, String, MultiPolygon)] = [
    (works("red line"), "0601", Ground.box(220, 120, 40, 40)),
    (works("basic farmland"), "0601", Ground.box(90, 150, 20, 40)),
    (works("orchard"), "0201", Ground.box(50, 100, 20, 20)),
    (works("old village"), "0101", Ground.box(440, 50, 20, 40)),
    (works("steep", slope: 5), "0101", Ground.box(510, 10, 40, 40)),
    (works("less steep", slope: 4), "0101", Ground.box(560, 10, 20, 40)),
    (works("river"), "0601", Ground.box(590, 100, 30, 30)),
    (works("out", pbf: .out), "0601", Ground.box(10, 10, 60, 30)),
    (works("into the boundary", udb: .in), "0602", Ground.box(250, 10, 30, 30)),
    (works("scattered", scattered: true), "0601", Ground.box(265, 95, 25, 90)),
    (works("small", project: "X2", scattered: true), "0601", Ground.box(300, 100, 20, 30)),
    (works("fine", ridge: 0), "0101", Ground.box(470, 50, 20, 40)),
  ]

  private static func works(
    _ id: String, project: String = "X1", slope: Int? = 1, ridge: Double? = 0,
    pbf: Measure.LineChange? = nil,
    udb: Measure.LineChange? = nil, scattered: Bool = false
  ) -> Measure {
    Measure(
      id: id, element: "工业", project: project, ridgeShare: ridge, slopeClass: slope, pbfChange: pbf,
      udbChange: udb, approval: "", isScattered: scattered)
  }

  private func ground() -> PlanGround {
    var ground = PlanGround(base: [
      BasePatchFacts(ridgeShare: 0.05, slopeClass: 1),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
    ])
    ground.pbf = Ground.layer("pbf", [("P", Ground.box(0, 0, 100, 200))])
    ground.pbfNetShare = [0.95]
    ground.erl = Ground.layer("erl", [("R", Ground.box(140, 40, 100, 100))])
    ground.udb = Ground.layer("udb", [("集中建设区", Ground.box(300, 0, 200, 200))])
    ground.udbArea = Area(hundredths: 4_000_000)
    ground.townships = Ground.layer("towns", [("330211001", Ground.box(0, 0, 650, 200))])
    ground.townshipFacts = [
      TownshipFacts(
        fid: 1, code: "330211001", name: "T", farmlandDesignated: Area(hundredths: 7_000_000),
        pbfDesignated: Area(hundredths: 1_800_000),
        urbanConstruction2020: Area(hundredths: 4_000_000))
    ]
    ground.protectedVillages = Ground.layer("villages", [("V", Ground.box(400, 0, 50, 200))])
    return ground
  }

  @Test("Every such rule that a plan breaks can be repaired, and passes on the changed plan")
  func repaired() throws {
    let book = try Ground.book()
    let plan = Ground.plan(measures)
    let ground = ground()
    let state = try PlannedState.lay(plan, over: base, density: nil)
    let facts = try PlanFacts.make(state, plan: plan, ground: ground, catalogue: book.catalogue)
    let day = CalendarDate("2026-06-01")
    let input = PlanRepair.Case(
      state: state, plan: plan, ground: ground, facts: facts, date: day, density: nil,
      area: { Area(roundingSquareMetres: $0.planarSquareMetres) ?? .zero })
    var found: Set<String> = []
    for rule in book.rules {
      for part in rule.parts where part.reducible == .measures {
        let verdict = try RuleEngine.verdict(of: part, rule, facts.facts)
        guard verdict.verdict == .fail else { continue }
        found.insert(verdict.reference)
        let test = PlanRepair.Test(rule: rule, part: part, verdict: verdict)
        let answer = try PlanRepair(input, tests: [test]).repaired()
        #expect(answer?.isEnough == true, "\(verdict.reference)")
        if verdict.exactMargin != nil { #expect(answer?.passes == true, "\(verdict.reference)") }
        // No answer gives up the measure that breaks nothing.
        #expect(answer?.changes.contains { plan.measures[$0.number].id == "fine" } == false)
      }
    }
    #expect(
      found == [
        "BAL-06", "CAP-01/farmland", "CAP-01/pbf", "CAP-02", "CORE-01", "CORE-03",
        "CORE-04/construction", "CORE-05", "CORE-08", "CORE-14", "CORE-18", "NB-01", "NB-02/pbf",
        "NB-02/udb", "NB-04", "NB-05", "NB-16", "NEG-01", "NEG-03", "NEG-04", "P37-02/quantity",
        "PBF-05",
        "SLP-01",
      ])
  }
}
