#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Latitude and longitude of plane points that lie too far from the central meridian for the series
/// of the official area rule.
struct FarInverse: Sendable {
  private let krueger: Krueger
  private let centralMeridianSeconds: Double
  private let falseEasting: Double
  private let falseNorthing: Double
  private let inverseRadius: Double
  private let originLatitude: Double

  init(_ projection: TransverseMercator) {
    krueger = Krueger(projection)
    centralMeridianSeconds = projection.centralMeridian * 3600
    falseEasting = projection.falseEasting
    falseNorthing = projection.falseNorthing
    inverseRadius = 1 / (projection.ellipsoid.rectifyingRadius * projection.scale)
    originLatitude = projection.latitudeOfOrigin * .pi / 180
  }

  /// Whether the box of some plane points in metres reaches farther from the central meridian than
  /// ``OfficialArea/seriesReach``, on a sphere: tan λ = sinh η / cos ξ.
  func isNeeded(_ count: Int, _ point: (Int) -> (x: Double, y: Double)) -> Bool {
    var eta = 0.0
    var xi = 0.0
    for index in 0..<count {
      let (x, y) = point(index)
      eta = max(eta, abs(x - falseEasting))
      xi = max(xi, abs((y - falseNorthing) * inverseRadius + originLatitude))
    }
    let reach = tan(OfficialArea.seriesReach * .pi / 180)
    return sinh(eta * inverseRadius) > reach * cos(min(xi, .pi / 2))
  }

  /// The position of a plane point in metres; NaN farther than 75° from the central meridian.
  func position(x: Double, y: Double) -> GeodeticPosition {
    let place = krueger.position(x: x, y: y)
    let seconds = OfficialConstants.secondsPerRadian
    return GeodeticPosition(
      latitudeSeconds: place.latitude * seconds,
      longitudeSeconds: centralMeridianSeconds + place.longitude * seconds)
  }
}
