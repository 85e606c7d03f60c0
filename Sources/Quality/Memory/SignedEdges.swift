import Geometry
import Groundwork

/// What is left of the directed boundary edges of a layer after opposite ones have cancelled.
///
/// Outer rings run counter-clockwise, holes clockwise, so an edge that two neighbours share occurs
/// once in each direction and vanishes. The number of patches that cover a point is the winding number
/// of what is left around it, exactly: it can change only across a left-over edge. Two clean
/// neighbours cost nothing more than the sorting of their edges.
struct SignedEdges: Sendable {
  /// A left-over edge from `a` to `b`; `count` copies of it, negative for the other direction.
  struct Edge: Sendable {
    var a: GridPoint
    var b: GridPoint
    var count: Int32

    /// What is left of edges of one place; `nil` if they cancel.
    fileprivate init?(_ edges: ArraySlice<PatchEdge>) {
      count = edges.reduce(0) { $0 + $1.tag }
      guard count != 0, let first = edges.first else { return nil }
      a = first.a
      b = first.b
    }

    var box: Bounds {
      Bounds(
        minX: min(a.metresX, b.metresX), minY: min(a.metresY, b.metresY),
        maxX: max(a.metresX, b.metresX), maxY: max(a.metresY, b.metresY))
    }
  }

  let edges: [Edge]
  private let index: SpatialIndex
  private let maxX: Double

  /// Valid geometries are assumed; others are taken ring by ring as they are.
  init(_ geometries: [MultiPolygon?]) {
    var all: [PatchEdge] = []
    all.reserveCapacity(geometries.reduce(0) { $0 + ($1?.pointCount ?? 0) })
    for (number, geometry) in geometries.enumerated() {
      if let geometry { all += SignedEdges.edges(of: geometry, owner: number) }
    }
    all.sort(by: PatchEdge.precedes)
    var edges: [Edge] = []
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count, all[end].hasPlace(of: all[start]) { end += 1 }
      if let edge = Edge(all[start..<end]) { edges.append(edge) }
      start = end
    }
    self.init(edges)
  }

  /// The left-over edges of a layer whose edges are in buckets.
  init(_ buckets: EdgeBuckets, _ job: Job) throws {
    var edges: [Edge] = []
    try buckets.forEachPlace(job) { if let edge = Edge($0) { edges.append(edge) } }
    // The order of the places, whatever the number of buckets.
    edges.sort { ($0.a.x, $0.a.y, $0.b.x, $0.b.y) < ($1.a.x, $1.a.y, $1.b.x, $1.b.y) }
    self.init(edges)
  }

  private init(_ edges: [Edge]) {
    self.edges = edges
    let boxes = edges.map(\.box)
    index = SpatialIndex(boxes)
    maxX = boxes.reduce(-Double.infinity) { max($0, $1.maxX) }
  }

  /// The edges of a geometry, with the direction in which its interior lies to their left.
  static func edges(of geometry: MultiPolygon, owner: Int) -> [PatchEdge] {
    var edges: [PatchEdge] = []
    edges.reserveCapacity(geometry.pointCount)
    for polygon in geometry.polygons {
      append(polygon.exterior, outer: true, owner: owner, to: &edges)
      for hole in polygon.holes { append(hole, outer: false, owner: owner, to: &edges) }
    }
    return edges
  }

  private static func append(
    _ ring: [GridPoint], outer: Bool, owner: Int, to edges: inout [PatchEdge]
  ) {
    let doubled = doubledSignedArea(ring)
    guard doubled != 0, var previous = ring.last else { return }
    let isForward = (doubled > 0) == outer
    for point in ring where point != previous {
      let isUpward = (previous.x, previous.y) < (point.x, point.y)
      edges.append(
        PatchEdge(previous, point, owner: owner, tag: isUpward == isForward ? 1 : -1))
      previous = point
    }
  }

  /// Whether a left-over edge comes near a box.
  func touches(_ box: Bounds) -> Bool {
    var found = false
    index.query(box) { _ in found = true }
    return found
  }

  /// How many geometries cover the point, which lies on no left-over edge.
  func coverage(at point: GridPoint) -> Int {
    let ray = Bounds(
      minX: point.metresX, minY: point.metresY, maxX: max(maxX, point.metresX),
      maxY: point.metresY)
    var winding = 0
    index.query(ray) { position in
      let edge = edges[position]
      let isUpward = edge.a.y <= point.y && edge.b.y > point.y
      let isDownward = edge.b.y <= point.y && edge.a.y > point.y
      guard isUpward || isDownward else { return }
      let cross =
        Int128(edge.b.x - edge.a.x) * Int128(point.y - edge.a.y)
        - Int128(edge.b.y - edge.a.y) * Int128(point.x - edge.a.x)
      if isUpward, cross > 0 { winding += Int(edge.count) }
      if isDownward, cross < 0 { winding -= Int(edge.count) }
    }
    return winding
  }
}
