import Geometry

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

    var box: Bounds {
      Bounds(
        minX: min(a.metresX, b.metresX), minY: min(a.metresY, b.metresY),
        maxX: max(a.metresX, b.metresX), maxY: max(a.metresY, b.metresY))
    }
  }

  let edges: [Edge]
  /// Numbers of the geometries that have a left-over edge.
  let owners: Set<Int>
  private let index: SpatialIndex
  private let maxX: Double

  private struct Raw {
    var a: GridPoint
    var b: GridPoint
    var sign: Int32
    var owner: Int32

    static func precedes(_ p: Raw, _ q: Raw) -> Bool {
      if p.a.x != q.a.x { return p.a.x < q.a.x }
      if p.a.y != q.a.y { return p.a.y < q.a.y }
      if p.b.x != q.b.x { return p.b.x < q.b.x }
      return p.b.y < q.b.y
    }
  }

  /// Valid geometries are assumed; others are taken ring by ring as they are.
  init(_ geometries: [MultiPolygon?]) {
    var raw: [Raw] = []
    raw.reserveCapacity(geometries.reduce(0) { $0 + ($1?.pointCount ?? 0) })
    for (number, geometry) in geometries.enumerated() {
      for polygon in geometry?.polygons ?? [] {
        SignedEdges.append(polygon.exterior, outer: true, owner: number, to: &raw)
        for hole in polygon.holes {
          SignedEdges.append(hole, outer: false, owner: number, to: &raw)
        }
      }
    }
    raw.sort(by: Raw.precedes)
    var edges: [Edge] = []
    var owners: Set<Int> = []
    var start = 0
    while start < raw.count {
      var end = start
      var sum: Int32 = 0
      while end < raw.count, raw[end].a == raw[start].a, raw[end].b == raw[start].b {
        sum += raw[end].sign
        end += 1
      }
      if sum != 0 {
        edges.append(Edge(a: raw[start].a, b: raw[start].b, count: sum))
        for position in start..<end { owners.insert(Int(raw[position].owner)) }
      }
      start = end
    }
    self.edges = edges
    self.owners = owners
    let boxes = edges.map(\.box)
    index = SpatialIndex(boxes)
    maxX = boxes.reduce(-Double.infinity) { max($0, $1.maxX) }
  }

  private static func append(
    _ ring: [GridPoint], outer: Bool, owner: Int, to raw: inout [Raw]
  ) {
    let doubled = doubledSignedArea(ring)
    guard doubled != 0, var previous = ring.last else { return }
    let isForward = (doubled > 0) == outer
    for point in ring {
      defer { previous = point }
      guard point != previous else { continue }
      let a = isForward ? previous : point
      let b = isForward ? point : previous
      let keeps = a.x < b.x || (a.x == b.x && a.y < b.y)
      raw.append(
        Raw(a: keeps ? a : b, b: keeps ? b : a, sign: keeps ? 1 : -1, owner: Int32(owner)))
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
