import Access
import EventLog
import Foundation
import Groundwork
import Quota
import Spreadsheets
import Storage

/// What came in of the history of another system, or why nothing did.
public struct QuotaHistoryImport: Sendable, Encodable {
  public var checks: [QuotaHistoryCheck] = []
  /// Empty if everything came in. `layer` is the sheet, `field` the cell.
  public var problems: [Diagnostic] = []
  public var isWritten = false
}

/// How the history of another system comes in.
public struct QuotaHistoryRequest: Sendable {
  public var path: String
  /// The name of the file for faults; `nil`: its path.
  public var name: String?
  public var system: String
  /// The lot of rows that name none.
  public var lot: String?
  public var day: Timestamp
  public var document: QuotaDocument
  /// Only says what would come in.
  public var isTrial: Bool

  public init(
    path: String, name: String? = nil, system: String, lot: String? = nil, day: Timestamp,
    document: QuotaDocument, isTrial: Bool = false
  ) {
    self.path = path
    self.name = name
    self.system = system
    self.lot = lot
    self.day = day
    self.document = document
    self.isTrial = isTrial
  }
}

extension Workbench {
  /// Takes over the single movements behind opening balances: all rows of a file, or none with the faults
  /// by cell. They are kept as history of the other system; nothing of this book moves.
  ///
  /// - Throws: Diagnostics `quota.*`, `xlsx.read`, `access.refused`; `EventConflict`.
  public func importQuotaHistory(
    _ request: QuotaHistoryRequest, expected: Int64? = nil, by context: DeedContext,
    _ authority: Authority
  ) throws -> QuotaHistoryImport {
    let book = try quotaBook().book
    guard book.isFounded else { throw Workbench.noQuotaBook }
    try authority.demand(.change, Workbench.quotaObject(book), at: context.time)
    let name = request.name ?? request.path
    let file = try QuotaHistoryFile(
      path: request.path, statedAs: name, lot: request.lot, catalogue: book.catalogue)
    var result = QuotaHistoryImport()
    result.problems = file.faults
    guard file.faults.isEmpty else { return result }
    let orders = file.movements.sorted { $0.key < $1.key }.map { lot, movements in
      QuotaOrder(
        .inherit(
          lot: lot,
          history: QuotaHistory(
            system: request.system, file: name, hash: file.hash, movements: movements)),
        day: request.day, document: request.document)
    }
    do {
      if request.isTrial {
        _ = try QuotaDecider.decide(.post(orders: orders), in: book, by: context)
      } else {
        try performQuota(.post(orders: orders), expected: expected, by: context, authority)
        result.isWritten = true
      }
    } catch var fault as Diagnostic where fault.code.hasPrefix("quota.") {
      fault.file = fault.file ?? name
      result.problems = [fault]
      return result
    }
    result.checks = orders.compactMap { order in
      guard case .inherit(let lot, let history) = order.act else { return nil }
      return book.lots[lot].map {
        QuotaHistoryCheck(lot: lot, history, opening: $0.planned, in: book.catalogue)
      }
    }
    return result
  }

  /// A blank workbook for the history of another system, with the kinds of movements that are known.
  public func quotaHistoryTemplate() throws -> [UInt8] {
    let catalogue = try quotaBook().book.catalogue
    let kinds = catalogue.movements ?? []
    let heads = QuotaHistoryFile.Head.allCases
    let rows = CellRange(rows: 1...5000, columns: 3...3)
    var sheet = Sheet(
      name: QuotaHistoryFile.sheetName, columns: heads.map { _ in .init(width: 16) },
      rows: [heads.map { Cell.text($0.rawValue, style: .heading) }], frozenRows: 1)
    if !kinds.isEmpty {
      sheet.validations = [Validation(rows, .list(kinds.map(\.title.zh)))]
    }
    let words: [QuotaMovementKind.Effect: String] = [
      .incoming: "库存增加", .outgoing: "库存减少", .held: "在库不可用", .freed: "恢复可用",
    ]
    var meanings: [[Cell]] = [["类型", "作用"].map { Cell.text($0, style: .heading) }]
    for kind in kinds {
      meanings.append([Cell.text(kind.title.zh), Cell.text(words[kind.effect] ?? "")])
    }
    let list = Sheet(
      name: "类型", columns: [.init(width: 18), .init(width: 14)], rows: meanings, frozenRows: 1)
    return try Workbook(title: "原账流水", sheets: [sheet, list]).bytes()
  }
}
