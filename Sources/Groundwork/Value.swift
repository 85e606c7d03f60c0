/// One attribute value of a feature.
public enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  public var isNull: Bool { self == .null }

  /// The text, or the number written as text; `nil` for null.
  public var string: String? {
    switch self {
    case .null: nil
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .text(let value): value
    }
  }

  /// The number, also from text that is one; `nil` for null, other text, NaN and infinity.
  public var number: Double? {
    switch self {
    case .null: nil
    case .integer(let value): Double(value)
    case .real(let value): value.isFinite ? value : nil
    case .text(let value): Double(value).flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// The whole number, also from text or a real that is one exactly.
  public var int64: Int64? {
    switch self {
    case .null: nil
    case .integer(let value): value
    case .real(let value): Int64(exactly: value)
    case .text(let value): Int64(value)
    }
  }
}

/// The type of an attribute column, as GeoPackage knows it.
public enum ColumnType: String, Sendable, Codable {
  case integer = "INTEGER"
  case real = "REAL"
  case text = "TEXT"
}

/// A named, typed attribute column.
public struct Column: Hashable, Sendable, Codable {
  public var name: String
  public var type: ColumnType

  public init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }
}
