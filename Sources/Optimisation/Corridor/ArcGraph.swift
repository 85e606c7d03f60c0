import Certificates

/// The ways from node to node of a corridor problem: one arc in each direction between two open nodes that
/// touch.
struct ArcGraph: Sendable {
  let count: Int
  /// The arcs into node `j` are `starts[j] ..< starts[j + 1]`, in the order of its neighbours.
  let starts: [Int]
  let tails: [Int32]
  let heads: [Int32]
  /// The arcs out of node `i` are `outgoing[outStarts[i] ..< outStarts[i + 1]]`.
  let outStarts: [Int]
  let outgoing: [Int32]

  init(_ problem: CorridorProblem, _ neighbours: [[Int32]]) {
    let nodes = problem.count
    var starts = [0]
    var tails: [Int32] = []
    var heads: [Int32] = []
    starts.reserveCapacity(nodes + 1)
    for node in 0..<nodes {
      if problem.locks[node] != .excluded {
        for other in neighbours[node] where problem.locks[Int(other)] != .excluded {
          tails.append(other)
          heads.append(Int32(node))
        }
      }
      starts.append(tails.count)
    }
    var outStarts = [Int](repeating: 0, count: nodes + 1)
    for tail in tails { outStarts[Int(tail) + 1] += 1 }
    for node in 0..<nodes { outStarts[node + 1] += outStarts[node] }
    var next = outStarts
    var outgoing = [Int32](repeating: 0, count: tails.count)
    for (arc, tail) in tails.enumerated() {
      outgoing[next[Int(tail)]] = Int32(arc)
      next[Int(tail)] += 1
    }
    count = nodes
    self.starts = starts
    self.tails = tails
    self.heads = heads
    self.outStarts = outStarts
    self.outgoing = outgoing
  }

  var arcCount: Int { tails.count }

  func into(_ node: Int) -> Range<Int> { starts[node]..<starts[node + 1] }
  func outOf(_ node: Int) -> ArraySlice<Int32> { outgoing[outStarts[node]..<outStarts[node + 1]] }

  /// The cheapest way from some nodes to every node along the arcs, or against them; `Int64.max` where
  /// there is none.
  ///
  /// Complexity: O(arcs · log nodes).
  func distances(from sources: [Int], _ lengths: [Int64], against: Bool = false) -> [Int64] {
    var distances = [Int64](repeating: .max, count: count)
    var isDone = [Bool](repeating: false, count: count)
    var heap = NodeHeap()
    for node in sources {
      distances[node] = 0
      heap.push(0, node)
    }
    while let (reach, node) = heap.pop() {
      if isDone[node] { continue }
      isDone[node] = true
      func visit(_ arc: Int, _ other: Int) {
        let far = reach + lengths[arc]
        if far < distances[other] {
          distances[other] = far
          heap.push(far, other)
        }
      }
      if against {
        for arc in into(node) { visit(arc, Int(tails[arc])) }
      } else {
        for arc in outOf(node) { visit(Int(arc), Int(heads[Int(arc)])) }
      }
    }
    return distances
  }
}

/// The cheapest way from some nodes to every node; the cost of a node is paid on entering it.
struct NodeDistances {
  private var distances: [Int64]
  private(set) var before: [Int]

  /// Complexity: O((nodes + edges) log nodes).
  init(from starts: [Int], _ costs: [Int64], _ isOpen: [Bool], _ neighbours: [[Int32]]) {
    distances = Array(repeating: .max, count: costs.count)
    before = Array(repeating: -1, count: costs.count)
    var isDone = [Bool](repeating: false, count: costs.count)
    var heap = NodeHeap()
    for node in starts {
      distances[node] = 0
      heap.push(0, node)
    }
    while let (reach, node) = heap.pop() {
      if isDone[node] { continue }
      isDone[node] = true
      for next in neighbours[node] {
        let other = Int(next)
        guard isOpen[other], !isDone[other] else { continue }
        let far = reach + costs[other]
        if far < distances[other] {
          distances[other] = far
          before[other] = node
          heap.push(far, other)
        }
      }
    }
  }

  /// `nil` for a node that cannot be reached.
  subscript(node: Int) -> Int64? { distances[node] == .max ? nil : distances[node] }
}

/// Nodes by their distance, the nearest first; equal distances by number.
struct NodeHeap {
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
