import Geometry
import Groundwork
import Programme
import Testing

@Suite("potential besides ground: grain, ridges, floor space")
struct PotentialBenefitTests {
  private func rules() throws -> PotentialRules {
    let more = """
      benefits:
        - { id: grain, title: { zh: 产能, en: grain }, unit: { zh: 公斤, en: kg }, measure: yield, field: SLOPE, table: { 1: 900, 3: 600, 9: 1000 }, after: 1, supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
        - { id: ridges, title: { zh: 田坎, en: ridges }, unit: { zh: m², en: m² }, measure: field_share, field: SLOPE, share: 0.5, supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
        - { id: floor, title: { zh: 建筑, en: floor }, unit: { zh: m², en: m² }, measure: floor_space, ratio: 1.5, supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
      indicator: new_farmland
      """
    return try PotentialRules(files: [("grass.yaml", grassTaskText() + "\n" + more)])
  }

  private let register = """
    schema: zhitu.potential-register/1
    source: { zh: 试, en: test }
    year: 2024
    floor_space:
      - { patch: a, m2: 1000 }
      - { patch: d, m2: 90000 }
    """

  private func values(_ entry: PotentialEntry) -> [Int64?] {
    entry.benefits?.map(\.thousandths) ?? []
  }

  /// Each patch has 10,000 m², half of it net: 5,000 m² are 7.5 mu.
  @Test("amounts by hand; nobody knows is not zero") func byHand() throws {
    let rules = try rules()
    #expect(rules.tasks[0].indicator == "new_farmland")
    let ground = grassland(
      [
        grass("a", 0, 100), grass("b", 200, 100, slope: "9"), grass("c", 400, 100, slope: "5"),
        grass("d", 600, 100, slope: "1"), grass("e", 800, 100),
      ], erl: [rectangle(799, -1, 41, 102)])
    let survey = try PotentialSurvey(
      ground, rules, PotentialRegister(yaml: register, file: "r.yaml"))
    // a: 300 kg more on 7.5 mu; half of 3 m²; 7,500 − 1,000 m² of floor space.
    #expect(values(survey.entries[0]) == [2_250_000, 1_500, 6_500_000])
    // b is better already; c has no yield in the table; neither has floor space on record.
    #expect(values(survey.entries[1]) == [0, 4_500, nil])
    #expect(values(survey.entries[2]) == [nil, 2_500, nil])
    // d has more floor space than is planned.
    #expect(values(survey.entries[3]) == [0, 500, 0])
    // Four tenths of e are cut: 6,000 m² net, 3,000 m² theoretical.
    #expect(values(survey.entries[4]) == [1_350_000, 900, nil])
    let entry = survey.entries[0]
    let levels = rules.tasks[0].levels
    func grain(_ level: PotentialLevel, _ will: OwnersWill) -> Int64? {
      entry.benefit("grain", level, levels, will: will, condition: .works)
    }
    #expect(grain(.theoretical, .unwilling) == 2_250_000)
    #expect(grain(.realisable, .willing) == 1_125_000)
    #expect(grain(.nearTerm, .willing) == 562_500)
    #expect(grain(.realisable, .unwilling) == 0)
    #expect(
      survey.entries[2].benefit("grain", .realisable, levels, will: .willing, condition: .ready)
        == nil)
  }

  @Test(
    "faults in the rules are refused with their line",
    arguments: [
      ("after: 1", "after: 2", "after"), ("share: 0.5", "share: 1.5", "share"),
      ("measure: yield", "measure: luck", "measure"), ("id: ridges", "id: grain", "twice"),
      ("indicator: new_farmland", "indicator: money", "indicator"),
    ])
  func faults(old: String, new: String, code: String) throws {
    let more = try rules()
    #expect(more.tasks.count == 1)
    let text = """
      benefits:
        - { id: grain, title: { zh: 产能, en: grain }, unit: { zh: 公斤, en: kg }, measure: yield, field: SLOPE, table: { 1: 900 }, after: 1, supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
        - { id: ridges, title: { zh: 田坎, en: ridges }, unit: { zh: m², en: m² }, measure: field_share, field: SLOPE, share: 0.5, supplied_by: { zh: 局, en: office }, origin: { zh: 试, en: test } }
      indicator: new_farmland
      """
    let fault = #expect(throws: Diagnostic.self) {
      try PotentialRules(files: [
        ("g.yaml", grassTaskText() + "\n" + text.replacing(old, with: new))
      ])
    }
    #expect(fault?.code == "potential.rules.\(code)")
    let twice = register.replacing("patch: d", with: "patch: a")
    #expect(throws: Diagnostic.self) { try PotentialRegister(yaml: twice, file: "r.yaml") }
  }
}
