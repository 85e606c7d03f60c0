import EventLog
import Groundwork
import Storage

extension GeoPackageTransaction {
  /// Whether the log has begun; its tables are there from then on.
  private func hasLog() throws -> Bool {
    if !knowsLog { knowsLog = try EventTables.exist(in: connection) }
    return knowsLog
  }

  func logHeader() throws -> LogHeader? {
    if let knownHeader { return knownHeader }
    guard try hasLog(), let text = try connection.text("SELECT header FROM zhitu_log") else {
      return nil
    }
    knownHeader = try CanonicalJSON.value(LogHeader.self, Array(text.utf8))
    return knownHeader
  }

  func lastEvent() throws -> LogHead? {
    guard try hasLog() else { return nil }
    return try connection.first(
      "SELECT position, hash FROM zhitu_events ORDER BY position DESC LIMIT 1"
    ) { LogHead(count: $0.integer(0), hash: Digest($0.blob(1)) ?? .zero) }
  }

  func eventHash(at position: Int64) throws -> Digest? {
    guard try hasLog() else { return nil }
    return try connection.first(
      "SELECT hash FROM zhitu_events WHERE position = ?1", [.integer(position)]
    ) { Digest($0.blob(0)) ?? .zero }
  }

  func version(of stream: StreamName) throws -> Int64 {
    guard try hasLog() else { return 0 }
    let statement = try prepared("SELECT MAX(version) FROM zhitu_events WHERE stream = ?1")
    defer { statement.reset() }
    try statement.bind(.text(stream.text), at: 1)
    return try statement.step() ? statement.integer(0) : 0
  }

  func events(of stream: StreamName, after version: Int64) throws -> [EventRecord] {
    guard try hasLog(), let header = try logHeader() else { return [] }
    let statement = try connection.prepare(
      """
      SELECT e.position, e.stream, e.version, e.time, e.type, e.schema, e.actor, e.basis, e.data,
        e.hash, (SELECT p.hash FROM zhitu_events p WHERE p.position = e.position - 1)
      FROM zhitu_events e WHERE e.stream = ?1 AND e.version > ?2 ORDER BY e.version
      """)
    try statement.bind([.text(stream.text), .integer(version)])
    var records: [EventRecord] = []
    while try statement.step() {
      let view = GeoPackageTransaction.view(statement)
      let previous = view.position == 1 ? header.hash : Digest(statement.blob(10)) ?? .zero
      records.append(try view.record(previous: previous))
    }
    return records
  }

  func visitEvents(_ range: ClosedRange<Int64>, _ body: (EventView) throws -> Void) throws {
    guard try hasLog() else { return }
    let statement = try connection.prepare(
      """
      SELECT position, stream, version, time, type, schema, actor, basis, data, hash
      FROM zhitu_events WHERE position BETWEEN ?1 AND ?2 ORDER BY position
      """)
    try statement.bind([.integer(range.lowerBound), .integer(range.upperBound)])
    while try statement.step() { try body(GeoPackageTransaction.view(statement)) }
  }

  /// The event of a row, as its bytes lie in SQLite's memory.
  private static func view(_ row: SQLiteStatement) -> EventView {
    EventView(
      position: row.integer(0), stream: row.blob(1), version: row.integer(2),
      time: Timestamp(milliseconds: row.integer(3)), type: row.blob(4),
      schema: Int(row.integer(5)), actor: row.blob(6), basis: row.blob(7), data: row.blob(8),
      hash: Digest(row.blob(9)) ?? .zero)
  }

  func streams(category: String) throws -> [StreamName] {
    guard try hasLog() else { return [] }
    // The index on streams gives those between `category/` and `category0`, the next character.
    return try connection.rows(
      """
      SELECT DISTINCT stream FROM zhitu_events WHERE stream >= ?1 AND stream < ?2 ORDER BY stream
      """, [.text(category + "/"), .text(category + "0")]
    ) { try StreamName($0.text(0) ?? "") }
  }

  func projection(_ name: String) throws -> ProjectionSnapshot? {
    guard try hasLog() else { return nil }
    return try connection.first(
      "SELECT version, position, hash, body FROM zhitu_projections WHERE name = ?1",
      [.text(name)]
    ) { row in
      ProjectionSnapshot(
        version: Int(row.integer(0)), position: row.integer(1), hash: Digest(row.blob(2)) ?? .zero,
        body: [UInt8](row.blob(3)))
    }
  }

  func projectionNames() throws -> [String] {
    guard try hasLog() else { return [] }
    return try connection.rows("SELECT name FROM zhitu_projections ORDER BY name") {
      $0.text(0) ?? ""
    }
  }

  // MARK: Writing

  func insert(_ header: LogHeader) throws {
    try EventTables.create(in: connection)
    try connection.run(
      "INSERT INTO zhitu_log (id, header) VALUES (1, ?1)",
      [.text(String(decoding: header.line, as: UTF8.self))])
  }

  func insert(_ records: [EventRecord]) throws {
    guard !records.isEmpty else { return }
    let statement = try prepared(
      "INSERT INTO zhitu_events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
    for record in records {
      try record.withView { view in
        try statement.bind(integer: view.position, at: 1)
        try statement.bind(borrowedText: view.stream, at: 2)
        try statement.bind(integer: view.version, at: 3)
        try statement.bind(integer: view.time.milliseconds, at: 4)
        try statement.bind(borrowedText: view.type, at: 5)
        try statement.bind(integer: Int64(view.schema), at: 6)
        try statement.bind(borrowedText: view.actor, at: 7)
        try statement.bind(borrowedText: view.basis, at: 8)
        try statement.bind(borrowedText: view.data, at: 9)
        try view.hash.withBytes { hash in
          try statement.bind(borrowedBlob: hash, at: 10)
          try statement.finish()
        }
      }
    }
  }

  func put(_ snapshot: ProjectionSnapshot, as name: String) throws {
    let statement = try connection.prepare(
      """
      INSERT INTO zhitu_projections (name, version, position, hash, body)
      VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT (name) DO UPDATE SET version = excluded.version, position = excluded.position,
        hash = excluded.hash, body = excluded.body
      """)
    try statement.bind([
      .text(name), .integer(Int64(snapshot.version)), .integer(snapshot.position),
    ])
    try statement.bind(blob: snapshot.hash.bytes, at: 4)
    try statement.bind(blob: snapshot.body, at: 5)
    try statement.finish()
  }

  func dropProjection(_ name: String) throws {
    guard try hasLog() else { return }
    try connection.run("DELETE FROM zhitu_projections WHERE name = ?1", [.text(name)])
  }
}
