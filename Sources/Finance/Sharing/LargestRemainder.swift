/// Splits whole amounts so that the parts add up to the last unit (最大余数法).
public enum LargestRemainder {
  /// Parts of a total in proportion to weights; each is its exact share rounded down, and what is left
  /// goes one by one to the largest remainders, the first of equal ones first. No weight at all: zeros.
  ///
  /// - Precondition: no weight is below zero.
  /// - Complexity: O(n log n).
  public static func split(_ total: Int64, by weights: [Int64]) -> [Int64] {
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard sum > 0, total != 0 else { return weights.map { _ in 0 } }
    let magnitude = Int128(total.magnitude)
    var parts: [Int64] = []
    var remainders: [(index: Int, rest: Int128)] = []
    var given: Int128 = 0
    for (index, weight) in weights.enumerated() {
      let product = magnitude * Int128(weight)
      let part = product / sum
      parts.append(Int64(part))
      given += part
      remainders.append((index, product % sum))
    }
    let order = remainders.sorted { ($1.rest, $0.index) < ($0.rest, $1.index) }
    for place in 0..<Int(magnitude - given) { parts[order[place].index] += 1 }
    return total < 0 ? parts.map { -$0 } : parts
  }
}
