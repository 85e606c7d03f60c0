import Foundation
import Groundwork

/// A table of alternatives (方案) by criteria (指标), ranked by closeness to the best (TOPSIS).
///
/// Sources: C.-L. Hwang and K. Yoon, Multiple Attribute Decision Making, 1981 (TOPSIS); C. E. Shannon's
/// entropy as weights after Zeleny, 1982.
public struct Ranking: Sendable, Hashable {
  public enum Direction: String, Sendable, Codable, CaseIterable {
    /// More is better (正向).
    case more
    /// Less is better (负向).
    case less
  }

  /// By alternative, then criterion.
  public let values: [[Double]]
  public let directions: [Direction]

  public var alternatives: Int { values.count }
  public var criteria: Int { directions.count }

  /// - Throws: Diagnostic `ranking.values` for fewer than two alternatives, no criteria, rows of another
  ///   length or values that are not finite.
  public init(values: [[Double]], directions: [Direction]) throws {
    guard values.count >= 2, !directions.isEmpty else {
      throw Ranking.fault(
        "values", zh: "至少要有两个方案和一个指标。", en: "at least two alternatives and one criterion.")
    }
    guard values.allSatisfy({ $0.count == directions.count && $0.allSatisfy(\.isFinite) }) else {
      throw Ranking.fault(
        "values", zh: "每个方案的每个指标都须有数值。", en: "every alternative needs a number for every criterion."
      )
    }
    self.values = values
    self.directions = directions
  }

  static func fault(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "ranking.\(code)", Localized(zh: zh, en: en))
  }

  // MARK: Weights

  /// The values of a criterion on 0 to 1, 1 the best (极差标准化); `nil` where all alternatives are alike.
  public func scaled(_ criterion: Int) -> [Double]? {
    let column = values.map { $0[criterion] }
    guard let least = column.min(), let most = column.max(), most > least else { return nil }
    return column.map { value in
      let share = (value - least) / (most - least)
      return directions[criterion] == .more ? share : 1 - share
    }
  }

  /// Weights by entropy (熵权法): e_j = −(1/ln n) Σ p ln p with p of the scaled values, and
  /// w_j = (1 − e_j) / Σ (1 − e). A criterion on which all are alike tells nothing apart and gets 0; if
  /// all are so, the weights are equal.
  ///
  /// With few alternatives these weights say more about chance than about importance.
  public func entropyWeights() -> [Double] {
    let spread = (0..<criteria).map { criterion -> Double in
      guard let column = scaled(criterion) else { return 0 }
      let sum = column.reduce(0, +)
      let entropy = column.reduce(0.0) { total, value in
        let share = value / sum
        return share > 0 ? total - share * log(share) : total
      }
      return max(0, 1 - entropy / log(Double(alternatives)))
    }
    let sum = spread.reduce(0, +)
    guard sum > 0 else { return [Double](repeating: 1 / Double(criteria), count: criteria) }
    return spread.map { $0 / sum }
  }

  /// Two sets of weights as one: w_j = √(a_j b_j) / Σ √(a b) (乘法合成). Falls back to their mean where no
  /// criterion has a weight in both.
  public static func combined(_ a: [Double], _ b: [Double]) -> [Double] {
    let products = zip(a, b).map { ($0 * $1).squareRoot() }
    let sum = products.reduce(0, +)
    return sum > 0 ? products.map { $0 / sum } : zip(a, b).map { ($0 + $1) / 2 }
  }

  /// Weights with the sum 1.
  /// - Throws: Diagnostic `ranking.weights` for another number of weights, negative ones, or none above 0.
  public func normalised(_ weights: [Double]) throws -> [Double] {
    let sum = weights.reduce(0, +)
    guard weights.count == criteria, weights.allSatisfy({ $0.isFinite && $0 >= 0 }), sum > 0 else {
      throw Ranking.fault(
        "weights", zh: "须有 \(criteria) 个非负权重，且不全为零。",
        en: "\(criteria) weights that are not negative and not all zero.")
    }
    return weights.map { $0 / sum }
  }

  // MARK: Closeness

  /// The closeness of each alternative to the best of all criteria, C = D⁻ / (D⁺ + D⁻), 0 to 1, with vector
  /// normalisation (TOPSIS). Alternatives that are all alike get 0.5.
  ///
  /// Complexity: O(alternatives × criteria).
  public func closeness(_ weights: [Double]) -> [Double] {
    var weighted = values
    for criterion in 0..<criteria {
      let length = values.reduce(0) { $0 + $1[criterion] * $1[criterion] }.squareRoot()
      for row in values.indices {
        weighted[row][criterion] =
          length > 0 ? values[row][criterion] / length * weights[criterion] : 0
      }
    }
    var best = [Double](repeating: 0, count: criteria)
    var worst = best
    for criterion in 0..<criteria {
      let column = weighted.map { $0[criterion] }
      let (least, most) = (column.min() ?? 0, column.max() ?? 0)
      best[criterion] = directions[criterion] == .more ? most : least
      worst[criterion] = directions[criterion] == .more ? least : most
    }
    func distance(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    return weighted.map { row in
      let (near, far) = (distance(row, best), distance(row, worst))
      return near + far > 0 ? far / (near + far) : 0.5
    }
  }

  /// The places of alternatives by their scores, from 1; scores closer than 10⁻¹² share a place.
  public static func places(_ scores: [Double]) -> [Int] {
    scores.map { score in 1 + scores.count { $0 > score + 1e-12 } }
  }
}
