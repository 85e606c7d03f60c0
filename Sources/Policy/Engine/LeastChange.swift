import Groundwork

/// Looks for the smallest set of things to touch so that a rule passes (最小改动).
///
/// A rule may have several parts with a margin each; a set passes when all parts pass. The smallest
/// set wins; among sets of equal size, the one with the least area. Every answer has been
/// evaluated. Where the contributions to the margins are exactly additive (see ``AdditiveChange``),
/// or where all smaller sets were tried, the answer is proven minimal. Otherwise it is found
/// greedily, largest contribution first, and is minimal only in that no candidate of it can be left
/// out.
public struct LeastChange {
  /// Something that may be touched.
  public struct Candidate: Sendable, Hashable {
    public var number: Int
    /// The area that it gives up, in 0.01 m².
    public var area: Int64
    /// Whether it is a witness of the breach. A witness stays a candidate even if dropping it alone
    /// makes no difference.
    public var isWitness: Bool

    public init(number: Int, area: Int64, isWitness: Bool = true) {
      self.number = number
      self.area = area
      self.isWitness = isWitness
    }
  }

  /// The result of an evaluation without some candidates.
  public struct Trial: Sendable, Hashable {
    public var passes: Bool
    /// For each part its distance from the threshold, negative when it fails; nil when unknown.
    public var margins: [Rational?]

    public init(passes: Bool, margins: [Rational?]) {
      self.passes = passes
      self.margins = margins
    }

    /// Of a rule with one part.
    public init(passes: Bool, margin: Rational?) {
      self.init(passes: passes, margins: [margin])
    }
  }

  /// How it is known that no smaller set suffices.
  public enum Proof: String, Sendable, Hashable, Codable {
    /// Contributions add up exactly for every part, so sums decide.
    case additive
    /// Every smaller set was tried.
    case exhaustive
    /// It is not known: the set was found greedily.
    case greedy
  }

  public struct Answer: Sendable, Hashable {
    /// The candidates to touch, largest contribution first.
    public var dropped: [Candidate]
    public var proof: Proof
    /// How many sets were evaluated.
    public var trials: Int
  }

  /// The outcome of one search method.
  enum Outcome {
    /// Places in the list of candidates.
    case found([Int])
    /// There is none.
    case none
    /// This method gives no answer.
    case unknown
  }

  /// Up to this many candidates, every set is tried.
  public static let exhaustiveLimit = 20
  /// Up to this many candidates, each greedy step takes the one that now helps most; beyond that,
  /// the one that helped most on its own.
  public static let greedyLimit = 100
  /// Candidates that are no witnesses are tried in groups of this size.
  public static let groupSize = 16
  /// Limit on the number of sets that are evaluated when all smaller sets are tried.
  public static let budget = 4000

  private let evaluate: (Set<Int>) throws -> Trial
  private(set) var trials = 0
  private(set) var candidates: [Candidate]
  /// For each candidate, what dropping it alone adds to the margin of each part.
  private var gains: [[Rational?]] = []
  private var start = Trial(passes: true, margins: [])
  /// For each part, the divisor that makes its margins comparable with those of other parts.
  private var scales: [Double] = []

  /// - Parameters:
  ///   - candidates: what may be dropped; candidates that make no difference are allowed.
  ///   - evaluate: evaluates the plan without the candidates of these numbers.
  /// - Returns: nil when no set was found with which the rule passes.
  public static func search(
    _ candidates: [Candidate], evaluate: (Set<Int>) throws -> Trial
  ) throws -> Answer? {
    try withoutActuallyEscaping(evaluate) { evaluate in
      var search = LeastChange(evaluate: evaluate, candidates: candidates)
      return try search.run()
    }
  }

  private init(evaluate: @escaping (Set<Int>) throws -> Trial, candidates: [Candidate]) {
    self.evaluate = evaluate
    self.candidates = candidates
  }

  mutating func attempt(_ chosen: [Int]) throws -> Trial {
    trials += 1
    return try evaluate(Set(chosen.map { candidates[$0].number }))
  }

  private func answer(_ chosen: [Int], _ proof: Proof) -> Answer {
    Answer(dropped: chosen.sorted().map { candidates[$0] }, proof: proof, trials: trials)
  }

  private mutating func run() throws -> Answer? {
    start = try attempt([])
    if start.passes { return answer([], .exhaustive) }
    let singles = try singleTrials()
    measureGains(singles)
    if let best = candidates.indices.filter({ singles[$0].passes })
      .min(by: { ground(of: $0) < ground(of: $1) })
    {
      return answer([best], .exhaustive)
    }
    order()
    guard !candidates.isEmpty else { return nil }
    let whole = try attempt(Array(candidates.indices))
    let sums = try additive(whole)
    switch sums?.outcome {
    case .found(let chosen)? where sums?.isProven == true: return answer(chosen, .additive)
    case Outcome.none?: return nil
    default: break
    }
    if candidates.count <= LeastChange.exhaustiveLimit {
      switch try exhaustive() {
      case .found(let chosen): return answer(chosen, .exhaustive)
      case .none: return nil
      case .unknown: break
      }
    }
    if case .found(let chosen)? = sums?.outcome { return answer(chosen, .greedy) }
    // Without all candidates nothing may be left to evaluate; without some of them, something is.
    guard whole.passes || whole.margins.contains(nil) else { return nil }
    return try greedy().map { answer($0, .greedy) }
  }

  /// The results without each candidate alone. Candidates that are no witnesses are tried in
  /// groups, and alone only where the group makes a difference.
  private mutating func singleTrials() throws -> [Trial] {
    var singles = Array(repeating: start, count: candidates.count)
    for index in candidates.indices where candidates[index].isWitness {
      singles[index] = try attempt([index])
    }
    let others = candidates.indices.filter { !candidates[$0].isWitness }
    for first in stride(from: 0, to: others.count, by: LeastChange.groupSize) {
      let group = Array(others[first..<min(first + LeastChange.groupSize, others.count)])
      guard try attempt(group) != start else { continue }
      for index in group { singles[index] = try attempt([index]) }
    }
    return singles
  }

  // MARK: Contributions

  private mutating func measureGains(_ singles: [Trial]) {
    gains = singles.map { single in
      zip(start.margins, single.margins).map { before, after in
        before.flatMap { before in after?.subtracting(before) }
      }
    }
    scales = start.margins.indices.map { part in
      if fails(part), let margin = start.margins[part] { return margin.double.magnitude }
      let known = gains.compactMap { $0[part]?.double.magnitude }
      return max(start.margins[part]?.double.magnitude ?? 0, known.max() ?? 0)
    }
  }

  private func fails(_ part: Int) -> Bool { start.margins[part].map { $0 < .zero } ?? false }

  /// The sum of what a candidate adds to the margins of the failing parts, each as a share of the
  /// shortfall; nil where that is unknown.
  private func score(_ index: Int) -> Double? {
    var sum = 0.0
    for part in start.margins.indices where fails(part) {
      guard let gain = gains[index][part] else { return nil }
      sum += gain.double / scales[part]
    }
    return sum
  }

  /// An estimate of the area that a candidate, sufficient on its own, must give up.
  private func ground(of index: Int) -> Double {
    var share = 0.0
    for part in start.margins.indices where fails(part) {
      guard let gain = gains[index][part], gain > .zero else {
        return Double(candidates[index].area)
      }
      share = max(share, scales[part] / gain.double)
    }
    return Double(candidates[index].area) * min(1, share)
  }

  /// Whether it helps a part that fails, or that another candidate would make fail.
  private func helps(_ index: Int, _ counted: [Int]) -> Bool {
    counted.contains { part in gains[index][part].map { $0 > .zero } ?? false }
  }

  /// The parts that fail, and those that a candidate makes worse.
  private var counted: [Int] {
    start.margins.indices.filter { part in
      fails(part) || gains.contains { $0[part].map { $0 < .zero } ?? false }
    }
  }

  /// Sorts by contribution, largest first, and removes the candidates that make things worse, and
  /// those that make no difference and are no witnesses.
  private mutating func order() {
    let counted = counted
    let scores = candidates.indices.map { score($0) }
    let useful = candidates.indices.filter { index in
      helps(index, counted)
        || candidates[index].isWitness && !(scores[index].map { $0 < 0 } ?? false)
    }
    let order = useful.sorted { a, b in
      switch (scores[a], scores[b]) {
      case (let x?, let y?) where x != y: return x > y
      case (_?, nil): return true
      case (nil, _?): return false
      default:
        let (first, second) = (candidates[a], candidates[b])
        return (first.area, first.number) < (second.area, second.number)
      }
    }
    candidates = order.map { candidates[$0] }
    gains = order.map { gains[$0] }
  }

  // MARK: Contributions that add up

  /// The smallest set by sums of contributions, and whether that is proven; nil when the
  /// contributions are not additive.
  private mutating func additive(
    _ whole: Trial
  ) throws -> (outcome: Outcome, isProven: Bool)? {
    let parts = counted
    guard !parts.isEmpty, start.margins.allSatisfy({ $0 != nil }) else { return nil }
    var known: [[Rational]] = []
    for gain in gains {
      let own = parts.compactMap { gain[$0] }
      guard own.count == parts.count else { return nil }
      known.append(own)
    }
    var needs: [Rational] = []
    for (place, part) in parts.enumerated() {
      guard let before = start.margins[part], let after = whole.margins[part],
        let need = Rational.zero.subtracting(before)
      else { return nil }
      var sum: Rational? = before
      for gain in known { sum = sum?.adding(gain[place]) }
      guard sum == after else { return nil }
      needs.append(need)
    }
    let found = AdditiveChange(
      needs: needs, scales: parts.map { scales[$0] }, gains: known,
      areas: candidates.map { Double($0.area) }
    ).smallestSet()
    // Some comparators need a margin greater than zero.
    if case .found(let chosen)? = found?.outcome, try !attempt(chosen).passes { return nil }
    return found
  }

  /// How close a trial is to passing; larger is closer. For one part it is the margin; of several
  /// parts each counts at most zero.
  private func nearness(_ trial: Trial) -> Double? {
    var sum = 0.0
    for (part, margin) in trial.margins.enumerated() where scales[part] > 0 {
      guard let margin else { return nil }
      let share = margin.double / scales[part]
      sum += trial.margins.count == 1 ? share : min(0, share)
    }
    return sum
  }

  // MARK: Exhaustive and greedy search

  /// Tries every set, small ones first; gives up when the budget is exceeded.
  private mutating func exhaustive() throws -> Outcome {
    let count = candidates.count
    guard count > 1 else { return .none }
    for size in 2...count {
      var best: (set: [Int], area: Int64)?
      var chosen = Array(0..<size)
      while true {
        let area = chosen.map { candidates[$0].area }.reduce(0, +)
        if best.map({ area < $0.area }) ?? true {
          guard trials < LeastChange.budget else { return .unknown }
          if try attempt(chosen).passes { best = (chosen, area) }
        }
        // The next set of this size in lexicographic order.
        guard let place = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else {
          break
        }
        chosen[place] += 1
        for later in chosen.indices where later > place { chosen[later] = chosen[later - 1] + 1 }
      }
      if let best { return .found(best.set) }
    }
    return .none
  }

  /// - Returns: nil when the rule fails even without all candidates.
  private mutating func greedy() throws -> [Int]? {
    var passes = false
    var chosen: [Int] = []
    var rest = Array(candidates.indices)
    steps: while var next = rest.first {
      if rest.count <= LeastChange.greedyLimit, trials < LeastChange.budget {
        var best: Double?
        for index in rest {
          let trial = try attempt(chosen + [index])
          if trial.passes {
            chosen.append(index)
            passes = true
            break steps
          }
          guard let near = nearness(trial), best.map({ near > $0 }) ?? true else { continue }
          best = near
          next = index
        }
      }
      chosen.append(next)
      rest.removeAll { $0 == next }
      if try attempt(chosen).passes {
        passes = true
        break
      }
    }
    guard passes else { return nil }
    // Removes candidates that turn out to be unnecessary, smallest contribution first.
    for index in chosen.reversed() {
      let rest = chosen.filter { $0 != index }
      if try attempt(rest).passes { chosen = rest }
    }
    return chosen
  }
}
