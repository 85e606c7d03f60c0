/// A polygon on the survey grid: one outer ring and any number of holes.
///
/// Rings are open (the first point is not repeated) and may run either way round.
public struct Polygon: Hashable, Sendable {
  public var exterior: [GridPoint]
  public var holes: [[GridPoint]]

  public init(_ exterior: [GridPoint], holes: [[GridPoint]] = []) {
    self.exterior = exterior
    self.holes = holes
  }

  /// The outer ring, then the holes.
  public var rings: [[GridPoint]] { [exterior] + holes }
}

/// The geometry of a patch (图斑): one polygon, or several that count as one feature.
public struct MultiPolygon: Hashable, Sendable {
  public var polygons: [Polygon]

  public init(_ polygons: [Polygon]) {
    self.polygons = polygons
  }

  public init(_ polygon: Polygon) {
    self.polygons = [polygon]
  }

  public var isEmpty: Bool { polygons.allSatisfy { $0.exterior.count < 3 } }
  public var pointCount: Int {
    polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } }
  }

  /// The bounding box in metres, `nil` if there is no point.
  public var bounds: Bounds? {
    var bounds: Bounds?
    for polygon in polygons {
      for point in polygon.exterior {
        let box = Bounds(
          minX: point.metresX, minY: point.metresY, maxX: point.metresX, maxY: point.metresY)
        bounds = bounds?.union(box) ?? box
      }
    }
    return bounds
  }

  /// Twice the planar area in grid steps², exact. Holes count negative, whatever their direction.
  public var doubledPlanarSteps: Int128 {
    polygons.reduce(0) { sum, polygon in
      sum + abs(doubledSignedArea(polygon.exterior))
        - polygon.holes.reduce(0) { $0 + abs(doubledSignedArea($1)) }
    }
  }

  /// The planar area in m².
  public var planarSquareMetres: Double {
    Double(doubledPlanarSteps) / 2 / (GridPoint.stepsPerMetre * GridPoint.stepsPerMetre)
  }
}

/// Twice the signed area of an open ring in grid steps², exact; positive if counter-clockwise.
public func doubledSignedArea(_ ring: [GridPoint]) -> Int128 {
  ring.withUnsafeBufferPointer { doubledSignedArea($0) }
}

/// As the above; in 64 bits where the ring is small enough for that.
func doubledSignedArea(_ ring: UnsafeBufferPointer<GridPoint>) -> Int128 {
  guard let origin = ring.first, ring.count > 2 else { return 0 }
  var sum: Int64 = 0
  var reach: UInt64 = 0
  var ax = ring[ring.count - 1].x &- origin.x
  var ay = ring[ring.count - 1].y &- origin.y
  for point in ring {
    let bx = point.x &- origin.x
    let by = point.y &- origin.y
    reach |= bx.magnitude | by.magnitude
    sum = sum &+ (ax &* by &- ay &* bx)
    (ax, ay) = (bx, by)
  }
  // |coordinate| < 2^25 and fewer than 2^11 points: every sum stays below 2^62.
  if reach < 1 << 25, ring.count < 1 << 11 { return Int128(sum) }
  return ring.indices.reduce(0) { sum, index in
    let from = ring[index == 0 ? ring.count - 1 : index - 1]
    let ax = Int128(from.x - origin.x)
    let ay = Int128(from.y - origin.y)
    return sum + ax * Int128(ring[index].y - origin.y) - ay * Int128(ring[index].x - origin.x)
  }
}
