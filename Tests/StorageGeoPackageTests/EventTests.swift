import EventLog
import Foundation
import Groundwork
import Storage
import StorageGeoPackage
import TestSupport
import Testing

private enum Step: EventPayload {
  case taken(number: Int)

  static let category = "walk"
  var kind: String { "taken" }
}

private enum Steps: Projection {
  static let name = "steps"
  static let version = 1
  static let categories: Set<String> = ["walk"]
  static let initial: [String: Int] = [:]

  static func apply(_ record: EventRecord, to state: inout [String: Int]) throws {
    state[record.stream.id, default: 0] += 1
  }
}

/// The log of a GeoPackage against the one in memory.
@Suite struct EventTests {
  private static let start = Timestamp(milliseconds: 1_767_225_600_000)
  private static let actor = Actor(person: "李", name: "李样", role: "r", organisation: "o")

  private static func batch(_ random: inout SplitMix, _ time: Int64) throws -> AppendBatch {
    AppendBatch(
      time: start.adding(seconds: time), actor: actor,
      basis: random.next() % 2 == 0 ? [] : [Reliance(.layer, "层", state: "s\(time)")],
      appends: try (0...(random.next() % 3)).map { _ in
        StreamAppend(
          try StreamName("walk", "w\(random.next() % 7)"),
          expected: random.next() % 4 == 0 ? .exactly(Int64(random.next() % 3)) : .any,
          events: try (0...(random.next() % 4)).map { _ in
            try EventDraft(Step.taken(number: Int(random.next() % 1000)))
          })
      })
  }

  private static func all(_ store: some EventStore) throws -> [EventRecord] {
    try store.readEvents { try $0.events(after: 0, limit: 1 << 40) }
  }

  /// The same random batches into both; what is refused, kept and read back is the same.
  @Test(arguments: [1, 2] as [UInt64])
  func bothStoresAgree(_ seed: UInt64) throws {
    let scratch = try Scratch()
    let file = Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/w.gpkg"))
    defer { file.close() }
    let memory = MemoryEventStore()
    var random = SplitMix(state: seed)
    let header = try LogHeader(id: "t", algorithm: .sm3, created: EventTests.start)
    #expect(try EventTests.all(file).isEmpty)
    try file.writeEvents { try $0.beginLog(header) }
    try memory.writeEvents { try $0.beginLog(header) }
    var conflicts = 0
    for time in 0..<150 {
      let batch = try EventTests.batch(&random, Int64(time))
      let here = Result { try file.writeEvents { try $0.append(batch) } }
      let there = Result { try memory.writeEvents { try $0.append(batch) } }
      switch (here, there) {
      case (.success(let a), .success(let b)): #expect(a == b)
      case (.failure(let a as EventConflict), .failure(let b as EventConflict)):
        #expect(a.since == b.since)
        #expect(a.stream == b.stream)
        conflicts += 1
      default: Issue.record("\(here) \(there)")
      }
      if time % 10 == 0 {
        let kept = try file.writeEvents { try $0.update(Steps.self) }
        #expect(try memory.writeEvents { try $0.update(Steps.self) } == kept)
      }
    }
    #expect(conflicts > 10)
    #expect(try EventTests.all(file) == EventTests.all(memory))
    try file.readEvents { file in
      try memory.readEvents { memory in
        #expect(try file.head() == memory.head())
        #expect(try file.logHeader() == memory.logHeader())
        let streams = try memory.streams(category: "walk")
        #expect(try file.streams(category: "walk") == streams)
        #expect(try file.streams(category: "wal").isEmpty)
        for stream in streams {
          #expect(try file.version(of: stream) == memory.version(of: stream))
          #expect(
            try file.events(of: stream, after: 3) == memory.events(of: stream, after: 3))
        }
        #expect(try file.projection("steps") == memory.projection("steps"))
        #expect(try file.projectionNames() == memory.projectionNames())
        #expect(try file.eventHash(at: 5) == memory.eventHash(at: 5))
        let beyond = try file.eventHash(at: 1 << 40)
        #expect(beyond == nil)
      }
    }
    let report = try LogVerification.run(file)
    #expect(report.isIntact)
    #expect(try report == LogVerification.run(memory))
  }

  @Test func aFailedTransactionLeavesNeitherEventsNorLayers() throws {
    struct Stop: Error {}
    let scratch = try Scratch()
    let file = Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/w.gpkg"))
    defer { file.close() }
    try file.writeEvents {
      try $0.beginLog(LogHeader(id: "t", created: EventTests.start))
    }
    var random = SplitMix(state: 3)
    let batch = try EventTests.batch(&random, 0)
    #expect(throws: Stop.self) {
      try file.write { writer in
        _ = try? writer.events.append(batch)
        try writer.putDocument(kind: "k", key: "x", body: [1])
        throw Stop()
      }
    }
    #expect(try EventTests.all(file).isEmpty)
    let document = try file.document(kind: "k", key: "x")
    #expect(document == nil)
  }
}
