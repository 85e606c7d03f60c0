import Foundation
import Groundwork
import Spreadsheets

/// A table as the page shows it, on its way into a workbook.
public struct TableSheet: Decodable, Sendable {
  public enum Value: Decodable, Sendable {
    case empty
    case text(String)
    case number(Double)
    case flag(Bool)

    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .empty
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  /// How the numbers of a column are shown; their values stay whole.
  public enum Form: String, Decodable, Sendable, CaseIterable {
    case text
    case whole
    case two
    case four
    case percent

    var numberFormat: String? {
      switch self {
      case .text: nil
      case .whole: "#,##0"
      case .two: "#,##0.00"
      case .four: "#,##0.0000"
      case .percent: "0.00%"
      }
    }
  }

  public struct Column: Decodable, Sendable {
    public var title: String
    public var form: Form

    public init(title: String, form: Form) {
      self.title = title
      self.form = form
    }
  }

  public var title: String
  public var columns: [Column]
  public var rows: [[Value]]

  public init(title: String, columns: [Column], rows: [[Value]]) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  /// The table as a workbook: a heading row that stays in view, with filter buttons.
  ///
  /// - Throws: Diagnostic `table.row` if a row has another number of cells than there are columns; those
  ///   of ``Workbook/faults()``.
  public func bytes() throws -> [UInt8] {
    for (index, row) in rows.enumerated() where row.count != columns.count {
      throw Diagnostic(
        code: "table.row",
        Localized(
          zh: "表格第 \(index + 1) 行有 \(row.count) 格，应为 \(columns.count) 格。",
          en: "Row \(index + 1) has \(row.count) cells, not \(columns.count)."))
    }
    return try workbook.bytes()
  }

  private var workbook: Workbook {
    let headings = columns.map { Cell.text($0.title, style: .heading) }
    let body = rows.map { row in zip(columns, row).map(TableSheet.cell) }
    let widths = columns.indices.map { column in
      let texts = [columns[column].title] + rows.prefix(200).map { TableSheet.shown($0[column]) }
      let longest = texts.map(TableSheet.width).max() ?? 0
      return Sheet.Column(width: Double(min(60, max(8, longest + 3))))
    }
    let sheet = Sheet(
      name: Workbook.sheetName(for: title), columns: widths, rows: [headings] + body, frozenRows: 1,
      filterRow: columns.isEmpty ? nil : 0)
    return Workbook(title: title, sheets: [sheet])
  }

  private static func cell(_ column: Column, _ value: Value) -> Cell {
    switch value {
    case .empty: .empty
    case .text(let text): .text(text)
    case .number(let number): .number(number, format: column.form.numberFormat)
    case .flag(let flag): Cell(.boolean(flag))
    }
  }

  private static func shown(_ value: Value) -> String {
    switch value {
    case .empty, .flag: ""
    case .text(let text): text
    case .number(let number): String(number.rounded())
    }
  }

  /// In widths of the digit 0: a Chinese character is two wide.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
  }
}
