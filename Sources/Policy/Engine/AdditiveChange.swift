/// Finds the smallest set of candidates whose contributions sum to at least the need of every part
/// of a rule, by branch and bound. Exact where the contributions are additive.
///
/// For any weights of the parts, the weighted sum of a sufficient set reaches the weighted need.
/// The largest weighted contributions therefore give a lower bound on the size of the set, and are
/// often a solution themselves.
///
/// Among sets of equal size it keeps the one that gives up the least area. With one part, the
/// surplus of a set is returned to the candidate with the most area per contribution.
struct AdditiveChange {
  /// For each part, the sum that the contributions must reach.
  private let needs: [Rational]
  private let gains: [[Rational]]
  private let areas: [Double]
  /// The contributions divided by the scale of their part. Their floating-point sums bound the
  /// search; a set that is found is checked with exact sums.
  private let shares: [[Double]]
  private let shareNeeds: [Double]
  /// For each part, the sum of its k largest contributions, by k.
  private let largestSums: [[Double]]
  /// The order in which candidates are tried, from the weights that give the tightest bound.
  private var ranking: Ranking

  private var chosen: [Int] = []
  private var best: (set: [Int], ground: Double)?
  private var steps = 0

  /// Limit on the number of complete and partial sets that are visited.
  static let budget = 400_000
  /// How many combinations of weights are tried for two parts.
  private static let weights = 64
  /// Larger than the rounding error of the sums, far smaller than any share that matters.
  private static let tolerance = 1e-9

  /// - Parameters:
  ///   - scales: for each part, a number of the magnitude of its need.
  ///   - gains: for each candidate, its contribution to each part.
  init(needs: [Rational], scales: [Double], gains: [[Rational]], areas: [Double]) {
    self.needs = needs
    self.gains = gains
    self.areas = areas
    let scales = scales.map { $0 > 0 ? $0 : 1 }
    let shares = gains.map { gain in zip(gain, scales).map { $0.double / $1 } }
    self.shares = shares
    shareNeeds = zip(needs, scales).map { $0.double / $1 }
    largestSums = needs.indices.map { part in
      var sum = 0.0
      return [0]
        + shares.map { $0[part] }.sorted(by: >).map { share in
          sum += share
          return sum
        }
    }
    ranking = Ranking(
      weights: [], shares: shares, needs: shareNeeds, areas: areas)
  }

  /// - Returns: the smallest set found, and whether it is proven that no smaller one suffices; nil
  ///   when the budget ran out before a set was found.
  func smallestSet() -> (outcome: LeastChange.Outcome, isProven: Bool)? {
    var search = self
    let rankings = rankings()
    var isProven = true
    for size in 1...max(1, gains.count) {
      let tightest = rankings.min { $0.excess(of: size) < $1.excess(of: size) }
      guard let tightest, tightest.excess(of: size) >= -AdditiveChange.tolerance else { continue }
      search.ranking = tightest
      for ranking in rankings {
        search.chosen = ranking.order.prefix(size).sorted()
        if search.isEnough(search.chosen) { search.recordBest() }
      }
      search.chosen = []
      search.steps = 0
      if isProven { search.visit(from: 0, size, search.zeros) }
      if let best = search.best { return (.found(best.set), isProven) }
      if search.steps >= AdditiveChange.budget { isProven = false }
    }
    return isProven ? (.none, true) : nil
  }

  /// The candidates in the order of a weighted sum of their contributions.
  private struct Ranking {
    var weights: [Double]
    var order: [Int]
    /// The sum of the k largest weighted contributions, by k, and the sum that is needed.
    var largest: [Double]
    var need: Double

    init(weights: [Double], shares: [[Double]], needs: [Double], areas: [Double]) {
      func sum(_ shares: [Double]) -> Double {
        zip(shares, weights).map { $0 * $1 }.reduce(0, +)
      }
      let values = shares.map(sum)
      self.weights = weights
      order = values.indices.sorted {
        (-values[$0], areas[$0], $0) < (-values[$1], areas[$1], $1)
      }
      largest = [0]
      for (place, index) in order.enumerated() { largest.append(largest[place] + values[index]) }
      need = sum(needs)
    }

    /// By how much the largest sum of `count` contributions exceeds the need.
    func excess(of count: Int) -> Double { largest[count] - need }
  }

  private func rankings() -> [Ranking] {
    let failing = needs.indices.filter { needs[$0] > .zero }
    var weights: [[Double]] = []
    for (place, first) in failing.enumerated() {
      for second in failing[(place + 1)...] {
        for step in 0...AdditiveChange.weights {
          let share = Double(step) / Double(AdditiveChange.weights)
          var weight = zeros
          weight[first] = share
          weight[second] = 1 - share
          weights.append(weight)
        }
      }
    }
    if weights.isEmpty { weights = [needs.map { $0 > .zero ? 1 : 0 }] }
    return weights.map { Ranking(weights: $0, shares: shares, needs: shareNeeds, areas: areas) }
  }

  private var zeros: [Double] { Array(repeating: 0, count: needs.count) }

  /// Whether `count` more candidates from this place on can suffice.
  private func mayReach(from place: Int, _ count: Int, _ sum: [Double]) -> Bool {
    guard place + count <= gains.count else { return false }
    for part in needs.indices
    where sum[part] + largestSums[part][count] < shareNeeds[part] - AdditiveChange.tolerance {
      return false
    }
    // In this order the next candidates have the largest contributions.
    let total = zip(sum, ranking.weights).map { $0 * $1 }.reduce(0, +)
    return total + ranking.largest[place + count] - ranking.largest[place]
      >= ranking.need - AdditiveChange.tolerance
  }

  private mutating func visit(from place: Int, _ count: Int, _ sum: [Double]) {
    steps += 1
    if count == 0 {
      if isEnough(chosen) { recordBest() }
      return
    }
    for next in place..<gains.count {
      guard steps < AdditiveChange.budget, mayReach(from: next, count, sum) else { return }
      let index = ranking.order[next]
      chosen.append(index)
      visit(from: next + 1, count - 1, zip(sum, shares[index]).map { $0 + $1 })
      chosen.removeLast()
    }
  }

  private func isEnough(_ set: [Int]) -> Bool {
    needs.indices.allSatisfy { part in
      var sum: Rational? = .zero
      for index in set { sum = sum?.adding(gains[index][part]) }
      return sum.map { $0 >= needs[part] } ?? false
    }
  }

  private mutating func recordBest() {
    let ground = ground(of: chosen)
    if best.map({ ground < $0.ground }) ?? true { best = (chosen, ground) }
  }

  /// The area that a set gives up.
  private func ground(of set: [Int]) -> Double {
    let whole = set.map { areas[$0] }.reduce(0, +)
    guard needs.count == 1 else { return whole }
    var surplus = set.map { shares[$0][0] }.reduce(0, +) - shareNeeds[0]
    var back = 0.0
    let order = set.filter { shares[$0][0] > 0 }
      .sorted { shares[$0][0] * areas[$1] < shares[$1][0] * areas[$0] }
    for index in order where surplus > 0 {
      back += areas[index] * min(1, surplus / shares[index][0])
      surplus -= shares[index][0]
    }
    return whole - back
  }
}
