import Groundwork
import Storage

/// The tables that make a PostgreSQL schema a workspace.
///
/// A layer is an ordinary PostGIS table with `fid`, `geom` and its columns, which QGIS opens as it
/// is. Rewriting a layer makes a new table, because dropping the old one would make readers wait;
/// a later write drops the old one when nobody reads it, and gives the new one the name of its layer.
enum PostgresSchema {
  /// Raised when an older program could not read the tables right.
  static let version = 1

  /// Makes what is missing. The caller holds a transaction.
  static func create(_ connection: PostgresConnection, schema: String) throws {
    try connection.execute(
      """
      CREATE SCHEMA IF NOT EXISTS \(quoted(schema));
      SET LOCAL search_path = \(quoted(schema)), public;
      CREATE TABLE zhitu_meta (name text PRIMARY KEY, value text NOT NULL);
      CREATE TABLE zhitu_gate (id bigint);
      CREATE TABLE zhitu_turn (id bigint);
      CREATE TABLE zhitu_garbage (table_name text NOT NULL);
      CREATE SEQUENCE zhitu_generation;
      CREATE TABLE zhitu_layers (
        name_key text PRIMARY KEY,
        record text NOT NULL,
        table_name text NOT NULL UNIQUE,
        geometry text NOT NULL,
        columns text NOT NULL,
        min_x float8, min_y float8, max_x float8, max_y float8,
        rows_sha256 text, entry_sha256 text
      );
      CREATE TABLE zhitu_documents (
        id bigserial PRIMARY KEY,
        kind text NOT NULL, key text NOT NULL, created_at text NOT NULL,
        sha256 text, chain text, body bytea NOT NULL
      );
      CREATE INDEX zhitu_documents_newest ON zhitu_documents (kind, key, id);
      CREATE FUNCTION zhitu_documents_stay() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'documents are never changed or deleted'; END $$;
      CREATE TRIGGER zhitu_documents_stay BEFORE UPDATE OR DELETE ON zhitu_documents
        FOR EACH ROW EXECUTE FUNCTION zhitu_documents_stay();
      CREATE FUNCTION zhitu_geometry(wkb bytea, srid integer) RETURNS geometry
        LANGUAGE plpgsql IMMUTABLE AS
        $$ BEGIN RETURN ST_SetSRID(ST_GeomFromWKB(wkb), srid);
        EXCEPTION WHEN OTHERS THEN RETURN NULL; END $$;
      CREATE TABLE zhitu_log (id integer PRIMARY KEY CHECK (id = 1), header text NOT NULL);
      CREATE TABLE zhitu_events (
        position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, version bigint NOT NULL,
        time bigint NOT NULL, type text NOT NULL, event_schema bigint NOT NULL,
        actor bytea NOT NULL, basis bytea NOT NULL, data bytea NOT NULL, hash bytea NOT NULL,
        UNIQUE (stream, version)
      );
      CREATE TRIGGER zhitu_events_stay BEFORE UPDATE OR DELETE ON zhitu_events
        FOR EACH ROW EXECUTE FUNCTION zhitu_documents_stay();
      CREATE TABLE zhitu_projections (
        name text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, position bigint NOT NULL,
        hash bytea NOT NULL, body bytea NOT NULL
      );
      INSERT INTO zhitu_meta VALUES ('schema', '\(version)'), ('revision', '0');
      """)
  }

  /// Whether there is a workspace that this program can read.
  ///
  /// - Throws: Diagnostic `workspace.newer`.
  static func isThere(_ connection: PostgresConnection, schema: String) throws -> Bool {
    let found = try connection.first(
      """
      SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'zhitu_meta'
      """, [.text(schema)]
    ) { $0.integer(0) }
    guard found == 1 else { return false }
    let text = try connection.first(
      "SELECT value FROM \(quoted(schema)).zhitu_meta WHERE name = 'schema'"
    ) { $0.text(0) ?? "" }
    if let number = text.flatMap({ Int($0) }), number > version {
      throw Diagnostic(
        code: "workspace.newer",
        Localized(
          zh: "工作区由更新版本的 zhitu 建立（结构版本 \(number)，本程序为 \(version)）。",
          en: "a newer zhitu made this workspace (schema \(number), this program's is \(version))."),
        remedy: Localized(zh: "升级 zhitu。", en: "Update zhitu."), file: connection.address)
    }
    return true
  }
}

/// A name in double quotes, for SQL.
func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}
