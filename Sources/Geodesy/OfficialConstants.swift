/// The constants of the official ellipsoid area (图斑椭球面积) for one ellipsoid.
///
/// For CGCS2000 and Xi'an 1980 they are the published figures of 国土调查办发〔2008〕32号 and its
/// CGCS2000 successor, digit by digit. For any other ellipsoid they follow from a and 1/f:
/// with n = f/(2−f) the latitude φ of rectifying latitude E is
/// φ = E + b₂ sin 2E + b₄ sin 4E + b₆ sin 6E + b₈ sin 8E (Helmert), where
/// b₂ = 3/2 n − 27/32 n³ + 269/512 n⁵, b₄ = 21/16 n² − 55/32 n⁴ + 6759/4096 n⁶,
/// b₆ = 151/96 n³ − 417/128 n⁵, b₈ = 1097/512 n⁴ − 15543/2560 n⁶;
/// collecting powers of sin E gives k1 = 2b₂+4b₄+6b₆+8b₈, k2 = 8b₄+32b₆+80b₈, k3 = 32b₆+192b₈,
/// k4 = 128b₈. k0 is the inverse of the rectifying radius.
/// The published k of the two Chinese ellipsoids carry small truncation errors of their own, below
/// 7·10⁻¹¹ rad; they are kept because they are the rule.
public struct OfficialConstants: Hashable, Sendable {
  /// Semi-minor axis b in metres.
  public var semiMinorAxis: Double
  /// e².
  public var eccentricitySquared: Double
  /// e'².
  public var secondEccentricitySquared: Double
  /// Polar radius of curvature c = a²/b in metres.
  public var polarRadius: Double
  /// Radians of rectifying latitude in one metre of meridian, 1/m.
  public var k0: Double
  public var k1: Double
  public var k2: Double
  public var k3: Double
  public var k4: Double
  /// A, B, C, D, E of the area series.
  public var series: (a: Double, b: Double, c: Double, d: Double, e: Double) {
    let e2 = eccentricitySquared
    let e4 = e2 * e2
    let e6 = e4 * e2
    let e8 = e4 * e4
    return (
      1 + 3 / 6 * e2 + 30 / 80 * e4 + 35 / 112 * e6 + 630 / 2304 * e8,
      1 / 6 * e2 + 15 / 80 * e4 + 21 / 112 * e6 + 420 / 2304 * e8,
      3 / 80 * e4 + 7 / 112 * e6 + 180 / 2304 * e8,
      1 / 112 * e6 + 45 / 2304 * e8,
      5 / 2304 * e8
    )
  }

  /// Arc-seconds in one radian, as the rule writes it.
  public static let secondsPerRadian = 206_264.806_247_1

  /// The published figures where there are any, else ``init(computedFor:)``.
  public init(_ ellipsoid: Ellipsoid) {
    if ellipsoid.isSame(as: .cgcs2000) {
      self = .cgcs2000
    } else if ellipsoid.isSame(as: .xian1980) {
      self = .xian1980
    } else {
      self.init(computedFor: ellipsoid)
    }
  }

  /// From the series above, for any ellipsoid.
  public init(computedFor ellipsoid: Ellipsoid) {
    let n = ellipsoid.thirdFlattening
    let n2 = n * n
    let b2 = n * (3 / 2 + n2 * (-27 / 32 + n2 * 269 / 512))
    let b4 = n2 * (21 / 16 + n2 * (-55 / 32 + n2 * 6759 / 4096))
    let b6 = n * n2 * (151 / 96 - n2 * 417 / 128)
    let b8 = n2 * n2 * (1097 / 512 - n2 * 15_543 / 2560)
    self.init(
      semiMinorAxis: ellipsoid.semiMinorAxis,
      eccentricitySquared: ellipsoid.eccentricitySquared,
      secondEccentricitySquared: ellipsoid.secondEccentricitySquared,
      polarRadius: ellipsoid.semiMajorAxis / (1 - ellipsoid.flattening),
      k0: 1 / ellipsoid.rectifyingRadius,
      k1: 2 * b2 + 4 * b4 + 6 * b6 + 8 * b8, k2: 8 * b4 + 32 * b6 + 80 * b8,
      k3: 32 * b6 + 192 * b8, k4: 128 * b8)
  }

  private init(
    semiMinorAxis: Double, eccentricitySquared: Double, secondEccentricitySquared: Double,
    polarRadius: Double, k0: Double, k1: Double, k2: Double, k3: Double, k4: Double
  ) {
    self.semiMinorAxis = semiMinorAxis
    self.eccentricitySquared = eccentricitySquared
    self.secondEccentricitySquared = secondEccentricitySquared
    self.polarRadius = polarRadius
    self.k0 = k0
    self.k1 = k1
    self.k2 = k2
    self.k3 = k3
    self.k4 = k4
  }

  /// Published figures for CGCS2000.
  public static let cgcs2000 = OfficialConstants(
    semiMinorAxis: 6_356_752.314_140_36, eccentricitySquared: 0.006_694_380_022_90,
    secondEccentricitySquared: 0.006_739_496_775_48, polarRadius: 6_399_593.625_86,
    k0: 1.57048761144159E-07, k1: 5.05250178820567E-03, k2: 2.98472900956587E-05,
    k3: 2.41626669230084E-07, k4: 2.22241238938534E-09)

  /// Published figures for Xi'an 1980, for old data.
  public static let xian1980 = OfficialConstants(
    semiMinorAxis: 6_356_755.29, eccentricitySquared: 6.69438499958795E-03,
    secondEccentricitySquared: 6.73950181947292E-03, polarRadius: 6_399_596.651_988_01,
    k0: 1.57048687472752E-07, k1: 5.05250559291393E-03, k2: 2.98473350966158E-05,
    k3: 2.41627215981336E-07, k4: 2.22241909461273E-09)
}
