/// A whole number of any size: what the exact oracle needs and nothing more.
struct BigInteger: Hashable {
  /// Least significant first, without leading zeros; empty for zero.
  private(set) var limbs: [UInt64]
  private(set) var isNegative: Bool

  static let zero = BigInteger(0)

  init(_ value: Int128) {
    let magnitude = value.magnitude
    isNegative = value < 0
    limbs = [UInt64(truncatingIfNeeded: magnitude), UInt64(truncatingIfNeeded: magnitude >> 64)]
    trim()
  }

  private init(limbs: [UInt64], isNegative: Bool) {
    self.limbs = limbs
    self.isNegative = isNegative
    trim()
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
    if limbs.isEmpty { isNegative = false }
  }

  var isZero: Bool { limbs.isEmpty }
  var magnitude: BigInteger { BigInteger(limbs: limbs, isNegative: false) }

  static prefix func - (a: BigInteger) -> BigInteger {
    BigInteger(limbs: a.limbs, isNegative: !a.isNegative)
  }

  static func + (a: BigInteger, b: BigInteger) -> BigInteger {
    if a.isNegative == b.isNegative {
      return BigInteger(limbs: sum(a.limbs, b.limbs), isNegative: a.isNegative)
    }
    return isLess(a.limbs, b.limbs)
      ? BigInteger(limbs: difference(b.limbs, a.limbs), isNegative: b.isNegative)
      : BigInteger(limbs: difference(a.limbs, b.limbs), isNegative: a.isNegative)
  }

  static func - (a: BigInteger, b: BigInteger) -> BigInteger { a + -b }

  static func * (a: BigInteger, b: BigInteger) -> BigInteger {
    guard !a.isZero, !b.isZero else { return .zero }
    var product = [UInt64](repeating: 0, count: a.limbs.count + b.limbs.count)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        let wide = a.limbs[i].multipliedFullWidth(by: b.limbs[j])
        let (low, first) = wide.low.addingReportingOverflow(carry)
        let (sum, second) = product[i + j].addingReportingOverflow(low)
        product[i + j] = sum
        // The high half of a product is at most 2⁶⁴ − 2, and both carries cannot come with that.
        carry = wide.high + (first ? 1 : 0) + (second ? 1 : 0)
      }
      product[i + b.limbs.count] = carry
    }
    return BigInteger(limbs: product, isNegative: a.isNegative != b.isNegative)
  }

  static func << (a: BigInteger, bits: Int) -> BigInteger {
    var shifted = [UInt64](repeating: 0, count: bits / 64)
    let inner = UInt64(bits % 64)
    var carry: UInt64 = 0
    for limb in a.limbs {
      shifted.append(limb << inner | carry)
      carry = inner == 0 ? 0 : limb >> (64 - inner)
    }
    shifted.append(carry)
    return BigInteger(limbs: shifted, isNegative: a.isNegative)
  }

  private static func sum(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    var result = long
    var carry = false
    for i in long.indices {
      let (first, one) = long[i].addingReportingOverflow(i < short.count ? short[i] : 0)
      let (second, two) = first.addingReportingOverflow(carry ? 1 : 0)
      result[i] = second
      carry = one || two
    }
    if carry { result.append(1) }
    return result
  }

  /// `a` must not be the smaller one.
  private static func difference(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    var result = a
    var borrow = false
    for i in a.indices {
      let (first, one) = a[i].subtractingReportingOverflow(i < b.count ? b[i] : 0)
      let (second, two) = first.subtractingReportingOverflow(borrow ? 1 : 0)
      result[i] = second
      borrow = one || two
    }
    return result
  }

  private static func isLess(_ a: [UInt64], _ b: [UInt64]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for i in a.indices.reversed() where a[i] != b[i] { return a[i] < b[i] }
    return false
  }

  /// The leading bits as a number in ½ … 1, and the power of two that belongs to it.
  fileprivate var scientific: (significand: Double, exponent: Int) {
    var value = 0.0
    for limb in limbs.suffix(3).reversed() { value = value * 0x1p64 + Double(limb) }
    guard value > 0 else { return (0, 0) }
    let shift = Int(value.exponent) + 1
    let significand = value * Double(sign: .plus, exponent: -shift, significand: 1)
    return (isNegative ? -significand : significand, shift + 64 * max(0, limbs.count - 3))
  }
}

/// A quotient of whole numbers; the denominator is positive.
struct Rational {
  var numerator: BigInteger
  var denominator: BigInteger

  static let zero = Rational(numerator: .zero, denominator: BigInteger(1))

  init(numerator: BigInteger, denominator: BigInteger) {
    let isNegative = denominator.isNegative
    self.numerator = isNegative ? -numerator : numerator
    self.denominator = denominator.magnitude
  }

  /// A number in floating point is a whole number times a power of two.
  init(_ value: Double) {
    let power = value == 0 ? 0 : Int(value.exponent) - 52
    let whole = value * Double(sign: .plus, exponent: -power, significand: 1)
    numerator = BigInteger(Int128(whole)) << max(0, power)
    denominator = BigInteger(1) << max(0, -power)
  }

  static func + (a: Rational, b: Rational) -> Rational {
    if a.denominator == b.denominator {
      return Rational(numerator: a.numerator + b.numerator, denominator: a.denominator)
    }
    return Rational(
      numerator: a.numerator * b.denominator + b.numerator * a.denominator,
      denominator: a.denominator * b.denominator)
  }

  static func - (a: Rational, b: Rational) -> Rational {
    a + Rational(numerator: -b.numerator, denominator: b.denominator)
  }

  static func * (a: Rational, b: Int128) -> Rational {
    Rational(numerator: a.numerator * BigInteger(b), denominator: a.denominator)
  }

  /// The sum of many, halves first, so that the numbers stay short as long as possible.
  static func sum(_ terms: ArraySlice<Rational>) -> Rational {
    if terms.count <= 1 { return terms.first ?? .zero }
    let middle = (terms.startIndex + terms.endIndex) / 2
    return sum(terms[..<middle]) + sum(terms[middle...])
  }

  /// The nearest number in floating point, off by a few units in its last place at most.
  var approximate: Double {
    let (n, d) = (numerator.scientific, denominator.scientific)
    if n.significand == 0 { return 0 }
    return n.significand / d.significand
      * Double(sign: .plus, exponent: n.exponent - d.exponent, significand: 1)
  }

  /// The whole number that this is, if it is one below 2¹²⁶.
  var whole: Int128? {
    let guess = approximate.rounded()
    guard abs(guess) < 0x1p53 else { return nil }
    let value = Int128(guess)
    return numerator == denominator * BigInteger(value) ? value : nil
  }
}
