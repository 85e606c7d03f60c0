import Foundation
import Groundwork
import Policy
import Spreadsheets
import TestSupport
import Testing
import Workbench

@Suite("Registers as workbooks")
struct RegisterWorkbookTests {
  let scratch: Scratch
  let catalogue: FactCatalogue

  init() throws {
    scratch = try Scratch()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    catalogue = try RuleBook.load(root.appendingPathComponent("Policies").path).catalogue
  }

  private func read(_ book: Workbook) throws -> Facts {
    let path = scratch.path + "/register.xlsx"
    try book.write(to: path)
    var facts = Facts(catalogue)
    try facts.add([try Workbench.register(path, catalogue: catalogue)])
    return facts
  }

  private func sheet(_ name: String, _ book: Workbook) throws -> Int {
    try #require(book.sheets.firstIndex { $0.name.hasSuffix(name) })
  }

  private func put(
    _ values: [String: Cell.Value], row: Int, into sheet: inout Sheet
  ) throws {
    let names = sheet.rows[3].map(\.value)
    while sheet.rows.count <= row { sheet.rows.append([]) }
    var cells = names.map { _ in Cell.empty }
    for (name, value) in values {
      cells[try #require(names.firstIndex(of: .text(name)))] = Cell(value)
    }
    sheet.rows[row] = cells
  }

  @Test("a blank register states no facts")
  func blank() throws {
    let facts = try read(Workbench.blankRegister(catalogue))
    #expect(facts.sha256() == Facts(catalogue).sha256())
  }

  @Test("values of every kind are read back like those of a YAML register")
  func filled() throws {
    var book = Workbench.blankRegister(catalogue)
    let scalars = try sheet("单项资料", book)
    for row in book.sheets[scalars].rows.indices {
      switch book.sheets[scalars].rows[row][5].value {
      case .text("county_farmland"): book.sheets[scalars].rows[row][2] = .text("9010 hm2")
      case .text("land_revenue"): book.sheets[scalars].rows[row][2] = .number(5_000_000.5)
      case .text("pool_updated"): book.sheets[scalars].rows[row][2] = Cell(.date(day: 20_563))
      default: break
      }
    }
    let consents = try sheet("consents", book)
    try put(
      [
        "village": .text("330299101207"), "basis": .text("representative_meeting"),
        "eligible": .number(44), "date": .text("2024/1/10"), "strong_opposition": .text("否"),
      ], row: 6, into: &book.sheets[consents])
    let balance = try sheet("balance_projects", book)
    book.sheets[balance].rows[0][1] = .text("无此类事项")
    var expected = Facts(catalogue)
    try expected.add([
      try Register(
        PolicyFile(
          name: "r.yaml",
          text: """
            schema: zhitu.register/1
            scalars: {county_farmland: 9010 hm2, land_revenue: 5000000.5, pool_updated: 2026-04-20}
            collections:
              consents: [{village: "330299101207", basis: representative_meeting, eligible: 44,
                date: 2024-01-10, strong_opposition: false}]
              balance_projects: []
            """), catalogue: catalogue)
    ])
    #expect(try read(book).sha256() == expected.sha256())
  }

  @Test("errors are named by sheet and cell, with the number of further ones")
  func faults() throws {
    var book = Workbench.blankRegister(catalogue)
    let consents = try sheet("consents", book)
    try put(
      ["eligible": .text("很多"), "date": .text("去年"), "basis": .text("nobody")], row: 7,
      into: &book.sheets[consents])
    let fault = try #require(throws: Diagnostic.self) { try read(book) }
    #expect(fault.file?.hasSuffix("register.xlsx") == true)
    #expect(fault.layer == book.sheets[consents].name)
    #expect(fault.field?.contains("8 ") == true)
    #expect(fault.message.zh.contains("另有 2 处"))

    var stated = Workbench.blankRegister(catalogue)
    try put(["eligible": .number(4)], row: 5, into: &stated.sheets[consents])
    stated.sheets[consents].rows[0][1] = .text("无此类事项")
    let contrary = try #require(throws: Diagnostic.self) { try read(stated) }
    #expect(contrary.code == "register.status" && contrary.field == "B1")

    let foreign = Workbook(sheets: [Sheet(name: "别的", rows: [[.text("x")]])])
    #expect(try #require(throws: Diagnostic.self) { try read(foreign) }.code == "register.sheet")
    let text = try scratch.write("broken.xlsx", "no workbook")
    #expect(throws: Diagnostic.self) { try Workbench.register(text, catalogue: catalogue) }
  }

  @Test("every column has a prompt, and every list offers what the catalogue allows")
  func prompts() throws {
    let book = Workbench.blankRegister(catalogue)
    #expect(book.faults() == [])
    for collection in catalogue.collections where collection.origin.zh == "登记文件" {
      let own = book.sheets[try sheet(" " + collection.name, book)]
      // One for the state of the sheet, one for each column.
      #expect(own.validations.count == collection.fields.count + 1)
      for (field, validation) in zip(collection.fields, own.validations.dropFirst()) {
        #expect(validation.prompt?.isEmpty == false)
        if !field.values.isEmpty {
          #expect(validation.rule == .list(field.values.filter { !$0.isEmpty }))
        }
      }
    }
  }
}
