import EventLog
import Geometry
import Groundwork

/// Reads one unchanging state of a workspace, whatever is written meanwhile.
///
/// Given by ``Workspace/read(_:)``; valid inside its closure only, on that thread.
public final class WorkspaceReader {
  let home: any HomeReader
  let path: String

  init(_ home: any HomeReader, _ path: String) {
    self.home = home
    self.path = path
  }

  /// The log of deeds, in the same state as the layers.
  public var events: any EventReading { home }

  /// The one coordinate reference system of the workspace; `nil` before the first layer.
  public func crsDefinition() throws -> SpatialReference? {
    try home.reference()
  }

  /// The register of layers, in the order of their names.
  public func layers() throws -> [LayerRecord] {
    try home.records().sorted { Names.precedes($0.name, $1.name) }
  }

  /// The register entry of one layer by its name.
  public func layer(_ name: String) throws -> LayerRecord? {
    try home.records().first { Names.areSame($0.name, name) }
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

  /// The hash of the columns and rows of a layer, whatever it is called and wherever it came from; `nil` for one
  /// that was never hashed.
  public func contentHash(of layer: String) throws -> String? {
    try home.hashes(of: layer)?.rows
  }

  /// The kind of geometry in a layer.
  public func geometryKind(of layer: String) throws -> GeometryKind {
    try shape(of: layer).geometry
  }

  /// The number of features, counted now.
  public func featureCount(of layer: String) throws -> Int {
    _ = try shape(of: layer)
    return try home.count(of: layer)
  }

  /// The extent of a layer in metres, `nil` if there is no geometry.
  public func bounds(of layer: String) throws -> Bounds? {
    _ = try shape(of: layer)
    return try home.extent(of: layer)
  }

  /// The features of a layer, in the order of their numbers, in bounded memory.
  ///
  /// - Parameters:
  ///   - columns: Which values, in which order; `nil` for all.
  ///   - bounds: Only features whose bounding box meets this box, found through the R-tree.
  ///   - geometry: `false` to leave the geometries unread.
  ///   - condition: Only features with this value (or null) in a column.
  /// - Throws: What `body` throws; `workspace.layer-missing`, `workspace.column-missing`,
  ///   `workspace.geometry` for a geometry that is not polygonal; `workspace.integrity` at the end,
  ///   when all features were read with their geometry and the layer is not as it was written.
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
    try home.newestDocument(kind: kind, key: key).map { try body(of: $0) }
  }

  /// The documents of a kind, in the order of their keys, with the time of the newest version.
  public func documents(kind: String) throws -> [(key: String, createdAt: String)] {
    var newest: [String: DocumentEntry] = [:]
    for entry in try home.documents(kind: kind, key: nil) { newest[entry.key] = entry }
    return newest.values
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.createdAt) }
  }

  /// All versions of a document, oldest first.
  public func versions(
    kind: String, key: String
  ) throws -> [(createdAt: String, body: [UInt8])] {
    try home.documents(kind: kind, key: key).map { ($0.createdAt, try body(of: $0)) }
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
        file: path, layer: layer, feature: String(fid))
    }
  }
}

extension WorkspaceReader {
  func shape(of table: String) throws -> TableShape {
    if let shape = try home.shape(of: table) { return shape }
    throw Diagnostic(
      code: "workspace.layer-missing",
      Localized(
        zh: "工作区里没有图层 \(table)。", en: "there is no layer \(table) in the workspace."),
      file: path, layer: table)
  }

  private func scan(
    _ table: String, columns: [String]?, bounds: Bounds?, geometry: Bool, fid: Int64? = nil,
    condition: (column: String, equals: Value)? = nil,
    _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    let shape = try shape(of: table)
    let types = Dictionary(shape.columns.map { ($0.name, $0.type) }) { first, _ in first }
    let wanted = columns ?? shape.columns.map { $0.name }
    for name in wanted + (condition.map { [$0.column] } ?? []) where types[name] == nil {
      throw Diagnostic(
        code: "workspace.column-missing",
        Localized(zh: "图层没有字段 \(name)。", en: "the layer has no field \(name)."),
        file: path, layer: table, field: name)
    }
    var query = TableQuery(
      table: table, columns: wanted,
      hasGeometry: shape.geometry != .none && (geometry || bounds != nil), bounds: bounds, fid: fid)
    if let condition, let type = types[condition.column] {
      // A value of another type is nowhere in the column.
      guard let value = condition.equals.stored(as: type) else { return }
      query.condition = (condition.column, value)
    }
    // A layer without geometry has nothing in any box.
    if bounds != nil, shape.geometry == .none { return }
    if geometry, query.hasGeometry, bounds == nil, fid == nil, condition == nil,
      let known = try home.hashes(of: table)
    {
      return try scanWhole(query, shape, known, body)
    }
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    try home.scan(query) { fid, wkb, values in
      if let bounds {
        guard let box = WKBEnvelope(wkb).bounds, box.intersects(bounds) else { return }
      }
      try body(fid, geometry ? wkb : none, values)
    }
  }

  /// Reads all features with their geometry and compares what was read with the layer's hashes, so
  /// that nothing is worked out from a damaged layer without a word.
  private func scanWhole(
    _ query: TableQuery, _ shape: TableShape, _ known: LayerHashes,
    _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    if let record = try layer(query.table) { try checkEntry(record, shape, known) }
    let position = Dictionary(
      shape.columns.enumerated().map { ($0.element.name, $0.offset) }
    ) { first, _ in first }
    let wanted = query.columns.compactMap { position[$0] }
    let isWhole = wanted == Array(shape.columns.indices)
    var whole = query
    whole.columns = shape.columns.map { $0.name }
    var hasher = LayerHasher()
    var row: [Value] = []
    try home.scan(whole) { fid, wkb, values in
      hasher.add(fid, wkb: wkb, values)
      if isWhole { return try body(fid, wkb, values) }
      row.removeAll(keepingCapacity: true)
      for index in wanted { row.append(values[index]) }
      try body(fid, wkb, row)
    }
    if hasher.rows(shape) != known.rows { throw Diagnostic.changed(path, query.table) }
  }
}
