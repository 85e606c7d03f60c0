import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Sample
import Testing

@Suite("The synthetic works of the district")
struct WorksDeedTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent("Policies/\(path)"), encoding: .utf8)
  }

  /// The law itself tells the story; it holds works that are finished, late and changed.
  @Test func worksAreFinishedLateAndChanged() throws {
    let store = MemoryEventStore()
    let book = try RoleBook(yaml: Self.text("access/roles.yaml"), file: "roles.yaml")
    let rules = try WorksRules(yaml: Self.text("works/changes.yaml"), file: "changes.yaml")
    let sample = SampleDeeds(district: try Districts.of(7), book: book)
    func keep(_ bytes: [UInt8]) -> String { "sha256:" + HashAlgorithm.sha256.hash(bytes).hex }
    try store.writeEvents { log in
      try sample.write(to: log) { keep($0) }
      try sample.writeWorks(to: log, rules: rules) { keep($0) }
    }
    let works = try store.readEvents { try $0.current(WorksBoard.self) }.rows.values.map(\.record)
    #expect(works.filter { $0.phase == .underway }.count == 2)
    #expect(works.filter { $0.phase == .finished }.count > 10)
    let today = try #require(Timestamp(iso8601: "2026-11-30")).dayNumber
    let late = try #require(works.first { !$0.openTests.isEmpty })
    let outlook = try #require(WorksOutlook(late, on: today))
    #expect(outlook.delay > 0 && outlook.confirmed < outlook.planned)
    #expect(late.photos.count >= 2 && late.entries.contains { $0.kind == .stop })
    // No threshold is delivered, so the change goes back.
    #expect(works.flatMap(\.changes).map(\.scale.goesBack) == [true])
    let names = Dictionary(uniqueKeysWithValues: try sample.people().map { ($0.id, $0.name) })
    for record in try store.readEvents({ try $0.events(after: 0, limit: 10_000) })
    where record.stream.category == WorksEvent.category {
      let actor = try record.actor()
      #expect(names[actor.person] == actor.name, "\(actor)")
    }
  }
}
