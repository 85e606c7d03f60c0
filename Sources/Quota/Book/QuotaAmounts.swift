import Groundwork

/// The three numbers of an entry: area (数量), paddy among it (水田) and grain capacity (粮食产能).
///
/// Areas are whole 0.01 m², the capacity whole kg a year. Kinds of quota that count only an area leave
/// the other two at zero. The three are never set off against each other.
public struct QuotaAmounts: Hashable, Sendable, Codable {
  public var quantity: Area
  public var paddy: Area
  /// In kg a year.
  public var capacity: Int64

  public init(quantity: Area, paddy: Area = .zero, capacity: Int64 = 0) {
    self.quantity = quantity
    self.paddy = paddy
    self.capacity = capacity
  }

  public static let zero = QuotaAmounts(quantity: .zero)

  /// The largest magnitude of a number in one entry: sums of many entries then cannot overflow.
  public static let limit: Int64 = 1_000_000_000_000_000

  public var isZero: Bool { self == .zero }

  /// None of the three is below zero.
  public var isNonNegative: Bool { quantity >= .zero && paddy >= .zero && capacity >= 0 }

  /// None of the three is above zero.
  public var isNonPositive: Bool { quantity <= .zero && paddy <= .zero && capacity <= 0 }

  /// Each of the three is at least that of another.
  public func covers(_ other: QuotaAmounts) -> Bool {
    quantity >= other.quantity && paddy >= other.paddy && capacity >= other.capacity
  }

  /// Not below zero, not wholly zero, and within ``limit``.
  var isPosting: Bool {
    isNonNegative && !isZero && quantity.hundredths <= Self.limit && paddy.hundredths <= Self.limit
      && capacity <= Self.limit
  }

  /// Whether the magnitudes are within ``limit``.
  var isBounded: Bool {
    quantity.hundredths.magnitude <= UInt64(Self.limit)
      && paddy.hundredths.magnitude <= UInt64(Self.limit)
      && capacity.magnitude <= UInt64(Self.limit)
  }

  public static func + (a: QuotaAmounts, b: QuotaAmounts) -> QuotaAmounts {
    QuotaAmounts(
      quantity: a.quantity + b.quantity, paddy: a.paddy + b.paddy,
      capacity: a.capacity + b.capacity)
  }

  public static func - (a: QuotaAmounts, b: QuotaAmounts) -> QuotaAmounts {
    QuotaAmounts(
      quantity: a.quantity - b.quantity, paddy: a.paddy - b.paddy,
      capacity: a.capacity - b.capacity)
  }

  public static prefix func - (a: QuotaAmounts) -> QuotaAmounts { .zero - a }

  public static func += (a: inout QuotaAmounts, b: QuotaAmounts) { a = a + b }

  /// Each of the three, the smaller of two.
  public static func smaller(_ a: QuotaAmounts, _ b: QuotaAmounts) -> QuotaAmounts {
    QuotaAmounts(
      quantity: min(a.quantity, b.quantity), paddy: min(a.paddy, b.paddy),
      capacity: min(a.capacity, b.capacity))
  }

  /// The parts of the three that are above zero.
  public var positivePart: QuotaAmounts {
    QuotaAmounts(
      quantity: max(quantity, .zero), paddy: max(paddy, .zero), capacity: max(capacity, 0))
  }
}

extension QuotaAmounts: CustomStringConvertible {
  /// In hm² and kg, the units of the provinces' ledgers.
  public var description: String {
    func hectares(_ area: Area) -> String {
      let value = area.hundredths.magnitude
      let whole = value / 1_000_000
      let rest = String(value % 1_000_000)
      let zeros = String(repeating: "0", count: 6 - rest.count)
      return "\(area.hundredths < 0 ? "-" : "")\(whole).\(zeros)\(rest)"
    }
    var text = "\(hectares(quantity)) hm²"
    if paddy != .zero { text += ", paddy \(hectares(paddy)) hm²" }
    if capacity != 0 { text += ", \(capacity) kg" }
    return text
  }
}

extension Sequence<QuotaAmounts> {
  /// The exact sum.
  public func total() -> QuotaAmounts { reduce(.zero, +) }
}
