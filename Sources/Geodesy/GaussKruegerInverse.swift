#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Latitude and longitude as whole millionths of an arc-second, the rounding of the rule.
public struct GeodeticPosition: Hashable, Sendable {
  /// Latitude B in 10⁻⁶ ″; a whole number.
  public var latitude: Double
  /// Longitude L in 10⁻⁶ ″; a whole number.
  public var longitude: Double

  /// B in ″.
  public var latitudeSeconds: Double { latitude / 1e6 }
  /// L in ″.
  public var longitudeSeconds: Double { longitude / 1e6 }

  /// The same place with its longitude within half a turn of another's.
  @inline(__always)
  func unwrapped(near other: GeodeticPosition) -> GeodeticPosition {
    let halfTurn = 180 * 3600e6
    guard abs(longitude - other.longitude) > halfTurn else { return self }
    var place = self
    place.longitude += longitude > other.longitude ? -2 * halfTurn : 2 * halfTurn
    return place
  }

  init(latitudeSeconds: Double, longitudeSeconds: Double) {
    latitude = (latitudeSeconds * 1e6).rounded(.toNearestOrAwayFromZero)
    longitude = (longitudeSeconds * 1e6).rounded(.toNearestOrAwayFromZero)
  }
}

/// The series of the official area rule from Gauss-Krüger plane to latitude and longitude
/// (survey rule 国土调查办发〔2008〕32号, step 1).
///
/// Agrees with the exact projection to about 3·10⁻⁶ ″ within three degrees of the central meridian.
/// Any scale, false origin and latitude of origin is taken off first.
struct GaussKruegerInverse: Sendable {
  private let k0: Double
  private let k1: Double
  private let k2: Double
  private let k3: Double
  private let k4: Double
  private let secondEccentricitySquared: Double
  private let inversePolarRadius: Double
  private let falseEasting: Double
  private let falseNorthing: Double
  private let inverseScale: Double
  private let centralMeridianSeconds: Double
  private var originRectifyingLatitude = 0.0

  init(_ projection: TransverseMercator, _ constants: OfficialConstants) {
    k0 = constants.k0
    k1 = constants.k1
    k2 = constants.k2
    k3 = constants.k3
    k4 = constants.k4
    secondEccentricitySquared = constants.secondEccentricitySquared
    inversePolarRadius = 1 / constants.polarRadius
    falseEasting = projection.falseEasting
    falseNorthing = projection.falseNorthing
    inverseScale = 1 / projection.scale
    centralMeridianSeconds = projection.centralMeridian * 3600
    let origin = projection.latitudeOfOrigin * .pi / 180
    // The same series run backwards, so that the origin comes back to itself exactly.
    var rectifying = origin
    for _ in 0..<20 { rectifying += origin - footpoint(rectifying).latitude }
    originRectifyingLatitude = origin == 0 ? 0 : rectifying
  }

  private func footpoint(_ rectifying: Double) -> (latitude: Double, sine: Double) {
    let sine = sin(rectifying)
    let s2 = sine * sine
    let series = sine * (k1 - s2 * (k2 - s2 * (k3 - s2 * k4)))
    return (rectifying + cos(rectifying) * series, sine)
  }

  /// The position of a plane point in metres.
  func position(x: Double, y: Double) -> GeodeticPosition {
    let northing = (y - falseNorthing) * inverseScale
    let easting = (x - falseEasting) * inverseScale
    let bf = footpoint(k0 * northing + originRectifyingLatitude).latitude
    let sine = sin(bf)
    let cosine = cos(bf)
    let t = sine / cosine
    let t2 = t * t
    let eta2 = secondEccentricitySquared * cosine * cosine
    let v2 = 1 + eta2
    // N = c / V.
    let q = easting * inversePolarRadius * v2.squareRoot()
    let q2 = q * q
    let vtq2 = v2 * t * q2
    let latitude =
      bf - vtq2
      * (0.5 - q2
        * ((5 + 3 * t2 + eta2 - 9 * eta2 * t2) / 24 - q2 * (61 + 90 * t2 + 45 * t2 * t2) / 720))
    let longitude =
      q / cosine
      * (1 - q2
        * ((1 + 2 * t2 + eta2) / 6 - q2
          * (5 + 28 * t2 + 24 * t2 * t2 + 6 * eta2 + 8 * eta2 * t2) / 120))
    let seconds = OfficialConstants.secondsPerRadian
    return GeodeticPosition(
      latitudeSeconds: latitude * seconds,
      longitudeSeconds: centralMeridianSeconds + longitude * seconds)
  }
}
