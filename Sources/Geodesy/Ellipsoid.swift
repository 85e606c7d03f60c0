/// An ellipsoid of revolution (参考椭球).
public struct Ellipsoid: Hashable, Sendable, Codable {
  /// Semi-major axis a in metres.
  public var semiMajorAxis: Double
  /// Inverse flattening 1/f; 0 stands for a sphere.
  public var inverseFlattening: Double

  public init(semiMajorAxis: Double, inverseFlattening: Double) {
    self.semiMajorAxis = semiMajorAxis
    self.inverseFlattening = inverseFlattening
  }

  /// China Geodetic Coordinate System 2000 (2000国家大地坐标系); numerically GRS 80.
  public static let cgcs2000 = Ellipsoid(
    semiMajorAxis: 6_378_137, inverseFlattening: 298.257_222_101)
  /// IAG 1975 as used by the Xi'an 1980 system (1980西安坐标系).
  public static let xian1980 = Ellipsoid(semiMajorAxis: 6_378_140, inverseFlattening: 298.257)
  /// Krassowsky 1940 as used by the Beijing 1954 system (1954年北京坐标系).
  public static let krassowsky = Ellipsoid(semiMajorAxis: 6_378_245, inverseFlattening: 298.3)

  /// Flattening f.
  public var flattening: Double { inverseFlattening == 0 ? 0 : 1 / inverseFlattening }
  /// Semi-minor axis b in metres.
  public var semiMinorAxis: Double { semiMajorAxis * (1 - flattening) }
  /// First eccentricity squared, e².
  public var eccentricitySquared: Double { flattening * (2 - flattening) }
  /// Second eccentricity squared, e'².
  public var secondEccentricitySquared: Double {
    eccentricitySquared / (1 - eccentricitySquared)
  }
  /// Third flattening n = f / (2 − f).
  public var thirdFlattening: Double { flattening / (2 - flattening) }

  /// Radius in metres of the sphere whose meridian is as long as this ellipsoid's:
  /// a / (1 + n) · (1 + n²/4 + n⁴/64 + n⁶/256).
  public var rectifyingRadius: Double {
    let n = thirdFlattening
    let n2 = n * n
    return semiMajorAxis / (1 + n) * (1 + n2 * (1 / 4 + n2 * (1 / 64 + n2 / 256)))
  }

  /// True if both constants agree to the digits in which they are published.
  public func isSame(as other: Ellipsoid) -> Bool {
    abs(semiMajorAxis - other.semiMajorAxis) < 1e-4
      && abs(inverseFlattening - other.inverseFlattening) < 1e-8
  }
}
