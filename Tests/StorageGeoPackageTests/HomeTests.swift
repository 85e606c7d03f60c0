import Dispatch
import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Synchronization
import Testing

/// The file itself: links, locks, replaced files, backups.
@Suite struct HomeTests {
  @Test func aSymbolicLink() throws {
    let folder = try Folder()
    let link = folder.file("link.gpkg")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.gpkg")
    // The file is made where the link leads.
    try { try writeSquares(50, to: try Workspace.openOrCreate(link)) }()
    #expect(folder.names == ["link.gpkg", "real.gpkg"])
    let workspace = try Workspace.open(link)
    try writeSquares(60, to: workspace)
    #expect(try workspace.featureCount(of: "survey_2023") == 60)
    workspace.close()
    #expect(folder.names == ["link.gpkg", "real.gpkg"])
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.gpkg")
  }

  /// A lock that is released within the timeout is waited for, by readers and writers.
  @Test func locksAreWaitedFor() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(5, to: try Workspace.openOrCreate(path)) }
    for _ in 0..<3 {
      let rude = try SQLiteConnection(path, .readWrite)
      try rude.execute("BEGIN EXCLUSIVE")
      let thread = Thread {
        usleep(400_000)
        rude.close()
      }
      thread.start()
      let workspace = try Workspace.open(path, lockTimeout: .seconds(20))
      #expect(try workspace.featureCount(of: "survey_2023") == 5)
      let second = try SQLiteConnection(path, .readWrite)
      try second.execute("BEGIN; SELECT COUNT(*) FROM zhitu_layers;")
      let other = Thread {
        usleep(400_000)
        second.close()
      }
      other.start()
      try writeSquares(5, to: workspace)
    }
  }

  /// Who writes while others wait leaves the log of SQLite to the last of them.
  @Test func theLastOfManyWritersFoldsTheLogBack() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(5, to: try Workspace.openOrCreate(path)) }
    let workspace = try Workspace.open(path)
    #expect(try !workspace.isOwnState())
    let done = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<10 {
        let isKept: Void? = try? workspace.write { writer in
          try writer.putDocument(kind: "note", key: "\(thread)-\(number)", body: [1])
        }
        if isKept != nil { done.withLock { $0 += 1 } }
      }
    }
    #expect(done.withLock { $0 } == 80)
    #expect(try workspace.documents(kind: "note").count == 80)
    #expect(try workspace.isOwnState())
    let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
    #expect(log == 0)
    // Another program's write is none of its own.
    try { try writeSquares(9, to: try Workspace.open(path)) }()
    #expect(try !workspace.isOwnState())
    #expect(try workspace.featureCount(of: "survey_2023") == 9)
    workspace.close()
    #expect(folder.names == ["w.gpkg"])
  }

  @Test func aReplacedFileIsNoticed() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let other = folder.file("other.gpkg")
    do { try writeSquares(5, to: try Workspace.openOrCreate(path)) }
    do { try writeSquares(9, to: try Workspace.openOrCreate(other)) }
    let workspace = try Workspace.open(path)
    #expect(try workspace.featureCount(of: "survey_2023") == 5)
    let state = try workspace.state()
    try FileManager.default.removeItem(atPath: path)
    #expect(diagnostic { _ = try workspace.layers() }?.code == "workspace.missing")
    #expect(diagnostic { _ = try workspace.state() }?.code == "workspace.missing")
    try FileManager.default.moveItem(atPath: other, toPath: path)
    #expect(try workspace.featureCount(of: "survey_2023") == 9)
    #expect(try workspace.state() != state)
    try writeSquares(11, to: workspace)
    workspace.close()
    #expect(try Workspace.open(path).featureCount(of: "survey_2023") == 11)
    #expect(folder.names == ["w.gpkg"])
  }

  /// The main file alone, copied while its pages were moved out of the log.
  @Test func aFileCopiedWithoutItsLog() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(2000, to: try Workspace.openOrCreate(path)) }
    let raw = try SQLiteConnection(path, .readWrite)
    try raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    // As if the first half of the pages were from after a checkpoint and the rest never moved.
    var half = try bytes(of: path)
    for index in (half.count / 2)..<half.count { half[index] = 0 }
    try half.write(to: URL(fileURLWithPath: path))
    let error = diagnostic { _ = try content(of: path) }
    #expect(error?.code == "workspace.damaged")
    #expect(error?.message.en.contains("-wal") == true)
    #expect(error?.remedy?.en.contains("zhitu backup") == true)
  }

  /// Backups made while another thread writes: each is one complete and intact state.
  @Test func backupsWhileOthersWrite() throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    try writeSquares(100, to: workspace)
    let writer = Thread {
      for count in 0..<30 {
        do {
          try workspace.write { writer in
            try appendSquares(100 + count, "survey_2023", to: writer)
            try appendSquares(100 + count, "survey_2018", to: writer)
          }
        } catch {
          Issue.record(error)
        }
      }
    }
    writer.start()
    for index in 0..<5 {
      let copy = folder.file("copy\(index).gpkg")
      try GeoPackageHome.open(path).backup(to: copy)
      let reopened = try Workspace.open(copy)
      #expect(try reopened.integrity().isSound)
      let counts = try reopened.read { try $0.layers().map { $0.featureCount } }
      #expect(Set(counts).count == 1)
      reopened.close()
      #expect(try bytes(of: copy)[18] == 1)
    }
    while !writer.isFinished { usleep(10_000) }
    let again = diagnostic { try GeoPackageHome.open(path).backup(to: folder.file("copy0.gpkg")) }
    #expect(again?.code == "workspace.exists")
  }
}
