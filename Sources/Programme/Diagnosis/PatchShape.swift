import Foundation
import Geometry
import Groundwork

/// The values of a patch (图斑) for landscape metrics: its area and the length of its edge.
public struct PatchShape: Sendable, Hashable {
  /// The area of the patch in statistics; the official area if the survey has it.
  public var area: Area
  /// The planar area of the polygon, to which the perimeter belongs.
  public var planar: Area
  /// The length of all rings in whole millimetres, so that sums do not depend on their order.
  public var perimeter: Int64

  public init(area: Area, planar: Area, perimeter: Int64) {
    self.area = area
    self.planar = planar
    self.perimeter = perimeter
  }

  /// A patch from its geometry.
  ///
  /// - Parameter area: `nil` for the planar area.
  /// - Complexity: O(points).
  public init(_ geometry: MultiPolygon, area: Area? = nil) {
    var steps = 0.0
    for polygon in geometry.polygons {
      for ring in polygon.rings {
        guard var last = ring.last else { continue }
        for point in ring {
          let dx = Double(point.x - last.x)
          let dy = Double(point.y - last.y)
          steps += (dx * dx + dy * dy).squareRoot()
          last = point
        }
      }
    }
    // Half away from zero: 2,000,000 halves of a square step make 0.01 m².
    let planar = Area(hundredths: Int64((geometry.doubledPlanarSteps + 1_000_000) / 2_000_000))
    self.init(
      area: area ?? planar, planar: planar,
      perimeter: Int64((steps * 1000 / GridPoint.stepsPerMetre).rounded()))
  }

  var metres: Double { Double(perimeter) / 1000 }

  /// The perimeter over that of a square of the same area: 1 for a square.
  ///
  /// FRAGSTATS 4, SHAPE for rasters: 0.25 p / √a. `nil` for a patch without area.
  public var squareShape: Double? {
    let area = planar.squareMetres
    return area > 0 ? metres / (4 * area.squareRoot()) : nil
  }

  /// The perimeter over that of a circle of the same area: 1 for a circle.
  ///
  /// The form for polygons: p / (2 √(π a)). `nil` for a patch without area.
  public var circleShape: Double? {
    let area = planar.squareMetres
    return area > 0 ? metres / (2 * (Double.pi * area).squareRoot()) : nil
  }

  /// The fractal dimension 2 ln(0.25 p) / ln a (FRAGSTATS 4, FRAC), 1 to 2.
  ///
  /// It is 1 for a patch of at most a square metre, as in FRAGSTATS for a single cell of that size,
  /// because the logarithm of its area is not positive and the quotient is meaningless. `nil`
  /// without area.
  public var fractalDimension: Double? {
    let area = planar.squareMetres
    guard area > 0 else { return nil }
    return area > 1 ? 2 * log(0.25 * metres) / log(area) : 1
  }
}
