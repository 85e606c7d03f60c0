import Flow
import Geometry
import Groundwork
import Planning
import Testing

@Suite("Cuts by control lines")
struct ControlCutTests {
  private func state() throws -> PlannedState {
    let base = Ground.side(
      "b",
      [("0101", Ground.box(0, 0, 100, 100)), ("0702", Ground.box(100, 0, 100, 100))])
    let plan = Ground.plan([
      (Measure(id: "M1", ridgeShare: 0), "0101", Ground.box(100, 0, 100, 50))
    ])
    return try PlannedState.lay(plan, over: base, density: nil)
  }

  @Test("only pieces that a line crosses are cut, and the atoms of a row sum to it")
  func cut() throws {
    let state = try state()
    let red = Ground.layer("erl", [("R", Ground.box(150, -10, 100, 80))])
    let towns = Ground.layer(
      "towns", [("A", Ground.box(0, 0, 120, 100)), ("B", Ground.box(120, 0, 80, 100))])
    let atoms = try ControlCut.atoms(of: state, by: [red, towns])
    var sums = [Int: Int64]()
    for atom in atoms { sums[atom.row, default: 0] += atom.area.hundredths }
    for (row, item) in state.ledger.rows.enumerated() {
      #expect(sums[row] == item.area.hundredths)
    }
    func area(_ row: Int, erl: Int32?, town: Int32?) -> Int64 {
      atoms.filter { $0.row == row && $0.inside == [erl, town] }
        .reduce(0) { $0 + $1.area.hundredths }
    }
    let measure = try #require(
      state.ledger.rows.firstIndex {
        state.measure(ofPatch: Int($0.to ?? 0)) == 0
      })
    #expect(area(measure, erl: 0, town: 1) == 250_000)
    #expect(area(measure, erl: nil, town: 0) == 100_000)
    #expect(area(measure, erl: nil, town: 1) == 150_000)
    #expect(atoms.filter { $0.row == 0 }.count == 1)
  }

  @Test("a line that runs just inside a border leaves no strip")
  func hair() throws {
    let state = try state()
    let line = Ground.layer("erl", [("R", Ground.box(99.9999, 0, 200, 100))])
    let atoms = try ControlCut.atoms(of: state, by: [line])
    #expect(atoms.count == state.ledger.rows.count)
    #expect(atoms.filter { $0.inside == [nil] }.count == 1)
  }
}
