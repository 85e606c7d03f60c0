import Geometry
import Groundwork
import Storage

/// A column and its name in the table, where a name that PostgreSQL cannot take is replaced.
struct PostgresColumn: Codable {
  var column: Column
  var physical: String
  var isIndexed: Bool
}

/// A table of a PostGIS schema in the making.
///
/// Rows are collected and sent by COPY, a megabyte at a time, so that several tables can be filled
/// side by side on one connection.
final class PostgresTable: HomeTable {
  /// The name in the database: PostgreSQL cuts names after 63 bytes.
  let table: String
  let columns: [PostgresColumn]

  private let definition: TableDefinition
  private let srid: UInt32
  private let connection: PostgresConnection
  private var rows: [UInt8] = []
  private var isOpen = true

  init(
    _ definition: TableDefinition, generation: Int64, srid: Int, _ connection: PostgresConnection
  ) throws {
    self.definition = definition
    self.srid = UInt32(truncatingIfNeeded: srid)
    self.connection = connection
    table = PostgresTable.shortened(definition.name, to: 42) + "_r\(generation)"
    var taken: Set<String> = [
      "fid", "geom", "zt_wkb", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid",
    ]
    columns = definition.columns.map { column in
      let isUsable =
        column.name.utf8.count <= 63 && !taken.contains(Names.key(column.name))
      var name = isUsable ? column.name : PostgresTable.shortened(column.name, to: 40)
      var number = 1
      while !taken.insert(Names.key(name)).inserted {
        name = PostgresTable.shortened(column.name, to: 40) + "_\(number)"
        number += 1
      }
      return PostgresColumn(
        column: column, physical: name, isIndexed: definition.indexed.contains(column.name))
    }
    var parts = ["fid bigint PRIMARY KEY"]
    if definition.geometry != .none {
      // What was received as it is may have Z and M, which a column of a fixed type refuses.
      let type =
        switch definition.geometry {
        case .multiPolygon: "geometry(MultiPolygon, \(srid))"
        case .point: "geometry(Point, \(srid))"
        default: "geometry"
        }
      parts += ["geom \(type)", "zt_wkb bytea"]
    }
    parts += columns.map { "\(quoted($0.physical)) \(PostgresTable.type($0.column.type))" }
    try connection.execute("CREATE TABLE \(quoted(table)) (\(parts.joined(separator: ", ")))")
  }

  func insert(_ fid: Int64, wkb: [UInt8], bounds: Bounds?, _ values: [Value]) throws {
    guard isOpen else { return }
    let hasGeometry = definition.geometry != .none
    append(UInt16(values.count + (hasGeometry ? 3 : 1)))
    append(field: .integer(fid))
    if hasGeometry {
      if wkb.isEmpty {
        append(field: .null)
        append(field: .null)
      } else if PlainWKB.isKept(wkb, in: definition.geometry) {
        // EWKB: the same bytes with the number of the reference system behind the type.
        append(UInt32(wkb.count + 4))
        rows.append(contentsOf: wkb[0..<4])
        rows.append(wkb[4] | 0x20)
        withUnsafeBytes(of: srid.littleEndian) { rows.append(contentsOf: $0) }
        rows.append(contentsOf: wkb[5...])
        append(field: .null)
      } else {
        append(field: .null)
        append(field: .bytes(wkb))
      }
    }
    for value in values { append(field: PostgresValue(value)) }
    if rows.count >= 1 << 20 { try flush() }
  }

  func finish(extent: Bounds?) throws {
    try flush()
    isOpen = false
    if definition.geometry != .none {
      if definition.geometry == .any {
        // For those who look at it with other programs; what is read is zt_wkb.
        try connection.execute(
          """
          UPDATE \(quoted(table)) SET geom = zhitu_geometry(zt_wkb, \(srid))
          WHERE zt_wkb IS NOT NULL
          """)
      }
      try connection.execute("CREATE INDEX ON \(quoted(table)) USING gist (geom)")
    }
    for column in columns where column.isIndexed {
      try connection.execute("CREATE INDEX ON \(quoted(table)) (\(quoted(column.physical)))")
    }
    guard let extent else { return }
    try connection.run(
      """
      UPDATE zhitu_layers SET min_x = $2, min_y = $3, max_x = $4, max_y = $5
      WHERE table_name = $1
      """,
      [
        .text(table), .real(extent.minX), .real(extent.minY), .real(extent.maxX),
        .real(extent.maxY),
      ])
  }

  func abandon() {
    isOpen = false
    rows = []
  }

  private func flush() throws {
    if rows.isEmpty { return }
    try connection.copy(rows, into: quoted(table))
    rows.removeAll(keepingCapacity: true)
  }

  private func append(field value: PostgresValue) {
    guard let bytes = value.bytes else { return append(UInt32.max) }
    append(UInt32(bytes.count))
    rows.append(contentsOf: bytes)
  }

  private func append<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value.bigEndian) { rows.append(contentsOf: $0) }
  }

  private static func type(_ type: ColumnType) -> String {
    switch type {
    case .integer: "bigint"
    case .real: "double precision"
    case .text: "text"
    }
  }

  /// The beginning of a name, whole characters only.
  private static func shortened(_ name: String, to limit: Int) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if result.utf8.count + String(scalar).utf8.count > limit { break }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
