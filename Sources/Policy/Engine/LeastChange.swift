import Groundwork

/// Looks for the smallest set of things to drop so that a rule passes (最小改动).
///
/// Fewest first, and of sets of one size the one with the least ground. Every answer has been
/// evaluated. Where the contributions to the margin add up exactly, or where all smaller sets could
/// be tried, it is proven that nothing smaller does; otherwise it was found step by step, largest
/// contribution first, and is only known to have nothing to spare.
public struct LeastChange {
  /// Something that may be dropped.
  public struct Candidate: Sendable, Hashable {
    public var number: Int
    /// Its ground, in 0.01 m².
    public var area: Int64
    /// Whether it bears witness to the breach, so that it is kept in mind even if dropping it alone
    /// makes no difference.
    public var isSuspect: Bool

    public init(number: Int, area: Int64, isSuspect: Bool = true) {
      self.number = number
      self.area = area
      self.isSuspect = isSuspect
    }
  }

  /// What comes out without some candidates.
  public struct Trial: Sendable, Hashable {
    public var passes: Bool
    /// How far from the threshold, negative when it fails; nil when it is not known.
    public var margin: Rational?

    public init(passes: Bool, margin: Rational?) {
      self.passes = passes
      self.margin = margin
    }
  }

  /// How it is known that no smaller set does.
  public enum Proof: String, Sendable, Hashable, Codable {
    /// Contributions add up exactly, so the largest ones are the fewest.
    case additive
    /// Every smaller set was tried.
    case exhaustive
    /// It is not: found step by step.
    case greedy
  }

  public struct Answer: Sendable, Hashable {
    /// The candidates to drop, largest contribution first.
    public var dropped: [Candidate]
    public var proof: Proof
    /// How many sets were evaluated.
    public var trials: Int
  }

  /// Sets up to this many candidates are searched as a whole.
  public static let few = 20
  /// Of up to this many candidates, each step takes the one that now helps most; of more, the one
  /// that helped most alone.
  public static let several = 100
  /// The most sets that are evaluated when all smaller ones are to be tried.
  public static let budget = 4000

  private let evaluate: (Set<Int>) throws -> Trial
  private var trials = 0
  private var candidates: [Candidate]
  private var gains: [Rational?] = []

  /// - Parameters:
  ///   - candidates: what may be dropped; those that make no difference do no harm.
  ///   - evaluate: what comes out without the candidates of these numbers.
  /// - Returns: nil when the rule does not pass without all of them.
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

  private mutating func attempt(_ chosen: [Int]) throws -> Trial {
    trials += 1
    return try evaluate(Set(chosen.map { candidates[$0].number }))
  }

  private func answer(_ chosen: [Int], _ proof: Proof) -> Answer {
    Answer(dropped: chosen.sorted().map { candidates[$0] }, proof: proof, trials: trials)
  }

  private mutating func run() throws -> Answer? {
    let start = try attempt([])
    if start.passes { return answer([], .exhaustive) }
    let singles = try candidates.indices.map { index in try attempt([index]) }
    if let best = candidates.indices.filter({ singles[$0].passes })
      .min(by: { candidates[$0].area < candidates[$1].area })
    {
      return answer([best], .exhaustive)
    }
    order(singles, from: start)
    guard !candidates.isEmpty else { return nil }
    let whole = try attempt(Array(candidates.indices))
    guard whole.passes else { return nil }
    if let chosen = try additive(start, whole) { return answer(chosen, .additive) }
    if candidates.count <= LeastChange.few, let chosen = try exhaustive() {
      return answer(chosen, .exhaustive)
    }
    return answer(try greedy(), .greedy)
  }

  /// Puts the largest contributions first and leaves out what makes it worse, or no difference and
  /// bears no witness.
  private mutating func order(_ singles: [Trial], from start: Trial) {
    let found = singles.map { single in
      start.margin.flatMap { before in single.margin?.subtracting(before) }
    }
    let useful = candidates.indices.filter { index in
      found[index].map { $0 > .zero } ?? false
        || candidates[index].isSuspect && !(found[index].map { $0 < .zero } ?? false)
    }
    let order = useful.sorted { a, b in
      switch (found[a], found[b]) {
      case (let x?, let y?) where x != y: return x > y
      case (_?, nil): return true
      case (nil, _?): return false
      default:
        let (first, second) = (candidates[a], candidates[b])
        return (first.area, first.number) < (second.area, second.number)
      }
    }
    candidates = order.map { candidates[$0] }
    gains = order.map { found[$0] }
  }

  // MARK: Contributions that add up

  /// The fewest by adding up contributions; nil when they do not add up.
  private mutating func additive(_ start: Trial, _ whole: Trial) throws -> [Int]? {
    guard let before = start.margin, let after = whole.margin else { return nil }
    var known: [Rational] = []
    for gain in gains {
      guard let gain else { return nil }
      known.append(gain)
    }
    var sum: Rational? = before
    for gain in known { sum = sum?.adding(gain) }
    guard sum == after else { return nil }
    var reach = before
    for (index, gain) in known.enumerated() {
      guard gain > .zero, let next = reach.adding(gain) else { return nil }
      reach = next
      guard reach >= .zero else { continue }
      let first = Array(0...index)
      let chosen =
        candidates.count <= LeastChange.few
        ? lightest(of: index + 1, known, before) ?? first : first
      for set in [chosen, first] where try attempt(set).passes { return set }
    }
    return nil
  }

  /// Of the sets of `size` whose contributions are enough, the one with the least ground.
  private func lightest(of size: Int, _ gains: [Rational], _ before: Rational) -> [Int]? {
    var best: (set: [Int], area: Int64)?
    var chosen: [Int] = []
    // The largest contributions stand first, so the next ones are the most that can still be had.
    func reaches(_ from: Int, _ count: Int, _ sum: Rational) -> Bool {
      var total: Rational? = sum
      for gain in gains[from..<min(gains.count, from + count)] { total = total?.adding(gain) }
      return total.map { $0 >= .zero } ?? false
    }
    func visit(_ from: Int, _ sum: Rational, _ area: Int64) {
      if let best, area >= best.area { return }
      if chosen.count == size {
        if sum >= .zero { best = (chosen, area) }
        return
      }
      for index in from..<gains.count {
        let rest = size - chosen.count
        guard gains.count - index >= rest, reaches(index, rest, sum) else { return }
        guard let next = sum.adding(gains[index]) else { return }
        chosen.append(index)
        visit(index + 1, next, area + candidates[index].area)
        chosen.removeLast()
      }
    }
    visit(0, before, 0)
    return best?.set
  }

  // MARK: Every set, or step by step

  /// Tries every set, small ones first; nil when that is too much work.
  private mutating func exhaustive() throws -> [Int]? {
    let count = candidates.count
    guard count > 1 else { return nil }
    for size in 2...count {
      var best: (set: [Int], area: Int64)?
      var chosen = Array(0..<size)
      while true {
        let area = chosen.map { candidates[$0].area }.reduce(0, +)
        if best.map({ area < $0.area }) ?? true {
          guard trials < LeastChange.budget else { return nil }
          if try attempt(chosen).passes { best = (chosen, area) }
        }
        // The next set of this size in the order of the alphabet.
        guard let place = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else {
          break
        }
        chosen[place] += 1
        for later in chosen.indices where later > place { chosen[later] = chosen[later - 1] + 1 }
      }
      if let best { return best.set }
    }
    return nil
  }

  private mutating func greedy() throws -> [Int] {
    var chosen: [Int] = []
    var rest = Array(candidates.indices)
    steps: while var next = rest.first {
      if rest.count <= LeastChange.several, trials < LeastChange.budget {
        var best: Rational?
        for index in rest {
          let trial = try attempt(chosen + [index])
          if trial.passes {
            chosen.append(index)
            break steps
          }
          guard let margin = trial.margin, best.map({ margin > $0 }) ?? true else { continue }
          best = margin
          next = index
        }
      }
      chosen.append(next)
      rest.removeAll { $0 == next }
      if try attempt(chosen).passes { break }
    }
    // What turns out to be to spare, smallest contribution first.
    for index in chosen.reversed() {
      let rest = chosen.filter { $0 != index }
      if try attempt(rest).passes { chosen = rest }
    }
    return chosen
  }
}
