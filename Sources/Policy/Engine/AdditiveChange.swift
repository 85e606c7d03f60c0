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
  /// What the shares of all parts that need something come to, added up from the first.
  private let sums: [Double]
  private let sumNeed: Double
  private let weighted: [Int]

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
  ///   - gains: for each candidate its contribution to each part; those with the largest sum of
  ///     shares of the parts that need something stand first.
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
    let weighted = needs.indices.filter { needs[$0] > .zero }
    self.weighted = weighted
    var sum = 0.0
    sums =
      [0]
      + shares.map { share in
        sum += weighted.map { share[$0] }.reduce(0, +)
        return sum
      }
    sumNeed = weighted.map { [shareNeeds] part in shareNeeds[part] }.reduce(0, +)
  }

  /// - Returns: the fewest, and whether it is proven that no fewer do; nil when there are too many
  ///   sets to look at and none was found.
  func fewest() -> (outcome: LeastChange.Outcome, isProven: Bool)? {
    var search = self
    let rankings = rankings()
    var isProven = true
    for size in 1...max(1, gains.count) {
      guard search.mayReach(from: 0, size, search.nothing),
        rankings.allSatisfy({ $0.largest[size] >= $0.need - AdditiveChange.slack })
      else { continue }
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
    var order: [Int]
    /// What the largest come to, by their number, and what they must come to.
    var largest: [Double]
    var need: Double
  }

  private func rankings() -> [Ranking] {
    var weights: [[Double]] = []
    for (place, first) in weighted.enumerated() {
      for second in weighted[(place + 1)...] {
        for step in 0...AdditiveChange.weights {
          let share = Double(step) / Double(AdditiveChange.weights)
          var weight = nothing
          weight[first] = share
          weight[second] = 1 - share
          weights.append(weight)
        }
      }
    }
    if weights.isEmpty { weights = [needs.indices.map { weighted.contains($0) ? 1.0 : 0.0 }] }
    return weights.map { weight in
      func value(_ shares: [Double]) -> Double { zip(shares, weight).map { $0 * $1 }.reduce(0, +) }
      let values = shares.map(value)
      let order = values.indices.sorted {
        (-values[$0], areas[$0], $0) < (-values[$1], areas[$1], $1)
      }
      var largest = [0.0]
      for (place, index) in order.enumerated() { largest.append(largest[place] + values[index]) }
      return Ranking(order: order, largest: largest, need: value(shareNeeds))
    }
  }

  private var nothing: [Double] { Array(repeating: 0, count: needs.count) }

  /// Whether `count` more from a place on may be enough.
  private func mayReach(from place: Int, _ count: Int, _ sum: [Double]) -> Bool {
    guard place + count <= gains.count else { return false }
    for part in needs.indices
    where sum[part] + most[part][count] < shareNeeds[part] - AdditiveChange.slack {
      return false
    }
    let total = weighted.map { sum[$0] }.reduce(0, +)
    // The candidates stand in the order of these sums, so the next ones are the most there is.
    return total + sums[place + count] - sums[place] >= sumNeed - AdditiveChange.slack
  }

  private mutating func visit(from place: Int, _ count: Int, _ sum: [Double]) {
    steps += 1
    if count == 0 {
      if isEnough(chosen) { keep() }
      return
    }
    for index in place..<gains.count {
      guard steps < AdditiveChange.budget, mayReach(from: index, count, sum) else { return }
      chosen.append(index)
      visit(from: index + 1, count - 1, zip(sum, shares[index]).map { $0 + $1 })
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
