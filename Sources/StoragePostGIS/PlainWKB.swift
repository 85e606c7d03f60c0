import Geometry
import Storage

/// Knows which WKB comes back from PostGIS byte for byte: little endian, two dimensions, closed rings
/// of at least four points, finite coordinates, nothing behind. Zhitu's own geometries are all so.
enum PlainWKB {
  static func isKept(_ wkb: [UInt8], in kind: GeometryKind) -> Bool {
    wkb.withUnsafeBytes { raw in
      var reader = Reader(bytes: raw)
      switch kind {
      case .multiPolygon: return reader.multiPolygon() && reader.offset == raw.count
      case .point: return reader.point() && reader.offset == raw.count
      case .any, .none: return false
      }
    }
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    mutating func multiPolygon() -> Bool {
      guard header(6), let count = word() else { return false }
      for _ in 0..<count { guard polygon() else { return false } }
      return true
    }

    mutating func point() -> Bool {
      header(1) && coordinates(1) != nil
    }

    private mutating func polygon() -> Bool {
      guard header(3), let rings = word(), rings > 0 else { return false }
      for _ in 0..<rings {
        guard let count = word(), count >= 4, let start = coordinates(Int(count)) else {
          return false
        }
        let end = offset - 16
        for byte in 0..<16 where bytes[start + byte] != bytes[end + byte] { return false }
      }
      return true
    }

    private mutating func header(_ type: UInt32) -> Bool {
      guard offset < bytes.count, bytes[offset] == 1 else { return false }
      offset += 1
      return word() == type
    }

    private mutating func word() -> UInt32? {
      guard offset + 4 <= bytes.count else { return nil }
      defer { offset += 4 }
      return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Passes over points and gives the place of the first.
    private mutating func coordinates(_ count: Int) -> Int? {
      guard count <= (bytes.count - offset) / 16 else { return nil }
      let start = offset
      for _ in 0..<(2 * count) {
        let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        guard Double(bitPattern: UInt64(littleEndian: bits)).isFinite else { return nil }
        offset += 8
      }
      return start
    }
  }
}
