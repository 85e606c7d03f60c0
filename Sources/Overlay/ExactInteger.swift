/// The integers of the kernel: 64 bits, or 128 where 64 could overflow.
protocol ExactInteger: FixedWidthInteger, SignedInteger {
  /// The value as `Double`; exact below 2⁵³.
  var double: Double { get }
  init(step: Int64)
  init(wide: Int128)
}

extension Int64: ExactInteger {
  @inline(__always) var double: Double { Double(self) }
  @inline(__always) init(step: Int64) { self = step }
  @inline(__always) init(wide: Int128) { self = Int64(truncatingIfNeeded: wide) }
}

extension Int128: ExactInteger {
  /// Rounded to the nearest; the standard conversion is many times slower.
  @inline(__always) var double: Double {
    if let small = Int64(exactly: self) { return Double(small) }
    let size = magnitude
    let surplus = 64 - size.leadingZeroBitCount
    guard surplus > 0 else { return self < 0 ? -Double(UInt64(size)) : Double(UInt64(size)) }
    // The bits that are cut off are reduced to a sticky bit, which decides ties.
    let isMore = size.trailingZeroBitCount < surplus
    let top = UInt64(truncatingIfNeeded: size >> surplus) | (isMore ? 1 : 0)
    let value = Double(sign: .plus, exponent: surplus, significand: Double(top))
    return self < 0 ? -value : value
  }

  @inline(__always) init(step: Int64) { self = Int128(step) }
  @inline(__always) init(wide: Int128) { self = wide }
}
