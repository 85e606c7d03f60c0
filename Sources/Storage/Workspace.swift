import Foundation
import Geometry
import Groundwork
import Synchronization

/// One workspace (工作区): a GeoPackage file with layers, their register, and documents.
///
/// Many threads may read while one writes. Readers see the state of the last finished write and
/// never wait for a running one. Writers wait for each other.
///
/// **Journal.** At rest the file is in rollback mode and alone: it can be copied, and read from a
/// read-only folder. The first write switches to a write-ahead log, for three reasons: readers (the
/// server, QGIS) go on during an import of minutes; a killed writer has not touched the main file;
/// and a big transaction spills to the log, not over pages that readers need. ``close()`` (also on
/// release) folds the log back and switches back, as QGIS does with the files it opens.
public final class Workspace: Sendable {
  /// The absolute path.
  public let path: String

  let patience: Duration
  private let readers: Mutex<Readers>
  private let writer: Mutex<SQLiteConnection?>
  /// Held by the one who writes.
  private let turn = NSLock()
  private let writingThread = Mutex<UInt?>(nil)

  private struct Readers {
    /// Connections that nobody uses at the moment.
    var idle: [SQLiteConnection] = []
    /// The file is not there yet: the first write makes it.
    var isNew: Bool
    var isClosed = false
  }

  private init(_ path: String, isNew: Bool, patience: Duration) {
    self.path = path
    self.patience = patience
    readers = Mutex(Readers(isNew: isNew))
    writer = Mutex(nil)
  }

  deinit {
    close()
  }

  /// Opens an existing workspace.
  ///
  /// - Parameter patience: How long to wait for another program's lock.
  /// - Throws: Diagnostics `workspace.missing`, `workspace.not-geopackage`, `workspace.not-one`
  ///   (a GeoPackage, but no workspace), `workspace.newer`, `workspace.damaged`,
  ///   `workspace.locked`, `workspace.io`.
  public static func open(_ path: String, patience: Duration = .seconds(10)) throws -> Workspace {
    let path = absolutePath(path)
    let workspace = Workspace(path, isNew: false, patience: patience)
    try checkFile(path)
    // Reading the register proves that the file is one of ours, and what it costs is needed anyway.
    try workspace.read { _ = try $0.layers() }
    return workspace
  }

  /// Opens a workspace or, if there is no file, prepares one that the first write makes.
  ///
  /// Until then it reads as empty and nothing is on disk. The file is made under a temporary name
  /// and moved into place when the first write succeeds.
  /// - Throws: As ``open(_:patience:)``, but never `workspace.missing`.
  public static func openOrCreate(
    _ path: String, patience: Duration = .seconds(10)
  ) throws -> Workspace {
    let path = absolutePath(path)
    if fileExists(path) { return try open(path, patience: patience) }
    return Workspace(path, isNew: true, patience: patience)
  }

  /// Reads one consistent state: everything inside sees the same, whatever is written meanwhile.
  ///
  /// May be called from many threads and may be nested. Do not write inside: a first write would
  /// wait for this reader, until `patience` is over.
  public func read<T>(_ body: (WorkspaceReader) throws -> T) throws -> T {
    guard let connection = try borrow() else {
      return try body(WorkspaceReader(try Workspace.emptyConnection()))
    }
    defer { giveBack(connection) }
    return try connection.transaction("BEGIN") { try body(WorkspaceReader(connection)) }
  }

  /// Writes in one transaction: all of it is kept, or nothing.
  ///
  /// If `body` throws, the process is killed or the disk is full, the workspace is as it was. Reads
  /// through the workspace inside `body` see the state before; ``WorkspaceWriter/reader`` sees what
  /// was written.
  /// - Precondition: Not inside another write on the same thread.
  /// - Throws: What `body` throws; diagnostics `workspace.locked`, `workspace.read-only`,
  ///   `workspace.disk-full`, `workspace.missing` (no such folder), `workspace.io`.
  public func write<T>(_ body: (WorkspaceWriter) throws -> T) throws -> T {
    let thread = takeTurn()
    writingThread.withLock { $0 = thread }
    defer {
      writingThread.withLock { $0 = nil }
      turn.unlock()
    }
    let isNew = readers.withLock { readers in
      precondition(!readers.isClosed, "the workspace is closed")
      return readers.isNew
    }
    if isNew { return try create(body) }
    let connection = try writer.withLock { $0.flatMap { $0.hasMoved ? nil : $0 } } ?? openWriter()
    writer.withLock { $0 = connection }
    let result = try Workspace.transaction(connection, body)
    // Keeps the log short. What is committed is safe in the log too, should this not work now.
    connection.attempt("PRAGMA wal_checkpoint(TRUNCATE)")
    return result
  }

  /// Gives up all connections and leaves one single file. Called on release too.
  ///
  /// Nothing can be read or written afterwards. Where another program still has the file open, the
  /// last one to close folds the log back.
  public func close() {
    let idle = readers.withLock { readers in
      readers.isClosed = true
      defer { readers.idle = [] }
      return readers.idle
    }
    _ = takeTurn()
    defer { turn.unlock() }
    let connection = writer.withLock { slot in
      defer { slot = nil }
      return slot
    }
    for connection in idle.dropFirst(connection == nil ? 1 : 0) { connection.close() }
    if let last = connection ?? idle.first { Workspace.retire(last) }
  }
}

extension Workspace {
  /// Waits for the other writers; gives the present thread.
  private func takeTurn() -> UInt {
    let thread = UInt(bitPattern: ObjectIdentifier(Thread.current))
    precondition(writingThread.withLock { $0 } != thread, "write or close inside write")
    turn.lock()
    return thread
  }

  /// Makes the file with its first content.
  private func create<T>(_ body: (WorkspaceWriter) throws -> T) throws -> T {
    let file = try FreshFile(path)
    let result = try Workspace.transaction(file.connection) { writer in
      try body(writer)
    } before: {
      try WorkspaceSchema.create(in: file.connection, timestamp: WorkspaceSchema.now())
    }
    try file.commit(replacing: false)
    readers.withLock { $0.isNew = false }
    return result
  }

  private static func transaction<T>(
    _ connection: SQLiteConnection, _ body: (WorkspaceWriter) throws -> T,
    before: () throws -> Void = {}
  ) throws -> T {
    let result = try connection.transaction("BEGIN IMMEDIATE") {
      try before()
      let writer = WorkspaceWriter(connection, timestamp: WorkspaceSchema.now())
      defer { writer.invalidate() }
      let result = try body(writer)
      try writer.complete()
      return result
    }
    return result
  }

  private func openWriter() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(path, .readWrite, patience: patience)
    // Where shared memory is missing (some network drives) SQLite stays with the rollback journal, and
    // writing is just as safe, only readers wait.
    try connection.execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
      PRAGMA cache_size = -65536;
      """)
    return connection
  }

  /// Closes a connection; moves the log into the main file and removes it, unless somebody else
  /// still needs it: then that is the business of the last one.
  private static func retire(_ connection: SQLiteConnection) {
    // The log under the path belongs to another file now.
    guard !connection.hasMoved else { return connection.close() }
    connection.attempt(
      """
      PRAGMA query_only = 0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;
      """, patience: 200)
    connection.close()
  }

  /// A reading connection, or `nil` while there is no file.
  private func borrow() throws -> SQLiteConnection? {
    while true {
      let (isNew, idle) = readers.withLock { readers in
        precondition(!readers.isClosed, "the workspace is closed")
        return (readers.isNew, readers.idle.popLast())
      }
      if isNew { return nil }
      guard let idle else { break }
      // A connection stays with the file that it was opened on, wherever its path leads now.
      if !idle.hasMoved { return idle }
      idle.close()
    }
    let connection = try Workspace.openReader(path, patience)
    try WorkspaceSchema.check(connection)
    return connection
  }

  private func giveBack(_ connection: SQLiteConnection) {
    let isClosed = readers.withLock { readers in
      if !readers.isClosed, readers.idle.count < 8 { readers.idle.append(connection) }
      return readers.isClosed
    }
    if isClosed { Workspace.retire(connection) }
  }

  private static func openReader(
    _ path: String, _ patience: Duration
  ) throws -> SQLiteConnection {
    let settings = "PRAGMA query_only = 1; PRAGMA cache_size = -16384; PRAGMA schema_version;"
    do {
      let connection = try SQLiteConnection(path, .readWrite, patience: patience)
      try connection.execute(settings)
      return connection
    } catch let failure as Diagnostic {
      // A file that another program left in log mode cannot be read the ordinary way from a folder
      // that does not take the log; without a log in it nothing can be missed.
      let isLogMode = firstBytes(20, of: path)?.last == 2
      guard isLogMode, !fileExists(path + "-wal"),
        ["workspace.read-only", "workspace.io", "workspace.missing"].contains(failure.code)
      else { throw failure }
      let connection = try SQLiteConnection(path, .immutable, patience: patience)
      try connection.execute(settings)
      return connection
    }
  }

  /// What a workspace without a file reads from.
  private static func emptyConnection() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(":memory:", .readWrite)
    try WorkspaceSchema.create(in: connection, timestamp: WorkspaceSchema.now())
    return connection
  }

  /// Finds what SQLite itself would say late or unclearly: no file, another kind of file, a file cut
  /// short.
  private static func checkFile(_ path: String) throws {
    guard fileExists(path) else { throw Diagnostic.cannotOpen(file: path, cause: ENOENT) }
    if isFolder(path) { throw Diagnostic.cannotOpen(file: path, cause: EISDIR) }
    guard let header = firstBytes(100, of: path) else {
      throw Diagnostic.cannotOpen(file: path, cause: EACCES)
    }
    let magic = Array("SQLite format 3\0".utf8)
    guard header.count == 100, Array(header[..<16]) == magic else {
      throw Diagnostic.notGeoPackage(file: path)
    }
    func big(_ offset: Int, _ count: Int) -> Int {
      header[offset..<(offset + count)].reduce(0) { $0 << 8 | Int($1) }
    }
    let pageSize = big(16, 2) == 1 ? 65_536 : big(16, 2)
    let expected = pageSize * big(28, 4)
    // With a journal beside it the main file alone may rightly be shorter.
    let hasJournal = ["-wal", "-journal"].contains { (fileSize(path + $0) ?? 0) > 0 }
    if !hasJournal, big(24, 4) == big(92, 4), let size = fileSize(path), size < expected {
      throw Diagnostic.damaged(file: path, detail: "\(size) < \(expected) bytes")
    }
  }
}
