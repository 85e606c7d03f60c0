import Geometry

/// The GeoPackage binary geometry: a header with the CRS and the envelope, then ISO WKB
/// (OGC 12-128r18, clause 2.1.3).
package enum GeometryBlob {
  /// Appends the header: little endian, envelope XY, or none where there is no envelope.
  package static func appendHeader(
    srsID: Int32, envelope: Bounds?, isEmpty: Bool, to out: inout [UInt8]
  ) {
    out.append(0x47)
    out.append(0x50)
    out.append(0)
    out.append(1 | (envelope == nil ? 0 : 2) | (isEmpty ? 16 : 0))
    append(UInt32(bitPattern: srsID), to: &out)
    if let envelope {
      append(envelope.minX.bitPattern, to: &out)
      append(envelope.maxX.bitPattern, to: &out)
      append(envelope.minY.bitPattern, to: &out)
      append(envelope.maxY.bitPattern, to: &out)
    }
  }

  /// The number of header bytes before the WKB: any version-0 header, either byte order, any of the
  /// five envelope kinds. `nil` if this is no GeoPackage geometry.
  package static func headerSize(_ blob: UnsafeRawBufferPointer) -> Int? {
    guard blob.count >= 8, blob[0] == 0x47, blob[1] == 0x50, blob[2] == 0 else { return nil }
    let size: Int
    switch (blob[3] >> 1) & 7 {
    case 0: size = 8
    case 1: size = 8 + 32
    case 2, 3: size = 8 + 48
    case 4: size = 8 + 64
    default: return nil
    }
    return blob.count >= size ? size : nil
  }

  /// The envelope in the header, `nil` if there is none or it is not a number.
  package static func envelope(_ blob: UnsafeRawBufferPointer) -> Bounds? {
    guard let size = headerSize(blob), size > 8 else { return nil }
    let isLittle = blob[3] & 1 == 1
    func double(_ index: Int) -> Double {
      let bits = blob.loadUnaligned(fromByteOffset: 8 + index * 8, as: UInt64.self)
      return Double(bitPattern: isLittle ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }
    let bounds = Bounds(minX: double(0), minY: double(2), maxX: double(1), maxY: double(3))
    return bounds.minX <= bounds.maxX && bounds.minY <= bounds.maxY ? bounds : nil
  }

  private static func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
  }
}
