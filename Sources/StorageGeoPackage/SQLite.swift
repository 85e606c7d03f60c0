import GRDBSQLite
import Geometry
import Groundwork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One connection to a SQLite file.
///
/// Unchecked because SQLite's own mutex is switched off for speed: the owner (a pool under a lock,
/// a writer under a lock) sees to it that one thread at a time uses a connection.
package final class SQLiteConnection: @unchecked Sendable {
  package enum Mode {
    /// Make a new file.
    case create
    /// Read and write, or only read where the file is write protected.
    case readWrite
    /// Read a file that nobody can change, without locks and without side files.
    case immutable
  }

  /// The file, as diagnostics call it.
  let path: String
  private let identity: FileIdentity?
  let handle: OpaquePointer
  /// How long to wait for a lock, in milliseconds.
  private let lockTimeout: Int32
  private var isOpen = true
  /// The error that made SQLite roll back the transaction on its own, if any. Until the next
  /// transaction nothing more is done, or it would be kept without what was lost.
  private(set) var fatal: Diagnostic?

  /// - Parameters:
  ///   - lockTimeout: How long to wait for a lock.
  ///   - name: What diagnostics call the file, if not by its path.
  package init(
    _ path: String, _ mode: Mode, lockTimeout: Duration = .zero, as name: String? = nil
  ) throws {
    self.path = name ?? path
    let (seconds, attoseconds) = lockTimeout.components
    self.lockTimeout = Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var address = path
    switch mode {
    case .create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE
    case .readWrite: flags |= SQLITE_OPEN_READWRITE
    case .immutable:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      address = "file:" + SQLiteConnection.percentEncoded(path) + "?immutable=1"
    }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(address, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let failure = Diagnostic.sqlite(code, handle: opened, file: self.path)
      sqlite3_close_v2(opened)
      throw failure
    }
    handle = opened
    identity = FileIdentity(path)
    sqlite3_busy_timeout(opened, self.lockTimeout)
    // A string in double quotes is a name or an error, never silently a text.
    _disableDoubleQuotedStringLiterals(opened)
  }

  /// Whether the file was deleted, or another one was put in its place, since it was opened.
  var hasMoved: Bool {
    var answer: Int32 = 0
    let code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &answer)
    return code == SQLITE_OK && answer != 0
  }

  deinit {
    close()
  }

  /// Closes early; nothing can be done with the connection afterwards.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    sqlite3_close_v2(handle)
  }

  /// Whether it reads and writes that file, and not one that lay in its place before.
  func leads(to file: FileIdentity) -> Bool {
    identity?.isSameFile(as: file) ?? false
  }

  /// Runs one or more statements that give no rows of interest.
  package func execute(_ sql: String) throws {
    if let fatal { throw fatal }
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  func prepare(_ sql: String) throws -> SQLiteStatement {
    if let fatal { throw fatal }
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v3(handle, sql, -1, 0, &statement, nil))
    guard let statement else {
      throw Diagnostic.sqlite(SQLITE_MISUSE, handle: handle, file: path)
    }
    return SQLiteStatement(self, statement)
  }

  /// Runs one statement with values and no result.
  func run(_ sql: String, _ values: [Value] = []) throws {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
  }

  /// The rows of a query, each turned into something by `row`.
  func rows<T>(
    _ sql: String, _ values: [Value] = [], _ row: (SQLiteStatement) throws -> T
  ) throws -> [T] {
    let statement = try prepare(sql)
    try statement.bind(values)
    var result: [T] = []
    while try statement.step() { result.append(try row(statement)) }
    return result
  }

  /// The first row of a query, if there is one.
  func first<T>(
    _ sql: String, _ values: [Value] = [], _ row: (SQLiteStatement) throws -> T
  ) throws -> T? {
    let statement = try prepare(sql)
    try statement.bind(values)
    return try statement.step() ? try row(statement) : nil
  }

  /// The first value of the first row as a whole number.
  package func integer(_ sql: String, _ values: [Value] = []) throws -> Int64? {
    try first(sql, values) { $0.value(0).int64 } ?? nil
  }

  /// The first value of the first row as a text.
  package func text(_ sql: String, _ values: [Value] = []) throws -> String? {
    try first(sql, values) { $0.value(0).string } ?? nil
  }

  /// Runs statements whose failure does no harm; `true` if they worked.
  @discardableResult
  func attempt(_ sql: String, lockTimeout milliseconds: Int32 = 0) -> Bool {
    sqlite3_busy_timeout(handle, milliseconds)
    defer { sqlite3_busy_timeout(handle, lockTimeout) }
    return sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK
  }

  /// Runs `body` in a transaction; undone when it throws.
  func transaction<T>(_ begin: String, _ body: () throws -> T) throws -> T {
    fatal = nil
    try retryingWhileLocked(.milliseconds(Int(lockTimeout))) {
      do {
        try execute(begin)
      } catch {
        if sqlite3_get_autocommit(handle) == 0 { attempt("ROLLBACK") }
        throw error
      }
    }
    do {
      let result = try body()
      if let fatal { throw fatal }
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has already rolled back after errors such as a full disk.
      if sqlite3_get_autocommit(handle) == 0 { attempt("ROLLBACK") }
      throw error
    }
  }

  func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    throw failure(code)
  }

  func failure(_ code: Int32) -> Diagnostic {
    let failure = Diagnostic.sqlite(code, handle: handle, file: path)
    // A transaction that SQLite gave up must never be committed by a caller who carries on.
    switch code & 0xFF {
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM, SQLITE_CORRUPT: fatal = fatal ?? failure
    default: break
    }
    return failure
  }

  private static func percentEncoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x80...:
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      default:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
  }
}

/// Tries again while somebody else holds a lock, until `lockTimeout` is over.
///
/// SQLite itself waits in most cases, but not where it sees a deadlock or a log that is being
/// recovered, nor when the journal is changed.
func retryingWhileLocked<T>(_ lockTimeout: Duration, _ body: () throws -> T) throws -> T {
  let end = ContinuousClock.now + lockTimeout
  while true {
    do {
      return try body()
    } catch let failure as Diagnostic
      where failure.code == "workspace.locked" && ContinuousClock.now < end
    {
      usleep(20_000)
    }
  }
}

/// A name in double quotes, for SQL.
func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}
