import Groundwork

/// The prices at which the rules of an exchange are relaxed, in whole numbers.
///
/// The currency of a slope problem is 0.01 m² × 10⁻⁹ degrees; that of a contiguity problem is 2⁻²⁰ of an
/// edge, and that of the area of blocks 2⁻¹⁰ of 0.01 m².
public struct ExchangePrices: Hashable, Sendable, Codable {
  /// Of one edge too few.
  public var edge: Int64
  /// Of Σ area × (slope − the largest mean slope), in 2⁻⁷² of the currency.
  public var slope: Int64
  /// Of 0.01 m² of farmland too little, in 2⁻¹⁶ of the currency.
  public var area: Int64
  /// Of one farmland parcel more; negative where one more is welcome.
  public var parcel: Int64
  /// Of one pair more.
  public var pair: Int64

  public init(
    edge: Int64 = 0, slope: Int64 = 0, area: Int64 = 0, parcel: Int64 = 0, pair: Int64 = 0
  ) {
    self.edge = edge
    self.slope = slope
    self.area = area
    self.parcel = parcel
    self.pair = pair
  }

  /// What one edge is worth in itself where contiguity is the objective.
  public static let edgeUnit: Int64 = 1 << 20
}

/// An exchange with the evidence that none is much better.
public struct ExchangeCertificate: Hashable, Sendable, Codable {
  /// How the worth of one edge is divided between its two parcels.
  public struct Share: Hashable, Sendable, Codable {
    /// Index in `ExchangeProblem.edges`.
    public var edge: Int
    /// What the parcel named first gets above one half, in half units of the currency.
    public var more: Int64

    public init(edge: Int, more: Int64) {
      self.edge = edge
      self.more = more
    }
  }

  public var problem: ExchangeProblem
  /// The parcels that change their class, ascending.
  public var flips: [Int]
  /// The mean slope in 10⁻⁹ degrees, rounded up, the number of edges, or the area of blocks in 0.01 m².
  public var value: Int64
  /// No exchange has a smaller slope, more edges, or more area in blocks.
  public var bound: Int64
  public var prices: ExchangePrices
  /// Where an edge is not divided equally, ascending.
  public var shares: [Share]
  /// Where the area of blocks is the objective, or is sold at a price: the prices of components that may be
  /// joined.
  public var joins: [Join]?
  /// Where a mean slope is the objective: the price of 0.01 m² too little in blocks, in 2⁻¹⁶ of the
  /// currency.
  public var block: Int64?

  public init(
    problem: ExchangeProblem, flips: [Int], value: Int64, bound: Int64, prices: ExchangePrices,
    shares: [Share], joins: [Join]? = nil, block: Int64? = nil
  ) {
    self.problem = problem
    self.flips = flips
    self.value = value
    self.bound = bound
    self.prices = prices
    self.shares = shares
    self.joins = joins
    self.block = block
  }
}

extension ExchangeCertificate {
  /// Verifies the plan and the bound.
  ///
  /// **The bound.** Every rule is sold at its price, so that a plan costs unary terms less the worth of
  /// its edges. An edge counts only if both its parcels are farmland, so it counts at most what any
  /// division of its worth gives to those of them that are. What is left is one choice for each parcel,
  /// and their sum is a lower bound for whatever prices and divisions (Lagrange and linear-programming
  /// duality). It is added up exactly. A mean slope of λ at least is proven when the sum of
  /// area × (slope − λ) is proven not to be negative.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    try problem.validate()
    let after = try checkPlan()
    guard value == ExchangeCertificate.value(of: after, problem) else {
      throw CertificateFault.value(
        stated: "\(value)", found: "\(ExchangeCertificate.value(of: after, problem))")
    }
    switch problem.objective {
    case .slope:
      let least = try lowerBound()
      guard least >= 0, bound <= value else {
        throw CertificateFault.bound(stated: "\(bound)", found: "\(bound) + \(least)")
      }
    case .blockArea:
      let most = try ExchangeCertificate.mostBlockArea(problem, prices, joins ?? [])
      guard most <= bound, bound >= value else {
        throw CertificateFault.bound(stated: "\(bound)", found: "\(most)")
      }
    case .contiguity:
      let least = try lowerBound()
      let unit = Int128(ExchangePrices.edgeUnit)
      let most = least <= 0 ? -least / unit : -((least + unit - 1) / unit)
      guard most <= bound, bound >= value else {
        throw CertificateFault.bound(stated: "\(bound)", found: "\(most)")
      }
    }
    return CertificateFindings(value: Double(value), bound: Double(bound))
  }

  /// The objective of a state as the certificate writes it.
  public static func value(of state: [Bool], _ problem: ExchangeProblem) -> Int64 {
    switch problem.objective {
    case .contiguity: return problem.edgeCount(state)
    case .blockArea: return problem.measures(state).blockArea
    case .slope:
      let area = problem.areas.indices.reduce(Int128(0)) {
        state[$1] ? $0 + Int128(problem.areas[$1]) : $0
      }
      guard area > 0 else { return 0 }
      return Int64((problem.excess(state, over: 0) + area - 1) / area)
    }
  }

  private func checkPlan() throws(Diagnostic) -> [Bool] {
    guard flips.allSatisfy({ problem.areas.indices.contains($0) }), Set(flips).count == flips.count
    else { throw CertificateFault.unknown("flips") }
    if let locked = flips.first(where: { problem.isLocked[$0] }) {
      throw CertificateFault.ruleBroken("lock \(locked)")
    }
    let out = flips.count { problem.isFarmland[$0] }
    guard 2 * out == flips.count else { throw CertificateFault.ruleBroken("pairs") }
    guard out <= problem.pairLimit else { throw CertificateFault.ruleBroken("pair limit") }
    let after = problem.state(after: flips)
    let gained = flips.reduce(Int64(0)) {
      $0 + (problem.isFarmland[$1] ? -problem.areas[$1] : problem.areas[$1])
    }
    if problem.keepsFarmland, gained < 0 { throw CertificateFault.ruleBroken("farmland kept") }
    if let least = problem.leastEdges, problem.edgeCount(after) < least {
      throw CertificateFault.ruleBroken("edges")
    }
    if let most = problem.mostSlope, problem.excess(after, over: most) > 0 {
      throw CertificateFault.ruleBroken("slope")
    }
    // The bound lets these rules out: it is one of exchanges that need not keep them, and so of these.
    guard problem.blockShortfall(after) == (0, 0) else {
      throw CertificateFault.ruleBroken("blocks")
    }
    return after
  }

  /// The least that any plan costs at the prices, in the currency.
  private func lowerBound() throws(Diagnostic) -> Int128 {
    guard prices.edge >= 0, prices.slope >= 0, prices.area >= 0, prices.pair >= 0,
      prices.edge < 1 << 62, problem.keepsFarmland || prices.area == 0,
      problem.leastEdges != nil || prices.edge == 0, problem.mostSlope != nil || prices.slope == 0
    else { throw CertificateFault.price("\(prices)") }
    let worth =
      Int128(prices.edge) + (problem.objective == .contiguity ? Int128(ExchangePrices.edgeUnit) : 0)
    // Everything is counted twice from here on, so that half an edge is a whole number.
    let blocks = try blockCosts()
    var costs = zip(unaryCosts(), blocks.costs).map { 2 * ($0 + $1) }
    var more = [Int128](repeating: 0, count: problem.edges.count)
    for share in shares {
      guard more.indices.contains(share.edge), abs(Int128(share.more)) <= worth else {
        throw CertificateFault.price("edge \(share.edge)")
      }
      more[share.edge] = Int128(share.more)
    }
    for (index, edge) in problem.edges.enumerated() {
      costs[Int(edge.x)] -= worth + more[index]
      costs[Int(edge.y)] -= worth - more[index]
    }
    var sum = 2 * (constant() + blocks.constant)
    for (parcel, cost) in costs.enumerated() {
      sum += problem.isLocked[parcel] ? (problem.isFarmland[parcel] ? cost : 0) : min(0, cost)
    }
    return sum >= 0 ? sum / 2 : (sum - 1) / 2
  }

  /// What a parcel costs if it is farmland, rounded down.
  private func unaryCosts() -> [Int128] {
    let level = problem.mostSlope ?? 0
    return problem.areas.indices.map { parcel in
      let area = Int128(problem.areas[parcel])
      var cost = Int128(prices.parcel)
      if problem.objective == .slope { cost += area * Int128(problem.slopes[parcel] - bound) }
      cost += (Int128(prices.slope) * area * Int128(problem.slopes[parcel] - level)) >> 72
      cost += (-Int128(prices.area) * area) >> 16
      if problem.isFarmland[parcel] { cost -= Int128(prices.pair) }
      return cost
    }
  }

  /// What the limits themselves cost.
  private func constant() -> Int128 {
    let farmland = problem.areas.indices.filter { problem.isFarmland[$0] }
    let area = farmland.reduce(Int128(0)) { $0 + Int128(problem.areas[$1]) }
    return Int128(prices.edge) * Int128(problem.leastEdges ?? 0)
      + ((Int128(prices.area) * area) >> 16)
      - Int128(prices.parcel) * Int128(farmland.count)
      + Int128(prices.pair) * Int128(farmland.count - problem.pairLimit)
  }
}
