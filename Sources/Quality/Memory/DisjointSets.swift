/// Sets of numbers of which any two can be joined (union-find).
struct DisjointSets {
  private var parents: [Int]

  /// Each of `0..<count` in a set of its own.
  init(count: Int) {
    parents = Array(0..<count)
  }

  /// The least number of the set that holds this one.
  ///
  /// - Complexity: O(log *n*), amortised.
  mutating func first(of number: Int) -> Int {
    var node = number
    while parents[node] != node {
      parents[node] = parents[parents[node]]
      node = parents[node]
    }
    return node
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (first(of: one), first(of: other))
    parents[max(a, b)] = min(a, b)
  }
}
