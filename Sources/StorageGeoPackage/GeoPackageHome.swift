import Foundation
import Geometry
import Groundwork
import Storage
import Synchronization

/// A workspace as one GeoPackage file.
///
/// **Journal.** At rest the file is in rollback mode and alone: it can be copied, and read from a
/// read-only folder. The first write switches to a write-ahead log, for three reasons: readers (the
/// server, QGIS) go on during an import of minutes; a killed writer has not touched the main file;
/// and a big transaction spills to the log, not over pages that readers need. ``close()`` folds the
/// log back and switches back, as QGIS does with the files it opens; where another program still has
/// the file open, the last one to close does it.
public final class GeoPackageHome: WorkspaceHome {
  /// The absolute path.
  public let address: String

  let lockTimeout: Duration
  /// The file says that a log belongs to it, and there was none when it was opened.
  private let lacksLog: Bool
  private let readers: Mutex<Readers>
  private let writer: Mutex<SQLiteConnection?>

  private struct Readers {
    /// Connections that nobody uses at the moment.
    var idle: [SQLiteConnection] = []
    /// The file is not there yet: the first write makes it.
    var isNew: Bool
    var isClosed = false
  }

  private init(_ path: String, isNew: Bool, lockTimeout: Duration) {
    address = path
    lacksLog = SharedFile.bytes(20, of: path)?.last == 2 && !fileExists(path + "-wal")
    self.lockTimeout = lockTimeout
    readers = Mutex(Readers(isNew: isNew))
    writer = Mutex(nil)
  }

  /// Opens an existing workspace.
  ///
  /// - Parameter lockTimeout: How long to wait for another program's lock.
  /// - Throws: Diagnostics `workspace.missing`, `workspace.not-geopackage`, `workspace.not-one`
  ///   (a GeoPackage, but no workspace), `workspace.newer`, `workspace.damaged`,
  ///   `workspace.locked`, `workspace.io`.
  public static func open(_ path: String, lockTimeout: Duration = .seconds(10)) throws
    -> GeoPackageHome
  {
    let path = absolutePath(path)
    let home = GeoPackageHome(path, isNew: false, lockTimeout: lockTimeout)
    try checkFile(path)
    // Reading the register proves that the file is one of ours, and what it costs is needed anyway.
    try home.read { _ = try $0.records() }
    return home
  }

  /// Opens a workspace or, if there is no file, prepares one that the first write makes.
  ///
  /// Until then it reads as empty and nothing is on disk. The file is made under a temporary name
  /// and moved into place when the first write succeeds.
  /// - Throws: As ``open(_:lockTimeout:)``, but never `workspace.missing`.
  public static func openOrCreate(
    _ path: String, lockTimeout: Duration = .seconds(10)
  ) throws -> GeoPackageHome {
    let path = absolutePath(path)
    if fileExists(path) { return try open(path, lockTimeout: lockTimeout) }
    return GeoPackageHome(path, isNew: true, lockTimeout: lockTimeout)
  }

  public func read<T>(_ body: (any HomeReader) throws -> T) throws -> T {
    guard let connection = try borrow() else {
      return try body(GeoPackageTransaction(try GeoPackageHome.emptyConnection(), timestamp: ""))
    }
    defer { giveBack(connection) }
    do {
      // Asking for the schema takes the lock now, while nothing has been read yet.
      return try connection.transaction("BEGIN; PRAGMA schema_version;") {
        try body(GeoPackageTransaction(connection, timestamp: ""))
      }
    } catch let failure as Diagnostic where lacksLog && failure.code == "workspace.damaged" {
      throw Diagnostic.withoutLog(file: address)
    }
  }

  public func write<T>(_ body: (any HomeWriter) throws -> T) throws -> T {
    if readers.withLock({ $0.isNew }) { return try create(body) }
    let present = writer.withLock { $0 }
    let isPresent = try present?.leads(to: fileIdentity()) ?? false
    if let present, !isPresent { present.close() }
    let connection = try isPresent ? present ?? openWriter() : openWriter()
    writer.withLock { $0 = connection }
    return try GeoPackageHome.transaction(connection, body) {
      try WorkspaceSchema.check(connection)
      try WorkspaceSchema.migrate(connection)
    }
  }

  /// Folds the log back into the file. What is committed is safe in the log too, should this not work now;
  /// where others wait to write, the last of them does it, since it takes as long as several deeds.
  public func tidy(isBusy: Bool) {
    guard let connection = writer.withLock({ $0 }) else { return }
    if isBusy, FileIdentity(address + "-wal")?.size ?? 0 < GeoPackageHome.longLog { return }
    connection.attempt("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// The size in bytes from which the log is folded back though others wait.
  private static let longLog: Int64 = 16 << 20

  /// A number for the file and its log: which file it is, its size, and when it was written.
  public func state() throws -> UInt64 {
    if readers.withLock({ $0.isNew }) { return 0 }
    return try fileIdentity().fingerprint(with: FileIdentity(address + "-wal"))
  }

  public func close() {
    let idle = readers.withLock { readers in
      readers.isClosed = true
      defer { readers.idle = [] }
      return readers.idle
    }
    let connection = writer.withLock { slot in
      defer { slot = nil }
      return slot
    }
    for connection in idle.dropFirst(connection == nil ? 1 : 0) { connection.close() }
    if let last = connection ?? idle.first { GeoPackageHome.retire(last) }
  }
}

extension GeoPackageHome {
  /// Makes the file with its first content.
  private func create<T>(_ body: (any HomeWriter) throws -> T) throws -> T {
    let file = try FreshFile(address)
    let result = try GeoPackageHome.transaction(file.connection) { writer in
      try body(writer)
    } before: {
      try WorkspaceSchema.create(in: file.connection, timestamp: WorkspaceSchema.now())
    }
    try file.commit(replacing: false)
    readers.withLock { $0.isNew = false }
    return result
  }

  private static func transaction<T>(
    _ connection: SQLiteConnection, _ body: (any HomeWriter) throws -> T,
    before: () throws -> Void = {}
  ) throws -> T {
    try connection.transaction("BEGIN IMMEDIATE") {
      try before()
      return try body(GeoPackageTransaction(connection, timestamp: WorkspaceSchema.now()))
    }
  }

  private func openWriter() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(address, .readWrite, lockTimeout: lockTimeout)
    // SQLite does not wait for a lock when it changes the journal, hence the trying again.
    // Where shared memory is missing (some network drives) SQLite stays with the rollback journal, and
    // writing is just as safe, only readers wait.
    try retryingWhileLocked(lockTimeout) {
      try connection.execute(
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
        PRAGMA cache_size = -65536;
        """)
    }
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
      """, lockTimeout: 200)
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
      let identity = try fileIdentity()
      guard let idle else { break }
      // A connection stays with the file that it was opened on, wherever its path leads now.
      if idle.leads(to: identity), !idle.hasMoved { return idle }
      idle.close()
    }
    let connection = try GeoPackageHome.openReader(address, lockTimeout)
    try WorkspaceSchema.check(connection)
    return connection
  }

  private func fileIdentity() throws -> FileIdentity {
    guard let identity = FileIdentity(address) else { throw Diagnostic.missing(file: address) }
    return identity
  }

  private func giveBack(_ connection: SQLiteConnection) {
    let isClosed = readers.withLock { readers in
      if !readers.isClosed, readers.idle.count < 8 { readers.idle.append(connection) }
      return readers.isClosed
    }
    if isClosed { GeoPackageHome.retire(connection) }
  }

  private static func openReader(
    _ path: String, _ lockTimeout: Duration
  ) throws -> SQLiteConnection {
    let settings = "PRAGMA query_only = 1; PRAGMA cache_size = -16384; PRAGMA schema_version;"
    do {
      return try retryingWhileLocked(lockTimeout) {
        let connection = try SQLiteConnection(path, .readWrite, lockTimeout: lockTimeout)
        try connection.execute(settings)
        return connection
      }
    } catch let failure as Diagnostic {
      // A file that another program left in log mode cannot be read the ordinary way from a folder
      // that does not take the log; without a log in it nothing can be missed.
      let isLogMode = SharedFile.bytes(20, of: path)?.last == 2
      guard isLogMode, !fileExists(path + "-wal"),
        ["workspace.read-only", "workspace.io", "workspace.missing"].contains(failure.code)
      else { throw failure }
      let connection = try SQLiteConnection(path, .immutable, lockTimeout: lockTimeout)
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
    guard let header = SharedFile.bytes(100, of: path) else {
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
