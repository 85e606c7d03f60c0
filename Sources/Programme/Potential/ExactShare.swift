import Groundwork

/// A share as an exact decimal of at most six places, such as 0.88.
public struct ExactShare: Sendable, Hashable, Codable {
  /// In millionths.
  public var millionths: Int64

  public init(millionths: Int64) { self.millionths = millionths }

  public static let one = ExactShare(millionths: 1_000_000)
  public static let zero = ExactShare(millionths: 0)

  /// Reads `0.88`; `nil` for anything but digits with at most six decimals.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0]), (0...1_000_000) ~= whole
    else { return nil }
    var millionths = whole * 1_000_000
    if parts.count == 2 {
      let places = parts[1]
      guard (1...6).contains(places.count), places.allSatisfy({ $0.isASCII && $0.isNumber }),
        let fraction = Int64(places + String(repeating: "0", count: 6 - places.count))
      else { return nil }
      millionths += fraction
    }
    self.millionths = millionths
  }

  public var value: Double { Double(millionths) / 1_000_000 }

  /// `0.88`.
  public var decimal: String {
    var digits = String(millionths % 1_000_000 + 1_000_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(millionths / 1_000_000)" + (digits.isEmpty ? "" : ".\(digits)")
  }

  /// The share of a share, rounded half up to a millionth.
  public static func * (a: ExactShare, b: ExactShare) -> ExactShare {
    ExactShare(millionths: rounded(Int128(a.millionths) * Int128(b.millionths)))
  }

  /// The share of an area that is not negative, rounded half up to 0.01 m².
  public func of(_ area: Area) -> Area {
    Area(hundredths: ExactShare.rounded(Int128(area.hundredths) * Int128(millionths)))
  }

  private static func rounded(_ value: Int128) -> Int64 {
    Int64((value + 500_000) / 1_000_000)
  }
}
