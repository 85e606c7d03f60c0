#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Krüger's series for the transverse Mercator projection to n⁶, exact to nanometres within thousands
/// of kilometres of the central meridian (C. F. F. Karney, Transverse Mercator with an accuracy of a
/// few nanometers, J. Geodesy 85, 2011, equations 7–36).
struct Krueger: Sendable {
  private let scaledRadius: Double
  private let radiusRatio: Double
  private let scale: Double
  private let eccentricitySquared: Double
  private let falseEasting: Double
  private let falseNorthing: Double
  private let originRectifying: Double
  private let beta: [Double]

  init(_ projection: TransverseMercator) {
    let ellipsoid = projection.ellipsoid
    let n = ellipsoid.thirdFlattening
    let n2 = n * n
    let n3 = n2 * n
    let n4 = n2 * n2
    let n5 = n4 * n
    let n6 = n4 * n2
    scale = projection.scale
    scaledRadius = ellipsoid.rectifyingRadius * projection.scale
    radiusRatio = ellipsoid.rectifyingRadius / ellipsoid.semiMajorAxis
    eccentricitySquared = ellipsoid.eccentricitySquared
    falseEasting = projection.falseEasting
    falseNorthing = projection.falseNorthing
    beta = [
      n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360 - 81 * n5 / 512 + 96_199 * n6 / 604_800,
      n2 / 48 + n3 / 15 - 437 * n4 / 1440 + 46 * n5 / 105 - 1_118_711 * n6 / 3_870_720,
      17 * n3 / 480 - 37 * n4 / 840 - 209 * n5 / 4480 + 5569 * n6 / 90_720,
      4397 * n4 / 161_280 - 11 * n5 / 504 - 830_251 * n6 / 7_257_600,
      4583 * n5 / 161_280 - 108_847 * n6 / 3_991_680,
      20_648_693 * n6 / 638_668_800,
    ]
    // Rectifying latitude of the origin: μ = φ − 3/2 n sin 2φ + … (Helmert).
    let origin = projection.latitudeOfOrigin * .pi / 180
    originRectifying =
      origin - (3 * n / 2 - 9 * n3 / 16 + 3 * n5 / 32) * sin(2 * origin)
      + (15 * n2 / 16 - 15 * n4 / 32 + 135 * n6 / 2048) * sin(4 * origin)
      - (35 * n3 / 48 - 105 * n5 / 256) * sin(6 * origin)
      + (315 * n4 / 512 - 189 * n6 / 512) * sin(8 * origin)
      - 693 * n5 / 1280 * sin(10 * origin) + 1001 * n6 / 2048 * sin(12 * origin)
  }

  /// The farthest from the central meridian that the series is used, as easting over the rectifying
  /// radius: 75° on the equator. There it is still good to a centimetre; behind it soon to nothing.
  private static let reach = 2.0

  /// The Gauss-Schreiber coordinates of a plane point, and the derivative of the way to them.
  private func conformal(x: Double, y: Double) -> (xi: Double, eta: Double, p: Double, q: Double) {
    let xi = (y - falseNorthing) / scaledRadius + originRectifying
    let eta = (x - falseEasting) / scaledRadius
    guard abs(eta) <= Krueger.reach else { return (.nan, .nan, .nan, .nan) }
    var xiPrime = xi
    var etaPrime = eta
    var p = 1.0
    var q = 0.0
    for (index, coefficient) in beta.enumerated() {
      let multiple = Double(2 * (index + 1))
      let sine = sin(multiple * xi)
      let cosine = cos(multiple * xi)
      let hyperbolicSine = sinh(multiple * eta)
      let hyperbolicCosine = cosh(multiple * eta)
      xiPrime -= coefficient * sine * hyperbolicCosine
      etaPrime -= coefficient * cosine * hyperbolicSine
      p -= multiple * coefficient * cosine * hyperbolicCosine
      q += multiple * coefficient * sine * hyperbolicSine
    }
    return (xiPrime, etaPrime, p, q)
  }

  /// Where a plane point in metres lies: latitude, and longitude from the central meridian, in
  /// radians. NaN farther than 75° from the meridian.
  func position(x: Double, y: Double) -> (latitude: Double, longitude: Double) {
    let (xi, eta, _, _) = conformal(x: x, y: y)
    let sinhEta = sinh(eta)
    let cosXi = cos(xi)
    let radius = (sinhEta * sinhEta + cosXi * cosXi).squareRoot()
    return (atan(geographicTangent(conformal: sin(xi) / radius)), atan2(sinhEta, cosXi))
  }

  /// The point scale (长度比) at a plane point in metres: plane length per ellipsoidal length, the
  /// same in every direction. NaN farther than 75° from the meridian.
  func pointScale(x: Double, y: Double) -> Double {
    let (xi, eta, p, q) = conformal(x: x, y: y)
    let sinhEta = sinh(eta)
    let cosXi = cos(xi)
    let radius = (sinhEta * sinhEta + cosXi * cosXi).squareRoot()
    let tau = geographicTangent(conformal: sin(xi) / radius)
    let sine2 = tau * tau / (1 + tau * tau)
    let sphere = (1 - eccentricitySquared * sine2).squareRoot() * (1 + tau * tau).squareRoot()
    return scale * radiusRatio * sphere * radius / (p * p + q * q).squareRoot()
  }

  /// tan φ from the tangent of the conformal latitude, by Newton's method.
  private func geographicTangent(conformal: Double) -> Double {
    let e = eccentricitySquared.squareRoot()
    let remainder = 1 - eccentricitySquared
    var tau = conformal / remainder
    for _ in 0..<6 {
      let hypotenuse = (1 + tau * tau).squareRoot()
      let sigma = sinh(e * atanh(e * tau / hypotenuse))
      let guess = tau * (1 + sigma * sigma).squareRoot() - sigma * hypotenuse
      let change =
        (conformal - guess) / (1 + guess * guess).squareRoot()
        * (1 + remainder * tau * tau) / (remainder * hypotenuse)
      tau += change
      if abs(change) < 1e-16 * max(1, abs(tau)) { break }
    }
    return tau
  }
}
