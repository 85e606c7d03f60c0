import Foundation
import Groundwork
import Programme
import TestSupport
import Testing

/// Weights and ranks against published examples, exact cases and laws.
@Suite struct RankingTests {
  private func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
  }

  /// Choice of a tourist spot: Jiang Qiyuan (姜启源), 数学模型, chapter on AHP: λ = 5.073, CR = 0.016.
  @Test func theTouristSpotOfTheTextbook() throws {
    let matrix = try PairwiseComparison(
      upper: [1 / 2.0, 4, 3, 3, 7, 5, 5, 1 / 2.0, 1 / 3.0, 1], count: 5)
    #expect(isNear(matrix.weights, [0.263, 0.475, 0.055, 0.099, 0.110], 0.0025))
    #expect(abs(matrix.eigenvalue - 5.073) < 0.0015)
    #expect(abs(matrix.ratio - 0.016) < 0.0005 && matrix.isConsistent)
  }

  /// Relative consumption of drinks in the United States (Saaty): weights to three places, CR = 0.022.
  @Test func theDrinksOfSaaty() throws {
    let upper: [Double] = [
      9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9, 1 / 2, 1,
      1 / 3, 2, 1 / 2, 1 / 3,
    ]
    let matrix = try PairwiseComparison(upper: upper, count: 7)
    #expect(isNear(matrix.weights, [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], 0.0005))
    #expect(abs(matrix.ratio - 0.022) < 0.0005)
  }

  /// Comparisons that are quotients of weights give those weights back, with CR 0.
  @Test(arguments: 1...9)
  func consistentComparisonsGiveTheirWeightsBack(count: Int) throws {
    let raw = (0..<count).map { 1 + 8 * Double($0) / Double(max(1, count - 1)) }
    var upper: [Double] = []
    for one in 0..<count {
      for other in (one + 1)..<max(count, one + 1) { upper.append(raw[one] / raw[other]) }
    }
    let matrix = try PairwiseComparison(upper: upper, count: count)
    let sum = raw.reduce(0, +)
    #expect(isNear(matrix.weights, raw.map { $0 / sum }, 1e-9))
    #expect(matrix.ratio < 1e-9)
  }

  @Test func contradictoryComparisonsAreToldAsSuch() throws {
    let circle = try PairwiseComparison(upper: [9, 1 / 9.0, 9], count: 3)
    #expect(!circle.isConsistent && circle.ratio > 1)
    for wrong in [[9.1, 1, 1], [0, 1, 1], [.nan, 1, 1], [1, 1]] {
      #expect(throws: Diagnostic.self) { try PairwiseComparison(upper: wrong, count: 3) }
    }
  }

  /// The published output of the R and Python packages `MCDM`/`mcdm` for their example: vector
  /// normalisation, equal weights, cost, benefit, cost.
  @Test func topsisAgreesWithAnotherProgram() throws {
    let ranking = try Ranking(
      values: [[80, 90, 600], [65, 58, 200], [83, 60, 400]], directions: [.less, .more, .less])
    let scores = ranking.closeness([1 / 3.0, 1 / 3.0, 1 / 3.0])
    #expect(
      isNear(
        scores, [0.323_848_837_993_540_4, 0.679_022_517_801_666_2, 0.409_018_898_580_525_3], 1e-12))
    #expect(Ranking.places(scores) == [3, 1, 2])
  }

  /// Entropies that can be written down: (1, 0) has 0, (1/2, 1/2 of three) has ln 2 / ln 3.
  @Test func entropyOfSimpleColumns() throws {
    let ranking = try Ranking(
      values: [[1, 5, 7], [0, 5, 7], [0, 0, 7]], directions: [.more, .more, .less])
    // Scaled: (1, 0, 0) with entropy 0, (1, 1, 0) with ln 2 / ln 3 = log₃ 2, and one
    // that tells nothing apart.
    let second = 1 - 0.630_929_753_571_457_4
    let wanted = [1 / (1 + second), second / (1 + second), 0]
    #expect(isNear(ranking.entropyWeights(), wanted, 1e-12))
    let alike = try Ranking(values: [[1, 2], [1, 2]], directions: [.more, .less])
    #expect(alike.entropyWeights() == [0.5, 0.5])
    #expect(alike.closeness([0.5, 0.5]) == [0.5, 0.5])
    #expect(isNear(Ranking.combined([0.8, 0.2], [0.2, 0.8]), [0.5, 0.5], 1e-12))
    #expect(isNear(Ranking.combined([1, 0], [0, 1]), [0.5, 0.5], 1e-12))
  }

  /// Laws on random tables: an alternative that is best on all criteria has closeness 1 and is first,
  /// the worst has 0; a change of unit of a criterion changes nothing; the order of alternatives neither.
  @Test(arguments: 0..<30)
  func lawsOfCloseness(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    func number() -> Double { Double(random.next() % 1000) / 10 + 1 }
    let criteria = 2 + Int(random.next() % 4)
    var values = (0..<(3 + Int(random.next() % 4))).map { _ in (0..<criteria).map { _ in number() }
    }
    let directions: [Ranking.Direction] = (0..<criteria).map { $0 % 2 == 0 ? .more : .less }
    values.append(directions.map { $0 == .more ? 500 : 0.5 })
    values.append(directions.map { $0 == .more ? 0.5 : 500 })
    let ranking = try Ranking(values: values, directions: directions)
    let weights = try ranking.normalised((0..<criteria).map { _ in number() })
    let scores = ranking.closeness(weights)
    #expect(abs(scores[values.count - 2] - 1) < 1e-12 && abs(scores[values.count - 1]) < 1e-12)
    #expect(scores.allSatisfy { (0...1).contains($0) })
    let scaledUnit = try Ranking(
      values: values.map { row in row.enumerated().map { $1 * pow(15, Double($0)) } },
      directions: directions)
    #expect(isNear(scaledUnit.closeness(weights), scores, 1e-9))
    let backwards = try Ranking(values: values.reversed(), directions: directions)
    #expect(isNear(backwards.closeness(weights).reversed(), scores, 1e-12))
    let sensitivity = RankSensitivity(ranking, weights: weights)
    for criterion in sensitivity.criteria {
      #expect(
        criterion.turnsAbove == nil && criterion.turnsBelow == nil, "the dominant stays first")
    }
  }

  /// Two alternatives, each better on one criterion: by symmetry the turn is at equal weights.
  @Test func theTurnIsWhereItMustBe() throws {
    let ranking = try Ranking(values: [[2, 1], [1, 2]], directions: [.more, .more])
    let sensitivity = RankSensitivity(ranking, weights: [0.6, 0.4])
    let first = try #require(sensitivity.criteria.first)
    let turn = try #require(first.turnsBelow)
    #expect(abs(turn - 0.5) < 0.0021 && turn < 0.5)
    #expect(first.turnsAbove == nil)
    #expect(sensitivity.reversals.isEmpty)
  }

  /// A field in which leaving out one alternative turns two others round is found by plain search, and the
  /// report agrees with ranking the smaller field.
  @Test func reversalsAreThoseOfTheSmallerField() throws {
    var random = SplitMix(state: 5)
    var found = 0
    for _ in 0..<200 {
      let values = (0..<4).map { _ in (0..<3).map { _ in Double(random.next() % 100 + 1) } }
      let ranking = try Ranking(values: values, directions: [.more, .less, .more])
      let weights = [0.5, 0.3, 0.2]
      let whole = ranking.closeness(weights)
      for reversal in RankSensitivity(ranking, weights: weights).reversals {
        found += 1
        let left = (0..<4).filter { $0 != reversal.without }
        let part = try Ranking(values: left.map { values[$0] }, directions: ranking.directions)
          .closeness(weights)
        let place = Dictionary(uniqueKeysWithValues: zip(left, part))
        #expect(whole[reversal.first] > whole[reversal.second])
        let (first, second) = (place[reversal.first] ?? 1, place[reversal.second] ?? 0)
        #expect(first < second)
      }
    }
    #expect(found > 0, "TOPSIS is known for it")
  }
}
