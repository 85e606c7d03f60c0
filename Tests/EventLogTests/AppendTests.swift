import EventLog
import Groundwork
import Testing

@Suite struct AppendTests {
  @Test func eventsAreNumberedAndChained() throws {
    let records = try Fixtures.records(Fixtures.log(events: 60))
    let header = try LogHeader(id: "test", created: Fixtures.start)
    var previous = header.hash
    var versions: [StreamName: Int64] = [:]
    for (index, record) in records.enumerated() {
      #expect(record.position == Int64(index + 1))
      versions[record.stream, default: 0] += 1
      #expect(record.version == versions[record.stream])
      #expect(record.previous == previous)
      #expect(HashAlgorithm.sha256.hash(record.line) == record.hash)
      previous = record.hash
    }
    #expect(records.count == 60)
    #expect(versions.count == 5)
  }

  /// The bytes of the first version of the format, which no later one may change.
  @Test func theLineOfAnEventIsPinned() throws {
    let record = try #require(
      try Fixtures.records(
        Fixtures.store([])
      ).first ?? firstRecord())
    #expect(
      String(decoding: record.line, as: UTF8.self)
        == #"{"actor":{"isLocal":false,"name":"李示例","organisation":"org-plan","#
        + #""person":"p-li","role":"planner"},"#
        + #""basis":[{"kind":"layer","name":"dltb_2025","state":"sha256:00ff"}],"#
        + #""data":{"put":{"coins":12}},"position":1,"#
        + #""previous":"\#(record.previous.hex)","schema":1,"stream":"jar/a","#
        + #""time":1767225600000,"type":"jar.put","version":1}"#)
    #expect(
      String(decoding: try LogHeader(id: "test", created: Fixtures.start).line, as: UTF8.self)
        == #"{"algorithm":"sha256","created":1767225600000,"format":1,"id":"test"}"#)
  }

  private func firstRecord() throws -> EventRecord? {
    let store = try Fixtures.store([])
    try store.writeEvents { writer in
      _ = try writer.perform(
        Jar.self, .put(12), on: Fixtures.stream("a"), expected: 0, by: Fixtures.context())
    }
    return try Fixtures.records(store).first
  }

  @Test func whoeverIsSlowerSeesWhatTheOtherDid() throws {
    let store = try Fixtures.store([])
    let stream = Fixtures.stream("a")
    try store.writeEvents { writer in
      try writer.perform(Jar.self, .put(5), on: stream, expected: 0, by: Fixtures.context())
      try writer.perform(
        Jar.self, .put(6), on: stream, expected: 1, by: Fixtures.context(Fixtures.wang))
    }
    let conflict = #expect(throws: EventConflict.self) {
      try store.writeEvents { writer in
        _ = try writer.perform(
          Jar.self, .take(5), on: stream, expected: 1, by: Fixtures.context())
      }
    }
    #expect(conflict?.since.map(\.version) == [2])
    #expect(try conflict?.since.first?.actor() == Fixtures.wang)
    #expect(conflict?.diagnostic.code == "log.conflict")
    #expect(conflict?.diagnostic.message.zh.contains("王样本") == true)
    // A version that does not exist is a conflict too, with nobody to blame.
    let ahead = #expect(throws: EventConflict.self) {
      try store.writeEvents { writer in
        _ = try writer.perform(Jar.self, .put(5), on: stream, expected: 9, by: Fixtures.context())
      }
    }
    #expect(ahead?.since.isEmpty == true)
    #expect(try Fixtures.records(store).count == 2)
  }

  @Test func aBatchLandsWholeOrNotAtAllAcrossStreams() throws {
    let store = try Fixtures.log(events: 20)
    let before = try Fixtures.records(store)
    let versions = try store.readEvents { reader in
      try (0..<5).map { try reader.version(of: Fixtures.stream("j\($0)")) }
    }
    func batch(_ last: Int64) throws -> AppendBatch {
      AppendBatch(
        time: Fixtures.start, actor: Fixtures.li,
        appends: try [
          StreamAppend(
            Fixtures.stream("j0"), expected: .exactly(versions[0]),
            events: [EventDraft(Jar.Event.put(coins: 1)), EventDraft(Jar.Event.put(coins: 2))]),
          StreamAppend(
            Fixtures.stream("j1"), expected: .any, events: [EventDraft(Jar.Event.put(coins: 3))]),
          StreamAppend(
            Fixtures.stream("j2"), expected: .exactly(last),
            events: [EventDraft(Jar.Event.put(coins: 4))]),
        ])
    }
    #expect(throws: EventConflict.self) {
      try store.writeEvents { _ = try $0.append(batch(versions[2] + 1)) }
    }
    #expect(try Fixtures.records(store) == before)
    let appended = try store.writeEvents { try $0.append(batch(versions[2])) }
    #expect(appended.map(\.position) == [21, 22, 23, 24])
    #expect(try Fixtures.records(store) == before + appended)
    #expect(try LogVerification.run(store).isIntact)
  }

  @Test func oneStreamTwiceInABatchCountsOn() throws {
    let store = try Fixtures.store([])
    let stream = Fixtures.stream("a")
    let put = [try EventDraft(Jar.Event.put(coins: 1))]
    let appended = try store.writeEvents { writer in
      try writer.append(
        AppendBatch(
          time: Fixtures.start, actor: Fixtures.li,
          appends: [
            StreamAppend(stream, expected: .exactly(0), events: put),
            StreamAppend(stream, expected: .exactly(1), events: put),
          ]))
    }
    #expect(appended.map(\.version) == [1, 2])
  }

  @Test func aThrownErrorUndoesHeaderEventsAndProjections() throws {
    struct Stop: Error {}
    let store = MemoryEventStore()
    #expect(throws: Stop.self) {
      try store.writeEvents { writer in
        try writer.beginLog(LogHeader(id: "x", created: Fixtures.start))
        try writer.perform(
          Jar.self, .put(1), on: Fixtures.stream("a"), expected: 0, by: Fixtures.context())
        try writer.update(Coins.self)
        throw Stop()
      }
    }
    try store.readEvents { reader in
      let header = try reader.logHeader()
      let last = try reader.lastEvent()
      #expect(header == nil)
      #expect(last == nil)
      #expect(try reader.streams(category: "jar").isEmpty)
      #expect(try reader.projectionNames().isEmpty)
    }
  }

  @Test func aLogThatHasNotBegunIsRefused() throws {
    let refusal = #expect(throws: Diagnostic.self) {
      try MemoryEventStore().writeEvents { writer in
        _ = try writer.append(AppendBatch(time: Fixtures.start, actor: Fixtures.li, appends: []))
      }
    }
    #expect(refusal?.code == "log.empty")
  }

  @Test(arguments: [
    EventDraft(type: "other.put", schema: 1, data: Array("{}".utf8)),
    EventDraft(type: "jar.", schema: 1, data: Array("{}".utf8)),
    EventDraft(type: "jar", schema: 1, data: Array("{}".utf8)),
    EventDraft(type: "jar.a\"", schema: 1, data: Array("{}".utf8)),
    EventDraft(type: "jar.put", schema: 0, data: Array("{}".utf8)),
    EventDraft(type: "jar.put", schema: 1, data: Array("[]".utf8)),
    EventDraft(type: "jar.put", schema: 1, data: []),
    EventDraft(type: "jar.put", schema: 1, data: Array("{\n}".utf8)),
  ])
  func eventsThatCannotStandInAStreamAreRefused(_ draft: EventDraft) throws {
    let store = try Fixtures.store([])
    let refusal = #expect(throws: Diagnostic.self) {
      try store.writeEvents { writer in
        _ = try writer.append(
          AppendBatch(
            time: Fixtures.start, actor: Fixtures.li,
            appends: [StreamAppend(Fixtures.stream("a"), expected: .any, events: [draft])]))
      }
    }
    #expect(refusal?.code == "log.bad-event")
  }

  @Test func anEventOfALaterProgramIsRefusedInPlainWords() throws {
    let store = try Fixtures.store([])
    try store.writeEvents { writer in
      _ = try writer.append(
        AppendBatch(
          time: Fixtures.start, actor: Fixtures.li,
          appends: [
            StreamAppend(
              Fixtures.stream("a"), expected: .any,
              events: [
                EventDraft(type: "jar.put", schema: 2, data: Array(#"{"put":{"coins":1}}"#.utf8))
              ])
          ]))
    }
    let refusal = #expect(throws: Diagnostic.self) {
      try store.readEvents { try $0.state(of: Fixtures.stream("a"), Jar.self) }
    }
    #expect(refusal?.code == "log.newer-event")
  }
}
