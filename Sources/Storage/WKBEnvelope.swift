import Geometry

/// Reads only the extent of a WKB geometry of any type: points, lines, polygons, collections and
/// curves, with or without Z, M and SRID, either byte order.
///
/// Tolerant, because rejected features keep the geometry as it was received: coordinates that are
/// not numbers are passed over, and where the bytes are cut short the extent of what was readable
/// counts.
package struct WKBEnvelope {
  package private(set) var bounds: Bounds?
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    _ = geometry(depth: 0)
  }

  private mutating func geometry(depth: Int) -> Bool {
    guard depth < 32, offset < bytes.count else { return false }
    let isBig = bytes[offset] == 0
    offset += 1
    guard var type = word(isBig) else { return false }
    var dimensions = 2
    if type & 0x8000_0000 != 0 { dimensions += 1 }
    if type & 0x4000_0000 != 0 { dimensions += 1 }
    if type & 0x2000_0000 != 0 { guard word(isBig) != nil else { return false } }
    type &= 0x1FFF_FFFF
    switch type / 1000 {
    case 1, 2: dimensions += 1
    case 3: dimensions += 2
    default: break
    }
    switch type % 1000 {
    case 1:
      return points(1, dimensions, isBig)
    case 2, 8, 13:
      guard let count = word(isBig) else { return false }
      return points(Int(count), dimensions, isBig)
    case 3, 14, 17:
      guard let rings = word(isBig) else { return false }
      for _ in 0..<rings {
        guard let count = word(isBig), points(Int(count), dimensions, isBig) else { return false }
      }
      return true
    case 4...7, 9...12, 15, 16:
      guard let count = word(isBig) else { return false }
      for _ in 0..<count { guard geometry(depth: depth + 1) else { return false } }
      return true
    default:
      return false
    }
  }

  private mutating func points(_ count: Int, _ dimensions: Int, _ isBig: Bool) -> Bool {
    let stride = 8 * dimensions
    for _ in 0..<count {
      guard offset + stride <= bytes.count else { return false }
      let x = double(at: offset, isBig)
      let y = double(at: offset + 8, isBig)
      offset += stride
      guard x.isFinite, y.isFinite else { continue }
      if let old = bounds {
        bounds = Bounds(
          minX: min(old.minX, x), minY: min(old.minY, y), maxX: max(old.maxX, x),
          maxY: max(old.maxY, y))
      } else {
        bounds = Bounds(minX: x, minY: y, maxX: x, maxY: y)
      }
    }
    return true
  }

  private mutating func word(_ isBig: Bool) -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    offset += 4
    return isBig ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
  }

  private func double(at offset: Int, _ isBig: Bool) -> Double {
    let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: isBig ? UInt64(bigEndian: bits) : UInt64(littleEndian: bits))
  }
}
