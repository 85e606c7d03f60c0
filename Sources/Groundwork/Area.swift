/// An area (面积) as a whole number of 0.01 m².
///
/// Sums are exact and do not depend on order or threads. One 亩 is 2000/3 m², one hm² is 15 亩.
@frozen
public struct Area: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// The area in units of 0.01 m².
  public var hundredths: Int64

  @inlinable
  public init(hundredths: Int64) {
    self.hundredths = hundredths
  }

  /// Rounds half away from zero (四舍五入) to 0.01 m². `nil` if the value is not finite or too large.
  public init?(roundingSquareMetres value: Double) {
    let scaled = (value * 100).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, abs(scaled) < 9e18 else { return nil }
    self.init(hundredths: Int64(scaled))
  }

  @inlinable public static var zero: Area { Area(hundredths: 0) }

  /// In square metres, for display and for ratios.
  public var squareMetres: Double { Double(hundredths) / 100 }
  /// In 亩 (1 亩 = 2000/3 m²), for display.
  public var mu: Double { squareMetres * 3 / 2000 }
  /// In hectares (公顷), for display.
  public var hectares: Double { squareMetres / 10_000 }

  @inlinable public static func + (a: Area, b: Area) -> Area {
    Area(hundredths: a.hundredths + b.hundredths)
  }
  @inlinable public static func - (a: Area, b: Area) -> Area {
    Area(hundredths: a.hundredths - b.hundredths)
  }
  @inlinable public static func < (a: Area, b: Area) -> Bool { a.hundredths < b.hundredths }
  public static prefix func - (a: Area) -> Area { Area(hundredths: -a.hundredths) }

  /// Exact decimal text with two places: `"1499.05"`.
  public var decimal: String {
    let magnitude = hundredths.magnitude
    let cents = magnitude % 100
    return "\(hundredths < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}

extension Area: CustomStringConvertible {
  public var description: String { "\(decimal) m²" }
}

/// As JSON an area is its whole number of 0.01 m².
extension Area: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(hundredths: try decoder.singleValueContainer().decode(Int64.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hundredths)
  }
}

extension Sequence<Area> {
  /// The exact sum.
  @inlinable public func total() -> Area {
    var sum = Area.zero
    for area in self { sum = sum + area }
    return sum
  }
}
