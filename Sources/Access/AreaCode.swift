import Groundwork

/// An administrative code: GB/T 2260 down to the county, GB/T 10114 and the statistical codes below.
///
/// 2 digits a province, 4 a city, 6 a county, 9 a town, 12 a village; none at all is the whole
/// country. Trailing zeros are refused: a province is 33, not 330000.
public struct AreaCode: Hashable, Sendable, Comparable {
  public let digits: String

  public enum Level: Int, Sendable, Codable, Comparable, CaseIterable {
    case country = 0
    case province = 2
    case city = 4
    case county = 6
    case town = 9
    case village = 12

    public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  /// The whole country.
  public static let country = AreaCode(unchecked: "")

  private init(unchecked digits: String) { self.digits = digits }

  /// - Throws: Diagnostic `access.area-code`.
  public init(_ digits: String) throws {
    let isWhole = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let isPadded = digits.utf8.count == 6 && digits.hasSuffix("00")
    guard isWhole, !isPadded, Level(rawValue: digits.utf8.count) != nil else {
      throw Diagnostic(
        code: "access.area-code",
        Localized(zh: "“\(digits)”不是行政区划代码。", en: "‘\(digits)’ is not an administrative code."),
        remedy: Localized(
          zh: "省 2 位、市 4 位、县 6 位、乡镇 9 位、村 12 位；不补零。",
          en: "Province 2 digits, city 4, county 6, town 9, village 12; without padding zeros."))
    }
    self.digits = digits
  }

  public var level: Level { Level(rawValue: digits.utf8.count) ?? .country }

  /// Whether the other area lies in this one or equals it.
  public func contains(_ other: AreaCode) -> Bool { other.digits.hasPrefix(digits) }

  /// The smallest unit whose code all of these begin with; the whole country where they share none, and
  /// for none. Codes of villages and of ownership units (19 digits) may be mixed.
  public static func common(to codes: some Sequence<String>) -> AreaCode {
    var shared: [UInt8]?
    for code in codes {
      let digits = Array(code.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      guard let own = shared else {
        shared = digits
        continue
      }
      shared = zip(own, digits).prefix { $0 == $1 }.map(\.0)
    }
    let found = shared ?? []
    let length = Level.allCases.map(\.rawValue).last { $0 <= found.count } ?? 0
    return AreaCode(unchecked: String(decoding: found.prefix(length), as: UTF8.self))
  }

  public static func < (a: AreaCode, b: AreaCode) -> Bool { a.digits < b.digits }
}

extension AreaCode: Codable, CustomStringConvertible {
  public var description: String { digits }

  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }
}
