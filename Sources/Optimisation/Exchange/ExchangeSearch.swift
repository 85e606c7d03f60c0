import Certificates
import Groundwork

/// The search for an exchange that comes near the bound: exact models among ever more parcels.
struct ExchangeSearch {
  let problem: ExchangeProblem
  let relaxation: ExchangeRelaxation
  /// States that were the cheapest at some prices.
  let states: [[Bool]]
  let prices: ExchangePrices
  /// The mean slope that the bound proves, of a slope problem.
  let level: Int64
  let bound: Int64
  /// Where blocks are asked for.
  let effects: BlockEffects?
  private let components: FarmlandComponents?

  init(
    problem: ExchangeProblem, relaxation: ExchangeRelaxation, states: [[Bool]],
    prices: ExchangePrices, level: Int64, bound: Int64
  ) {
    self.problem = problem
    self.relaxation = relaxation
    self.states = states
    self.prices = prices
    self.level = level
    self.bound = bound
    let asksForBlocks = problem.leastBlockArea != nil || problem.leastBlocks != nil
    effects = asksForBlocks ? BlockEffects(problem) : nil
    components = asksForBlocks ? FarmlandComponents(problem) : nil
  }

  /// The best exchange found; `nil` if none.
  ///
  /// A small core is solved first, so that there is a plan soon; each larger one begins with the plan of
  /// the one before.
  func best(
    _ size: Int, _ options: SolveOptions, _ job: Job, _ onProgress: (SolveProgress) -> Void
  ) throws -> [Int]? {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(options.seconds)
    let order = order()
    var best: [Int]?
    for core in [size / 5, size / 2, size] {
      var level = best.map(value) ?? level
      for _ in 0..<4 {
        let left = (end - clock.now) / .seconds(1)
        guard left > 0.05, !isGoodEnough(best, options.relativeGap) else { return best }
        try job.cancellation.check()
        var own = options
        own.relativeGap = min(options.relativeGap, 1e-5)
        own.seconds = core < size ? left / 2 : left
        guard let flips = try solve(order, core, level, best, own, job) else { break }
        if let best, !isBetter(flips, than: best) { break }
        best = flips
        onProgress(
          SolveProgress(
            seconds: options.seconds - (end - clock.now) / .seconds(1),
            incumbent: Double(value(flips)), bound: Double(bound)))
        guard problem.objective == .slope else { break }
        level = value(flips)
      }
    }
    return best
  }

  private func solve(
    _ order: [[Int]], _ size: Int, _ level: Int64, _ start: [Int]?, _ options: SolveOptions,
    _ job: Job
  ) throws -> [Int]? {
    let parcels = Set(order.flatMap { $0.prefix(size) }).union(frequent()).union(start ?? [])
      .union(builders(size / 2)).sorted()
    var options = options
    if problem.objective == .contiguity {
      let open = bound - problem.edgeCount(problem.isFarmland)
      options.target = -Double(open) + 0.5
    }
    var demand = demand
    let end = ContinuousClock.now + .seconds(options.seconds)
    // Effects of changes that meet do not add up: what is missing is asked for in addition.
    for _ in 0..<6 {
      options.seconds = max(0.05, (end - .now) / .seconds(1))
      let core = ExchangeCore(
        problem, relaxation, parcels: parcels, level: level, demand: demand)
      guard let flips = try core.solve(options, from: start, job: job) else { return nil }
      let short = problem.blockShortfall(problem.state(after: flips))
      if short == (0, 0) {
        guard ExchangePlan.isAllowed(flips, problem) else { return nil }
        return demand == nil ? flips : try refined(flips, parcels, options, end, job)
      }
      guard let area = demand?.area.map({ $0 + short.area }), ContinuousClock.now < end else {
        return nil
      }
      demand?.area = area
      if let count = demand?.count { demand?.count = count + Int64(short.count) }
    }
    return nil
  }

  /// A better exchange near one that keeps the rules on blocks: their effects are measured anew from there, so
  /// that no more area is bought than is asked for.
  private func refined(
    _ flips: [Int], _ parcels: [Int], _ options: SolveOptions, _ end: ContinuousClock.Instant,
    _ job: Job
  ) throws -> [Int] {
    var best = flips
    var most = 32
    var options = options
    for _ in 0..<10 {
      options.seconds = min(3, (end - .now) / .seconds(1))
      guard options.seconds > 0.05, most >= 2 else { break }
      let core = ExchangeCore(
        problem, relaxation, parcels: parcels,
        level: problem.objective == .slope ? value(best) : level,
        near: .init(best, problem, most: most))
      if let other = try core.solve(options, from: best, job: job),
        ExchangePlan.isAllowed(other, problem), isBetter(other, than: best)
      {
        best = other
      } else {
        most /= 2
      }
    }
    return best
  }

  /// The demands on blocks as changes of what there is; `nil` if there are none.
  private var demand: ExchangeCore.BlockDemand? {
    guard let effects, let components else { return nil }
    let now = problem.measures(problem.isFarmland)
    return ExchangeCore.BlockDemand(
      effects: effects, components: components,
      area: problem.leastBlockArea.map { $0 - now.blockArea } ?? -now.blockArea,
      count: problem.leastBlocks.map { Int64($0 - now.blocks) })
  }

  /// The parcels that would add most to blocks, where blocks are asked for.
  private func builders(_ size: Int) -> [Int] {
    guard let effects else { return [] }
    return Array(
      problem.areas.indices.filter { !problem.isLocked[$0] && effects.areas[$0] > 0 }
        .sorted { (effects.areas[$1], $0) < (effects.areas[$0], $1) }.prefix(size))
  }

  /// Movable parcels of farmland and of forest, by the marginal cost of their flip at the prices.
  private func order() -> [[Int]] {
    let worth = Double(relaxation.edgeWorth(prices))
    let costs = relaxation.unaryCosts(prices, level: level)
    let marginal = problem.areas.indices.map { parcel in
      let neighbours = relaxation.cut.neighbours(of: parcel).count { problem.isFarmland[Int($0)] }
      let cost = Double(costs[parcel]) - worth * Double(neighbours)
      return problem.isFarmland[parcel] ? -cost : cost
    }
    return [true, false].map { isFarmland in
      problem.areas.indices.filter {
        problem.isFarmland[$0] == isFarmland && !problem.isLocked[$0]
      }.sorted { (marginal[$0], $0) < (marginal[$1], $1) }
    }
  }

  /// The parcels that flip in the states near the end of the pricing; states with far too many flips,
  /// of poor prices, do not count.
  private func frequent() -> Set<Int> {
    var found: Set<Int> = []
    for state in states.suffix(12) {
      let flips = state.indices.filter { state[$0] != problem.isFarmland[$0] }
      if flips.count <= 5 * problem.pairLimit { found.formUnion(flips) }
    }
    return found.filter { !problem.isLocked[$0] }
  }

  private func value(_ flips: [Int]) -> Int64 {
    ExchangeCertificate.value(of: problem.state(after: flips), problem)
  }

  private func isBetter(_ flips: [Int], than other: [Int]) -> Bool {
    problem.objective == .slope ? value(flips) < value(other) : value(flips) > value(other)
  }

  /// Whether no more than a share of the improvement is open.
  private func isGoodEnough(_ flips: [Int]?, _ share: Double) -> Bool {
    guard let flips else { return false }
    let start = Double(ExchangeCertificate.value(of: problem.isFarmland, problem))
    let value = Double(value(flips))
    return abs(Double(bound) - value) <= share * abs(start - value)
  }
}
