/// Why a well-known binary geometry could not be read.
public enum WKBError: Error, Hashable, Sendable {
  /// The bytes end before the geometry does, or a count promises more than there is.
  case truncated
  /// The first byte is neither 0 (big endian) nor 1 (little endian).
  case badByteOrder(UInt8)
  /// A point, a line, a curve or anything else that is not made of polygons; the ISO type code.
  case notPolygonal(UInt32)
  /// Collections nested deeper than any real data.
  case tooDeep
  /// A coordinate is NaN or infinite.
  case notFinite
  /// A coordinate is farther from the origin than ``GridPoint/limit``.
  case outOfRange
}

/// Well-known binary (WKB): ISO 13249-3 and the EWKB dialect, read onto the survey grid.
public enum WKB {
  /// Reads Polygon, MultiPolygon and collections of them, with or without Z, M and SRID.
  ///
  /// Coordinates are rounded to the grid, half away from zero; Z and M are passed over. The closing
  /// point of a ring is dropped; nothing else is: repeated points and degenerate rings stay, so that
  /// a check can find them.
  public static func decode(
    _ bytes: UnsafeRawBufferPointer
  ) throws(WKBError) -> MultiPolygon {
    var buffer = RingBuffer()
    try decode(bytes, into: &buffer)
    return buffer.multiPolygon
  }

  /// As ``decode(_:)``, from an array.
  public static func decode(_ bytes: [UInt8]) throws(WKBError) -> MultiPolygon {
    let result = bytes.withUnsafeBytes { raw -> Result<MultiPolygon, WKBError> in
      do throws(WKBError) { return .success(try decode(raw)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Reads the rings of one geometry and appends them to a buffer: the fast way for many features.
  public static func decode(
    _ bytes: UnsafeRawBufferPointer, into buffer: inout RingBuffer
  ) throws(WKBError) {
    var reader = WKBReader(bytes: bytes)
    try reader.geometry(into: &buffer, depth: 0)
  }

  /// Whether the bytes are a little-endian polygon in two dimensions, alone or as the only member of a
  /// multipolygon, that has one ring.
  public static func isSingleRing(_ bytes: UnsafeRawBufferPointer) -> Bool {
    func word(_ at: Int) -> UInt32? {
      at + 4 <= bytes.count
        ? UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)) : nil
    }
    var at = 0
    if bytes.first == 1, word(1) == 6, word(5) == 1 { at = 9 }
    return at < bytes.count && bytes[at] == 1 && word(at + 1) == 3 && word(at + 5) == 1
  }

  /// Writes an ISO little-endian MultiPolygon in metres: rings closed, outer rings counter-clockwise,
  /// holes clockwise. Rings of fewer than three points are left out.
  public static func encode(_ geometry: MultiPolygon) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(geometry.pointCount * 16 + 64)
    let polygons = geometry.polygons.filter { $0.exterior.count >= 3 }
    appendHeader(6, count: polygons.count, to: &out)
    for polygon in polygons {
      let holes = polygon.holes.filter { $0.count >= 3 }
      appendHeader(3, count: 1 + holes.count, to: &out)
      appendRing(polygon.exterior, counterClockwise: true, to: &out)
      for hole in holes { appendRing(hole, counterClockwise: false, to: &out) }
    }
    return out
  }

  /// An ISO little-endian Point in metres.
  public static func encode(x: Double, y: Double) -> [UInt8] {
    var out: [UInt8] = [1]
    append(UInt32(1), to: &out)
    append(x.bitPattern, to: &out)
    append(y.bitPattern, to: &out)
    return out
  }

  private static func appendHeader(_ type: UInt32, count: Int, to out: inout [UInt8]) {
    out.append(1)
    append(type, to: &out)
    append(UInt32(count), to: &out)
  }

  private static func appendRing(
    _ ring: [GridPoint], counterClockwise: Bool, to out: inout [UInt8]
  ) {
    append(UInt32(ring.count + 1), to: &out)
    let forward = (doubledSignedArea(ring) >= 0) == counterClockwise
    for step in 0...ring.count {
      let index = forward ? step % ring.count : (ring.count - step) % ring.count
      append(ring[index].metresX.bitPattern, to: &out)
      append(ring[index].metresY.bitPattern, to: &out)
    }
  }

  private static func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
  }
}

/// A cursor over the bytes of one WKB geometry.
private struct WKBReader {
  let bytes: UnsafeRawBufferPointer
  var offset = 0

  static let maximalDepth = 16

  mutating func geometry(into buffer: inout RingBuffer, depth: Int) throws(WKBError) {
    guard depth < WKBReader.maximalDepth else { throw .tooDeep }
    guard offset < bytes.count else { throw .truncated }
    let order = bytes[offset]
    offset += 1
    guard order <= 1 else { throw .badByteOrder(order) }
    let swapped = order == 0
    var type = try word(swapped)
    var dimensions = 2
    if type & 0x8000_0000 != 0 { dimensions += 1 }
    if type & 0x4000_0000 != 0 { dimensions += 1 }
    if type & 0x2000_0000 != 0 { _ = try word(swapped) }
    type &= 0x1FFF_FFFF
    switch type / 1000 {
    case 0: break
    case 1, 2: dimensions += 1
    case 3: dimensions += 2
    default: throw .notPolygonal(type)
    }
    switch type % 1000 {
    case 3:
      try polygon(into: &buffer, swapped: swapped, dimensions: dimensions)
    case 6, 7:
      let count = try word(swapped)
      guard Int(count) <= (bytes.count - offset) / 5 else { throw .truncated }
      for _ in 0..<count { try geometry(into: &buffer, depth: depth + 1) }
    default:
      throw .notPolygonal(type % 1000)
    }
  }

  private mutating func polygon(
    into buffer: inout RingBuffer, swapped: Bool, dimensions: Int
  ) throws(WKBError) {
    let rings = try word(swapped)
    guard Int(rings) <= (bytes.count - offset) / 4 else { throw .truncated }
    guard rings > 0 else { return }
    for _ in 0..<rings {
      let count = Int(try word(swapped))
      let stride = 8 * dimensions
      guard count <= (bytes.count - offset) / stride else { throw .truncated }
      try ring(of: count, stride, into: &buffer, swapped: swapped)
      buffer.ringEnds.append(buffer.points.count)
    }
    buffer.polygonEnds.append(buffer.ringEnds.count)
  }

  private mutating func ring(
    of count: Int, _ stride: Int, into buffer: inout RingBuffer, swapped: Bool
  ) throws(WKBError) {
    let start = offset
    offset += count * stride
    let first = buffer.points.count
    buffer.points.append(contentsOf: repeatElement(GridPoint(x: 0, y: 0), count: count))
    let isRead = buffer.points.withUnsafeMutableBufferPointer { points in
      for index in 0..<count {
        let x = double(at: start &+ index &* stride, swapped)
        let y = double(at: start &+ index &* stride &+ 8, swapped)
        guard let point = GridPoint(metresX: x, y: y) else { return false }
        points[first &+ index] = point
      }
      return true
    }
    if isRead, count > 1, buffer.points[first] == buffer.points[first + count - 1] {
      buffer.points.removeLast()
    }
    if isRead { return }
    for index in 0..<count {
      let x = double(at: start + index * stride, swapped)
      let y = double(at: start + index * stride + 8, swapped)
      guard x.isFinite, y.isFinite else { throw .notFinite }
    }
    throw .outOfRange
  }

  private mutating func word(_ swapped: Bool) throws(WKBError) -> UInt32 {
    guard offset + 4 <= bytes.count else { throw .truncated }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    offset += 4
    return swapped ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
  }

  private func double(at offset: Int, _ swapped: Bool) -> Double {
    let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: swapped ? UInt64(bigEndian: bits) : UInt64(littleEndian: bits))
  }
}
