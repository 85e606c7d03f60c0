import Geometry
import Groundwork
import Storage

extension ConformanceCase {
  /// Documents are only added.
  static let documents: [ConformanceCase] = [
    ConformanceCase("documents keep their versions") { workspace in
      let big = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try workspace.write { try $0.putDocument(kind: "flow", key: "a__b", body: [1]) }
      try workspace.write { try $0.putDocument(kind: "flow", key: "a__b", body: big) }
      try workspace.write { writer in
        try writer.putDocument(kind: "flow", key: "方案", body: [])
        try writer.putDocument(kind: "verdicts", key: "a__b", body: [9])
        try expect(
          try writer.reader.document(kind: "verdicts", key: "a__b"), [9], "inside the transaction")
      }
      try expect(try workspace.document(kind: "flow", key: "a__b"), big, "newest")
      try expect(try workspace.document(kind: "flow", key: "方案"), [], "an empty one")
      try expect(
        try workspace.documents(kind: "flow").map { $0.key }, ["a__b", "方案"], "keys")
      try expect(
        try workspace.read { try $0.versions(kind: "flow", key: "a__b").map { $0.body } },
        [[1], big], "versions")
      try expect(try workspace.documents(kind: "nothing").count, 0, "no kind")
    }
  ]

  /// All or nothing, one state for a reader.
  static let transactions: [ConformanceCase] = [
    ConformanceCase("a throw leaves everything as it was") { workspace in
      struct Whim: Error {}
      try Ground.write(5, to: workspace)
      try workspace.write { try $0.putDocument(kind: "a", key: "b", body: [1]) }
      do {
        try workspace.write { writer in
          try Ground.write(9, "survey_2023", to: writer)
          try Ground.write(9, "other", to: writer)
          try writer.putDocument(kind: "a", key: "b", body: [2])
          throw Whim()
        }
      } catch is Whim {}
      try expect(try workspace.layers().map { $0.name }, ["survey_2023"], "layers")
      try expect(try workspace.featureCount(of: "survey_2023"), 5, "features")
      try expect(try workspace.document(kind: "a", key: "b"), [1], "document")
      try Ground.write(2, "other", to: workspace)
      try expect(try workspace.layers().count, 2, "and goes on")
    },
    ConformanceCase("a read keeps its state while others write") { workspace in
      try Ground.write(5, to: workspace)
      try workspace.write { _ in }
      try workspace.read { reader in
        try expect(try reader.featureCount(of: "survey_2023"), 5, "before")
        try Ground.write(8, to: workspace)
        try workspace.write { try $0.dropLayer("survey_2023") }
        try expect(try reader.featureCount(of: "survey_2023"), 5, "still")
        var features = 0
        try reader.forEachFeature(in: "survey_2023") { _ in features += 1 }
        try expect(features, 5, "features")
      }
      try expect(try workspace.layers(), [], "afterwards")
    },
    ConformanceCase("readers do not see a running write") { workspace in
      try Ground.write(5, to: workspace)
      try workspace.write { writer in
        try Ground.write(8, "survey_2023", to: writer)
        try expect(try workspace.featureCount(of: "survey_2023"), 5, "a reader")
      }
      try expect(try workspace.featureCount(of: "survey_2023"), 8, "afterwards")
    },
    ConformanceCase("the state changes with every write") { workspace in
      var states: Set<UInt64> = []
      for index in 0..<4 {
        try workspace.write {
          try $0.putDocument(kind: "a", key: "b", body: [UInt8](repeating: 1, count: 10 << index))
        }
        states.insert(try workspace.state())
        try expect(try states.contains(workspace.state()), true, "a state at rest")
      }
      try expect(states.count, 4, "states")
    },
  ]
}
