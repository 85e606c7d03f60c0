import Flow
import Geometry
import Groundwork
import Planning
import Testing

@Suite("Planned state")
struct PlannedStateTests {
  private let base = Ground.side(
    "b",
    [
      ("0101", Ground.box(0, 0, 100, 100)), ("0702", Ground.box(100, 0, 50, 100)),
      ("1101", Ground.box(150, 0, 50, 100)),
    ])

  @Test("untouched patches stay, touched ones leave a remainder, a measure is one patch")
  func lay() throws {
    let plan = Ground.plan([
      (Measure(id: "M1", ridgeShare: 0), "0101", Ground.box(80, 20, 60, 60))
    ])
    let state = try PlannedState.lay(plan, over: base, density: nil)
    #expect(
      state.origins == [.remainder(0), .remainder(1), .unchanged(2), .measure(0)])
    let after = state.ledger.after
    #expect(after.ids == ["b1/0", "b2/0", "b3", "M1"])
    #expect(after.areas.map(\.hundredths) == [880_000, 260_000, 500_000, 360_000])
    #expect(after.areas.total() == base.areas.total())
    #expect(state.ledger.rows.allSatisfy { $0.kind == .piece })
    #expect(state.ledger.rows.map(\.area).total() == base.areas.total())
    for patch in 0..<after.count {
      let drawn = after.polygons.planarSquareMetres(of: patch)
      #expect(abs(drawn - after.areas[patch].squareMetres) < 0.005)
    }
    #expect(state.warnings.isEmpty)
  }

  @Test("a measure that takes a whole patch leaves no remainder")
  func whole() throws {
    let plan = Ground.plan([(Measure(id: "M1"), "0101", Ground.box(100, 0, 50, 100))])
    let state = try PlannedState.lay(plan, over: base, density: nil)
    #expect(state.origins == [.unchanged(0), .unchanged(2), .measure(0)])
  }

  @Test("measures that overlap are an error that names both")
  func overlap() {
    let plan = Ground.plan([
      (Measure(id: "M1"), "0101", Ground.box(80, 20, 60, 60)),
      (Measure(id: "M2"), "0101", Ground.box(130, 20, 40, 60)),
    ])
    do {
      _ = try PlannedState.lay(plan, over: base, density: nil)
      Issue.record("not refused")
    } catch {
      let diagnostic = error as? Diagnostic
      #expect(diagnostic?.code == "plan.overlap")
      #expect(diagnostic?.message.en.contains("M1") == true)
      #expect(diagnostic?.message.en.contains("M2") == true)
      #expect(diagnostic?.message.zh.contains("600.00") == true)
    }
  }

  @Test("a strip of drawing thinner than 0.1 m and under 1 m² is a warning")
  func sliver() throws {
    let plan = Ground.plan([
      (Measure(id: "M1"), "0101", Ground.box(10, 20, 40, 10)),
      (Measure(id: "M2"), "0101", Ground.box(49.99, 20, 40, 10)),
    ])
    let state = try PlannedState.lay(plan, over: base, density: nil)
    #expect(state.warnings.map(\.code) == ["plan.sliver"])
    #expect(state.ledger.after.areas.total() == base.areas.total())
    #expect(state.ledger.rows.map(\.area).total() == base.areas.total())
  }

  @Test("ground beyond the base epoch does not count and gives a warning")
  func beyond() throws {
    let plan = Ground.plan([(Measure(id: "M1"), "0101", Ground.box(150, 50, 100, 100))])
    let state = try PlannedState.lay(plan, over: base, density: nil)
    #expect(state.warnings.map(\.code) == ["plan.beyond-base"])
    #expect(state.ledger.after.areas.total() == base.areas.total())
    let far = Ground.plan([(Measure(id: "M1"), "0101", Ground.box(1_500, 50, 100, 100))])
    #expect(throws: Diagnostic.self) {
      try PlannedState.lay(far, over: self.base, density: nil)
    }
  }
}
