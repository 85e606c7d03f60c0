import EventLog
import Groundwork
import Testing

@Suite struct VerificationTests {
  @Test(arguments: HashAlgorithm.allCases)
  func anUntouchedLogIsIntact(_ algorithm: HashAlgorithm) throws {
    let store = try Fixtures.log(algorithm, events: 300)
    let report = try LogVerification.run(store)
    #expect(report.isIntact)
    #expect(report.count == 300)
    #expect(report.streams == 5)
    #expect(report.header?.algorithm == algorithm)
    #expect(report.clockReversals == 0)
  }

  /// Every field of every event, every byte of its texts: each change is found, at its event or at
  /// the next.
  @Test func everyChangeOfAnEventIsFoundWhereItIs() throws {
    let records = try Fixtures.records(Fixtures.log(events: 12))
    var trials = 0
    for index in records.indices {
      var changes: [EventRecord] = []
      func change(_ body: (inout EventRecord) -> Void) {
        var record = records[index]
        body(&record)
        changes.append(record)
      }
      for byte in records[index].data.indices { change { $0.data[byte] ^= 1 } }
      for byte in records[index].actorJSON.indices { change { $0.actorJSON[byte] ^= 4 } }
      for byte in records[index].basisJSON.indices { change { $0.basisJSON[byte] ^= 2 } }
      change { $0.time = $0.time.adding(seconds: 1) }
      change { $0.schema += 1 }
      change { $0.version += 1 }
      change { $0.type = "jar.taken" == $0.type ? "jar.put" : "jar.taken" }
      change { $0.stream = Fixtures.stream("other") }
      change { $0.hash = HashAlgorithm.sha256.hash($0.hash.bytes) }
      for changed in changes {
        var copy = records
        copy[index] = changed
        let report = try LogVerification.run(Fixtures.store(copy))
        #expect(!report.isIntact)
        let first = try #require(report.faults.first?.position)
        #expect((first - Int64(index + 1)) == 0 || changed.version != records[index].version)
        trials += 1
      }
    }
    #expect(trials > 2000)
  }

  /// Whoever changes an event and its hash is found at the next one.
  @Test func aHashThatWasMadeAnewBreaksTheNext() throws {
    var records = try Fixtures.records(Fixtures.log(events: 30))
    records[9].data = Array(#"{"put":{"coins":1000000}}"#.utf8)
    records[9].hash = HashAlgorithm.sha256.hash(records[9].line)
    let report = try LogVerification.run(Fixtures.store(records))
    #expect(report.faults.map(\.position) == [11])
    #expect(report.faults.map(\.kind) == [.altered])
  }

  @Test func lostAndAddedEventsAreFound() throws {
    let records = try Fixtures.records(Fixtures.log(events: 30))
    var lost = records
    lost.remove(at: 14)
    // The plain store numbers by place; a gap shows in the positions that events state.
    let gap = try LogVerification.run(GapStore(records: lost))
    #expect(gap.faults.contains { $0.kind == .missing && $0.position == 15 })
    #expect(gap.count == 29)
    var exchanged = records
    exchanged.swapAt(3, 4)
    #expect(try !LogVerification.run(Fixtures.store(exchanged)).isIntact)
  }

  /// A truncated log, or one rewritten from some event on, is found only with a root.
  @Test func rootsFindWhatTheChainCannot() throws {
    let store = try Fixtures.log(events: 40)
    let records = try Fixtures.records(store)
    let root = try store.readEvents { try $0.root(at: Fixtures.start) }
    let cut = try Fixtures.store(Array(records.dropLast()))
    #expect(try LogVerification.run(cut).isIntact)
    #expect(try LogVerification.run(cut, roots: [root]).faults.map(\.kind) == [.root])

    // A rewritten history: the same number of events, other coins.
    let forged = try Fixtures.log(events: 40, seed: 8)
    #expect(try LogVerification.run(forged).isIntact)
    let report = try LogVerification.run(forged, roots: [root])
    #expect(report.faults.map(\.kind) == [.root])
    #expect(report.rootsHeld == 0)

    // A log that has gone on still agrees with every earlier root.
    try store.writeEvents { writer in
      _ = try writer.perform(
        Jar.self, .put(1), on: Fixtures.stream("z"), expected: 0, by: Fixtures.context())
    }
    let later = try LogVerification.run(store, roots: [root])
    #expect(later.isIntact)
    #expect(later.rootsHeld == 1)
    var foreign = root
    foreign.log = "another"
    #expect(try LogVerification.run(store, roots: [foreign]).faults.map(\.kind) == [.root])
  }

  @Test func aClockThatWasSetBackIsCounted() throws {
    let store = try Fixtures.store([])
    try store.writeEvents { writer in
      for seconds in [0, 10, 5, 20, 1] {
        try writer.perform(
          Jar.self, .put(1), on: Fixtures.stream("a"), expected: nil,
          by: Fixtures.context(after: Int64(seconds)))
      }
    }
    let report = try LogVerification.run(store)
    #expect(report.isIntact)
    #expect(report.clockReversals == 2)
  }

  /// More events than one range, so that ranges are joined; the same on any number of threads.
  @Test func rangesAreJoined() throws {
    let store = try Fixtures.store([])
    let put = try EventDraft(Jar.Event.put(coins: 1))
    try store.writeEvents { writer in
      _ = try writer.append(
        AppendBatch(
          time: Fixtures.start, actor: Fixtures.li,
          appends: (0..<3).map { index in
            StreamAppend(
              Fixtures.stream("s\(index)"), expected: .exactly(0),
              events: Array(repeating: put, count: 50_000))
          }))
    }
    let one = try LogVerification.run(store, job: Job(threads: 1))
    #expect(one.isIntact)
    #expect(one.count == 150_000)
    #expect(try LogVerification.run(store, job: Job(threads: 2)) == one)
    var records = try Fixtures.records(store)
    // The first event of the second range does not follow in its stream.
    records[65_536].version += 1
    records[65_536].hash = HashAlgorithm.sha256.hash(records[65_536].line)
    let faults = try LogVerification.run(Fixtures.store(records)).faults
    #expect(faults.contains { $0.kind == .version && $0.position == 65_537 })
  }

  @Test func anExportedLogIsReadBackToTheSameBytes() throws {
    for algorithm in HashAlgorithm.allCases {
      let store = try Fixtures.log(algorithm, events: 50)
      let text = try exported(store)
      let copy = MemoryEventStore()
      try copy.writeEvents { try LogFile.read(text, into: $0) }
      #expect(try Fixtures.records(copy) == Fixtures.records(store))
      #expect(try exported(copy) == text)
    }
  }

  /// The lines alone suffice: the hash of one is what the next calls previous.
  @Test func anExportedLogIsCheckedWithAHashProgramAlone() throws {
    let lines = try exported(Fixtures.log(events: 20)).split(separator: UInt8(ascii: "\n"))
    for (line, next) in zip(lines, lines.dropFirst()) {
      let hash = HashAlgorithm.sha256.hash(Array(line)).hex
      #expect(String(decoding: next, as: UTF8.self).contains("\"previous\":\"\(hash)\""))
    }
  }

  @Test func anEditedExportIsFound() throws {
    let text = String(decoding: try exported(Fixtures.log(events: 20)), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    let line = try #require(lines.firstIndex { $0.contains("\"put\"") })
    var edited = lines
    edited[line] = lines[line].replacing("\"coins\":", with: "\"coins\":9")
    let copy = MemoryEventStore()
    try copy.writeEvents {
      try LogFile.read(Array(edited.joined(separator: "\n").utf8), into: $0)
    }
    #expect(try !LogVerification.run(copy).isIntact)
    for broken in ["{}", "x", lines[3].replacing(",\"basis\"", with: ", \"basis\"")] {
      var copy = lines
      copy[3] = broken
      let refusal = #expect(throws: Diagnostic.self) {
        try MemoryEventStore().writeEvents {
          try LogFile.read(Array(copy.joined(separator: "\n").utf8), into: $0)
        }
      }
      #expect(refusal?.code == "log.bad-line")
      #expect(refusal?.feature == "4")
    }
  }

  private func exported(_ store: MemoryEventStore) throws -> [UInt8] {
    var text: [UInt8] = []
    try store.readEvents { reader in
      try LogFile.write(reader) { line in
        text += line
        text.append(UInt8(ascii: "\n"))
      }
    }
    return text
  }
}

/// A store whose events have the positions that they state, with gaps.
private struct GapStore: EventStore, EventReading {
  var records: [EventRecord]

  func readEvents<T>(_ body: (any EventReading) throws -> T) throws -> T { try body(self) }

  func writeEvents<T>(_ body: (any EventWriting) throws -> T) throws -> T {
    throw Diagnostic(code: "test.read-only", Localized("read only"))
  }

  func logHeader() throws -> LogHeader? { try LogHeader(id: "test", created: Fixtures.start) }

  func lastEvent() throws -> LogHead? {
    records.last.map { LogHead(count: $0.position, hash: $0.hash) }
  }

  func eventHash(at position: Int64) throws -> Digest? {
    records.first { $0.position == position }?.hash
  }

  func version(of stream: StreamName) throws -> Int64 {
    Int64(records.count { $0.stream == stream })
  }

  func events(of stream: StreamName, after version: Int64) throws -> [EventRecord] {
    records.filter { $0.stream == stream && $0.version > version }
  }

  func visitEvents(_ range: ClosedRange<Int64>, _ body: (EventView) throws -> Void) throws {
    for record in records where range.contains(record.position) { try record.withView(body) }
  }

  func streams(category: String) throws -> [StreamName] { [] }
  func projection(_ name: String) throws -> ProjectionSnapshot? { nil }
  func projectionNames() throws -> [String] { [] }
}
