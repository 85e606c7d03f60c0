import Foundation
import Groundwork
import Spreadsheets
import VectorFiles

/// A sheet of a workbook with named columns, whose faults are told by cell.
struct MoneySheet {
  /// The name of the file as people know it.
  let file: String
  let sheet: SheetRows
  private let columns: [String: Int]
  private(set) var faults: [Diagnostic] = []

  /// - Throws: Diagnostics `xlsx.read`, `fund.sheet`.
  init(path: String, name: String, sheet title: String, columns needed: [String]) throws {
    file = name
    let sheets = try SpreadsheetReader.read(path)
    guard let found = sheets.first(where: { $0.name == title }) else {
      throw Diagnostic(
        code: "fund.sheet",
        Localized(zh: "工作簿中没有“\(title)”表。", en: "the workbook has no sheet ‘\(title)’."),
        remedy: Localized(
          zh: "在导出的工作簿上修改后再导入。", en: "Change an exported workbook, then import it."),
        file: name)
    }
    sheet = found
    var columns: [String: Int] = [:]
    for column in (found.rows.first ?? []).indices.reversed() {
      columns[found.text(row: 0, column: column)] = column
    }
    self.columns = columns
    for column in needed where columns[column] == nil {
      faults.append(
        fault(at: 0, 0, zh: "第 1 行缺少“\(column)”列。", en: "row 1 has no column ‘\(column)’."))
    }
  }

  /// The rows below the heads that hold anything, from 0.
  var rows: [Int] {
    sheet.rows.indices.dropFirst().filter { row in
      sheet.rows[row].indices.contains { !sheet.text(row: row, column: $0).isEmpty }
    }
  }

  func text(_ row: Int, _ column: String) -> String {
    columns[column].map { sheet.text(row: row, column: $0) } ?? ""
  }

  mutating func blame(_ row: Int, _ column: String, zh: String, en: String) {
    faults.append(fault(at: row, columns[column] ?? 0, zh: zh, en: en))
  }

  /// A fault of the whole, found by a law that knows no cells.
  mutating func blame(_ fault: Diagnostic, row: Int?, column: String) {
    var placed = fault
    placed.file = file
    placed.layer = sheet.name
    placed.field = CellRange.address(row: row ?? 0, column: columns[column] ?? 0)
    faults.append(placed)
  }

  private func fault(at row: Int, _ column: Int, zh: String, en: String) -> Diagnostic {
    Diagnostic(
      code: "fund.cell", Localized(zh: zh, en: en), file: file, layer: sheet.name,
      field: CellRange.address(row: row, column: column))
  }

  // MARK: Values

  /// An amount in 元, exact to the 分 and not below zero; `nil` with a fault.
  mutating func money(_ row: Int, _ column: String) -> Money? {
    let text = text(row, column)
    guard let value = Double(text), let money = Money(roundingYuan: value), value >= 0,
      value < 1e10, abs(value * 100 - Double(money.fen)) < 1e-4
    else {
      blame(
        row, column, zh: "“\(text)”不是以元计、精确到分的金额（0–100 亿元）。",
        en: "‘\(text)’ is not an amount in yuan, to the fen, from 0 to 10 billion.")
      return nil
    }
    return money
  }

  /// A share such as 0.06 or 6%, in whole millionths; `nil` with a fault.
  mutating func share(_ row: Int, _ column: String) -> Int64? {
    let text = text(row, column)
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()).trimmingCharacters(in: .whitespaces) : text
    let scaled = Double(digits).map { $0 * (isPercent ? 10_000 : 1_000_000) }
    guard let scaled, (0...1_000_000).contains(scaled), abs(scaled - scaled.rounded()) < 1e-4
    else {
      blame(
        row, column, zh: "“\(text)”不是 0–100% 的比例（至多四位小数）。",
        en: "‘\(text)’ is not a share from 0 to 100 % with at most four decimals.")
      return nil
    }
    return Int64(scaled.rounded())
  }
}

/// What a workbook of prices or of a budget changed, or why it changed nothing.
public struct MoneyImport: Sendable, Encodable {
  public struct Change: Sendable, Encodable, Hashable {
    public var id: String
    public var title: String
    /// In 元, or per cent for shares; empty for a new line.
    public var before: String
    public var after: String
  }

  public var changes: [Change] = []
  /// Lines that stay as they were.
  public var unchanged = 0
  /// Empty if everything was entered. `layer` is the sheet, `field` the cell.
  public var problems: [Diagnostic] = []
  public var isWritten = false
}
