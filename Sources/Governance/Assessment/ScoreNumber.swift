import Groundwork

/// A number of a table of scores in millionths: points, values in the unit of their indicator, per cent.
public struct ScoreNumber: Hashable, Comparable, Sendable {
  public var millionths: Int64

  public init(millionths: Int64) { self.millionths = millionths }

  public static let zero = ScoreNumber(millionths: 0)
  /// The largest that may be typed, so that no sum overflows.
  static let most = ScoreNumber(millionths: 1_000_000_000_000_000)

  public static func < (a: ScoreNumber, b: ScoreNumber) -> Bool { a.millionths < b.millionths }
  public static func + (a: ScoreNumber, b: ScoreNumber) -> ScoreNumber {
    ScoreNumber(millionths: a.millionths + b.millionths)
  }

  /// For display and for pages.
  public var value: Double { Double(millionths) / 1_000_000 }

  /// A decimal number of at most six digits after the point, as people type it; `nil` for other text.
  public init?(_ text: String) {
    let plain = text.replacing(",", with: "").trimmingSpaces
    let isBelow = plain.hasPrefix("-")
    let parts = (isBelow ? plain.dropFirst() : plain[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard parts.count <= 2, let whole = parts.first, (1...10).contains(whole.utf8.count),
      whole.utf8.allSatisfy(digits.contains)
    else { return nil }
    let rest = parts.count == 2 ? parts[1] : "0"
    guard (1...6).contains(rest.utf8.count), rest.utf8.allSatisfy(digits.contains),
      let above = Int64(whole),
      let below = Int64(rest + String(repeating: "0", count: 6 - rest.utf8.count))
    else { return nil }
    let sum = above * 1_000_000 + below
    self.init(millionths: isBelow ? -sum : sum)
    guard sum <= ScoreNumber.most.millionths else { return nil }
  }

  /// This many of a whole, held between nothing and all of it, half away from zero.
  func share(_ part: ScoreNumber, of whole: ScoreNumber) -> ScoreNumber? {
    guard whole.millionths != 0 else { return nil }
    let isBelow = (part.millionths < 0) != (whole.millionths < 0)
    if part.millionths == 0 || isBelow { return .zero }
    let (a, b) = (Int128(part.millionths).magnitude, Int128(whole.millionths).magnitude)
    if a >= b { return self }
    let twice = UInt128(millionths.magnitude) * a * 2 + b
    return ScoreNumber(millionths: Int64(twice / (b * 2)))
  }
}

/// In JSON it is its whole number of millionths.
extension ScoreNumber: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(millionths: try decoder.singleValueContainer().decode(Int64.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(millionths)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}

extension ScoreNumber {
  /// As it is typed: `1.5`, without zeros at the end.
  public var text: String {
    let magnitude = millionths.magnitude
    let sign = millionths < 0 ? "-" : ""
    var digits = String(magnitude % 1_000_000)
    digits = String(repeating: "0", count: 6 - digits.utf8.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(magnitude / 1_000_000)" + (digits.isEmpty ? "" : ".\(digits)")
  }
}
