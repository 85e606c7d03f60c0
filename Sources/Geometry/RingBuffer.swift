/// The rings of one feature in flat arrays: a reusable buffer that a reader fills and its caller
/// reads.
///
/// Rings are open. `ringEnds[i]` is the index in `points` one past ring `i`; `polygonEnds[j]` is
/// the index in `ringEnds` one past the last ring of polygon `j`, whose first ring is the outer
/// one.
public struct RingBuffer: Sendable {
  public var points: [GridPoint] = []
  public var ringEnds: [Int] = []
  public var polygonEnds: [Int] = []

  public init() {}

  /// Removes all rings and keeps the capacity.
  public mutating func clear() {
    points.removeAll(keepingCapacity: true)
    ringEnds.removeAll(keepingCapacity: true)
    polygonEnds.removeAll(keepingCapacity: true)
  }

  /// The same rings as polygons.
  public var multiPolygon: MultiPolygon {
    var polygons: [Polygon] = []
    polygons.reserveCapacity(polygonEnds.count)
    var ring = 0
    var point = 0
    for polygonEnd in polygonEnds {
      var rings: [[GridPoint]] = []
      while ring < polygonEnd {
        rings.append(Array(points[point..<ringEnds[ring]]))
        point = ringEnds[ring]
        ring += 1
      }
      guard let exterior = rings.first else { continue }
      polygons.append(Polygon(exterior, holes: Array(rings.dropFirst())))
    }
    return MultiPolygon(polygons)
  }

  /// Appends the rings of a geometry.
  public mutating func append(_ geometry: MultiPolygon) {
    for polygon in geometry.polygons {
      for ring in polygon.rings {
        points.append(contentsOf: ring)
        ringEnds.append(points.count)
      }
      polygonEnds.append(ringEnds.count)
    }
  }
}
