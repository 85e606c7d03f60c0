import Groundwork

/// The cheapest ground that joins given places (廊道贯通): the question, in whole numbers.
///
/// A node is a parcel, or a group of parcels that are joined already, such as a wood of many parcels. The
/// chosen nodes are connected, and the nodes that must be joined are among them. This is a Steiner tree
/// with weights at the nodes.
public struct CorridorProblem: Hashable, Sendable, Codable {
  /// What choosing each node costs, in whatever unit; not negative, and zero for ground that is there.
  public var costs: [Int64]
  public var locks: [SelectionProblem.Lock]
  /// Pairs of nodes that touch; each pair once, the smaller index first.
  public var edges: [SIMD2<Int32>]
  /// The nodes to be joined, ascending; at least two.
  public var ends: [Int]

  public init(
    costs: [Int64], locks: [SelectionProblem.Lock]? = nil, edges: [SIMD2<Int32>], ends: [Int]
  ) {
    self.costs = costs
    self.locks = locks ?? Array(repeating: .free, count: costs.count)
    self.edges = edges
    self.ends = ends
  }

  public var count: Int { costs.count }

  /// The nodes that every plan has: the ends, and those that are locked in; ascending.
  public var required: [Int] {
    let locked = locks.indices.filter { locks[$0] == .chosen }
    return Set(ends).union(locked).sorted()
  }

  /// - Throws: ``Diagnostic`` `corridor.shape`.
  public func validate() throws(Diagnostic) {
    let isWhole =
      locks.count == count && count < 1_000_000
      && costs.allSatisfy { (0...SelectionProblem.most).contains($0) }
      && edges.allSatisfy { $0.x >= 0 && $0.x < $0.y && $0.y < count }
      && Set(edges).count == edges.count && ends.count >= 2
      && ends.allSatisfy { costs.indices.contains($0) && locks[$0] != .excluded }
      && zip(ends, ends.dropFirst()).allSatisfy { $0 < $1 }
    guard isWhole else {
      throw Diagnostic(
        code: "corridor.shape",
        Localized(
          zh: "廊道问题不完整：图斑的费用、锁定须逐个给出，邻接须各一次，"
            + "至少有两处须连通且未被锁定不选。",
          en:
            "The corridor problem is incomplete: cost and lock of every parcel and every edge once"
            + " must be given, with at least two places to join, none of them locked out."))
    }
  }

  /// The nodes that touch each node, ascending.
  public func neighbours() -> [[Int32]] {
    var neighbours = [[Int32]](repeating: [], count: count)
    for edge in edges {
      neighbours[Int(edge.x)].append(edge.y)
      neighbours[Int(edge.y)].append(edge.x)
    }
    return neighbours
  }

  /// The nodes that can be reached from one over nodes of a set; `start` itself need not be in the set.
  public func reach(_ start: Int, _ isOpen: [Bool], _ neighbours: [[Int32]]) -> [Bool] {
    var isReached = [Bool](repeating: false, count: count)
    isReached[start] = true
    var queue = [start]
    while let node = queue.popLast() {
      for other in neighbours[node] where isOpen[Int(other)] && !isReached[Int(other)] {
        isReached[Int(other)] = true
        queue.append(Int(other))
      }
    }
    return isReached
  }
}

/// A corridor with the evidence that none is much cheaper.
public struct CorridorCertificate: Hashable, Sendable, Codable {
  public var problem: CorridorProblem
  /// The chosen nodes, ascending, with those that must be joined.
  public var chosen: [Int]
  /// What they cost.
  public var value: Int64
  /// No corridor is cheaper, says the solver, which has searched further than the levels show.
  public var solverBound: Int64
  /// No corridor is cheaper: follows from the levels, and is checked.
  public var bound: Int64
  /// A required node, from which a corridor is thought to spread to the others.
  public var root: Int
  /// For each other required node, ascending, a level of every node; that of the required node is 0.
  ///
  /// A corridor leads from the root to that node, and on the way the level falls from that of the root to
  /// 0. Entering a node from a neighbour of a higher level is charged by the difference. Where all levels
  /// together charge for entering a node at most what it costs, a corridor costs at least the sum of the
  /// levels of the root: it enters each of its nodes but the root once.
  public var levels: [[Int64]]

  public init(
    problem: CorridorProblem, chosen: [Int], value: Int64, solverBound: Int64, bound: Int64,
    root: Int, levels: [[Int64]]
  ) {
    self.problem = problem
    self.chosen = chosen
    self.value = value
    self.solverBound = solverBound
    self.bound = bound
    self.root = root
    self.levels = levels
  }

  /// What the levels prove: the required nodes are paid in any case, and entering them is free.
  ///
  /// Complexity: O((nodes + edges) · required nodes).
  /// - Throws: ``Diagnostic`` `certificate.price`.
  static func bound(
    of problem: CorridorProblem, root: Int, levels: [[Int64]]
  ) throws(Diagnostic) -> Int64 {
    let required = problem.required
    let others = required.filter { $0 != root }
    guard others.count == required.count - 1, levels.count == others.count else {
      throw CertificateFault.price("root")
    }
    var sum = required.reduce(Int128(0)) { $0 + Int128(problem.costs[$1]) }
    for (node, level) in zip(others, levels) {
      guard level.count == problem.count, level[node] == 0,
        level.allSatisfy({ (0...SelectionProblem.most).contains($0) })
      else { throw CertificateFault.price("level \(node)") }
      sum += Int128(level[root])
    }
    let isPaid = Set(required)
    func charge(_ tail: Int, _ head: Int) throws(Diagnostic) {
      // No corridor needs to enter the root, and none enters what is locked out.
      if head == root || problem.locks[tail] == .excluded || problem.locks[head] == .excluded {
        return
      }
      let charged = levels.reduce(Int128(0)) { $0 + Int128(max(0, $1[tail] - $1[head])) }
      guard charged <= Int128(isPaid.contains(head) ? 0 : problem.costs[head]) else {
        throw CertificateFault.price("\(tail) → \(head)")
      }
    }
    for edge in problem.edges {
      try charge(Int(edge.x), Int(edge.y))
      try charge(Int(edge.y), Int(edge.x))
    }
    guard let bound = Int64(exactly: sum) else { throw CertificateFault.tooLarge() }
    return bound
  }

  /// Verifies that the chosen nodes join the ends, and the bound.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    try problem.validate()
    guard chosen.allSatisfy({ problem.costs.indices.contains($0) }),
      Set(chosen).count == chosen.count
    else { throw CertificateFault.unknown("chosen") }
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in chosen { isChosen[node] = true }
    if let missing = problem.required.first(where: { !isChosen[$0] }) {
      throw CertificateFault.ruleBroken("required \(missing)")
    }
    if let barred = chosen.first(where: { problem.locks[$0] == .excluded }) {
      throw CertificateFault.ruleBroken("lock \(barred)")
    }
    let reached = problem.reach(problem.ends[0], isChosen, problem.neighbours())
    if let cut = chosen.first(where: { !reached[$0] }) {
      throw CertificateFault.ruleBroken("connected \(cut)")
    }
    let found = chosen.reduce(Int64(0)) { $0 + problem.costs[$1] }
    guard value == found else {
      throw CertificateFault.value(stated: "\(value)", found: "\(found)")
    }
    let proven = try CorridorCertificate.bound(of: problem, root: root, levels: levels)
    guard proven >= bound, solverBound <= value, bound <= value else {
      throw CertificateFault.bound(stated: "\(max(bound, solverBound))", found: "\(proven)")
    }
    return CertificateFindings(
      value: Double(value), bound: Double(bound), solverBound: Double(solverBound))
  }
}
