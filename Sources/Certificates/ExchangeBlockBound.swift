import Groundwork

/// The connected farmland of the state as it is.
public struct FarmlandComponents: Sendable {
  /// The component of each parcel; -1 for what is not farmland.
  public let labels: [Int32]
  /// In 0.01 m².
  public let areas: [Int64]
  /// The least area of a block, in 0.01 m².
  public let blockSize: Int64
  /// The components that are not blocks (百亩方) and that each parcel which may become farmland touches,
  /// ascending; none for any other parcel.
  public let joined: [[Int32]]

  /// Components have numbers in the order of their first parcels.
  ///
  /// Complexity: O(parcels + edges).
  public init(_ problem: ExchangeProblem) {
    var near = [[Int32]](repeating: [], count: problem.count)
    for edge in problem.edges {
      near[Int(edge.x)].append(edge.y)
      near[Int(edge.y)].append(edge.x)
    }
    var labels = [Int32](repeating: -1, count: problem.count)
    var areas: [Int64] = []
    for start in 0..<problem.count where problem.isFarmland[start] && labels[start] < 0 {
      let label = Int32(areas.count)
      labels[start] = label
      var area: Int64 = 0
      var queue = [start]
      while let parcel = queue.popLast() {
        area += problem.areas[parcel]
        for other in near[parcel]
        where problem.isFarmland[Int(other)] && labels[Int(other)] < 0 {
          labels[Int(other)] = label
          queue.append(Int(other))
        }
      }
      areas.append(area)
    }
    self.labels = labels
    self.areas = areas
    blockSize = problem.blockSize
    joined = (0..<problem.count).map { parcel in
      guard !problem.isFarmland[parcel], !problem.isLocked[parcel] else { return [] }
      return Set(near[parcel].map { labels[Int($0)] }).filter {
        $0 >= 0 && areas[Int($0)] < problem.blockSize
      }.sorted()
    }
  }

  /// Whether a parcel of farmland is part of a block.
  public func isBlock(_ parcel: Int) -> Bool {
    labels[parcel] >= 0 && areas[Int(labels[parcel])] >= blockSize
  }
}

extension ExchangeCertificate {
  /// What joining a component that is no block to one counts less, because the parcels that touch it get it.
  public struct Join: Hashable, Sendable, Codable {
    /// As ``FarmlandComponents`` numbers them.
    public var component: Int
    /// In units of the currency, not more than the component's area.
    public var price: Int64

    public init(component: Int, price: Int64) {
      self.component = component
      self.price = price
    }
  }

  /// The currency where the area of blocks is the objective, in parts of 0.01 m².
  public static let blockUnit: Int64 = 1 << 10

  /// The most area in blocks that any exchange has, by the prices alone, in 0.01 m².
  ///
  /// A parcel that is taken out of a block takes its area along at least. Ground that was not in a block
  /// comes into one only as a parcel that becomes farmland, or as a component that such a parcel touches.
  /// The most that parcels and components can so give is a problem of coverage; that a component counts
  /// once only is sold at its price, and so are the rules of the exchange. *Any* prices in their ranges
  /// give a valid bound (Lagrange relaxation). Rules on edges and blocks are left out.
  ///
  /// - Throws: ``Diagnostic`` `certificate.price`.
  public static func mostBlockArea(
    _ problem: ExchangeProblem, _ prices: ExchangePrices, _ joins: [Join]
  ) throws(Diagnostic) -> Int64 {
    guard prices.edge == 0, prices.slope >= 0, prices.area >= 0, prices.pair >= 0,
      problem.keepsFarmland || prices.area == 0, problem.mostSlope != nil || prices.slope == 0
    else { throw CertificateFault.price("\(prices)") }
    let components = FarmlandComponents(problem)
    let unit = Int128(blockUnit)
    var price = [Int128](repeating: 0, count: components.areas.count)
    for join in joins {
      guard price.indices.contains(join.component), join.price >= 0,
        Int128(join.price) <= unit * Int128(components.areas[join.component])
      else { throw CertificateFault.price("component \(join.component)") }
      price[join.component] = Int128(join.price)
    }
    let level = problem.mostSlope ?? 0
    let now = components.areas.filter { $0 >= components.blockSize }
    var sum = now.reduce(Int128(0)) { $0 + unit * Int128($1) }
    sum += Int128(prices.pair) * Int128(problem.pairLimit)
    if problem.mostSlope != nil {
      let excess = problem.excess(problem.isFarmland, over: level)
      sum -= down(Int128(prices.slope) * excess, 72)
    }
    var isTouched = [Bool](repeating: false, count: components.areas.count)
    for parcel in 0..<problem.count where !problem.isLocked[parcel] {
      let area = Int128(problem.areas[parcel])
      let land = Int128(prices.area) * area
      let slope = Int128(prices.slope) * area * Int128(problem.slopes[parcel] - level)
      var gain: Int128
      if problem.isFarmland[parcel] {
        gain = Int128(prices.parcel) - Int128(prices.pair) - down(land, 16) - down(-slope, 72)
        if components.isBlock(parcel) { gain -= unit * area }
      } else {
        gain = unit * area - Int128(prices.parcel) - down(-land, 16) - down(slope, 72)
        for component in components.joined[parcel] {
          gain += price[Int(component)]
          isTouched[Int(component)] = true
        }
      }
      sum += max(0, gain)
    }
    for component in isTouched.indices where isTouched[component] {
      sum += unit * Int128(components.areas[component]) - price[component]
    }
    guard let most = Int64(exactly: sum >= 0 ? sum / unit : (sum - unit + 1) / unit) else {
      throw CertificateFault.tooLarge()
    }
    return most
  }

  /// What the rule on the area of blocks costs where it is sold at a price: by parcel if it is farmland, and
  /// the rest.
  ///
  /// What blocks gain at most is what ``mostBlockArea(_:_:_:)`` says; each parcel gets its share of it, and
  /// what is short of the demand costs the price. Rounded down.
  ///
  /// - Throws: ``Diagnostic`` `certificate.price`.
  func blockCosts() throws(Diagnostic) -> (costs: [Int128], constant: Int128) {
    var costs = [Int128](repeating: 0, count: problem.count)
    guard let block, block != 0 else { return (costs, 0) }
    guard let least = problem.leastBlockArea, problem.objective == .slope, block > 0,
      block < 1 << 62
    else { throw CertificateFault.price("block") }
    let worth = Int128(block)
    let unit = Int128(ExchangeCertificate.blockUnit)
    let components = FarmlandComponents(problem)
    var price = [Int128](repeating: 0, count: components.areas.count)
    for join in joins ?? [] {
      guard price.indices.contains(join.component), join.price >= 0,
        Int128(join.price) <= unit * Int128(components.areas[join.component])
      else { throw CertificateFault.price("component \(join.component)") }
      price[join.component] = Int128(join.price)
    }
    let now = components.areas.filter { $0 >= components.blockSize }
      .reduce(Int128(0)) { $0 + Int128($1) }
    var constant = ExchangeCertificate.down(worth * (Int128(least) - now), 16)
    var isTouched = [Bool](repeating: false, count: components.areas.count)
    for parcel in 0..<problem.count {
      let area = Int128(problem.areas[parcel])
      if components.isBlock(parcel) {
        // Taken out, it takes its area along.
        costs[parcel] = ExchangeCertificate.down(-worth * area, 16)
        constant += ExchangeCertificate.down(worth * area, 16)
      } else if !problem.isFarmland[parcel], !problem.isLocked[parcel] {
        var gain = unit * area
        for component in components.joined[parcel] {
          gain += price[Int(component)]
          isTouched[Int(component)] = true
        }
        costs[parcel] = ExchangeCertificate.down(-worth * gain, 26)
      }
    }
    for component in isTouched.indices where isTouched[component] {
      let rest = unit * Int128(components.areas[component]) - price[component]
      constant += ExchangeCertificate.down(-worth * rest, 26)
    }
    return (costs, constant)
  }

  /// Divides by a power of two, rounded down: a gain less something rounded down is rounded up.
  static func down(_ value: Int128, _ places: Int) -> Int128 { value >> places }
}
