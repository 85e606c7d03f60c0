/// The fewest of many contributions whose sums are enough for every part of a rule, by branch and
/// bound: exact where the contributions add up.
///
/// Whatever weights the parts are given, the weighted sum must be enough; the largest weighted
/// contributions therefore bound the number from below, and are often enough as they are.
///
/// Of sets of one size it keeps the one that gives up the least ground. With one part, the surplus
/// of a set is given back where it costs the most ground, as a part of what that candidate has.
struct AdditiveChange {
  /// For each part what the contributions must come to.
  private let needs: [Rational]
  private let gains: [[Rational]]
  private let areas: [Double]
  /// The contributions as shares of a scale of their part. Sums of them bound a search from above;
  /// what is found is added up exactly.
  private let shares: [[Double]]
  private let shareNeeds: [Double]
  /// For each part what its largest contributions come to, by their number.
  private let most: [[Double]]
  /// The order in which candidates are taken, by the weights that bound best.
  private var ranking: Ranking

  private var chosen: [Int] = []
  private var best: (set: [Int], ground: Double)?
  private var steps = 0

  /// The most sets, and beginnings of sets, that are looked at.
  static let budget = 400_000
  /// Into how many steps the weights of two parts are divided.
  private static let weights = 64
  /// More than what floating point may be wrong by, far less than any share that matters.
  private static let slack = 1e-9

  /// - Parameters:
  ///   - scales: for each part a number of the size of its need.
  ///   - gains: for each candidate its contribution to each part.
  init(needs: [Rational], scales: [Double], gains: [[Rational]], areas: [Double]) {
    self.needs = needs
    self.gains = gains
    self.areas = areas
    let scales = scales.map { $0 > 0 ? $0 : 1 }
    let shares = gains.map { gain in zip(gain, scales).map { $0.double / $1 } }
    self.shares = shares
    shareNeeds = zip(needs, scales).map { $0.double / $1 }
    most = needs.indices.map { part in
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

  /// - Returns: the fewest, and whether it is proven that no fewer do; nil when there are too many
  ///   sets to look at and none was found.
  func fewest() -> (outcome: LeastChange.Outcome, isProven: Bool)? {
    var search = self
    let rankings = rankings()
    var isProven = true
    for size in 1...max(1, gains.count) {
      let tightest = rankings.min { $0.excess(of: size) < $1.excess(of: size) }
      guard let tightest, tightest.excess(of: size) >= -AdditiveChange.slack else { continue }
      search.ranking = tightest
      for ranking in rankings {
        search.chosen = ranking.order.prefix(size).sorted()
        if search.isEnough(search.chosen) { search.keep() }
      }
      search.chosen = []
      search.steps = 0
      if isProven { search.visit(from: 0, size, search.nothing) }
      if let best = search.best { return (.found(best.set), isProven) }
      if search.steps >= AdditiveChange.budget { isProven = false }
    }
    return isProven ? (.none, true) : nil
  }

  /// The candidates in the order of a weighted sum of their contributions.
  private struct Ranking {
    var weights: [Double]
    var order: [Int]
    /// What the largest come to, by their number, and what they must come to.
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

    /// What so many come to at most beyond what they must.
    func excess(of count: Int) -> Double { largest[count] - need }
  }

  private func rankings() -> [Ranking] {
    let failing = needs.indices.filter { needs[$0] > .zero }
    var weights: [[Double]] = []
    for (place, first) in failing.enumerated() {
      for second in failing[(place + 1)...] {
        for step in 0...AdditiveChange.weights {
          let share = Double(step) / Double(AdditiveChange.weights)
          var weight = nothing
          weight[first] = share
          weight[second] = 1 - share
          weights.append(weight)
        }
      }
    }
    if weights.isEmpty { weights = [needs.map { $0 > .zero ? 1 : 0 }] }
    return weights.map { Ranking(weights: $0, shares: shares, needs: shareNeeds, areas: areas) }
  }

  private var nothing: [Double] { Array(repeating: 0, count: needs.count) }

  /// Whether `count` more from a place on may be enough.
  private func mayReach(from place: Int, _ count: Int, _ sum: [Double]) -> Bool {
    guard place + count <= gains.count else { return false }
    for part in needs.indices
    where sum[part] + most[part][count] < shareNeeds[part] - AdditiveChange.slack {
      return false
    }
    // The next ones in this order are the most there is.
    let total = zip(sum, ranking.weights).map { $0 * $1 }.reduce(0, +)
    return total + ranking.largest[place + count] - ranking.largest[place]
      >= ranking.need - AdditiveChange.slack
  }

  private mutating func visit(from place: Int, _ count: Int, _ sum: [Double]) {
    steps += 1
    if count == 0 {
      if isEnough(chosen) { keep() }
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

  private mutating func keep() {
    let ground = ground(of: chosen)
    if best.map({ ground < $0.ground }) ?? true { best = (chosen, ground) }
  }

  /// The ground that a set gives up.
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
