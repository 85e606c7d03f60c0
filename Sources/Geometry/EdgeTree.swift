/// Boxes over runs of consecutive edges, so that a polygon with a million edges answers "which of
/// your edges come near this box" without looking at each.
///
/// Only features with more than ``threshold`` points have one. A run is ``run`` edges; above them
/// ``fanOut`` nodes make one. Nodes lie level by level, leaves first, and edges come out in the order
/// of the feature.
public struct EdgeTree: Sendable {
  /// (minX, minY, −maxX, −maxY): a box meets a query when no lane is larger than the query's.
  var nodes: [SIMD4<Double>] = []
  /// Where the nodes of each feature begin; features without a tree have none.
  var starts: [Int] = [0]

  public static let threshold = 96
  static let run = 16
  static let fanOut = 8

  mutating func append(xs: [Double], ys: [Double], points: Range<Int>) {
    defer { starts.append(nodes.count) }
    guard points.count > EdgeTree.threshold else { return }
    let edges = points.count - 1
    var first = nodes.count
    var edge = 0
    while edge < edges {
      let last = min(edge + EdgeTree.run, edges)
      var box = SIMD4<Double>(repeating: .infinity)
      for point in (points.lowerBound + edge)...(points.lowerBound + last) {
        let x = xs[point]
        let y = ys[point]
        box = pointwiseMin(box, SIMD4(x, y, -x, -y))
      }
      nodes.append(box)
      edge = last
    }
    while nodes.count - first > EdgeTree.fanOut {
      let end = nodes.count
      var child = first
      while child < end {
        let last = min(child + EdgeTree.fanOut, end)
        var box = nodes[child]
        for other in child..<last { box = pointwiseMin(box, nodes[other]) }
        nodes.append(box)
        child = last
      }
      first = end
    }
  }

  mutating func append(_ other: EdgeTree) {
    let shift = nodes.count
    nodes.append(contentsOf: other.nodes)
    starts.append(contentsOf: other.starts.dropFirst().map { $0 + shift })
  }

  /// Whether a feature has a tree.
  @inline(__always)
  public func covers(_ feature: Int) -> Bool { starts[feature] < starts[feature + 1] }

  /// Calls `body` with ascending runs of edge numbers (counted from the first point of the feature)
  /// that may meet the box. `query` is (maxX, maxY, −minX, −minY).
  public func runs(
    of feature: Int, edges: Int, meeting query: SIMD4<Double>, _ body: (Range<Int>) -> Void
  ) {
    var sizes: [Int] = [(edges + EdgeTree.run - 1) / EdgeTree.run]
    while let last = sizes.last, last > EdgeTree.fanOut {
      sizes.append((last + EdgeTree.fanOut - 1) / EdgeTree.fanOut)
    }
    var levels: [Int] = []
    var offset = starts[feature]
    for size in sizes {
      levels.append(offset)
      offset += size
    }
    let top = sizes.count - 1
    for node in 0..<sizes[top] {
      visit(node, level: top, levels: levels, sizes: sizes, edges: edges, query: query, body)
    }
  }

  private func visit(
    _ node: Int, level: Int, levels: [Int], sizes: [Int], edges: Int, query: SIMD4<Double>,
    _ body: (Range<Int>) -> Void
  ) {
    guard all(nodes[levels[level] + node] .<= query) else { return }
    if level == 0 {
      body(node * EdgeTree.run..<min((node + 1) * EdgeTree.run, edges))
      return
    }
    let last = min((node + 1) * EdgeTree.fanOut, sizes[level - 1])
    for child in node * EdgeTree.fanOut..<last {
      visit(
        child, level: level - 1, levels: levels, sizes: sizes, edges: edges, query: query, body)
    }
  }
}
