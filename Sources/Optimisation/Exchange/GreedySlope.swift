import Certificates
import Groundwork

/// The best exchange for slope alone, found by selection, as a first guess.
struct GreedySlope {
  private(set) var level: Int64
  private(set) var prices = ExchangePrices()
  /// The worth of a flip that is just worth it, in the currency.
  private(set) var typical: Double

  init(_ problem: ExchangeProblem) {
    let area = problem.areas.indices.reduce(Int128(0)) {
      problem.isFarmland[$1] ? $0 + Int128(problem.areas[$1]) : $0
    }
    level = ExchangeCertificate.value(of: problem.isFarmland, problem)
    typical = Double(2 * ExchangePrices.edgeUnit)
    guard problem.objective == .slope else {
      let price = 4 * ExchangePrices.edgeUnit
      prices = ExchangePrices(parcel: price, pair: price)
      return
    }
    for _ in 0..<8 {
      var gains: [[(gain: Int128, parcel: Int)]] = [[], []]
      for parcel in problem.areas.indices where !problem.isLocked[parcel] {
        let excess = Int128(problem.areas[parcel]) * Int128(problem.slopes[parcel] - level)
        let isOut = problem.isFarmland[parcel]
        gains[isOut ? 0 : 1].append((isOut ? excess : -excess, parcel))
      }
      for side in 0...1 { gains[side].sort { ($0.gain, $1.parcel) > ($1.gain, $0.parcel) } }
      let pairs = min(problem.pairLimit, gains[0].count, gains[1].count)
      let worth = (0..<pairs).prefix { gains[0][$0].gain + gains[1][$0].gain > 0 }
      guard let last = worth.last else { break }
      let (out, into) = (gains[0][last].gain, gains[1][last].gain)
      prices = ExchangePrices(
        parcel: Int64(clamping: into), pair: max(0, Int64(clamping: out + into)))
      typical = max(1, Double(out + into) / 2)
      var total = problem.excess(problem.isFarmland, over: 0)
      var left = area
      for pair in worth {
        let (from, to) = (gains[0][pair].parcel, gains[1][pair].parcel)
        total += Int128(problem.areas[to]) * Int128(problem.slopes[to])
        total -= Int128(problem.areas[from]) * Int128(problem.slopes[from])
        left += Int128(problem.areas[to] - problem.areas[from])
      }
      guard left > 0 else { break }
      let next = Int64((total + left - 1) / left)
      if next == level { break }
      level = next
    }
  }
}
