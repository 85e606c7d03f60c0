/// The parameters of a transverse Mercator projection (横轴墨卡托投影, 高斯-克吕格投影).
public struct TransverseMercator: Hashable, Sendable, Codable {
  public var ellipsoid: Ellipsoid
  /// Longitude of the central meridian (中央子午线) in degrees from the prime meridian of the system.
  public var centralMeridian: Double
  /// Latitude of the origin in degrees; 0 in China.
  public var latitudeOfOrigin: Double
  /// Scale on the central meridian; 1 in China.
  public var scale: Double
  /// In metres, with the zone number in front where the system has it: 40 500 000 for zone 40.
  public var falseEasting: Double
  /// In metres.
  public var falseNorthing: Double

  public init(
    ellipsoid: Ellipsoid, centralMeridian: Double, latitudeOfOrigin: Double = 0, scale: Double = 1,
    falseEasting: Double = 500_000, falseNorthing: Double = 0
  ) {
    self.ellipsoid = ellipsoid
    self.centralMeridian = centralMeridian
    self.latitudeOfOrigin = latitudeOfOrigin
    self.scale = scale
    self.falseEasting = falseEasting
    self.falseNorthing = falseNorthing
  }

  /// The zone number (带号) in front of the easting, `nil` where there is none.
  public var zonePrefix: Int? {
    let prefix = (falseEasting / 1_000_000).rounded(.down)
    return prefix >= 1 && falseEasting - prefix * 1_000_000 == 500_000 ? Int(prefix) : nil
  }
}
