import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Synchronization
import Testing

@Suite struct TransactionTests {
  struct Abort: Error {}

  final class Counter: Sendable {
    let value = Atomic<Int>(0)
  }

  @Test func aThrowLeavesNothingOfAFirstWrite() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    #expect(throws: Abort.self) { try writeSquares(1000, to: workspace) { _ in throw Abort() } }
    #expect(folder.names.isEmpty)
    #expect(try workspace.layers().isEmpty)
    // The same workspace can be written afterwards.
    try writeSquares(3, to: workspace)
    #expect(try workspace.featureCount(of: "survey_2023") == 3)
    workspace.close()
    #expect(folder.names == ["w.gpkg"])
  }

  @Test func aThrowLeavesAnOldWorkspaceAsItWas() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    var workspace = try Workspace.openOrCreate(path)
    try writeSquares(50, to: workspace)
    workspace.close()
    let before = try content(of: path)
    workspace = try Workspace.open(path)
    #expect(throws: Cancelled.self) {
      let job = Job()
      try writeSquares(2000, to: workspace) { writer in
        try writer.putDocument(kind: "flow", key: "k", body: [1])
        try appendSquares(10, "survey_2024", to: writer).finish()
        job.cancellation.cancel()
        try job.cancellation.check()
      }
    }
    #expect(try workspace.layers().count == 1)
    workspace.close()
    #expect(try content(of: path) == before)
    #expect(folder.names == ["w.gpkg"])
  }

  /// Reading must not so much as touch the file.
  @Test func readingLeavesTheBytesAlone() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(50, to: try Workspace.openOrCreate(path)) }
    let before = try bytes(of: path)
    _ = try content(of: path)
    #expect(try bytes(of: path) == before)
  }

  @Test func releaseClosesLikeClose() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    for _ in 0..<2 {
      let workspace = try Workspace.openOrCreate(path)
      try writeSquares(20, to: workspace)
      _ = try workspace.layers()
    }
    #expect(folder.names == ["w.gpkg"])
    // At rest: rollback mode, not write-ahead log.
    #expect(try bytes(of: path)[18...19] == Data([1, 1]))
  }

  @Test func readersSeeTheStateBeforeAndAfterNeverBetween() async throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try writeSquares(10, to: workspace)
    let done = Cancellation()
    let reads = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          while !done.isCancelled {
            try workspace.read { reader in
              let count = try reader.featureCount(of: "survey_2023")
              var seen = 0
              try reader.forEachFeature(in: "survey_2023") { _ in seen += 1 }
              #expect(seen == count && count % 10 == 0)
              #expect(try reader.layers().first?.featureCount == count)
            }
            reads.value.add(1, ordering: .relaxed)
            await Task.yield()
          }
        }
      }
      group.addTask {
        defer { done.cancel() }
        for round in 2..<12 {
          try writeSquares(round * 10, to: workspace) { writer in
            // A reader inside the write sees the state before, the writer's own the state after.
            let before = try workspace.featureCount(of: "survey_2023")
            let after = try writer.reader.featureCount(of: "survey_2023")
            #expect(before == round * 10 - 10 && after == round * 10)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(reads.value.load(ordering: .relaxed) > 0)
    workspace.close()
    #expect(folder.names == ["w.gpkg"])
  }

  @Test func aReadKeepsItsStateWhileOthersWrite() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    try writeSquares(10, to: workspace)
    try writeSquares(20, to: workspace)
    try workspace.read { reader in
      #expect(try reader.featureCount(of: "survey_2023") == 20)
      try writeSquares(30, to: workspace)
      #expect(try reader.featureCount(of: "survey_2023") == 20)
      #expect(try workspace.featureCount(of: "survey_2023") == 30)
    }
    #expect(try workspace.featureCount(of: "survey_2023") == 30)
  }

  @Test func writersTakeTurns() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    // A busy machine may let one of them wait long.
    let lockTimeout = Duration.seconds(300)
    let first = try Workspace.openOrCreate(path, lockTimeout: lockTimeout)
    try writeSquares(1, to: first)
    let second = try Workspace.open(path, lockTimeout: lockTimeout)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, workspace) in [first, second, first, second].enumerated() {
        group.addTask {
          for round in 0..<5 {
            try workspace.write { writer in
              try writer.putDocument(kind: "flow", key: "\(index)-\(round)", body: [])
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try first.documents(kind: "flow").count == 20)
    first.close()
    second.close()
    #expect(folder.names == ["w.gpkg"])
  }

  @Test func aSwallowedErrorDoesNotHalfCommit() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    try writeSquares(10, to: workspace)
    // A bad row is not added, the rest of the transaction is good.
    try workspace.write { writer in
      let layer = try appendSquares(5, "survey_2024", to: writer)
      let twice = diagnostic {
        try layer.append(fid: 1, geometry: nil, values: [.null, .null])
      }
      #expect(twice?.code == "workspace.constraint")
      #expect(twice?.layer == "survey_2024" && twice?.feature == "1")
      let wrong = diagnostic {
        try layer.append(geometry: nil, values: [.null, .text("x")])
      }
      #expect(wrong?.code == "workspace.value-type" && wrong?.field == "n")
    }
    #expect(try workspace.featureCount(of: "survey_2024") == 5)
    workspace.close()
    let connection = try SQLiteConnection(path, .readWrite)
    #expect(try connection.text("PRAGMA integrity_check") == "ok")
    #expect(try connection.text("PRAGMA foreign_key_check") == nil)
  }
}
