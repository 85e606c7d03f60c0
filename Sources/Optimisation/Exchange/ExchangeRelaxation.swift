import Certificates

/// An exchange whose rules are sold at prices: what is left is one minimum cut.
struct ExchangeRelaxation {
  let problem: ExchangeProblem
  let cut: EdgeCut
  private let fixed: [Bool?]
  let farmlandCount: Int
  let farmlandArea: Int128

  init(_ problem: ExchangeProblem) {
    self.problem = problem
    cut = EdgeCut(count: problem.count, edges: problem.edges)
    fixed = problem.areas.indices.map { problem.isLocked[$0] ? problem.isFarmland[$0] : nil }
    farmlandCount = problem.isFarmland.count(where: \.self)
    farmlandArea = problem.areas.indices.reduce(0) {
      problem.isFarmland[$1] ? $0 + Int128(problem.areas[$1]) : $0
    }
  }

  /// The least cost at some prices, the state that has it, and how the cost changes with the prices.
  struct Point {
    /// In the currency.
    var value: Double
    var state: [Bool]
    /// From the first parcel of each edge to the second, in half units.
    var flow: [Int64]
    var slopes: Slopes
    /// Of the state, in 0.01 m².
    var area: Double
  }

  /// The derivative of the cost by each price: how far the state breaks each rule.
  struct Slopes {
    var edge = 0.0
    var slope = 0.0
    var area = 0.0
    var parcel = 0.0
    var pair = 0.0
  }

  /// The price of an edge together with what it is worth by itself.
  func edgeWorth(_ prices: ExchangePrices) -> Int64 {
    prices.edge + (problem.objective == .contiguity ? ExchangePrices.edgeUnit : 0)
  }

  /// What each parcel costs as farmland, edges left out, in the currency.
  func unaryCosts(_ prices: ExchangePrices, level: Int64) -> [Int128] {
    let most = problem.mostSlope ?? 0
    return problem.areas.indices.map { parcel in
      let area = Int128(problem.areas[parcel])
      let slope = Int128(problem.slopes[parcel])
      var cost = Int128(prices.parcel) - (problem.isFarmland[parcel] ? Int128(prices.pair) : 0)
      if problem.objective == .slope { cost += area * (slope - Int128(level)) }
      if prices.slope != 0 {
        cost += (Int128(prices.slope) * area * (slope - Int128(most))) >> 72
      }
      if prices.area != 0 { cost += (-Int128(prices.area) * area) >> 16 }
      return cost
    }
  }

  /// - Parameter level: the mean slope that is to be beaten, of a slope problem.
  func solve(_ prices: ExchangePrices, level: Int64) -> Point {
    let worth = edgeWorth(prices)
    var costs = unaryCosts(prices, level: level).map { 2 * $0 }
    for edge in problem.edges {
      costs[Int(edge.x)] -= Int128(worth)
      costs[Int(edge.y)] -= Int128(worth)
    }
    let solution = cut.solve(costs, weight: worth, fixed: fixed)
    let slopes = slopes(solution.isChosen)
    let constant =
      Int128(prices.edge) * Int128(problem.leastEdges ?? 0)
      + ((Int128(prices.area) * farmlandArea) >> 16) - Int128(prices.parcel) * Int128(farmlandCount)
      + Int128(prices.pair) * Int128(farmlandCount - problem.pairLimit)
    let area = problem.areas.indices.reduce(Int64(0)) {
      solution.isChosen[$1] ? $0 + problem.areas[$1] : $0
    }
    return Point(
      value: Double(solution.value) / 2 + Double(constant), state: solution.isChosen,
      flow: solution.flow, slopes: slopes, area: Double(area))
  }

  private func slopes(_ state: [Bool]) -> Slopes {
    var slopes = Slopes()
    var area = -farmlandArea
    var excess: Int128 = 0
    var count = 0
    var left = 0
    for parcel in state.indices {
      if state[parcel] {
        count += 1
        area += Int128(problem.areas[parcel])
        excess +=
          Int128(problem.areas[parcel]) * Int128(problem.slopes[parcel] - (problem.mostSlope ?? 0))
      } else if problem.isFarmland[parcel] {
        left += 1
      }
    }
    if let least = problem.leastEdges {
      slopes.edge = Double(least - problem.edgeCount(state))
    }
    slopes.slope = Double(excess) * 0x1p-72
    slopes.area = -Double(area) * 0x1p-16
    slopes.parcel = Double(count - farmlandCount)
    slopes.pair = Double(left - problem.pairLimit)
    return slopes
  }

  /// How the flow divides the worth of the edges.
  func shares(_ flow: [Int64]) -> [ExchangeCertificate.Share] {
    flow.indices.compactMap {
      flow[$0] == 0 ? nil : ExchangeCertificate.Share(edge: $0, more: -flow[$0])
    }
  }
}
