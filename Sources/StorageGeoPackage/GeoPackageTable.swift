import Geometry
import Groundwork
import Storage

/// A table of a GeoPackage in the making.
///
/// The R-tree is built when all rows are there, at 24 bytes a feature until then.
final class GeoPackageTable: HomeTable {
  private let table: TableDefinition
  private let srsID: Int32
  private let connection: SQLiteConnection
  private var statement: SQLiteStatement?
  private var tree = RTreeBuilder()
  private var blob: [UInt8] = []

  /// - Parameter timestamp: `last_change`, ISO 8601 with milliseconds, UTC.
  init(
    _ table: TableDefinition, srsID: Int, timestamp: String, _ connection: SQLiteConnection
  ) throws {
    self.table = table
    self.srsID = Int32(truncatingIfNeeded: srsID)
    self.connection = connection
    try GeoPackageSchema.create(table, srsID: srsID, timestamp: timestamp, connection)
    let fixed = table.geometry == .none ? 1 : 2
    let marks = (1...(fixed + table.columns.count)).map { "?\($0)" }.joined(separator: ",")
    statement = try connection.prepare("INSERT INTO \(quoted(table.name)) VALUES (\(marks))")
  }

  func insert(_ fid: Int64, wkb: [UInt8], bounds: Bounds?, _ values: [Value]) throws {
    guard let statement else { return }
    try statement.bind(.integer(fid), at: 1)
    var position = 2
    if table.geometry != .none {
      if wkb.isEmpty {
        try statement.bind(.null, at: 2)
      } else {
        blob.removeAll(keepingCapacity: true)
        // A point is its own envelope: GeoPackage readers expect none in the header.
        GeometryBlob.appendHeader(
          srsID: srsID, envelope: table.geometry == .point ? nil : bounds, isEmpty: bounds == nil,
          to: &blob)
        blob.append(contentsOf: wkb)
        try statement.bind(blob: blob, at: 2)
      }
      position = 3
    }
    for index in values.indices { try statement.bind(values[index], at: position + index) }
    try statement.finish()
    if let bounds { tree.add(fid, bounds) }
  }

  func finish(extent: Bounds?) throws {
    statement = nil
    if table.geometry != .none {
      try GeoPackageSchema.finish(table.name, tree, extent: extent, connection)
      tree = RTreeBuilder()
    }
    for column in table.indexed {
      try connection.execute(
        """
        CREATE INDEX \(quoted("\(table.name)_\(column)"))
        ON \(quoted(table.name)) (\(quoted(column)))
        """)
    }
  }

  func abandon() {
    statement = nil
  }
}
