import EventLog
import Groundwork
import Storage

extension HomeComparison {
  private static let ids = ["a", "b", "A", "a.b", "z@1"]

  /// A batch for one to three streams, now and then with a version that is not the newest; one in six
  /// fails at its end, after a document of the same transaction.
  mutating func appendEvents(_ homes: [Workspace]) throws {
    struct Whim: Error {}
    let appends = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
      try Deeds.append(
        HomeComparison.ids.randomElement(using: &random) ?? "a",
        (0..<Int.random(in: 0...3, using: &random)).map { _ in text() },
        expected: Int.random(in: 0..<3, using: &random) == 0
          ? .exactly(Int64.random(in: 0...40, using: &random)) : .any)
    }
    let batch = AppendBatch(
      time: Deeds.start.adding(seconds: Int64(steps)), actor: Deeds.actor,
      basis: Bool.random(using: &random) ? [] : [Reliance(.document, text(), state: "s")],
      appends: appends)
    let fails = Int.random(in: 0..<6, using: &random) == 0
    try HomeComparison.agree(homes, "appending events") { workspace in
      do {
        return try workspace.write { writer in
          try writer.events.beginLog(Deeds.header(.sm3))
          let records = try writer.events.append(batch)
          if fails {
            try writer.putDocument(kind: "check", key: "undone", body: [1])
            throw Whim()
          }
          return Deeds.lines(records)
        }
      } catch is Whim {
        return "undone"
      } catch let conflict as EventConflict {
        return "\(conflict.stream) \(conflict.expected) \(Deeds.lines(conflict.since))"
      }
    }
  }

  /// A projection is kept, dropped or rebuilt.
  mutating func project(_ homes: [Workspace]) throws {
    let act = Int.random(in: 0..<4, using: &random)
    try HomeComparison.agree(homes, "projecting \(act)") { workspace in
      try workspace.writeEvents { writer in
        switch act {
        case 0: try writer.dropProjection(Deeds.Tally.name)
        case 1:
          let isSame = try writer.rebuild(Deeds.Tally.self)
          if isSame == false {
            throw ConformanceFailure(description: "\(workspace.path): not the same when rebuilt")
          }
          return "\(String(describing: isSame))"
        default: return "\(try writer.update(Deeds.Tally.self).counts.sorted { $0.key < $1.key })"
        }
        return "\(try writer.projectionNames())"
      }
    }
  }

  mutating func compareEvents(_ homes: [Workspace]) throws {
    let stream = try Deeds.stream(HomeComparison.ids.randomElement(using: &random) ?? "a")
    let after = Int64.random(in: 0..<30, using: &random)
    try HomeComparison.agree(homes, "events of \(stream) after \(after)") { workspace in
      try workspace.readEvents { reader in
        var text = Deeds.lines(try reader.events(of: stream, after: after)) + "\n"
        text += Deeds.lines(try reader.events(after: after, limit: 7)) + "\n"
        text += "\(try reader.version(of: stream)) \(try reader.streams(category: "walk"))\n"
        text += "\(String(describing: try reader.eventHash(at: after))) "
        text += "\(String(describing: try reader.head()))\n"
        text += "\(try reader.current(Deeds.Tally.self).counts.sorted { $0.key < $1.key })\n"
        text += "\(String(describing: try reader.projection(Deeds.Tally.name)))"
        return text
      }
    }
  }

  private mutating func text() -> String {
    ["", "水田", "a'b\"c\\", "𠮷\n\t", "0101", String(repeating: "长", count: 3000)]
      .randomElement(using: &random) ?? ""
  }
}
