import EventLog
import Groundwork
import Storage

extension ConformanceCase {
  /// The log of deeds: expected versions, whole batches, projections.
  static let events: [ConformanceCase] = [
    ConformanceCase("a workspace without deeds") { workspace in
      try workspace.readEvents { reader in
        try expect(try reader.logHeader(), nil, "header")
        try expect(try reader.head(), nil, "head")
        try expect(try reader.events(after: 0, limit: 10), [], "events")
        try expect(try reader.events(of: Deeds.stream("a"), after: 0), [], "events of a stream")
        try expect(try reader.version(of: Deeds.stream("a")), 0, "version")
        try expect(try reader.eventHash(at: 1), nil, "hash")
        try expect(try reader.streams(category: "walk"), [], "streams")
        try expect(try reader.projection("tally"), nil, "projection")
        try expect(try reader.projectionNames(), [], "projections")
      }
      try expectRefusal("log.empty") {
        try workspace.writeEvents { _ = try $0.append(Deeds.batch(Deeds.append("a", ["1"]))) }
      }
      try workspace.writeEvents { try $0.beginLog(Deeds.header()) }
      try workspace.writeEvents { try $0.beginLog(Deeds.header(.sm3)) }
      try workspace.readEvents { reader in
        try expect(try reader.logHeader(), try Deeds.header(), "the first header stays")
        try expect(
          try reader.head(), LogHead(count: 0, hash: try Deeds.header().hash), "an empty log")
      }
    },
    ConformanceCase("events come back as they were") { workspace in
      let texts = ["", "水田\n\"\\ 𠮷", String(repeating: "田", count: 50_000), "\u{1}"]
      let kept = try workspace.writeEvents { writer in
        try writer.beginLog(Deeds.header(.sm3))
        return try writer.append(Deeds.batch(Deeds.append("a", texts), Deeds.append("b", ["x"])))
      }
      try workspace.readEvents { reader in
        try expect(try reader.events(after: 0, limit: 99), kept, "all")
        try expect(try reader.events(after: 2, limit: 2), Array(kept[2..<4]), "some")
        try expect(try reader.events(after: 5, limit: 2), [], "behind the end")
        try expect(try reader.events(of: Deeds.stream("a"), after: 1), Array(kept[1..<4]), "stream")
        try expect(try reader.eventHash(at: 5), kept[4].hash, "hash")
        try expect(try reader.eventHash(at: 6), nil, "hash behind the end")
        try expect(try reader.head(), LogHead(count: 5, hash: kept[4].hash), "head")
        var visited: [Int64] = []
        try reader.visitEvents(4...9) { visited.append($0.position) }
        try expect(visited, [4, 5], "visited")
        let found = try reader.events(after: 0, limit: 4).map {
          try $0.payload(as: Deeds.Step.self)
        }
        try expect(found, texts.map { .taken(text: $0) }, "payloads")
        try expect(try kept[0].actor(), Deeds.actor, "actor")
      }
      try expect(try LogVerification.run(workspace).isIntact, true, "the chain")
    },
    ConformanceCase("streams are told apart by their whole name") { workspace in
      let ids = ["a", "A", "a.b", "a-b", "aa", "a:b", "Z", "0", "z@1", "_"]
      try workspace.writeEvents { writer in
        try writer.beginLog(Deeds.header())
        for id in ids { try writer.append(Deeds.batch(Deeds.append(id, [id]))) }
        let neighbour = StreamAppend(
          try StreamName("walk.b", "a"), expected: .exactly(0),
          events: [EventDraft(type: "walk.b.x", schema: 1, data: Array("{}".utf8))])
        try writer.append(Deeds.batch(neighbour))
      }
      try workspace.readEvents { reader in
        let streams = try ids.map { try Deeds.stream($0) }.sorted()
        try expect(try reader.streams(category: "walk"), streams, "streams")
        try expect(try reader.streams(category: "wal"), [], "a part of a name")
        for id in ids { try expect(try reader.version(of: Deeds.stream(id)), 1, id) }
      }
    },
    ConformanceCase("whoever has not seen the newest is told what they missed") { workspace in
      try workspace.writeEvents { writer in
        try writer.beginLog(Deeds.header())
        try writer.append(Deeds.batch(Deeds.append("a", ["1", "2", "3"], expected: .exactly(0))))
      }
      for (expected, missed) in [(1, ["2", "3"]), (0, ["1", "2", "3"]), (7, [])] {
        do {
          try workspace.writeEvents {
            _ = try $0.append(
              Deeds.batch(Deeds.append("a", ["4"], expected: .exactly(Int64(expected)))))
          }
          throw ConformanceFailure(description: "appended after \(expected)")
        } catch let conflict as EventConflict {
          let since = try conflict.since.map { try $0.payload(as: Deeds.Step.self) }
          try expect(since, missed.map { .taken(text: $0) }, "since \(expected)")
        }
      }
      try workspace.writeEvents {
        _ = try $0.append(Deeds.batch(Deeds.append("a", ["4"], expected: .exactly(3))))
      }
      try expect(
        try workspace.readEvents { try $0.version(of: Deeds.stream("a")) }, 4, "version")
    },
    ConformanceCase("a batch lands whole, with layers and documents, or not at all") { workspace in
      try workspace.writeEvents { writer in
        try writer.beginLog(Deeds.header())
        try writer.append(Deeds.batch(Deeds.append("c", ["1"])))
      }
      let before = try workspace.readEvents { try Deeds.content($0) }
      do {
        try workspace.write { writer in
          try Ground.write(3, "survey_2023", to: writer)
          try writer.putDocument(kind: "a", key: "b", body: [1])
          try writer.events.append(Deeds.batch(Deeds.append("d", ["kept by nobody"])))
          try writer.events.update(Deeds.Tally.self)
          // The third stream has moved on; the first two must not stay.
          try writer.events.append(
            Deeds.batch(
              Deeds.append("a", ["x"]), Deeds.append("b", ["x"]),
              Deeds.append("c", ["x"], expected: .exactly(0))))
        }
        throw ConformanceFailure(description: "no conflict")
      } catch is EventConflict {}
      try expect(try workspace.readEvents { try Deeds.content($0) }, before, "the log")
      try expect(try workspace.layers(), [], "layers")
      try expect(try workspace.document(kind: "a", key: "b") == nil, true, "document")
      try workspace.write { writer in
        try writer.events.append(
          Deeds.batch(Deeds.append("a", ["x"]), Deeds.append("c", ["x"]), Deeds.append("a", ["y"])))
        try writer.putDocument(kind: "a", key: "b", body: [1])
        try expect(try writer.events.version(of: Deeds.stream("a")), 2, "seen by the writer")
        try expect(
          try workspace.readEvents { try $0.version(of: Deeds.stream("a")) }, 0, "not yet by others"
        )
      }
      try expect(try workspace.document(kind: "a", key: "b"), [1], "document")
      try expect(try LogVerification.run(workspace).count, 4, "events")
    },
    ConformanceCase("projections are dropped and rebuilt equal") { workspace in
      try workspace.writeEvents { writer in
        try writer.beginLog(Deeds.header())
        for round in 0..<20 {
          try writer.append(
            Deeds.batch(at: Int64(round), Deeds.append("s\(round % 3)", ["第\(round)"])))
        }
      }
      let state = try workspace.writeEvents { try $0.update(Deeds.Tally.self) }
      try expect(state.counts, ["s0": 7, "s1": 7, "s2": 6], "counts")
      let kept = try workspace.readEvents { try $0.projection(Deeds.Tally.name) }
      try workspace.writeEvents { try $0.dropProjection(Deeds.Tally.name) }
      try expect(try workspace.readEvents { try $0.projectionNames() }, [], "dropped")
      try expect(
        try workspace.writeEvents { try $0.rebuild(Deeds.Tally.self) }, nil, "nothing to compare")
      try expect(
        try workspace.readEvents { try $0.projection(Deeds.Tally.name) }, kept, "rebuilt")
      try workspace.writeEvents { _ = try $0.append(Deeds.batch(Deeds.append("s9", ["后"]))) }
      let current = try workspace.readEvents { try $0.current(Deeds.Tally.self) }
      try expect(current.last, "后", "brought up to date in memory")
      try expect(
        try workspace.writeEvents { try $0.rebuild(Deeds.Tally.self) }, true,
        "the same after rebuilding")
      // A snapshot of another history, or of another version, is not used.
      let third = try workspace.readEvents { try $0.eventHash(at: 3) } ?? .zero
      for (version, hash) in [(Deeds.Tally.version, Digest.zero), (1, third)] {
        try workspace.writeEvents { writer in
          try writer.put(
            ProjectionSnapshot(
              version: version, position: 3, hash: hash, body: Array("{\"last\":1}".utf8)),
            as: Deeds.Tally.name)
        }
        try expect(
          try workspace.readEvents { try $0.current(Deeds.Tally.self) }, current, "rebuilt")
      }
    },
  ]
}
