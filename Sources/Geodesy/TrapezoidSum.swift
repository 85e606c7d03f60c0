#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The trapezoid sum of the official area rule (step 3): each edge adds the area between itself and
/// a reference meridian.
struct TrapezoidSum: Sendable {
  private let doubledSquare: Double
  private let a: Double
  private let b: Double
  private let c: Double
  private let d: Double
  private let e: Double
  /// Radians in 10⁻⁶ ″.
  static let radiansPerUnit = 1e-6 / OfficialConstants.secondsPerRadian

  init(_ constants: OfficialConstants) {
    doubledSquare = 2 * constants.semiMinorAxis * constants.semiMinorAxis
    (a, b, c, d, e) = constants.series
  }

  /// A sin(½ΔB) cos Bm − B sin(3/2 ΔB) cos 3Bm + C sin(5/2 ΔB) cos 5Bm − D … + E …, both in radians.
  func series(latitudeSpan: Double, middle: Double) -> Double {
    // Odd multiples by f((2j+1)x) = 2 cos(2x) f((2j−1)x) − f((2j−3)x), which sine and cosine share.
    let s1 = sin(latitudeSpan / 2)
    let c1 = cos(middle)
    let sineStep = 2 - 4 * s1 * s1
    let cosineStep = 4 * c1 * c1 - 2
    let s3 = (sineStep + 1) * s1
    let c3 = (cosineStep - 1) * c1
    let s5 = sineStep * s3 - s1
    let c5 = cosineStep * c3 - c1
    let s7 = sineStep * s5 - s3
    let c7 = cosineStep * c5 - c3
    let s9 = sineStep * s7 - s5
    let c9 = cosineStep * c7 - c5
    return a * s1 * c1 - b * s3 * c3 + c * s5 * c5 - d * s7 * c7 + e * s9 * c9
  }

  /// The signed trapezoid of one edge in m²; `reference` is the longitude of the reference meridian
  /// in 10⁻⁶ ″.
  func term(from p: GeodeticPosition, to q: GeodeticPosition, reference: Double) -> Double {
    let unit = TrapezoidSum.radiansPerUnit
    let longitude = ((p.longitude - reference) + (q.longitude - reference)) / 2 * unit
    return doubledSquare * longitude
      * series(
        latitudeSpan: (q.latitude - p.latitude) * unit,
        middle: (p.latitude + q.latitude) / 2 * unit)
  }

  /// The area in m² between two meridians `longitudeSpan` apart and two parallels, all in radians.
  func quadrangle(longitudeSpan: Double, latitudeSpan: Double, middle: Double) -> Double {
    doubledSquare * longitudeSpan * series(latitudeSpan: latitudeSpan, middle: middle)
  }
}
