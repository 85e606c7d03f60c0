import Certificates
import Foundation
import Groundwork
import Optimisation
import TestSupport
import Testing

/// Made-up ground: a chequered grid of parcels that touch their eight neighbours.
enum Grounds {
  static func make(
    _ width: Int, _ height: Int, seed: UInt64, objective: ExchangeProblem.Objective, pairs: Int
  ) -> ExchangeProblem {
    var dice = SplitMix(state: seed)
    let count = width * height
    var edges: [SIMD2<Int32>] = []
    for y in 0..<height {
      for x in 0..<width {
        let here = Int32(y * width + x)
        if x + 1 < width { edges.append([here, here + 1]) }
        guard y + 1 < height else { continue }
        let below = here + Int32(width)
        if x > 0 { edges.append([here, below - 1]) }
        edges.append([here, below])
        if x + 1 < width { edges.append([here, below + 1]) }
      }
    }
    return ExchangeProblem(
      areas: (0..<count).map { _ in Int64(100_000 + dice.next() % 900_000) },
      slopes: (0..<count).map { _ in Int64(dice.next() % 25_000_000_000) },
      isFarmland: (0..<count).map { $0 == 0 || dice.next() % 5 < 3 },
      isLocked: (0..<count).map { _ in dice.next() % 8 == 0 }, edges: edges, objective: objective,
      pairLimit: pairs)
  }

  /// Every exchange of a small ground: the best value by trying all.
  static func best(_ problem: ExchangeProblem) -> Int64? {
    var best: Int64?
    let movable = problem.areas.indices.filter { !problem.isLocked[$0] }
    let area = problem.areas.indices.reduce(Int64(0)) {
      problem.isFarmland[$1] ? $0 + problem.areas[$1] : $0
    }
    for bits in 0..<(1 << movable.count) {
      let flips = movable.indices.filter { bits >> $0 & 1 == 1 }.map { movable[$0] }
      let out = flips.count { problem.isFarmland[$0] }
      guard 2 * out == flips.count, out <= problem.pairLimit else { continue }
      let state = problem.state(after: flips)
      let left = problem.areas.indices.reduce(Int64(0)) {
        state[$1] ? $0 + problem.areas[$1] : $0
      }
      if problem.keepsFarmland, left < area { continue }
      if let least = problem.leastEdges, problem.edgeCount(state) < least { continue }
      if let most = problem.mostSlope, problem.excess(state, over: most) > 0 { continue }
      if problem.blockShortfall(state) != (0, 0) { continue }
      let value = ExchangeCertificate.value(of: state, problem)
      let isBetter = problem.objective == .slope ? value < (best ?? .max) : value > (best ?? -1)
      if isBetter { best = value }
    }
    return best
  }
}

@Suite("Exchange of farmland with forest", .enabled(if: hasSolver))
struct ExchangeTests {
  /// What is asked beside the objective.
  enum Demand: CaseIterable { case nothing, area, other, both }

  private func problem(_ seed: UInt64, _ demand: Demand) -> ExchangeProblem {
    let objective: ExchangeProblem.Objective = seed % 2 == 0 ? .slope : .contiguity
    var problem = Grounds.make(4, 4, seed: seed, objective: objective, pairs: 3)
    problem.keepsFarmland = demand == .area || demand == .both
    if demand == .other || demand == .both {
      if objective == .slope {
        problem.leastEdges = problem.edgeCount(problem.isFarmland) + 1
      } else {
        problem.mostSlope = ExchangeCertificate.value(
          of: problem.isFarmland,
          {
            var slope = problem
            slope.objective = .slope
            return slope
          }())
      }
    }
    return problem
  }

  @Test(
    "The plan is the best of all exchanges, tried one by one, and its bound holds",
    arguments: 0..<8, Demand.allCases)
  func oracle(seed: UInt64, demand: Demand) throws {
    let problem = problem(seed, demand)
    let options = SolveOptions(seconds: 5, relativeGap: 0)
    guard let best = Grounds.best(problem) else {
      let error = #expect(throws: Diagnostic.self) {
        try ExchangePlanner(problem).plan(options)
      }
      #expect(["optimise.no-plan", "optimise.infeasible"].contains(error?.code))
      return
    }
    let plan = try ExchangePlanner(problem).plan(options)
    #expect(plan.certificate.value == best)
    switch problem.objective {
    case .slope: #expect(plan.certificate.bound <= best)
    case .contiguity, .blockArea: #expect(plan.certificate.bound >= best)
    }
    _ = try plan.certificate.check()
  }

  @Test(
    "On thousands of parcels the gap is small",
    arguments: [
      ExchangeProblem.Objective.slope, .contiguity,
    ])
  func large(objective: ExchangeProblem.Objective) throws {
    var problem = Grounds.make(60, 50, seed: 5, objective: objective, pairs: 40)
    problem.keepsFarmland = true
    let plan = try ExchangePlanner(problem).plan(SolveOptions(seconds: 5, relativeGap: 1e-5))
    #expect(plan.gap < 0.01)
    #expect(plan.after.area >= plan.before.area)
    #expect(plan.after.parcels == plan.before.parcels)
    if objective == .contiguity { #expect(plan.after.edges == plan.certificate.value) }
  }

  /// Scattered farmland in parcels of about one ninth of a block.
  private func scattered(_ width: Int, _ height: Int, seed: UInt64, pairs: Int)
    -> ExchangeProblem
  {
    var problem = Grounds.make(
      width, height, seed: seed, objective: .blockArea, pairs: pairs)
    var dice = SplitMix(state: seed + 100)
    problem.isFarmland = problem.areas.indices.map { $0 == 0 || dice.next() % 10 < 3 }
    return problem
  }

  @Test(
    "No exchange that keeps the rule on the area of blocks is flatter than the bound",
    arguments: 0..<12)
  func flatBlocks(seed: UInt64) throws {
    var problem = scattered(4, 4, seed: seed, pairs: 3)
    problem.areas = problem.areas.map { 6 * $0 }
    problem.objective = .slope
    problem.keepsFarmland = seed % 3 == 0
    let now = problem.measures(problem.isFarmland).blockArea
    problem.leastBlockArea = now + 12_000_000
    guard let best = Grounds.best(problem) else { return }
    let plan = try ExchangePlanner(problem).plan(SolveOptions(seconds: 5, relativeGap: 0))
    #expect(plan.certificate.bound <= best)
    #expect(plan.certificate.value >= best)
    _ = try plan.certificate.check()
    guard plan.certificate.block ?? 0 > 0 else { return }
    // The rule sold at a price proves more than leaving it out, and cannot be sold twice.
    var free = problem
    free.leastBlockArea = nil
    let without = try ExchangePlanner(free).plan(SolveOptions(seconds: 5, relativeGap: 0))
    #expect(plan.certificate.bound >= without.certificate.bound)
    var dear = plan.certificate
    dear.block = (dear.block ?? 0) * 3
    dear.bound += 1_000_000_000
    #expect(throws: Diagnostic.self) { try dear.check() }
  }

  @Test(
    "No exchange has more area in blocks than the bound, whatever else is asked",
    arguments: 0..<6, Demand.allCases)
  func blockArea(seed: UInt64, demand: Demand) throws {
    var problem = scattered(4, 4, seed: seed, pairs: 3)
    // Two parcels already make a block.
    problem.areas = problem.areas.map { 6 * $0 }
    problem.keepsFarmland = demand == .area || demand == .both
    let now = problem.measures(problem.isFarmland)
    if demand == .other || demand == .both {
      problem.mostSlope = Int64(now.slope * 1e9) + 1
      problem.leastEdges = now.edges
    }
    let best = try #require(Grounds.best(problem))
    let plan = try ExchangePlanner(problem).plan(SolveOptions(seconds: 5, relativeGap: 0))
    #expect(plan.certificate.value <= best)
    #expect(plan.certificate.bound >= best)
    _ = try plan.certificate.check()
  }

  @Test("Blocks grow by joining what lies scattered, and a bolder certificate is refused")
  func scatteredBlocks() throws {
    let problem = scattered(30, 25, seed: 4, pairs: 15)
    let plan = try ExchangePlanner(problem).plan(SolveOptions(seconds: 3, relativeGap: 1e-4))
    #expect(plan.after.blockArea > plan.before.blockArea)
    #expect(plan.certificate.bound >= plan.certificate.value)
    _ = try plan.certificate.check()
    var bold = plan.certificate
    bold.bound = bold.value + (bold.bound - bold.value) / 2 - 1
    #expect(throws: Diagnostic.self) { try bold.check() }
    var dear = plan.certificate
    dear.joins = [.init(component: 0, price: .max)]
    #expect(throws: Diagnostic.self) { try dear.check() }
  }

  @Test("A block has 100 mu, and 66,700 m² only where a certificate from before does not say")
  func hundredMu() throws {
    var problem = ExchangeProblem(
      areas: [6_666_666, 6_666_667, 6_670_000], slopes: [1, 2, 3],
      isFarmland: [true, true, true], edges: [], objective: .slope, pairLimit: 0)
    #expect(problem.measures(problem.isFarmland).blocks == 2)
    #expect(problem.measures(problem.isFarmland).blockArea == 13_336_667)
    #expect(problem.blocksWithoutSplits(problem.isFarmland) == 2)
    let components = FarmlandComponents(problem)
    #expect((0..<3).map(components.isBlock) == [false, true, true])
    problem.leastBlock = nil
    let before = try JSONDecoder().decode(
      ExchangeProblem.self, from: JSONEncoder().encode(problem))
    #expect(before.measures(before.isFarmland).blocks == 1)
    problem.leastBlock = 0
    #expect(throws: Diagnostic.self) { try problem.validate() }
  }

  @Test("Contiguity beyond all bounds is proven impossible")
  func impossible() throws {
    var problem = Grounds.make(12, 12, seed: 2, objective: .slope, pairs: 5)
    problem.leastEdges = problem.edgeCount(problem.isFarmland) + 500
    let error = #expect(throws: Diagnostic.self) { try ExchangePlanner(problem).plan() }
    #expect(error?.code == "optimise.infeasible")
  }

  @Test("A certificate whose figures are changed is refused")
  func tampering() throws {
    var problem = Grounds.make(20, 20, seed: 8, objective: .slope, pairs: 10)
    problem.leastEdges = problem.edgeCount(problem.isFarmland) + 3
    let certificate = try ExchangePlanner(problem).plan().certificate
    let read = try Certificate(json: Certificate.exchange(certificate).json())
    #expect(read == .exchange(certificate))
    func code(_ change: (inout ExchangeCertificate) -> Void) -> String? {
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
    #expect(code { $0.flips.removeLast() } == "certificate.rule-broken")
    #expect(code { $0.flips[0] = -1 } == "certificate.unknown")
    #expect(
      code { $0.problem.leastEdges = $0.problem.edgeCount($0.problem.isFarmland) + 99 } != nil)
    #expect(code { $0.prices.pair = -1 } == "certificate.price")
    #expect(code { $0.prices.edge = 0 } == "certificate.price")
    #expect(code { $0.shares.append(.init(edge: 0, more: .max)) } == "certificate.price")
    let locked = try #require(problem.isLocked.firstIndex(of: true))
    #expect(code { $0.flips[0] = locked } == "certificate.rule-broken")
    #expect(code { $0.problem.areas.removeLast() } == "exchange.shape")
  }
}
