import Groundwork
import Storage

/// What a GeoPackage tells about its layers: the extensions Schema and Metadata (OGC 12-128r18, F.9 and
/// F.8) and the table of styles that QGIS reads.
enum GeoPackagePresentation {
  static func write(
    _ presentation: LayerPresentation, of table: String, timestamp: String,
    _ connection: SQLiteConnection
  ) throws {
    try create(connection)
    try remove(table, connection)
    try writeTitle(presentation, of: table, connection)
    try writeColumns(presentation, of: table, connection)
    try writeMetadata(presentation, of: table, timestamp: timestamp, connection)
    if let style = presentation.style { try write(style, of: table, timestamp, connection) }
  }

  /// Takes away all that was said about a layer; lists of values stay, as other layers use them.
  static func remove(_ table: String, _ connection: SQLiteConnection) throws {
    guard try isThere("layer_styles", connection) else { return }
    try connection.run("DELETE FROM layer_styles WHERE f_table_name = ?1", [.text(table)])
    try connection.run("DELETE FROM gpkg_data_columns WHERE table_name = ?1", [.text(table)])
    try connection.run(
      """
      DELETE FROM gpkg_metadata WHERE id IN
        (SELECT md_file_id FROM gpkg_metadata_reference WHERE table_name = ?1)
      """, [.text(table)])
    try connection.run("DELETE FROM gpkg_metadata_reference WHERE table_name = ?1", [.text(table)])
  }

  private static func isThere(_ table: String, _ connection: SQLiteConnection) throws -> Bool {
    try connection.integer(
      "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?1", [.text(table)]) == 1
  }

  private static func create(_ connection: SQLiteConnection) throws {
    if try isThere("layer_styles", connection) { return }
    // Foreign keys as the standard has them; the form of layer_styles is that of QGIS.
    try connection.execute(
      """
      CREATE TABLE gpkg_data_columns (
        table_name TEXT NOT NULL,
        column_name TEXT NOT NULL,
        name TEXT,
        title TEXT,
        description TEXT,
        mime_type TEXT,
        constraint_name TEXT,
        CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
        CONSTRAINT gdc_tn UNIQUE (table_name, name)
      );
      CREATE TABLE gpkg_data_column_constraints (
        constraint_name TEXT NOT NULL,
        constraint_type TEXT NOT NULL,
        value TEXT,
        min NUMERIC,
        min_is_inclusive BOOLEAN,
        max NUMERIC,
        max_is_inclusive BOOLEAN,
        description TEXT,
        CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
      );
      CREATE TABLE gpkg_metadata (
        id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
        md_scope TEXT NOT NULL DEFAULT 'dataset',
        md_standard_uri TEXT NOT NULL,
        mime_type TEXT NOT NULL DEFAULT 'text/xml',
        metadata TEXT NOT NULL DEFAULT ''
      );
      CREATE TABLE gpkg_metadata_reference (
        reference_scope TEXT NOT NULL,
        table_name TEXT,
        column_name TEXT,
        row_id_value INTEGER,
        timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        md_file_id INTEGER NOT NULL,
        md_parent_id INTEGER,
        CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
        CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
      );
      CREATE TABLE layer_styles (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        f_table_catalog TEXT(256),
        f_table_schema TEXT(256),
        f_table_name TEXT(256),
        f_geometry_column TEXT(256),
        styleName TEXT(30),
        styleQML TEXT,
        styleSLD TEXT,
        useAsDefault BOOLEAN,
        description TEXT,
        owner TEXT(30),
        ui TEXT(30),
        update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
      );
      """)
    for (table, name, definition) in [
      ("gpkg_data_columns", "gpkg_schema", "extension_schema"),
      ("gpkg_data_column_constraints", "gpkg_schema", "extension_schema"),
      ("gpkg_metadata", "gpkg_metadata", "extension_metadata"),
      ("gpkg_metadata_reference", "gpkg_metadata", "extension_metadata"),
    ] {
      try GeoPackageSchema.register(
        GeoPackageSchema.Extension(
          table: table, column: nil, name: name,
          definition: "http://www.geopackage.org/spec/#\(definition)", scope: "read-write"),
        connection)
    }
    try connection.run(
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
      VALUES ('layer_styles', 'attributes', 'layer_styles', '', '2020-01-01T00:00:00.000Z')
      """)
  }

  /// The title as identifier, which must be the only one of its kind.
  private static func writeTitle(
    _ presentation: LayerPresentation, of table: String, _ connection: SQLiteConnection
  ) throws {
    let taken = try connection.integer(
      "SELECT COUNT(*) FROM gpkg_contents WHERE identifier = ?1 AND table_name <> ?2",
      [.text(presentation.title), .text(table)])
    let identifier =
      taken == 0 && !presentation.title.isEmpty
      ? presentation.title : "\(presentation.title) \(table)"
    try connection.run(
      "UPDATE gpkg_contents SET identifier = ?2, description = ?3 WHERE table_name = ?1",
      [
        .text(table), .text(identifier),
        .text(presentation.abstract.isEmpty ? presentation.title : presentation.abstract),
      ])
  }

  private static func writeColumns(
    _ presentation: LayerPresentation, of table: String, _ connection: SQLiteConnection
  ) throws {
    for list in presentation.lists {
      try connection.run(
        "DELETE FROM gpkg_data_column_constraints WHERE constraint_name = ?1", [.text(list.name)])
      for entry in list.entries {
        try connection.run(
          """
          INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description)
          VALUES (?1, 'enum', ?2, ?3)
          """, [.text(list.name), .text(entry.value), .text(entry.meaning)])
      }
    }
    var used: Set<String> = []
    for note in presentation.columns {
      // The name of a column in people's language is unique within its table.
      let name = used.insert(note.title).inserted ? note.title : "\(note.title) \(note.column)"
      try connection.run(
        """
        INSERT INTO gpkg_data_columns
          (table_name, column_name, name, title, description, constraint_name)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """,
        [
          .text(table), .text(note.column), .text(name), .text(note.title),
          .text(note.description), note.values.map { .text($0) } ?? .null,
        ])
    }
  }

  private static func writeMetadata(
    _ presentation: LayerPresentation, of table: String, timestamp: String,
    _ connection: SQLiteConnection
  ) throws {
    guard let metadata = presentation.metadata else { return }
    let id = (try connection.integer("SELECT MAX(id) FROM gpkg_metadata") ?? 0) + 1
    try connection.run(
      """
      INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata)
      VALUES (?1, 'dataset', ?2, 'text/xml', ?3)
      """, [.integer(id), .text(metadata.standard), .text(metadata.document)])
    try connection.run(
      """
      INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id)
      VALUES ('table', ?1, ?2, ?3)
      """, [.text(table), .text(timestamp), .integer(id)])
  }

  private static func write(
    _ style: LayerPresentation.Style, of table: String, _ timestamp: String,
    _ connection: SQLiteConnection
  ) throws {
    try connection.run(
      """
      INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
        styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
      VALUES ('', '', ?1, 'geom', ?2, ?3, ?4, 1, ?2, '', ?5)
      """,
      [
        .text(table), .text(style.name), .text(style.qml), .text(style.sld), .text(timestamp),
      ])
  }
}

extension GeoPackageTransaction {
  func present(_ presentation: LayerPresentation, of table: String) throws {
    try GeoPackagePresentation.write(presentation, of: table, timestamp: timestamp, connection)
  }
}
