import Certificates
import Groundwork
import Optimisation
import TestSupport
import Testing

/// Whether the solver is there; where it is not, its tests are skipped.
let hasSolver = (try? SolverEngine.version()) != nil

@Suite("The solver's answers to published problems", .enabled(if: hasSolver))
struct LinearProgramTests {
  /// Hillier and Lieberman, Introduction to Operations Research: Wyndor Glass. Maximise 3x + 5y with
  /// x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18; the answer is 36 at (2, 6) and the prices are 0, 3/2, 1.
  private func wyndor() -> LinearModel {
    var model = LinearModel()
    let x = model.addColumn(cost: -3, 0...Double.infinity)
    let y = model.addColumn(cost: -5, 0...Double.infinity)
    model.addRow([.init(x, 1)], atMost: 4)
    model.addRow([.init(y, 2)], atMost: 12)
    model.addRow([.init(x, 3), .init(y, 2)], atMost: 18)
    return model
  }

  @Test("A textbook linear program gives its value, its plan and its prices")
  func linear() throws {
    let model = wyndor()
    let result = try model.solve()
    #expect(result.status == .optimal)
    #expect(abs((result.objective ?? 0) + 36) < 1e-9)
    let values = try #require(result.values)
    #expect(abs(values[0] - 2) < 1e-9 && abs(values[1] - 6) < 1e-9)
    let duals = try #require(result.rowDuals)
    for (dual, price) in zip(duals, [0, 1.5, 1]) { #expect(abs(dual + price) < 1e-9) }
    #expect(abs(model.bound(multipliers: duals) + 36) < 1e-9)
  }

  /// The same textbook: the prices 3/2 and 1 hold for right sides from 6 to 18 and from 12 to 24; the first
  /// rule does not bind.
  @Test("A price holds between the limits that the textbook gives")
  func ranges() throws {
    let model = wyndor()
    #expect(try model.evenRange(ofRow: 0) == nil)
    for row in [1, 2] {
      let range = try #require(try model.evenRange(ofRow: row))
      #expect(abs(range.less - 6) < 1e-5 && abs(range.more - 6) < 1e-5, "row \(row)")
    }
  }

  /// Solved anew at limits inside and outside the range.
  @Test("The least value changes evenly inside the range and not beyond it")
  func evenness() throws {
    var dice = SplitMix(state: 5)
    var bound = 0
    for _ in 0..<20 {
      var model = LinearModel()
      for _ in 0..<12 { model.addColumn(cost: Double(1 + dice.next() % 40)) }
      for _ in 0..<4 {
        model.addRow(
          (0..<12).map { .init($0, Double(dice.next() % 9)) },
          atLeast: Double(8 + dice.next() % 16))
      }
      func value(_ row: Int, _ change: Double) throws -> Double? {
        let session = try HiGHSSession(model)
        try session.setRow(row, atLeast: limit(row) + change)
        let result = try session.run(SolveOptions())
        return result.status == .optimal ? result.objective : nil
      }
      func limit(_ row: Int) -> Double { model.rowLower[row] }
      guard let duals = try model.solve().rowDuals else { continue }
      for row in 0..<4 {
        guard let range = try model.evenRange(ofRow: row) else { continue }
        bound += 1
        let now = try #require(try value(row, 0))
        for change in [-range.less, -range.less / 2, range.more / 2, range.more * 0.999] {
          let there = try #require(try value(row, change))
          #expect(abs(there - now - duals[row] * change) < 1e-5)
        }
        if range.less > 1e-6 {
          let there = try #require(try value(row, -1.2 * range.less - 0.1))
          #expect(there > now - duals[row] * (1.2 * range.less + 0.1) + 1e-7)
        }
      }
    }
    #expect(bound > 10)
  }

  @Test("Any multipliers give a bound that no plan passes")
  func weakDuality() throws {
    let model = wyndor()
    for first in stride(from: -3.0, through: 1, by: 0.5) {
      for second in stride(from: -3.0, through: 1, by: 0.5) {
        for third in stride(from: -3.0, through: 1, by: 0.5) {
          #expect(model.bound(multipliers: [first, second, third]) <= -36 + 1e-9)
        }
      }
    }
  }

  /// The knapsack P01 of J. Burkardt's collection: capacity 165, best profit 309.
  private func knapsack() -> LinearModel {
    var model = LinearModel()
    let weights = [23, 31, 29, 44, 53, 38, 63, 85, 89, 82]
    let profits = [92, 57, 49, 68, 60, 43, 67, 84, 87, 72]
    for profit in profits { model.addBinary(cost: -Double(profit)) }
    model.addRow(weights.enumerated().map { .init($0, Double($1)) }, atMost: 165, rule: 0)
    return model
  }

  @Test("A published knapsack gives its best profit, with equal bound")
  func wholeNumbers() throws {
    let model = knapsack()
    let result = try model.solve()
    #expect(result.status == .optimal)
    #expect(abs((result.objective ?? 0) + 309) < 1e-6)
    #expect(abs(result.bound + 309) < 1e-3)
    let chosen = try #require(result.values).map { Int($0.rounded()) }
    #expect(chosen == [1, 1, 1, 1, 0, 1, 0, 0, 0, 0])
  }

  @Test("Relaxed, the same knapsack gives more, and no multipliers of whole numbers")
  func relaxed() throws {
    let relaxed = try knapsack().solve(SolveOptions(isRelaxed: true))
    #expect((relaxed.objective ?? 0) < -309)
    #expect(relaxed.rowDuals != nil)
    #expect(try knapsack().solve().rowDuals == nil)
  }

  @Test("Rows that are added and limits that are changed count in the next run")
  func changes() throws {
    var model = wyndor()
    let session = try HiGHSSession(model)
    _ = try session.run(SolveOptions(presolve: false))
    let first = model.rowCount
    model.addRow([.init(0, 1), .init(1, 1)], atMost: 7)
    try session.addRows(of: model, from: first)
    // 3x + 5y with x + y ≤ 7 as well: 33 at (1, 6).
    #expect(abs((try session.run(SolveOptions(presolve: false)).objective ?? 0) + 33) < 1e-9)
    try session.setBounds([(0, 0...0)])
    #expect(abs((try session.run(SolveOptions(presolve: false)).objective ?? 0) + 30) < 1e-9)
    try session.setCosts([(1, -10)])
    #expect(abs((try session.run(SolveOptions(presolve: false)).objective ?? 0) + 60) < 1e-9)
    try session.setRow(1, atMost: 4)
    #expect(abs((try session.run(SolveOptions(presolve: false)).objective ?? 0) + 20) < 1e-9)
  }

  @Test("Rules that cannot hold together are named, the smallest set of them")
  func conflict() throws {
    var model = LinearModel()
    let x = model.addBinary(cost: 1)
    let y = model.addBinary(cost: 1)
    let z = model.addBinary(cost: 1)
    model.addRow([.init(x, 1), .init(y, 1), .init(z, 1)], atLeast: 1, rule: 0)
    model.addRow([.init(x, 1), .init(y, 1)], atLeast: 2, rule: 1)
    model.addRow([.init(x, 1), .init(z, 1)], atLeast: 1, rule: 2)
    model.addRow([.init(x, 1)], atMost: 0, rule: 3)
    let result = try model.solve()
    #expect(result.status == .infeasible && result.values == nil)
    let conflict = try model.conflict(SolveOptions())
    #expect(conflict == Conflict(rules: [1, 3], isSmallest: true))
    #expect(try knapsack().conflict(SolveOptions()) == nil)
  }

  @Test("A conflict of whole numbers alone is found, which the relaxed model does not have")
  func wholeConflict() throws {
    var model = LinearModel()
    let x = model.addBinary(cost: 0)
    let y = model.addBinary(cost: 0)
    model.addRow([.init(x, 2), .init(y, 2)], atLeast: 1, rule: 7)
    model.addRow([.init(x, 2), .init(y, 2)], atMost: 1, rule: 8)
    #expect(try model.solve(SolveOptions(isRelaxed: true)).status == .optimal)
    let conflict = try model.conflict(SolveOptions())
    #expect(conflict == Conflict(rules: [7, 8], isSmallest: true))
  }

  @Test("A cancelled job ends the search and keeps what was found")
  func cancelled() throws {
    // Market split: infeasible to search through in any time, feasible at once with slack.
    var dice = SplitMix(state: 3)
    var model = LinearModel()
    let columns = (0..<40).map { _ in model.addBinary(cost: 0) }
    for _ in 0..<5 {
      let weights = columns.map { _ in Double(dice.next() % 100) }
      let slack = model.addColumn(cost: 1, 0...Double.infinity)
      let short = model.addColumn(cost: 1, 0...Double.infinity)
      model.addRow(
        zip(columns, weights).map { .init($0, $1) } + [.init(slack, 1), .init(short, -1)],
        atLeast: (weights.reduce(0, +) / 2).rounded(), atMost: (weights.reduce(0, +) / 2).rounded())
    }
    let job = Job()
    var seen: [SolveProgress] = []
    let result = try model.solve(SolveOptions(seconds: 20), job: job) { progress in
      seen.append(progress)
      if progress.incumbent != nil { job.cancellation.cancel() }
    }
    #expect(result.status == .cancelled)
    let values = try #require(result.values)
    #expect(model.isFeasible(values))
    #expect(!seen.isEmpty)
  }

  @Test("Equal seeds give equal plans")
  func seeds() throws {
    var model = LinearModel()
    var dice = SplitMix(state: 11)
    for _ in 0..<30 { model.addBinary(cost: -Double(50 + dice.next() % 50)) }
    for _ in 0..<3 {
      model.addRow((0..<30).map { .init($0, Double(10 + dice.next() % 90)) }, atMost: 500)
    }
    let options = SolveOptions(seconds: 20, relativeGap: 0.002, seed: 5)
    let first = try model.solve(options)
    let second = try model.solve(options)
    #expect(first.values == second.values)
    #expect(first.bound == second.bound)
    #expect(model.isFeasible(try #require(first.values)))
  }
}
