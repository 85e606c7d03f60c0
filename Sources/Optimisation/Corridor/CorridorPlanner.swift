import Certificates
import Groundwork

/// A corridor with its bounds.
public struct CorridorPlan: Sendable {
  public var certificate: CorridorCertificate
  /// Rounds in which rows were added, and how many there are.
  public var rounds: Int
  public var rowCount: Int

  /// How much cheaper the best corridor can be at most, as a share of this one's cost; rests on the solver.
  public var gap: Double { CorridorPlan.gap(certificate.solverBound, certificate.value) }
  /// The same as far as the certificate proves it without the solver.
  public var provenGap: Double { CorridorPlan.gap(certificate.bound, certificate.value) }

  private static func gap(_ bound: Int64, _ value: Int64) -> Double {
    max(0, Double(value - bound)) / max(1, Double(abs(value)))
  }
}

/// Finds the cheapest ground that joins places.
///
/// Corridors are made of cheapest paths and improved by exchanging their parts (``CorridorBuilder``). A dual
/// ascent (``ArcAscent``) gives a bound at once, and the nodes that no cheaper corridor holds; it is repeated
/// without them until none is left to leave out. What remains is a choice of arcs (``ArcCuts``), first as a
/// linear program and then in whole numbers, to which rows are added until it is connected. The bound holds
/// before that too, since every corridor keeps the rows so far.
public struct CorridorPlanner: Sendable {
  public let problem: CorridorProblem
  let neighbours: [[Int32]]
  /// What people call the nodes; may be empty.
  let ids: [String]

  private static let rounds = 60
  /// The most required nodes that an ascent begins at.
  private static let roots = 12
  /// Corridors of changed costs, to begin improving with.
  private static let shaken = 24

  /// - Throws: as ``CorridorProblem/validate()``.
  public init(_ problem: CorridorProblem, ids: [String] = []) throws(Diagnostic) {
    try problem.validate()
    self.problem = problem
    self.ids = ids
    neighbours = problem.neighbours()
  }

  /// What is known while the search goes on.
  private struct Search {
    var best: [Int]
    var cost: Int64
    /// No corridor is cheaper, as far as the search has come.
    var bound: Int64
    var rounds = 0
    var rowCount = 0
    let isOver: () -> Bool
    let tell: (Int64, Int64) -> Void

    mutating func take(_ found: [Int]?, _ builder: CorridorBuilder) {
      guard let found else { return }
      let cost = builder.cost(found)
      if cost < self.cost {
        best = found
        self.cost = cost
        tell(cost, bound)
      }
    }

    /// Corridors that are left out cost at least as much as the known one.
    mutating func raise(_ found: Int64) {
      let proven = min(found, cost)
      if proven > bound {
        bound = proven
        tell(cost, bound)
      }
    }
  }

  /// - Parameters:
  ///   - start: a corridor to begin with; one that does not join the ends over open ground is passed over.
  ///   - onProgress: costs: the incumbent falls, the bound rises.
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if the ends cannot be joined, with the places and the locks
  ///   that are the cause.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 20, relativeGap: 1e-6),
    from start: [Int]? = nil, job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> CorridorPlan {
    let clock = ContinuousClock()
    let began = clock.now
    func elapsed() -> Double { (clock.now - began) / .seconds(1) }
    let builder = CorridorBuilder(problem, neighbours)
    guard let first = builder.cheapestPaths() else { throw conflict() }
    var search = Search(
      best: first, cost: builder.cost(first), bound: 0,
      isOver: { elapsed() >= options.seconds || job.cancellation.isCancelled },
      tell: { cost, bound in
        onProgress(
          SolveProgress(
            seconds: elapsed(), incumbent: Double(cost), bound: bound > 0 ? Double(bound) : nil))
      })
    search.take(start.flatMap(builder.valid), builder)
    let evidence = ascend(builder, &search)
    search.take(
      builder.improved(search.best) { elapsed() < 0.3 * options.seconds }, builder)
    let narrowed = narrow(builder, &search)
    shake(builder, narrowed, seed: options.seed, &search) { elapsed() < 0.4 * options.seconds }
    func isDone() -> Bool {
      Double(search.cost - search.bound) <= options.relativeGap * Double(search.cost)
        || search.isOver()
    }
    if !isDone() {
      try cut(builder, narrowed, root: evidence.root, options, elapsed, job, &search)
    }
    let value = search.cost
    let bound = min(value, evidence.bound)
    let certificate = CorridorCertificate(
      problem: problem, chosen: search.best, value: value,
      solverBound: min(value, max(bound, search.bound)), bound: bound, root: evidence.root,
      levels: evidence.levels)
    _ = try certificate.check()
    return CorridorPlan(
      certificate: certificate, rounds: search.rounds, rowCount: search.rowCount)
  }

  /// The ascent with the best bound, and corridors over the ground that each has paid for, which are often
  /// better ones.
  private func ascend(_ builder: CorridorBuilder, _ search: inout Search) -> ArcAscent {
    let graph = ArcGraph(problem, neighbours)
    var best: ArcAscent?
    for root in problem.required.prefix(CorridorPlanner.roots) {
      let ascent = ArcAscent(problem, graph, root: root)
      search.take(overPaid(ascent, graph, builder), builder)
      if best.map({ ascent.bound > $0.bound }) ?? true { best = ascent }
      search.raise(ascent.bound)
      if search.isOver() { break }
    }
    return best ?? ArcAscent(problem, graph, root: problem.required[0])
  }

  private func overPaid(
    _ ascent: ArcAscent, _ graph: ArcGraph, _ builder: CorridorBuilder
  ) -> [Int]? {
    let isPaid = (0..<graph.count).map { node in
      graph.into(node).contains { ascent.residual[$0] == 0 }
    }
    return builder.cheapestPaths(over: isPaid, starts: 4)
  }

  /// The problem without nodes that no cheaper corridor holds; the known corridor stays in it.
  private func narrow(_ builder: CorridorBuilder, _ search: inout Search) -> CorridorProblem {
    var narrowed = problem
    for _ in 0..<8 {
      if search.isOver() || search.bound >= search.cost { break }
      let graph = ArcGraph(narrowed, neighbours)
      var needless: Set<Int> = []
      for root in problem.required.prefix(CorridorPlanner.roots) {
        let ascent = ArcAscent(narrowed, graph, root: root)
        search.take(overPaid(ascent, graph, builder), builder)
        search.raise(ascent.bound)
        needless.formUnion(ascent.needless(narrowed, graph, best: search.cost))
        if search.isOver() { break }
      }
      needless.subtract(search.best)
      if needless.isEmpty { break }
      for node in needless { narrowed.locks[node] = .excluded }
    }
    return narrowed
  }

  /// Corridors of costs that are changed at random, improved with the true ones.
  private func shake(
    _ builder: CorridorBuilder, _ narrowed: CorridorProblem, seed: Int, _ search: inout Search,
    while isGoing: () -> Bool
  ) {
    var state = UInt64(truncatingIfNeeded: seed) &+ 0x9E37_79B9_7F4A_7C15
    func roll() -> Int64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int64(state >> 40 & 0xFF)
    }
    let isOpen = narrowed.locks.map { $0 != .excluded }
    for number in 0..<CorridorPlanner.shaken {
      guard isGoing(), search.bound < search.cost else { return }
      // By up to an eighth, or up to a half.
      let strength = Int64(1 + number % 4)
      let costs = problem.costs.map { $0 + $0 / 1_024 * roll() * strength / 2 }
      guard let found = builder.cheapestPaths(costs: costs, over: isOpen, starts: 2) else { return }
      // Only what is near the best is worth the work.
      let cost = builder.cost(found)
      guard cost < search.cost + search.cost / 5 else { continue }
      search.take(builder.improved(found, while: isGoing), builder)
    }
  }

  /// Chooses arcs, first in fractions and then whole, until the choice is connected.
  private func cut(
    _ builder: CorridorBuilder, _ narrowed: CorridorProblem, root: Int, _ options: SolveOptions,
    _ elapsed: () -> Double, _ job: Job, _ search: inout Search
  ) throws {
    var cuts = ArcCuts(narrowed, ArcGraph(narrowed, neighbours), root: root)
    func isClose() -> Bool {
      Double(search.cost - search.bound) <= options.relativeGap * Double(search.cost)
    }
    let session = try HiGHSSession(cuts.model, relaxed: true)
    var run = SolveOptions(presolve: false)
    while elapsed() < 0.7 * options.seconds, !job.cancellation.isCancelled {
      run.seconds = max(0.2, options.seconds - elapsed())
      let result = try session.run(run, job: job)
      guard result.status == .optimal, let values = result.values, let objective = result.objective
      else { break }
      search.rounds += 1
      search.raise(cuts.bound(objective))
      if isClose() { return }
      let entered = cuts.entered(values)
      let costs = problem.costs.indices.map {
        Int64(Double(problem.costs[$0]) * (1 - min(1, max(0, entered[$0]))))
      }
      if let found = builder.cheapestPaths(costs: costs, starts: 1) { search.take(found, builder) }
      let first = cuts.model.rowCount
      search.rowCount += cuts.addViolated(values)
      if cuts.model.rowCount == first { break }
      try session.addRows(of: cuts.model, from: first)
    }
    while search.rounds < CorridorPlanner.rounds, !isClose(), !search.isOver() {
      search.rounds += 1
      var own = options
      own.seconds = max(0.2, options.seconds - elapsed())
      let start = cuts.point(builder.arborescence(search.best, from: root))
      let cost = search.cost
      let told = search.bound
      let tell = search.tell
      let result = try cuts.model.solve(
        own, from: cuts.model.isFeasible(start) ? start : nil, job: job
      ) { [cuts] in
        if let bound = $0.bound { tell(cost, max(told, min(cost, cuts.bound(bound)))) }
      }
      // Without any cheaper choice the known one is the best.
      if result.status == .infeasible { search.raise(search.cost) }
      if result.bound.isFinite { search.raise(cuts.bound(result.bound)) }
      guard let values = result.values else { return }
      let nodes = cuts.reached(values)
      if Set(nodes).isSuperset(of: problem.required) {
        search.take(builder.trimmed(nodes), builder)
        return
      }
      let found = cuts.addViolated(values)
      search.rowCount += found
      if found == 0 { return }
    }
  }
}

extension CorridorProblem {
  /// What chosen nodes cost.
  func selectionCost(_ chosen: [Int]) -> Int64 { chosen.reduce(0) { $0 + costs[$1] } }
}
