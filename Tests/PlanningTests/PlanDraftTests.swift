import Flow
import Geometry
import Groundwork
import Overlay
import Planning
import Testing

@Suite("Drafts of a plan")
struct PlanDraftTests {
  private let base = Ground.side(
    "b",
    [
      ("0101", Ground.box(0, 0, 100, 100)), ("0702", Ground.box(100, 0, 50, 100)),
      ("1101", Ground.box(150, 0, 50, 100)),
    ])
  private let plan = Ground.plan([
    (Measure(id: "M1"), "0101", Ground.box(80, 20, 60, 60)),
    (Measure(id: "M2"), "0301", Ground.box(10, 20, 40, 60)),
  ])

  private static let seeds: [UInt64] = Array(1...24)

  @Test(
    "after every change of a random sequence a draft equals the plan laid from scratch",
    arguments: seeds)
  func law(seed: UInt64) throws {
    var random = RandomPlan(seed: seed, density: seed % 3 == 0 ? nil : Paraboloid())
    let base = random.base()
    var plan = try #require(firstPlan(&random, over: base))
    var draft = try PlanDraft(plan, over: base, density: random.density)
    let first = draft
    var changes: [PlanDraft.Change] = []
    expectSame(draft.state, try PlannedState.lay(plan, over: base, density: random.density))
    var made = 0
    for step in 0..<40 {
      let change = random.change(of: plan, step: step)
      let before = draft
      do {
        try draft.apply(change)
        try draft.checkInvariants()
      } catch let refusal as Diagnostic {
        expectSame(draft.state, before.state)
        expectSame(draft.plan.side, before.plan.side)
        #expect(draft.plan.measures == before.plan.measures)
        guard refusal.code != "draft.no-measure" else { continue }
        let wanted = changed(plan, change)
        #expect(throws: refusal, "seed \(seed), step \(step)") {
          try PlannedState.lay(wanted, over: base, density: random.density)
        }
        continue
      }
      plan = changed(plan, change)
      changes.append(change)
      made += 1
      expectSame(
        draft.state, try PlannedState.lay(plan, over: base, density: random.density),
        "seed \(seed), step \(step)")
      let table = try AreaTable.between(
        base.polygons, plan.side.polygons, density: random.density)
      #expect(draft.areas.entries == table.entries, "seed \(seed), step \(step)")
      #expect(draft.plan.measures == plan.measures)
    }
    #expect(made > 10)
    // The same changes at once.
    let whole = try first.applying(changes)
    try whole.checkInvariants()
    expectSame(whole.state, draft.state, "seed \(seed), at once")
    #expect(whole.areas.entries == draft.areas.entries)
    #expect(whole.plan.measures == draft.plan.measures)
  }

  private func firstPlan(_ random: inout RandomPlan, over base: FlowSide) -> ConsolidationPlan? {
    for _ in 0..<100 {
      let plan = random.plan()
      if (try? PlannedState.lay(plan, over: base, density: random.density)) != nil { return plan }
    }
    return nil
  }

  private func changed(
    _ plan: ConsolidationPlan, _ change: PlanDraft.Change
  ) -> ConsolidationPlan {
    var plan = plan
    switch change {
    case .add(let drawing): plan.append(drawing)
    case .remove(let number): plan.remove(number)
    case .replace(let number, let drawing): plan.replace(number, with: drawing)
    }
    return plan
  }

  @Test("a change of class moves the measure's areas and leaves its geometry")
  func otherClass() throws {
    var draft = try PlanDraft(plan, over: base, density: nil)
    let before = draft.state.ledger
    var drawing = draft.plan.drawing(of: 0)
    drawing.flowClass = Ground.flowClass("0201")
    try draft.apply(.replace(0, with: drawing))
    try draft.checkInvariants()
    let after = draft.state.ledger
    #expect(after.rows == before.rows)
    #expect(after.after.polygons.slots == before.after.polygons.slots)
    let areas = after.matrix(by: .class).after
    #expect(areas.first { $0.label.key == "0201" }?.area == Area(hundredths: 360_000))
    #expect(areas.contains { $0.label.key == "0101" && $0.area == Area(hundredths: 640_000) })
  }

  @Test("a measure that is removed gives its ground back")
  func remove() throws {
    var draft = try PlanDraft(plan, over: base, density: nil)
    try draft.apply(.remove(0))
    try draft.checkInvariants()
    #expect(draft.plan.side.ids == ["M2"])
    #expect(
      draft.state.origins == [.remainder(0), .unchanged(1), .unchanged(2), .measure(0)])
    #expect(draft.state.ledger.after.areas.total() == base.areas.total())
    #expect(throws: Diagnostic.self) { try draft.apply(.remove(0)) }
    #expect(throws: Diagnostic.self) { try draft.apply(.remove(1)) }
    #expect(draft.plan.side.ids == ["M2"])
  }

  @Test("a measure drawn over another is refused, names both and changes nothing")
  func overlap() throws {
    var draft = try PlanDraft(plan, over: base, density: nil)
    let before = draft
    var drawing = draft.plan.drawing(of: 1)
    drawing.geometry = Ground.box(10, 20, 80, 60)
    drawing.area = Area(hundredths: 480_000)
    do {
      try draft.apply(.replace(1, with: drawing))
      Issue.record("not refused")
    } catch {
      let diagnostic = error as? Diagnostic
      #expect(diagnostic?.code == "plan.overlap")
      #expect(diagnostic?.message.en.contains("M1 and M2") == true)
    }
    expectSame(draft.state, before.state)
    #expect(draft.plan.drawing(of: 1) == before.plan.drawing(of: 1))
  }

  @Test("a cancelled change changes nothing")
  func cancelled() throws {
    var draft = try PlanDraft(plan, over: base, density: nil)
    let before = draft
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: Cancelled.self) {
      try draft.apply(.remove(0), job: Job(cancellation: cancellation))
    }
    expectSame(draft.state, before.state)
  }

  @Test("a plan edited measure by measure equals the plan written at once")
  func editing() {
    var edited = plan
    edited.append(
      MeasureDrawing(
        measure: Measure(id: "M3"), fid: 3, flowClass: Ground.flowClass("0301"),
        geometry: Ground.box(160, 0, 10, 10), area: Area(hundredths: 10_000)))
    edited.replace(
      1,
      with: MeasureDrawing(
        measure: Measure(id: "M4"), fid: 4, flowClass: Ground.flowClass("0101"),
        geometry: Ground.box(0, 0, 10, 20), area: Area(hundredths: 20_000)))
    edited.remove(0)
    var written = Ground.plan([
      (Measure(id: "M4"), "0101", Ground.box(0, 0, 10, 20)),
      (Measure(id: "M3"), "0301", Ground.box(160, 0, 10, 10)),
    ])
    written.side.fids = [4, 3]
    #expect(edited.measures == written.measures)
    for number in 0..<2 { #expect(edited.drawing(of: number) == written.drawing(of: number)) }
    #expect(edited.side.polygons.slots == written.side.polygons.slots)
    #expect(edited.side.polygons.boxes == written.side.polygons.boxes)
  }
}
