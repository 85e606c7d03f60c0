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
        #expect(try writer.projection("coins")?.position == part.last?.position)
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
