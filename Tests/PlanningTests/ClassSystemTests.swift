import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Testing

@Suite("Verdicts do not depend on the codes of a class system")
struct ClassSystemTests {
  /// The same ground in a class system: fields, a village, a rural road, works.
  private struct Codes {
    var system: LandClassSystem
    var field: String
    var homestead: String
    var road: String
    var works: String

    static let survey = Codes(
      system: .sd3Work, field: "0101", homestead: "0702", road: "1006", works: "0601")
    static let unified = Codes(
      system: .ydyh2023, field: "0101", homestead: "0703", road: "0601", works: "1001")
    static let standard = Codes(
      system: .gbt21010, field: "0101", homestead: "0702", road: "1006", works: "0601")
  }

  private func side(
    _ name: String, _ system: LandClassSystem?, _ shapes: [(String, MultiPolygon)]
  ) throws -> FlowSide {
    var side = FlowSide(name: name)
    for (index, (code, shape)) in shapes.enumerated() {
      if let system {
        side.classes.append(FlowClass(try LandClass(system, code), source: code))
      } else {
        side.classes.append(
          FlowClass(source: .init(key: code, name: Localized(code), colour: "#777777")))
      }
      var rings = RingBuffer()
      rings.append(shape)
      side.append(
        fid: Int64(index + 1), id: "\(name)\(index + 1)", class: Int32(index),
        area: Area(roundingSquareMetres: shape.planarSquareMetres) ?? .zero, rings: rings)
    }
    return side
  }

  /// A strip of the village becomes a field, and the field beside the works becomes `target`.
  private func evaluate(
    _ codes: Codes, isNamed: Bool = true, plan system: LandClassSystem? = nil,
    field: String = "0101", target: String? = nil, village: String? = nil
  ) throws -> Evaluation {
    let base = try side(
      "b", isNamed ? codes.system : nil,
      [
        (codes.field, Ground.box(0, 0, 300, 200)),
        (village ?? codes.homestead, Ground.box(300, 0, 200, 200)),
        (codes.road, Ground.box(500, 0, 20, 200)), (codes.works, Ground.box(520, 0, 80, 200)),
      ])
    var measures = [
      (
        Measure(id: "M1", element: "村庄", project: "X1", ridgeShare: 0, slopeClass: 1), field,
        Ground.box(300, 0, 100, 200)
      )
    ]
    if let target {
      measures.append(
        (
          Measure(id: "M2", element: "建设用地", project: "X1", ridgeShare: 0, slopeClass: 1), target,
          Ground.box(0, 0, 10, 200)
        ))
    }
    var drawn = try side(
      "m", isNamed ? system ?? codes.system : nil, measures.map { ($0.1, $0.2) })
    drawn.ids = measures.map(\.0.id)
    let plan = ConsolidationPlan(
      name: "P", measures: measures.map(\.0),
      stated: [.pbfChange, .udbChange, .approval, .scattered, .ridgeShare], side: drawn)
    let state = try PlannedState.lay(plan, over: base, density: nil)
    var ground = PlanGround(
      base: Array(repeating: BasePatchFacts(ridgeShare: 0, slopeClass: 1), count: 4))
    ground.udb = Ground.layer("udb", [("集中建设区", Ground.box(300, 0, 300, 200))])
    ground.themes[try #require(ThemeLayer(rawValue: "park"))] = Ground.layer(
      "parks", [("园", Ground.box(520, 0, 80, 200))])
    ground.themes[try #require(ThemeLayer(rawValue: "industry"))] = Ground.layer(
      "line", [("线", Ground.box(520, 0, 80, 200))])
    let book = try Ground.book()
    let facts = try PlanFacts.make(state, plan: plan, ground: ground, catalogue: book.catalogue)
    let date = try #require(CalendarDate("2026-06-01"))
    return try RuleEngine.evaluate(book.packs, facts.facts, on: date, scope: "330211")
  }

  private func answers(_ evaluation: Evaluation) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: evaluation.verdicts.map {
        ($0.reference, "\($0.verdict.rawValue) \($0.value.map { "\($0)" } ?? "–")")
      })
  }

  @Test("the same ground in three class systems gets the same verdicts")
  func sameGround() throws {
    let survey = answers(try evaluate(.survey, target: Codes.survey.works))
    #expect(survey["CORE-01"]?.hasPrefix("pass") == true)
    #expect(answers(try evaluate(.unified, target: Codes.unified.works)) == survey)
    #expect(answers(try evaluate(.standard, target: Codes.standard.works)) == survey)
    // A plan drawn in the unified classes over a survey in its own.
    #expect(answers(try evaluate(.survey, plan: .ydyh2023, target: "1001")) == survey)
  }

  @Test("0601 is new industrial land in the survey's classes, a rural road in the unified ones")
  func sameDigits() throws {
    #expect(try evaluate(.survey, target: "0601").verdict(of: "IND-05") == .fail)
    #expect(try evaluate(.unified, target: "0601").verdict(of: "IND-05") == .notApplicable)
    #expect(try evaluate(.unified, target: "1001").verdict(of: "IND-05") == .fail)
  }

  @Test("witnesses in another class system name the system")
  func witnesses() throws {
    let verdict = try #require(
      try evaluate(.unified, target: "1001").verdicts.first { $0.rule == "IND-05" })
    #expect(verdict.witnesses.map(\.toClass) == ["YDYH-2023:1001"])
    let own = try #require(
      try evaluate(.survey, target: "0601").verdicts.first { $0.rule == "IND-05" })
    #expect(own.witnesses.map(\.toClass) == ["0601"])
  }

  @Test("with a class that covers several uses, only what depends on its use is undecidable")
  func severalUses() throws {
    // 07 居住用地 of the unified classes: homesteads, town housing or their services.
    let evaluation = try evaluate(.unified, village: "07")
    #expect(evaluation.verdict(of: "CORE-03") == .pass)
    #expect(evaluation.verdict(of: "CORE-01") == .undecidable)
    let verdict = try #require(evaluation.verdicts.first { $0.rule == "CORE-01" })
    #expect(verdict.missing == ["pieces.farmland_after", "pieces.farmland_before"])
  }

  @Test("without a class system nothing that depends on classes is decided")
  func unknownSystem() throws {
    let evaluation = try evaluate(.survey, isNamed: false, target: "0601")
    for rule in ["CORE-01", "CORE-03", "IND-05", "SLP-01", "NEG-04", "BAL-06", "CTG-04", "CTG-08"] {
      #expect(evaluation.verdict(of: rule) == .undecidable, "\(rule)")
    }
    #expect(evaluation.contradictions.isEmpty)
  }
}
