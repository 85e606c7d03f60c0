import Access
import Groundwork
import Spreadsheets

extension Accounts {
  /// The number of prepared rows of a sheet.
  private static let rows = 1000

  /// A blank workbook for organisations, people and grants, with lists of kinds and roles and an example in
  /// each sheet.
  public func templateFile() throws -> [UInt8] { try template().bytes() }

  private func template() -> Workbook {
    let roles = policy.book.roles.values.sorted { $0.id < $1.id }.map(\.title.zh)
    let examples: [AccountsFile.Part: [String]] = [
      .organisations: ["例：county-nr", "某县自然资源和规划局", "自然资源和规划", "330114", "county-gov"],
      .people: ["例：zhang.san", "张三", "county-nr"],
      .grants: ["例：zhang.san", "county-nr", "规划编制", "330114", "2026-03-01", ""],
    ]
    let lists: [AccountsFile.Field: [String]] = [
      .kind: OrganisationKind.allCases.map(\.title.zh), .role: roles,
    ]
    return Workbook(
      title: "单位、人员与授权",
      sheets: [guide()]
        + AccountsFile.Part.allCases.map { part in
          let fields = part.fields
          var sheet = Sheet(
            name: part.title.zh, columns: fields.map { _ in .init(width: 24) },
            rows: [
              fields.map { .text("\($0.title.zh)（\($0.rawValue)）", style: .heading) },
              (examples[part] ?? []).map { .text($0, style: CellStyle(color: 0x5A6670)) },
            ], frozenRows: 1)
          // Codes and days stay as they are typed.
          sheet.rows += (0..<200).map { _ in
            fields.map { _ in Cell(.empty, style: CellStyle(numberFormat: "@")) }
          }
          for (column, field) in fields.enumerated() {
            if let list = lists[field] {
              sheet.validations.append(
                Validation(
                  CellRange(rows: 2...Self.rows, columns: column...column), .list(list)))
            }
          }
          return sheet
        })
  }

  private func guide() -> Sheet {
    let lines = [
      "每个单位、人员、授权一行，自第 3 行填起；以“例：”开头的行不读。",
      "单位、人员的编号用字母、数字和 . _ - @；区划代码：省 2 位、市 4 位、县 6 位、乡镇 9 位、村 12 位，不补零，全国为空。",
      "上级单位、任职单位、单位填单位编号；任职有几个的以顿号隔开。",
      "授权的区划须在单位的区划之内；起始日为空即时生效，截止日为空长期有效（截止日当天起失效）。",
      "单位和人员由系统管理员导入，授权由安全管理员导入（三员分立）：同一文件，各自导入自己的部分；已有的行不再写入。",
      "One row for each organisation, person or grant, from row 3 on; rows that begin with 例： are not read.",
      "Codes of areas: 2 digits a province, 4 a city, 6 a county, 9 a town, 12 a village; none is the country.",
      "The system administrator enters organisations and people, the security administrator the grants.",
    ]
    return Sheet(
      name: "说明", columns: [.init(width: 110)],
      rows: lines.map { [.text($0, style: CellStyle(isWrapped: true))] })
  }
}
