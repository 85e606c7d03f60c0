import Geometry

/// A straight line between two points, in grid steps.
struct Edge {
  var start: SIMD2<Double>
  var end: SIMD2<Double>

  var box: Bounds {
    Bounds(
      minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
      maxY: max(start.y, end.y))
  }

  var squaredLength: Double { Edge.dot(end - start, end - start) }

  func point(at share: Double) -> SIMD2<Double> { start + (end - start) * share }

  /// The point of the edge that is nearest to a point.
  func nearest(to point: SIMD2<Double>) -> SIMD2<Double> {
    let way = end - start
    let square = Edge.dot(way, way)
    guard square > 0 else { return start }
    return start + way * max(0, min(1, Edge.dot(point - start, way) / square))
  }

  /// Whether two edges cross in the interior of both.
  func crosses(_ other: Edge) -> Bool {
    let way = end - start
    let a = Edge.cross(way, other.start - start)
    let b = Edge.cross(way, other.end - start)
    guard (a > 0) != (b > 0) else { return false }
    let across = other.end - other.start
    let c = Edge.cross(across, start - other.start)
    let d = Edge.cross(across, end - other.start)
    return (c > 0) != (d > 0)
  }

  static func dot(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { (a * b).sum() }
  static func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }
}

/// The edges of many polygons in one flat array.
struct EdgeSet {
  /// Feature `f` has the edges `starts[f] ..< starts[f + 1]`.
  private var starts = [0]
  private var edges: [Edge] = []
  /// In grid steps; inverted for a feature without edges.
  private(set) var boxes: [Bounds] = []

  var count: Int { edges.count }

  init(_ geometries: [MultiPolygon]) {
    for geometry in geometries {
      for polygon in geometry.polygons {
        for ring in polygon.rings {
          guard var last = ring.last.map(EdgeSet.place) else { continue }
          for point in ring {
            let next = EdgeSet.place(point)
            edges.append(Edge(start: last, end: next))
            last = next
          }
        }
      }
      starts.append(edges.count)
      boxes.append(EdgeSet.box(of: geometry))
    }
  }

  static func box(of geometry: MultiPolygon) -> Bounds {
    var low = SIMD2(Double.infinity, .infinity)
    var high = SIMD2(-Double.infinity, -.infinity)
    for polygon in geometry.polygons {
      for point in polygon.exterior {
        low.replace(with: place(point), where: place(point) .< low)
        high.replace(with: place(point), where: place(point) .> high)
      }
    }
    return Bounds(minX: low.x, minY: low.y, maxX: high.x, maxY: high.y)
  }

  private static func place(_ point: GridPoint) -> SIMD2<Double> {
    SIMD2(Double(point.x), Double(point.y))
  }

  func edges(of feature: Int, near box: Bounds) -> [Edge] {
    edges[starts[feature]..<starts[feature + 1]].filter { $0.box.intersects(box) }
  }

  /// The length of the part of a line inside a feature or on its border.
  func length(of line: Edge, inside feature: Int) -> Double {
    let way = line.end - line.start
    let length = line.squaredLength.squareRoot()
    let aside = SIMD2(-way.y, way.x) * (EdgeSet.borderTolerance / length)
    var cuts = [0.0, 1.0]
    for edge in edges[starts[feature]..<starts[feature + 1]] {
      let a = Edge.cross(way, edge.start - line.start)
      let b = Edge.cross(way, edge.end - line.start)
      if abs(a) < EdgeSet.borderTolerance * length {
        cuts.append(Edge.dot(edge.start - line.start, way) / line.squaredLength)
      }
      if (a > 0) != (b > 0) {
        let across = edge.end - edge.start
        cuts.append(Edge.cross(edge.start - line.start, across) / Edge.cross(way, across))
      }
    }
    let shares = cuts.filter { (0...1).contains($0) }.sorted()
    var inside = 0.0
    for (from, to) in zip(shares, shares.dropFirst()) where to > from {
      let middle = line.point(at: (from + to) / 2)
      if contains(middle + aside, feature) || contains(middle - aside, feature) {
        inside += to - from
      }
    }
    return inside * length
  }

  /// A line that is at most this many grid steps (1 cm) from a border runs along it.
  private static let borderTolerance = 100.0

  /// By the even-odd rule.
  private func contains(_ point: SIMD2<Double>, _ feature: Int) -> Bool {
    var isInside = false
    for edge in edges[starts[feature]..<starts[feature + 1]]
    where (edge.start.y > point.y) != (edge.end.y > point.y) {
      let share = (point.y - edge.start.y) / (edge.end.y - edge.start.y)
      if point.x < edge.start.x + share * (edge.end.x - edge.start.x) { isInside.toggle() }
    }
    return isInside
  }
}
