import Certificates

/// Groups with prices that bound the cost of every corridor, found without a linear program (dual ascent:
/// R. T. Wong, “A dual ascent approach for Steiner tree problems on a directed graph”, Mathematical
/// Programming 28, 1984; here with the weights at the nodes).
///
/// From each required node but the root a group grows over ground that is paid for already. The neighbours
/// of the group are what it can be left by, so each of them may pay the least of what they still cost; that
/// is the price of the group. A neighbour whose cost is paid joins the group. It ends when every group holds
/// the root. The sum of the prices is a bound, for they never exceed the cost of a node.
struct DualAscent {
  /// The groups and the price of each, in the unit of the costs; the prices are positive.
  private(set) var groups: [[Int32]] = []
  private(set) var prices: [Int64] = []
  /// What the prices leave of the cost of each node; 0 for required nodes.
  private(set) var residual: [Int64]
  /// No corridor is cheaper.
  private(set) var bound: Int64

  /// Complexity: O(nodes + edges) for each price; every price pays off a node.
  ///
  /// - Parameter root: a required node.
  init(_ problem: CorridorProblem, _ neighbours: [[Int32]], root: Int) {
    let required = problem.required
    residual = problem.costs
    for node in required { residual[node] = 0 }
    bound = required.reduce(0) { $0 + problem.costs[$1] }
    var open = required.filter { $0 != root }
    var grown = open.map { Growth(from: $0, problem, neighbours, residual) }
    while !open.isEmpty {
      // The group with the fewest entering arcs first: its price is shared by the fewest others.
      var place = 0
      for other in open.indices where grown[other].border.count < grown[place].border.count {
        place = other
      }
      let group = grown[place]
      guard !group.isInside[root], let price = group.border.map({ residual[$0] }).min() else {
        open.remove(at: place)
        grown.remove(at: place)
        continue
      }
      for node in group.border { residual[node] -= price }
      groups.append(group.isInside.indices.filter { group.isInside[$0] }.map(Int32.init))
      prices.append(price)
      bound += price
      let paid = group.border.filter { residual[$0] == 0 }
      for other in open.indices where grown[other].isTouched(by: paid) {
        grown[other] = Growth(from: open[other], problem, neighbours, residual)
      }
    }
  }

  /// A node with all that can be reached from it over paid ground.
  private struct Growth {
    var isInside: [Bool]
    /// The nodes beside it that may be chosen, ascending.
    var border: [Int]
    private var isBorder: [Bool]

    init(
      from start: Int, _ problem: CorridorProblem, _ neighbours: [[Int32]], _ residual: [Int64]
    ) {
      isInside = Array(repeating: false, count: problem.count)
      isBorder = isInside
      isInside[start] = true
      var queue = [start]
      while let node = queue.popLast() {
        for next in neighbours[node] {
          let other = Int(next)
          guard !isInside[other], problem.locks[other] != .excluded else { continue }
          if residual[other] == 0 {
            isInside[other] = true
            queue.append(other)
          } else {
            isBorder[other] = true
          }
        }
      }
      border = isBorder.indices.filter { [isBorder] in isBorder[$0] }
    }

    func isTouched(by nodes: [Int]) -> Bool { nodes.contains { isBorder[$0] } }
  }

  /// The nodes that no corridor cheaper than a known one holds.
  ///
  /// In a corridor without needless nodes, two paths that meet only in a chosen node lead from it to the
  /// root and to another required node. What the prices left of the cost of both paths comes on top of the
  /// bound; a node for which that reaches the cost of the known corridor is left out.
  ///
  /// - Parameter best: what the known corridor costs.
  func needless(
    _ problem: CorridorProblem, _ neighbours: [[Int32]], root: Int, best: Int64
  ) -> [Int] {
    let required = Set(problem.required)
    let open = problem.locks.map { $0 != .excluded }
    let toRoot = NodeDistances(from: [root], residual, open, neighbours)
    let toOthers = NodeDistances(
      from: required.subtracting([root]).sorted(), residual, open, neighbours)
    return problem.costs.indices.filter { node in
      guard open[node], !required.contains(node) else { return false }
      guard let one = toRoot[node], let other = toOthers[node] else { return true }
      // Both distances count the node itself.
      return bound + one + other - residual[node] >= best
    }
  }
}

/// The cheapest way from some nodes to every node; the cost of a node is paid on entering it.
struct NodeDistances {
  private var distances: [Int64?]
  private(set) var before: [Int]

  /// Complexity: O((nodes + edges) log nodes).
  init(from starts: [Int], _ costs: [Int64], _ isOpen: [Bool], _ neighbours: [[Int32]]) {
    distances = Array(repeating: nil, count: costs.count)
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
        if distances[other].map({ far < $0 }) ?? true {
          distances[other] = far
          before[other] = node
          heap.push(far, other)
        }
      }
    }
  }

  /// `nil` for a node that cannot be reached.
  subscript(node: Int) -> Int64? { distances[node] }
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
