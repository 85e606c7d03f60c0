/// A workbook (工作簿) as plain values, which is written as `.xlsx` for Excel, WPS and LibreOffice.
///
/// The same value gives the same bytes. What the format cannot hold is refused with a `Diagnostic`
/// before anything is written; nothing is truncated or renamed.
public struct Workbook: Hashable, Sendable {
  /// Limits of the format (ECMA-376, as Excel applies it).
  public enum Limit {
    public static let rows = 1_048_576
    public static let columns = 16_384
    /// Characters of a cell, in UTF-16 units.
    public static let text = 32_767
    /// Characters of a sheet's name.
    public static let sheetName = 31
  }

  public var title: String?
  public var author: String?
  /// When the workbook was made, in seconds since 1970; by default midnight of 1980-01-01, like the
  /// entries of the archive.
  public var created: Int64
  public var sheets: [Sheet]

  public init(
    title: String? = nil, author: String? = nil, created: Int64 = 315_532_800, sheets: [Sheet] = []
  ) {
    self.title = title
    self.author = author
    self.created = created
    self.sheets = sheets
  }

  /// A valid and unique sheet name: forbidden characters become `_`, a long name is shortened, a
  /// used name gets a number.
  public static func sheetName(for text: String, taken: some Sequence<String> = []) -> String {
    let used = Set(taken.map { $0.lowercased() })
    var base = String(text.map { Sheet.isForbidden($0) ? "_" : $0 })
    while base.hasPrefix("'") { base.removeFirst() }
    while base.hasSuffix("'") { base.removeLast() }
    if base.isEmpty { base = "Sheet" }
    for number in 1... {
      let suffix = number == 1 ? "" : " (\(number))"
      var name = base
      while name.utf16.count + suffix.utf16.count > Limit.sheetName { name.removeLast() }
      name += suffix
      if !used.contains(name.lowercased()) { return name }
    }
    return base
  }
}

/// One sheet (工作表).
public struct Sheet: Hashable, Sendable {
  public var name: String
  public var columns: [Column]
  public var rows: [[Cell]]
  /// Rows at the top and columns at the left that stay in view.
  public var frozenRows: Int
  public var frozenColumns: Int
  /// The row of headings that gets filter buttons, for the rows from it to the last.
  public var filterRow: Int?
  public var validations: [Validation]
  /// Merged cells; the text is that of the first cell.
  public var merges: [CellRange]
  public var isHidden: Bool

  public init(
    name: String, columns: [Column] = [], rows: [[Cell]] = [], frozenRows: Int = 0,
    frozenColumns: Int = 0, filterRow: Int? = nil, validations: [Validation] = [],
    merges: [CellRange] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.rows = rows
    self.frozenRows = frozenRows
    self.frozenColumns = frozenColumns
    self.filterRow = filterRow
    self.validations = validations
    self.merges = merges
    self.isHidden = isHidden
  }

  static func isForbidden(_ character: Character) -> Bool {
    "[]:*?/\\".contains(character)
      || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  public struct Column: Hashable, Sendable {
    /// In widths of the digit 0; `nil` is the default of the program that opens it.
    public var width: Double?
    public var isHidden: Bool

    public init(width: Double? = nil, isHidden: Bool = false) {
      self.width = width
      self.isHidden = isHidden
    }
  }
}
