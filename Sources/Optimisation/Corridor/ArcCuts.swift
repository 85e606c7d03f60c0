import Certificates

/// A corridor as a choice of arcs: a linear program, or one in whole numbers, in which every group of nodes
/// around a required node is entered by one arc at least. Such rows are added where a choice breaks them.
///
/// It is tighter than a choice of nodes under the same rows, since what enters a node by two arcs for two
/// required nodes counts twice.
struct ArcCuts {
  private let problem: CorridorProblem
  private let graph: ArcGraph
  private let required: [Int]
  let root: Int
  private(set) var model = LinearModel()
  /// The column of each arc; -1 for arcs into the root.
  private let columns: [Int]
  /// The cost of one unit of the model's objective, and what the required nodes cost.
  let unit: Double
  private let fixed: Double

  /// - Parameter problem: without the nodes that are not needed, which are locked out.
  init(_ problem: CorridorProblem, _ graph: ArcGraph, root: Int) {
    self.problem = problem
    self.graph = graph
    self.root = root
    required = problem.required
    let isRequired = Set(required)
    unit = max(1, Double(problem.costs.max() ?? 1) / 1_000)
    fixed = required.reduce(0) { $0 + Double(problem.costs[$1]) }
    var columns = [Int](repeating: -1, count: graph.arcCount)
    for arc in columns.indices where Int(graph.heads[arc]) != root {
      let head = Int(graph.heads[arc])
      let cost = isRequired.contains(head) ? 0 : Double(problem.costs[head])
      columns[arc] = model.addBinary(cost: cost / unit)
    }
    self.columns = columns
    for node in 0..<graph.count where node != root && problem.locks[node] != .excluded {
      let entering = terms(graph.into(node), 1)
      if isRequired.contains(node) {
        model.addRow(entering, atLeast: 1, atMost: 1)
      } else if !entering.isEmpty {
        model.addRow(entering, atMost: 1)
        // What enters goes on.
        model.addRow(entering + terms(graph.outOf(node).map(Int.init), -1), atMost: 0)
      }
    }
  }

  private func terms(_ arcs: some Sequence<Int>, _ factor: Double) -> [LinearModel.Term] {
    arcs.compactMap { columns[$0] < 0 ? nil : LinearModel.Term(columns[$0], factor) }
  }

  /// The value of an objective in the unit of the costs, rounded so that it stays a bound.
  func bound(_ objective: Double) -> Int64 {
    let value = objective * unit + fixed
    // A share of 10⁻⁹ for the rounding of the solver's own sums.
    return Int64(exactly: (value - 1e-9 * abs(value)).rounded(.down)) ?? 0
  }

  /// By how much each node is entered.
  func entered(_ values: [Double]) -> [Double] {
    (0..<graph.count).map { node in
      node == root
        ? 1 : graph.into(node).reduce(0.0) { columns[$1] < 0 ? $0 : $0 + values[columns[$1]] }
    }
  }

  /// The nodes that a whole choice reaches from the root.
  func reached(_ values: [Double]) -> [Int] {
    var isReached = [Bool](repeating: false, count: graph.count)
    isReached[root] = true
    var queue = [root]
    while let node = queue.popLast() {
      for arc in graph.outOf(node) where columns[Int(arc)] >= 0 && values[columns[Int(arc)]] > 0.5 {
        let head = Int(graph.heads[Int(arc)])
        if !isReached[head] {
          isReached[head] = true
          queue.append(head)
        }
      }
    }
    return isReached.indices.filter { isReached[$0] }
  }

  /// The choice of the arcs of a corridor.
  func point(_ arborescence: [(node: Int, before: Int)]) -> [Double] {
    var point = [Double](repeating: 0, count: model.columnCount)
    for (node, before) in arborescence {
      for arc in graph.into(node) where Int(graph.tails[arc]) == before && columns[arc] >= 0 {
        point[columns[arc]] = 1
      }
    }
    return point
  }

  /// The most rows that are found one after the other for a required node.
  private static let nested = 6

  /// Adds rows that a choice breaks, for each required node those next to it and those next to the root.
  ///
  /// After a row, its arcs count as chosen, so that the next one lies behind it.
  /// - Returns: how many were added.
  mutating func addViolated(_ values: [Double]) -> Int {
    var rows: Set<[Int32]> = []
    for node in required where node != root {
      var capacity = columns.map { $0 < 0 ? 0 : values[$0] }
      for _ in 0..<ArcCuts.nested {
        let found = ArcFlow(graph, capacity, from: root, to: node).cuts
        if found.isEmpty { break }
        for cut in found {
          rows.insert(cut)
          for arc in cut { capacity[Int(arc)] = 1 }
        }
      }
    }
    for row in rows.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      model.addRow(terms(row.map(Int.init), 1), atLeast: 1)
    }
    return rows.count
  }
}

/// The greatest flow from a node to another, by the shortest augmenting paths.
private struct ArcFlow {
  private let graph: ArcGraph
  private let capacity: [Double]
  private var flow: [Double]
  private static let least = 1e-7
  /// The arcs of the least cuts nearest to the start and nearest to the end, ascending; none where the flow
  /// reaches 1.
  private(set) var cuts: [[Int32]] = []

  /// Complexity: O(arcs) for each augmenting path.
  init(_ graph: ArcGraph, _ capacity: [Double], from start: Int, to end: Int) {
    self.graph = graph
    self.capacity = capacity
    flow = Array(repeating: 0, count: capacity.count)
    var total = 0.0
    while total < 1 - 1e-5 {
      let (isReached, path) = search(from: start, to: end)
      guard !path.isEmpty else {
        cuts = [cut { isReached[$0] && !isReached[$1] }]
        let leads = leading(to: end)
        let other = cut { !leads[$0] && leads[$1] }
        if other != cuts[0] { cuts.append(other) }
        return
      }
      let amount = path.reduce(1 - total) { min($0, room($1)) }
      for step in path { flow[step.arc] += step.isForward ? amount : -amount }
      total += amount
    }
  }

  private struct Step {
    var arc: Int
    var isForward: Bool
  }

  private func room(_ step: Step) -> Double {
    step.isForward ? capacity[step.arc] - flow[step.arc] : flow[step.arc]
  }

  private func cut(_ crosses: (Int, Int) -> Bool) -> [Int32] {
    (0..<graph.arcCount).filter { crosses(Int(graph.tails[$0]), Int(graph.heads[$0])) }
      .map(Int32.init)
  }

  /// The nodes that more flow could reach, and the way to the end if it is among them.
  private func search(from start: Int, to end: Int) -> (isReached: [Bool], path: [Step]) {
    var isReached = [Bool](repeating: false, count: graph.count)
    var arrival = [Int32](repeating: -1, count: graph.count)
    var isForward = isReached
    isReached[start] = true
    var queue = [start]
    var next = 0
    while next < queue.count, !isReached[end] {
      let node = queue[next]
      next += 1
      for arc in graph.outOf(node) {
        let other = Int(graph.heads[Int(arc)])
        if !isReached[other], capacity[Int(arc)] - flow[Int(arc)] > ArcFlow.least {
          isReached[other] = true
          arrival[other] = arc
          isForward[other] = true
          queue.append(other)
        }
      }
      for arc in graph.into(node) where flow[arc] > ArcFlow.least {
        let other = Int(graph.tails[arc])
        if !isReached[other] {
          isReached[other] = true
          arrival[other] = Int32(arc)
          queue.append(other)
        }
      }
    }
    guard isReached[end] else { return (isReached, []) }
    var path: [Step] = []
    var node = end
    while node != start {
      let arc = Int(arrival[node])
      path.append(Step(arc: arc, isForward: isForward[node]))
      node = Int(isForward[node] ? graph.tails[arc] : graph.heads[arc])
    }
    return (isReached, path)
  }

  /// The nodes from which more flow could reach the end.
  private func leading(to end: Int) -> [Bool] {
    var leads = [Bool](repeating: false, count: graph.count)
    leads[end] = true
    var queue = [end]
    while let node = queue.popLast() {
      for arc in graph.into(node) {
        let other = Int(graph.tails[arc])
        if !leads[other], capacity[arc] - flow[arc] > ArcFlow.least {
          leads[other] = true
          queue.append(other)
        }
      }
      for arc in graph.outOf(node) where flow[Int(arc)] > ArcFlow.least {
        let other = Int(graph.heads[Int(arc)])
        if !leads[other] {
          leads[other] = true
          queue.append(other)
        }
      }
    }
    return leads
  }
}
