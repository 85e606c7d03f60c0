import EventLog
import Foundation
import Governance
import Groundwork
import Spreadsheets
import VectorFiles

/// Reads the workbook that ``ProjectWorkbook`` writes, with every fault at its cell.
struct ProjectWorkbookReader {
  /// A card with the row in which it stands.
  struct Row {
    var draft: ProjectDraft
    /// From 0.
    var row: Int
  }

  let file: String
  private let sheet: SheetRows?
  private let ground: SheetRows?
  /// The columns of the sheet of projects by their names.
  private let columns: [String: Int]

  var shortName: String { (file as NSString).lastPathComponent }

  init(path: String, name: String) throws {
    file = name
    let sheets = try SpreadsheetReader.read(path)
    sheet = sheets.first { $0.name == ProjectColumns.projects }
    ground = sheets.first { $0.name == ProjectColumns.ground }
    columns = sheet.map(ProjectWorkbookReader.columns) ?? [:]
  }

  private static func columns(of sheet: SheetRows) -> [String: Int] {
    guard sheet.rows.indices.contains(ProjectColumns.names) else { return [:] }
    var found: [String: Int] = [:]
    for column in sheet.rows[ProjectColumns.names].indices.reversed() {
      let name = sheet.text(row: ProjectColumns.names, column: column)
      if !name.isEmpty { found[name] = column }
    }
    return found
  }

  /// A fault of a part of a card, at the cell of the row where it stands.
  func placed(_ fault: Diagnostic, _ row: Row) -> Diagnostic {
    let name =
      switch fault.field {
      case "ground": "id"
      case "targets": columns.keys.filter { $0.hasPrefix(ProjectColumns.target) }.min() ?? "id"
      case "costs":
        columns.keys.filter { $0.hasPrefix(ProjectColumns.cost) && Int($0.dropFirst(5)) != nil }
          .min() ?? "first_year"
      default: fault.field ?? "id"
      }
    var placed = at(
      ProjectColumns.projects, row.row, columns[name] ?? 0, zh: fault.message.zh,
      en: fault.message.en)
    placed.code = fault.code
    placed.feature = row.draft.id
    return placed
  }

  private func at(_ sheet: String, _ row: Int, _ column: Int, zh: String, en: String) -> Diagnostic
  {
    Diagnostic(
      code: "project.cell", Localized(zh: zh, en: en), file: file, layer: sheet,
      field: CellRange.address(row: row, column: column))
  }

  // MARK: Cards

  /// The cards of the workbook and what is wrong with it.
  ///
  /// - Parameter known: the present cards, whose ground stays where the workbook has no sheet of it.
  func drafts(known: [String: ProjectCard?]) -> (rows: [Row], faults: [Diagnostic]) {
    guard let sheet else {
      return (
        [],
        [
          Diagnostic(
            code: "project.sheet",
            Localized(
              zh: "工作簿中没有“\(ProjectColumns.projects)”表。",
              en: "the workbook has no sheet ‘\(ProjectColumns.projects)’."),
            remedy: Localized(
              zh: "用导出的工作簿填写：zhitu project export。",
              en: "Fill in an exported workbook: zhitu project export."), file: file)
        ]
      )
    }
    var faults = headFaults(sheet)
    guard faults.isEmpty else { return ([], faults) }
    let pieces = readGround(&faults)
    var rows: [Row] = []
    var first: [String: Int] = [:]
    for row in sheet.rows.indices.dropFirst(ProjectColumns.firstRow) {
      let isEmpty = sheet.rows[row].indices.allSatisfy { sheet.text(row: row, column: $0).isEmpty }
      guard !isEmpty, let found = read(sheet, row, pieces, known, &faults) else { continue }
      let column = columns["id"] ?? 0
      if let other = first.updateValue(row, forKey: found.draft.id) {
        faults.append(
          at(
            sheet.name, row, column, zh: "编号与第 \(other + 1) 行相同。",
            en: "the same id as in row \(other + 1)."))
      }
      rows.append(found)
    }
    for id in pieces?.keys.sorted() ?? [] where first[id] == nil {
      let row = pieces?[id]?.row ?? 0
      faults.append(
        at(
          ProjectColumns.ground, row, 0, zh: "“项目”表中没有编号 \(id)。",
          en: "the sheet of projects has no id \(id)."))
    }
    return (rows, faults)
  }

  private func headFaults(_ sheet: SheetRows) -> [Diagnostic] {
    let needed = ["id", "title", "element", "first_year", "last_year"]
    let wanted =
      needed + ["version"] + ProjectColumns.texts.map(\.name) + ProjectColumns.numbers.map(\.name)
      + ProjectColumns.lists.map(\.name) + ProjectColumns.computed.map(\.0)
      + ProjectCard.targetIndicators.map { ProjectColumns.target + $0.rawValue }
    var faults = needed.filter { columns[$0] == nil }.map { name in
      at(
        sheet.name, ProjectColumns.names, 0, zh: "第 \(ProjectColumns.names + 1) 行缺少列名 \(name)。",
        en: "row \(ProjectColumns.names + 1) has no column named \(name).")
    }
    let head = ProjectColumns.names
    for column in sheet.rows.indices.contains(head) ? sheet.rows[head].indices : 0..<0 {
      let name = sheet.text(row: head, column: column)
      if !name.isEmpty, columns[name] != column {
        faults.append(
          at(
            sheet.name, head, column, zh: "列名 \(name) 写了两次。",
            en: "two columns are named \(name)."))
      }
    }
    for (name, column) in columns.sorted(by: { $0.value < $1.value }) {
      let isCost = name.hasPrefix(ProjectColumns.cost) && Int(name.dropFirst(5)) != nil
      if !isCost, !wanted.contains(name) {
        faults.append(
          at(
            sheet.name, ProjectColumns.names, column, zh: "没有名为 \(name) 的列。",
            en: "there is no column named \(name)."))
      }
    }
    return faults
  }

  private func read(
    _ sheet: SheetRows, _ row: Int, _ pieces: [String: GroundRows]?,
    _ known: [String: ProjectCard?], _ faults: inout [Diagnostic]
  ) -> Row? {
    let before = faults.count
    func text(_ name: String) -> String {
      columns[name].map { sheet.text(row: row, column: $0) } ?? ""
    }
    func fault(_ name: String, zh: String, en: String) {
      faults.append(at(sheet.name, row, columns[name] ?? 0, zh: zh, en: en))
    }
    func whole(_ name: String, _ standard: Int?) -> Int {
      let text = text(name)
      if text.isEmpty, let standard { return standard }
      guard let value = Double(text), let number = Int(exactly: value) else {
        fault(name, zh: "“\(text)”不是整数。", en: "‘\(text)’ is not a whole number.")
        return 0
      }
      return number
    }
    let id = text("id")
    if !StreamName.isPart(id) {
      fault(
        "id", zh: "编号须为字母、数字和 -._:@，不超过 128 个字符。", en: "an id has letters, digits and -._:@ only.")
    }
    let element = ProjectCard.Element.allCases.first { $0.title.zh == text("element") }
    if element == nil {
      let names = ProjectCard.Element.allCases.map(\.title.zh).joined(separator: "、")
      fault(
        "element", zh: "“\(text("element"))”不是整治要素（\(names)）。",
        en: "‘\(text("element"))’ is not an element (\(names)).")
    }
    // What the workbook has no column for stays as it is.
    let old = known[id] ?? nil
    var card = old ?? ProjectCard(title: "", element: .other, firstYear: 0, lastYear: 0)
    card.element = element ?? .other
    for column in ProjectColumns.texts where columns[column.name] != nil {
      card[keyPath: column.part] = text(column.name)
    }
    for column in ProjectColumns.numbers where columns[column.name] != nil {
      card[keyPath: column.part] = whole(column.name, column.name == "stage" ? 1 : nil)
    }
    for column in ProjectColumns.lists where columns[column.name] != nil {
      let items = text(column.name).split(whereSeparator: ProjectColumns.separators.contains)
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      card[keyPath: column.part] = items
    }
    card.costs.removeAll { columns["\(ProjectColumns.cost)\($0.year)"] != nil }
    for name in columns.keys.sorted() where name.hasPrefix(ProjectColumns.cost) {
      guard let year = Int(name.dropFirst(5)), !text(name).isEmpty else { continue }
      guard let value = Double(text(name)), let money = Money(roundingYuan: value * 10_000),
        abs(value * 1_000_000 - Double(money.fen)) < 0.01
      else {
        fault(
          name, zh: "“\(text(name))”不是以万元计、精确到分的金额。",
          en: "‘\(text(name))’ is not an amount in 万元, to the 分.")
        continue
      }
      if money != .zero { card.costs.append(.init(year: year, amount: money)) }
    }
    card.costs.sort { $0.year < $1.year }
    for indicator in ProjectCard.targetIndicators {
      let name = ProjectColumns.target + indicator.rawValue
      guard columns[name] != nil else { continue }
      var targets = (card.targets ?? []).filter { $0.indicator != indicator }
      if !text(name).isEmpty {
        // 万元 in 分, 亩 in 0.01 m².
        let unit = indicator.unit == .money ? 1_000_000.0 : 200_000.0 / 3
        guard let value = Double(text(name)), value >= 0, value * unit < 1e15 else {
          fault(
            name, zh: "“\(text(name))”不是非负数。", en: "‘\(text(name))’ is no number from zero.")
          continue
        }
        targets.append(
          .init(
            indicator: indicator,
            amount: Int64((value * unit).rounded(.toNearestOrAwayFromZero))))
      }
      let order = ProjectCard.targetIndicators
      targets.sort {
        (order.firstIndex(of: $0.indicator) ?? 0) < (order.firstIndex(of: $1.indicator) ?? 0)
      }
      card.targets = targets.isEmpty ? nil : targets
    }
    if let pieces { card.ground = pieces[id]?.ground }
    let version = whole("version", 0)
    guard faults.count == before else { return nil }
    return Row(draft: ProjectDraft(id: id, version: Int64(version), card: card), row: row)
  }

  // MARK: Ground

  struct GroundRows {
    var ground: ProjectCard.Ground
    /// The first of its rows.
    var row: Int
  }

  /// The ground of the projects; `nil` where the workbook has no sheet of it.
  private func readGround(_ faults: inout [Diagnostic]) -> [String: GroundRows]? {
    guard let ground else { return nil }
    let columns = ProjectWorkbookReader.columns(of: ground)
    guard let id = columns["id"], let plan = columns["plan"], let measure = columns["measure"]
    else {
      faults.append(
        at(
          ground.name, ProjectColumns.names, 0, zh: "列名须为 id、plan、measure。",
          en: "the columns are named id, plan, measure."))
      return nil
    }
    var found: [String: GroundRows] = [:]
    for row in ground.rows.indices.dropFirst(ProjectColumns.firstRow) {
      let cells = [id, plan, measure].map { ground.text(row: row, column: $0) }
      guard !cells.allSatisfy(\.isEmpty) else { continue }
      guard !cells.contains("") else {
        let column = zip([id, plan, measure], cells).first { $0.1.isEmpty }?.0 ?? id
        faults.append(at(ground.name, row, column, zh: "此格须填。", en: "this cell must be filled."))
        continue
      }
      var rows =
        found[cells[0]] ?? GroundRows(ground: .init(plan: cells[1], measures: []), row: row)
      guard rows.ground.plan == cells[1] else {
        faults.append(
          at(
            ground.name, row, plan, zh: "一个项目的图斑须属同一方案（\(rows.ground.plan)）。",
            en: "the measures of a project are of one plan (\(rows.ground.plan))."))
        continue
      }
      rows.ground.measures.append(cells[2])
      found[cells[0]] = rows
    }
    return found
  }
}
