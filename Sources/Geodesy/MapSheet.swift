import Groundwork

/// A standard map sheet (标准图幅) of the national grid, by its scale.
///
/// Latitude and longitude spans follow GB/T 13989.
public enum MapSheet: Int, CaseIterable, Sendable, Codable {
  case one1000000 = 1_000_000
  case one500000 = 500_000
  case one250000 = 250_000
  case one100000 = 100_000
  case one50000 = 50_000
  case one25000 = 25_000
  case one10000 = 10_000
  case one5000 = 5_000

  /// Latitude span in seconds of arc.
  public var latitudeSpan: Double {
    switch self {
    case .one1000000: 4 * 3600
    case .one500000: 2 * 3600
    case .one250000: 3600
    case .one100000: 20 * 60
    case .one50000: 10 * 60
    case .one25000: 5 * 60
    case .one10000: 2.5 * 60
    case .one5000: 75
    }
  }

  /// Longitude span in seconds of arc, one and a half times the latitude span.
  public var longitudeSpan: Double { latitudeSpan * 1.5 }
}

/// The theoretical area of map sheets (图幅理论面积) and of any quadrangle between two meridians and
/// two parallels, by the series of 国土调查办发〔2008〕32号.
public struct QuadrangleArea: Sendable {
  private let sum: TrapezoidSum

  public init(_ ellipsoid: Ellipsoid) {
    sum = TrapezoidSum(OfficialConstants(ellipsoid))
  }

  /// In m², not rounded. `south` in degrees, spans in seconds of arc.
  ///
  /// P = 4πb²ΔL/(360·60) · [A sin ½ΔB cos Bm − B sin 3/2ΔB cos 3Bm + …], ΔL in minutes.
  public func squareMetres(
    south: Double, latitudeSpan: Double, longitudeSpan: Double
  ) -> Double {
    let second = Double.pi / 648_000
    return sum.quadrangle(
      longitudeSpan: longitudeSpan * second, latitudeSpan: latitudeSpan * second,
      middle: (south * 3600 + latitudeSpan / 2) * second)
  }

  /// The sheet of this scale whose southern edge lies at `south` degrees, rounded to 0.01 m².
  public func area(of sheet: MapSheet, south: Double) -> Area? {
    Area(
      roundingSquareMetres: squareMetres(
        south: south, latitudeSpan: sheet.latitudeSpan, longitudeSpan: sheet.longitudeSpan))
  }
}
