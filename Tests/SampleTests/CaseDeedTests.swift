import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Sample
import Testing

@Suite("The synthetic cases of the district")
struct CaseDeedTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent("Policies/\(path)"), encoding: .utf8)
  }

  private static func told(
    _ course: CaseCourse
  ) throws -> (rows: [ProcessBoard.Row], law: ProcessLaw, tally: CaseTally) {
    let facts = try ProcessFacts(yaml: text("processes/facts.yaml"), file: "facts.yaml")
    let file = try ProcessFile(
      yaml: text("processes/project.yaml"), file: "project.yaml", facts: facts)
    let calendar = try WorkCalendar(
      yaml: text("processes/calendar.yaml"), file: "calendar.yaml")
    let book = try RoleBook(yaml: text("access/roles.yaml"), file: "roles.yaml")
    let store = MemoryEventStore()
    let sample = SampleDeeds(district: try Districts.of(7), book: book)
    let tally = try store.writeEvents { log in
      try sample.write(to: log) { "sha256:" + HashAlgorithm.sha256.hash($0).hex }
      return try sample.writeCases(
        to: log, definition: file.definition, calendar: calendar, course: course
      ) { "sha256:" + HashAlgorithm.sha256.hash($0).hex }
    }
    let rows = try store.readEvents { try $0.current(ProcessBoard.self) }.rows.values
    // Everybody who acts is a person of the directory, by the name that they have there.
    let names = Dictionary(
      uniqueKeysWithValues: try sample.people().map { ($0.id, $0.name) })
    for record in try store.readEvents({ try $0.events(after: 0, limit: 10_000) })
    where record.stream.category == ProcessEvent.category {
      let actor = try record.actor()
      #expect(names[actor.person] == actor.name, "\(actor)")
    }
    return (
      rows.sorted { $0.number < $1.number }, try ProcessLaw(file.definition, calendar), tally
    )
  }

  @Test func casesStandAtEveryStageOfTheirLife() throws {
    let (rows, law, tally) = try Self.told(.spread)
    // A case of each project, and of the spare site.
    #expect(Set(rows.map(\.instance.subject)).count == 65)
    #expect(tally.cases == rows.count && tally.refused > 0)
    // A case bears the name of its project.
    let names = Dictionary(
      try Districts.of(7).measures.map { ($0.projectCode, $0.projectName) },
      uniquingKeysWith: { first, _ in first })
    for row in rows {
      let instance = row.instance
      guard let name = names[instance.subject] else { continue }
      #expect(instance.title.hasSuffix("\(name)（合成）"), "\(row.number) \(instance.title)")
    }
    let steps = Set(rows.compactMap(\.instance.step))
    #expect(
      steps.isSuperset(of: [
        "ST0", "ST1", "ST2", "ST3", "ST4", "ST5", "ST6", "ST7", "ST8", "ST9", "ST10", "ST11",
      ]))
    #expect(
      Set(rows.map(\.instance.standing)) == [.running, .suspended, .terminated, .ended])
    let now = SampleDeeds.start.adding(days: 600)
    let overdue = rows.filter { $0.instance.isOverdue(at: now, law.calendar) }
    #expect(overdue.count == 1)
    #expect(
      overdue.first?.instance.tasks.filter { !$0.isDone }.map(\.id).sorted()
        == ["agriculture", "ecology"])
    let returned = try #require(rows.first { $0.instance.returns == 1 })
    #expect(returned.instance.step == "ST3")
    let disputed = try #require(
      rows.first { $0.instance.tasks.contains(where: \.isDisputed) })
    let sheet = ReviewSheet(law.definition, disputed.instance)
    #expect(sheet.points.first?.kind == .disagreement)
    #expect(sheet.draft.zh.contains("灌渠"))
    #expect(disputed.instance.comments.first?.pin == ReviewPin(.rule, "CORE-01"))
    let conditional = try #require(
      rows.first { !$0.instance.conditions.isEmpty })
    #expect(conditional.instance.answers["N1"]?.count == 1)
  }

  /// Every project comes to after-care whatever happens to its case, and everything that people may do or fail
  /// to do has happened to some case.
  @Test func everyProjectComesToAfterCare() throws {
    let (rows, law, tally) = try Self.told(.afterCare)
    let spare = rows.filter { $0.instance.step == "ST12" }
    #expect(spare.count == 1)
    let others = rows.filter { $0.instance.step != "ST12" }
    #expect(others.count == 64)
    #expect(Set(others.map(\.instance.subject)).count == 64)
    #expect(Set(others.compactMap(\.instance.step)) == ["ST10", "ST11"])
    #expect(others.allSatisfy { $0.instance.path.map(\.step).contains("ST8") })
    #expect(tally.refused >= 20 && tally.returns >= 5)
    let paths = others.map { $0.instance.path.map(\.step) }
    for step in ["ST6b", "ST7a", "ST10a"] {
      #expect(paths.contains { $0.contains(step) }, "\(step)")
    }
    #expect(others.contains { !$0.instance.meetings.isEmpty })
    #expect(others.contains { !$0.instance.conditions.isEmpty })
    // What is told has happened by the end of 2026-11, and nothing of it is overdue.
    let end = SampleDeeds.start.adding(days: 692)
    for row in rows {
      #expect(row.instance.path.allSatisfy { $0.enteredAt < end })
      #expect(!row.instance.isOverdue(at: end, law.calendar))
    }
  }
}
