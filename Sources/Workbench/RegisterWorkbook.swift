import Foundation
import Groundwork
import Policy
import Spreadsheets

/// A register as a workbook (登记簿): one sheet for single values, one for each collection that comes
/// from a register, one for overrides, with prompts, lists, units and examples in every column.
///
/// ``Workbench/register(_:catalogue:)`` reads it back. Rows of a collection begin at
/// ``RegisterLayout/firstRow``; the row above has the names by which they are read.
enum RegisterLayout {
  static let scalars = "单项资料"
  static let overrides = "例外记录"
  static let overrideFields = ["rule", "authority", "reason", "document", "date"]
  /// The row of the identifiers, and the first row to fill in, counted from 0.
  static let names = 3
  static let firstRow = 5
  /// The number of prepared rows.
  static let rows = 500
  /// The statements in the head of a sheet.
  static let unknown = "未填（未知）"
  static let none = "无此类事项"
  static let filled = "已填写"

  /// The collections that registers give or complete; the ground itself comes from the plan.
  static func collections(of catalogue: FactCatalogue) -> [FactCatalogue.Collection] {
    catalogue.collections.filter { !["pieces", "patches", "blocks"].contains($0.name) }
  }

  /// `占补平衡项目 balance_projects`, shortened to the limit of sheet names.
  static func sheetNames(of catalogue: FactCatalogue) -> [String: String] {
    var names: [String: String] = [:]
    for collection in collections(of: catalogue) {
      let title = String(collection.meaning.zh.prefix { !"，。；（：".contains($0) })
      names[collection.name] = Workbook.sheetName(
        for: "\(title) \(collection.name)", taken: Array(names.values) + [scalars, overrides])
    }
    return names
  }
}

extension Workbench {
  /// A blank register for this catalogue.
  package static func blankRegister(_ catalogue: FactCatalogue) -> Workbook {
    let names = RegisterLayout.sheetNames(of: catalogue)
    return Workbook(
      title: "治土登记簿 Zhitu register",
      sheets: [guide(), scalarSheet(catalogue)]
        + RegisterLayout.collections(of: catalogue).map {
          collectionSheet($0, named: names[$0.name] ?? $0.name)
        } + [overrideSheet()])
  }

  /// Writes a blank register.
  ///
  /// - Returns: how many sheets it has.
  public static func writeBlankRegister(_ catalogue: FactCatalogue, to path: String) throws -> Int {
    let workbook = blankRegister(catalogue)
    try workbook.write(to: path)
    return workbook.sheets.count
  }

  /// A blank register as the bytes of a workbook.
  public static func blankRegisterBytes(_ catalogue: FactCatalogue) throws -> [UInt8] {
    try blankRegister(catalogue).bytes()
  }

  private static func guide() -> Sheet {
    let lines = [
      "治土登记簿：规则检验所需、图层中没有的资料。空格为“未知”，未知的资料不会使规则通过。",
      "表“\(RegisterLayout.scalars)”：一项一行，在“填写”一列填入；数字以所列单位计，也可自带单位，如 8 mu、3.2 hm2、500 wan_yuan。",
      "其余各表：一条记录一行，自第 \(RegisterLayout.firstRow + 1) 行填起；表头下的英文名称用于读回，请勿改动。",
      "没有此类事项的，在表首“本表情况”选“\(RegisterLayout.none)”；选“\(RegisterLayout.unknown)”或空白即为未知。",
      "只补充方案已有记录（如整治图斑、项目、乡镇、行政村）的，填其 code（代码）和所补各列，id 留空。",
      "用法：zhitu verify --workspace 工作空间 --plan 方案 --facts 登记簿.xlsx；有误处按表和单元格指出。",
      "Register of facts that no layer contains. An empty cell is unknown; a rule with an unknown fact never passes.",
      "A sheet without records is unknown, unless its head states that there are none.",
      "Names in the row below the headings are used to read the register back; do not change them.",
    ]
    return Sheet(
      name: "说明", columns: [.init(width: 110)],
      rows: lines.map { [.text($0, style: CellStyle(isWrapped: true))] })
  }

  private static func scalarSheet(_ catalogue: FactCatalogue) -> Sheet {
    var sheet = Sheet(
      name: RegisterLayout.scalars,
      columns: [
        .init(width: 44), .init(width: 44), .init(width: 20), .init(width: 10), .init(width: 34),
        .init(width: 28),
      ],
      rows: [
        ["资料", "fact", "填写 value", "单位 unit", "来源 origin", "名称 name"].map {
          .text($0, style: .heading)
        }
      ], frozenRows: 1)
    for field in catalogue.scalars {
      let row = sheet.rows.count
      sheet.rows.append([
        .text(field.meaning.zh, style: CellStyle(isWrapped: true)),
        .text(field.meaning.en, style: CellStyle(isWrapped: true)),
        Cell(.empty, style: entry(field)), .text(unit(field)),
        .text(field.source.zh, style: CellStyle(isWrapped: true)), .text(field.name),
      ])
      sheet.validations.append(
        validation(field, CellRange(rows: row...row, columns: 2...2)))
    }
    return sheet
  }

  private static func collectionSheet(
    _ collection: FactCatalogue.Collection, named name: String
  ) -> Sheet {
    let fields = collection.fields
    let wrapped = CellStyle(isWrapped: true)
    var sheet = Sheet(
      name: name, columns: fields.map { _ in .init(width: 18) },
      rows: [
        [
          .text("本表情况 status", style: .heading),
          Cell(.text(RegisterLayout.unknown), style: CellStyle(hasBorder: true)),
          .text("\(collection.meaning.zh) — \(collection.source.zh)"),
        ],
        fields.map { .text($0.meaning.zh, style: .heading) },
        fields.map { .text($0.meaning.en, style: wrapped) },
        fields.map { .text($0.name, style: CellStyle(isBold: true)) },
        fields.map {
          Cell(
            .text(unit($0)), style: CellStyle(color: 0x5A6670),
            comment: "示例 example: \(example($0))")
        },
      ], frozenRows: RegisterLayout.firstRow, filterRow: nil)
    sheet.validations.append(
      Validation(
        CellRange(rows: 0...0, columns: 1...1),
        .list([RegisterLayout.unknown, RegisterLayout.none, RegisterLayout.filled]),
        promptTitle: "本表情况",
        prompt: "没有此类事项时选“\(RegisterLayout.none)”；否则留“\(RegisterLayout.unknown)”。"))
    let rows = RegisterLayout.firstRow...(RegisterLayout.firstRow + RegisterLayout.rows - 1)
    for (column, field) in fields.enumerated() {
      sheet.validations.append(
        validation(field, CellRange(rows: rows, columns: column...column)))
    }
    return sheet
  }

  private static func overrideSheet() -> Sheet {
    let titles = ["规则编号", "批准机关", "理由", "文号", "日期"]
    return Sheet(
      name: RegisterLayout.overrides, columns: titles.map { _ in .init(width: 24) },
      rows: [
        [.text("原则上强制的规则，经批准突破的，逐条登记。Overrides of rules \"in principle\".")],
        titles.map { .text($0, style: .heading) },
        ["rule", "authority", "reason", "document", "date"].map { .text($0) },
        RegisterLayout.overrideFields.map { .text($0, style: CellStyle(isBold: true)) },
        ["如 CAP-01", "如 省自然资源厅", "", "如 浙自然资〔2026〕1号", "如 2026-03-01"].map { .text($0) },
      ], frozenRows: RegisterLayout.firstRow)
  }

  // MARK: Columns

  private static func unit(_ field: FactCatalogue.Field) -> String {
    switch field.type {
    case .text: field.values.isEmpty ? "文字" : "选项"
    case .truth: "是 / 否"
    case .date: "日期"
    case .identifier: "序号（可空）"
    case .quantity(let unit): unit.name
    }
  }

  private static func example(_ field: FactCatalogue.Field) -> String {
    switch field.type {
    case .text: field.values.first { !$0.isEmpty } ?? (field.name == "code" ? "330299001" : "文字")
    case .truth: "是"
    case .date: "2026-03-01"
    case .identifier: "1"
    case .quantity(let unit):
      switch unit.name {
      case "m2": "666.67，或 1 mu，或 0.5 hm2"
      case "ratio": "0.05"
      case "yuan": "1200000，或 120 wan_yuan"
      default: "10"
      }
    }
  }

  private static func entry(_ field: FactCatalogue.Field) -> CellStyle {
    switch field.type {
    case .date: CellStyle(numberFormat: "yyyy-mm-dd", fill: 0xFFFBE6, hasBorder: true)
    case .text: CellStyle(numberFormat: "@", fill: 0xFFFBE6, hasBorder: true)
    default: CellStyle(fill: 0xFFFBE6, hasBorder: true)
    }
  }

  private static func validation(
    _ field: FactCatalogue.Field, _ range: CellRange
  ) -> Validation {
    let rule: Validation.Rule =
      switch field.type {
      case .truth: .list(["是", "否"])
      case .text where !field.values.isEmpty: .list(field.values.filter { !$0.isEmpty })
      default: .any
      }
    let words = "\(field.meaning.zh)。\(unit(field))；示例：\(example(field))。来源：\(field.source.zh)"
    return Validation(
      range, rule, promptTitle: String(field.name.prefix(32)), prompt: String(words.prefix(255)),
      errorTitle: "不在选项之内", error: "请从列表中选择，或留空（未知）。")
  }
}
