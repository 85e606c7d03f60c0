import Geometry
import Groundwork

/// An edge of a patch, from the lower to the upper end in the order of x, then y.
struct PatchEdge: Sendable, BitwiseCopyable {
  var a: GridPoint
  var b: GridPoint
  /// The position of the patch.
  var owner: Int32
  /// 1 or −1 for the direction in the patch; or the number of the edge in it.
  var tag: Int32

  init(_ p: GridPoint, _ q: GridPoint, owner: Int, tag: Int32) {
    let isOrdered = (p.x, p.y) <= (q.x, q.y)
    a = isOrdered ? p : q
    b = isOrdered ? q : p
    self.owner = Int32(owner)
    self.tag = tag
  }

  /// By place, then by patch, then by tag.
  static func precedes(_ p: PatchEdge, _ q: PatchEdge) -> Bool {
    if p.a != q.a { return (p.a.x, p.a.y) < (q.a.x, q.a.y) }
    if p.b != q.b { return (p.b.x, p.b.y) < (q.b.x, q.b.y) }
    return (p.owner, p.tag) < (q.owner, q.tag)
  }

  func hasPlace(of other: PatchEdge) -> Bool { a == other.a && b == other.b }

  fileprivate var hash: UInt64 {
    var hash: UInt64 = 0
    for number in [a.x, a.y, b.x, b.y] {
      hash = (hash ^ UInt64(bitPattern: number)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return hash
  }
}

/// The edges of all patches, in buckets by place: edges that coincide are in the same bucket, so that
/// one bucket at a time is sorted in memory.
///
/// Filled by one thread.
final class EdgeBuckets {
  private let buckets: SpillBuckets<PatchEdge>

  /// - Parameters:
  ///   - edges: about how many there will be.
  ///   - limit: the bytes that a bucket may take.
  /// - Throws: ``Groundwork/SpillFile/Failure``.
  init(expecting edges: Int, limit: Int) throws {
    buckets = try SpillBuckets(expecting: edges, limit: limit)
  }

  func append(_ edges: [PatchEdge]) throws {
    for edge in edges {
      try buckets.append(edge, to: Int(edge.hash % UInt64(buckets.count)))
    }
  }

  /// Calls `body` with all edges of one place after those of another, ordered by
  /// ``PatchEdge/precedes(_:_:)``; places come in no particular order.
  func forEachPlace(_ job: Job, _ body: (ArraySlice<PatchEdge>) throws -> Void) throws {
    for bucket in 0..<buckets.count {
      try job.cancellation.check()
      var edges = try buckets.take(bucket)
      edges.sort(by: PatchEdge.precedes)
      var start = 0
      while start < edges.count {
        var end = start + 1
        while end < edges.count, edges[end].hasPlace(of: edges[start]) { end += 1 }
        try body(edges[start..<end])
        start = end
      }
    }
  }
}
