import Foundation
import Geometry
import Groundwork
import Spreadsheets
import VectorFiles

/// Writes tables as CSV that spreadsheet programs open directly: UTF-8 with a byte order mark,
/// titles with units in the first line.
enum ExportCSV {
  /// - Returns: the number of rows.
  static func write(_ table: ExportTable, to path: String) throws -> Int {
    let temporary = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else { throw notWritten(path, CocoaError(.fileWriteNoPermission)) }
    do {
      var text = CSV.byteOrderMark + CSV.line(table.table.fields.map(\.title))
      var count = 0
      try table.rows { _, _, values in
        text += CSV.line(zip(values, table.table.fields).map { cell($0, $1) })
        count += 1
        if text.utf8.count > 1 << 20 {
          try handle.write(contentsOf: Data(text.utf8))
          text = ""
        }
      }
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
      guard rename(temporary, path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      return count
    } catch {
      unlink(temporary)
      if error is Diagnostic || error is Cancelled { throw error }
      throw notWritten(path, error)
    }
  }

  private static func cell(_ value: Value, _ field: VectorTable.Field) -> String {
    switch value {
    case .real(let number) where field.column.name.hasSuffix("_m2"):
      number.formatted(
        .number.precision(.fractionLength(2)).grouping(.never).locale(Locale(identifier: "en_US")))
    default: value.string ?? ""
    }
  }

  static func notWritten(_ path: String, _ error: any Error) -> Diagnostic {
    Diagnostic(
      code: "export.not-written",
      Localized(
        zh: "无法写入：\(error.localizedDescription)",
        en: "Cannot be written: \(error.localizedDescription)"),
      remedy: Localized(
        zh: "检查 --out 的路径、权限和磁盘空间。", en: "Check the path of --out, permissions and disk space."),
      file: path)
  }
}

/// Writes tables as the sheets of one workbook.
enum ExportWorkbook {
  /// - Returns: the number of rows of each table.
  /// - Throws: ``Groundwork/Diagnostic`` where a table has more rows than a sheet, or a text is longer
  ///   than a cell takes.
  static func write(_ tables: [ExportTable], title: String, to path: String) throws -> [Int] {
    var book = Workbook(title: title)
    var counts: [Int] = []
    for table in tables {
      let fields = table.table.fields
      var rows = [fields.map { Cell.text($0.title, style: .heading) }]
      try table.rows { _, _, values in
        rows.append(zip(values, fields).map { cell($0, $1) })
      }
      counts.append(rows.count - 1)
      let name = Workbook.sheetName(for: table.table.title, taken: book.sheets.map(\.name))
      book.sheets.append(
        Sheet(
          name: name, columns: fields.map { Sheet.Column(width: width($0)) }, rows: rows,
          frozenRows: 1, filterRow: 0))
    }
    try book.write(to: path)
    return counts
  }

  private static func width(_ field: VectorTable.Field) -> Double {
    let title = field.title.unicodeScalars.reduce(0) { $0 + ($1.value < 128 ? 1 : 2) }
    return Double(min(40, max(10, title + 2)))
  }

  private static func cell(_ value: Value, _ field: VectorTable.Field) -> Cell {
    switch value {
    case .null: .empty
    case .text(let text): .text(text)
    case .integer(let number):
      // Numbers with more digits than a spreadsheet keeps are written as text.
      abs(number) < 1 << 53 ? .number(Double(number)) : .text(String(number))
    case .real(let number):
      .number(number, format: field.column.name.hasPrefix("area_") ? "#,##0.00" : nil)
    }
  }
}
