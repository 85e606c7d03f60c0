import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is left after a process that did not get to the end.
@Suite struct CrashTests {
  @Test func aKilledFirstWriteLeavesNoWorkspace() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try writeSquares(60_000, to: try Workspace.openOrCreate(path)) { _ in
        kill(getpid(), SIGKILL)
      }
    }
    #expect(!exists(path))
    #expect(folder.names.count == 1)
    // The next one clears away what the killed one left.
    let workspace = try Workspace.openOrCreate(path)
    #expect(try workspace.layers().isEmpty)
    try writeSquares(5, to: workspace)
    workspace.close()
    #expect(folder.names == ["w.gpkg"])
  }

  @Test func aKilledWriteLeavesTheWorkspaceAsItWas() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(500, to: try Workspace.openOrCreate(path)) }
    let before = try content(of: path)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let workspace = try Workspace.open(path)
      try workspace.write { try $0.dropLayer("nothing") }
      try workspace.write { writer in
        try appendSquares(10, "survey_2023", to: writer).finish()
        try CrashTests.appendMuch(to: writer)
        kill(getpid(), SIGKILL)
      }
    }
    // The killed one left its log; what it holds does not count.
    #expect(folder.names.count > 1)
    #expect(try content(of: path) == before)
    #expect(folder.names == ["w.gpkg"])
    let connection = try SQLiteConnection(path, .readWrite)
    #expect(try connection.text("PRAGMA integrity_check") == "ok")
  }

  @Test func aWriteThatIsFinishedOutlivesAKill() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let workspace = try Workspace.openOrCreate(path)
      try writeSquares(10, to: workspace)
      try writeSquares(20, "survey_2024", to: workspace)
      kill(getpid(), SIGKILL)
    }
    let workspace = try Workspace.open(path)
    #expect(try workspace.layers().map { $0.featureCount } == [10, 20])
    workspace.close()
    #expect(folder.names == ["w.gpkg"])
  }

  /// Far more than the page cache holds, so that much is on disk before the transaction ends.
  private static func appendMuch(to writer: WorkspaceWriter) throws {
    let text = String(repeating: "田", count: 1000)
    let layer = try writer.createLayer(
      LayerRecord(name: "big", role: .survey, title: ""), geometry: .none,
      columns: [Column("t", .text)])
    for _ in 0..<40_000 { try layer.append(geometry: nil, values: [.text(text)]) }
  }

  /// The system refuses to make any file larger than 2 MB, as it refuses on a full disk.
  private static func fillDisk() {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: 2_000_000, rlim_max: 2_000_000)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  }

  @Test func aFullDiskLeavesNoNewWorkspace() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    await #expect(processExitsWith: .success) { [path = path as String] in
      CrashTests.fillDisk()
      let workspace = try Workspace.openOrCreate(path)
      let error = diagnostic { try writeSquares(60_000, to: workspace) }
      guard error?.code == "workspace.disk-full", error?.file == path else {
        fatalError("\(String(describing: error))")
      }
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aFullDiskLeavesTheWorkspaceAsItWas() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(500, to: try Workspace.openOrCreate(path)) }
    let before = try content(of: path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      CrashTests.fillDisk()
      let workspace = try Workspace.open(path)
      let error = diagnostic { try writeSquares(60_000, to: workspace) }
      guard error?.code == "workspace.disk-full", error?.file == path else {
        fatalError("\(String(describing: error))")
      }
      // It can still be read, and written in small.
      guard try workspace.featureCount(of: "survey_2023") == 500 else { fatalError("lost") }
      try workspace.write { try $0.setCRS(.test) }
      workspace.close()
    }
    #expect(try content(of: path) == before)
    #expect(folder.names == ["w.gpkg"])
  }

  /// A caller who carries on after the disk was full must not get half of it committed.
  @Test func aFullDiskCannotBeSwallowed() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(500, to: try Workspace.openOrCreate(path)) }
    let before = try content(of: path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      CrashTests.fillDisk()
      let workspace = try Workspace.open(path)
      let error = diagnostic {
        try workspace.write { writer in
          _ = diagnostic { try CrashTests.appendMuch(to: writer) }
          _ = diagnostic { try writer.putDocument(kind: "flow", key: "k", body: [1]) }
        }
      }
      guard error?.code == "workspace.disk-full" else {
        fatalError("\(String(describing: error))")
      }
    }
    #expect(try content(of: path) == before)
    #expect(folder.names == ["w.gpkg"])
  }

  /// Whether somebody who is not the superuser gets to the temporary folder at all.
  static let othersReachTemporaryFolder: Bool = {
    var folder = FileManager.default.temporaryDirectory
    while folder.path != "/" {
      var status = stat()
      guard stat(folder.path, &status) == 0, status.st_mode & S_IXOTH != 0 else { return false }
      folder.deleteLastPathComponent()
    }
    return true
  }()

  @Test(.enabled(if: CrashTests.othersReachTemporaryFolder))
  func aFolderThatCannotBeWrittenTo() async throws {
    let folder = try Folder()
    do { try writeSquares(5, to: try Workspace.openOrCreate(folder.file("w.gpkg"))) }
    let before = try bytes(of: folder.file("w.gpkg"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder.file("w.gpkg"))
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      // The superuser may write anywhere.
      if getuid() == 0 { setuid(65_534) }
      let error = diagnostic {
        try writeSquares(5, to: try Workspace.openOrCreate(path + "/new.gpkg"))
      }
      guard error?.code == "workspace.read-only" else { fatalError(String(describing: error)) }
      let workspace = try Workspace.open(path + "/w.gpkg")
      guard try workspace.featureCount(of: "survey_2023") == 5 else { fatalError("lost") }
      let second = diagnostic { try writeSquares(5, to: workspace) }
      guard second?.code == "workspace.read-only" else { fatalError(String(describing: second)) }
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    #expect(folder.names == ["w.gpkg"])
    #expect(try bytes(of: folder.file("w.gpkg")) == before)
  }

  /// QGIS leaves the log mode switched on when it is killed.
  @Test(.enabled(if: CrashTests.othersReachTemporaryFolder))
  func logModeInAFolderThatCannotBeWrittenTo() async throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    do { try writeSquares(5, to: try Workspace.openOrCreate(path)) }
    do {
      let connection = try SQLiteConnection(path, .readWrite)
      try connection.execute("PRAGMA journal_mode = WAL")
    }
    #expect(folder.names == ["w.gpkg"])
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      if getuid() == 0 { setuid(65_534) }
      let workspace = try Workspace.open(path)
      guard try workspace.featureCount(of: "survey_2023") == 5 else { fatalError("lost") }
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    #expect(folder.names == ["w.gpkg"])
  }
}

/// Mistakes of the caller that must stop the program rather than harm the data. An error thrown
/// instead would end the exit tests well, and so fail them.
@Suite struct MisuseTests {
  @Test func writeInsideWrite() async throws {
    let folder = try Folder()
    await #expect(processExitsWith: .failure) { [path = folder.path as String] in
      let workspace = try Workspace.openOrCreate(path + "/w.gpkg")
      try? workspace.write { _ in try writeSquares(1, to: workspace) }
    }
  }

  @Test func theWriterAfterItsTransaction() async throws {
    let folder = try Folder()
    await #expect(processExitsWith: .failure) { [path = folder.path as String] in
      let workspace = try Workspace.openOrCreate(path + "/w.gpkg")
      let writer = try? workspace.write { $0 }
      try? writer?.setCRS(.test)
    }
  }

  /// Closing may race with others who still use it, so that is refused and no trap.
  @Test func useAfterClose() throws {
    let folder = try Folder()
    let workspace = try Workspace.openOrCreate(folder.file("w.gpkg"))
    workspace.close()
    #expect(diagnostic { try writeSquares(1, to: workspace) }?.code == "workspace.closed")
    #expect(diagnostic { _ = try workspace.layers() }?.code == "workspace.closed")
    #expect(folder.names.isEmpty)
  }
}
