import EventLog
import Foundation
import Storage
import StorageGeoPackage
import TestSupport
import Testing

/// The log that version 0.1 wrote, `Tests/recorded/log-0.1.jsonl`, in a file: the same lines come out.
@Suite struct RecordedLogTests {
  @Test func theRecordedLogStaysTheSameInAFile() throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("recorded/log-0.1.jsonl")
    let text = try [UInt8](Data(contentsOf: path))
    let scratch = try Scratch()
    let file = Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/w.gpkg"))
    try file.writeEvents { try LogFile.read(text, into: $0) }
    var lines: [UInt8] = []
    try file.readEvents { reader in
      try LogFile.write(reader) { lines += $0 + [UInt8(ascii: "\n")] }
    }
    #expect(lines == text)
    #expect(try LogVerification.run(file).isIntact)
    // What is appended today goes on with the chain of that time.
    let batch = AppendBatch(
      time: Timestamp(milliseconds: 1_767_225_600_000),
      actor: Actor(person: "p", name: "李样", role: "planner", organisation: "centre"),
      appends: [
        StreamAppend(
          try StreamName("problem", "WT-2025-0001"), expected: .exactly(9),
          events: [EventDraft(type: "problem.noted", schema: 1, data: Array(#"{"n":1}"#.utf8))])
      ])
    try file.writeEvents { _ = try $0.append(batch) }
    let report = try LogVerification.run(file)
    #expect(report.isIntact && report.count == 22)
  }
}
