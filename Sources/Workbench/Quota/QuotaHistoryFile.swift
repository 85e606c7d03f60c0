import EventLog
import Foundation
import Groundwork
import Quota
import Spreadsheets
import VectorFiles

/// Reads the movements of another system (出入库记录) from a workbook or a CSV, in UTF-8 or GB 18030. Faults are
/// told by cell; the rows of a CSV are counted like those of a sheet.
struct QuotaHistoryFile {
  enum Head: String, CaseIterable {
    case lot = "批次"
    case region = "行政区"
    case day = "日期"
    case kind = "类型"
    case summary = "摘要"
    case document = "文号"
    case quantity = "数量（公顷）"
    case paddy = "水田（公顷）"
    case capacity = "产能（公斤）"
  }

  /// The sheet of a blank workbook.
  static let sheetName = "原账流水"

  let name: String
  let hash: String
  /// By lot, in the order of the file.
  private(set) var movements: [String: [QuotaMovement]] = [:]
  private(set) var faults: [Diagnostic] = []
  private let sheet: SheetRows
  private var columns: [Head: Int] = [:]

  /// - Parameters:
  ///   - statedAs: the name of the file for faults.
  ///   - lot: the lot of rows that name none.
  /// - Throws: Diagnostics `xlsx.read`, `quota.no-file`, `quota.history-file`.
  init(path: String, statedAs name: String, lot: String?, catalogue: QuotaCatalogue) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: "quota.no-file", Localized(zh: "读不到文件", en: "the file cannot be read"), file: name)
    }
    self.name = name
    hash = HashAlgorithm.sha256.hash([UInt8](data)).hex
    sheet = try Self.sheet(path, data, name)
    for (column, text) in (sheet.rows.first ?? []).enumerated() {
      let plain = text.trimmingCharacters(in: .whitespacesAndNewlines)
        .replacing("(", with: "（").replacing(")", with: "）")
      if let head = Head(rawValue: plain), columns[head] == nil { columns[head] = column }
    }
    let needed: [Head] = [.day, .kind, .summary, .quantity] + (lot == nil ? [.lot] : [])
    for head in needed where columns[head] == nil {
      faults.append(
        fault(
          0, nil, zh: "第 1 行缺少“\(head.rawValue)”列。",
          en: "row 1 has no column ‘\(head.rawValue)’."))
    }
    guard faults.isEmpty else { return }
    for row in sheet.rows.indices.dropFirst() where sheet.rows[row].contains(where: { !$0.isEmpty })
    {
      read(row, lot, catalogue)
    }
    if movements.isEmpty, faults.isEmpty {
      faults.append(fault(0, nil, zh: "没有一行流水。", en: "there is no movement."))
    }
  }

  private static func sheet(_ path: String, _ data: Data, _ name: String) throws -> SheetRows {
    // A workbook is an archive, whatever its name.
    if data.starts(with: Array("PK".utf8)) {
      let sheets = try SpreadsheetReader.read(path)
      if let found = sheets.first(where: { $0.name == sheetName }) ?? sheets.first { return found }
      throw Diagnostic(
        code: "quota.history-file",
        Localized(zh: "工作簿是空的。", en: "the workbook is empty."), file: name)
    }
    let bytes = [UInt8](data)
    let text =
      String(validating: bytes, as: UTF8.self)
      ?? TextCoding.text(bytes.map { CChar(bitPattern: $0) }, from: TextCoding.chinese)
    guard let text, !bytes.contains(0) else {
      throw Diagnostic(
        code: "quota.history-file",
        Localized(zh: "既不是工作簿，也不是文本。", en: "it is neither a workbook nor text."),
        remedy: Localized(zh: "交 .xlsx 或 .csv。", en: "Hand in .xlsx or .csv."), file: name)
    }
    return SheetRows(name: "", rows: CSV.rows(text, keepsBlank: true))
  }

  private func text(_ row: Int, _ head: Head) -> String {
    columns[head].map { sheet.text(row: row, column: $0) } ?? ""
  }

  private func fault(_ row: Int, _ head: Head?, zh: String, en: String) -> Diagnostic {
    Diagnostic(
      code: "quota.history-cell", Localized(zh: zh, en: en), file: name,
      layer: sheet.name.isEmpty ? nil : sheet.name,
      field: CellRange.address(row: row, column: head.flatMap { columns[$0] } ?? 0))
  }

  private mutating func read(_ row: Int, _ lot: String?, _ catalogue: QuotaCatalogue) {
    let before = faults.count
    let own = text(row, .lot)
    let id = own.isEmpty ? lot ?? "" : own
    if id.isEmpty { faults.append(fault(row, .lot, zh: "须写明批次。", en: "name the lot.")) }
    let day = Self.day(text(row, .day))
    if day == nil {
      faults.append(
        fault(
          row, .day, zh: "“\(text(row, .day))”不是日期，写作 2017-03-05。",
          en: "‘\(text(row, .day))’ is not a date such as 2017-03-05."))
    }
    let kind = movementKind(text(row, .kind), catalogue)
    if kind == nil {
      let known = (catalogue.movements ?? []).map(\.title.zh).joined(separator: "、")
      faults.append(
        fault(
          row, .kind, zh: "不认识的类型“\(text(row, .kind))”，可用：\(known)",
          en: "the kind ‘\(text(row, .kind))’ is not known; there are \(known)"))
    }
    if text(row, .summary).isEmpty {
      faults.append(fault(row, .summary, zh: "须有摘要。", en: "state what it was for."))
    }
    let amounts = QuotaAmounts(
      quantity: area(row, .quantity), paddy: area(row, .paddy), capacity: kilograms(row))
    if amounts.isZero, faults.count == before {
      faults.append(fault(row, .quantity, zh: "三数都是零。", en: "all three numbers are zero."))
    }
    guard faults.count == before, let day, let kind else { return }
    movements[id, default: []].append(
      QuotaMovement(
        row: row + 1, day: day, kind: kind.id, region: text(row, .region),
        summary: text(row, .summary), document: text(row, .document), amounts: amounts))
  }

  private func movementKind(
    _ text: String, _ catalogue: QuotaCatalogue
  ) -> QuotaMovementKind? {
    catalogue.movements?.first { $0.id == text || $0.title.zh == text || $0.title.en == text }
  }

  /// `2017-03-05`, `2017/3/5` and `2017年3月5日`, with or without a time of day.
  static func day(_ text: String) -> String? {
    let date = text.prefix { $0 != " " && $0 != "T" }
    let parts = date.split { "-/.年月日".contains($0) }.map(String.init)
    guard parts.count == 3, parts[0].count == 4, parts.allSatisfy({ Int($0) != nil }) else {
      return nil
    }
    func two(_ text: String) -> String { text.count == 1 ? "0" + text : text }
    let iso = "\(parts[0])-\(two(parts[1]))-\(two(parts[2]))"
    return iso.count == 10 && Timestamp(iso8601: iso) != nil ? iso : nil
  }

  /// Hectares to the 0.01 m²; empty is nothing. Below zero where that system corrects itself.
  private mutating func area(_ row: Int, _ head: Head) -> Area {
    let text = text(row, head).replacing(",", with: "")
    if text.isEmpty { return .zero }
    let scaled = Double(text).map { $0 * 1_000_000 }
    guard let scaled, scaled.magnitude < 1e15, abs(scaled - scaled.rounded()) < 1e-3 else {
      faults.append(
        fault(
          row, head, zh: "“\(text)”不是公顷数，至多六位小数。",
          en: "‘\(text)’ is not an area in hectares of at most six decimals."))
      return .zero
    }
    return Area(hundredths: Int64(scaled.rounded()))
  }

  private mutating func kilograms(_ row: Int) -> Int64 {
    let text = text(row, .capacity).replacing(",", with: "")
    if text.isEmpty { return 0 }
    guard let value = Double(text), value.magnitude < 1e15, value == value.rounded() else {
      faults.append(
        fault(
          row, .capacity, zh: "“\(text)”不是整公斤数（不写万公斤）。",
          en: "‘\(text)’ is not a whole number of kilograms."))
      return 0
    }
    return Int64(value)
  }
}
