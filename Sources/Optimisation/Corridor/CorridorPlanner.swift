import Certificates
import Groundwork

/// A corridor with its bounds.
public struct CorridorPlan: Sendable {
  public var certificate: CorridorCertificate
  /// Rounds in which rules were added, and how many there are.
  public var rounds: Int
  public var ruleCount: Int { certificate.groups.count }

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
/// The rule of connection is added group by group: whoever joins an end inside a group with one outside
/// chooses a neighbour of the group. ``DualAscent`` gives the first groups with a bound at once, and the
/// nodes that no cheaper corridor holds. Fractional choices are separated by minimum cuts (``NodeCuts``),
/// whole ones by their connected parts. The search ends when the cheapest whole choice is connected; the
/// bound holds before that too, since every corridor keeps the rules so far.
public struct CorridorPlanner: Sendable {
  public let problem: CorridorProblem
  let neighbours: [[Int32]]
  /// What people call the nodes; may be empty.
  let ids: [String]
  private static let rounds = 60

  /// - Throws: as ``CorridorProblem/validate()``.
  public init(_ problem: CorridorProblem, ids: [String] = []) throws(Diagnostic) {
    try problem.validate()
    self.problem = problem
    self.ids = ids
    neighbours = problem.neighbours()
  }

  /// - Parameter onProgress: costs: the incumbent falls, the bound rises.
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if the ends cannot be joined, with the places and the locks
  ///   that are the cause; ``Cancelled`` before the first plan.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 20, relativeGap: 1e-6), job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> CorridorPlan {
    let clock = ContinuousClock()
    let began = clock.now
    func elapsed() -> Double { (clock.now - began) / .seconds(1) }
    let start = try ascend()
    var best = start.best
    func report(_ bound: Double) {
      onProgress(
        SolveProgress(
          seconds: elapsed(), incumbent: Double(problem.selectionCost(best)), bound: bound))
    }
    report(Double(start.evidence.bound))
    var rules = try separateFractions(start, options, job, elapsed, report)
    // Nodes that no cheaper corridor holds; the rules are those of the whole problem.
    var narrowed = problem
    for node in start.needless { narrowed.locks[node] = .excluded }
    var bound: Int64?
    var rounds = 0
    while rounds < CorridorPlanner.rounds {
      rounds += 1
      var own = options
      own.seconds = max(0.2, options.seconds - elapsed())
      let cost = problem.selectionCost(best)
      let found: SelectionPlan
      do {
        var selection = try narrowed.selection(leaving: rules.groups)
        selection.rows += throughRows
        found = try SelectionPlanner(selection).plan(own, from: best, job: job)
      } catch is Cancelled {
        break
      } catch let diagnostic as Diagnostic where diagnostic.code == "optimise.no-plan" {
        break
      }
      bound = max(bound ?? .min, found.certificate.solverBound)
      let parts = parts(of: found.certificate.chosen)
      let pruned = pruned(found.certificate.chosen, parts)
      if let pruned, problem.selectionCost(pruned) < cost { best = pruned }
      report(Double(found.certificate.solverBound))
      let left = problem.selectionCost(best) - found.certificate.solverBound
      let isDone = Double(left) <= options.relativeGap * Double(problem.selectionCost(best))
      let isOver = elapsed() >= options.seconds || job.cancellation.isCancelled
      if parts.count < 2 || isDone || isOver { break }
      if !rules.add(parts) { break }
    }
    return try plan(best, rules, bound, rounds)
  }

  /// A corridor without needless nodes goes through each of its nodes but the required ones: at least two
  /// neighbours are chosen with it.
  private var throughRows: [SelectionProblem.Row] {
    let needed = Set(problem.required)
    let name = Localized(zh: "贯通", en: "through")
    return problem.costs.indices.filter { !needed.contains($0) && problem.locks[$0] == .free }
      .map { node in
        let terms = neighbours[node].map { SelectionProblem.Term(item: Int($0), amount: 1) }
        return SelectionProblem.Row(
          name: name, terms: terms + [.init(item: node, amount: -2)], least: 0)
      }
  }

  /// Groups that must be left, each once, with the prices of the first of them.
  private struct Rules {
    var groups: [[Int32]] = []
    /// In 2⁻⁴⁰ of the unit of the costs; those that are missing are 0.
    var prices: [Int64] = []
    private var known: Set<[Int32]> = []

    /// Whether any was new.
    mutating func add(_ fresh: [[Int32]]) -> Bool {
      let count = groups.count
      for group in fresh where known.insert(group).inserted { groups.append(group) }
      return groups.count > count
    }
  }

  private func plan(
    _ best: [Int], _ rules: Rules, _ searched: Int64?, _ rounds: Int
  ) throws -> CorridorPlan {
    let value = problem.selectionCost(best)
    let rest = [Int64](repeating: 0, count: rules.groups.count - rules.prices.count)
    let prices = rules.prices + rest
    let bound = min(
      value,
      try SelectionCertificate.bound(
        of: problem.selection(leaving: rules.groups), prices: prices))
    let certificate = CorridorCertificate(
      problem: problem, chosen: best, value: value,
      solverBound: min(value, max(bound, searched ?? bound)), bound: bound,
      groups: rules.groups, prices: prices)
    _ = try certificate.check()
    return CorridorPlan(certificate: certificate, rounds: rounds)
  }

  /// What is known before the first linear program.
  private struct Start {
    var best: [Int]
    /// The ascent with the best bound.
    var evidence: DualAscent
    /// Nodes that no cheaper corridor holds.
    var needless: Set<Int>
  }

  /// The most required nodes that an ascent begins at.
  private static let roots = 12

  private func ascend() throws(Diagnostic) -> Start {
    var best = try cheapestPaths { problem.locks[$0] != .excluded }
    var ascents: [(root: Int, ascent: DualAscent)] = []
    for root in problem.required.prefix(CorridorPlanner.roots) {
      let ascent = DualAscent(problem, neighbours, root: root)
      // Paid ground joins the ends; the cheapest paths over it are often a better corridor.
      let other = try cheapestPaths { [problem] node in
        problem.locks[node] != .excluded && ascent.residual[node] == 0
      }
      if problem.selectionCost(other) < problem.selectionCost(best) { best = other }
      ascents.append((root, ascent))
    }
    let cost = problem.selectionCost(best)
    var needless: Set<Int> = []
    for (root, ascent) in ascents {
      needless.formUnion(ascent.needless(problem, neighbours, root: root, best: cost))
    }
    // The known corridor stays, so that the search can begin with it.
    needless.subtract(best)
    var evidence = ascents[0].ascent
    for (_, ascent) in ascents where ascent.bound > evidence.bound { evidence = ascent }
    return Start(best: best, evidence: evidence, needless: needless)
  }

  /// Adds groups that the linear program violates, until it violates none or the time is short.
  private func separateFractions(
    _ start: Start, _ options: SolveOptions, _ job: Job, _ elapsed: () -> Double,
    _ report: (Double) -> Void
  ) throws -> Rules {
    var rules = Rules()
    _ = rules.add(start.evidence.groups)
    let scale = SelectionCertificate.priceUnit
    if rules.groups.count == start.evidence.groups.count {
      // A price that is too large for the certificate is only worth less.
      rules.prices = start.evidence.prices.map { min($0, (1 << 59) / scale) * scale }
    }
    var proven = Double(start.evidence.bound)
    // The required nodes alone are parts that must be left.
    _ = rules.add(problem.required.map { [Int32($0)] })
    let unit = max(1, Double(problem.costs.max() ?? 1) / 1_000)
    var model = LinearModel()
    let locked = Set(problem.required)
    for (node, cost) in problem.costs.enumerated() {
      let range: ClosedRange<Double> =
        locked.contains(node) ? 1...1 : problem.locks[node] == .excluded ? 0...0 : 0...1
      model.addColumn(cost: Double(cost) / unit, range)
    }
    func addRows() throws {
      for group in rules.groups[model.rowCount...] {
        let row = try problem.row(leaving: group, neighbours)
        model.addRow(row.terms.map { .init($0.item, 1) }, atLeast: 1)
      }
    }
    try addRows()
    let session = try HiGHSSession(model)
    let cuts = NodeCuts(problem, neighbours)
    var run = SolveOptions(presolve: false)
    while elapsed() < 0.6 * options.seconds, !job.cancellation.isCancelled {
      run.seconds = max(0.2, options.seconds - elapsed())
      let result = try session.run(run, job: job)
      guard result.status == .optimal, let values = result.values else { break }
      if let duals = result.rowDuals, let objective = result.objective, objective * unit > proven {
        proven = objective * unit
        rules.prices = duals.map {
          Int64(min(max(0, $0) * unit * Double(scale), 0x1p59).rounded())
        }
        report(proven)
      }
      let first = model.rowCount
      guard rules.add(cuts.violated(values)) else { break }
      try addRows()
      try session.addRows(of: model, from: first)
    }
    return rules
  }

  /// The connected parts of a choice that hold a required node, each ascending; one part if it joins all.
  private func parts(of chosen: [Int]) -> [[Int32]] {
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in chosen { isChosen[node] = true }
    var parts: [[Int32]] = []
    var isSeen = [Bool](repeating: false, count: problem.count)
    for node in problem.required where !isSeen[node] {
      let reached = problem.reach(node, isChosen, neighbours)
      let part = reached.indices.filter { reached[$0] }
      for member in part { isSeen[member] = true }
      parts.append(part.map(Int32.init))
    }
    return parts
  }

  /// The part that joins all required nodes, without what it does not need; `nil` if there is none.
  private func pruned(_ chosen: [Int], _ parts: [[Int32]]) -> [Int]? {
    guard parts.count == 1 else { return nil }
    return trimmed(parts[0].map { Int($0) })
  }

  /// A connected choice without the nodes that can go, the dearest first.
  private func trimmed(_ nodes: [Int]) -> [Int] {
    let needed = Set(problem.required)
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in nodes { isChosen[node] = true }
    let root = problem.ends[0]
    for node in nodes.sorted(by: { (problem.costs[$1], $1) < (problem.costs[$0], $0) })
    where !needed.contains(node) {
      isChosen[node] = false
      let reached = problem.reach(root, isChosen, neighbours)
      if !nodes.allSatisfy({ !isChosen[$0] || reached[$0] }) { isChosen[node] = true }
    }
    return isChosen.indices.filter { isChosen[$0] }
  }

  /// A first corridor over open nodes: the required nodes are joined one after the other by the cheapest
  /// path.
  ///
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if one cannot be reached.
  private func cheapestPaths(over isOpen: (Int) -> Bool) throws(Diagnostic) -> [Int] {
    let needed = problem.required
    let open = problem.costs.indices.map(isOpen)
    var tree: Set<Int> = [needed[0]]
    var missing = Set(needed.dropFirst())
    while !missing.isEmpty {
      let reached = NodeDistances(from: tree.sorted(), problem.costs, open, neighbours)
      let near = missing.compactMap { node in reached[node].map { (distance: $0, node: node) } }
        .min { ($0.distance, $0.node) < ($1.distance, $1.node) }
      guard let near else { throw conflict() }
      var node = near.node
      while node >= 0, tree.insert(node).inserted { node = reached.before[node] }
      missing.subtract(tree)
    }
    return trimmed(tree.sorted())
  }
}

extension CorridorProblem {
  /// What chosen nodes cost.
  func selectionCost(_ chosen: [Int]) -> Int64 { chosen.reduce(0) { $0 + costs[$1] } }
}
