import Geometry
import Groundwork

/// Reads one unchanging state of a workspace, whatever is written meanwhile.
///
/// Given by ``Workspace/read(_:)``; valid inside its closure only, on that thread.
public final class WorkspaceReader {
  private let connection: SQLiteConnection

  init(_ connection: SQLiteConnection) {
    self.connection = connection
  }

  /// The one coordinate reference system of the workspace; `nil` before the first layer.
  public func crsDefinition() throws -> SpatialReference? {
    guard let id = try WorkspaceSchema.meta("srs_id", connection).flatMap({ Int($0) })
    else { return nil }
    return try GeoPackageSchema.reference(id, connection)
  }

  /// The register of layers, in the order of their names.
  public func layers() throws -> [LayerRecord] {
    try connection.rows(
      "SELECT \(WorkspaceSchema.columns) FROM zhitu_layers ORDER BY name", [],
      WorkspaceSchema.record)
  }

  /// The register entry of one layer by its name.
  public func layer(_ name: String) throws -> LayerRecord? {
    try connection.first(
      "SELECT \(WorkspaceSchema.columns) FROM zhitu_layers WHERE name = ?1", [.text(name)],
      WorkspaceSchema.record)
  }

  /// The layer with a role, and with an epoch and a plan where given; the first by name if several.
  public func layer(
    role: LayerRole, epoch: String? = nil, plan: String? = nil
  ) throws -> LayerRecord? {
    try layers().first {
      $0.role == role && (epoch == nil || $0.epoch == epoch) && (plan == nil || $0.plan == plan)
    }
  }

  /// The attribute columns of a layer or table, without `fid` and `geom`.
  public func columns(of layer: String) throws -> [Column] {
    try shape(of: layer).columns
  }

  /// The kind of geometry in a layer.
  public func geometryKind(of layer: String) throws -> GeometryKind {
    guard try shape(of: layer).hasGeometry else { return .none }
    let name = try connection.text(
      "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?1", [.text(layer)])
    return name.flatMap(GeometryKind.init(rawValue:)) ?? .any
  }

  /// The number of features, counted now.
  public func featureCount(of layer: String) throws -> Int {
    _ = try shape(of: layer)
    return Int(try connection.integer("SELECT COUNT(*) FROM \(quoted(layer))") ?? 0)
  }

  /// The extent of a layer in metres, `nil` if there is no geometry.
  public func bounds(of layer: String) throws -> Bounds? {
    _ = try shape(of: layer)
    return try connection.first(
      "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?1", [.text(layer)]
    ) { row in
      row.value(0).isNull
        ? nil
        : Bounds(minX: row.real(0), minY: row.real(1), maxX: row.real(2), maxY: row.real(3))
    } ?? nil
  }

  /// The features of a layer, in the order of their numbers, in bounded memory.
  ///
  /// - Parameters:
  ///   - columns: Which values, in which order; `nil` for all.
  ///   - bounds: Only features whose bounding box meets this box, found through the R-tree.
  ///   - geometry: `false` to leave the geometries unread.
  ///   - condition: Only features with this value (or null) in a column.
  /// - Throws: What `body` throws; `workspace.layer-missing`, `workspace.column-missing`,
  ///   `workspace.geometry` for a geometry that is not polygonal.
  public func forEachFeature(
    in layer: String, columns: [String]? = nil, bounds: Bounds? = nil, geometry: Bool = true,
    where condition: (column: String, equals: Value)? = nil, _ body: (Feature) throws -> Void
  ) throws {
    try scan(
      layer, columns: columns, bounds: bounds, geometry: geometry, condition: condition
    ) { fid, wkb, values in
      let shape = wkb.isEmpty ? nil : try decode(wkb, fid, layer)
      try body(Feature(fid: fid, geometry: shape, values: values))
    }
  }

  /// As ``forEachFeature(in:columns:bounds:geometry:where:_:)``, with the geometry as ISO WKB: valid only
  /// during the call, empty for a feature without geometry.
  public func forEachRawFeature(
    in layer: String, columns: [String], bounds: Bounds? = nil,
    _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    try scan(layer, columns: columns, bounds: bounds, geometry: true, body)
  }

  /// The features of a layer of points, in the order of their numbers, in bounded memory.
  ///
  /// - Parameter body: Is given the number, easting and northing in metres (nothing for a feature
  ///   without geometry) and the values.
  public func forEachPoint(
    in layer: String, columns: [String]? = nil, bounds: Bounds? = nil,
    _ body: (Int64, (x: Double, y: Double)?, [Value]) throws -> Void
  ) throws {
    try scan(layer, columns: columns, bounds: bounds, geometry: true) { fid, wkb, values in
      let box = wkb.isEmpty ? nil : WKBEnvelope(wkb).bounds
      try body(fid, box.map { ($0.minX, $0.minY) }, values)
    }
  }

  /// One feature by its number.
  public func feature(_ fid: Int64, in layer: String) throws -> Feature? {
    var result: Feature?
    try scan(layer, columns: nil, bounds: nil, geometry: true, fid: fid) { fid, wkb, values in
      let shape = wkb.isEmpty ? nil : try decode(wkb, fid, layer)
      result = Feature(fid: fid, geometry: shape, values: values)
    }
    return result
  }

  /// The rows of a table, in the order of their numbers, in bounded memory.
  public func forEachRow(
    in table: String, columns: [String]? = nil,
    where condition: (column: String, equals: Value)? = nil, _ body: ([Value]) throws -> Void
  ) throws {
    try scan(
      table, columns: columns, bounds: nil, geometry: false, condition: condition
    ) { _, _, values in try body(values) }
  }

  /// The newest version of a document.
  public func document(kind: String, key: String) throws -> [UInt8]? {
    try connection.first(
      "SELECT body FROM zhitu_documents WHERE kind = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1",
      [.text(kind), .text(key)]
    ) { [UInt8]($0.blob(0)) }
  }

  /// The documents of a kind, in the order of their keys, with the time of the newest version.
  public func documents(kind: String) throws -> [(key: String, createdAt: String)] {
    try connection.rows(
      """
      SELECT key, created_at FROM zhitu_documents
      WHERE id IN (SELECT MAX(id) FROM zhitu_documents WHERE kind = ?1 GROUP BY key)
      ORDER BY key
      """, [.text(kind)]
    ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
  }

  /// All versions of a document, oldest first.
  public func versions(
    kind: String, key: String
  ) throws -> [(createdAt: String, body: [UInt8])] {
    try connection.rows(
      "SELECT created_at, body FROM zhitu_documents WHERE kind = ?1 AND key = ?2 ORDER BY id",
      [.text(kind), .text(key)]
    ) { ($0.text(0) ?? "", [UInt8]($0.blob(1))) }
  }

  private func decode(
    _ wkb: UnsafeRawBufferPointer, _ fid: Int64, _ layer: String
  ) throws -> MultiPolygon {
    do {
      return try WKB.decode(wkb)
    } catch {
      throw Diagnostic(
        code: "workspace.geometry",
        Localized(
          zh: "几何无法作为面读取（\(error)）。",
          en: "the geometry cannot be read as a polygon (\(error))."),
        file: connection.path, layer: layer, feature: String(fid))
    }
  }
}

extension WorkspaceReader {
  /// What a table is made of.
  private struct Shape {
    /// The column that numbers the rows.
    var key = "rowid"
    var columns: [Column] = []
    var hasGeometry = false
  }

  private func shape(of table: String) throws -> Shape {
    var shape = Shape()
    var isThere = false
    _ = try connection.rows("PRAGMA table_info(\(quoted(table)))") { row in
      isThere = true
      let name = row.text(1) ?? ""
      let type = row.text(2) ?? ""
      if name == "geom" {
        shape.hasGeometry = true
      } else if row.integer(5) != 0 {
        shape.key = name
      } else {
        shape.columns.append(Column(name, WorkspaceReader.columnType(type)))
      }
    }
    guard isThere else {
      throw Diagnostic(
        code: "workspace.layer-missing",
        Localized(
          zh: "工作区里没有图层 \(table)。", en: "there is no layer \(table) in the workspace."),
        file: connection.path, layer: table)
    }
    return shape
  }

  /// The types of GeoPackage, also those that only other programs use.
  private static func columnType(_ name: String) -> ColumnType {
    let name = name.uppercased()
    if name.hasPrefix("BOOL") || name.contains("INT") { return .integer }
    return ["REAL", "DOUBLE", "FLOAT"].contains(name) ? .real : .text
  }

  private func scan(
    _ table: String, columns: [String]?, bounds: Bounds?, geometry: Bool, fid: Int64? = nil,
    condition: (column: String, equals: Value)? = nil,
    _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    let shape = try shape(of: table)
    let known = Set(shape.columns.map { $0.name })
    let wanted = columns ?? shape.columns.map { $0.name }
    for name in wanted + (condition.map { [$0.column] } ?? []) where !known.contains(name) {
      throw Diagnostic(
        code: "workspace.column-missing",
        Localized(zh: "图层没有字段 \(name)。", en: "the layer has no field \(name)."),
        file: connection.path, layer: table, field: name)
    }
    let hasGeometry = shape.hasGeometry && (geometry || bounds != nil)
    let key = quoted(shape.key)
    var parts = [key, hasGeometry ? "geom" : "NULL"]
    parts += wanted.map(quoted)
    var conditions: [String] = []
    var values: [Value] = []
    if let bounds {
      conditions.append(
        """
        \(key) IN (SELECT id FROM \(quoted("rtree_\(table)_geom"))
          WHERE minx <= ?3 AND maxx >= ?1 AND miny <= ?4 AND maxy >= ?2)
        """)
      values += [
        .real(bounds.minX), .real(bounds.minY), .real(bounds.maxX), .real(bounds.maxY),
      ]
    }
    if let fid {
      values.append(.integer(fid))
      conditions.append("\(key) = ?\(values.count)")
    }
    if let condition {
      values.append(condition.equals)
      conditions.append("\(quoted(condition.column)) IS ?\(values.count)")
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let statement = try connection.prepare(
      "SELECT \(parts.joined(separator: ", ")) FROM \(quoted(table))\(filter) ORDER BY \(key)")
    try statement.bind(values)
    var row: [Value] = []
    row.reserveCapacity(wanted.count)
    while try statement.step() {
      let number = statement.integer(0)
      let blob = statement.blob(1)
      let header = GeometryBlob.headerSize(blob) ?? 0
      let wkb = UnsafeRawBufferPointer(rebasing: blob[header...])
      if let bounds {
        // The R-tree rounds boxes outwards to single precision.
        let box = GeometryBlob.envelope(blob) ?? WKBEnvelope(wkb).bounds
        guard let box, box.intersects(bounds) else { continue }
      }
      row.removeAll(keepingCapacity: true)
      for index in wanted.indices { row.append(statement.value(index + 2)) }
      try body(number, geometry ? wkb : UnsafeRawBufferPointer(start: nil, count: 0), row)
    }
  }
}
