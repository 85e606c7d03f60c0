import Certificates
import Groundwork
import Optimisation
import TestSupport
import Testing

@Suite("Ground that joins places", .enabled(if: hasSolver))
struct CorridorTests {
  /// A grid of parcels that touch in an edge, with made-up costs; the corners are to be joined.
  private func grid(_ width: Int, _ height: Int, seed: UInt64, excluded: Int = 0)
    -> CorridorProblem
  {
    var dice = SplitMix(state: seed)
    let count = width * height
    var costs = (0..<count).map { _ in Int64(1 + dice.next() % 40) * 1_000 }
    let ends = [0, width - 1, count - width, count - 1].sorted()
    for end in ends { costs[end] = 0 }
    var locks = [SelectionProblem.Lock](repeating: .free, count: count)
    for _ in 0..<excluded {
      let node = Int(dice.next() % UInt64(count))
      if !ends.contains(node) { locks[node] = .excluded }
    }
    var edges: [SIMD2<Int32>] = []
    for node in 0..<count {
      if node % width < width - 1 { edges.append(SIMD2(Int32(node), Int32(node + 1))) }
      if node + width < count { edges.append(SIMD2(Int32(node), Int32(node + width))) }
    }
    return CorridorProblem(costs: costs, locks: locks, edges: edges, ends: ends)
  }

  /// The cheapest connected choice by trying all; `nil` if none joins the ends.
  private func cheapest(_ problem: CorridorProblem) -> Int64? {
    let neighbours = problem.neighbours()
    var best: Int64?
    for mask in 0..<(1 << problem.count) {
      let isChosen = (0..<problem.count).map { mask >> $0 & 1 == 1 }
      guard problem.ends.allSatisfy({ isChosen[$0] }),
        !problem.locks.indices.contains(where: { isChosen[$0] && problem.locks[$0] == .excluded })
      else { continue }
      let reached = problem.reach(problem.ends[0], isChosen, neighbours)
      guard isChosen.indices.allSatisfy({ !isChosen[$0] || reached[$0] }) else { continue }
      let cost = isChosen.indices.reduce(Int64(0)) { isChosen[$1] ? $0 + problem.costs[$1] : $0 }
      best = min(best ?? cost, cost)
    }
    return best
  }

  @Test func itFindsWhatTryingAllFinds() throws {
    var joined = 0
    for seed in UInt64(1)...12 {
      let problem = grid(4, 3, seed: seed, excluded: 2)
      guard let best = cheapest(problem) else {
        #expect(throws: Diagnostic.self) { try CorridorPlanner(problem).plan() }
        continue
      }
      joined += 1
      let plan = try CorridorPlanner(problem).plan()
      #expect(plan.certificate.value == best, "seed \(seed)")
      // The solver's bound is rounded down to whole units.
      #expect(plan.certificate.value - plan.certificate.solverBound <= 1, "seed \(seed)")
      #expect(plan.certificate.bound <= best)
    }
    #expect(joined > 5)
  }

  @Test func aWiderGridIsProven() throws {
    for seed in UInt64(1)...3 {
      let problem = grid(12, 9, seed: seed, excluded: 6)
      let plan = try CorridorPlanner(problem).plan(SolveOptions(seconds: 10, relativeGap: 1e-6))
      #expect(plan.gap < 0.001, "seed \(seed)")
      // As far as the certificate goes without the solver.
      #expect(plan.provenGap < 0.25, "seed \(seed)")
    }
  }

  /// Three ends around a node that costs much less than the ways past it: both a bound that counts each
  /// entrance once and the plan are exact.
  @Test func aStarIsProvenByItsCertificateAlone() throws {
    let problem = CorridorProblem(
      costs: [0, 0, 0, 50, 90, 90, 90],
      edges: [[0, 3], [0, 4], [0, 6], [1, 3], [1, 4], [1, 5], [2, 3], [2, 5], [2, 6]],
      ends: [0, 1, 2])
    let plan = try CorridorPlanner(problem).plan(SolveOptions(seconds: 0))
    #expect(plan.certificate.value == 50)
    #expect(plan.certificate.bound == 50)
  }

  /// Without time for a linear program, the bound is that of the dual ascent alone.
  @Test func theAscentProvesABoundAtOnce() throws {
    for seed in UInt64(1)...12 {
      let problem = grid(4, 3, seed: seed)
      let best = try #require(cheapest(problem))
      let bound = try CorridorPlanner(problem).plan(SolveOptions(seconds: 0)).certificate.bound
      #expect(bound <= best, "seed \(seed)")
      #expect(2 * bound >= best, "seed \(seed)")
    }
  }

  @Test func aLockedParcelIsJoinedToo() throws {
    var problem = grid(5, 4, seed: 3)
    let free = try CorridorPlanner(problem).plan()
    let other = try #require(
      problem.costs.indices.first { !free.certificate.chosen.contains($0) })
    problem.locks[other] = .chosen
    let locked = try CorridorPlanner(problem).plan()
    #expect(locked.certificate.chosen.contains(other))
    #expect(locked.certificate.value > free.certificate.value)
  }

  @Test func aChangedCertificateIsRefused() throws {
    let certificate = try CorridorPlanner(grid(5, 4, seed: 2)).plan().certificate
    _ = try Certificate.corridor(certificate).check()
    var cut = certificate
    // A node that costs something is needed, or it would not be there.
    let bridge = try #require(
      certificate.chosen.first { certificate.problem.costs[$0] > 0 })
    cut.chosen.removeAll { $0 == bridge }
    cut.value -= certificate.problem.costs[bridge]
    #expect(throws: Diagnostic.self) { try cut.check() }
    var bold = certificate
    bold.bound = certificate.value + 1
    #expect(throws: Diagnostic.self) { try bold.check() }
    // Levels that charge more for entering a node than it costs.
    var dear = certificate
    dear.levels = dear.levels.map { $0.map { 3 * $0 } }
    dear.bound = 0
    #expect(throws: Diagnostic.self) { try dear.check() }
    var shifted = certificate
    for node in shifted.levels[0].indices { shifted.levels[0][node] += 1 }
    #expect(throws: Diagnostic.self) { try shifted.check() }
    var all = certificate
    all.root =
      certificate.problem.costs.indices.first { !certificate.problem.ends.contains($0) } ?? 1
    #expect(throws: Diagnostic.self) { try all.check() }
  }
}

@Suite("Basic farmland that leaves and enters", .enabled(if: hasSolver))
struct AdjustmentTests {
  /// A row of parcels: kept ones, unfit ones that may leave, and ones that may enter, by a seed. All basic
  /// farmland has the grade 5, so that its mean is a whole number.
  private func row(seed: UInt64) -> AdjustmentProblem {
    var dice = SplitMix(state: seed)
    func roll(_ most: UInt64) -> Int64 { Int64(dice.next() % most) }
    let states: [AdjustmentProblem.State] = [.kept, .leaving, .entering, .entering, .kept]
    let parcels = (0..<14).map { number -> AdjustmentProblem.Parcel in
      let state = states[Int(roll(5))]
      return .init(
        id: "\(number)", town: number < 7 ? "甲" : "乙", area: (1 + roll(9)) * 100_000,
        grade: state == .entering ? Int(3 + roll(5)) : 5, state: state)
    }
    let edges = (0..<13).map { SIMD2(Int32($0), Int32($0 + 1)) }
    return AdjustmentProblem(
      parcels: parcels, edges: edges, leavingCap: seed % 3 == 0 ? 200 : nil,
      keepsTowns: seed % 2 == 0)
  }

  /// Whether an adjustment keeps the rules, by the figures before and after.
  private func isAllowed(_ problem: AdjustmentProblem, _ moved: Set<Int>) -> Bool {
    let (before, after) = (problem.figures([]), problem.figures(moved))
    func area(_ town: String, _ state: AdjustmentProblem.State?, _ numbers: some Sequence<Int>)
      -> Int64
    {
      numbers.reduce(0) { sum, number in
        let parcel = problem.parcels[number]
        return parcel.town == town && (state == nil || parcel.state == state)
          ? sum + parcel.area : sum
      }
    }
    for town in ["甲", "乙"] {
      let leaving = area(town, .leaving, moved)
      if problem.keepsTowns, area(town, .entering, moved) < leaving { return false }
      let now = problem.parcels.indices.filter { problem.parcels[$0].state != .entering }
      if let cap = problem.leavingCap, leaving * 1_000 > area(town, nil, now) * cap {
        return false
      }
    }
    return after.area >= before.area && after.grade <= before.grade + 1e-12
      && after.pairs >= before.pairs
  }

  @Test func itFindsWhatTryingAllFinds() throws {
    var moving = 0
    for seed in UInt64(1)...16 {
      let problem = row(seed: seed)
      let movable = problem.movable
      var best = Int64.max
      for mask in 0..<(1 << movable.count) {
        let moved = Set(movable.indices.filter { mask >> $0 & 1 == 1 }.map { movable[$0] })
        guard isAllowed(problem, moved) else { continue }
        let value = moved.reduce(Int64(0)) { sum, number in
          let parcel = problem.parcels[number]
          return sum + parcel.area * (parcel.state == .leaving ? -10 : 1)
        }
        best = min(best, value)
      }
      let plan = try AdjustmentPlan(problem, SolveOptions(seconds: 10, relativeGap: 0))
      #expect(plan.certificate.value == best, "seed \(seed)")
      #expect(isAllowed(problem, plan.certificate.moved), "seed \(seed)")
      if !plan.certificate.moved.isEmpty { moving += 1 }
      _ = try Certificate.adjustment(plan.certificate).check()
    }
    #expect(moving > 5)
  }

  @Test func aChangedCertificateIsRefused() throws {
    let problem = try #require(
      (UInt64(1)...16).lazy.map { row(seed: $0) }.first {
        try !AdjustmentPlan($0, SolveOptions(seconds: 10, relativeGap: 0)).certificate.moved.isEmpty
      })
    let certificate = try AdjustmentPlan(problem, SolveOptions(seconds: 10, relativeGap: 0))
      .certificate
    func code(_ change: (inout AdjustmentCertificate) -> Void) -> String? {
      var changed = certificate
      change(&changed)
      do {
        _ = try changed.check()
        return nil
      } catch { return error.code }
    }
    #expect(code { _ in } == nil)
    #expect(code { $0.value -= 1 } == "certificate.value")
    #expect(code { $0.bound = $0.value + 1 } == "certificate.bound")
    #expect(code { $0.solverBound = $0.value + 1 } == "certificate.bound")
    #expect(code { $0.prices[0] = -1 } == "certificate.price")
    #expect(code { $0.chosen.append(999) } == "certificate.unknown")
    #expect(code { $0.problem.edges.append([0, 99]) } == "adjustment.shape")
    // What leaves comes back in the same measure only if what enters does too.
    let movable = problem.movable
    let entering = try #require(
      certificate.chosen.first {
        $0 < movable.count && problem.parcels[movable[$0]].state == .entering
      })
    let area = problem.parcels[movable[entering]].area
    #expect(
      code {
        $0.chosen.removeAll { $0 == entering }
        $0.value -= area
      } == "certificate.rule-broken")
  }
}
