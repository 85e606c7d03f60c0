/// A decimal number exactly as a text states it: 40650100.0000 keeps its four decimals, so that what
/// is read is written again with the same bytes.
public struct WrittenNumber: Hashable, Sendable {
  /// The number in units of its last decimal.
  public var mantissa: Int64
  /// The digits after the point, at most 18.
  public var decimals: Int

  public init(mantissa: Int64, decimals: Int) {
    self.mantissa = mantissa
    self.decimals = decimals
  }

  /// The number rounded half away from zero to some decimals; `nil` if it does not fit.
  public init?(_ value: Double, decimals: Int) {
    guard (0..<WrittenNumber.powers.count).contains(decimals) else { return nil }
    let scaled = (value * Double(WrittenNumber.powers[decimals])).rounded()
    guard abs(scaled) < 9e18 else { return nil }
    self.init(mantissa: Int64(scaled), decimals: decimals)
  }

  private static let powers: [Int64] = (0...18).map {
    (0..<$0).reduce(Int64(1)) { power, _ in power * 10 }
  }

  /// Reads an optional sign, digits and an optional point.
  ///
  /// What has an exponent or more than 18 digits is rounded to nine decimals. `nil` for anything that
  /// is no finite number.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    var mantissa: Int64 = 0
    var decimals = 0
    var digits = 0
    var hasPoint = false
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), digits < 18 {
        mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
        digits += 1
        if hasPoint { decimals += 1 }
      } else {
        self.init(rounding: String(decoding: bytes, as: UTF8.self))
        return
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    self.init(mantissa: isNegative ? -mantissa : mantissa, decimals: decimals)
  }

  public init?(_ text: String) {
    var text = text
    guard let number = text.withUTF8({ WrittenNumber(UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    self = number
  }

  private init?(rounding text: String) {
    // Other texts, such as hexadecimal ones, are numbers to Swift but not to this format.
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }),
      let value = Double(text), value.isFinite
    else { return nil }
    self.init(value, decimals: 9)
  }

  /// The nearest floating-point number; the same for the same number, however many zeros end it.
  public var value: Double { Double(mantissa) / Double(WrittenNumber.powers[decimals]) }

  public var text: String {
    guard decimals > 0 else { return String(mantissa) }
    var digits = String(mantissa.magnitude)
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    return (mantissa < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }
}
