import Geometry

/// Drawing inaccuracies (碎小图斑): strips that are reported but do not count as a breach (`rules.md`
/// GEO-03).
public enum Sliver {
  /// Below this area in m² …
  public static let area = 1.0
  /// … and below this width in metres.
  public static let width = 0.1

  /// Whether a geometry is so small and thin that it counts as a drawing inaccuracy.
  public static func isSliver(_ geometry: MultiPolygon) -> Bool {
    let square = geometry.planarSquareMetres
    guard square < area else { return false }
    let length = perimeter(geometry)
    return length == 0 || 2 * square / length < width
  }

  /// The length of all rings in metres.
  public static func perimeter(_ geometry: MultiPolygon) -> Double {
    var sum = 0.0
    for polygon in geometry.polygons {
      for ring in polygon.rings {
        guard var previous = ring.last else { continue }
        for point in ring {
          let dx = point.metresX - previous.metresX
          let dy = point.metresY - previous.metresY
          sum += (dx * dx + dy * dy).squareRoot()
          previous = point
        }
      }
    }
    return sum
  }
}
