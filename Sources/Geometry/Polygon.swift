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
  guard let origin = ring.first, ring.count > 2 else { return 0 }
  var sum: Int128 = 0
  var previous = ring[ring.count - 1]
  for point in ring {
    let ax = Int128(previous.x - origin.x)
    let ay = Int128(previous.y - origin.y)
    let bx = Int128(point.x - origin.x)
    let by = Int128(point.y - origin.y)
    sum += ax * by - ay * bx
    previous = point
  }
  return sum
}
