import EventLog
import Geometry
import Groundwork
import Storage

/// One transaction on a GeoPackage file.
final class GeoPackageTransaction: HomeWriter {
  let connection: SQLiteConnection
  let timestamp: String
  /// Statements that are executed repeatedly within the transaction.
  private var statements: [String: SQLiteStatement] = [:]
  /// Once a transaction has seen the tables of the log, they stay.
  var knowsLog = false
  /// How the log begins; it never changes once it has begun.
  var knownHeader: LogHeader?

  init(_ connection: SQLiteConnection, timestamp: String) {
    self.connection = connection
    self.timestamp = timestamp
  }

  /// A statement that is prepared once in the transaction. Only for what is stepped to its end, or
  /// reset, before it can be asked for again.
  func prepared(_ sql: String) throws -> SQLiteStatement {
    if let known = statements[sql] { return known }
    let made = try connection.prepare(sql)
    statements[sql] = made
    return made
  }

  // MARK: Reading

  func reference() throws -> SpatialReference? {
    try srsID().flatMap { try GeoPackageSchema.reference($0, connection) }
  }

  func records() throws -> [LayerRecord] {
    try connection.rows(
      "SELECT \(WorkspaceSchema.columns) FROM zhitu_layers ORDER BY name", [],
      WorkspaceSchema.record)
  }

  func shape(of table: String) throws -> TableShape? {
    guard let layout = try layout(of: table) else { return nil }
    let indexed = try connection.rows(
      """
      SELECT info.name FROM pragma_index_list(?1) list, pragma_index_info(list.name) info
      WHERE list.origin = 'c' ORDER BY info.cid
      """, [.text(table)]
    ) { $0.text(0) ?? "" }
    return TableShape(columns: layout.columns, geometry: layout.geometry, indexed: indexed)
  }

  func count(of table: String) throws -> Int {
    Int(try connection.integer("SELECT COUNT(*) FROM \(quoted(table))") ?? 0)
  }

  func extent(of table: String) throws -> Bounds? {
    try connection.first(
      """
      SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE lower(table_name) = lower(?1)
      """, [.text(table)]
    ) { row in
      row.value(0).isNull
        ? nil
        : Bounds(minX: row.real(0), minY: row.real(1), maxX: row.real(2), maxY: row.real(3))
    } ?? nil
  }

  func documents(kind: String?, key: String?) throws -> [DocumentEntry] {
    try connection.rows(
      """
      SELECT \(try documentColumns()) FROM zhitu_documents
      WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR key = ?2) ORDER BY id
      """, [kind.map(Value.text) ?? .null, key.map(Value.text) ?? .null],
      GeoPackageTransaction.entry)
  }

  func newestDocument(kind: String, key: String) throws -> DocumentEntry? {
    try connection.first(
      """
      SELECT \(try documentColumns()) FROM zhitu_documents
      WHERE kind = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1
      """, [.text(kind), .text(key)], GeoPackageTransaction.entry)
  }

  func body(ofDocument id: Int64) throws -> [UInt8]? {
    try connection.first(
      "SELECT body FROM zhitu_documents WHERE id = ?1", [.integer(id)]
    ) { [UInt8]($0.blob(0)) }
  }

  private static func entry(_ row: SQLiteStatement) -> DocumentEntry {
    DocumentEntry(
      id: row.integer(0), kind: row.text(1) ?? "", key: row.text(2) ?? "",
      createdAt: row.text(3) ?? "", sha256: row.text(4), chain: row.text(5))
  }

  /// A file of schema 1 has no hashes until the first write.
  private func documentColumns() throws -> String {
    "id, kind, key, created_at, " + (try hasHashes() ? "sha256, chain" : "NULL, NULL")
  }

  private func hasHashes() throws -> Bool {
    try WorkspaceSchema.found(connection) >= 2
  }

  func hashes(of table: String) throws -> LayerHashes? {
    guard try hasHashes() else { return nil }
    return try connection.first(
      "SELECT rows_sha256, entry_sha256 FROM zhitu_hashes WHERE layer = ?1", [.text(table)]
    ) { LayerHashes(rows: $0.text(0) ?? "", entry: $0.text(1) ?? "") }
  }

  func meta(_ name: String) throws -> String? {
    try WorkspaceSchema.meta(name, connection)
  }

  // MARK: Writing

  func setReference(_ reference: SpatialReference) throws {
    let id = try GeoPackageSchema.add(reference, connection)
    try WorkspaceSchema.setMeta("srs_id", String(id), connection)
  }

  func createTable(_ table: TableDefinition, _ record: LayerRecord) throws -> any HomeTable {
    let marks = (1...17).map { "?\($0)" }.joined(separator: ", ")
    try connection.run(
      "INSERT INTO zhitu_layers (\(WorkspaceSchema.columns)) VALUES (\(marks))",
      try WorkspaceSchema.values(record))
    return try GeoPackageTable(
      table, srsID: try srsID() ?? 0, timestamp: timestamp, connection)
  }

  func dropTable(_ name: String) throws {
    try GeoPackageSchema.drop(name, connection)
    try connection.run("DELETE FROM zhitu_layers WHERE name = ?1", [.text(name)])
    try connection.run("DELETE FROM zhitu_hashes WHERE layer = ?1", [.text(name)])
  }

  func update(_ record: LayerRecord) throws {
    let marks = (1...17).map { "?\($0)" }.joined(separator: ", ")
    try connection.run(
      "UPDATE zhitu_layers SET (\(WorkspaceSchema.columns)) = (\(marks)) WHERE name = ?1",
      try WorkspaceSchema.values(record))
    try connection.run(
      "UPDATE gpkg_contents SET description = ?2 WHERE table_name = ?1",
      [.text(record.name), .text(record.title)])
  }

  func addDocument(_ entry: DocumentEntry, body: [UInt8]) throws {
    let statement = try connection.prepare(
      """
      INSERT INTO zhitu_documents (kind, key, created_at, sha256, chain, body)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    func text(_ value: String?) -> Value { value.map(Value.text) ?? .null }
    try statement.bind([
      .text(entry.kind), .text(entry.key), .text(entry.createdAt), text(entry.sha256),
      text(entry.chain),
    ])
    try statement.bind(blob: body, at: 6)
    try statement.finish()
  }

  func setHashes(_ hashes: LayerHashes, of table: String) throws {
    try connection.run(
      """
      INSERT INTO zhitu_hashes (layer, rows_sha256, entry_sha256) VALUES (?1, ?2, ?3)
      ON CONFLICT (layer) DO UPDATE
      SET rows_sha256 = excluded.rows_sha256, entry_sha256 = excluded.entry_sha256
      """, [.text(table), .text(hashes.rows), .text(hashes.entry)])
  }

  func setMeta(_ name: String, _ value: String) throws {
    try WorkspaceSchema.setMeta(name, value, connection)
  }

  private func srsID() throws -> Int? {
    try WorkspaceSchema.meta("srs_id", connection).flatMap { Int($0) }
  }
}

extension GeoPackageTransaction {
  /// What a table is made of, with the column that numbers its rows.
  private struct Layout {
    var key = "rowid"
    var columns: [Column] = []
    var geometry = GeometryKind.none
  }

  /// `nil` unless the table is in the register of layers.
  private func layout(of table: String) throws -> Layout? {
    let isLayer = try connection.integer(
      "SELECT COUNT(*) FROM zhitu_layers WHERE name = ?1", [.text(table)])
    guard isLayer == 1 else { return nil }
    var layout = Layout()
    var isThere = false
    _ = try connection.rows("PRAGMA table_info(\(quoted(table)))") { row in
      isThere = true
      let name = row.text(1) ?? ""
      let type = row.text(2) ?? ""
      if name == "geom" {
        layout.geometry = GeometryKind(rawValue: type.uppercased()) ?? .any
      } else if row.integer(5) != 0 {
        layout.key = name
      } else {
        layout.columns.append(Column(name, GeoPackageTransaction.columnType(type)))
      }
    }
    return isThere ? layout : nil
  }

  /// The types of GeoPackage, also those that only other programs use.
  private static func columnType(_ name: String) -> ColumnType {
    let name = name.uppercased()
    if name.hasPrefix("BOOL") || name.contains("INT") { return .integer }
    return ["REAL", "DOUBLE", "FLOAT"].contains(name) ? .real : .text
  }

  func scan(
    _ query: TableQuery, _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    guard let layout = try layout(of: query.table) else { return }
    let key = quoted(layout.key)
    let hasGeometry = layout.geometry != .none && query.hasGeometry
    var parts = [key, hasGeometry ? "geom" : "NULL"]
    parts += query.columns.map(quoted)
    var conditions: [String] = []
    var values: [Value] = []
    if let bounds = query.bounds {
      conditions.append(
        """
        \(key) IN (SELECT id FROM \(quoted("rtree_\(query.table)_geom"))
          WHERE minx <= ?3 AND maxx >= ?1 AND miny <= ?4 AND maxy >= ?2)
        """)
      values += [
        .real(bounds.minX), .real(bounds.minY), .real(bounds.maxX), .real(bounds.maxY),
      ]
    }
    if let fid = query.fid {
      values.append(.integer(fid))
      conditions.append("\(key) = ?\(values.count)")
    }
    if let condition = query.condition {
      values.append(condition.equals)
      conditions.append("\(quoted(condition.column)) IS ?\(values.count)")
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let statement = try connection.prepare(
      """
      SELECT \(parts.joined(separator: ", ")) FROM \(quoted(query.table))\(filter) ORDER BY \(key)
      """)
    try statement.bind(values)
    var row: [Value] = []
    row.reserveCapacity(query.columns.count)
    while try statement.step() {
      let number = statement.integer(0)
      let blob = statement.blob(1)
      let header = GeometryBlob.headerSize(blob) ?? 0
      row.removeAll(keepingCapacity: true)
      for index in query.columns.indices { row.append(statement.value(index + 2)) }
      try body(number, UnsafeRawBufferPointer(rebasing: blob[header...]), row)
    }
  }
}
