import Foundation
import Groundwork

/// A matrix of pairwise comparisons of criteria (判断矩阵) and the weights that follow from it by the
/// analytic hierarchy process (层次分析法, AHP).
///
/// Source: T. L. Saaty, The Analytic Hierarchy Process, 1980.
public struct PairwiseComparison: Sendable, Hashable {
  /// Entry (i, j): how much more important criterion i is than j, from 1/9 to 9; (j, i) is its reciprocal.
  public let values: [[Double]]
  /// The principal eigenvector, with the sum 1.
  public let weights: [Double]
  /// The principal eigenvalue λ_max; n for consistent comparisons, more for others.
  public let eigenvalue: Double

  /// The mean consistency index of random matrices (RI) for n = 1, 2, …, Saaty's table of 1980. A later
  /// variant has 0.52, 0.89, 1.11, 1.25, 1.35, 1.40 for n from 3 to 8.
  public static let randomIndex = [
    0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
  ]
  /// Comparisons with a larger consistency ratio should be made again (Saaty).
  public static let largestRatio = 0.1

  public var count: Int { values.count }
  /// CI = (λ_max − n) / (n − 1); 0 for a single criterion.
  public var index: Double {
    count > 1 ? max(0, (eigenvalue - Double(count)) / Double(count - 1)) : 0
  }
  /// CR = CI / RI; 0 for up to two criteria, which cannot contradict each other.
  public var ratio: Double {
    let random = PairwiseComparison.randomIndex[count - 1]
    return random > 0 ? index / random : 0
  }
  public var isConsistent: Bool { ratio < PairwiseComparison.largestRatio }

  /// - Parameters:
  ///   - upper: the comparisons above the diagonal, row by row: (1,2), (1,3), …, (n−1,n).
  ///   - count: the number of criteria, 1 to 15.
  /// - Throws: Diagnostic `ranking.comparisons`. Complexity: O(n² × iterations).
  public init(upper: [Double], count: Int) throws {
    guard (1...PairwiseComparison.randomIndex.count).contains(count),
      upper.count == count * (count - 1) / 2
    else {
      throw Ranking.fault(
        "comparisons", zh: "\(count) 个指标须有 \(count * (count - 1) / 2) 个两两比较，至多 15 个指标。",
        en: "\(count) criteria need \(count * (count - 1) / 2) comparisons; at most 15 criteria.")
    }
    guard upper.allSatisfy({ $0.isFinite && $0 >= 1 / 9.0 - 1e-9 && $0 <= 9 + 1e-9 }) else {
      throw Ranking.fault(
        "comparisons", zh: "比较值须在 1/9 至 9 之间。", en: "comparisons are between 1/9 and 9.")
    }
    var values = [[Double]](repeating: [Double](repeating: 1, count: count), count: count)
    var next = 0
    for row in 0..<count {
      for column in (row + 1)..<max(count, row + 1) {
        values[row][column] = upper[next]
        values[column][row] = 1 / upper[next]
        next += 1
      }
    }
    self.values = values
    // The power method converges for every positive matrix (Perron and Frobenius).
    var weights = [Double](repeating: 1 / Double(count), count: count)
    var image = weights
    for _ in 0..<10_000 {
      image = values.map { row in zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } }
      let sum = image.reduce(0, +)
      let following = image.map { $0 / sum }
      let change = zip(following, weights).map { abs($0 - $1) }.max() ?? 0
      weights = following
      if change < 1e-15 { break }
    }
    image = values.map { row in zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    self.weights = weights
    eigenvalue = zip(image, weights).reduce(0) { $0 + $1.0 / $1.1 } / Double(count)
  }
}
