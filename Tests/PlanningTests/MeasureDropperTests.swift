import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Testing

@Suite("Measures dropped from the facts of a plan")
struct MeasureDropperTests {
  private let measures: [(Measure, String, MultiPolygon)] = [
    (
      Measure(
        id: "M1", element: "村庄", project: "X1", ridgeShare: 0, slopeClass: 1, approval: "1"),
      "0101", Ground.box(400, 0, 100, 200)
    ),
    (
      Measure(
        id: "M2", element: "工业", project: "X2", pbfChange: .out, approval: "", isScattered: true),
      "0601", Ground.box(0, 0, 100, 10)
    ),
    (
      Measure(id: "M3", element: "工业", project: "X2", udbChange: .in, approval: ""), "0602",
      Ground.box(150, 50, 60, 40)
    ),
    (
      Measure(
        id: "M4", element: "农用地", project: "X1", ridgeShare: 0.02, slopeClass: 5, pbfChange: .in,
        approval: ""), "0103", Ground.box(520, 20, 30, 50)
    ),
  ]

  private func ground() -> PlanGround {
    var ground = PlanGround(base: [
      BasePatchFacts(ridgeShare: 0.05, slopeClass: 1),
      BasePatchFacts(ridgeShare: 0, slopeClass: nil),
    ])
    ground.pbf = Ground.layer("pbf", [("P", Ground.box(0, 0, 100, 200))])
    ground.pbfNetShare = [0.95]
    ground.erl = Ground.layer("erl", [("R", Ground.box(140, 40, 100, 100))])
    ground.udb = Ground.layer("udb", [("集中建设区", Ground.box(300, 0, 300, 200))])
    ground.udbArea = Area(hundredths: 6_000_000)
    ground.townships = Ground.layer(
      "towns",
      [("330211001", Ground.box(0, 0, 300, 200)), ("330211002", Ground.box(300, 0, 300, 200))])
    ground.townshipFacts = (1...2).map {
      TownshipFacts(
        fid: Int64($0), code: "33021100\($0)", name: "T\($0)",
        farmlandDesignated: Area(hundredths: 3_000_000), pbfDesignated: Area(hundredths: 900_000),
        urbanConstruction2020: Area(hundredths: 4_000_000))
    }
    return ground
  }

  /// The verdicts on the plan of these measures.
  private func evaluate(_ facts: Facts, _ book: RuleBook) throws -> Evaluation {
    let day = try #require(CalendarDate("2026-06-01"))
    return try RuleEngine.evaluate(book.packs, facts, on: day, scope: "330211")
  }

  /// Contiguity is known only for a plan that has been laid; all other facts are the same.
  private func expectSame(_ laid: Evaluation, _ quick: Evaluation, _ what: String) {
    for (one, other) in zip(laid.verdicts, quick.verdicts) {
      #expect(one.reference == other.reference)
      if other.missing.contains(where: { $0 == "blocks" || $0 == "contiguity_after" }) { continue }
      #expect(one.verdict == other.verdict, "\(one.reference) \(what)")
      #expect(one.applies == other.applies, "\(one.reference) \(what)")
      if let a = one.value, let b = other.value {
        #expect(abs(a - b) <= 1e-6 * max(1, abs(a)), "\(one.reference) \(what)")
      }
    }
  }

  @Test("The verdicts equal those on the plan without the measures")
  func same() throws {
    let book = try Ground.book()
    let ground = ground()
    let base = Ground.side(
      "b", [("0101", Ground.box(0, 0, 400, 200)), ("0702", Ground.box(400, 0, 200, 200))])
    func made(_ kept: [Int]) throws -> (PlannedState, ConsolidationPlan, PlanFacts) {
      var plan = Ground.plan(kept.map { measures[$0] })
      plan.side.fids = kept.map { Int64($0 + 1) }
      let state = try PlannedState.lay(plan, over: base, density: nil)
      return (
        state, plan,
        try PlanFacts.make(state, plan: plan, ground: ground, catalogue: book.catalogue)
      )
    }
    let (state, plan, facts) = try made([0, 1, 2, 3])
    let dropper = try MeasureDropper(state, plan: plan, ground: ground, facts: facts)
    for bits in 0..<15 {
      let dropped = Set((0..<4).filter { bits >> $0 & 1 == 1 })
      let expected = try evaluate(try made((0..<4).filter { !dropped.contains($0) }).2.facts, book)
      let found = try evaluate(try dropper.facts(without: dropped), book)
      expectSame(expected, found, "without \(dropped)")
    }
  }

  @Test("Giving up pieces equals a measure drawn without them")
  func shed() throws {
    let book = try Ground.book()
    let ground = ground()
    let base = Ground.side(
      "b", [("0101", Ground.box(0, 0, 400, 200)), ("0702", Ground.box(400, 0, 200, 200))])
    // On basic farmland and off it, over the border of the townships, on field and village.
    let whole = Ground.box(50, 20, 400, 20)
    func made(_ shape: MultiPolygon) throws -> (PlannedState, ConsolidationPlan, PlanFacts) {
      let works = Measure(
        id: "W", element: "工业", project: "X1", ridgeShare: 0, pbfChange: .out, udbChange: .in,
        approval: "")
      let plan = Ground.plan([measures[2], (works, "0601", shape)])
      let state = try PlannedState.lay(plan, over: base, density: nil)
      return (
        state, plan,
        try PlanFacts.make(state, plan: plan, ground: ground, catalogue: book.catalogue)
      )
    }
    let (state, plan, facts) = try made(whole)
    let dropper = try MeasureDropper(state, plan: plan, ground: ground, facts: facts)
    for border in [100.0, 300, 400] {
      let rest = Ground.box(border, 20, 450 - border, 20)
      let shed = dropper.pieces(of: 1).filter { piece in
        facts.atoms[piece].geometry.bounds.map { $0.maxX <= border } ?? false
      }
      #expect(!shed.isEmpty && shed.allSatisfy { dropper.measure(ofPiece: $0) == 1 })
      let expected = try evaluate(try made(rest).2.facts, book)
      let found = try evaluate(try dropper.facts(without: [], givingUp: Set(shed)), book)
      expectSame(expected, found, "from \(border)")
    }
    // Giving up everything is to be dropped.
    let all = try dropper.facts(without: [], givingUp: Set(dropper.pieces(of: 1)))
    #expect(all.sha256() == (try dropper.facts(without: [1])).sha256())
  }

  @Test("Pieces from a register cannot be dropped")
  func foreign() throws {
    let book = try Ground.book()
    let base = Ground.side("b", [("0101", Ground.box(0, 0, 600, 200))])
    let plan = Ground.plan([measures[1]])
    let state = try PlannedState.lay(plan, over: base, density: nil)
    var ground = PlanGround(base: [BasePatchFacts(ridgeShare: 0.05, slopeClass: 1)])
    ground.pbf = nil
    var facts = try PlanFacts.make(state, plan: plan, ground: ground, catalogue: book.catalogue)
    let register = try Register(
      PolicyFile(
        name: "r.yaml",
        text: "schema: zhitu.register/1\ncollections: {projects: [{id: 1, code: X2, area: 5 mu}]}"),
      catalogue: book.catalogue)
    try facts.facts.add([register])
    #expect(throws: Diagnostic.self) {
      try MeasureDropper(state, plan: plan, ground: ground, facts: facts)
    }
  }
}
