import EventLog
import Governance
import Groundwork
import Testing

/// Who gets news of what.
@Suite("Notices")
struct NoticeTests {
  private let log = MemoryEventStore()

  private func actor(_ person: String, _ role: String, _ organisation: String) -> Actor {
    Actor(person: person, name: person, role: role, organisation: organisation)
  }

  private var finder: Actor { actor("anna", "planner", "centre") }
  private var builder: Actor { actor("bo", "implementer", "builder") }

  private func act(_ command: ProblemDecider.Command, by actor: Actor, minute: Int64) throws {
    let stream = try StreamName(ProblemEvent.category, "WT-1")
    try log.writeEvents { log in
      try log.beginLog(LogHeader(id: "test", created: Timestamp(milliseconds: 0)))
      try log.perform(
        ProblemDecider.self, command, on: stream, expected: nil,
        by: DeedContext(actor: actor, time: Timestamp(milliseconds: minute * 60_000)))
    }
  }

  private func board(_ reader: Actor, seen: Int64 = 0) throws -> [NoticeBoard.Notice] {
    var board = NoticeBoard(NoticeReader(reader), seen: seen)
    for record in try log.readEvents({ try $0.events(after: 0, limit: 1_000) }) {
      try board.take(record)
    }
    return board.notices
  }

  @Test("what is handed to an organisation, and what is answered, until one acts oneself")
  func assignedAndAnswered() throws {
    let finding = Problem.Finding(
      title: "沟渠", source: .inspection, level: .serious, area: "990101100201")
    try act(.find(finding), by: finder, minute: 1)
    try act(.file, by: finder, minute: 2)
    #expect(try board(finder).isEmpty, "one's own acts are no news")
    #expect(try board(builder).isEmpty, "not handed over yet")
    try act(
      .assign(
        organisation: "builder", person: nil,
        deadline: Timestamp(milliseconds: 9_000_000_000_000)), by: finder, minute: 3)
    let handed = try board(builder)
    #expect(handed.map(\.reason) == [.assigned])
    #expect(handed.map(\.count) == [1] && handed.map(\.unseen) == [1])
    #expect(try board(actor("cy", "implementer", "other")).isEmpty, "handed to somebody else")
    #expect(try board(builder, seen: 3).map(\.unseen) == [0], "seen is not gone")
    try act(.start(plan: "疏通"), by: builder, minute: 4)
    #expect(try board(builder).isEmpty, "whoever acts has seen it")
    let answered = try board(finder)
    #expect(answered.map(\.reason) == [.answered])
    #expect(answered.map(\.record.type) == ["problem.started"])
    // A colleague in the same role of the same office has the same news, in another role none.
    #expect(try board(actor("al", "planner", "centre")).map(\.count) == [1])
    #expect(try board(actor("al", "auditor", "centre")).isEmpty)
  }
}
