import Certificates

/// Makes corridors and improves them by exchanging their parts, without any bound.
struct CorridorBuilder {
  let problem: CorridorProblem
  let neighbours: [[Int32]]
  let required: [Int]
  private let isRequired: [Bool]
  private let open: [Bool]

  init(_ problem: CorridorProblem, _ neighbours: [[Int32]]) {
    self.problem = problem
    self.neighbours = neighbours
    required = problem.required
    var isRequired = [Bool](repeating: false, count: problem.count)
    for node in required { isRequired[node] = true }
    self.isRequired = isRequired
    open = problem.locks.map { $0 != .excluded }
  }

  func cost(_ chosen: [Int]) -> Int64 { problem.selectionCost(chosen) }

  /// Joins the parts of a choice one after the other by the cheapest path, beginning with the part of a
  /// node; parts without a required node are used where they help.
  ///
  /// - Parameters:
  ///   - kept: nodes that are there already.
  ///   - costs: what other nodes cost; those of the problem by default.
  ///   - isOpen: nodes that may be used; all that are not locked out by default.
  /// - Returns: `nil` if the required nodes cannot be joined.
  func joined(
    _ kept: [Int], from start: Int, costs: [Int64]? = nil, over isOpen: [Bool]? = nil
  ) -> [Int]? {
    var costs = costs ?? problem.costs
    let isOpen = isOpen ?? open
    var isKept = isRequired
    for node in kept { isKept[node] = true }
    for node in isKept.indices where isKept[node] { costs[node] = 0 }
    var isInside = [Bool](repeating: false, count: problem.count)
    var tree: [Int] = []
    var missing = Set(required)
    /// Takes in a node and all that is kept beside it.
    func take(_ node: Int) {
      guard !isInside[node] else { return }
      isInside[node] = true
      var queue = [node]
      while let next = queue.popLast() {
        tree.append(next)
        missing.remove(next)
        for other in neighbours[next] where isKept[Int(other)] && !isInside[Int(other)] {
          isInside[Int(other)] = true
          queue.append(Int(other))
        }
      }
    }
    take(start)
    while !missing.isEmpty {
      let reached = NodeDistances(from: tree.sorted(), costs, isOpen, neighbours)
      let near = missing.compactMap { node in reached[node].map { (distance: $0, node: node) } }
        .min { ($0.distance, $0.node) < ($1.distance, $1.node) }
      guard let near else { return nil }
      var path: [Int] = []
      var node = near.node
      while node >= 0, !isInside[node] {
        path.append(node)
        node = reached.before[node]
      }
      for node in path { take(node) }
    }
    return tree
  }

  /// A connected choice without the nodes that can go, the dearest first.
  func trimmed(_ nodes: [Int]) -> [Int] {
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in nodes { isChosen[node] = true }
    var left = Set(nodes)
    let root = required[0]
    for node in nodes.sorted(by: { (problem.costs[$1], $1) < (problem.costs[$0], $0) })
    where !isRequired[node] && isChosen[node] {
      isChosen[node] = false
      let reached = reach(root, isChosen)
      if required.allSatisfy(reached.contains) {
        // What hung on it alone goes with it.
        for other in left.subtracting(reached) { isChosen[other] = false }
        left = reached
      } else {
        isChosen[node] = true
      }
    }
    return isChosen.indices.filter { isChosen[$0] }
  }

  /// A corridor from elsewhere without what it does not need; `nil` if it does not join the required nodes
  /// over open ones.
  func valid(_ nodes: [Int]) -> [Int]? {
    guard nodes.allSatisfy({ open.indices.contains($0) && open[$0] }) else { return nil }
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in nodes { isChosen[node] = true }
    let reached = reach(required[0], isChosen)
    return required.allSatisfy(reached.contains) ? trimmed(reached.sorted()) : nil
  }

  private func reach(_ start: Int, _ isChosen: [Bool]) -> Set<Int> {
    var found: Set<Int> = [start]
    var queue = [start]
    while let node = queue.popLast() {
      for next in neighbours[node] where isChosen[Int(next)] && found.insert(Int(next)).inserted {
        queue.append(Int(next))
      }
    }
    return found
  }

  /// The cheapest of the corridors that begin at each required node; `nil` if there is none.
  func cheapestPaths(costs: [Int64]? = nil, over isOpen: [Bool]? = nil, starts: Int = 12) -> [Int]?
  {
    var best: [Int]?
    for start in required.prefix(starts) {
      guard let nodes = joined([], from: start, costs: costs, over: isOpen) else { return best }
      let found = trimmed(nodes)
      if best.map({ cost(found) < cost($0) }) ?? true { best = found }
    }
    return best
  }

  /// A corridor that no exchange of one of its parts makes cheaper: of a stretch between two places or
  /// forks, or of a fork with its stretches, which are taken out and joined anew.
  func improved(_ start: [Int], while isGoing: () -> Bool) -> [Int] {
    var best = start
    var isBetter = true
    while isBetter {
      isBetter = false
      for part in parts(of: best) {
        guard isGoing() else { return best }
        let removed = Set(part)
        let kept = best.filter { !removed.contains($0) }
        guard let nodes = joined(kept, from: required[0]) else { continue }
        let found = trimmed(nodes)
        if cost(found) < cost(best) {
          best = found
          isBetter = true
          break
        }
      }
    }
    return best
  }

  /// The stretches of a corridor and its forks with their stretches, the dearest first.
  private func parts(of chosen: [Int]) -> [[Int]] {
    let degree = treeNeighbours(chosen)
    func isKey(_ node: Int) -> Bool { isRequired[node] || degree[node, default: []].count != 2 }
    /// The nodes between two keys, beginning at one of them.
    func stretch(_ key: Int, _ first: Int) -> [Int] {
      var nodes: [Int] = []
      var (before, node) = (key, first)
      while !isKey(node) {
        nodes.append(node)
        guard let next = degree[node, default: []].first(where: { $0 != before }) else { break }
        (before, node) = (node, next)
      }
      return nodes
    }
    var found: Set<[Int]> = []
    for key in chosen where isKey(key) {
      let stretches = degree[key, default: []].map { stretch(key, $0) }
      for nodes in stretches where !nodes.isEmpty { found.insert(nodes.sorted()) }
      if !isRequired[key] { found.insert(([key] + stretches.joined()).sorted()) }
    }
    return found.sorted { one, other in
      let (mine, theirs) = (cost(one), cost(other))
      return mine == theirs ? one.lexicographicallyPrecedes(other) : mine > theirs
    }
  }

  /// A tree that spans a corridor, by node.
  func treeNeighbours(_ chosen: [Int]) -> [Int: [Int]] {
    var tree: [Int: [Int]] = [:]
    for (node, before) in arborescence(chosen, from: required[0]) {
      tree[node, default: []].append(before)
      tree[before, default: []].append(node)
    }
    return tree
  }

  /// For each node of a corridor but the root, the node before it on the way from the root.
  func arborescence(_ chosen: [Int], from root: Int) -> [(node: Int, before: Int)] {
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in chosen { isChosen[node] = true }
    var found: [(node: Int, before: Int)] = []
    isChosen[root] = false
    var queue = [root]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for other in neighbours[node] where isChosen[Int(other)] {
        isChosen[Int(other)] = false
        found.append((node: Int(other), before: node))
        queue.append(Int(other))
      }
    }
    return found
  }
}
