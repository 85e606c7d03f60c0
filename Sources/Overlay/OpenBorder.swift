import Geometry

/// The border that is left of the edges of a layer once those cancel that run in opposite directions
/// over the same ground: the outline of a layer without overlaps.
///
/// The number of polygons over a point is the number of times that this border winds around it. So a
/// layer overlaps itself where, and only where, it winds around some ground twice.
///
/// A corner that lies on a neighbour's edge, as often in a layer made from a raster, cuts that edge:
/// edges cancel piece by piece along the line on which they lie.
package struct OpenBorder {
  /// A straight line, by its direction without a common divisor and its distance from the origin.
  private struct Line: Hashable, Comparable {
    var dx: Int64
    var dy: Int64
    var offset: Int128

    static func < (a: Line, b: Line) -> Bool {
      if a.dx != b.dx { return a.dx < b.dx }
      if a.dy != b.dy { return a.dy < b.dy }
      return a.offset < b.offset
    }
  }

  /// An end of an edge on its line: the number of edges along the line changes there.
  private struct End {
    /// A digest of the line, so that few lines are compared as a whole.
    var key: UInt64
    var point: GridPoint
    var line: Line
    var change: Int32

    static func precedes(_ a: End, _ b: End) -> Bool {
      if a.key != b.key { return a.key < b.key }
      if a.line != b.line { return a.line < b.line }
      return a.point.x != b.point.x ? a.point.x < b.point.x : a.point.y < b.point.y
    }
  }

  private var candidates: [DirectedEdge] = []
  private var ends: [End] = []
  /// The most edges that are kept.
  private let limit: Int
  private var isOver = false

  /// The bytes that an edge takes until it is known to be covered once.
  static let bytesOfEdge = 2 * MemoryLayout<End>.stride + 160

  /// - Parameter limit: the most edges that are kept.
  package init(limit: Int = .max) { self.limit = limit }

  /// Adds an edge; nothing once there are more than the limit.
  package mutating func add(_ from: GridPoint, _ to: GridPoint) {
    guard candidates.count < limit else {
      isOver = true
      return
    }
    candidates.append(DirectedEdge(from, to))
  }

  private mutating func addEnds(of edge: DirectedEdge) {
    let (from, to) = (edge.from, edge.to)
    let (x, y) = (to.x - from.x, to.y - from.y)
    let isForward = x > 0 || (x == 0 && y > 0)
    let divisor = OpenBorder.greatestCommonDivisor(x.magnitude, y.magnitude)
    let step = isForward ? divisor : -divisor
    let line = Line(
      dx: x / step, dy: y / step,
      offset: Int128(x / step) * Int128(from.y) - Int128(y / step) * Int128(from.x))
    let low = UInt64(truncatingIfNeeded: line.offset)
    var key = (low ^ (low >> 31)) &* 0x9E37_79B9_7F4A_7C15
    key ^= UInt64(bitPattern: line.dx) &* 0xFF51_AFD7_ED55_8CCD
    key ^= UInt64(bitPattern: line.dy) &* 0xC4CE_B9FE_1A85_EC53
    // Counted along the line: an edge that leads back counts as one less between its ends.
    ends.append(End(key: key, point: from, line: line, change: 1))
    ends.append(End(key: key, point: to, line: line, change: -1))
  }

  /// Whether the border is known to wind around all ground once or not at all: the layer does not
  /// overlap itself. `false` if it does, or if that is not told: there are more edges than the limit, or
  /// a corner lies on another edge of the border.
  ///
  /// Complexity: O(n log n) for n edges.
  package mutating func coversGroundOnce() -> Bool {
    guard !isOver, let edges = openEdges() else { return false }
    let index = EdgeIndex(edges, block: 1)
    let areApart = index.forEachNearPair { i, j in
      let (a, b) = (edges[i], edges[j])
      if a.from == b.from || a.from == b.to || a.to == b.from || a.to == b.to { return true }
      return !a.meets(b)
    }
    guard areApart else { return false }
    return OpenBorder.oneOfEachRun(edges).allSatisfy { index.isOutline($0) }
  }

  /// What is left of the edges; `nil` if two run along each other in the same direction.
  private mutating func openEdges() -> [DirectedEdge]? {
    let rest = EdgeBalance.thinned(candidates)
    candidates = []
    ends.reserveCapacity(2 * rest.count)
    for edge in rest { addEnds(of: edge) }
    ends.sort(by: End.precedes)
    var edges: [DirectedEdge] = []
    var sum: Int32 = 0
    var last: GridPoint?
    for end in ends {
      // Every line ends with a sum of nothing.
      if let last, sum != 0, end.point != last {
        guard abs(sum) == 1 else { return nil }
        edges.append(
          sum > 0 ? DirectedEdge(last, end.point) : DirectedEdge(end.point, last))
      }
      sum += end.change
      last = end.point
    }
    return edges
  }

  /// One edge of each run: of edges that follow each other through corners that no other edge has.
  private static func oneOfEachRun(_ edges: [DirectedEdge]) -> [Int] {
    struct Corner {
      var point: GridPoint
      var edge: Int32
      var isStart: Bool
    }
    var corners: [Corner] = []
    corners.reserveCapacity(2 * edges.count)
    for (number, edge) in edges.enumerated() {
      corners.append(Corner(point: edge.from, edge: Int32(number), isStart: true))
      corners.append(Corner(point: edge.to, edge: Int32(number), isStart: false))
    }
    corners.sort {
      $0.point.x != $1.point.x ? $0.point.x < $1.point.x : $0.point.y < $1.point.y
    }
    var next = [Int32](repeating: -1, count: edges.count)
    var isFollower = [Bool](repeating: false, count: edges.count)
    var position = 0
    while position < corners.count {
      var end = position + 1
      while end < corners.count, corners[end].point == corners[position].point { end += 1 }
      if end == position + 2, corners[position].isStart != corners[position + 1].isStart {
        let (a, b) = (corners[position], corners[position + 1])
        next[Int(a.isStart ? b.edge : a.edge)] = a.isStart ? a.edge : b.edge
        isFollower[Int(a.isStart ? a.edge : b.edge)] = true
      }
      position = end
    }
    var isSeen = [Bool](repeating: false, count: edges.count)
    var chosen: [Int] = []
    func choose(_ first: Int) {
      chosen.append(first)
      var edge = first
      while !isSeen[edge] {
        isSeen[edge] = true
        guard next[edge] >= 0 else { return }
        edge = Int(next[edge])
      }
    }
    // Runs with two ends first; what is left are closed ones.
    for edge in edges.indices where !isFollower[edge] { choose(edge) }
    for edge in edges.indices where !isSeen[edge] { choose(edge) }
    return chosen
  }

  private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> Int64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return Int64(a)
  }
}
