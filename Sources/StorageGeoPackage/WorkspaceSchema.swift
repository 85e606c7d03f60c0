import Foundation
import Geometry
import Groundwork
import Storage

/// The tables that make a GeoPackage a workspace.
///
/// `zhitu_layers` is an ordinary `attributes` table, so that QGIS shows the provenance of the layers;
/// that also keeps GDAL from listing the others, which are registered as the GeoPackage extension
/// `zhitu_workspace`, as the standard asks for tables of one's own.
enum WorkspaceSchema {
  /// Raised when an older program could not read the tables right.
  static let version: Int64 = 2

  static let columns = """
    name, role, epoch, plan, title, class_system, class_version, feature_count, rejected_count, \
    repaired_count, synthetic, source_file, source_sha256, source_layer, imported_at, program, \
    options
    """

  static func create(in connection: SQLiteConnection, timestamp: String) throws {
    try GeoPackageSchema.create(in: connection)
    try connection.execute(
      """
      CREATE TABLE zhitu_meta (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        name TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL
      );
      CREATE TABLE zhitu_layers (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        role TEXT NOT NULL,
        epoch TEXT,
        plan TEXT,
        title TEXT NOT NULL,
        class_system TEXT,
        class_version TEXT,
        feature_count INTEGER NOT NULL,
        rejected_count INTEGER NOT NULL,
        repaired_count INTEGER NOT NULL,
        synthetic BOOLEAN NOT NULL,
        source_file TEXT,
        source_sha256 TEXT,
        source_layer TEXT,
        imported_at TEXT,
        program TEXT,
        options TEXT
      );
      CREATE TABLE zhitu_documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        created_at TEXT NOT NULL,
        body BLOB NOT NULL,
        sha256 TEXT,
        chain TEXT
      );
      CREATE INDEX zhitu_documents_newest ON zhitu_documents (kind, key, id);
      CREATE TRIGGER zhitu_documents_stay BEFORE DELETE ON zhitu_documents
        BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;
      \(documentsAreNeverChanged)
      \(hashTable)
      """)
    for table in ["zhitu_meta", "zhitu_documents", "zhitu_hashes"] {
      try register(table, connection)
    }
    try connection.run(
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
      VALUES ('zhitu_layers', 'attributes', 'zhitu_layers', '图层登记与来源 (layer register)', ?1)
      """, [.text(timestamp)])
    try setMeta("schema", String(version), connection)
    try setMeta("made_by", Program.engine, connection)
  }

  static let documentsAreNeverChanged = """
    CREATE TRIGGER zhitu_documents_same BEFORE UPDATE ON zhitu_documents
      BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
    """

  static let hashTable = """
    CREATE TABLE zhitu_hashes (
      id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      layer TEXT NOT NULL UNIQUE COLLATE NOCASE,
      rows_sha256 TEXT NOT NULL,
      entry_sha256 TEXT NOT NULL
    );
    """

  static func register(_ table: String, _ connection: SQLiteConnection) throws {
    try GeoPackageSchema.register(
      GeoPackageSchema.Extension(
        table: table, column: nil, name: "zhitu_workspace",
        definition: "Tables of a Zhitu workspace, schema \(version)", scope: "read-write"),
      connection)
  }

  /// The schema of the file as it is now.
  static func found(_ connection: SQLiteConnection) throws -> Int64 {
    try meta("schema", connection).flatMap { Int64($0) } ?? 0
  }

  static func meta(_ name: String, _ connection: SQLiteConnection) throws -> String? {
    try connection.text("SELECT value FROM zhitu_meta WHERE name = ?1", [.text(name)])
  }

  static func setMeta(_ name: String, _ value: String, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO zhitu_meta (name, value) VALUES (?1, ?2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, [.text(name), .text(value)])
  }

  /// Throws unless the file is a workspace that this program can read.
  static func check(_ connection: SQLiteConnection) throws {
    let file = connection.path
    guard try connection.integer("PRAGMA application_id") == GeoPackageSchema.applicationID
    else { throw Diagnostic.notGeoPackage(file: file) }
    let isWorkspace = try connection.integer(
      "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'zhitu_meta'")
    guard isWorkspace == 1, let found = try meta("schema", connection).flatMap({ Int64($0) })
    else {
      throw Diagnostic(
        code: "workspace.not-one",
        Localized(
          zh: "这是 GeoPackage，但不是 zhitu 的工作区。",
          en: "this is a GeoPackage, but not a Zhitu workspace."),
        remedy: Localized(
          zh: "用 zhitu import 把它导入一个工作区。", en: "Import it into a workspace: zhitu import."),
        file: file)
    }
    if found > version {
      throw Diagnostic(
        code: "workspace.newer",
        Localized(
          zh: "工作区由更新版本的 zhitu 建立（结构版本 \(found)，本程序为 \(version)）。",
          en: "a newer zhitu made this workspace (schema \(found), this program's is \(version))."),
        remedy: Localized(zh: "升级 zhitu。", en: "Update zhitu."), file: file)
    }
  }

  static func values(_ record: LayerRecord) throws -> [Value] {
    func text(_ value: String?) -> Value { value.map(Value.text) ?? .null }
    let source = record.provenance
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let options = try source.map { String(decoding: try encoder.encode($0.options), as: UTF8.self) }
    return [
      .text(record.name), .text(record.role.rawValue), text(record.epoch), text(record.plan),
      .text(record.title), text(record.classSystem), text(record.classVersion),
      .integer(Int64(record.featureCount)), .integer(Int64(record.rejectedCount)),
      .integer(Int64(record.repairedCount)), .integer(record.synthetic ? 1 : 0),
      text(source?.file), text(source?.sha256), text(source?.layer), text(source?.importedAt),
      text(source?.program), text(options),
    ]
  }

  static func record(_ row: SQLiteStatement) throws -> LayerRecord {
    var record = LayerRecord(
      name: row.text(0) ?? "", role: LayerRole(row.text(1) ?? ""), epoch: row.text(2),
      plan: row.text(3), title: row.text(4) ?? "", classSystem: row.text(5),
      classVersion: row.text(6), featureCount: Int(row.integer(7)),
      rejectedCount: Int(row.integer(8)), repairedCount: Int(row.integer(9)),
      synthetic: row.integer(10) != 0)
    if let file = row.text(11) {
      let options: [String: String]
      do {
        options = try JSONDecoder().decode(
          [String: String].self, from: Data((row.text(16) ?? "{}").utf8))
      } catch {
        throw Diagnostic.damaged(
          file: row.connection.path, detail: "zhitu_layers.options: \(error)")
      }
      record.provenance = Provenance(
        file: file, sha256: row.text(12) ?? "", layer: row.text(13) ?? "",
        importedAt: row.text(14) ?? "", program: row.text(15) ?? "", options: options)
    }
    return record
  }

  /// Now, as GeoPackage writes it.
  static func now() -> String {
    Date.now.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true)
        .timeZone(separator: .omitted))
  }
}
