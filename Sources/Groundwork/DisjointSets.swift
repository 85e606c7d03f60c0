/// Sets of numbers of which any two can be joined (union-find).
public struct DisjointSets: Sendable {
  private var parents: [Int]

  /// Each of `0..<count` in a set of its own.
  public init(count: Int) {
    parents = Array(0..<count)
  }

  /// The least number of the set that holds this one.
  ///
  /// - Complexity: O(log *n*), amortised.
  public mutating func first(of number: Int) -> Int {
    var node = number
    while parents[node] != node {
      parents[node] = parents[parents[node]]
      node = parents[node]
    }
    return node
  }

  /// The least number stays the first, so that sets do not depend on the order of joining.
  public mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (first(of: one), first(of: other))
    parents[max(a, b)] = min(a, b)
  }

  /// The number of each item's set, from 0 in the order of their first items.
  public mutating func numbers() -> [Int] {
    var numberOfFirst: [Int: Int] = [:]
    return parents.indices.map { item in
      let first = first(of: item)
      if let known = numberOfFirst[first] { return known }
      numberOfFirst[first] = numberOfFirst.count
      return numberOfFirst.count - 1
    }
  }
}
