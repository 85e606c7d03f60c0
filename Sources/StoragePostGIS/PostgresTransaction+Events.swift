import EventLog
import Groundwork
import Storage

extension PostgresTransaction {
  func logHeader() throws -> LogHeader? {
    if let knownHeader { return knownHeader }
    guard let text = try connection.first("SELECT header FROM zhitu_log", [], { $0.text(0) ?? "" })
    else { return nil }
    knownHeader = try CanonicalJSON.value(LogHeader.self, Array(text.utf8))
    return knownHeader
  }

  func lastEvent() throws -> LogHead? {
    try connection.first(
      "SELECT position, hash FROM zhitu_events ORDER BY position DESC LIMIT 1"
    ) { LogHead(count: $0.integer(0), hash: Digest($0.bytes(1)) ?? .zero) }
  }

  func eventHash(at position: Int64) throws -> Digest? {
    try connection.first(
      "SELECT hash FROM zhitu_events WHERE position = $1", [.integer(position)]
    ) { Digest($0.bytes(0)) ?? .zero }
  }

  func version(of stream: StreamName) throws -> Int64 {
    try connection.first(
      "SELECT COALESCE(MAX(version), 0) FROM zhitu_events WHERE stream = $1", [.text(stream.text)]
    ) { $0.integer(0) } ?? 0
  }

  func events(of stream: StreamName, after version: Int64) throws -> [EventRecord] {
    guard let header = try logHeader() else { return [] }
    return try connection.query(
      """
      SELECT e.position, e.stream, e.version, e.time, e.type, e.event_schema, e.actor, e.basis,
        e.data, e.hash, (SELECT p.hash FROM zhitu_events p WHERE p.position = e.position - 1)
      FROM zhitu_events e WHERE e.stream = $1 AND e.version > $2 ORDER BY e.version
      """, [.text(stream.text), .integer(version)]
    ) { row in
      let view = PostgresTransaction.view(row)
      return try view.record(
        previous: view.position == 1 ? header.hash : Digest(row.bytes(10)) ?? .zero)
    }
  }

  func visitEvents(_ range: ClosedRange<Int64>, _ body: (EventView) throws -> Void) throws {
    let sql = """
      SELECT position, stream, version, time, type, event_schema, actor, basis, data, hash
      FROM zhitu_events WHERE position BETWEEN $1 AND $2 ORDER BY position
      """
    let bounds: [PostgresValue] = [.integer(range.lowerBound), .integer(range.upperBound)]
    // A few are told in one answer; a cursor takes three.
    if range.upperBound - range.lowerBound < 256 {
      _ = try connection.query(sql, bounds) { try body(PostgresTransaction.view($0)) }
    } else {
      try connection.scan(sql, bounds) { try body(PostgresTransaction.view($0)) }
    }
  }

  private static func view(_ row: PostgresRow) -> EventView {
    EventView(
      position: row.integer(0), stream: row.bytes(1), version: row.integer(2),
      time: Timestamp(milliseconds: row.integer(3)), type: row.bytes(4),
      schema: Int(row.integer(5)), actor: row.bytes(6), basis: row.bytes(7), data: row.bytes(8),
      hash: Digest(row.bytes(9)) ?? .zero)
  }

  func streams(category: String) throws -> [StreamName] {
    try connection.query(
      "SELECT DISTINCT stream FROM zhitu_events WHERE stream >= $1 AND stream < $2 ORDER BY stream",
      [.text(category + "/"), .text(category + "0")]
    ) { try StreamName($0.text(0) ?? "") }
  }

  func projection(_ name: String) throws -> ProjectionSnapshot? {
    try connection.first(
      "SELECT version, position, hash, body FROM zhitu_projections WHERE name = $1", [.text(name)]
    ) { row in
      ProjectionSnapshot(
        version: Int(row.integer(0)), position: row.integer(1), hash: Digest(row.bytes(2)) ?? .zero,
        body: [UInt8](row.bytes(3)))
    }
  }

  func projectionNames() throws -> [String] {
    try connection.query("SELECT name FROM zhitu_projections ORDER BY name") { $0.text(0) ?? "" }
  }

  // MARK: Writing

  func insert(_ header: LogHeader) throws {
    try connection.run(
      "INSERT INTO zhitu_log (id, header) VALUES (1, $1)",
      [.text(String(decoding: header.line, as: UTF8.self))])
  }

  func insert(_ records: [EventRecord]) throws {
    for record in records {
      try connection.run(
        "INSERT INTO zhitu_events VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
          .integer(record.position), .text(record.stream.text), .integer(record.version),
          .integer(record.time.milliseconds), .text(record.type), .integer(Int64(record.schema)),
          .bytes(record.actorJSON), .bytes(record.basisJSON), .bytes(record.data),
          .bytes(record.hash.bytes),
        ])
    }
  }

  func put(_ snapshot: ProjectionSnapshot, as name: String) throws {
    try connection.run(
      """
      INSERT INTO zhitu_projections (name, version, position, hash, body)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (name) DO UPDATE SET version = excluded.version, position = excluded.position,
        hash = excluded.hash, body = excluded.body
      """,
      [
        .text(name), .integer(Int64(snapshot.version)), .integer(snapshot.position),
        .bytes(snapshot.hash.bytes), .bytes(snapshot.body),
      ])
  }

  func dropProjection(_ name: String) throws {
    try connection.run("DELETE FROM zhitu_projections WHERE name = $1", [.text(name)])
  }
}
