import Groundwork

/// The header of a dBASE table (`.dbf`), for what GDAL does not tell: the bytes of the names, what was
/// written into the fields, and how many rows there really are.
struct DBFTable: Sendable {
  struct Field: Sendable, Hashable {
    var name: [UInt8]
    /// `C` for text, `N` and `F` for numbers.
    var type: UInt8
    /// Where the field begins in a record, whose first byte marks deletion.
    var offset: Int
    var width: Int
    var decimals: Int

    /// Digits of a whole number that GDAL reads as a floating-point one, which holds fifteen.
    var hasLongNumbers: Bool {
      (type == UInt8(ascii: "N") || type == UInt8(ascii: "F")) && decimals == 0 && width > 18
    }
  }

  let path: String
  let fields: [Field]
  let headerSize: Int
  let recordSize: Int
  /// The rows that the header claims, and those that are whole in the file.
  let statedRows: Int
  let rows: Int
  /// Byte 29, the language driver.
  let codePage: UInt8

  /// - Returns: `nil` if the file is not there or is no table.
  init?(_ path: String) {
    guard let size = GDALSession.stat(path)?.size,
      let head = GDALSession.bytes(path, count: 32), head.count == 32
    else { return nil }
    self.path = path
    headerSize = Int(head[8]) | Int(head[9]) << 8
    recordSize = Int(head[10]) | Int(head[11]) << 8
    guard recordSize > 0, headerSize > 32,
      let bytes = GDALSession.bytes(path, count: headerSize), bytes.count == headerSize
    else { return nil }
    statedRows = head[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    rows = min(statedRows, max(0, size - headerSize) / recordSize)
    codePage = head[29]
    var fields: [Field] = []
    var offset = 1
    var descriptor = 32
    while descriptor + 32 <= bytes.count, bytes[descriptor] != 0x0D {
      let name = bytes[descriptor..<descriptor + 11].prefix { $0 != 0 }
      let width = Int(bytes[descriptor + 16])
      fields.append(
        Field(
          name: Array(name), type: bytes[descriptor + 11], offset: offset, width: width,
          decimals: Int(bytes[descriptor + 17])))
      offset += width
      descriptor += 32
    }
    let end = recordSize
    self.fields = fields.filter { $0.offset + $0.width <= end }
  }

  /// Calls `body` with the number of each whole row, deleted ones left out, and its bytes.
  func forEachRow(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) rethrows {
    let portion = max(1, (4 << 20) / recordSize)
    var first = 0
    while first < rows {
      let count = min(portion, rows - first)
      guard
        let bytes = GDALSession.bytes(
          path, from: headerSize + first * recordSize, count: count * recordSize)
      else { return }
      try bytes.withUnsafeBytes { raw in
        for row in 0..<raw.count / recordSize {
          let record = raw[row * recordSize..<(row + 1) * recordSize]
          if record.first == UInt8(ascii: "*") { continue }
          try body(first + row, UnsafeRawBufferPointer(rebasing: record))
        }
      }
      first += count
    }
  }
}

/// Reads fields of a table as they are written, row by row.
final class DBFDigits {
  private let table: DBFTable
  private var held = 0..<0
  private var bytes: [UInt8] = []

  init(_ table: DBFTable) { self.table = table }

  /// The text of a field without the blanks around it; `nil` if it is empty or there is no such row.
  func text(_ field: DBFTable.Field, row: Int) -> String? {
    guard row >= 0, row < table.rows else { return nil }
    if !held.contains(row) {
      let count = min(max(1, (1 << 20) / table.recordSize), table.rows - row)
      bytes =
        GDALSession.bytes(
          table.path, from: table.headerSize + row * table.recordSize,
          count: count * table.recordSize) ?? []
      held = row..<row + bytes.count / table.recordSize
      guard held.contains(row) else { return nil }
    }
    let start = (row - held.lowerBound) * table.recordSize + field.offset
    let text = bytes[start..<start + field.width].filter { $0 > 0x20 }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
