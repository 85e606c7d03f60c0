import CXLSXWriter
import Foundation
import Groundwork

extension Workbook {
  /// The workbook as the bytes of an `.xlsx` file, by way of a temporary file that is removed.
  ///
  /// - Throws: a `Diagnostic` as of ``write(to:)``, and errors of reading the file back.
  public func bytes() throws -> [UInt8] {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-\(UUID().uuidString).xlsx")
    // The file may not have come to be.
    defer { try? FileManager.default.removeItem(at: place) }
    try write(to: place.path)
    return [UInt8](try Data(contentsOf: place))
  }

  /// Writes the workbook to a file, replacing an existing one.
  ///
  /// Memory grows with the cells. Temporary files are created next to the file and deleted
  /// afterwards.
  ///
  /// - Throws: a `Diagnostic` for the first of ``faults()``, or where the file cannot be written.
  public func write(to path: String) throws(Diagnostic) {
    if let fault = faults().first { throw fault }
    // The library prints errors of opening to standard error, so this is checked beforehand.
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw WorkbookWriter.unwritable(
        Localized(
          zh: "文件夹 \(folder) 不存在或不可写", en: "the folder \(folder) is missing or read-only"),
        path: path)
    }
    var writer = try WorkbookWriter(path: path)
    var failure: Diagnostic?
    do throws(Diagnostic) { try writer.add(self) } catch { failure = error }
    // Closing frees the workbook, so it is done after a failure too.
    let code = workbook_close(writer.book)
    writer.texts.free()
    if let failure { throw failure }
    try WorkbookWriter.check(code, path: path)
  }
}

/// Texts that C code reads through pointers while the workbook is open.
private struct CTexts {
  private var pointers: [UnsafeMutablePointer<CChar>?] = []
  private var lists: [UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>] = []

  mutating func keep(_ text: String?) -> UnsafeMutablePointer<CChar>? {
    guard let text else { return nil }
    pointers.append(strdup(text))
    return pointers.last.flatMap { $0 }
  }

  mutating func keep(list: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let pointer = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: list.count + 1)
    for (index, text) in list.enumerated() { (pointer + index).initialize(to: keep(text)) }
    (pointer + list.count).initialize(to: nil)
    lists.append(pointer)
    return pointer
  }

  mutating func free() {
    for pointer in pointers { CXLSXWriter.free(pointer) }
    for list in lists { list.deallocate() }
    (pointers, lists) = ([], [])
  }
}

/// An open workbook of libxlsxwriter.
private struct WorkbookWriter {
  let book: UnsafeMutablePointer<lxw_workbook>
  let path: String
  var texts = CTexts()
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  /// Lists that are too long for a validation are written to a hidden sheet.
  private var longLists: [[String]] = []
  private var listSheet = ""

  init(path: String) throws(Diagnostic) {
    var texts = CTexts()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var options = lxw_workbook_options(
      constant_memory: 0, tmpdir: texts.keep(folder), use_zip64: 1)
    guard let book = workbook_new_opt(path, &options) else {
      texts.free()
      throw Diagnostic(
        code: "xlsx.write", Localized(zh: "内存不足", en: "out of memory"), file: path)
    }
    self.book = book
    self.path = path
    self.texts = texts
  }

  static func check(_ code: lxw_error, path: String) throws(Diagnostic) {
    guard code != LXW_NO_ERROR else { return }
    let reason = lxw_strerror(code).map { String(cString: $0) } ?? "\(code)"
    throw unwritable(Localized(reason), path: path)
  }

  static func unwritable(_ reason: Localized, path: String) -> Diagnostic {
    Diagnostic(
      code: "xlsx.write",
      Localized(
        zh: "无法写出 Excel 文件：\(reason.zh)", en: "cannot write the Excel file: \(reason.en)"),
      remedy: Localized(
        zh: "请检查文件夹是否存在、是否可写、磁盘是否已满。",
        en: "Check that the folder exists and is writable, and that the disk is not full."),
      file: path)
  }

  mutating func add(_ workbook: Workbook) throws(Diagnostic) {
    var properties = lxw_doc_properties()
    properties.title = texts.keep(workbook.title)
    properties.author = texts.keep(workbook.author)
    properties.created = time_t(workbook.created)
    try check(workbook_set_properties(book, &properties))
    listSheet = Workbook.sheetName(for: "lists", taken: workbook.sheets.map(\.name))
    for sheet in workbook.sheets { try add(sheet) }
    if !longLists.isEmpty {
      var rows: [[Cell]] = []
      for (column, list) in longLists.enumerated() {
        for (row, text) in list.enumerated() {
          if rows.count == row { rows.append([]) }
          while rows[row].count < column { rows[row].append(.empty) }
          rows[row].append(.text(text))
        }
      }
      try add(Sheet(name: listSheet, rows: rows, isHidden: true))
    }
  }

  private func check(_ code: lxw_error) throws(Diagnostic) {
    try WorkbookWriter.check(code, path: path)
  }

  private mutating func add(_ sheet: Sheet) throws(Diagnostic) {
    guard let target = workbook_add_worksheet(book, sheet.name) else {
      throw Workbook.fault(
        "sheet-name", Localized(zh: "无法新建工作表", en: "the sheet cannot be made"), sheet: sheet.name)
    }
    for (index, column) in sheet.columns.enumerated() {
      var options = lxw_row_col_options(hidden: column.isHidden ? 1 : 0, level: 0, collapsed: 0)
      try check(
        worksheet_set_column_opt(
          target, UInt16(index), UInt16(index), column.width ?? 8.43, nil, &options))
    }
    for merge in sheet.merges {
      let cell =
        sheet.rows.indices.contains(merge.rows.lowerBound)
          && sheet.rows[merge.rows.lowerBound].indices.contains(merge.columns.lowerBound)
        ? sheet.rows[merge.rows.lowerBound][merge.columns.lowerBound] : .empty
      try check(
        worksheet_merge_range(
          target, UInt32(merge.rows.lowerBound), UInt16(merge.columns.lowerBound),
          UInt32(merge.rows.upperBound), UInt16(merge.columns.upperBound), "",
          format(cell.style)))
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        try add(cell, to: target, row: UInt32(row), column: UInt16(column))
      }
    }
    if let row = sheet.filterRow, let last = sheet.rows.indices.last,
      let width = sheet.rows.lazy.map(\.count).max(), width > 0
    {
      try check(
        worksheet_autofilter(target, UInt32(row), 0, UInt32(max(row, last)), UInt16(width - 1)))
    }
    if sheet.frozenRows > 0 || sheet.frozenColumns > 0 {
      worksheet_freeze_panes(target, UInt32(sheet.frozenRows), UInt16(sheet.frozenColumns))
    }
    for validation in sheet.validations { try add(validation, to: target) }
    if sheet.isHidden { worksheet_hide(target) }
  }

  private mutating func add(
    _ cell: Cell, to sheet: UnsafeMutablePointer<lxw_worksheet>, row: UInt32, column: UInt16
  ) throws(Diagnostic) {
    var style = cell.style
    if case .date = cell.value, style.numberFormat == nil { style.numberFormat = "yyyy-mm-dd" }
    let format = format(style)
    switch cell.value {
    case .empty:
      if format != nil { try check(worksheet_write_blank(sheet, row, column, format)) }
    case .text(let text):
      if text.isEmpty {
        try check(worksheet_write_blank(sheet, row, column, format))
      } else {
        try check(worksheet_write_string(sheet, row, column, text, format))
      }
    case .number(let number):
      try check(worksheet_write_number(sheet, row, column, number, format))
    case .formula(let text, let result):
      try check(worksheet_write_formula_num(sheet, row, column, text, format, result))
    case .boolean(let flag):
      try check(worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, format))
    case .date(let day):
      // 1970-01-01 is day 25569 of Excel.
      try check(worksheet_write_number(sheet, row, column, Double(day) + 25_569, format))
    }
    if let comment = cell.comment {
      try check(worksheet_write_comment(sheet, row, column, comment))
    }
  }

  private mutating func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
    if style == .plain { return nil }
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(book) else { return nil }
    if let number = style.numberFormat { format_set_num_format(format, number) }
    if style.isBold { format_set_bold(format) }
    if style.isWrapped {
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }
    switch style.alignment {
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .center: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    case nil: break
    }
    if let fill = style.fill { format_set_bg_color(format, fill) }
    if let color = style.color { format_set_font_color(format, color) }
    if style.hasBorder {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xBFC8CE)
    }
    formats[style] = format
    return format
  }

  private mutating func add(
    _ validation: Validation, to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) throws(Diagnostic) {
    var data = lxw_data_validation()
    func byte(_ value: some BinaryInteger) -> UInt8 { UInt8(truncatingIfNeeded: value) }
    let (between, atLeast, atMost) = (
      byte(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue),
      byte(LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue),
      byte(LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO.rawValue)
    )
    switch validation.rule {
    case .any, .number(nil, nil): data.validate = byte(LXW_VALIDATION_TYPE_ANY.rawValue)
    case .list(let options):
      // An inline list is one comma-separated text of at most 255 characters.
      if options.joined(separator: ",").utf16.count <= 255,
        !options.contains(where: { $0.contains(",") })
      {
        data.validate = byte(LXW_VALIDATION_TYPE_LIST.rawValue)
        data.value_list = texts.keep(list: options)
      } else {
        let column = longLists.firstIndex(of: options) ?? longLists.count
        if column == longLists.count { longLists.append(options) }
        let name = CellRange.columnName(column)
        data.validate = byte(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
        let quoted = listSheet.replacingOccurrences(of: "'", with: "''")
        data.value_formula = texts.keep("='\(quoted)'!$\(name)$1:$\(name)$\(options.count)")
      }
    case .number(let low?, let high?):
      data.validate = byte(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      data.criteria = between
      (data.minimum_number, data.maximum_number) = (low, high)
    case .number(let low, let high):
      data.validate = byte(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      data.criteria = low == nil ? atMost : atLeast
      data.value_number = low ?? high ?? 0
    case .date:
      data.validate = byte(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
      data.criteria = atLeast
      // 1900-03-01, the first day that Excel counts right.
      data.value_number = 61
    }
    data.input_title = texts.keep(validation.promptTitle)
    data.input_message = texts.keep(validation.prompt)
    data.error_title = texts.keep(validation.errorTitle)
    data.error_message = texts.keep(validation.error)
    if validation.isWarningOnly {
      data.error_type = byte(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
    }
    let range = validation.range
    try check(
      worksheet_data_validation_range(
        sheet, UInt32(range.rows.lowerBound), UInt16(range.columns.lowerBound),
        UInt32(range.rows.upperBound), UInt16(range.columns.upperBound), &data))
  }
}
