import Access
import EventLog
import Foundation
import Groundwork
import Testing

/// A log that version 0.1 wrote. Every later version must read it to the same state and never change
/// the file: `Tests/recorded/log-0.1.jsonl`.
@Suite struct RecordedLogTests {
  private static let file = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("recorded/log-0.1.jsonl")

  private static func store() throws -> MemoryEventStore {
    let text = try [UInt8](Data(contentsOf: file))
    let store = MemoryEventStore()
    try store.writeEvents { try LogFile.read(text, into: $0) }
    return store
  }

  @Test func itIsIntactAndEndsWithTheHashOfItsDay() throws {
    let report = try LogVerification.run(RecordedLogTests.store())
    #expect(report.isIntact)
    #expect(report.count == 21)
    #expect(report.streams == 6)
    #expect(
      report.head?.hash.hex == "467e40d8847b7e55895b07c43cae105e070b0de2ea2b0fc7d1a2a50e0db92a47")
  }

  @Test func itsEventsAreRead() throws {
    let store = try RecordedLogTests.store()
    try store.readEvents { reader in
      let directory = try reader.state(
        of: StreamName("access", "directory"), DirectoryDecider.self
      ).state
      #expect(directory.organisations.count == 3)
      #expect(directory.people["w"]?.posts == ["works"])
      let account = try reader.state(of: StreamName("account", "c"), SignIn.self).state
      #expect(account.isOpen && account.hasSecondFactor && account.mustChangePassword)
      let export = try reader.state(of: StreamName("export", "e1"), ExportDecider.self).state
      #expect(export.phase == .approved)
      #expect(export.approvedBy == "k")
      let audit = try reader.deeds(of: StreamName("audit", "2025"), as: AuditLine.self)
      #expect(audit.map(\.event.kind) == ["refused", "read"])
    }
  }
}
