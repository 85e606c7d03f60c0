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
/// chooses a neighbour of the group. Fractional choices are separated by minimum cuts (``NodeCuts``),
/// whole ones by their connected parts. The search ends when the cheapest whole choice is connected; the
/// bound holds before that too, since every corridor keeps the rules so far.
public struct CorridorPlanner: Sendable {
  public let problem: CorridorProblem
  private let neighbours: [[Int32]]
  private static let rounds = 60

  /// - Throws: as ``CorridorProblem/validate()``.
  public init(_ problem: CorridorProblem) throws(Diagnostic) {
    try problem.validate()
    self.problem = problem
    neighbours = problem.neighbours()
  }

  /// - Parameter onProgress: costs: the incumbent falls, the bound rises.
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if the ends cannot be joined; ``Cancelled`` before the
  ///   first plan.
  public func plan(
    _ options: SolveOptions = SolveOptions(seconds: 20, relativeGap: 1e-6), job: Job = Job(),
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> CorridorPlan {
    let clock = ContinuousClock()
    let began = clock.now
    func elapsed() -> Double { (clock.now - began) / .seconds(1) }
    var best = try cheapestPaths()
    var groups = try separateFractions(options, job, elapsed)
    var evidence: SelectionCertificate?
    var rounds = 0
    while rounds < CorridorPlanner.rounds {
      rounds += 1
      var own = options
      own.seconds = max(0.2, options.seconds - elapsed())
      let cost = problem.selectionCost(best)
      let found: SelectionPlan
      do {
        found = try SelectionPlanner(problem.selection(leaving: groups))
          .plan(own, from: best, job: job)
      } catch is Cancelled {
        break
      } catch let diagnostic as Diagnostic where diagnostic.code == "optimise.no-plan" {
        break
      }
      if evidence.map({ $0.solverBound <= found.certificate.solverBound }) ?? true {
        evidence = found.certificate
      }
      let parts = parts(of: found.certificate.chosen)
      let pruned = pruned(found.certificate.chosen, parts)
      if let pruned, problem.selectionCost(pruned) < cost { best = pruned }
      onProgress(
        SolveProgress(
          seconds: elapsed(), incumbent: Double(problem.selectionCost(best)),
          bound: Double(found.certificate.solverBound)))
      let left = problem.selectionCost(best) - found.certificate.solverBound
      let isDone = Double(left) <= options.relativeGap * Double(problem.selectionCost(best))
      let isOver = elapsed() >= options.seconds || job.cancellation.isCancelled
      if parts.count < 2 || isDone || isOver { break }
      let fresh = parts.filter { !groups.contains($0) }
      if fresh.isEmpty { break }
      groups += fresh
    }
    return try plan(best, groups, evidence, rounds)
  }

  private func plan(
    _ best: [Int], _ groups: [[Int32]], _ evidence: SelectionCertificate?, _ rounds: Int
  ) throws -> CorridorPlan {
    let value = problem.selectionCost(best)
    let rest = [Int64](
      repeating: 0, count: max(0, groups.count - (evidence?.prices.count ?? 0)))
    let prices = (evidence?.prices ?? []) + rest
    let bound = min(
      value,
      try SelectionCertificate.bound(of: problem.selection(leaving: groups), prices: prices))
    let certificate = CorridorCertificate(
      problem: problem, chosen: best, value: value,
      solverBound: min(value, max(bound, evidence?.solverBound ?? bound)), bound: bound,
      groups: groups, prices: prices)
    _ = try certificate.check()
    return CorridorPlan(certificate: certificate, rounds: rounds)
  }

  /// Groups that the linear program violates, until it violates none or the time is short.
  private func separateFractions(
    _ options: SolveOptions, _ job: Job, _ elapsed: () -> Double
  ) throws -> [[Int32]] {
    let needed = problem.required
    // The required nodes alone are parts that must be left.
    var groups = needed.map { [Int32($0)] }
    let unit = max(1, Double(problem.costs.max() ?? 1) / 1_000)
    var model = LinearModel()
    let locked = Set(needed)
    for (node, cost) in problem.costs.enumerated() {
      let range: ClosedRange<Double> =
        locked.contains(node) ? 1...1 : problem.locks[node] == .excluded ? 0...0 : 0...1
      model.addColumn(cost: Double(cost) / unit, range)
    }
    func add(_ fresh: [[Int32]]) throws {
      for group in fresh {
        let row = try problem.row(leaving: group, neighbours)
        model.addRow(row.terms.map { .init($0.item, 1) }, atLeast: 1)
      }
    }
    try add(groups)
    let session = try HiGHSSession(model)
    let cuts = NodeCuts(problem, neighbours)
    var run = SolveOptions(presolve: false)
    for _ in 0..<80 where elapsed() < 0.5 * options.seconds {
      run.seconds = max(0.2, options.seconds - elapsed())
      let result = try session.run(run, job: job)
      guard result.status == .optimal, let values = result.values else { break }
      let fresh = cuts.violated(values).filter { !groups.contains($0) }
      if fresh.isEmpty { break }
      let first = model.rowCount
      try add(fresh)
      groups += fresh
      try session.addRows(of: model, from: first)
    }
    return groups
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

  /// A first corridor: the required nodes are joined one after the other by the cheapest path.
  ///
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if one cannot be reached.
  private func cheapestPaths() throws(Diagnostic) -> [Int] {
    let needed = problem.required
    var tree: Set<Int> = [needed[0]]
    var open = Set(needed.dropFirst())
    while !open.isEmpty {
      guard let path = cheapestPath(from: tree, to: open) else { throw infeasible(open.count) }
      tree.formUnion(path)
      open.subtract(path)
    }
    return trimmed(tree.sorted())
  }

  private func cheapestPath(from tree: Set<Int>, to open: Set<Int>) -> [Int]? {
    var distance = [Int64?](repeating: nil, count: problem.count)
    var before = [Int](repeating: -1, count: problem.count)
    var isDone = [Bool](repeating: false, count: problem.count)
    var heap = NodeHeap()
    for node in tree.sorted() {
      distance[node] = 0
      heap.push(0, node)
    }
    while let (reach, node) = heap.pop() {
      if isDone[node] { continue }
      isDone[node] = true
      if open.contains(node) {
        var path = [node]
        while let last = path.last, before[last] >= 0 { path.append(before[last]) }
        return path
      }
      for next in neighbours[node] {
        let other = Int(next)
        guard problem.locks[other] != .excluded, !isDone[other] else { continue }
        let far = reach + problem.costs[other]
        if distance[other].map({ far < $0 }) ?? true {
          distance[other] = far
          before[other] = node
          heap.push(far, other)
        }
      }
    }
    return nil
  }

  private func infeasible(_ missing: Int) -> Diagnostic {
    Diagnostic(
      code: "optimise.infeasible",
      Localized(
        zh: "就现有的候选图斑，有 \(missing) 处无法与其余各处连通。",
        en: "The candidate parcels cannot join \(missing) of the places with the others."),
      remedy: Localized(
        zh: "增加候选地类，解除锁定不选，或减少须连通之处。",
        en: "Offer more classes, unlock what is locked out, or join fewer places."))
  }
}

extension CorridorProblem {
  /// What chosen nodes cost.
  func selectionCost(_ chosen: [Int]) -> Int64 { chosen.reduce(0) { $0 + costs[$1] } }
}

/// Nodes by their distance, the nearest first; equal distances by number.
private struct NodeHeap {
  private var items: [(distance: Int64, node: Int)] = []

  mutating func push(_ distance: Int64, _ node: Int) {
    items.append((distance, node))
    var place = items.count - 1
    while place > 0, items[place] < items[(place - 1) / 2] {
      items.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> (Int64, Int)? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return (first.distance, first.node) }
    items[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < items.count && items[child] < items[least] {
        least = child
      }
      if least == place { return (first.distance, first.node) }
      items.swapAt(place, least)
      place = least
    }
  }
}
