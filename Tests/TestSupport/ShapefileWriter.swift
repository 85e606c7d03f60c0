/// Writes small Shapefiles byte by byte, to control encoding and defects (ESRI Shapefile technical
/// description, 1998; dBASE III).
package enum ShapefileWriter {
  /// The `.shp` of one square polygon per corner, clockwise as the format wants it.
  package static func shp(_ corners: [(x: Double, y: Double)], side: Double) -> [UInt8] {
    var records: [UInt8] = []
    for (index, corner) in corners.enumerated() {
      let points = [
        (corner.x, corner.y), (corner.x, corner.y + side), (corner.x + side, corner.y + side),
        (corner.x + side, corner.y), (corner.x, corner.y),
      ]
      var content: [UInt8] = little(Int32(5))
      content += [corner.x, corner.y, corner.x + side, corner.y + side].flatMap(little)
      content += little(Int32(1)) + little(Int32(points.count)) + little(Int32(0))
      content += points.flatMap { little($0.0) + little($0.1) }
      records += big(Int32(index + 1)) + big(Int32(content.count / 2)) + content
    }
    return header(corners, side: side, bytes: 100 + records.count) + records
  }

  /// The `.shx` index that goes with ``shp(_:side:)``.
  package static func shx(_ corners: [(x: Double, y: Double)], side: Double) -> [UInt8] {
    let length: Int32 = (4 + 32 + 12 + 5 * 16) / 2
    var records: [UInt8] = []
    for index in corners.indices {
      records += big(Int32(50) + Int32(index) * (length + 4)) + big(length)
    }
    return header(corners, side: side, bytes: 100 + records.count) + records
  }

  /// A `.dbf` of text fields, the values as raw bytes in any encoding.
  package static func dbf(
    fields: [(name: String, width: Int)], rows: [[[UInt8]]], codePage: UInt8 = 0
  ) -> [UInt8] {
    table(
      fields: fields.map { Field(Array($0.name.utf8), width: $0.width) }, rows: rows,
      codePage: codePage)
  }

  /// A field of a table: its name in any encoding; `N` for numbers.
  package struct Field {
    package var name: [UInt8]
    package var type: Character
    package var width: Int

    package init(_ name: [UInt8], type: Character = "C", width: Int) {
      self.name = name
      self.type = type
      self.width = width
    }

    package init(_ name: String, type: Character = "C", width: Int) {
      self.init(Array(name.utf8), type: type, width: width)
    }
  }

  /// A `.dbf` of text and whole numbers; numbers stand at the right of their field.
  package static func table(
    fields: [Field], rows: [[[UInt8]]], codePage: UInt8 = 0
  ) -> [UInt8] {
    let recordSize = 1 + fields.reduce(0) { $0 + $1.width }
    let headerSize = 32 + 32 * fields.count + 1
    var bytes: [UInt8] = [3, 124, 1, 1] + little(Int32(rows.count))
    bytes += little(Int16(headerSize)) + little(Int16(recordSize))
    bytes += [UInt8](repeating: 0, count: 17) + [codePage, 0, 0]
    for field in fields {
      let name = field.name.prefix(10)
      bytes += name + [UInt8](repeating: 0, count: 11 - name.count)
      bytes += [field.type.asciiValue ?? 0x43, 0, 0, 0, 0, UInt8(field.width)]
      bytes += [UInt8](repeating: 0, count: 15)
    }
    bytes.append(0x0D)
    for row in rows {
      bytes.append(0x20)
      for (field, value) in zip(fields, row) {
        let cut = value.prefix(field.width)
        let blanks = [UInt8](repeating: 0x20, count: field.width - cut.count)
        bytes += field.type == "C" ? cut + blanks : blanks + cut
      }
    }
    return bytes + [0x1A]
  }

  private static func header(
    _ corners: [(x: Double, y: Double)], side: Double, bytes: Int
  ) -> [UInt8] {
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    var header: [UInt8] = big(Int32(9994)) + [UInt8](repeating: 0, count: 20)
    header += big(Int32(bytes / 2)) + little(Int32(1000)) + little(Int32(5))
    for value in [xs.min() ?? 0, ys.min() ?? 0, (xs.max() ?? 0) + side, (ys.max() ?? 0) + side] {
      header += little(value)
    }
    return header + [UInt8](repeating: 0, count: 32)
  }

  private static func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func little(_ value: Double) -> [UInt8] { little(value.bitPattern) }

  private static func big<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
