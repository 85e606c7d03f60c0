/// An amount of money as a whole number of 分 (0.01 元).
public struct Money: Hashable, Comparable, Sendable, AdditiveArithmetic {
  public var fen: Int64

  public init(fen: Int64) {
    self.fen = fen
  }

  /// Rounds half away from zero to one 分. `nil` if the value is not finite or too large.
  public init?(roundingYuan value: Double) {
    let scaled = (value * 100).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, abs(scaled) < 9e18 else { return nil }
    self.init(fen: Int64(scaled))
  }

  public static let zero = Money(fen: 0)

  /// In 元, for display.
  public var yuan: Double { Double(fen) / 100 }
  /// In 万元, for display.
  public var tenThousandYuan: Double { yuan / 10_000 }

  public static func + (a: Money, b: Money) -> Money { Money(fen: a.fen + b.fen) }
  public static func - (a: Money, b: Money) -> Money { Money(fen: a.fen - b.fen) }
  public static func < (a: Money, b: Money) -> Bool { a.fen < b.fen }
}

/// As JSON an amount is its whole number of 分.
extension Money: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(fen: try decoder.singleValueContainer().decode(Int64.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fen)
  }
}
