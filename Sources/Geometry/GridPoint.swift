/// A point on the survey grid: whole steps of 0.0001 m (0.1 mm), the tolerance of the survey.
///
/// `x` is the easting, `y` the northing, in a projected coordinate system measured in metres.
@frozen
public struct GridPoint: Hashable, Sendable {
  public var x: Int64
  public var y: Int64

  @inlinable
  public init(x: Int64, y: Int64) {
    self.x = x
    self.y = y
  }

  /// Grid steps in one metre.
  @inlinable public static var stepsPerMetre: Double { 10_000 }
  /// The largest coordinate that the grid holds, in metres: differences of two points and their
  /// squares then stay exact.
  @inlinable public static var limit: Double { 4.0e8 }

  /// The nearest grid point, half away from zero. `nil` for NaN, infinity and anything beyond
  /// ``limit``.
  @inlinable
  public init?(metresX x: Double, y: Double) {
    guard abs(x) <= GridPoint.limit, abs(y) <= GridPoint.limit else { return nil }
    self.x = GridPoint.nearestStep(x)
    self.y = GridPoint.nearestStep(y)
  }

  /// The nearest whole step to a coordinate in metres within ``limit``, half away from zero.
  @inlinable @inline(__always)
  static func nearestStep(_ metres: Double) -> Int64 {
    let scaled = metres * stepsPerMetre
    return Int64(scaled + (scaled < 0 ? -0.5 : 0.5))
  }

  /// Easting in metres.
  @inlinable public var metresX: Double { Double(x) / GridPoint.stepsPerMetre }
  /// Northing in metres.
  @inlinable public var metresY: Double { Double(y) / GridPoint.stepsPerMetre }
}
