import Classes
import Geometry
import Groundwork
import Programme
import Testing

@Suite("villages by four methods, industry from two sides")
struct PotentialEstimateTests {
  private func register(_ text: String) throws -> PotentialRegister {
    try PotentialRegister(
      yaml: "schema: zhitu.potential-register/1\nsource: { zh: 试, en: test }\nyear: 2023\n" + text,
      file: "register.yaml")
  }

  private func village() -> PotentialGround {
    var house = grass("h", 0, 300, use: .homestead)
    house.isVillageGround = true
    var road = grass("r", 400, 100, use: .transport)
    road.isVillageGround = true
    return grassland([house, road])
  }

  @Test("four formulas by hand: 4 hm² of ground, 3 hm² of homesteads")
  func villages() throws {
    let standards = try #require(potentialRules().villages)
    let one = try register(
      """
      villages:
        - { code: "330299101201", population: 300, households: 100, homesteads: 120, idle: 30, vacated_m2: 9000, resettled_m2: 4000.5 }
      """)
    let estimate = try #require(VillageEstimate.all(village(), one, standards).first)
    #expect(estimate.ground == Area(hundredths: 4_000_000))
    // 40,000 − 300·100; 30,000 − 100·125; 40,000·30/120; 9,000 − 4,000.5.
    #expect(
      estimate.results.map(\.area?.hundredths) == [1_000_000, 1_750_000, 1_000_000, 499_950])
    #expect(
      estimate.range == Area(hundredths: 499_950)...Area(hundredths: 1_750_000))
  }

  @Test("a number that nobody registered makes its method undecidable, never zero")
  func missing() throws {
    let standards = try #require(potentialRules().villages)
    let part = try register("villages:\n  - { code: \"330299101201\", idle: 0, homesteads: 120 }")
    let estimate = try #require(VillageEstimate.all(village(), part, standards).first)
    #expect(estimate.results.map(\.area?.hundredths) == [nil, nil, 0, nil])
    #expect(estimate.results.map(\.missing)[0] == ["population"])
    var blind = village()
    blind.villageGroundLacks = "CZCSXM"
    let half = try #require(VillageEstimate.all(blind, part, standards).first)
    #expect(half.results.map(\.area) == [nil, nil, nil, nil])
    #expect(half.results.map(\.missing)[2] == ["CZCSXM"])
    let none = try #require(VillageEstimate.all(village(), nil, standards).first)
    #expect(none.range == nil)
    #expect(throws: Diagnostic.self) {
      try register("villages:\n  - { code: \"330299101201\", idle: 9, homesteads: 3 }")
    }
  }

  /// Ten enterprises with 1 to 10 times the same amounts, each on a patch of 10,000 m².
  private func ten(_ extra: String = "") throws -> PotentialRegister {
    let rows = (1...10).map { number in
      "  - { code: E\(number), name: n, holdings: [{ patch: p\(number), kind: owned, m2: 10000 }], "
        + "amounts: { tax: \(number * 1000), value_added: \(number * 5000) } }"
    }
    return try register("enterprises:\n" + rows.joined(separator: "\n") + "\n" + extra)
  }

  @Test(
    "ranks: the first fifth A, then B and C, the last twentieth D; more money never ranks lower")
  func grades() throws {
    let rules = try #require(potentialRules().evaluation)
    let evaluation = IndustryEvaluation(try ten(), rules)
    var grades: [String: IndustryEvaluation.Grade] = [:]
    for one in evaluation.enterprises { grades[one.id] = one.grade }
    // E9 and E10 are both capped. Of ten, A ends with the second, B with the seventh, C with the ninth.
    let wanted: [IndustryEvaluation.Grade] = [.d, .c, .c, .b, .b, .b, .b, .b, .a, .a]
    #expect((1...10).map { grades["E\($0)"] } == wanted)
    // Each patch has one user, so both sides agree.
    for number in 1...10 {
      #expect(evaluation.grade(ofPatch: "p\(number)") == grades["E\(number)"])
    }
    // The mean is 5.5; E10 is capped at 1.5 times, E1 has 1/5.5.
    let scores = Dictionary(
      uniqueKeysWithValues: evaluation.enterprises.map { ($0.id, $0.score) })
    #expect(scores["E10"] == 15_000)
    #expect(scores["E1"] == 1_818)
  }

  @Test("rented land counts for the tenant alone")
  func tenancy() throws {
    let rules = try #require(potentialRules().evaluation)
    let both = try ten(
      """
        - { code: LET, name: n, holdings: [{ patch: q, kind: owned, m2: 6000 }, { patch: q, kind: leased, m2: 4000 }], amounts: { tax: 1000, value_added: 5000 } }
        - { code: RENT, name: n, holdings: [{ patch: q, kind: rented, m2: 4000 }], amounts: { tax: 9000, value_added: 45000 } }
      """)
    let evaluation = IndustryEvaluation(both, rules)
    let land = Dictionary(
      uniqueKeysWithValues: evaluation.enterprises.map { ($0.id, $0.land.hundredths) })
    #expect(land["LET"] == 600_000)
    #expect(land["RENT"] == 400_000)
    let parcel = try #require(evaluation.parcels.first { $0.id == "q" })
    #expect(parcel.land.hundredths == 1_000_000)
    #expect(parcel.others == ["LET", "RENT"])
  }

  @Test("an enterprise without an amount has no grade, nor has its parcel")
  func undecidable() throws {
    let rules = try #require(potentialRules().evaluation)
    let lacking = try ten(
      "  - { code: Z, name: n, holdings: [{ patch: z, kind: owned, m2: 500 }], amounts: { tax: 5 } }"
    )
    let evaluation = IndustryEvaluation(lacking, rules)
    let one = try #require(evaluation.enterprises.first { $0.id == "Z" })
    #expect(one.grade == nil)
    #expect(one.missing == ["value_added"])
    #expect(evaluation.grade(ofPatch: "z") == nil)
  }
}

@Suite("standard land: ready, open, or unknown")
struct StandardLandTests {
  /// A task on grass with one thing to be done and one control.
  private func task() throws -> PotentialRules {
    try PotentialRules(files: [
      (
        "grass.yaml",
        grassTaskText().replacing("SLOPE, at_most: 15", with: "SLOPE, at_most: 90") + """

          standard_land:
            tasks: [grass]
            conditions:
              - { id: cleared, kind: done, title: { zh: 净地, en: free }, origin: { zh: 试, en: test } }
              - { id: tax, kind: control, title: { zh: 税, en: tax }, origin: { zh: 试, en: test } }
            supplied_by: { zh: 局, en: office }
          """
      )
    ])
  }

  private func register(_ lines: String) throws -> PotentialRegister {
    try PotentialRegister(
      yaml: "schema: zhitu.potential-register/1\nsource: { zh: 试, en: test }\nyear: 2023\n\(lines)",
      file: "r.yaml")
  }

  @Test("what nobody states is unknown, and a parcel is ready only when all is met")
  func standings() throws {
    let tasks = try task()
    let rules = try #require(tasks.standardLand)
    let names = ["a", "b", "c", "d", "e"]
    let ground = grassland(
      names.enumerated().map { grass($1, Double($0) * 200, 50 + Double($0)) })
    let entries = try PotentialSurvey(ground, tasks).entries
    #expect(entries.map(\.patch) == names)
    let own = try register(
      """
      standard_land:
        - { patch: a, done: { cleared: true }, controls: { tax: 12.5 } }
        - { patch: b, done: { cleared: false }, controls: { tax: 12 } }
        - { patch: c, done: { cleared: true } }
        - { patch: e, done: { cleared: null } }
      """)
    let found = StandardLandReadiness(entries, own, rules) { _ in false }
    func standing(_ patch: String) -> StandardLandReadiness.Standing? {
      found.parcels.first { $0.patch == patch }?.standing
    }
    #expect(names.map(standing) == [.ready, .open, .unknown, .unknown, .unknown])
    // The one that meets most comes first; the largest of those that meet nothing before the others.
    #expect(found.parcels.map(\.patch) == ["a", "c", "b", "e", "d"])
    #expect(found.area(.ready) == entries[0].net)
    let none = StandardLandReadiness(entries, nil, rules) { _ in false }
    #expect(none.count(.unknown) == 5)
    let rejected = StandardLandReadiness(entries, own, rules) { _ in true }
    #expect(rejected.parcels.isEmpty)
  }

  @Test("a parcel stands once in the register")
  func twice() throws {
    let fault = #expect(throws: Diagnostic.self) {
      try register("standard_land:\n  - { patch: a }\n  - { patch: a }")
    }
    #expect(fault?.code == "potential.register.twice")
  }
}
