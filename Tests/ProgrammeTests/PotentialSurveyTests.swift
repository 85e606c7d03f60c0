import Classes
import Geometry
import Groundwork
import Programme
import Testing

@Suite("potential survey: why in, why out")
struct PotentialSurveyTests {
  @Test("the rules of the program are read, and every element has a task")
  func delivered() throws {
    let rules = try potentialRules()
    #expect(Set(rules.tasks.map(\.element)) == Set(PotentialElement.allCases))
    #expect(rules.villages != nil)
    #expect(rules.evaluation != nil)
  }

  @Test("a fault in the rules is reported with its line")
  func faults() throws {
    let broken = grassTaskText().replacing("at_most: 15", with: "at_most: steep")
    let fault = #expect(throws: Diagnostic.self) {
      try PotentialRules(files: [("grass.yaml", broken)])
    }
    #expect(fault?.code == "potential.rules.not-a-decimal")
    #expect(fault?.file == "grass.yaml:12")
    let sound = grassTaskText()
    for (wrong, code) in [
      (grassTaskText(yield: "1.2"), "share"),
      (
        sound.replacing(
          "    uses: [grassland]",
          with: "    uses: [grassland]\n    yield: { value: 1.2, origin: { zh: 试, en: test } }"),
        "share"
      ),
      (sound.replacing("prefix: CD", with: "prefix: \"\""), "missing"),
      (sound.replacing("prefix: CD", with: "prefix: CDEFG"), "prefix"),
      (sound.replacing("smaller_than_m2: 500", with: "smaller_than_m2: -1"), "area"),
      (
        sound.replacing("field: SLOPE, at_most: 15", with: "parcel_class: [E]"), "unknown-value"
      ),
    ] {
      #expect(wrong != sound)
      let fault = #expect(throws: Diagnostic.self) {
        try PotentialRules(files: [("grass.yaml", wrong)])
      }
      #expect(fault?.code == "potential.rules.\(code)")
    }
  }

  @Test("lines cut by area, overlapping lines count once, and pieces sum to the patch")
  func cuts() throws {
    // 100 × 100 m. The red line takes x < 40, the reserve x < 60: 4,000 and then 2,000 m².
    let ground = grassland(
      [grass("a", 0, 100)], erl: [rectangle(-10, -10, 50, 120)],
      reserve: [rectangle(-10, -10, 70, 120)])
    let entry = try #require(try PotentialSurvey(ground, grassTask()).entries.first)
    #expect(
      entry.course.map(\.area) == [Area(hundredths: 400_000), Area(hundredths: 200_000)])
    #expect(entry.net == Area(hundredths: 400_000))
    #expect(entry.course.compactMap(\.area).total() + entry.net == entry.area)
    #expect(entry.theoretical == Area(hundredths: 200_000))
    #expect(entry.isCandidate)
  }

  @Test("polygons of one line that overlap are not counted twice")
  func overlaps() throws {
    let ground = grassland(
      [grass("a", 0, 100)],
      erl: [rectangle(-10, -10, 40, 120), rectangle(0, -10, 40, 120)])
    let entry = try #require(try PotentialSurvey(ground, grassTask()).entries.first)
    #expect(entry.net == Area(hundredths: 600_000))
  }

  /// Two polygons on the same two fifths of a patch are not four fifths of it.
  @Test("a patch is inside a layer by its ground, not by the sum of polygons")
  func insideOnce() throws {
    let text = grassTaskText().replacing("field: SLOPE, at_most: 15", with: "inside: reserve")
    let rules = try PotentialRules(files: [("grass.yaml", text)])
    func selected(_ reserve: [MultiPolygon]) throws -> [String] {
      let ground = grassland([grass("a", 0, 100)], reserve: reserve)
      return try PotentialSurvey(ground, rules).entries.map(\.patch)
    }
    #expect(try selected([rectangle(0, 0, 40, 100), rectangle(-5, 0, 45, 100)]).isEmpty)
    #expect(try selected([rectangle(0, 0, 40, 100), rectangle(30, 0, 21, 100)]) == ["a"])
  }

  @Test("an excluded patch names the rule; nothing is asked after it")
  func exclusions() throws {
    let ground = grassland(
      [grass("whole", 0, 100), grass("rest", 200, 10), grass("tiny", 400, 4)],
      erl: [rectangle(-1, -1, 102, 102), rectangle(200, 0, 6, 100)],
      reserve: [rectangle(-1, -1, 102, 102)])
    let entries = try PotentialSurvey(ground, grassTask()).entries
    #expect(entries.map(\.exclusion) == ["line", "small", "small"])
    #expect(entries[0].course.count == 1)
    #expect(entries.allSatisfy { $0.net == .zero && $0.theoretical == .zero && $0.score == nil })
    for entry in entries { #expect(entry.course.compactMap(\.area).total() == entry.area) }
  }

  @Test("a missing layer is unchecked and a missing value undecidable; neither passes in silence")
  func unknowns() throws {
    let ground = grassland([grass("a", 0, 100), grass("b", 200, 100, slope: "")], reserve: nil)
    let survey = try PotentialSurvey(ground, grassTask())
    #expect(survey.entries.map(\.patch) == ["a"])
    #expect(survey.entries[0].course.map(\.outcome) == [.unchecked])
    let gap = try #require(survey.gaps.first)
    #expect(gap.missing == "SLOPE")
    #expect(gap.patches == 1)
    #expect(gap.area == Area(hundredths: 1_000_000))
    var steep = ground
    steep.fields = []
    for place in steep.patches.indices { steep.patches[place].values = [] }
    #expect(try PotentialSurvey(steep, grassTask()).gaps.first?.patches == 2)
  }

  @Test("three levels: net rate, then will and funding, then condition")
  func levels() throws {
    let rules = try grassTask()
    let survey = try PotentialSurvey(grassland([grass("a", 0, 100)]), rules)
    let levels = rules.tasks[0].levels
    func area(_ level: PotentialLevel, _ will: OwnersWill, _ condition: GroundCondition) -> Int64 {
      survey.entries[0].area(level, levels, will: will, condition: condition).hundredths
    }
    // 10,000 m² × 0.5 = 5,000; × 0.6 × 0.5 = 1,500; × 0.2 = 300.
    #expect(area(.theoretical, .unknown, .unknown) == 500_000)
    #expect(area(.realisable, .unknown, .unknown) == 150_000)
    #expect(area(.nearTerm, .unknown, .unknown) == 30_000)
    #expect(area(.realisable, .willing, .ready) == 250_000)
    #expect(area(.nearTerm, .willing, .ready) == 250_000)
    #expect(area(.nearTerm, .unwilling, .ready) == 0)
  }

  @Test("scores lie between the worst and the best candidate, and weights decide")
  func ranking() throws {
    let ground = grassland([
      grass("big", 0, 100, slope: "15"), grass("small", 200, 20, slope: "1"),
      grass("middle", 400, 60, slope: "8"),
    ])
    let scores = try PotentialSurvey(ground, grassTask()).entries.map(\.score)
    // Size counts three, slope one: 3/4, 1/4, and (3·0.5 + 1·0.5)/4.
    #expect(scores == [750, 250, 500])
  }

  @Test("exact shares do not lose hundredths", arguments: [1, 7, 333_333, 999_999_999_999])
  func shares(hundredths: Int64) throws {
    let share = try #require(ExactShare("0.333333"))
    let exact = (Int128(hundredths) * 333_333 + 500_000) / 1_000_000
    #expect(share.of(Area(hundredths: hundredths)).hundredths == Int64(exact))
    #expect(ExactShare("0.88")?.decimal == "0.88")
    #expect(ExactShare("1.") == nil)
    #expect(ExactShare("-1") == nil)
  }
}
