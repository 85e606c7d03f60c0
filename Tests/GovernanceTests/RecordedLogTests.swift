import EventLog
import Foundation
import Governance
import Groundwork
import Testing

/// The problems in a log that version 0.1 wrote: `Tests/recorded/log-0.1.jsonl` stays readable for ever.
@Suite struct RecordedProblemTests {
  @Test func theProblemsOfARecordedLogAreRead() throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("recorded/log-0.1.jsonl")
    let text = try [UInt8](Data(contentsOf: file))
    let store = MemoryEventStore()
    try store.writeEvents { try LogFile.read(text, into: $0) }
    let board = try store.readEvents { try $0.folded(ProblemBoard.self) }
    let first = try #require(board.rows["WT-2025-0001"])
    #expect(first.version == 9)
    #expect(first.problem.phase == .filed)
    #expect(first.problem.returns == 1)
    #expect(first.problem.reopenings == 1)
    #expect(first.problem.workers == ["w"])
    #expect(first.problem.finding?.description == "示例\"引号\"/斜线\n换行")
    #expect(first.problem.finding?.place?.longitude == 1_215_000_000)
    #expect(board.rows["WT-2025-0002"]?.problem.phase == .dismissed)
    #expect(board.numbers == ["2025": 2])
  }
}
