import EventLog
import Foundation
import Governance
import Groundwork
import Policy
import Testing
import Workbench

/// The boards against sums done by hand.
@Suite("Dispatch boards")
struct BoardTests {
  private static let facts = """
    schema: zhitu.facts/1
    scalars:
      - {name: land, type: m2, minimum: 0, meaning: {zh: l, en: l}, origin: {zh: t, en: t}}
    collections:
      - name: rows
        meaning: {zh: r, en: r}
        origin: {zh: t, en: t}
        witness: {id: id, area: size}
        fields:
          - {name: id, type: id, meaning: {zh: i, en: i}, origin: {zh: t, en: t}}
          - {name: size, type: m2, minimum: 0, meaning: {zh: s, en: s}, origin: {zh: t, en: t}}
          - {name: code, type: text, meaning: {zh: c, en: c}, origin: {zh: t, en: t}}
          - {name: town, type: text, meaning: {zh: t, en: t}, origin: {zh: t, en: t}}
    """

  private static let indicators = """
    schema: zhitu.indicators/1
    title: {zh: 指标, en: indicators}
    source: test
    indicators:
      - id: i
        title: {zh: 甲, en: a}
        source: test
        unit: mu
        direction: up
        each: r in rows
        amount: r.size
        by: code
    """

  private let calendar = WorkCalendar(offsetHours: 8, years: [], holidays: [], workedWeekends: [])

  private func row(_ code: String, _ area: String, until year: Int) -> ProjectBoard.Row {
    var record = ProjectDecider.initial
    record.card = ProjectCard(
      title: "项目 \(code)", element: .farmland, area: area, firstYear: 2025, lastYear: year)
    return ProjectBoard.Row(id: code, version: 1, record: record)
  }

  /// P1 (3 mu) and P2 (6 mu) lie in two townships of one county, P3 (9 mu) has no card.
  private func boards(
    byTownship: Bool = false, until year: Int = 2026, problems: [ProblemBoard.Row] = []
  ) throws -> Boards {
    let catalogue = try FactCatalogue.read(PolicyFile(name: "facts.yaml", text: Self.facts))
    var facts = Facts(catalogue)
    var table = try FactTable("rows", fields: ["id", "size", "code", "town"], of: catalogue)
    for (id, (size, code, town)) in [
      (1000.0, "P1", "990101100"), (1000, "P1", "990101101"), (4000, "P2", "990101101"),
      (6000, "P3", ""),
    ].enumerated() {
      try table.append([
        .whole(Int64(id + 1)), .number(size), .text(code), town.isEmpty ? .missing : .text(town),
      ])
    }
    try facts.set(table)
    let book = try IndicatorBook(yaml: Self.indicators, file: "i.yaml", catalogue: catalogue)
    let indicator = try #require(book.indicator("i"))
    return try Boards(
      time: Timestamp(dayNumber: 20_500), evaluation: nil,
      indicators: [(indicator, try indicator.value(facts))],
      townships: byTownship ? ["i": try indicator.parts(facts, by: "town")] : [:], cases: [],
      problems: problems,
      library: [row("P1", "990101100201", until: 2027), row("P2", "990101101", until: year)],
      calendar: calendar)
  }

  @Test func theForecastAddsUpByYear() throws {
    let forecast = try #require(try boards().figures.first).forecast
    #expect(forecast.years.map(\.year) == [2026, 2027])
    #expect(forecast.years.map(\.value) == [Rational(6), Rational(9)])
    #expect(forecast.years.map(\.byCard) == [1, 1])
    // What has no date is neither lost nor dated.
    #expect(forecast.undated == Rational(9) && forecast.undatedCount == 1)
  }

  /// The boards stand on 16 February 2026; P2 should have been done by the end of 2024 and is not accepted.
  @Test func whatIsNotAcceptedIsNotDoneInAPastYear() throws {
    let forecast = try #require(try boards(until: 2024).figures.first).forecast
    #expect(forecast.years.map(\.year) == [2026, 2027])
    #expect(forecast.years.map(\.value) == [Rational(6), Rational(9)])
    #expect(forecast.years.map(\.byCard) == [1, 1])
    #expect(forecast.years.map(\.lateByCard) == [1, 0])
    let inTime = try #require(try boards().figures.first).forecast
    #expect(inTime.years.map(\.lateByCard) == [0, 0])
  }

  /// The deadline is that of the remediation: what was submitted and waits for the check is not overdue.
  @Test(arguments: [
    (Problem.Phase.assigned, true), (.working, true), (.submitted, false), (.closed, false),
    (.dismissed, false),
  ])
  func aProblemIsOverdueAsInItsList(phase: Problem.Phase, isOverdue: Bool) throws {
    var problem = Problem()
    problem.phase = phase
    problem.deadline = Timestamp(dayNumber: 20_495)
    let row = ProblemBoard.Row(number: "W-1", version: 3, problem: problem)
    let boards = try boards(problems: [row])
    let rules = try AlertRules(
      yaml: """
        schema: zhitu.alerts/1
        source: test
        quiet: {from: "21:00", to: "07:30"}
        digest: {weekday: 1, at: "08:30"}
        alerts: [{kind: problem-overdue, title: {zh: 甲, en: a}, deliver: always}]
        """, file: "a.yaml")
    let alerts = boards.alerts(rules, calendar)
    #expect(alerts.map(\.id) == (isOverdue ? ["W-1"] : []))
    #expect(alerts.map(\.days) == (isOverdue ? [5] : []))
    #expect(problem.isOverdue(at: boards.time) == isOverdue)
  }

  @Test func aProjectInTwoTownshipsIsDividedByItsRecords() throws {
    let figure = try #require(try boards(byTownship: true).figures.first)
    let byCode = figure.areas.reduce(into: [:]) { $0[$1.code] = $1.value }
    #expect(byCode["990101100"] == (try #require(Rational(3, over: 2))))
    #expect(byCode["990101101"] == (try #require(Rational(15, over: 2))))
    #expect(byCode["990101"] == Rational(9) && byCode[""] == Rational(9))
    #expect(figure.areas.first { $0.code == "990101101" }?.projects == ["P1", "P2"])
  }

  @Test func theAreasOfEachLevelAddUp() throws {
    let figure = try #require(try boards().figures.first)
    let byCode = figure.areas.reduce(into: [:]) { $0[$1.code] = $1.value }
    #expect(byCode["99"] == Rational(9) && byCode["990101"] == Rational(9))
    #expect(byCode["990101100"] == Rational(3) && byCode["990101101"] == Rational(6))
    #expect(byCode["990101100201"] == Rational(3))
    #expect(byCode[""] == Rational(9))
    #expect(figure.areas.first { $0.code == "9901" }?.projects == ["P1", "P2"])
  }
}
