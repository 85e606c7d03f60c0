import Geometry
import Groundwork
import Storage

/// The tables that make a SQLite file a GeoPackage 1.3 (OGC 12-128r18), and their upkeep.
enum GeoPackageSchema {
  /// `GPKG` in ASCII.
  static let applicationID: Int64 = 0x4750_4B47
  /// Version 1.3.0.
  static let version: Int64 = 10_300

  static let wgs84 = """
    GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,\
    AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,\
    AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
    AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]
    """

  static let wgs84Version2 = """
    GEODCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,\
    298.257223563,LENGTHUNIT["metre",1.0]]],CS[ellipsoidal,2],AXIS["latitude",north,ORDER[1]],\
    AXIS["longitude",east,ORDER[2]],ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",4326]]
    """

  /// Makes the tables in an empty file.
  static func create(in connection: SQLiteConnection) throws {
    try connection.execute(
      """
      PRAGMA application_id = \(applicationID);
      PRAGMA user_version = \(version);
      CREATE TABLE gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL PRIMARY KEY,
        organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL,
        definition TEXT NOT NULL,
        description TEXT,
        definition_12_063 TEXT NOT NULL
      );
      CREATE TABLE gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY,
        data_type TEXT NOT NULL,
        identifier TEXT UNIQUE,
        description TEXT DEFAULT '',
        last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
        min_x DOUBLE,
        min_y DOUBLE,
        max_x DOUBLE,
        max_y DOUBLE,
        srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
      );
      CREATE TABLE gpkg_geometry_columns (
        table_name TEXT NOT NULL,
        column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL,
        z TINYINT NOT NULL,
        m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
      );
      CREATE TABLE gpkg_extensions (
        table_name TEXT,
        column_name TEXT,
        extension_name TEXT NOT NULL,
        definition TEXT NOT NULL,
        scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
      );
      """)
    try register(
      Extension(
        table: "gpkg_spatial_ref_sys", column: "definition_12_063", name: "gpkg_crs_wkt",
        definition: "http://www.geopackage.org/spec/#extension_crs_wkt", scope: "read-write"),
      connection)
    // The three systems that every GeoPackage has.
    let none = "undefined"
    for (id, organization, name, wkt, version2, description) in [
      (-1, "NONE", "Undefined Cartesian SRS", none, none, "undefined Cartesian system"),
      (0, "NONE", "Undefined geographic SRS", none, none, "undefined geographic system"),
      (4326, "EPSG", "WGS 84 geodetic", wgs84, wgs84Version2, "longitude, latitude in degrees"),
    ] {
      try connection.run(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?2, ?4, ?5, ?6)",
        [
          .text(name), .integer(Int64(id)), .text(organization), .text(wkt), .text(description),
          .text(version2),
        ])
    }
  }

  /// Adds a reference system, or finds the same one, and gives its number in the file.
  static func add(_ reference: SpatialReference, _ connection: SQLiteConnection) throws -> Int {
    if reference.isEPSG, let code = reference.code {
      let known = try connection.integer(
        "SELECT srs_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?1", [.integer(Int64(code))])
      if known != nil { return code }
      try insert(reference, id: code, connection)
      return code
    }
    let known = try connection.integer(
      """
      SELECT srs_id FROM gpkg_spatial_ref_sys
      WHERE srs_id >= ?1 AND (definition = ?2 OR definition_12_063 = ?2)
      """, [.integer(Int64(SpatialReference.firstOwnID)), .text(reference.wkt)])
    if let known { return Int(known) }
    let last = try connection.integer("SELECT MAX(srs_id) FROM gpkg_spatial_ref_sys") ?? 0
    let id = max(SpatialReference.firstOwnID, Int(last) + 1)
    try insert(reference, id: id, connection)
    return id
  }

  private static func insert(
    _ reference: SpatialReference, id: Int, _ connection: SQLiteConnection
  ) throws {
    try connection.run(
      "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, NULL, ?6)",
      [
        .text(reference.name), .integer(Int64(id)), .text(reference.organization),
        .integer(Int64(reference.code ?? id)),
        .text(reference.isWKT2 ? "undefined" : reference.wkt),
        .text(reference.isWKT2 ? reference.wkt : "undefined"),
      ])
  }

  /// The reference system with a number.
  static func reference(_ id: Int, _ connection: SQLiteConnection) throws -> SpatialReference? {
    try connection.first(
      """
      SELECT srs_name, organization, organization_coordsys_id,
        CASE definition WHEN 'undefined' THEN definition_12_063 ELSE definition END
      FROM gpkg_spatial_ref_sys WHERE srs_id = ?1
      """, [.integer(Int64(id))]
    ) { row in
      let organization = row.text(1) ?? "NONE"
      return SpatialReference(
        srsID: id, organization: organization,
        code: organization.uppercased() == "NONE" ? nil : Int(row.integer(2)),
        name: row.text(0) ?? "", wkt: row.text(3) ?? "")
    }
  }

  struct Extension {
    var table: String?
    var column: String?
    var name: String
    var definition: String
    var scope: String
  }

  static func register(_ entry: Extension, _ connection: SQLiteConnection) throws {
    try connection.run(
      "INSERT OR IGNORE INTO gpkg_extensions VALUES (?1, ?2, ?3, ?4, ?5)",
      [
        entry.table.map(Value.text) ?? .null, entry.column.map(Value.text) ?? .null,
        .text(entry.name), .text(entry.definition), .text(entry.scope),
      ])
  }

  /// Removes a layer with its R-tree and all that is said about it.
  static func drop(_ table: String, _ connection: SQLiteConnection) throws {
    try GeoPackagePresentation.remove(table, connection)
    try connection.execute("DROP TABLE IF EXISTS \(quoted("rtree_\(table)_geom"))")
    try connection.execute("DROP TABLE IF EXISTS \(quoted(table))")
    for register in ["gpkg_extensions", "gpkg_geometry_columns", "gpkg_contents"] {
      try connection.run(
        "DELETE FROM \(register) WHERE lower(table_name) = lower(?1)", [.text(table)])
    }
  }
}
