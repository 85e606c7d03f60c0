import Geometry
import Groundwork

/// Adds features to a new layer, one after the other, in any order.
///
/// Made by ``WorkspaceWriter/createLayer(_:geometry:columns:)`` or
/// ``GeoPackageFile/createTable(_:title:geometry:columns:reference:)``; used by one thread. The
/// spatial index is built by ``finish()``, at 24 bytes a feature until then.
public final class LayerAppender {
  public let layer: String
  public let geometryKind: GeometryKind
  public let columns: [Column]
  /// The number of features so far.
  public private(set) var count = 0
  /// The extent of the geometries so far.
  public private(set) var extent: Bounds?

  private let connection: SQLiteConnection
  private let srsID: Int32
  private let completed: (LayerAppender) throws -> Void
  private var insert: SQLiteStatement?
  private var tree = RTreeBuilder()
  private var nextFID: Int64 = 1
  private let indexed: [String]
  private var blob: [UInt8] = []

  init(
    _ table: TableDefinition, _ connection: SQLiteConnection,
    completed: @escaping (LayerAppender) throws -> Void
  ) throws {
    layer = table.name
    geometryKind = table.geometry
    columns = table.columns
    indexed = table.indexed
    self.connection = connection
    srsID = Int32(truncatingIfNeeded: table.srsID)
    self.completed = completed
    try GeoPackageSchema.create(table, connection)
    let fixed = table.geometry == .none ? 1 : 2
    let marks = (1...(fixed + table.columns.count)).map { "?\($0)" }.joined(separator: ",")
    insert = try connection.prepare("INSERT INTO \(quoted(table.name)) VALUES (\(marks))")
  }

  /// Adds a feature with a polygon geometry, or without any.
  ///
  /// - Parameters:
  ///   - fid: The feature's number, unique in the layer; `nil` for the next free one.
  ///   - geometry: Metres on the survey grid; an empty one is kept as an empty geometry.
  ///   - values: One for each column, in order, of the column's type or null.
  /// - Returns: The feature's number.
  @discardableResult
  public func append(
    fid: Int64? = nil, geometry: MultiPolygon?, values: [Value]
  ) throws -> Int64 {
    guard let geometry else { return try append(fid: fid, rawWKB: [], values: values) }
    return try append(fid: fid, wkb: WKB.encode(geometry), bounds: geometry.bounds, values)
  }

  /// Adds a feature with a geometry as ISO WKB of any type, taken over byte for byte; empty bytes
  /// for a feature without geometry.
  @discardableResult
  public func append(fid: Int64? = nil, rawWKB: [UInt8], values: [Value]) throws -> Int64 {
    if rawWKB.isEmpty { return try insert(fid, hasGeometry: false, values) }
    let bounds = rawWKB.withUnsafeBytes { WKBEnvelope($0).bounds }
    return try append(fid: fid, wkb: rawWKB, bounds: bounds, values)
  }

  /// Adds a feature with a point in metres (x: easting, y: northing).
  @discardableResult
  public func append(
    fid: Int64? = nil, point: (x: Double, y: Double), values: [Value]
  ) throws -> Int64 {
    let bounds = Bounds(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
    return try append(fid: fid, wkb: WKB.encode(x: point.x, y: point.y), bounds: bounds, values)
  }

  /// Builds the spatial index and enters extent and count. Nothing can be added afterwards.
  ///
  /// Called by the transaction itself for layers that the caller did not finish.
  public func finish() throws {
    guard insert != nil else { return }
    insert = nil
    if geometryKind != .none {
      try GeoPackageSchema.finish(layer, tree, extent: extent, connection)
      tree = RTreeBuilder()
    }
    for column in indexed {
      try connection.execute(
        """
        CREATE INDEX \(quoted("\(layer)_\(column)")) ON \(quoted(layer)) (\(quoted(column)))
        """)
    }
    try completed(self)
  }

  /// Ends without finishing, because the transaction was undone.
  func abandon() {
    insert = nil
  }

  private func append(
    fid: Int64?, wkb: [UInt8], bounds: Bounds?, _ values: [Value]
  ) throws -> Int64 {
    blob.removeAll(keepingCapacity: true)
    // A point is its own envelope: GeoPackage readers expect none in the header.
    let envelope = geometryKind == .point ? nil : bounds
    GeometryBlob.appendHeader(
      srsID: srsID, envelope: envelope, isEmpty: bounds == nil, to: &blob)
    blob.append(contentsOf: wkb)
    let number = try insert(fid, hasGeometry: true, values)
    if let bounds {
      tree.add(number, bounds)
      extent = extent?.union(bounds) ?? bounds
    }
    return number
  }

  private func insert(_ fid: Int64?, hasGeometry: Bool, _ values: [Value]) throws -> Int64 {
    guard let insert else {
      preconditionFailure("append after finish() or after the end of the transaction")
    }
    precondition(values.count == columns.count, "one value for each column of \(layer)")
    precondition(!hasGeometry || geometryKind != .none, "\(layer) has no geometry column")
    let number = fid ?? nextFID
    try insert.bind(.integer(number), at: 1)
    var position = 2
    if geometryKind != .none {
      if hasGeometry { try insert.bind(blob: blob, at: 2) } else { try insert.bind(.null, at: 2) }
      position = 3
    }
    for index in values.indices {
      try check(values[index], columns[index], number)
      try insert.bind(values[index], at: position + index)
    }
    do {
      try insert.finish()
    } catch var failure as Diagnostic {
      failure.layer = layer
      failure.feature = String(number)
      throw failure
    }
    count += 1
    nextFID = max(nextFID, number &+ 1)
    return number
  }

  /// GeoPackage columns are typed; SQLite itself would let any value pass.
  private func check(_ value: Value, _ column: Column, _ fid: Int64) throws {
    switch (value, column.type) {
    case (.null, _), (.integer, .integer), (.real, .real), (.text, .text), (.integer, .real): return
    default:
      throw Diagnostic(
        code: "workspace.value-type",
        Localized(
          zh: "值“\(value.string ?? "")”与字段类型 \(column.type.rawValue) 不符。",
          en: "the value “\(value.string ?? "")” does not fit the field type "
            + "\(column.type.rawValue)."),
        file: connection.path, layer: layer, feature: String(fid), field: column.name)
    }
  }
}
