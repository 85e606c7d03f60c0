import Certificates
import Groundwork

/// A bound on the mean slope of exchanges that bring so much farmland into blocks of 100 亩 (百亩方).
///
/// A linear program of coverage: what blocks can gain at most is demanded, as in
/// ``ExchangeCertificate/mostBlockArea(_:_:_:)``, at the least Σ area × (slope − λ). The level λ is raised as
/// long as that stays above zero (Dinkelbach). The program has only parcels that may pay; those that its
/// prices show to be missing are added.
struct BlockSlopeBound {
  struct Found {
    var level: Int64
    var prices: ExchangePrices
    /// Of 0.01 m² too little in blocks, in 2⁻¹⁶ of the currency.
    var block: Int64
    var joins: [ExchangeCertificate.Join]
  }

  private let problem: ExchangeProblem
  private let components: FarmlandComponents
  /// What blocks must gain, in 0.01 m².
  private let demand: Int64
  private let isTouched: [Bool]

  private static let areaUnit = 10_000.0
  private static let slopeUnit = 1e9
  /// Parcels of each kind that the program begins with, and that are added at once.
  private static let core = 1_500
  private static let seconds = 2.5

  init(_ problem: ExchangeProblem) {
    self.problem = problem
    components = FarmlandComponents(problem)
    let now = components.areas.filter { $0 >= problem.blockSize }.reduce(0, +)
    demand = (problem.leastBlockArea ?? 0) - now
    var isTouched = [Bool](repeating: false, count: components.areas.count)
    for parcel in 0..<problem.count where !problem.isLocked[parcel] {
      for component in components.joined[parcel] { isTouched[Int(component)] = true }
    }
    self.isTouched = isTouched
  }

  /// The largest mean slope that is proven to be passed by no exchange; `nil` if it is not above a known one.
  func raised(from known: Int64, job: Job) throws -> Found? {
    let clock = ContinuousClock()
    let began = clock.now
    func left() -> Double { BlockSlopeBound.seconds - (clock.now - began) / .seconds(1) }
    var parcels = first(known)
    var level = known
    var best: Found?
    for _ in 0..<24 {
      guard left() > 0.05, !job.cancellation.isCancelled else { break }
      let program = Program(self, parcels.sorted(), level)
      let result = try program.linear.solve(
        SolveOptions(seconds: max(0.05, left()), isRelaxed: true), job: job)
      guard result.status == .optimal, let duals = result.rowDuals else { break }
      var found = program.found(duals, self)
      let missing = missing(found, parcels, level)
      if let proven = proven(&found, from: level), proven.level > max(known, best?.level ?? 0) {
        best = proven
      }
      if missing.isEmpty {
        let point = evaluate(found, level: level)
        let step = Int64((point.value / max(1, point.area)).rounded(.down))
        if step <= 0 { break }
        level += step
      } else {
        parcels.formUnion(missing)
      }
    }
    return best
  }

  // MARK: The program

  private func area(_ parcel: Int) -> Double { Double(problem.areas[parcel]) / Self.areaUnit }

  /// What a flip costs: more for steep ground that comes in, less for steep ground that goes.
  private func cost(_ parcel: Int, _ level: Int64) -> Double {
    let over = Double(problem.slopes[parcel] - level) / Self.slopeUnit
    return (problem.isFarmland[parcel] ? -1 : 1) * area(parcel) * over
  }

  /// The parcels that are cheapest to change, and those that bring most into blocks.
  private func first(_ level: Int64) -> Set<Int> {
    var chosen: Set<Int> = []
    for isFarmland in [true, false] {
      let movable = problem.areas.indices.filter {
        !problem.isLocked[$0] && problem.isFarmland[$0] == isFarmland
      }
      let costs = movable.map { (cost: cost($0, level), parcel: $0) }
      chosen.formUnion(costs.sorted { $0 < $1 }.prefix(Self.core).map { $0.parcel })
      guard !isFarmland else { continue }
      let gains = movable.map { parcel in
        (
          gain: -components.joined[parcel].reduce(problem.areas[parcel]) {
            $0 + components.areas[Int($1)]
          }, parcel: parcel
        )
      }
      chosen.formUnion(gains.sorted { $0 < $1 }.prefix(Self.core).map { $0.parcel })
    }
    return chosen
  }

  private struct Program {
    var linear = LinearModel()
    private let pair: Int
    private let balance: Int
    private var land: Int?
    private let block: Int
    private var joins: [(component: Int, row: Int)] = []

    init(_ bound: BlockSlopeBound, _ parcels: [Int], _ level: Int64) {
      let problem = bound.problem
      func sign(_ parcel: Int) -> Double { problem.isFarmland[parcel] ? -1 : 1 }
      var touching: [Int32: [Int]] = [:]
      var gains: [LinearModel.Term] = []
      for (column, parcel) in parcels.enumerated() {
        linear.addColumn(cost: bound.cost(parcel, level))
        for component in bound.components.joined[parcel] {
          touching[component, default: []].append(column)
        }
        if !problem.isFarmland[parcel] {
          gains.append(.init(column, bound.area(parcel)))
        } else if bound.components.isBlock(parcel) {
          gains.append(.init(column, -bound.area(parcel)))
        }
      }
      pair = linear.addRow(
        parcels.indices.filter { problem.isFarmland[parcels[$0]] }.map { .init($0, 1) },
        atMost: Double(problem.pairLimit))
      balance = linear.addRow(
        parcels.indices.map { .init($0, sign(parcels[$0])) }, atLeast: 0, atMost: 0)
      if problem.keepsFarmland {
        land = linear.addRow(
          parcels.indices.map { .init($0, sign(parcels[$0]) * bound.area(parcels[$0])) },
          atLeast: 0)
      }
      for component in touching.keys.sorted() {
        let joined = linear.addColumn(cost: 0)
        gains.append(
          .init(joined, Double(bound.components.areas[Int(component)]) / BlockSlopeBound.areaUnit))
        let columns = (touching[component] ?? []).map { LinearModel.Term($0, 1) }
        joins.append(
          (Int(component), linear.addRow(columns + [.init(joined, -1)], atLeast: 0)))
      }
      block = linear.addRow(gains, atLeast: Double(bound.demand) / BlockSlopeBound.areaUnit)
    }

    /// The prices of the rules in the certificate's units, from multipliers of the rows.
    func found(_ duals: [Double], _ bound: BlockSlopeBound) -> Found {
      let currency = BlockSlopeBound.areaUnit * BlockSlopeBound.slopeUnit
      func whole(_ value: Double) -> Int64 { Int64(min(max(value, -0x1p61), 0x1p61).rounded()) }
      let prices = ExchangePrices(
        area: land.map { whole(max(0, duals[$0]) * BlockSlopeBound.slopeUnit * 65_536) } ?? 0,
        parcel: whole(-duals[balance] * currency), pair: whole(max(0, -duals[pair]) * currency))
      let worth = max(0, duals[block])
      // A component that no parcel of the program touches is sold at its full price.
      var price = bound.components.areas.map { $0 * ExchangeCertificate.blockUnit }
      for join in joins where worth > 0 {
        let share = max(0, duals[join.row]) / worth * BlockSlopeBound.areaUnit
        price[join.component] = min(
          price[join.component], whole(share * Double(ExchangeCertificate.blockUnit)))
      }
      return Found(
        level: 0, prices: prices, block: whole(worth * BlockSlopeBound.slopeUnit * 65_536),
        joins: price.indices.filter { bound.isTouched[$0] }.map {
          .init(component: $0, price: price[$0])
        })
    }
  }

  // MARK: What prices prove

  private struct Point {
    var value: Double
    /// Of the farmland of the cheapest state, in 0.01 m².
    var area: Double
  }

  /// The costs of each parcel as farmland at some prices, in the currency, and what does not depend on it.
  private func costs(_ found: Found, level: Int64) -> (costs: [Int128], constant: Int128) {
    let prices = found.prices
    let block = Int128(found.block)
    let price = Dictionary(
      found.joins.map { ($0.component, Int128($0.price)) }, uniquingKeysWith: { first, _ in first })
    var constant = (block * Int128(demand)) >> 16
    var costs: [Int128] = []
    costs.reserveCapacity(problem.count)
    var farmland: Int128 = 0
    var count: Int128 = 0
    for parcel in 0..<problem.count {
      let area = Int128(problem.areas[parcel])
      var cost = area * Int128(problem.slopes[parcel] - level) + Int128(prices.parcel)
      cost += (-Int128(prices.area) * area) >> 16
      if problem.isFarmland[parcel] {
        cost -= Int128(prices.pair)
        farmland += area
        count += 1
        if components.isBlock(parcel) {
          cost += (-block * area) >> 16
          constant += (block * area) >> 16
        }
      } else if !problem.isLocked[parcel] {
        let joined = components.joined[parcel].reduce(Int128(0)) { $0 + (price[Int($1)] ?? 0) }
        cost += (-block * (area * Int128(ExchangeCertificate.blockUnit) + joined)) >> 26
      }
      costs.append(cost)
    }
    for join in found.joins {
      let rest =
        Int128(components.areas[join.component]) * Int128(ExchangeCertificate.blockUnit)
        - Int128(join.price)
      constant += (-block * rest) >> 26
    }
    constant += (Int128(prices.area) * farmland) >> 16
    constant -= Int128(prices.parcel) * count
    constant += Int128(prices.pair) * (count - Int128(problem.pairLimit))
    return (costs, constant)
  }

  private func evaluate(_ found: Found, level: Int64) -> Point {
    let (costs, constant) = costs(found, level: level)
    var sum = constant
    var area: Int64 = 0
    for (parcel, cost) in costs.enumerated() {
      let isIn = problem.isLocked[parcel] ? problem.isFarmland[parcel] : cost < 0
      if isIn {
        sum += cost
        area += problem.areas[parcel]
      }
    }
    return Point(value: Double(sum), area: Double(area))
  }

  /// The largest level that some prices prove.
  private func proven(_ found: inout Found, from level: Int64) -> Found? {
    var level = level
    for _ in 0..<40 {
      let point = evaluate(found, level: level)
      if point.value >= 0 {
        let step = Int64((point.value / max(1, point.area)).rounded(.down))
        found.level = level
        // Upwards once more: the bound falls along a concave function of the level.
        if step > 0, evaluate(found, level: level + step).value >= 0 { found.level = level + step }
        return found
      }
      let step = (point.value / max(1, point.area)).rounded(.down)
      guard step > -90e9 else { return nil }
      level += Int64(step) - 1
    }
    return nil
  }

  /// Parcels outside the program that would pay at its prices, the most of them first.
  private func missing(_ found: Found, _ parcels: Set<Int>, _ level: Int64) -> [Int] {
    let (costs, _) = costs(found, level: level)
    let paying = problem.areas.indices.filter { parcel in
      !problem.isLocked[parcel] && !parcels.contains(parcel)
        && (problem.isFarmland[parcel] ? costs[parcel] > 0 : costs[parcel] < 0)
    }
    return Array(
      paying.sorted { (costs[$1].magnitude, $0) < (costs[$0].magnitude, $1) }.prefix(Self.core))
  }
}
