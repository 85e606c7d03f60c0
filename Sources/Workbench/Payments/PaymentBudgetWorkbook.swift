import Access
import EventLog
import Finance
import Foundation
import Groundwork
import Spreadsheets

/// The budget under supervision as a workbook that can be changed and entered again.
public struct PaymentBudgetWorkbook {
  static let sheet = "预算"
  static let columns = ["编号", "科目", "用途", "金额（元）", "资金方案行"]

  private let book: PaymentBook

  public init(_ book: PaymentBook) { self.book = book }

  /// The bytes of the `.xlsx` file.
  /// - Throws: Diagnostics of writing a workbook.
  public func bytes() throws -> [UInt8] {
    let lines = book.lines.values.sorted { $0.id < $1.id }.map { line -> [Cell] in
      [
        .text(line.id), .text(line.title), .text(line.purpose), .money(line.amount),
        .text(line.fundLine ?? ""),
      ]
    }
    let workbook = Workbook(
      title: book.title,
      sheets: [
        Sheet(
          name: Self.sheet, columns: [14, 36, 16, 20, 18].map { Sheet.Column(width: $0) },
          rows: [Self.columns.map { .text($0) }] + lines, frozenRows: 1)
      ])
    return try workbook.bytes()
  }

  /// The lines that a workbook states, with the faults of their cells.
  ///
  /// - Throws: Diagnostics `xlsx.read`, `fund.sheet`.
  static func read(
    _ path: String, statedAs file: String
  ) throws -> (lines: [BudgetLine], rows: [String: Int], sheet: MoneySheet) {
    var sheet = try MoneySheet(path: path, name: file, sheet: Self.sheet, columns: columns)
    var lines: [BudgetLine] = []
    var rows: [String: Int] = [:]
    guard sheet.faults.isEmpty else { return ([], [:], sheet) }
    for row in sheet.rows {
      let texts = columns.map { sheet.text(row, $0) }
      if !StreamName.isPart(texts[0]) {
        sheet.blame(
          row, columns[0], zh: "编号只用字母、数字和 -._:@。", en: "an id has letters, digits and -._:@ only.")
      }
      if let other = rows.updateValue(row, forKey: texts[0]) {
        sheet.blame(
          row, columns[0], zh: "编号与第 \(other + 1) 行相同。", en: "the same id as in row \(other + 1).")
      }
      for place in 1...2 where texts[place].isEmpty {
        sheet.blame(row, columns[place], zh: "此格须填。", en: "this cell must be filled.")
      }
      guard let amount = sheet.money(row, columns[3]) else { continue }
      lines.append(
        BudgetLine(
          id: texts[0], title: texts[1], purpose: texts[2], amount: amount,
          fundLine: texts[4].isEmpty ? nil : texts[4]))
    }
    return (lines, rows, sheet)
  }
}

extension Workbench {
  /// Enters the budget of a workbook: all lines, or none with the faults by cell. Lines that the
  /// workbook leaves out stay as they are.
  ///
  /// - Throws: `EventConflict`; diagnostics `xlsx.read`, `fund.sheet`, `access.refused`.
  public func importBudget(
    _ path: String, statedAs file: String? = nil, document: PaymentDocument,
    isTrial: Bool = false, by context: DeedContext, _ authority: Authority
  ) throws -> MoneyImport {
    let (lines, rows, read) = try PaymentBudgetWorkbook.read(path, statedAs: file ?? path)
    var sheet = read
    try authority.demand(
      .create, Workbench.paymentObject(context.actor, authority.law.directory), at: context.time)
    let seen = try paymentBook()
    var result = MoneyImport()
    var orders: [PaymentOrder] = []
    for line in lines where sheet.faults.isEmpty {
      let old = seen.book.lines[line.id]
      guard old != line else {
        result.unchanged += 1
        continue
      }
      orders.append(PaymentOrder(.budget(line: line), day: context.time, document: document))
      result.changes.append(
        MoneyImport.Change(
          id: line.id, title: line.title, before: old.map { PaymentText.yuan($0.amount) } ?? "",
          after: PaymentText.yuan(line.amount)))
    }
    if sheet.faults.isEmpty {
      check(orders, in: seen.book, by: context, rows, &sheet)
    }
    result.problems = sheet.faults
    guard sheet.faults.isEmpty else {
      result.changes = []
      return result
    }
    guard !orders.isEmpty, !isTrial else { return result }
    try performPayments(orders, expected: seen.version, by: context, authority)
    result.isWritten = true
    return result
  }

  /// Tells what the law of payments says to each line at its cell.
  private func check(
    _ orders: [PaymentOrder], in book: PaymentBook, by context: DeedContext,
    _ rows: [String: Int], _ sheet: inout MoneySheet
  ) {
    for order in orders {
      guard case .budget(let line) = order.act else { continue }
      do {
        _ = try PaymentDecider.decide([order], in: book, by: context)
      } catch let fault as Diagnostic {
        sheet.blame(fault, row: rows[line.id], column: PaymentBudgetWorkbook.columns[3])
      } catch {
        sheet.blame(
          Diagnostic(code: "fund.cell", Localized("\(error)")), row: rows[line.id],
          column: PaymentBudgetWorkbook.columns[0])
      }
    }
  }
}
