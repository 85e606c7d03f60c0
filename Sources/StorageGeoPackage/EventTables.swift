import EventLog
import Groundwork

/// The tables of the log of deeds in a GeoPackage.
///
/// They are made when the log begins, so a workspace without deeds has none. Rows can neither be
/// changed nor removed by SQL; that somebody changed the file itself is what the chain of hashes is for.
enum EventTables {
  private static let names = ["zhitu_log", "zhitu_events", "zhitu_projections"]

  static func exist(in connection: SQLiteConnection) throws -> Bool {
    try connection.integer(
      "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'zhitu_events'") == 1
  }

  static func create(in connection: SQLiteConnection) throws {
    try connection.execute(
      """
      CREATE TABLE zhitu_log (
        id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
        header TEXT NOT NULL
      );
      CREATE TABLE zhitu_events (
        position INTEGER PRIMARY KEY NOT NULL,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        time INTEGER NOT NULL,
        type TEXT NOT NULL,
        schema INTEGER NOT NULL,
        actor TEXT NOT NULL,
        basis TEXT NOT NULL,
        data TEXT NOT NULL,
        hash BLOB NOT NULL
      );
      CREATE UNIQUE INDEX zhitu_events_stream ON zhitu_events (stream, version);
      CREATE TABLE zhitu_projections (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        name TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        position INTEGER NOT NULL,
        hash BLOB NOT NULL,
        body BLOB NOT NULL
      );
      CREATE TRIGGER zhitu_log_stays BEFORE DELETE ON zhitu_log
        BEGIN SELECT RAISE(ABORT, 'a log is never deleted'); END;
      CREATE TRIGGER zhitu_log_same BEFORE UPDATE ON zhitu_log
        BEGIN SELECT RAISE(ABORT, 'a log begins once'); END;
      CREATE TRIGGER zhitu_events_stay BEFORE DELETE ON zhitu_events
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
      CREATE TRIGGER zhitu_events_same BEFORE UPDATE ON zhitu_events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
      """)
    for table in names {
      try GeoPackageSchema.register(
        GeoPackageSchema.Extension(
          table: table, column: nil, name: "zhitu_workspace",
          definition: "Tables of a Zhitu workspace, the log of deeds", scope: "read-write"),
        connection)
    }
  }
}
