import Geometry
import Groundwork

/// Adds features to a new layer, one after the other, in any order.
///
/// Made by ``WorkspaceWriter/createLayer(_:geometry:columns:indexed:)``; used by one thread. Whatever
/// the home, the same rows are kept as the same values and the same bytes of geometry.
public final class LayerAppender {
  public let layer: String
  public let geometryKind: GeometryKind
  public let columns: [Column]
  /// The number of features so far.
  public private(set) var count = 0
  /// The extent of the geometries so far.
  public private(set) var extent: Bounds?

  private let file: String
  private let completed: (LayerAppender) throws -> Void
  private var table: (any HomeTable)?
  private var nextFID: Int64 = 1
  private var numbers = FeatureNumbers()
  private var row: [Value] = []
  private var hasher = LayerHasher()

  /// - Parameters:
  ///   - table: What keeps the rows.
  ///   - file: What diagnostics call the home.
  ///   - completed: Called once when all rows are there.
  package init(
    _ definition: TableDefinition, _ table: any HomeTable, file: String,
    completed: @escaping (LayerAppender) throws -> Void = { _ in }
  ) {
    layer = definition.name
    geometryKind = definition.geometry
    columns = definition.columns
    self.table = table
    self.file = file
    self.completed = completed
  }

  /// Adds a feature with a polygon geometry, or without any.
  ///
  /// - Parameters:
  ///   - fid: The feature's number, unique in the layer; `nil` for the next free one.
  ///   - geometry: Metres on the survey grid; an empty one is kept as an empty geometry.
  ///   - values: One for each column, in order, of the column's type or null.
  /// - Returns: The feature's number.
  /// - Throws: Diagnostics `workspace.constraint` for a number that the layer has,
  ///   `workspace.value-type`, and those of the home; nothing is added then.
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
    try append(
      fid: fid, wkb: rawWKB, bounds: rawWKB.withUnsafeBytes { WKBEnvelope($0).bounds }, values)
  }

  /// Adds a feature with a point in metres (x: easting, y: northing).
  @discardableResult
  public func append(
    fid: Int64? = nil, point: (x: Double, y: Double), values: [Value]
  ) throws -> Int64 {
    try append(fid: fid, rawWKB: WKB.encode(x: point.x, y: point.y), values: values)
  }

  /// Builds the indexes and enters extent and count. Nothing can be added afterwards.
  ///
  /// Called by the transaction itself for layers that the caller did not finish.
  public func finish() throws {
    guard let table else { return }
    self.table = nil
    try table.finish(extent: extent)
    try completed(self)
  }

  /// The hash of the rows so far.
  var rowsHash: String {
    hasher.rows(TableShape(columns: columns, geometry: geometryKind))
  }

  /// Ends without finishing, because the transaction was undone.
  func abandon() {
    table?.abandon()
    table = nil
  }

  private func append(
    fid: Int64?, wkb: [UInt8], bounds: Bounds?, _ values: [Value]
  ) throws -> Int64 {
    guard let table else {
      preconditionFailure("append after finish() or after the end of the transaction")
    }
    precondition(values.count == columns.count, "one value for each column of \(layer)")
    precondition(wkb.isEmpty || geometryKind != .none, "\(layer) has no geometry column")
    let number = fid ?? nextFID
    // Homes that send their rows in parts find a number that is taken long after the call, if ever.
    if numbers.contains(number) {
      throw Diagnostic.rowExists(file: file, layer: layer, fid: number)
    }
    row.removeAll(keepingCapacity: true)
    for index in values.indices {
      row.append(try stored(values[index], columns[index], number))
    }
    do {
      try table.insert(number, wkb: wkb, bounds: bounds, row)
    } catch var failure as Diagnostic {
      failure.layer = layer
      failure.feature = String(number)
      throw failure
    }
    numbers.add(number)
    wkb.withUnsafeBytes { hasher.add(number, wkb: $0, row) }
    if let bounds { extent = extent?.union(bounds) ?? bounds }
    count += 1
    nextFID = max(nextFID, number &+ 1)
    return number
  }

  private func stored(_ value: Value, _ column: Column, _ fid: Int64) throws -> Value {
    if let stored = value.stored(as: column.type) { return stored }
    throw Diagnostic(
      code: "workspace.value-type",
      Localized(
        zh: "值“\(value.string ?? "")”与字段类型 \(column.type.rawValue) 不符。",
        en: "the value “\(value.string ?? "")” does not fit the field type "
          + "\(column.type.rawValue)."),
      file: file, layer: layer, feature: String(fid), field: column.name)
  }
}

extension Value {
  /// The value as every home keeps it in a column: a whole number among reals is a real, NaN is null
  /// and there is no negative zero. `nil` if the value is of another type, or a text with a null
  /// character, which PostgreSQL cannot hold.
  func stored(as type: ColumnType) -> Value? {
    switch (self, type) {
    case (.null, _), (.integer, .integer): self
    case (.integer(let value), .real): .real(Double(value))
    case (.real(let value), .real): value.isNaN ? .null : .real(value == 0 ? 0 : value)
    case (.text(let text), .text): text.utf8.contains(0) ? nil : self
    default: nil
    }
  }
}
