import Foundation
import Groundwork
import Policy
import Spreadsheets
import VectorFiles

extension Workbench {
  /// A register from a YAML or JSON file, or from a workbook (XLSX).
  ///
  /// - Throws: ``Groundwork/Diagnostic``; for a workbook the first wrong cell, and the number of
  ///   further ones.
  public static func register(_ path: String, catalogue: FactCatalogue) throws -> Register {
    guard path.lowercased().hasSuffix(".xlsx") else {
      return try Register.load(path, catalogue: catalogue)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: "policy.unreadable", Localized(zh: "无法读取文件", en: "cannot read the file"), file: path)
    }
    let reader = RegisterReader(
      path: path, sheets: try SpreadsheetReader.read(path), catalogue: catalogue)
    let (register, problems) = reader.register(sha256: PolicyFile.sha256(of: Array(data)))
    guard let first = problems.first else { return register }
    throw first.and(Array(problems.dropFirst()))
  }
}

extension Diagnostic {
  /// The same diagnostic, with the places of other errors.
  fileprivate func and(_ others: [Diagnostic]) -> Diagnostic {
    guard !others.isEmpty else { return self }
    var result = self
    let places = others.prefix(10).map { "\($0.layer ?? "") \($0.field ?? "")" }
    let more = others.count > 10 ? "…" : ""
    result.message = Localized(
      zh: "\(message.zh)；另有 \(others.count) 处：\(places.joined(separator: "；"))\(more)",
      en: "\(message.en); \(others.count) more: \(places.joined(separator: "; "))\(more)")
    return result
  }
}

/// Reads a workbook that ``Workbench/blankRegister(_:)`` made.
private struct RegisterReader {
  let path: String
  let sheets: [SheetRows]
  let catalogue: FactCatalogue

  func register(sha256: String) -> (register: Register, problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    var scalars: [(name: String, cell: Register.Cell)] = []
    var tables: [Register.Sheet] = []
    var overrides: [[String: Register.Cell]] = []
    let owners = Dictionary(
      RegisterLayout.sheetNames(of: catalogue).map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    for sheet in sheets {
      if sheet.name == RegisterLayout.scalars {
        scalars += self.scalars(sheet, &problems)
      } else if sheet.name == RegisterLayout.overrides {
        overrides += records(sheet, known: RegisterLayout.overrideFields, &problems).map(\.cells)
      } else if let owner = owners[sheet.name], let index = catalogue.collectionIndex(owner) {
        let fields = catalogue.collections[index].fields.map(\.name)
        let records = records(sheet, known: fields, &problems)
        if let table = table(owner, sheet, records, &problems) { tables.append(table) }
      } else if !["说明", "lists"].contains(sheet.name) {
        problems.append(
          problem(
            "sheet", sheet.name, "A1", zh: "登记簿中没有这张表",
            en: "a register has no such sheet",
            remedy: Localized(
              zh: "用 zhitu rules register --template 重新生成空白登记簿。",
              en: "Make a new blank register with zhitu rules register --template.")))
      }
    }
    let (register, found) = Register.read(
      file: path, sha256: sha256, scalars: scalars, sheets: tables, overrides: overrides,
      catalogue: catalogue)
    return (register, problems + found)
  }

  private func problem(
    _ code: String, _ sheet: String, _ cell: String, zh: String, en: String,
    remedy: Localized? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "register.\(code)", Localized(zh: zh, en: en), remedy: remedy, file: path,
      layer: sheet, field: cell)
  }

  private func scalars(
    _ sheet: SheetRows, _ problems: inout [Diagnostic]
  ) -> [(name: String, cell: Register.Cell)] {
    var result: [(name: String, cell: Register.Cell)] = []
    for row in sheet.rows.indices.dropFirst() {
      let name = sheet.text(row: row, column: 5)
      let text = sheet.text(row: row, column: 2)
      guard !text.isEmpty else { continue }
      guard catalogue.scalarIndex(name) != nil else {
        problems.append(
          problem(
            "unknown-fact", sheet.name, CellRange.address(row: row, column: 5),
            zh: "事实目录中没有“\(name)”", en: "there is no fact named ‘\(name)’"))
        continue
      }
      result.append(
        (
          name,
          Register.Cell(
            text, sheet: sheet.name, address: CellRange.address(row: row, column: 2))
        ))
    }
    return result
  }

  /// The rows with content, by the column names above them.
  private func records(
    _ sheet: SheetRows, known: [String], _ problems: inout [Diagnostic]
  ) -> [(row: Int, cells: [String: Register.Cell])] {
    let width = sheet.rows.lazy.map(\.count).max() ?? 0
    let names = (0..<width).map { sheet.text(row: RegisterLayout.names, column: $0) }
    for (column, name) in names.enumerated() where !name.isEmpty && !known.contains(name) {
      problems.append(
        problem(
          "unknown-fact", sheet.name,
          CellRange.address(row: RegisterLayout.names, column: column),
          zh: "此表没有名为“\(name)”的列", en: "this sheet has no column named ‘\(name)’"))
    }
    var result: [(row: Int, cells: [String: Register.Cell])] = []
    for row in sheet.rows.indices.dropFirst(RegisterLayout.firstRow) {
      var cells: [String: Register.Cell] = [:]
      for (column, name) in names.enumerated() {
        let text = sheet.text(row: row, column: column)
        guard !text.isEmpty else { continue }
        let address = CellRange.address(row: row, column: column)
        guard known.contains(name) else {
          problems.append(
            problem(
              "stray-cell", sheet.name, address, zh: "“\(text)”所在的列没有名称",
              en: "‘\(text)’ is in a column without a name"))
          continue
        }
        cells[name] = Register.Cell(text, sheet: sheet.name, address: address)
      }
      if !cells.isEmpty { result.append((row + 1, cells)) }
    }
    return result
  }

  /// The content of a sheet; nil where it is left open.
  private func table(
    _ collection: String, _ sheet: SheetRows,
    _ records: [(row: Int, cells: [String: Register.Cell])], _ problems: inout [Diagnostic]
  ) -> Register.Sheet? {
    let status = sheet.text(row: 0, column: 1)
    let table = Register.Sheet(collection: collection, name: sheet.name, records: records)
    if records.isEmpty {
      if status == RegisterLayout.filled {
        problems.append(
          problem(
            "status", sheet.name, "B1", zh: "表首称“\(status)”，表中却没有记录",
            en: "the head says ‘\(status)’ but there is no record"))
      }
      return status == RegisterLayout.none ? table : nil
    }
    if status == RegisterLayout.none {
      problems.append(
        problem(
          "status", sheet.name, "B1", zh: "表首称“\(status)”，表中却有 \(records.count) 条记录",
          en: "the head says that there are none, but there are \(records.count) records"))
    }
    return table
  }
}
