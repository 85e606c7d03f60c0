import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Spreadsheets
import Storage
import TestSupport
import Testing
import Workbench

/// The library through a workbook and back, and what a wrong cell is told.
@Suite("Project libraries as workbooks")
struct ProjectWorkbookTests {
  private let scratch: Scratch
  private let bench: Workbench
  private let acting: Acting

  init() throws {
    scratch = try Scratch()
    bench = Workbench(try Workspace.openOrCreate(scratch.path + "/w.gpkg"))
    acting = try bench.actingLocally(
      role: "planner", organisation: nil, book: AccessPolicy().book,
      at: Timestamp(milliseconds: 1_767_225_600_000))
    for number in 1...4 {
      var card = ProjectCard(
        title: "项目，\(number)", goal: "粮食安全", element: .village, groups: ["组团一", "组团二"],
        area: "330299", firstYear: 2025, lastYear: 2027,
        needs: number > 1 ? ["P-\(number - 1)"] : [],
        costs: [
          .init(year: 2025, amount: Money(fen: 123_456_789_01)),
          .init(year: 2027, amount: Money(fen: Int64(number))),
        ], indicators: ["新增耕地"], ground: .init(plan: "p", measures: ["a\(number)", "b\(number)"]))
      card.duties.implement = ["甲公司", "乙镇"]
      if number == 1 {
        card.targets = [
          .init(indicator: .investment, amount: 1_234_567_89),
          .init(indicator: .newFarmland, amount: 7_654_321),
        ]
      }
      try bench.performProject(
        .propose(card), on: "P-\(number)", expected: 0, by: acting.context, acting.authority)
    }
  }

  private func book() throws -> Workbook {
    try bench.projectWorkbook(bench.projects()).workbook
  }

  private func enter(_ book: Workbook, trial: Bool = false) throws -> ProjectImport {
    let path = scratch.path + "/projects.xlsx"
    try book.write(to: path)
    return try bench.importProjects(
      path, statedAs: "projects.xlsx", isTrial: trial, by: acting.context, acting.authority)
  }

  /// Puts a value into the row of a project, under a column's name.
  private func put(
    _ value: Cell.Value, _ column: String, _ row: Int, into book: inout Workbook, sheet: Int = 0
  ) throws -> String {
    let names = book.sheets[sheet].rows[1].map(\.value)
    let place = try #require(names.firstIndex(of: .text(column)), "\(column)")
    let index = row + 1
    while book.sheets[sheet].rows.count <= index {
      book.sheets[sheet].rows.append(names.map { _ in .empty })
    }
    book.sheets[sheet].rows[index][place] = Cell(value)
    return CellRange.address(row: index, column: place)
  }

  @Test func whatIsExportedAndEnteredAgainChangesNothing() throws {
    let before = try bench.projects()
    let result = try enter(try book())
    #expect(result.problems.isEmpty && result.added.isEmpty && result.changed.isEmpty)
    #expect(result.unchanged == ["P-1", "P-2", "P-3", "P-4"])
    #expect(try bench.projects() == before)
  }

  @Test func changedAndNewRowsAreEnteredTogether() throws {
    var changed = try book()
    _ = try put(.text("改名"), "title", 1, into: &changed)
    _ = try put(.number(0.01), "cost_2026", 1, into: &changed)
    _ = try put(.empty, "target_investment", 1, into: &changed)
    _ = try put(.number(30), "target_ecology", 1, into: &changed)
    _ = try put(.text("甲公司,丙公司"), "implement", 2, into: &changed)
    for (column, value) in [("id", "N-1"), ("title", "新"), ("element", "生态")] {
      _ = try put(.text(value), column, 5, into: &changed)
    }
    _ = try put(.number(2026), "first_year", 5, into: &changed)
    _ = try put(.number(2026), "last_year", 5, into: &changed)
    let trial = try enter(changed, trial: true)
    #expect((trial.added, trial.changed) == (["N-1"], ["P-1", "P-2"]))
    #expect(try bench.projects().count == 4, "a trial enters nothing")
    let result = try enter(changed)
    #expect((result.added, result.changed) == (["N-1"], ["P-1", "P-2"]))
    let rows = Dictionary(uniqueKeysWithValues: try bench.projects().map { ($0.id, $0) })
    #expect(rows["P-1"]?.record.card?.title == "改名")
    #expect(
      rows["P-1"]?.record.card?.costs.map(\.amount.fen) == [12_345_678_901, 10_000, 1])
    #expect(
      rows["P-1"]?.record.card?.targets == [
        .init(indicator: .newFarmland, amount: 7_654_321),
        .init(indicator: .ecology, amount: 2_000_000),
      ])
    #expect(rows["P-2"]?.record.card?.duties.implement == ["甲公司", "丙公司"])
    #expect(rows["P-2"]?.version == 2 && rows["P-3"]?.version == 1)
    #expect(rows["N-1"]?.record.card?.ground == nil)
    // The workbook is now older than the library.
    let late = try enter(changed)
    #expect(late.problems.map(\.code).allSatisfy { $0 == "project.version" })
    #expect(late.problems.count == 3 && late.problems.first?.field == "B3")
  }

  @Test func everyFaultIsNamedAtItsCellAndNothingIsEntered() throws {
    let before = try bench.projects()
    var wrong = try book()
    var cells: [String] = []
    cells.append(try put(.text("农田"), "element", 1, into: &wrong))
    cells.append(try put(.text("两千"), "first_year", 1, into: &wrong))
    cells.append(try put(.number(0.000_000_4), "cost_2026", 2, into: &wrong))
    cells.append(try put(.number(2020), "last_year", 3, into: &wrong))
    cells.append(try put(.text("P-3"), "id", 4, into: &wrong))
    cells.append(try put(.text("很多"), "target_new_farmland", 2, into: &wrong))
    cells.append(try put(.number(-1), "target_investment", 2, into: &wrong))
    let ground = try put(.text(""), "measure", 1, into: &wrong, sheet: 1)
    _ = try put(.text("对的名称"), "title", 1, into: &wrong)
    let result = try enter(wrong)
    #expect(!result.problems.isEmpty)
    let places = Set(result.problems.map { "\($0.layer ?? "") \($0.field ?? "")" })
    for cell in cells { #expect(places.contains("项目 \(cell)"), "\(cell) \(places)") }
    #expect(places.contains("项目用地 \(ground)"), "\(places)")
    // Of a card that can be read, the first fault is told.
    var padded = try book()
    let area = try put(.text("330200"), "area", 3, into: &padded)
    #expect(try enter(padded).problems.map(\.field) == [area])
    #expect(try bench.projects() == before)
  }

  /// A workbook without a sheet or a column says nothing of what stands there, so that stays.
  @Test func whatTheWorkbookHasNoPlaceForStays() throws {
    let before = try bench.projects()
    var small = try book()
    small.sheets.removeLast(3)
    let kept = ["id", "version", "title", "element", "first_year", "last_year"].map(
      Cell.Value.text)
    let places = small.sheets[0].rows[1].indices.filter {
      kept.contains(small.sheets[0].rows[1][$0].value)
    }
    #expect(places.count == kept.count)
    small.sheets[0].rows = small.sheets[0].rows.map { row in places.map { row[$0] } }
    small.sheets[0].columns = []
    small.sheets[0].validations = []
    let result = try enter(small)
    #expect(result.problems.isEmpty, "\(result.problems)")
    #expect(result.unchanged == ["P-1", "P-2", "P-3", "P-4"])
    #expect(try bench.projects() == before)
  }

  @Test func aColumnThatIsNamedTwiceIsRefused() throws {
    var double = try book()
    double.sheets[0].rows[1][3] = .text("title")
    let result = try enter(double)
    #expect(result.problems.map(\.field) == ["D2"])
  }

  @Test func partOfTheLibraryIsHeldAgainstTheWholeOfIt() throws {
    let row = try #require(try bench.projects().first { $0.id == "P-2" })
    let part = try bench.projectWorkbook([row]).workbook
    let findings = try #require(part.sheets.last).rows.dropFirst().map { $0.map(\.value) }
    // P-1, which it needs, is in the library, though not in this workbook.
    func says(_ text: String) -> Bool {
      findings.contains { cells in
        cells.contains { if case .text(let cell) = $0 { cell.contains(text) } else { false } }
      }
    }
    #expect(says("前置项目 P-1 到 2027 年才完成"))
    #expect(!says("P-1 不在库中"))
    #expect(!findings.isEmpty && findings.allSatisfy { $0.first == .text("P-2") })
  }

  @Test func yearsOfAProposalAreBounded() {
    for (first, years) in [(2025, 0), (2025, 51), (1989, 1), (2101, 1), (2025, Int.max)] {
      let refusal = #expect(throws: Diagnostic.self) {
        try bench.projectProposals(plan: "p", firstYear: first, years: years)
      }
      #expect(refusal?.code == "project.years", "\(first) \(years)")
    }
  }

  @Test func aWorkbookOfAnotherKindIsRefused() throws {
    let result = try enter(
      Workbook(sheets: [Sheet(name: "别的", rows: [[.text("x")]])]))
    #expect(result.problems.map(\.code) == ["project.sheet"])
  }

  @Test func rolesMayDoWhatTheBookSays() throws {
    let reader = try bench.actingLocally(
      role: "auditor", organisation: nil, book: AccessPolicy().book, at: acting.time)
    let refusal = #expect(throws: Diagnostic.self) {
      try bench.performProject(
        .withdraw(reason: "x"), on: "P-1", expected: nil, by: reader.context, reader.authority)
    }
    #expect(refusal?.code == "access.refused")
    #expect(throws: EventConflict.self) {
      let checker = try bench.actingLocally(
        role: "reviewer", organisation: nil, book: AccessPolicy().book, at: acting.time)
      try bench.performProject(
        .withdraw(reason: "x"), on: "P-1", expected: 7, by: checker.context, checker.authority)
    }
  }
}
