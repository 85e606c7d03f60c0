import Certificates
import Groundwork

/// Looks for the prices whose bound is best: Kelley's cutting planes with a trust box.
///
/// Each evaluation is one minimum cut and yields a plane above the bound as a function of the prices; a
/// small linear program finds the best prices under all planes within a box around the best so far.
struct ExchangePricing {
  private let relaxation: ExchangeRelaxation
  private var problem: ExchangeProblem { relaxation.problem }
  /// The prices that the problem has.
  private let rules: [WritableKeyPath<ExchangePrices, Int64>]
  private let slopeOf: [KeyPath<ExchangeRelaxation.Slopes, Double>]
  private let canBeNegative: [Bool]
  /// A typical size of each price.
  private var scales: [Double] = []
  /// A typical size of the bound.
  private let unit: Double
  /// Every state that was the cheapest at some prices: what may become a plan.
  private(set) var states: [[Bool]] = []
  private(set) var evaluations = 0

  /// - Parameters:
  ///   - first: prices to begin with.
  ///   - typical: the worth of a flip that is just worth it, in the currency.
  init(_ relaxation: ExchangeRelaxation, typical: Double) {
    self.relaxation = relaxation
    let problem = relaxation.problem
    var rules: [WritableKeyPath<ExchangePrices, Int64>] = [\.parcel, \.pair]
    var slopeOf: [KeyPath<ExchangeRelaxation.Slopes, Double>] = [\.parcel, \.pair]
    var canBeNegative = [true, false]
    var scales = [typical, typical]
    let movable = problem.areas.indices.filter { !problem.isLocked[$0] }
    let areas = movable.map { Double(problem.areas[$0]) }.sorted()
    let area = areas.isEmpty ? 1 : max(1, areas[areas.count / 2])
    if problem.keepsFarmland {
      rules.append(\.area)
      slopeOf.append(\.area)
      canBeNegative.append(false)
      scales.append(typical / area * 0x1p16)
    }
    if problem.leastEdges != nil {
      rules.append(\.edge)
      slopeOf.append(\.edge)
      canBeNegative.append(false)
      scales.append(typical / 4)
    }
    if problem.mostSlope != nil {
      rules.append(\.slope)
      slopeOf.append(\.slope)
      canBeNegative.append(false)
      scales.append(typical / (area * 5e9) * 0x1p72)
    }
    self.rules = rules
    self.slopeOf = slopeOf
    self.canBeNegative = canBeNegative
    self.scales = scales
    unit = typical * Double(max(1, problem.pairLimit))
  }

  /// - Parameters:
  ///   - tolerance: in the currency: the bound is left when it can rise by no more.
  /// - Returns: the best prices and what they give.
  mutating func maximise(
    from start: ExchangePrices, level: Int64, tolerance: Double, most: Int = 60, job: Job
  ) throws -> (prices: ExchangePrices, point: ExchangeRelaxation.Point) {
    var planes: [(at: [Double], value: Double, slopes: [Double])] = []
    var radius = 0.5
    var best = start
    var bestPoint = evaluate(best, level, &planes)
    for _ in 0..<most {
      try job.cancellation.check()
      let center = coordinates(best)
      guard let (place, promise) = try master(planes, center, radius) else { break }
      if promise - bestPoint.value <= tolerance {
        // A small box may hide what lies outside of it.
        if radius >= 4 || !touches(place, center, radius) { break }
        radius *= 4
        continue
      }
      let prices = prices(place)
      let point = evaluate(prices, level, &planes)
      let gain = point.value - bestPoint.value
      if gain > 0 {
        if gain > 0.5 * (promise - bestPoint.value) || touches(place, center, radius) {
          radius *= 2
        }
        best = prices
        bestPoint = point
      } else {
        radius = max(1e-7, radius * 0.5)
      }
    }
    return (best, bestPoint)
  }

  private func touches(_ place: [Double], _ center: [Double], _ radius: Double) -> Bool {
    zip(place, center).contains { abs($0 - $1) > 0.99 * radius }
  }

  private func coordinates(_ prices: ExchangePrices) -> [Double] {
    rules.indices.map { Double(prices[keyPath: rules[$0]]) / scales[$0] }
  }

  private func prices(_ place: [Double]) -> ExchangePrices {
    var prices = ExchangePrices()
    // Sums of a parcel's edges stay below 2⁶³.
    let most = 1e17
    for (index, rule) in rules.enumerated() {
      let value = (place[index] * scales[index]).rounded()
      let whole = Int64(exactly: min(most, max(-most, value))) ?? 0
      prices[keyPath: rule] = canBeNegative[index] ? whole : max(0, whole)
    }
    return prices
  }

  private mutating func evaluate(
    _ prices: ExchangePrices, _ level: Int64,
    _ planes: inout [(at: [Double], value: Double, slopes: [Double])]
  ) -> ExchangeRelaxation.Point {
    let point = relaxation.solve(prices, level: level)
    evaluations += 1
    states.append(point.state)
    let slopes = slopeOf.indices.map { point.slopes[keyPath: slopeOf[$0]] * scales[$0] }
    planes.append((coordinates(prices), point.value, slopes))
    return point
  }

  /// The best place under all planes within the box, and what it promises.
  private func master(
    _ planes: [(at: [Double], value: Double, slopes: [Double])], _ center: [Double],
    _ radius: Double
  ) throws -> (place: [Double], promise: Double)? {
    var model = LinearModel()
    for (index, middle) in center.enumerated() {
      let lower = canBeNegative[index] ? middle - radius : max(0, middle - radius)
      model.addColumn(cost: 0, lower...max(lower, middle + radius))
    }
    let promise = model.addColumn(cost: -1, -Double.infinity...Double.infinity)
    for plane in planes {
      // promise ≤ value + slopes · (place − at), in units.
      let constant = plane.value - zip(plane.slopes, plane.at).reduce(0) { $0 + $1.0 * $1.1 }
      let terms = plane.slopes.enumerated().map { LinearModel.Term($0, -$1 / unit) }
      model.addRow(terms + [.init(promise, 1)], atMost: constant / unit)
    }
    guard let values = try model.solve(SolveOptions(presolve: false)).values else { return nil }
    return (Array(values[..<center.count]), values[promise] * unit)
  }
}
