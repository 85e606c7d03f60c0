import Geometry
import Groundwork
import Storage

extension GeoPackageSchema {
  /// Makes an empty table and enters it into the registers; the R-tree comes when it is filled.
  static func create(
    _ table: TableDefinition, srsID: Int, timestamp: String, _ connection: SQLiteConnection
  ) throws {
    var columns = ["\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if table.geometry != .none { columns.append("\"geom\" \(table.geometry.rawValue)") }
    columns += table.columns.map { "\(quoted($0.name)) \($0.type.rawValue)" }
    try connection.execute(
      "CREATE TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")))")
    let isSpatial = table.geometry != .none
    try connection.run(
      """
      INSERT INTO gpkg_contents
        (table_name, data_type, identifier, description, last_change, srs_id)
      VALUES (?1, ?2, ?1, ?3, ?4, ?5)
      """,
      [
        .text(table.name), .text(isSpatial ? "features" : "attributes"), .text(table.title),
        .text(timestamp), isSpatial ? .integer(Int64(srsID)) : .null,
      ])
    guard isSpatial else { return }
    // 2: optional; 0: none. Only features kept as received may have Z and M.
    let other: Int64 = table.geometry == .any ? 2 : 0
    try connection.run(
      "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, ?4, ?4)",
      [
        .text(table.name), .text(table.geometry.rawValue), .integer(Int64(srsID)),
        .integer(other),
      ])
  }

  /// Makes and fills the R-tree of a filled table, then its triggers, and enters the extent.
  static func finish(
    _ table: String, _ tree: RTreeBuilder, extent: Bounds?, _ connection: SQLiteConnection
  ) throws {
    let index = "rtree_\(table)_geom"
    try connection.execute(
      "CREATE VIRTUAL TABLE \(quoted(index)) USING rtree(id, minx, maxx, miny, maxy)")
    try tree.write(to: index, connection)
    try connection.execute(triggers(table, index))
    try register(
      Extension(
        table: table, column: "geom", name: "gpkg_rtree_index",
        definition: "http://www.geopackage.org/spec/#extension_rtree", scope: "write-only"),
      connection)
    guard let extent else { return }
    try connection.run(
      """
      UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5
      WHERE table_name = ?1
      """,
      [
        .text(table), .real(extent.minX), .real(extent.minY), .real(extent.maxX),
        .real(extent.maxY),
      ])
  }

  /// The triggers of the R-tree extension (OGC 12-128r18, annex F.3), which keep the index right
  /// when QGIS or another program edits the layer.
  private static func triggers(_ table: String, _ index: String) -> String {
    let put = """
      INSERT OR REPLACE INTO \(quoted(index)) VALUES (NEW."fid",
        ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"));
      """
    let has = "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\"))"
    let hasNot = "(NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\"))"
    let same = "OLD.\"fid\" = NEW.\"fid\""
    let moved = "OLD.\"fid\" != NEW.\"fid\""
    func take(_ numbers: String) -> String {
      "DELETE FROM \(quoted(index)) WHERE id IN (\(numbers));"
    }
    let on = quoted(table)
    let list: [(name: String, event: String, condition: String, body: String)] = [
      ("insert", "INSERT ON \(on)", has, put),
      ("update1", "UPDATE OF \"geom\" ON \(on)", "\(same) AND \(has)", put),
      ("update2", "UPDATE OF \"geom\" ON \(on)", "\(same) AND \(hasNot)", take("OLD.\"fid\"")),
      ("update3", "UPDATE ON \(on)", "\(moved) AND \(has)", take("OLD.\"fid\"") + put),
      (
        "update4", "UPDATE ON \(on)", "\(moved) AND \(hasNot)",
        take("OLD.\"fid\", NEW.\"fid\"")
      ),
      ("delete", "DELETE ON \(on)", "OLD.\"geom\" NOT NULL", take("OLD.\"fid\"")),
    ]
    return list.map { trigger in
      """
      CREATE TRIGGER \(quoted("\(index)_\(trigger.name)")) AFTER \(trigger.event)
      WHEN \(trigger.condition) BEGIN \(trigger.body) END;
      """
    }.joined(separator: "\n")
  }
}
