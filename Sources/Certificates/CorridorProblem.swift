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

  /// The rule that a group of nodes must be left: whoever joins a required node of the group with one
  /// outside chooses a neighbour of the group.
  ///
  /// - Parameter group: nodes, of which at least one is required, while another required node is outside.
  /// - Throws: ``Diagnostic`` `certificate.price` for a group of which the rule does not follow.
  public func row(
    leaving group: [Int32], _ neighbours: [[Int32]]
  ) throws(Diagnostic) -> SelectionProblem.Row {
    let inside = Set(group)
    let needed = required
    guard inside.allSatisfy({ costs.indices.contains(Int($0)) }),
      needed.contains(where: { inside.contains(Int32($0)) }),
      needed.contains(where: { !inside.contains(Int32($0)) })
    else { throw CertificateFault.price("cut") }
    var around: Set<Int32> = []
    for node in inside {
      for other in neighbours[Int(node)] where !inside.contains(other) { around.insert(other) }
    }
    return SelectionProblem.Row(
      name: Localized(zh: "连通", en: "connected"),
      terms: around.sorted().map { .init(item: Int($0), amount: 1) }, least: 1)
  }

  /// The choice of nodes under the rules of some groups; every plan keeps them, so its bound is one of the
  /// corridor too.
  public func selection(leaving groups: [[Int32]]) throws(Diagnostic) -> SelectionProblem {
    let neighbours = neighbours()
    let needed = Set(required)
    var rows: [SelectionProblem.Row] = []
    for group in groups { rows.append(try row(leaving: group, neighbours)) }
    return SelectionProblem(
      items: costs.indices.map {
        .init(id: String($0), cost: costs[$0], lock: needed.contains($0) ? .chosen : locks[$0])
      }, rows: rows)
  }
}

/// A corridor with the evidence that none is much cheaper.
public struct CorridorCertificate: Hashable, Sendable, Codable {
  public var problem: CorridorProblem
  /// The chosen nodes, ascending, with those that must be joined.
  public var chosen: [Int]
  /// What they cost.
  public var value: Int64
  /// No corridor is cheaper, says the solver, which has searched further than the prices show.
  public var solverBound: Int64
  /// No corridor is cheaper: follows from the prices, and is checked.
  public var bound: Int64
  /// Groups of nodes that every plan must leave, ascending.
  public var groups: [[Int32]]
  /// The price of each of these rules, in 2⁻⁴⁰ of the unit of the costs.
  public var prices: [Int64]

  public init(
    problem: CorridorProblem, chosen: [Int], value: Int64, solverBound: Int64, bound: Int64,
    groups: [[Int32]], prices: [Int64]
  ) {
    self.problem = problem
    self.chosen = chosen
    self.value = value
    self.solverBound = solverBound
    self.bound = bound
    self.groups = groups
    self.prices = prices
  }

  /// Verifies that the chosen nodes join the ends, and the bound.
  ///
  /// A group that holds one end and lacks another is left by every corridor, so that each group gives a
  /// row that every corridor keeps. What these rows prove of the cheapest selection holds for corridors.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    try problem.validate()
    guard chosen.allSatisfy({ problem.costs.indices.contains($0) }) else {
      throw CertificateFault.unknown("chosen")
    }
    var isChosen = [Bool](repeating: false, count: problem.count)
    for node in chosen { isChosen[node] = true }
    let reached = problem.reach(problem.ends[0], isChosen, problem.neighbours())
    if let cut = chosen.first(where: { !reached[$0] }) {
      throw CertificateFault.ruleBroken("connected \(cut)")
    }
    return try SelectionCertificate(
      problem: problem.selection(leaving: groups), chosen: chosen, value: value,
      solverBound: solverBound, bound: bound, prices: prices
    ).check()
  }
}
