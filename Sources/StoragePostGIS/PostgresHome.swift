import Foundation
import Groundwork
import Storage
import Synchronization

/// A workspace as a schema of a PostGIS database, for many users and servers.
///
/// Readers work on a snapshot (repeatable read) and never wait for a writer; writers, wherever they
/// run, take turns by a lock in the schema. A connection that breaks is thrown away: the call fails
/// with `workspace.unreachable`, and the next one reconnects.
public final class PostgresHome: WorkspaceHome {
  /// The address without the password.
  public let address: String
  /// The schema.
  public var name: String { target.schema }
  public var isOnServer: Bool { true }

  let target: PostgresAddress
  let lockTimeout: Duration
  private let pool: Mutex<Pool>

  private struct Pool {
    var idle: [PostgresConnection] = []
    /// There is no workspace in the schema yet: the first write makes it.
    var isNew: Bool
    var isClosed = false
  }

  private init(_ target: PostgresAddress, isNew: Bool, lockTimeout: Duration) {
    self.target = target
    self.lockTimeout = lockTimeout
    address = target.shown
    pool = Mutex(Pool(isNew: isNew))
  }

  /// Whether an address is one of a server.
  public static func isAddress(_ text: String) -> Bool { PostgresAddress.isOne(text) }

  /// Opens an existing workspace: `postgres://user@host/database?schema=name`.
  ///
  /// - Parameter lockTimeout: How long to wait for somebody else's write.
  /// - Throws: Diagnostics `workspace.address`, `workspace.unreachable`, `workspace.missing`,
  ///   `workspace.newer`.
  public static func open(
    _ address: String, lockTimeout: Duration = .seconds(10)
  ) throws -> PostgresHome {
    let home = try openOrCreate(address, lockTimeout: lockTimeout)
    if home.pool.withLock({ $0.isNew }) {
      throw Diagnostic(
        code: "workspace.missing",
        Localized(
          zh: "数据库中没有名为 \(home.target.schema) 的工作区。",
          en: "the database has no workspace called \(home.target.schema)."),
        remedy: Localized(
          zh: "用 zhitu import 新建，或用 zhitu move 搬入。",
          en: "Make one with zhitu import, or carry one there with zhitu move."),
        file: home.address)
    }
    return home
  }

  /// Opens a workspace or, if there is none, prepares one that the first write makes.
  public static func openOrCreate(
    _ address: String, lockTimeout: Duration = .seconds(10)
  ) throws -> PostgresHome {
    let target = try PostgresAddress(address)
    let connection = try PostgresConnection(
      target.conninfo, as: target.shown, lockTimeout: lockTimeout)
    let isThere = try PostgresSchema.isThere(connection, schema: target.schema)
    let home = PostgresHome(target, isNew: !isThere, lockTimeout: lockTimeout)
    home.giveBack(connection)
    return home
  }

  public func read<T>(_ body: (any HomeReader) throws -> T) throws -> T {
    if try isStillNew() {
      return try MemoryHome(as: address).read(body)
    }
    return try onConnection { connection in
      // The gate is taken before the snapshot: while it is held, no table of an older state is dropped.
      try transaction(
        connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        then: "LOCK TABLE zhitu_gate IN ACCESS SHARE MODE"
      ) { try body(PostgresTransaction(connection, timestamp: "")) }
    }
  }

  public func write<T>(_ body: (any HomeWriter) throws -> T) throws -> T {
    try onConnection { connection in
      let isNew = try isStillNew()
      let result = try transaction(connection, "BEGIN") {
        if isNew { try create(connection) }
        try connection.execute("LOCK TABLE zhitu_turn IN EXCLUSIVE MODE")
        let writer = PostgresTransaction(connection, timestamp: PostgresHome.now())
        let result = try body(writer)
        try connection.run(
          "UPDATE zhitu_meta SET value = (value::bigint + 1)::text WHERE name = 'revision'")
        return result
      }
      pool.withLock { $0.isNew = false }
      return result
    }
  }

  public func tidy(isBusy: Bool) {
    if isBusy { return }
    // What could not be done now, a later write does.
    try? onConnection { sweep($0) }
  }

  /// The number of writes so far, with the number that the server gave to the table of the
  /// workspace: a recreated schema begins with states of its own.
  public func state() throws -> UInt64 {
    if try isStillNew() { return 0 }
    return try onConnection { connection in
      let sql = """
        SELECT value::bigint, tableoid::bigint FROM \(quoted(target.schema)).zhitu_meta
        WHERE name = 'revision'
        """
      func ask() throws -> UInt64? {
        try connection.first(sql) { row in
          UInt64(bitPattern: row.integer(1)) << 40 ^ UInt64(bitPattern: row.integer(0))
        }
      }
      do {
        return try ask() ?? 0
      } catch let failure as Diagnostic where failure.code == "workspace.unreachable" {
        // The connection may have died while it was idle.
        try connection.reconnect()
        return try ask() ?? 0
      }
    }
  }

  public func close() {
    pool.withLock { pool in
      pool.isClosed = true
      pool.idle = []
    }
  }
}

extension PostgresHome {
  /// Another program may have made the workspace meanwhile.
  private func isStillNew() throws -> Bool {
    guard pool.withLock({ $0.isNew }) else { return false }
    let isThere = try onConnection { try PostgresSchema.isThere($0, schema: target.schema) }
    if isThere { pool.withLock { $0.isNew = false } }
    return !isThere
  }

  private func create(_ connection: PostgresConnection) throws {
    // Two programs that make the same workspace at once take turns.
    try connection.run(
      "SELECT pg_advisory_xact_lock(hashtextextended($1, 7))", [.text("zhitu " + target.schema)])
    if try PostgresSchema.isThere(connection, schema: target.schema) { return }
    let hasPostGIS = try connection.first(
      "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'"
    ) { $0.integer(0) }
    if hasPostGIS != 1 {
      do {
        try connection.execute("CREATE EXTENSION postgis")
      } catch let failure as Diagnostic where failure.code != "workspace.unreachable" {
        throw Diagnostic.notPostGIS(address)
      }
    }
    try PostgresSchema.create(connection, schema: target.schema)
  }

  private func onConnection<T>(_ body: (PostgresConnection) throws -> T) throws -> T {
    let idle = pool.withLock { pool in
      precondition(!pool.isClosed, "the workspace is closed")
      return pool.idle.popLast()
    }
    let connection: PostgresConnection
    if let idle {
      connection = idle
    } else {
      connection = try PostgresConnection(target.conninfo, as: address, lockTimeout: lockTimeout)
    }
    defer { giveBack(connection) }
    return try body(connection)
  }

  private func giveBack(_ connection: PostgresConnection) {
    guard connection.isAlive, !connection.isInTransaction else {
      // The server went away; the others of the pool are as dead.
      pool.withLock { $0.idle = [] }
      return
    }
    pool.withLock { pool in
      if !pool.isClosed, pool.idle.count < 8 { pool.idle.append(connection) }
    }
  }

  /// - Parameter next: What is done first, sent together with the beginning.
  private func transaction<T>(
    _ connection: PostgresConnection, _ begin: String, then next: String = "",
    _ body: () throws -> T
  ) throws -> T {
    try beginTransaction(connection, begin, then: next)
    do {
      let result = try body()
      try connection.execute("COMMIT")
      return result
    } catch {
      if connection.isAlive, connection.isInTransaction {
        do { try connection.execute("ROLLBACK") } catch { throw error }
      }
      throw error
    }
  }

  /// An idle connection may have died since it was last used: then a new one is taken for it.
  private func beginTransaction(
    _ connection: PostgresConnection, _ begin: String, then next: String
  ) throws {
    let sql = "\(begin); SET LOCAL search_path = \(quoted(target.schema)), public; \(next)"
    do {
      try connection.execute(sql)
    } catch let failure as Diagnostic {
      guard failure.code == "workspace.unreachable" else {
        if connection.isAlive, connection.isInTransaction { try connection.execute("ROLLBACK") }
        throw failure
      }
      try connection.reconnect()
      try connection.execute(sql)
    }
  }

  /// Drops tables of earlier states and gives the present ones their plain names, if nobody reads or writes
  /// at the moment.
  private func sweep(_ connection: PostgresConnection) {
    do {
      let schema = quoted(target.schema)
      let isNeeded = try connection.first(
        """
        SELECT (SELECT count(*) FROM \(schema).zhitu_garbage)
          + (SELECT count(*) FROM \(schema).zhitu_layers
            WHERE table_name IS DISTINCT FROM record::json->>'name')
        """
      ) { $0.integer(0) }
      if isNeeded == 0 { return }
      try transaction(connection, "BEGIN") {
        // Other programs hold tables too: a later write does what they keep from being done now.
        try connection.execute(
          """
          SET LOCAL lock_timeout = '200ms';
          LOCK TABLE zhitu_gate IN ACCESS EXCLUSIVE MODE NOWAIT
          """)
        for table in try connection.query(
          "DELETE FROM zhitu_garbage RETURNING table_name", [],
          {
            $0.text(0) ?? ""
          })
        {
          try connection.execute("DROP TABLE IF EXISTS \(quoted(table))")
        }
        try connection.execute("SAVEPOINT zhitu_names")
        do {
          try connection.execute("LOCK TABLE zhitu_turn IN EXCLUSIVE MODE NOWAIT")
          try PostgresTransaction(connection, timestamp: "").nameTablesPlainly()
        } catch  where connection.isAlive {
          // Somebody writes, or another program has such a table open.
          try connection.execute("ROLLBACK TO SAVEPOINT zhitu_names")
        }
      }
    } catch {
      // Somebody reads; a later write sweeps.
      return
    }
  }

  static func now() -> String {
    Date.now.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true)
        .timeZone(separator: .omitted))
  }
}
