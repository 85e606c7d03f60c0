import Foundation
import Geometry
import Groundwork

/// What a layer is held against when it is read: hashes of its rows and of what is said about it.
///
/// They find what went wrong by accident: a flipped bit, a value that another program changed.
/// Whoever changes a layer on purpose can change its hashes too; what cannot be forged is the log of
/// deeds.
public struct LayerHashes: Hashable, Sendable, Codable {
  /// Of the columns and rows, whatever the order in which they lie in the home. Hexadecimal.
  public var rows: String
  /// Of the entry in the register and, for a layer with geometry, of the coordinate reference system.
  public var entry: String

  public init(rows: String, entry: String) {
    self.rows = rows
    self.entry = entry
  }
}

/// Hashes the rows of a layer one by one, in any order.
///
/// The SHA-256 of each row (number, bytes of the geometry, values) is added up as a whole number of
/// 256 bits, so that rows may come in any order and a layer is hashed while it is written. The hash
/// of the layer is the SHA-256 of its columns, the number of rows and that sum.
package struct LayerHasher {
  /// The sum of the hashes modulo 2^256, least significant word first.
  private var sum: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var count: UInt64 = 0
  private var bytes: [UInt8] = []

  package init() {}

  /// - Complexity: O(bytes of the row).
  package mutating func add(
    _ fid: Int64, wkb: UnsafeRawBufferPointer, _ values: some Sequence<Value>
  ) {
    bytes.removeAll(keepingCapacity: true)
    append(UInt64(bitPattern: fid))
    append(UInt64(wkb.count))
    bytes.append(contentsOf: wkb)
    for value in values {
      switch value {
      case .null: bytes.append(0)
      case .integer(let value):
        bytes.append(1)
        append(UInt64(bitPattern: value))
      case .real(let value):
        bytes.append(2)
        append(value.bitPattern)
      case .text(let value):
        bytes.append(3)
        append(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
      }
    }
    count += 1
    let words = bytes.withUnsafeBytes { row in
      HashFunction.sha256.withHash(of: row) { digest in
        func word(_ index: Int) -> UInt64 {
          UInt64(littleEndian: digest.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        return (word(0), word(1), word(2), word(3))
      }
    }
    var carry = false
    func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let (partial, first) = a.addingReportingOverflow(b)
      let (total, second) = partial.addingReportingOverflow(carry ? 1 : 0)
      carry = first || second
      return total
    }
    sum.0 = add(sum.0, words.0)
    sum.1 = add(sum.1, words.1)
    sum.2 = add(sum.2, words.2)
    sum.3 = add(sum.3, words.3)
  }

  /// The hash of what was added, for a table of this shape.
  package func rows(_ shape: TableShape) -> String {
    var text = "zhitu.layer/1\n\(shape.geometry.rawValue)\n"
    for column in shape.columns {
      text += "\(column.type.rawValue) \(column.name.utf8.count) \(column.name)\n"
    }
    text += "\(count) \(sum.0) \(sum.1) \(sum.2) \(sum.3)\n"
    return SHA256.hexadecimal(Array(text.utf8))
  }

  /// The hash of what is said about a layer.
  package static func entry(
    _ record: LayerRecord, _ shape: TableShape, _ reference: SpatialReference?
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes = Array(try encoder.encode(record))
    if shape.geometry != .none, let reference {
      // The number by which a file names a system without a code is the file's own.
      bytes += Array(
        "\n\(reference.organization) \(reference.code ?? 0) \(reference.name)\n\(reference.wkt)"
          .utf8)
    }
    return SHA256.hexadecimal(bytes)
  }

  private mutating func append(_ word: UInt64) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
