import Foundation
import Groundwork
import Spreadsheets
import TestSupport
import Testing

/// The parts of a workbook file, unpacked with the system's own `unzip`.
func parts(of path: String) throws -> [String: String] {
  let folder = path + ".parts"
  let unzip = Process()
  unzip.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
  unzip.arguments = ["-qq", "-o", path, "-d", folder]
  try unzip.run()
  unzip.waitUntilExit()
  #expect(unzip.terminationStatus == 0)
  var parts: [String: String] = [:]
  for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
    if let data = FileManager.default.contents(atPath: folder + "/" + name) {
      parts[name] = String(decoding: data, as: UTF8.self)
    }
  }
  return parts
}

@Suite("Workbooks", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")))
struct WorkbookTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("a cell keeps its type, and the same workbook gives the same bytes")
  func cells() throws {
    let book = Workbook(
      title: "指标台账",
      sheets: [
        Sheet(
          name: "台账", columns: [.init(width: 30), .init(isHidden: true)],
          rows: [
            [.text("项目", style: .heading), .text("面积（亩）", style: .heading), .text("日期")],
            [
              .text("0012<&>"), .mu(Area(hundredths: 200_000)), Cell(.date(day: 20_454)),
              Cell(.boolean(true)), .money(Money(fen: 12_345)), .empty,
            ],
          ], frozenRows: 1, filterRow: 0)
      ])
    let (first, second) = (scratch.path + "/a.xlsx", scratch.path + "/b.xlsx")
    try book.write(to: first)
    try book.write(to: second)
    #expect(
      try Data(contentsOf: .init(fileURLWithPath: first))
        == Data(contentsOf: .init(fileURLWithPath: second)))

    let parts = try parts(of: first)
    let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
    #expect(parts["xl/sharedStrings.xml"]?.contains("<t>0012&lt;&amp;&gt;</t>") == true)
    #expect(parts["docProps/core.xml"]?.contains("<dc:title>指标台账</dc:title>") == true)
    // 2000 m² are three mu; 2026-01-01 is day 46023 of Excel.
    #expect(sheet.contains("<v>3</v>"))
    #expect(sheet.contains("<v>46023</v>"))
    #expect(sheet.contains(#"t="b"><v>1</v>"#))
    #expect(sheet.contains("<v>123.45</v>"))
    #expect(sheet.contains(#"<pane ySplit="1""#))
    #expect(sheet.contains(#"<autoFilter ref="A1:F2"/>"#))
    #expect(sheet.contains(#"hidden="1""#))
    #expect(
      parts["xl/styles.xml"]?.contains("yyyy\\-mm\\-dd") == true
        || parts["xl/styles.xml"]?.contains("yyyy-mm-dd") == true)
  }

  @Test("prompts, comments, bounds and lists of any length are in the file")
  func validations() throws {
    let short = ["是", "否"]
    let long = (1...90).map { "自然资发〔2024〕\($0)号" }
    func cell(_ row: Int) -> CellRange { CellRange(rows: row...(row + 9), columns: 0...0) }
    let book = Workbook(sheets: [
      Sheet(
        name: "登记", rows: [[Cell(.text("文号"), comment: "批准文件的文号")]],
        validations: [
          Validation(cell(1), .list(short), promptTitle: "填写", prompt: "是或否"),
          Validation(cell(11), .list(long)),
          Validation(cell(21), .list(["有,号"])),
          Validation(cell(31), .number(atLeast: 0, atMost: nil), error: "不得为负"),
          Validation(cell(41), .date, isWarningOnly: true),
        ])
    ])
    let path = scratch.path + "/v.xlsx"
    try book.write(to: path)
    let parts = try parts(of: path)
    let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
    #expect(sheet.contains("<formula1>\"是,否\"</formula1>"))
    #expect(sheet.contains("<formula1>'lists'!$A$1:$A$90</formula1>"))
    #expect(sheet.contains("<formula1>'lists'!$B$1:$B$1</formula1>"))
    #expect(sheet.contains(#"prompt="是或否""#))
    #expect(sheet.contains(#"error="不得为负""#))
    #expect(sheet.contains(#"type="date" operator="greaterThanOrEqual" errorStyle="warning""#))
    #expect(parts["xl/comments1.xml"]?.contains("批准文件的文号") == true)
    #expect(parts["xl/workbook.xml"]?.contains(#"name="lists" sheetId="2" state="hidden""#) == true)
  }

  @Test("what the format cannot hold is refused with sheet and cell, and nothing is written")
  func limits() throws {
    func refused(_ sheets: [Sheet], _ code: String, cell: String? = nil) throws {
      let path = scratch.path + "/refused.xlsx"
      let fault = try #require(throws: Diagnostic.self) {
        try Workbook(sheets: sheets).write(to: path)
      }
      #expect(fault.code == "xlsx." + code)
      #expect(fault.field == cell)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    func one(_ cell: Cell) -> [Sheet] { [Sheet(name: "a", rows: [[], [.empty, cell]])] }
    try refused([], "sheets")
    try refused([Sheet(name: "a/b")], "sheet-name")
    try refused([Sheet(name: String(repeating: "田", count: 32))], "sheet-name")
    try refused([Sheet(name: "A"), Sheet(name: "a")], "sheet-name")
    try refused(one(.number(.nan)), "cell", cell: "B2")
    try refused(one(.text(String(repeating: "x", count: 32_768))), "cell", cell: "B2")
    try refused(one(Cell(.date(day: -25_509))), "cell", cell: "B2")
    try refused(
      [
        Sheet(
          name: "a",
          validations: [
            Validation(
              CellRange(rows: 0...0, columns: 27...28), .any,
              prompt: String(repeating: "x", count: 256))
          ])
      ], "validation", cell: "AB1:AC1")
    // What is exactly at the limit is written.
    try Workbook(sheets: one(.text(String(repeating: "x", count: 32_767)))).write(
      to: scratch.path + "/full.xlsx")
  }

  @Test("a file that cannot be written is an error that names it")
  func unwritable() throws {
    let path = scratch.path + "/no/such/folder.xlsx"
    let fault = try #require(throws: Diagnostic.self) {
      try Workbook(sheets: [Sheet(name: "a", rows: [[.text("x")]])]).write(to: path)
    }
    #expect(fault.code == "xlsx.write")
    #expect(fault.file == path)
  }

  @Test("names of sheets are made valid and unique")
  func names() {
    #expect(Workbook.sheetName(for: "a/b:c") == "a_b_c")
    #expect(Workbook.sheetName(for: "''") == "Sheet")
    let long = String(repeating: "田", count: 40)
    var taken: [String] = []
    for _ in 0..<12 {
      let name = Workbook.sheetName(for: long, taken: taken)
      #expect(name.utf16.count <= Workbook.Limit.sheetName)
      #expect(!taken.contains(name))
      taken.append(name)
    }
  }

  @Test(
    "columns have Excel's names",
    arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
  func columnNames(column: Int, name: String) {
    #expect(CellRange.columnName(column) == name)
  }
}
