/// Minimises Σ cost(i) · f(i) + weight · |{edges whose ends differ}| over f of 0 and 1: one minimum cut
/// (Picard and Ratliff, 1975).
///
/// Nodes whose cost outweighs all their edges are decided first, again and again, which in an exchange
/// leaves few. The rest is Dinic's maximum flow. The flow proves the minimum: moving `flow` along each
/// edge from the cost of one end to that of the other leaves costs whose negative parts sum to it.
package struct EdgeCut {
  /// Node `i` has the neighbours `targets[starts[i] ..< starts[i + 1]]`.
  private let starts: [Int32]
  private let targets: [Int32]
  private let edgeOf: [Int32]
  private let edges: [SIMD2<Int32>]
  private let count: Int

  package init(count: Int, edges: [SIMD2<Int32>]) {
    self.count = count
    self.edges = edges
    var starts = [Int32](repeating: 0, count: count + 1)
    for edge in edges {
      starts[Int(edge.x) + 1] += 1
      starts[Int(edge.y) + 1] += 1
    }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var next = starts
    var targets = [Int32](repeating: 0, count: 2 * edges.count)
    var edgeOf = targets
    for (index, edge) in edges.enumerated() {
      for (from, to) in [(edge.x, edge.y), (edge.y, edge.x)] {
        let position = Int(next[Int(from)])
        targets[position] = to
        edgeOf[position] = Int32(index)
        next[Int(from)] += 1
      }
    }
    self.starts = starts
    self.targets = targets
    self.edgeOf = edgeOf
  }

  func neighbours(of node: Int) -> ArraySlice<Int32> {
    targets[Int(starts[node])..<Int(starts[node + 1])]
  }

  package struct Solution {
    package var isChosen: [Bool]
    /// Of each edge, from its first node to its second.
    package var flow: [Int64]
    package var value: Int128
  }

  /// - Parameters:
  ///   - costs: of f = 1.
  ///   - weight: of an edge whose ends differ, not negative.
  ///   - fixed: the value of nodes that cannot be chosen.
  package func solve(_ costs: [Int128], weight: Int64, fixed: [Bool?]) -> Solution {
    var work = Work(self, costs, weight)
    work.decide(fixed)
    work.flowThrough()
    var value: Int128 = 0
    for node in 0..<count where work.isChosen[node] { value += costs[node] }
    for edge in edges where work.isChosen[Int(edge.x)] != work.isChosen[Int(edge.y)] {
      value += Int128(weight)
    }
    return Solution(isChosen: work.isChosen, flow: work.flow, value: value)
  }

  /// One computation.
  private struct Work {
    let graph: EdgeCut
    let weight: Int64
    var costs: [Int128]
    var flow: [Int64]
    var isChosen: [Bool]
    /// 0: open, 1: decided.
    var isDecided: [Bool]
    var openDegree: [Int64]
    /// What is left to send from, and to take in at, an open node.
    var excess: [Int64] = []
    var room: [Int64] = []
    var level: [Int32] = []
    var next: [Int32] = []

    init(_ graph: EdgeCut, _ costs: [Int128], _ weight: Int64) {
      self.graph = graph
      self.costs = costs
      self.weight = weight
      flow = Array(repeating: 0, count: graph.edges.count)
      isChosen = Array(repeating: false, count: graph.count)
      isDecided = isChosen
      openDegree = (0..<graph.count).map { Int64(graph.starts[$0 + 1] - graph.starts[$0]) }
    }

    mutating func decide(_ fixed: [Bool?]) {
      var queue: [(node: Int, isChosen: Bool)] = []
      func consider(_ node: Int) {
        guard !isDecided[node] else { return }
        let limit = Int128(weight) * Int128(openDegree[node])
        if costs[node] >= limit {
          queue.append((node, false))
        } else if costs[node] <= -limit {
          queue.append((node, true))
        }
      }
      for node in 0..<graph.count {
        if let value = fixed[node] { queue.append((node, value)) } else { consider(node) }
      }
      // Fixed nodes come first, so that no node is decided twice with different values.
      queue.sort {
        (fixed[$0.node] == nil ? 1 : 0, $0.node) < (fixed[$1.node] == nil ? 1 : 0, $1.node)
      }
      var head = 0
      while head < queue.count {
        let (node, value) = queue[head]
        head += 1
        guard !isDecided[node] else { continue }
        isDecided[node] = true
        isChosen[node] = value
        for position in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
          let other = Int(graph.targets[position])
          guard !isDecided[other] else { continue }
          push(position, from: node, value ? weight : -weight)
          openDegree[other] -= 1
          if fixed[other] == nil { consider(other) }
        }
      }
    }

    /// Moves an amount along the edge at a position of the adjacency list.
    private mutating func push(_ position: Int, from node: Int, _ amount: Int64) {
      let edge = Int(graph.edgeOf[position])
      flow[edge] += Int(graph.edges[edge].x) == node ? amount : -amount
      costs[node] += Int128(amount)
      costs[Int(graph.targets[position])] -= Int128(amount)
    }

    private func residual(_ position: Int, from node: Int) -> Int64 {
      let edge = Int(graph.edgeOf[position])
      return Int(graph.edges[edge].x) == node ? weight - flow[edge] : weight + flow[edge]
    }

    mutating func flowThrough() {
      let open = (0..<graph.count).filter { !isDecided[$0] }
      guard !open.isEmpty else { return }
      excess = Array(repeating: 0, count: graph.count)
      room = excess
      for node in open {
        let cost = Int64(costs[node])
        if cost < 0 { excess[node] = -cost } else { room[node] = cost }
      }
      level = Array(repeating: -1, count: graph.count)
      next = Array(repeating: 0, count: graph.count)
      while layer(open) {
        for node in open { next[node] = graph.starts[node] }
        for node in open where excess[node] > 0 && level[node] >= 0 {
          while excess[node] > 0 {
            let sent = send(excess[node], from: node)
            if sent == 0 { break }
            excess[node] -= sent
          }
        }
      }
      // What a source still reaches is chosen.
      var queue = open.filter { excess[$0] > 0 }
      for node in queue { isChosen[node] = true }
      var head = 0
      while head < queue.count {
        let node = queue[head]
        head += 1
        for position in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
          let other = Int(graph.targets[position])
          if !isDecided[other], !isChosen[other], residual(position, from: node) > 0 {
            isChosen[other] = true
            queue.append(other)
          }
        }
      }
    }

    /// Distances to nodes with room, backwards; whether an excess can reach one.
    private mutating func layer(_ open: [Int]) -> Bool {
      for node in open { level[node] = -1 }
      var queue = open.filter { room[$0] > 0 }
      for node in queue { level[node] = 0 }
      var head = 0
      var isReached = false
      while head < queue.count {
        let node = queue[head]
        head += 1
        if excess[node] > 0 { isReached = true }
        for position in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
          let other = Int(graph.targets[position])
          guard !isDecided[other], level[other] < 0 else { continue }
          let edge = Int(graph.edgeOf[position])
          let back = Int(graph.edges[edge].x) == other ? weight - flow[edge] : weight + flow[edge]
          if back > 0 {
            level[other] = level[node] + 1
            queue.append(other)
          }
        }
      }
      return isReached
    }

    /// Sends up to `amount` from a node along falling levels; returns what arrived.
    private mutating func send(_ amount: Int64, from node: Int) -> Int64 {
      if level[node] == 0 {
        let taken = min(amount, room[node])
        room[node] -= taken
        return taken
      }
      while next[node] < graph.starts[node + 1] {
        let position = Int(next[node])
        let other = Int(graph.targets[position])
        if !isDecided[other], level[other] == level[node] - 1 {
          let free = min(amount, residual(position, from: node))
          let sent = free > 0 ? send(free, from: other) : 0
          if sent > 0 {
            let edge = Int(graph.edgeOf[position])
            flow[edge] += Int(graph.edges[edge].x) == node ? sent : -sent
            return sent
          }
        }
        next[node] += 1
      }
      return 0
    }
  }
}
