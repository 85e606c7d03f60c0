import Groundwork

/// What one assumption does to the present value: a bar of the tornado.
public struct TornadoBar: Hashable, Sendable, Codable {
  public var driver: String
  public var title: Localized
  public var low: Money
  public var high: Money
  public var spread: Int64 { abs(high.fen - low.fen) }
}

/// The span of an assumption, in millionths of its value: least, likeliest, most.
public struct FundSpan: Hashable, Sendable, Codable {
  public var least: Int64
  public var likeliest: Int64
  public var most: Int64

  public init(least: Int64, likeliest: Int64, most: Int64) {
    self.least = least
    self.likeliest = likeliest
    self.most = most
  }
}

/// What comes out of many random futures.
public struct FundSimulation: Hashable, Sendable, Codable {
  public var runs: Int
  public var seed: UInt64
  /// Of the present value: mean and the 5th, 25th, 50th, 75th and 95th of a hundred.
  public var mean: Money
  public var percentiles: [Money]
  /// The share of runs whose cash position is never below zero, and whose present value is not.
  public var carriesItself: Double
  public var isWorthIt: Double
  /// Twenty equal steps from the least to the most present value, and how many runs fall in each.
  public var histogram: [Int]
  public var least: Money
  public var most: Money
}

extension FundEngine {
  /// The bars of all priced lines and of a year's delay of each phase, the longest first. Interest has
  /// none, as the present value is that before financing.
  ///
  /// - Parameters:
  ///   - share: by how much prices are moved either way, in millionths.
  ///   - shock: the assumptions around which they are moved.
  public func tornado(
    share: Int64 = 100_000, under shock: FundShock = FundShock()
  ) -> [TornadoBar] {
    func value(_ shock: FundShock) -> Money { FundMetrics(table(shock), plan).presentValue }
    var bars: [TornadoBar] = []
    for line in plan.lines {
      guard case .priced(_, _, let quantity, _) = line.amount, quantity > 0 else { continue }
      bars.append(
        TornadoBar(
          driver: "price:\(line.id)", title: line.title,
          low: value(shock.priced(line.id, 1_000_000 - share)),
          high: value(shock.priced(line.id, 1_000_000 + share))))
    }
    let base = value(shock)
    for phase in FundLine.Phase.allCases where plan.lines.contains(where: { $0.phase == phase }) {
      bars.append(
        TornadoBar(
          driver: "delay:\(phase.rawValue)",
          title: Localized(
            zh: "\(phase.title.zh)推迟一年", en: "\(phase.title.en) a year late"),
          low: value(shock.delayed(phase, by: 1)), high: base))
    }
    return bars.sorted { ($1.spread, $0.driver) < ($0.spread, $1.driver) }
  }

  /// Income and cost moved by so many per cent: what remains of the coverage (special-bond table).
  public func coverageTable(
    steps: [Int64] = [-8, -6, -4, -2, 0, 2, 4, 6, 8]
  ) -> [(percent: Int64, income: Double?, cost: Double?)] {
    func coverage(_ side: FundLine.Side, _ percent: Int64) -> Double? {
      let ids = plan.lines.filter { $0.side == side }.map(\.id)
      let shock = FundShock(
        prices: Dictionary(uniqueKeysWithValues: ids.map { ($0, 1_000_000 + percent * 10_000) }))
      return FundMetrics(table(shock), plan).coverage
    }
    return steps.map { ($0, coverage(.revenue, $0), coverage(.cost, $0)) }
  }

  /// Draws prices at random from triangular spans, and delays of the transfer, and adds up each future.
  ///
  /// The same seed gives the same answer. O(runs × lines × years).
  /// - Parameters:
  ///   - spans: line → span of its price; lines without one stay as they are.
  ///   - delayChance: of a year's delay of land transfer, in millionths, tried twice.
  public func simulation(
    runs: Int, seed: UInt64, spans: [String: FundSpan], delayChance: Int64 = 0
  ) -> FundSimulation {
    var random = FundRandom(state: seed)
    var values: [Int64] = []
    values.reserveCapacity(runs)
    var carried = 0
    let drivers = spans.sorted { $0.key < $1.key }
    for _ in 0..<max(1, runs) {
      var shock = FundShock()
      for (line, span) in drivers { shock.prices[line] = random.triangular(span) }
      var delay = 0
      for _ in 0..<2 where random.unit() * 1_000_000 < Double(delayChance) { delay += 1 }
      if delay > 0 { shock.delays[.transfer] = delay }
      let table = table(shock)
      let flows = table.operating.map { Double($0.fen) }
      values.append(
        Int64(FundMetrics.presentValue(flows, plan.discount.value).rounded()))
      if table.lowest.cash >= .zero { carried += 1 }
    }
    return FundSimulation(values, carried: carried, seed: seed)
  }
}

extension FundSimulation {
  fileprivate init(_ unsorted: [Int64], carried: Int, seed: UInt64) {
    let values = unsorted.sorted()
    let count = values.count
    runs = count
    self.seed = seed
    mean = Money(fen: rounded(values.reduce(Int128(0)) { $0 + Int128($1) }, Int128(count)))
    percentiles = [5, 25, 50, 75, 95].map { Money(fen: values[(count - 1) * $0 / 100]) }
    carriesItself = Double(carried) / Double(count)
    isWorthIt = Double(values.count { $0 >= 0 }) / Double(count)
    least = Money(fen: values[0])
    most = Money(fen: values[count - 1])
    var histogram = [Int](repeating: 0, count: 20)
    let span = Int128(most.fen) - Int128(least.fen)
    for value in values {
      let place = span == 0 ? 0 : Int((Int128(value) - Int128(least.fen)) * 20 / span)
      histogram[min(19, place)] += 1
    }
    self.histogram = histogram
  }
}

/// Random numbers by a seed. Source: S. Vigna, SplitMix64.
struct FundRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In 0 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  /// By the inverse of the triangular distribution.
  mutating func triangular(_ span: FundSpan) -> Int64 {
    let (a, c, b) = (Double(span.least), Double(span.likeliest), Double(span.most))
    let u = unit()
    guard b > a else { return span.likeliest }
    let middle = (c - a) / (b - a)
    let value =
      u < middle
      ? a + (u * (b - a) * (c - a)).squareRoot()
      : b - ((1 - u) * (b - a) * (b - c)).squareRoot()
    return Int64(value.rounded())
  }
}
