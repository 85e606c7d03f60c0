/// An exact fraction of two 128-bit integers.
///
/// Rules compare areas, shares and money exactly: 0.05 is 5/100 and a value that equals its
/// threshold passes. An operation whose exact result does not fit gives `nil`, never a rounded
/// number. Fractions are reduced only where it matters, so that sums over one denominator stay cheap.
public struct Rational: Sendable {
  public let numerator: Int128
  /// Always positive.
  public let denominator: Int128

  public static let zero = Rational(0)
  public static let one = Rational(1)

  public init(_ whole: Int128) {
    numerator = whole
    denominator = 1
  }

  public init(_ whole: Int64) { self.init(Int128(whole)) }
  public init(_ whole: Int) { self.init(Int128(whole)) }

  /// `numerator / denominator`; `nil` when the denominator is zero or negation overflows.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    guard denominator < 0 else {
      self.init(unchecked: numerator, denominator)
      return
    }
    guard numerator != .min, denominator != .min else { return nil }
    self.init(unchecked: -numerator, -denominator)
  }

  @inline(__always)
  init(unchecked numerator: Int128, _ denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The decimal number that Swift would print for `value`: 0.05 becomes 5/100.
  /// `nil` for NaN, infinities, and numbers with more digits than fit.
  public init?(decimal value: Double) {
    guard value.isFinite, let exact = Rational(decimal: value.description) else { return nil }
    self = exact
  }

  /// Exact value of a decimal numeral such as `-12`, `0.05` or `1.5e-3`; `nil` for any other text
  /// and for numerals that do not fit.
  public init?(decimal text: some StringProtocol) {
    var digits = Int128(0)
    var places = 0
    var exponent = 0
    var sawDigit = false
    var sawPoint = false
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    while let byte = bytes.first {
      bytes.removeFirst()
      if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else if byte >= 48, byte <= 57 {
        sawDigit = true
        let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int128(byte - 48))
        guard !overflow, !carry else { return nil }
        digits = sum
        if sawPoint { places += 1 }
      } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
        guard bytes.count <= 4, let number = Int(String(decoding: bytes, as: UTF8.self)) else {
          return nil
        }
        exponent = number
        break
      } else {
        return nil
      }
    }
    guard sawDigit else { return nil }
    let shift = exponent - places
    if digits == 0 {
      self = .zero
      return
    }
    guard let power = Rational.powerOfTen(shift.magnitude) else { return nil }
    let signed = negative ? -digits : digits
    if shift < 0 {
      self.init(unchecked: signed, power)
    } else {
      let (product, overflow) = signed.multipliedReportingOverflow(by: power)
      guard !overflow else { return nil }
      self.init(product)
    }
  }

  private static func powerOfTen(_ exponent: UInt) -> Int128? {
    guard exponent <= 38 else { return nil }
    var power = Int128(1)
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// The nearest floating-point number, for display only.
  public var double: Double {
    let exact = reduced
    return Double(exact.numerator) / Double(exact.denominator)
  }

  public var isZero: Bool { numerator == 0 }
  public var isWhole: Bool { numerator % denominator == 0 }

  /// The same number in lowest terms.
  public var reduced: Rational {
    if denominator == 1 { return self }
    if numerator == 0 { return .zero }
    let divisor = Rational.gcd(numerator.magnitude, UInt128(denominator))
    guard divisor > 1, let whole = Int128(exactly: divisor) else { return self }
    return Rational(unchecked: numerator / whole, denominator / whole)
  }

  private static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

// MARK: - Arithmetic

extension Rational {
  /// `self + other`, or `nil` when the exact sum does not fit.
  public func adding(_ other: Rational) -> Rational? {
    combine(other) { $0.addingReportingOverflow($1) }
  }

  /// `self − other`, or `nil` when the exact difference does not fit.
  public func subtracting(_ other: Rational) -> Rational? {
    combine(other) { $0.subtractingReportingOverflow($1) }
  }

  /// `self × other`, or `nil` when the exact product does not fit.
  public func multiplied(by other: Rational) -> Rational? {
    if let product = Rational.product(self, other) { return product }
    let a = reduced
    let b = other.reduced
    guard let left = Rational(a.numerator, over: b.denominator)?.reduced,
      let right = Rational(b.numerator, over: a.denominator)?.reduced
    else { return nil }
    return Rational.product(left, right)
  }

  /// `self ÷ other`, or `nil` when `other` is zero or the exact quotient does not fit.
  public func divided(by other: Rational) -> Rational? {
    guard let inverse = Rational(other.denominator, over: other.numerator) else { return nil }
    return multiplied(by: inverse)
  }

  /// `−self`, or `nil` when it overflows.
  public var negated: Rational? {
    numerator == .min ? nil : Rational(unchecked: -numerator, denominator)
  }

  private static func product(_ a: Rational, _ b: Rational) -> Rational? {
    let (top, topOverflow) = a.numerator.multipliedReportingOverflow(by: b.numerator)
    let (bottom, bottomOverflow) = a.denominator.multipliedReportingOverflow(by: b.denominator)
    return topOverflow || bottomOverflow ? nil : Rational(unchecked: top, bottom)
  }

  private func combine(
    _ other: Rational, _ operation: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Rational? {
    if denominator == other.denominator {
      let (result, overflow) = operation(numerator, other.numerator)
      return overflow ? nil : Rational(unchecked: result, denominator)
    }
    let a = reduced
    let b = other.reduced
    let common = Rational.gcd(UInt128(a.denominator), UInt128(b.denominator))
    guard let divisor = Int128(exactly: common) else { return nil }
    let widenA = b.denominator / divisor
    let widenB = a.denominator / divisor
    let (left, overflowA) = a.numerator.multipliedReportingOverflow(by: widenA)
    let (right, overflowB) = b.numerator.multipliedReportingOverflow(by: widenB)
    let (bottom, overflowC) = a.denominator.multipliedReportingOverflow(by: widenA)
    guard !overflowA, !overflowB, !overflowC else { return nil }
    let (result, overflow) = operation(left, right)
    return overflow ? nil : Rational(unchecked: result, bottom).reduced
  }
}

// MARK: - Order

extension Rational: Comparable, Hashable {
  /// Exact for every pair, even where the products need 256 bits.
  public static func < (a: Rational, b: Rational) -> Bool {
    if a.denominator == b.denominator { return a.numerator < b.numerator }
    let left = a.numerator.multipliedFullWidth(by: b.denominator)
    let right = b.numerator.multipliedFullWidth(by: a.denominator)
    return left.high == right.high ? left.low < right.low : left.high < right.high
  }

  public static func == (a: Rational, b: Rational) -> Bool {
    if a.denominator == b.denominator { return a.numerator == b.numerator }
    return a.numerator.multipliedFullWidth(by: b.denominator)
      == b.numerator.multipliedFullWidth(by: a.denominator)
  }

  public func hash(into hasher: inout Hasher) {
    let exact = reduced
    hasher.combine(exact.numerator)
    hasher.combine(exact.denominator)
  }
}

extension Rational: CustomStringConvertible {
  /// `7`, or `21/400` in lowest terms.
  public var description: String {
    let exact = reduced
    return exact.denominator == 1 ? "\(exact.numerator)" : "\(exact.numerator)/\(exact.denominator)"
  }
}
