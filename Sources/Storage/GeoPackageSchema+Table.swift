import Geometry
import Groundwork

/// The definition of one feature or attribute table.
struct TableDefinition {
  var name: String
  /// For people: the description in `gpkg_contents`.
  var title: String
  var geometry: GeometryKind
  var columns: [Column]
  var srsID: Int
  /// `last_change`, ISO 8601 with milliseconds, UTC.
  var timestamp: String
  /// Columns by which rows will be looked for.
  var indexed: [String] = []
}

extension GeoPackageSchema {
  /// Makes an empty table and enters it into the registers; the R-tree comes when it is filled.
  static func create(_ table: TableDefinition, _ connection: SQLiteConnection) throws {
    try checkName(table.name, file: connection.path)
    try checkColumns(table, file: connection.path)
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
        .text(table.timestamp), isSpatial ? .integer(Int64(table.srsID)) : .null,
      ])
    guard isSpatial else { return }
    // 2: optional; 0: none. Only features kept as received may have Z and M.
    let other: Int64 = table.geometry == .any ? 2 : 0
    try connection.run(
      "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, ?4, ?4)",
      [
        .text(table.name), .text(table.geometry.rawValue), .integer(Int64(table.srsID)),
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

  /// Throws unless the name is one that every program can take.
  static func checkName(_ name: String, file: String) throws {
    let isWord = name.unicodeScalars.allSatisfy { scalar in
      scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    let reserved = ["gpkg_", "rtree_", "sqlite_", "zhitu_", "trigger_"]
    let isReserved = reserved.contains { name.lowercased().hasPrefix($0) }
    guard isWord, !isReserved, !name.isEmpty, name.utf8.count <= 180 else {
      throw Diagnostic(
        code: "workspace.layer-name",
        Localized(
          zh: "图层名“\(name)”不能用。", en: "“\(name)” cannot be the name of a layer."),
        remedy: Localized(
          zh: "只用汉字、字母、数字和下划线，且不以 gpkg_、rtree_、sqlite_、zhitu_ 开头。",
          en: """
            Use only Chinese or Latin letters, digits and underscores, \
            and none of the beginnings gpkg_, rtree_, sqlite_, zhitu_.
            """), file: file, layer: name)
    }
  }

  private static func checkColumns(_ table: TableDefinition, file: String) throws {
    var seen: Set<String> = table.geometry == .none ? ["fid"] : ["fid", "geom"]
    for column in table.columns {
      let isNew = seen.insert(column.name.lowercased()).inserted
      guard isNew, !column.name.isEmpty, !column.name.utf8.contains(0) else {
        throw Diagnostic(
          code: "workspace.column-name",
          Localized(
            zh: "字段名“\(column.name)”为空、重复或与 fid、geom 冲突。",
            en: "the field name “\(column.name)” is empty, is there twice, or is fid or geom."),
          remedy: Localized(zh: "给字段改名。", en: "Rename the field."), file: file,
          layer: table.name, field: column.name)
      }
    }
  }
}

extension Sequence<Column> {
  /// The same columns, renamed where a name is empty, is there twice (case does not count) or is
  /// one of `taken`: `_2`, `_3` and so on is added.
  public func renamedForStorage(taken: some Sequence<String> = ["fid", "geom"]) -> [Column] {
    var seen = Set(taken.map { $0.lowercased() })
    return map { column in
      let base = column.name.isEmpty ? "field" : column.name
      var name = base
      var number = 2
      while !seen.insert(name.lowercased()).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      return Column(name, column.type)
    }
  }
}
