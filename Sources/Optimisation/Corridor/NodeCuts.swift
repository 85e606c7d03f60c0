import Certificates

/// Finds groups of nodes that a fractional choice leaves by too little.
///
/// Between two required nodes, a choice must let a flow of 1 pass, of which each node passes at most as much
/// as it is chosen. Where the greatest flow is smaller, the nodes that can still be reached from the first
/// are a group whose neighbours are chosen by less than 1 in all (the minimum cut of a graph whose nodes
/// are split into entry and exit).
struct NodeCuts {
  private let problem: CorridorProblem
  private let neighbours: [[Int32]]
  private let required: [Int]

  init(_ problem: CorridorProblem, _ neighbours: [[Int32]]) {
    self.problem = problem
    self.neighbours = neighbours
    required = problem.required
  }

  /// The most groups that are found one after the other for a pair of nodes.
  private static let nested = 8

  /// Violated groups, each ascending: for each required node but the first those around it, and those
  /// around the first.
  ///
  /// After a group, its neighbours count as chosen, so that the next one lies behind it: a round finds many
  /// groups that do not share their neighbours.
  ///
  /// Complexity: for each required node, O(nodes + edges) for each augmenting path.
  func violated(_ choice: [Double]) -> [[Int32]] {
    var found: [[Int32]] = []
    for end in required.dropFirst() {
      for (start, goal) in [(end, required[0]), (required[0], end)] {
        var filled = choice
        for _ in 0..<NodeCuts.nested {
          guard let group = group(from: start, to: goal, filled) else { break }
          found.append(group)
          let inside = Set(group)
          for node in group {
            for other in neighbours[Int(node)] where !inside.contains(other) {
              filled[Int(other)] = 1
            }
          }
        }
      }
    }
    return found
  }

  /// The flow through the nodes and along the edges between them, from an end to another.
  private struct Flow {
    /// Through each node.
    var through: [Double]
    /// From a node to each of its neighbours, in the order of its list.
    var along: [[Double]]
  }

  private func group(from start: Int, to end: Int, _ choice: [Double]) -> [Int32]? {
    var flow = Flow(
      through: Array(repeating: 0, count: problem.count),
      along: neighbours.map { Array(repeating: 0, count: $0.count) })
    var total = 0.0
    while total < 1 - 1e-6 {
      let search = search(from: start, to: end, choice, flow)
      guard let path = search.path else {
        return (0..<Int32(problem.count)).filter { search.exits[Int($0)] }
      }
      total += augment(&flow, path, choice, most: 1 - total)
    }
    return nil
  }

  /// One step of a path: to the entry or to the exit of a node.
  private struct Step {
    var node: Int
    var isExit: Bool
  }

  private static let least = 1e-9

  private func search(
    from start: Int, to end: Int, _ choice: [Double], _ flow: Flow
  ) -> (path: [Step]?, exits: [Bool]) {
    let count = problem.count
    // Entries have the numbers below `count`, exits those above.
    var before = [Int32](repeating: -1, count: 2 * count)
    before[start + count] = Int32(start + count)
    var queue = [start + count]
    var head = 0
    func visit(_ next: Int, _ from: Int) {
      if before[next] < 0 {
        before[next] = Int32(from)
        queue.append(next)
      }
    }
    while head < queue.count {
      let place = queue[head]
      head += 1
      let node = place % count
      if node == end {
        var path = [Step(node: end, isExit: false)]
        var at = place
        while at != start + count {
          at = Int(before[at])
          path.append(Step(node: at % count, isExit: at >= count))
        }
        return (path.reversed(), [])
      }
      if place >= count {
        for other in neighbours[node] where Int(other) != start { visit(Int(other), place) }
        if node != start, flow.through[node] > NodeCuts.least { visit(node, place) }
      } else {
        if choice[node] - flow.through[node] > NodeCuts.least { visit(node + count, place) }
        // Back along an edge on which flow comes in.
        for other in neighbours[node] where self.flow(flow, Int(other), node) > NodeCuts.least {
          visit(Int(other) + count, place)
        }
      }
    }
    return (nil, (0..<count).map { before[$0 + count] >= 0 })
  }

  /// Sends as much as a path allows; edges have no limit of their own.
  private func augment(
    _ flow: inout Flow, _ path: [Step], _ choice: [Double], most: Double
  ) -> Double {
    var amount = most
    for (step, next) in zip(path, path.dropFirst()) {
      if step.node == next.node {
        amount = min(
          amount,
          next.isExit
            ? choice[step.node] - flow.through[step.node] : flow.through[step.node])
      } else if !step.isExit {
        amount = min(amount, self.flow(flow, next.node, step.node))
      }
    }
    for (step, next) in zip(path, path.dropFirst()) {
      if step.node == next.node {
        flow.through[step.node] += next.isExit ? amount : -amount
      } else {
        let (from, to) = step.isExit ? (step.node, next.node) : (next.node, step.node)
        guard let index = neighbours[from].firstIndex(of: Int32(to)) else { continue }
        flow.along[from][index] += step.isExit ? amount : -amount
      }
    }
    return amount
  }

  /// What flows along an edge in one direction.
  private func flow(_ flow: Flow, _ from: Int, _ to: Int) -> Double {
    neighbours[from].firstIndex(of: Int32(to)).map { flow.along[from][$0] } ?? 0
  }
}
