import Certificates

/// Levels that bound the cost of every corridor, found without a linear program (dual ascent: R. T. Wong,
/// “A dual ascent approach for Steiner tree problems on a directed graph”, Mathematical Programming 28,
/// 1984; here the cost of an arc is that of the node that it enters).
///
/// Around each required node but the root a group grows against the arcs that are paid for already. Every
/// corridor enters the group by an arc from outside, so that all these arcs may pay the least of what is
/// left of their costs; that much is added to the bound. Nodes at the tails of arcs that are paid off join
/// the group. It ends when every group holds the root. The level of a node is what had been paid for the
/// group when the node joined it; see ``CorridorCertificate/levels``.
struct ArcAscent {
  let root: Int
  /// By required node but the root, ascending: the level of each node.
  private(set) var levels: [[Int64]]
  /// What is left of the cost of each arc.
  private(set) var residual: [Int64]
  /// No corridor is cheaper.
  private(set) var bound: Int64

  /// A group that grows.
  private struct Group {
    var isInside: [Bool]
    /// Arcs that enter it; those whose tail has joined since are dropped later.
    var entering: [Int32] = []
    var paid: Int64 = 0
    var levels: [Int64]

    init(_ count: Int) {
      isInside = Array(repeating: false, count: count)
      levels = Array(repeating: -1, count: count)
    }
  }

  /// Complexity: O(arcs) for each price, of which every one pays off an arc.
  ///
  /// - Parameter root: a required node.
  init(_ problem: CorridorProblem, _ graph: ArcGraph, root: Int) {
    self.root = root
    levels = []
    let required = problem.required
    var isRequired = [Bool](repeating: false, count: problem.count)
    for node in required { isRequired[node] = true }
    residual = graph.heads.map { isRequired[Int($0)] ? 0 : problem.costs[Int($0)] }
    bound = required.reduce(0) { $0 + problem.costs[$1] }
    var groups = required.filter { $0 != root }.map { node in
      var group = Group(problem.count)
      ArcAscent.join(node, &group, graph)
      return group
    }
    var open = Array(groups.indices)
    for place in open { grow(&groups[place], graph) }
    while !open.isEmpty {
      // The group with the fewest entering arcs first: its price is shared by the fewest others.
      guard let place = open.min(by: { groups[$0].entering.count < groups[$1].entering.count })
      else { break }
      let before = groups[place].entering.count
      grow(&groups[place], graph)
      let group = groups[place]
      let price = group.isInside[root] ? nil : group.entering.map { residual[Int($0)] }.min()
      guard let price else {
        open.removeAll { $0 == place }
        continue
      }
      // It has grown since it was last looked at: another one may be smaller now.
      if group.entering.count > before { continue }
      for arc in group.entering { residual[Int(arc)] -= price }
      groups[place].paid += price
      bound += price
      grow(&groups[place], graph)
    }
    levels = groups.map { group in group.levels.map { $0 < 0 ? group.paid : $0 } }
  }

  private static func join(_ node: Int, _ group: inout Group, _ graph: ArcGraph) {
    group.isInside[node] = true
    group.levels[node] = group.paid
    for arc in graph.into(node) where !group.isInside[Int(graph.tails[arc])] {
      group.entering.append(Int32(arc))
    }
  }

  /// Takes in whatever is joined to a group by paid arcs.
  private func grow(_ group: inout Group, _ graph: ArcGraph) {
    var next = 0
    var kept: [Int32] = []
    kept.reserveCapacity(group.entering.count)
    while next < group.entering.count {
      let arc = group.entering[next]
      next += 1
      let tail = Int(graph.tails[Int(arc)])
      if group.isInside[tail] { continue }
      if residual[Int(arc)] == 0 {
        ArcAscent.join(tail, &group, graph)
      } else {
        kept.append(arc)
      }
    }
    // An arc that was kept may have its tail inside by now.
    group.entering = kept.filter { !group.isInside[Int(graph.tails[Int($0)])] }
  }

  /// The nodes that no corridor cheaper than a known one holds.
  ///
  /// A corridor without needless nodes leads over each of its nodes from the root to another required node.
  /// What is left of the costs of these arcs comes on top of the bound; a node for which that reaches the
  /// cost of the known corridor is left out.
  ///
  /// - Parameter best: what the known corridor costs.
  func needless(_ problem: CorridorProblem, _ graph: ArcGraph, best: Int64) -> [Int] {
    let required = problem.required
    let isRequired = Set(required)
    let there = graph.distances(from: [root], residual)
    let onward = graph.distances(
      from: required.filter { $0 != root }, residual, against: true)
    return problem.costs.indices.filter { node in
      guard problem.locks[node] != .excluded, !isRequired.contains(node) else { return false }
      guard there[node] < .max, onward[node] < .max else { return true }
      return bound + there[node] + onward[node] >= best
    }
  }
}
