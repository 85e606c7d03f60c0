import CPROJ
import Groundwork

/// Takes coordinates from one system to another (坐标转换) through PROJ.
///
/// Always x = easting or longitude, y = northing or latitude. May be used from several threads.
public struct Transformer: Sendable {
  public let source: CoordinateReferenceSystem
  public let target: CoordinateReferenceSystem
  private let pool: ProjPool?

  /// Throws `crs.no-transformation` if PROJ knows no way.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
  ) throws {
    self.source = source
    self.target = target
    pool =
      source == target
      ? nil : try ProjPool { try ProjSession.transformation(from: source, to: .system(target)) }
  }

  /// One point, in the units of the two systems. Throws `crs.transform-failed` for a point that has
  /// no image.
  public func transform(x: Double, y: Double) throws -> (x: Double, y: Double) {
    guard let pool else { return (x, y) }
    return try pool.withSession { session in
      guard let result = session.transform(x: x, y: y) else { throw failure(x, y) }
      return result
    }
  }

  /// Many points; cheaper than one by one.
  public func transform(_ points: [(x: Double, y: Double)]) throws -> [(x: Double, y: Double)] {
    guard let pool else { return points }
    return try pool.withSession { session in
      try points.map { point in
        guard let result = session.transform(x: point.x, y: point.y) else {
          throw failure(point.x, point.y)
        }
        return result
      }
    }
  }

  private func failure(_ x: Double, _ y: Double) -> Diagnostic {
    Diagnostic(
      code: "crs.transform-failed",
      Localized(
        zh: "坐标 (\(x), \(y)) 无法从“\(source.name)”转换到“\(target.name)”。",
        en: "The point (\(x), \(y)) cannot be taken from \"\(source.name)\" to \"\(target.name)\"."),
      remedy: Localized(
        zh: "检查图层坐标系是否正确、坐标轴是否颠倒。",
        en: "Check that the layer has the right system and that its axes are not swapped."))
  }
}
