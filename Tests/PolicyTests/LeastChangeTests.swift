import Groundwork
import Policy
import Testing

@Suite("The least change against brute force")
struct LeastChangeTests {
  /// Candidates that add up, for several parts.
  private struct Sums {
    var gains: [[Int]]
    var needs: [Int]
    var areas: [Int64]

    init(count: Int, parts: Int, worst: Int, need: ClosedRange<Int>, dice: inout Dice) {
      gains = (0..<count).map { _ in
        (0..<parts).map { _ in Int.random(in: worst...20, using: &dice) }
      }
      needs = (0..<parts).map { _ in Int.random(in: need, using: &dice) }
      areas = (0..<count).map { _ in Int64.random(in: 1...50, using: &dice) }
    }

    var candidates: [LeastChange.Candidate] {
      areas.indices.map { LeastChange.Candidate(number: $0, area: areas[$0]) }
    }

    func margins(_ set: Set<Int>) -> [Int] {
      needs.indices.map { part in set.map { gains[$0][part] }.reduce(-needs[part], +) }
    }

    func passes(_ set: Set<Int>) -> Bool { margins(set).allSatisfy { $0 >= 0 } }

    func trial(_ set: Set<Int>) -> LeastChange.Trial {
      LeastChange.Trial(passes: passes(set), margins: margins(set).map { Rational($0) })
    }

    /// The ground that a set must give up, where candidates of one part may give up a part of theirs.
    func ground(_ set: Set<Int>) -> Double {
      let whole = set.map { Double(areas[$0]) }.reduce(0, +)
      guard needs.count == 1 else { return whole }
      var spare = Double(margins(set)[0])
      var ground = whole
      let costly = set.filter { gains[$0][0] > 0 }.sorted {
        Double(gains[$0][0]) / Double(areas[$0]) < Double(gains[$1][0]) / Double(areas[$1])
      }
      for one in costly where spare > 0 {
        let back = min(Double(gains[one][0]), spare)
        ground -= Double(areas[one]) * back / Double(gains[one][0])
        spare -= back
      }
      return ground
    }
  }

  /// All sets that pass, of the fewest members.
  private func fewest(_ count: Int, _ passes: (Set<Int>) -> Bool) -> [Set<Int>] {
    let sets = (0..<(1 << count))
      .map { bits in Set((0..<count).filter { bits >> $0 & 1 == 1 }) }.filter(passes)
    let least = sets.map(\.count).min()
    return sets.filter { $0.count == least }
  }

  @Test("One part: the smallest set, and of these the one with the least area", arguments: 0..<60)
  func onePart(_ seed: UInt64) throws {
    var dice = Dice(state: seed)
    let sums = Sums(count: 10, parts: 1, worst: -4, need: 1...90, dice: &dice)
    let best = fewest(10, sums.passes)
    let answer = try LeastChange.search(sums.candidates, evaluate: sums.trial)
    #expect(answer?.dropped.count == best.first?.count)
    guard let answer, let least = best.map(sums.ground).min() else { return }
    let found = Set(answer.dropped.map(\.number))
    #expect(answer.proof != .greedy && sums.passes(found))
    #expect(abs(sums.ground(found) - least) < 1e-9)
  }

  @Test(
    "Several parts: the smallest set, and of these the one with the least area", arguments: 0..<120)
  func severalParts(_ seed: UInt64) throws {
    var dice = Dice(state: seed &+ 1000)
    // Some parts hold at first and must go on to hold.
    let parts = 2 + Int(seed % 2)
    let sums = Sums(count: 10, parts: parts, worst: -8, need: -9...60, dice: &dice)
    let best = fewest(10, sums.passes)
    let answer = try LeastChange.search(sums.candidates, evaluate: sums.trial)
    #expect(answer?.dropped.count == best.first?.count)
    guard let answer, let least = best.map(sums.ground).min() else { return }
    let found = Set(answer.dropped.map(\.number))
    #expect(answer.proof != .greedy && sums.passes(found))
    // One alone is chosen by what it would give up of its ground.
    if found.count > 1 { #expect(sums.ground(found) == least) }
  }

  @Test(
    "Candidates that are no witnesses count too, and many of them cost few trials",
    arguments: 0..<20
  )
  func bystanders(_ seed: UInt64) throws {
    var dice = Dice(state: seed &+ 3000)
    var sums = Sums(count: 10, parts: 1, worst: 1, need: 30...90, dice: &dice)
    sums.gains += Array(repeating: [0], count: 300)
    sums.areas += Array(repeating: 5, count: 300)
    let candidates = sums.candidates.map { one in
      LeastChange.Candidate(number: one.number, area: one.area, isWitness: one.number < 5)
    }
    let best = fewest(10, sums.passes)
    let answer = try LeastChange.search(candidates, evaluate: sums.trial)
    #expect(answer?.dropped.count == best.first?.count)
    #expect((answer?.trials ?? 0) < 60)
  }

  @Test("Forty candidates and two parts: no smaller set suffices", arguments: 0..<12)
  func forty(_ seed: UInt64) throws {
    var dice = Dice(state: seed &+ 5000)
    let sums = Sums(count: 40, parts: 2, worst: 0, need: 40...200, dice: &dice)
    // The fewest by which both sums are reached, sums above the need counted as the need.
    let (first, second) = (sums.needs[0], sums.needs[1])
    var fewest = Array(repeating: Array(repeating: Int.max, count: second + 1), count: first + 1)
    fewest[0][0] = 0
    for gain in sums.gains {
      for a in (0...first).reversed() {
        for b in (0...second).reversed() where fewest[a][b] < .max {
          let (x, y) = (min(first, a + gain[0]), min(second, b + gain[1]))
          fewest[x][y] = min(fewest[x][y], fewest[a][b] + 1)
        }
      }
    }
    let answer = try #require(try LeastChange.search(sums.candidates, evaluate: sums.trial))
    #expect(answer.dropped.count == fewest[first][second])
    #expect(answer.proof == .additive)
    #expect(sums.passes(Set(answer.dropped.map(\.number))))
  }

  @Test("A sum and a maximum: every smaller set is tried", arguments: 0..<40)
  func mixed(_ seed: UInt64) throws {
    var dice = Dice(state: seed &+ 9000)
    let sums = Sums(count: 8, parts: 1, worst: 1, need: 10...60, dice: &dice)
    let sizes = (0..<8).map { _ in Int.random(in: 1...9, using: &dice) }
    func largest(_ set: Set<Int>) -> Int {
      sizes.indices.filter { !set.contains($0) }.map { sizes[$0] }.max() ?? 0
    }
    func passes(_ set: Set<Int>) -> Bool { sums.passes(set) && largest(set) <= 6 }
    let best = fewest(8, passes)
    let answer = try LeastChange.search(sums.candidates) { set in
      LeastChange.Trial(
        passes: passes(set), margins: [Rational(sums.margins(set)[0]), Rational(6 - largest(set))])
    }
    #expect(answer?.dropped.count == best.first?.count)
    if let answer {
      #expect(answer.proof != .greedy && passes(Set(answer.dropped.map(\.number))))
    }
  }

  @Test("Parts of which one always gets worse have no answer")
  func hopeless() throws {
    // What the first part gains the second loses.
    let gains = [[5, -5], [3, -3], [9, -9]]
    let candidates = gains.indices.map { LeastChange.Candidate(number: $0, area: 1) }
    let answer = try LeastChange.search(candidates) { set in
      let margins = (0..<2).map { part in set.map { gains[$0][part] }.reduce([-4, 3][part], +) }
      return LeastChange.Trial(
        passes: margins.allSatisfy { $0 >= 0 }, margins: margins.map { Rational($0) })
    }
    #expect(answer == nil)
  }
}
