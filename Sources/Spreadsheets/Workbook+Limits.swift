import Foundation
import Groundwork

extension Workbook {
  /// The contents that the format cannot hold, each with sheet and cell. Empty if the workbook can
  /// be written.
  ///
  /// - Complexity: O(cells).
  public func faults() -> [Diagnostic] {
    var faults: [Diagnostic] = []
    if sheets.isEmpty {
      faults.append(
        Workbook.fault("sheets", Localized(zh: "工作簿没有工作表", en: "the workbook has no sheet")))
    }
    var names: Set<String> = []
    for sheet in sheets {
      if let reason = Workbook.faultOfName(sheet.name) {
        faults.append(Workbook.fault("sheet-name", reason, sheet: sheet.name))
      } else if !names.insert(sheet.name.lowercased()).inserted {
        faults.append(
          Workbook.fault(
            "sheet-name", Localized(zh: "工作表重名", en: "two sheets have this name"),
            sheet: sheet.name))
      }
      faults += sheet.faults()
    }
    return faults
  }

  static func fault(
    _ code: String, _ message: Localized, sheet: String? = nil, cell: String? = nil
  ) -> Diagnostic {
    Diagnostic(code: "xlsx.\(code)", message, layer: sheet, field: cell)
  }

  private static func faultOfName(_ name: String) -> Localized? {
    if name.isEmpty || name.utf16.count > Limit.sheetName {
      return Localized(
        zh: "工作表名须为 1 至 \(Limit.sheetName) 个字",
        en: "a sheet's name has 1 to \(Limit.sheetName) characters")
    }
    if name.contains(where: Sheet.isForbidden) || name.hasPrefix("'") || name.hasSuffix("'") {
      return Localized(
        zh: "工作表名不得含 []:*?/\\，不得以单引号起止",
        en: "a sheet's name holds none of []:*?/\\ and neither begins nor ends with an apostrophe")
    }
    return nil
  }
}

extension Sheet {
  fileprivate func faults() -> [Diagnostic] {
    var faults: [Diagnostic] = []
    func fault(_ code: String, _ message: Localized, cell: String? = nil) {
      faults.append(Workbook.fault(code, message, sheet: name, cell: cell))
    }
    let width = rows.lazy.map(\.count).max() ?? 0
    if rows.count > Workbook.Limit.rows || width > Workbook.Limit.columns {
      fault(
        "size",
        Localized(
          zh: "\(rows.count) 行 \(width) 列，超出 \(Workbook.Limit.rows) 行 \(Workbook.Limit.columns) 列",
          en: "\(rows.count) rows and \(width) columns; the format has \(Workbook.Limit.rows) and "
            + "\(Workbook.Limit.columns)"))
    }
    for (row, cells) in rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        guard let reason = cell.fault else { continue }
        fault("cell", reason, cell: CellRange.address(row: row, column: column))
      }
    }
    for validation in validations {
      if let reason = validation.fault {
        fault("validation", reason, cell: validation.range.address)
      }
    }
    return faults
  }
}

extension Cell {
  fileprivate var fault: Localized? {
    switch value {
    case .empty, .boolean: break
    case .text(let text):
      if text.utf16.count > Workbook.Limit.text {
        return Localized(
          zh: "文字 \(text.utf16.count) 个，单元格至多 \(Workbook.Limit.text) 个",
          en: "\(text.utf16.count) characters; a cell holds \(Workbook.Limit.text)")
      }
    case .number(let number):
      if !number.isFinite {
        return Localized(zh: "不是有限数：\(number)", en: "not a finite number: \(number)")
      }
    case .formula(let text, let result):
      // Excel takes 8192 characters of a formula.
      if !text.hasPrefix("=") || text.utf16.count > 8192 || !result.isFinite {
        return Localized(
          zh: "公式须以 = 开头、不超过 8192 个字符、结果为有限数",
          en: "a formula begins with =, has at most 8192 characters and a finite result")
      }
    case .date(let day):
      // Excel treats 1900 as a leap year, so its day numbers before March 1900 are off by one.
      if day < -25_508 {
        return Localized(zh: "Excel 日期自 1900-03-01 起", en: "dates of Excel begin on 1900-03-01")
      }
    }
    if let comment, comment.utf16.count > Workbook.Limit.text {
      return Localized(zh: "批注过长", en: "the comment is too long")
    }
    return nil
  }
}

extension Validation {
  fileprivate var fault: Localized? {
    for title in [promptTitle, errorTitle] where (title?.utf16.count ?? 0) > 32 {
      return Localized(zh: "提示标题至多 32 个字", en: "a prompt's title has at most 32 characters")
    }
    for text in [prompt, error] where (text?.utf16.count ?? 0) > 255 {
      return Localized(zh: "提示至多 255 个字", en: "a prompt has at most 255 characters")
    }
    if case .list(let options) = rule, options.isEmpty {
      return Localized(zh: "可选项为空", en: "the list of options is empty")
    }
    return nil
  }
}
