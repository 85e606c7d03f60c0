import Geometry

/// A smooth density over the plane, such as true area per planar area, and its derivatives.
public struct DensityExpansion: Sendable, Hashable {
  public var value: Double
  /// First derivatives per metre.
  public var x: Double
  public var y: Double
  /// Second derivatives per m².
  public var xx: Double
  public var xy: Double
  public var yy: Double

  public init(value: Double, x: Double, y: Double, xx: Double, xy: Double, yy: Double) {
    self.value = value
    self.x = x
    self.y = y
    self.xx = xx
    self.xy = xy
    self.yy = yy
  }
}

/// A density that is integrated over every piece beside its planar area.
public protocol ArealDensity: Sendable {
  /// The expansion about a point in metres.
  func expansion(x: Double, y: Double) -> DensityExpansion
}
