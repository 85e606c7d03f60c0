import EventLog
import Foundation
import Geometry
import Groundwork
import Storage

/// One transaction on a PostGIS schema.
final class PostgresTransaction: HomeWriter {
  let connection: PostgresConnection
  let timestamp: String
  /// How the log begins; it never changes once it has begun.
  var knownHeader: LogHeader?

  init(_ connection: PostgresConnection, timestamp: String) {
    self.connection = connection
    self.timestamp = timestamp
  }

  // MARK: Reading

  func reference() throws -> SpatialReference? {
    guard let text = try meta("reference") else { return nil }
    return try decoded(SpatialReference.self, text)
  }

  func records() throws -> [LayerRecord] {
    try connection.query("SELECT record FROM zhitu_layers") {
      try decoded(LayerRecord.self, $0.text(0) ?? "")
    }
  }

  func shape(of table: String) throws -> TableShape? {
    try layout(of: table).map { layout in
      TableShape(
        columns: layout.columns.map { $0.column }, geometry: layout.geometry,
        indexed: layout.columns.filter { $0.isIndexed }.map { $0.column.name })
    }
  }

  func count(of table: String) throws -> Int {
    guard let layout = try layout(of: table) else { return 0 }
    return try connection.first("SELECT count(*) FROM \(quoted(layout.table))") {
      Int($0.integer(0))
    } ?? 0
  }

  func extent(of table: String) throws -> Bounds? {
    try connection.first(
      "SELECT min_x, min_y, max_x, max_y FROM zhitu_layers WHERE name_key = $1",
      [.text(Names.key(table))]
    ) { row in
      row.isNull(0)
        ? nil
        : Bounds(minX: row.real(0), minY: row.real(1), maxX: row.real(2), maxY: row.real(3))
    } ?? nil
  }

  func scan(
    _ query: TableQuery, _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    guard let layout = try layout(of: query.table) else { return }
    let known = Dictionary(layout.columns.map { ($0.column.name, $0) }) { first, _ in first }
    let wanted = query.columns.compactMap { known[$0] }
    let hasGeometry = layout.geometry != .none && query.hasGeometry
    var parts = ["fid", hasGeometry ? "COALESCE(zt_wkb, ST_AsBinary(geom, 'NDR'))" : "NULL::bytea"]
    parts += wanted.map { quoted($0.physical) }
    var conditions: [String] = []
    var values: [PostgresValue] = []
    if let bounds = query.bounds {
      // Geometry that PostGIS does not understand, or would change, lies in zt_wkb.
      conditions.append("(zt_wkb IS NOT NULL OR geom && ST_MakeEnvelope($1, $2, $3, $4))")
      values += [
        .real(bounds.minX), .real(bounds.minY), .real(bounds.maxX), .real(bounds.maxY),
      ]
    }
    if let fid = query.fid {
      values.append(.integer(fid))
      conditions.append("fid = $\(values.count)")
    }
    if let condition = query.condition, let column = known[condition.column] {
      if condition.equals.isNull {
        conditions.append("\(quoted(column.physical)) IS NULL")
      } else {
        values.append(PostgresValue(condition.equals))
        conditions.append("\(quoted(column.physical)) = $\(values.count)")
      }
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    var row: [Value] = []
    try connection.scan(
      "SELECT \(parts.joined(separator: ", ")) FROM \(quoted(layout.table))\(filter) ORDER BY fid",
      values
    ) { answer in
      row.removeAll(keepingCapacity: true)
      for (index, column) in wanted.enumerated() {
        row.append(answer.value(index + 2, column.column.type))
      }
      try body(answer.integer(0), answer.bytes(1), row)
    }
  }

  func documents(kind: String?, key: String?) throws -> [DocumentEntry] {
    var conditions: [String] = []
    var values: [PostgresValue] = []
    for (column, value) in [("kind", kind), ("key", key)] {
      guard let value else { continue }
      values.append(.text(value))
      conditions.append("\(column) = $\(values.count)")
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    return try connection.query(
      "SELECT id, kind, key, created_at, sha256, chain FROM zhitu_documents\(filter) ORDER BY id",
      values, PostgresTransaction.entry)
  }

  func newestDocument(kind: String, key: String) throws -> DocumentEntry? {
    try connection.first(
      """
      SELECT id, kind, key, created_at, sha256, chain FROM zhitu_documents
      WHERE kind = $1 AND key = $2 ORDER BY id DESC LIMIT 1
      """, [.text(kind), .text(key)], PostgresTransaction.entry)
  }

  func body(ofDocument id: Int64) throws -> [UInt8]? {
    try connection.first("SELECT body FROM zhitu_documents WHERE id = $1", [.integer(id)]) {
      [UInt8]($0.bytes(0))
    }
  }

  private static func entry(_ row: PostgresRow) -> DocumentEntry {
    DocumentEntry(
      id: row.integer(0), kind: row.text(1) ?? "", key: row.text(2) ?? "",
      createdAt: row.text(3) ?? "", sha256: row.text(4), chain: row.text(5))
  }

  func hashes(of table: String) throws -> LayerHashes? {
    try connection.first(
      "SELECT rows_sha256, entry_sha256 FROM zhitu_layers WHERE name_key = $1",
      [.text(Names.key(table))]
    ) { row in
      row.text(0).map { LayerHashes(rows: $0, entry: row.text(1) ?? "") }
    } ?? nil
  }

  func meta(_ name: String) throws -> String? {
    try connection.first("SELECT value FROM zhitu_meta WHERE name = $1", [.text(name)]) {
      $0.text(0) ?? ""
    }
  }

  /// The server checks its own pages, and its indexes are never used to say what a layer holds.
  func examine(_ job: Job) -> [Diagnostic] { [] }

  // MARK: Writing

  func setReference(_ reference: SpatialReference) throws {
    var kept = reference
    kept.srsID = reference.code ?? SpatialReference.firstOwnID
    try setMeta("reference", try encoded(kept))
  }

  func createTable(_ table: TableDefinition, _ record: LayerRecord) throws -> any HomeTable {
    let srid = try reference()?.code ?? 0
    let generation =
      try connection.first("SELECT nextval('zhitu_generation')") { $0.integer(0) } ?? 0
    let made = try PostgresTable(table, generation: generation, srid: srid, connection)
    try connection.run(
      """
      INSERT INTO zhitu_layers (name_key, record, table_name, geometry, columns)
      VALUES ($1, $2, $3, $4, $5)
      """,
      [
        .text(Names.key(table.name)), .text(try encoded(record)), .text(made.table),
        .text(table.geometry.rawValue), .text(try encoded(made.columns)),
      ])
    return made
  }

  func dropTable(_ name: String) throws {
    try connection.run(
      """
      WITH gone AS (DELETE FROM zhitu_layers WHERE name_key = $1 RETURNING table_name)
      INSERT INTO zhitu_garbage SELECT table_name FROM gone
      """, [.text(Names.key(name))])
  }

  func update(_ record: LayerRecord) throws {
    try connection.run(
      "UPDATE zhitu_layers SET record = $2 WHERE name_key = $1",
      [.text(Names.key(record.name)), .text(try encoded(record))])
  }

  func addDocument(_ entry: DocumentEntry, body: [UInt8]) throws {
    try connection.run(
      """
      INSERT INTO zhitu_documents (kind, key, created_at, sha256, chain, body)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      [
        .text(entry.kind), .text(entry.key), .text(entry.createdAt), PostgresValue(entry.sha256),
        PostgresValue(entry.chain), .bytes(body),
      ])
  }

  func setHashes(_ hashes: LayerHashes, of table: String) throws {
    try connection.run(
      "UPDATE zhitu_layers SET rows_sha256 = $2, entry_sha256 = $3 WHERE name_key = $1",
      [.text(Names.key(table)), .text(hashes.rows), .text(hashes.entry)])
  }

  func setMeta(_ name: String, _ value: String) throws {
    try connection.run(
      """
      INSERT INTO zhitu_meta (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(name), .text(value)])
  }

  // MARK: Layout

  struct Layout {
    var table: String
    var geometry: GeometryKind
    var columns: [PostgresColumn]
  }

  func layout(of name: String) throws -> Layout? {
    try connection.first(
      "SELECT table_name, geometry, columns FROM zhitu_layers WHERE name_key = $1",
      [.text(Names.key(name))]
    ) { row in
      Layout(
        table: row.text(0) ?? "", geometry: GeometryKind(rawValue: row.text(1) ?? "") ?? .any,
        columns: try decoded([PostgresColumn].self, row.text(2) ?? ""))
    }
  }

  private func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func decoded<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Diagnostic.damaged(file: connection.address, detail: "\(type): \(error)")
    }
  }
}
