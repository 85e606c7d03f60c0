import Groundwork

/// A choice of ground with the evidence that none is much cheaper.
public struct GroundCertificate: Hashable, Sendable, Codable {
  /// The rule of the least block at one parcel: whoever chooses `parcel` must choose a neighbour of
  /// `group`, for the group is connected, holds the parcel, and is too small for a block.
  public struct Cut: Hashable, Sendable, Codable {
    public var parcel: Int32
    public var group: [Int32]
    /// Not negative, in the unit of the costs.
    public var price: Int64

    public init(parcel: Int32, group: [Int32], price: Int64) {
      self.parcel = parcel
      self.group = group
      self.price = price
    }
  }

  public var problem: GroundProblem
  /// The chosen parcels, ascending.
  public var chosen: [Int]
  /// Costs of the plan, and what no plan falls below; they may pass 2⁶³, so they are written in two
  /// parts, `high` × 2³² + `low`.
  public var cost: WideNumber
  public var bound: WideNumber
  /// Of 0.01 m², in 2⁻¹⁶ of the unit of the costs.
  public var areaPrice: Int64
  public var cuts: [Cut]

  public init(
    problem: GroundProblem, chosen: [Int], cost: Int128, bound: Int128, areaPrice: Int64,
    cuts: [Cut]
  ) {
    self.problem = problem
    self.chosen = chosen
    self.cost = WideNumber(cost)
    self.bound = WideNumber(bound)
    self.areaPrice = areaPrice
    self.cuts = cuts
  }
}

/// A whole number of more than 64 bits in a file.
public struct WideNumber: Hashable, Sendable, Codable {
  public var high: Int64
  public var low: UInt32

  public init(_ value: Int128) {
    high = Int64(truncatingIfNeeded: value >> 32)
    low = UInt32(truncatingIfNeeded: value)
  }

  public var value: Int128 { Int128(high) << 32 + Int128(low) }
}

extension GroundCertificate {
  /// Verifies the plan and the bound.
  ///
  /// **The bound.** The area is sold at its price and so is every cut; what is left is one choice for
  /// each parcel, and the sum of the negative ones is a lower bound for whatever prices, since every cut
  /// holds for every plan.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    try problem.validate()
    try checkPlan()
    let found = problem.cost(of: chosen)
    guard found == cost.value else {
      throw CertificateFault.value(stated: "\(cost.value)", found: "\(found)")
    }
    let proven = try lowerBound()
    guard bound.value <= proven, bound.value <= found else {
      throw CertificateFault.bound(stated: "\(bound.value)", found: "\(proven)")
    }
    return CertificateFindings(value: Double(found), bound: Double(bound.value))
  }

  private func checkPlan() throws(Diagnostic) {
    guard chosen.allSatisfy({ problem.areas.indices.contains($0) }),
      Set(chosen).count == chosen.count
    else { throw CertificateFault.unknown("chosen") }
    var isChosen = [Bool](repeating: false, count: problem.count)
    for parcel in chosen { isChosen[parcel] = true }
    for parcel in problem.areas.indices {
      let lock = problem.locks[parcel]
      if lock == .chosen ? !isChosen[parcel] : lock == .excluded && isChosen[parcel] {
        throw CertificateFault.ruleBroken("lock \(parcel)")
      }
    }
    guard problem.area(of: chosen) >= problem.leastArea else {
      throw CertificateFault.ruleBroken("area")
    }
    let neighbours = problem.neighbours()
    var isSeen = isChosen.map { !$0 }
    for start in chosen where !isSeen[start] {
      isSeen[start] = true
      var queue = [start]
      var area: Int64 = 0
      while let parcel = queue.popLast() {
        area += problem.areas[parcel]
        for other in neighbours[parcel] where !isSeen[Int(other)] {
          isSeen[Int(other)] = true
          queue.append(Int(other))
        }
      }
      if area < problem.leastBlock { throw CertificateFault.ruleBroken("block \(start)") }
    }
  }

  /// The least that any choice costs at the prices: the bound that they prove.
  public func lowerBound() throws(Diagnostic) -> Int128 {
    guard areaPrice >= 0 else { throw CertificateFault.price("area") }
    var costs = problem.areas.indices.map {
      Int128(problem.costs[$0]) + ((-Int128(areaPrice) * Int128(problem.areas[$0])) >> 16)
    }
    let neighbours = problem.neighbours()
    for (index, cut) in cuts.enumerated() {
      let around = try surroundings(of: cut, index, neighbours)
      costs[Int(cut.parcel)] += Int128(cut.price)
      for other in around { costs[Int(other)] -= Int128(cut.price) }
    }
    var sum = (Int128(areaPrice) * Int128(problem.leastArea)) >> 16
    for (parcel, cost) in costs.enumerated() {
      switch problem.locks[parcel] {
      case .free: sum += min(0, cost)
      case .chosen: sum += cost
      case .excluded: break
      }
    }
    return sum
  }

  /// The neighbours of a cut's group, once the cut is seen to hold.
  private func surroundings(
    of cut: Cut, _ index: Int, _ neighbours: [[Int32]]
  ) throws(Diagnostic) -> Set<Int32> {
    let group = Set(cut.group)
    guard cut.price >= 0, group.contains(cut.parcel), group.count == cut.group.count,
      group.allSatisfy({ $0 >= 0 && $0 < problem.count }),
      problem.area(of: group.map { Int($0) }) < problem.leastBlock
    else { throw CertificateFault.price("cut \(index)") }
    var reached: Set<Int32> = [cut.parcel]
    var queue = [cut.parcel]
    var around: Set<Int32> = []
    while let parcel = queue.popLast() {
      for other in neighbours[Int(parcel)] {
        if !group.contains(other) {
          around.insert(other)
        } else if reached.insert(other).inserted {
          queue.append(other)
        }
      }
    }
    guard reached.count == group.count else { throw CertificateFault.price("cut \(index)") }
    return around
  }
}
