import EventLog
import Groundwork
import Testing

@Suite struct ProjectionTests {
  @Test func aProjectionKeptStepByStepEqualsTheFoldOfAll() throws {
    let all = try Fixtures.records(Fixtures.log(events: 200))
    let store = try Fixtures.store([])
    var rest = all[...]
    var step = 1
    while !rest.isEmpty {
      let part = rest.prefix(step)
      rest = rest.dropFirst(step)
      step = step * 2 % 37 + 1
      try store.writeEvents { writer in
        try writer.insert(Array(part))
        let state = try writer.update(Coins.self)
        #expect(try state == writer.folded(Coins.self))
        // What is kept lacks few events, and is not written again with every one.
        let last = try #require(part.last?.position)
        let kept = try #require(try writer.projection("coins"))
        #expect((0..<ProjectionSnapshot.mostMissing).contains(last - kept.position))
        var read = try CanonicalJSON.value(Coins.State.self, kept.body)
        for record in all where record.position > kept.position && record.position <= last {
          try Coins.apply(record, to: &read)
        }
        #expect(read == state)
      }
    }
    let oracle = try all.reduce(into: [String: Int64]()) { sums, record in
      switch try record.payload(as: Jar.Event.self) {
      case .put(let coins): sums[record.stream.id, default: 0] += coins
      case .taken(let coins): sums[record.stream.id, default: 0] -= coins
      }
    }
    #expect(try store.readEvents { try $0.current(Coins.self) }.jars == oracle)
  }

  @Test func rebuildingFindsWhetherWhatWasKeptWasRight() throws {
    let store = try Fixtures.log(events: 50)
    try store.writeEvents { writer in
      let first = try writer.rebuild(Coins.self)
      #expect(first == nil)
      #expect(try writer.rebuild(Coins.self) == true)
      try writer.dropProjection("coins")
      #expect(try writer.projectionNames().isEmpty)
      try writer.update(Coins.self)
      let kept = try #require(try writer.projection("coins"))
      var wrong = kept
      wrong.body = try CanonicalJSON().bytes(Coins.State(jars: ["j0": -1], events: 50))
      try writer.put(wrong, as: "coins")
      #expect(try writer.rebuild(Coins.self) == false)
      #expect(try writer.projection("coins") == kept)
    }
  }

  /// A kept projection of another history or another version is not believed.
  @Test func aSnapshotOfAnotherHistoryIsFoldedAnew() throws {
    let store = try Fixtures.log(events: 50)
    let right = try store.readEvents { try $0.folded(Coins.self) }
    let wrong = try CanonicalJSON().bytes(Coins.State())
    for snapshot in [
      ProjectionSnapshot(version: 1, position: 50, hash: .zero, body: wrong),
      ProjectionSnapshot(version: 0, position: 50, hash: .zero, body: Array("?".utf8)),
      ProjectionSnapshot(version: 1, position: 51, hash: .zero, body: wrong),
    ] {
      try store.writeEvents { try $0.put(snapshot, as: "coins") }
      #expect(try store.readEvents { try $0.current(Coins.self) } == right)
      #expect(try store.writeEvents { try $0.update(Coins.self) } == right)
    }
  }

  /// What this process remembers of one history is not taken for another, nor for an earlier moment.
  @Test func whatIsRememberedBelongsToItsHistory() throws {
    let long = try Fixtures.log(events: 90)
    let records = try Fixtures.records(long)
    let whole = try long.readEvents { try $0.current(Coins.self) }
    #expect(whole.events == 90)
    // The same log, some time before; then it goes on otherwise.
    let early = try Fixtures.store(Array(records.prefix(40)))
    let half = try early.readEvents { try $0.current(Coins.self) }
    #expect(try early.readEvents { try $0.folded(Coins.self) } == half)
    #expect(half.events == 40)
    try early.writeEvents { writer in
      for _ in 0..<60 {
        try writer.perform(
          Jar.self, .put(3), on: Fixtures.stream("other"), expected: nil, by: Fixtures.context())
      }
      #expect(try writer.update(Coins.self) == writer.folded(Coins.self))
    }
    // A transaction that was given up leaves nothing behind.
    #expect(throws: CancellationError.self) {
      try long.writeEvents { writer in
        try writer.perform(
          Jar.self, .put(5), on: Fixtures.stream("given-up"), expected: 0, by: Fixtures.context())
        #expect(try writer.update(Coins.self).events == 91)
        throw CancellationError()
      }
    }
    #expect(try long.readEvents { try $0.current(Coins.self) } == whole)
  }

  @Test func aStateIsReadOnFromAnEarlierOne() throws {
    let store = try Fixtures.log(events: 100)
    try store.readEvents { reader in
      for stream in try reader.streams(category: "jar") {
        let whole = try reader.state(of: stream, Jar.self)
        let deeds = try reader.deeds(of: stream, as: Jar.Event.self)
        for count in 0...deeds.count {
          let known = Versioned(Jar.fold(deeds.prefix(count)), version: Int64(count))
          #expect(try reader.state(of: stream, Jar.self, from: known) == whole)
        }
        // One of a longer stream is of another log.
        let other = Versioned(Jar.initial, version: whole.version + 1)
        #expect(try reader.state(of: stream, Jar.self, from: other) == whole)
      }
    }
  }

  @Test func aDeciderGivesTheStateOfItsHistory() throws {
    let store = try Fixtures.log(events: 100)
    try store.readEvents { reader in
      for stream in try reader.streams(category: "jar") {
        let seen = try reader.state(of: stream, Jar.self)
        #expect(try seen.version == reader.version(of: stream))
        let coins = try reader.current(Coins.self).jars[stream.id]
        #expect(seen.state.coins == coins)
      }
    }
  }

  @Test func aRefusedCommandAndOneWithoutEffectWriteNothing() throws {
    let store = try Fixtures.store([])
    let stream = Fixtures.stream("a")
    try store.writeEvents { writer in
      #expect(throws: Diagnostic.self) {
        try writer.perform(Jar.self, .take(1), on: stream, expected: 0, by: Fixtures.context())
      }
      let same = try writer.perform(
        Jar.self, .put(0), on: stream, expected: 0, by: Fixtures.context())
      #expect(same.version == 0)
      let last = try writer.lastEvent()
      #expect(last == nil)
    }
  }
}
