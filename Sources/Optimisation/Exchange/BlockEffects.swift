import Certificates

/// What the change of one parcel alone does to the blocks of farmland (百亩方): their area and their number.
///
/// A parcel that becomes farmland joins the components beside it. One that is no longer farmland takes its
/// own area out of its component, and may split it: the parts are found from one depth-first tree of each
/// component (articulation points, with the areas of the subtrees). Effects of several changes do not add
/// up where they meet, so that a plan is measured again.
package struct BlockEffects: Sendable {
  /// By parcel, in 0.01 m²; 0 for a change that does nothing to blocks.
  package private(set) var areas: [Int64]
  package private(set) var counts: [Int64]

  private let size: Int64

  /// - Complexity: O(parcels + edges).
  package init(_ problem: ExchangeProblem) {
    size = problem.blockSize
    areas = Array(repeating: 0, count: problem.count)
    counts = Array(repeating: 0, count: problem.count)
    var near = [[Int32]](repeating: [], count: problem.count)
    for edge in problem.edges {
      near[Int(edge.x)].append(edge.y)
      near[Int(edge.y)].append(edge.x)
    }
    var component = [Int](repeating: -1, count: problem.count)
    var totals: [Int64] = []
    for start in 0..<problem.count where problem.isFarmland[start] && component[start] < 0 {
      let tree = Tree(from: start, problem, near, number: totals.count, &component)
      totals.append(tree.total)
      if tree.total >= size { split(tree, problem) }
    }
    for parcel in 0..<problem.count where !problem.isFarmland[parcel] {
      let beside = Set(near[parcel].map { component[Int($0)] }).filter { $0 >= 0 }
      let total = beside.reduce(problem.areas[parcel]) { $0 + totals[$1] }
      let blocks = beside.filter { totals[$0] >= size }
      guard total >= size else { continue }
      areas[parcel] = total - blocks.reduce(0) { $0 + totals[$1] }
      counts[parcel] = 1 - Int64(blocks.count)
    }
  }

  /// What taking a parcel out of a block leaves of it.
  private mutating func split(_ tree: Tree, _ problem: ExchangeProblem) {
    for (place, parcel) in tree.order.enumerated() {
      var rest = tree.total - problem.areas[parcel]
      var left: Int64 = 0
      var parts: Int64 = 0
      for child in tree.children[place] where tree.low[child] >= place {
        let part = tree.areas[child]
        rest -= part
        if part >= size {
          left += part
          parts += 1
        }
      }
      if rest >= size {
        left += rest
        parts += 1
      }
      areas[parcel] = left - tree.total
      counts[parcel] = parts - 1
    }
  }

  /// A depth-first tree of one component; its nodes are numbered in the order in which they are found.
  private struct Tree {
    var order: [Int] = []
    var children: [[Int]] = []
    /// The lowest node that a subtree touches.
    var low: [Int] = []
    /// Of each subtree.
    var areas: [Int64] = []
    var total: Int64 { areas.first ?? 0 }

    init(
      from start: Int, _ problem: ExchangeProblem, _ near: [[Int32]], number: Int,
      _ component: inout [Int]
    ) {
      var place: [Int: Int] = [:]
      var parents: [Int] = []
      var next: [Int] = []
      func find(_ parcel: Int, _ parent: Int) {
        place[parcel] = order.count
        component[parcel] = number
        order.append(parcel)
        parents.append(parent)
        children.append([])
        low.append(order.count - 1)
        areas.append(problem.areas[parcel])
        next.append(0)
      }
      find(start, -1)
      var node = 0
      while node >= 0 {
        let parcel = order[node]
        guard next[node] < near[parcel].count else {
          let parent = parents[node]
          if parent >= 0 {
            low[parent] = min(low[parent], low[node])
            areas[parent] += areas[node]
          }
          node = parent
          continue
        }
        let other = Int(near[parcel][next[node]])
        next[node] += 1
        guard problem.isFarmland[other] else { continue }
        if let known = place[other] {
          if known != parents[node] { low[node] = min(low[node], known) }
        } else {
          children[node].append(order.count)
          find(other, node)
          node = order.count - 1
        }
      }
    }
  }
}
