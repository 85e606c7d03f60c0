public import Groundwork

/// One cell.
public struct Cell: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case empty
    case text(String)
    /// Excel stores numbers as 64-bit floating point: whole numbers are exact up to 2^53.
    case number(Double)
    case boolean(Bool)
    /// A formula as Excel writes it, from `=` on, with its result: programs that do not calculate show
    /// that.
    case formula(String, result: Double)
    /// Days since 1970-01-01. Excel counts from 1900; an earlier day is refused.
    case date(day: Int32)
  }

  public var value: Value
  public var style: CellStyle
  /// A note that is shown when the pointer is on the cell.
  public var comment: String?

  public init(_ value: Value, style: CellStyle = .plain, comment: String? = nil) {
    self.value = value
    self.style = style
    self.comment = comment
  }

  public static let empty = Cell(.empty)

  public static func text(_ text: String, style: CellStyle = .plain) -> Cell {
    Cell(.text(text), style: style)
  }

  public static func number(_ number: Double, format: String? = nil) -> Cell {
    Cell(.number(number), style: CellStyle(numberFormat: format))
  }

  /// An area in 亩 (mu); displayed with two decimals, stored exactly.
  public static func mu(_ area: Area) -> Cell { number(area.mu, format: "#,##0.00") }

  /// An area in hm²; displayed with four decimals, stored exactly.
  public static func hectares(_ area: Area) -> Cell { number(area.hectares, format: "#,##0.0000") }

  public static func squareMetres(_ area: Area) -> Cell {
    number(area.squareMetres, format: "#,##0.00")
  }

  /// Money in 元.
  public static func money(_ money: Money) -> Cell {
    number(money.yuan, format: "#,##0.00")
  }
}

/// The style of a cell.
public struct CellStyle: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable { case left, center, right }

  /// An Excel number format: `0.00`, `#,##0`, `0.0%`, `yyyy-mm-dd`, `@` for text.
  public var numberFormat: String?
  public var isBold: Bool
  public var isWrapped: Bool
  public var alignment: Alignment?
  /// `0xRRGGBB`.
  public var fill: UInt32?
  public var color: UInt32?
  public var hasBorder: Bool

  public init(
    numberFormat: String? = nil, isBold: Bool = false, isWrapped: Bool = false,
    alignment: Alignment? = nil, fill: UInt32? = nil, color: UInt32? = nil, hasBorder: Bool = false
  ) {
    self.numberFormat = numberFormat
    self.isBold = isBold
    self.isWrapped = isWrapped
    self.alignment = alignment
    self.fill = fill
    self.color = color
    self.hasBorder = hasBorder
  }

  public static let plain = CellStyle()
  public static let heading = CellStyle(
    isBold: true, isWrapped: true, fill: 0xE8EEF2, hasBorder: true)
}

/// Cells from the first to the last row and column, both included, counted from 0.
public struct CellRange: Hashable, Sendable {
  public var rows: ClosedRange<Int>
  public var columns: ClosedRange<Int>

  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The address in Excel notation: `B2` or `A1:C9`.
  public var address: String {
    let first = CellRange.address(row: rows.lowerBound, column: columns.lowerBound)
    let last = CellRange.address(row: rows.upperBound, column: columns.upperBound)
    return first == last ? first : "\(first):\(last)"
  }

  /// The address of a cell in Excel notation: row 0 of column 27 is `AB1`.
  public static func address(row: Int, column: Int) -> String {
    columnName(column) + String(row + 1)
  }

  /// The name of a column in Excel notation: 0 is `A`, 26 is `AA`.
  public static func columnName(_ column: Int) -> String {
    var name = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      name = String(UnicodeScalar(UInt8(65 + rest % 26))) + name
      rest /= 26
    }
    return name
  }
}

/// The values allowed in cells, and the prompt that is shown when a cell is selected.
public struct Validation: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    /// Any value; only the prompt is shown.
    case any
    case list([String])
    /// A number within the bounds, where they are given.
    case number(atLeast: Double?, atMost: Double?)
    case date
  }

  public var range: CellRange
  public var rule: Rule
  public var promptTitle: String?
  public var prompt: String?
  public var errorTitle: String?
  public var error: String?
  /// Whether a value that breaks the rule can be kept after a warning.
  public var isWarningOnly: Bool

  public init(
    _ range: CellRange, _ rule: Rule, promptTitle: String? = nil, prompt: String? = nil,
    errorTitle: String? = nil, error: String? = nil, isWarningOnly: Bool = false
  ) {
    self.range = range
    self.rule = rule
    self.promptTitle = promptTitle
    self.prompt = prompt
    self.errorTitle = errorTitle
    self.error = error
    self.isWarningOnly = isWarningOnly
  }
}
