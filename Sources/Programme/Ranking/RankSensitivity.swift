import Foundation
import Groundwork

/// How a ranking depends on its weights and on the field of alternatives (敏感性分析).
public struct RankSensitivity: Sendable, Hashable {
  /// What changes of one weight do; the others keep their proportions.
  public struct Criterion: Sendable, Hashable {
    public var criterion: Int
    /// The places with the weight a tenth smaller and a tenth larger.
    public var placesBelow: [Int]
    public var placesAbove: [Int]
    /// The weights next to the present one, below and above, at which another alternative comes first, to
    /// 0.001; `nil` if there is none between 0 and 1.
    public var turnsBelow: Double?
    public var turnsAbove: Double?
  }

  /// Two alternatives that change order when a third is left out (逆序): a property of TOPSIS, whose scale
  /// comes from the field.
  public struct Reversal: Sendable, Hashable {
    public var without: Int
    public var first: Int
    public var second: Int
  }

  public var criteria: [Criterion]
  public var reversals: [Reversal]

  /// - Complexity: O(criteria × 1000 × alternatives × criteria).
  public init(_ ranking: Ranking, weights: [Double]) {
    let scores = ranking.closeness(weights)
    let places = Ranking.places(scores)
    let leaders = Set(places.indices.filter { places[$0] == 1 })
    criteria = (0..<ranking.criteria).map { criterion in
      func places(at weight: Double) -> [Int] {
        Ranking.places(
          ranking.closeness(RankSensitivity.shifted(weights, criterion, to: weight)))
      }
      func isOther(_ weight: Double) -> Bool {
        let places = places(at: weight)
        return !leaders.contains { places[$0] == 1 }
      }
      let present = weights[criterion]
      let step = 0.001
      let below = stride(from: present - step, through: -step / 2, by: -step)
        .first { isOther(max(0, $0)) }
      let above = stride(from: present + step, through: 1 + step / 2, by: step)
        .first { isOther(min(1, $0)) }
      return Criterion(
        criterion: criterion, placesBelow: places(at: present * 0.9),
        placesAbove: places(at: min(1, present * 1.1)), turnsBelow: below.map { max(0, $0) },
        turnsAbove: above.map { min(1, $0) })
    }
    reversals = RankSensitivity.reversals(ranking, weights, places)
  }

  /// One weight set, the others scaled so that the sum stays 1; with no other weight, they are equal.
  static func shifted(_ weights: [Double], _ criterion: Int, to weight: Double) -> [Double] {
    let rest = weights.reduce(0, +) - weights[criterion]
    return weights.indices.map { index in
      if index == criterion { return weight }
      return rest > 1e-15
        ? weights[index] * (1 - weight) / rest
        : (1 - weight) / Double(max(1, weights.count - 1))
    }
  }

  private static func reversals(
    _ ranking: Ranking, _ weights: [Double], _ places: [Int]
  ) -> [Reversal] {
    guard ranking.alternatives > 2 else { return [] }
    var found: [Reversal] = []
    for without in 0..<ranking.alternatives {
      let left = (0..<ranking.alternatives).filter { $0 != without }
      guard
        let part = try? Ranking(
          values: left.map { ranking.values[$0] }, directions: ranking.directions)
      else { continue }
      let scores = part.closeness(weights)
      for (one, first) in left.enumerated() {
        for (other, second) in left.enumerated()
        where places[first] < places[second] && scores[one] + 1e-12 < scores[other] {
          found.append(Reversal(without: without, first: first, second: second))
        }
      }
    }
    return found
  }
}
