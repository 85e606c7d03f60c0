/// A placeholder for a photo as evidence: a drawn field with the word SYNTHETIC across it.
///
/// A PNG with a palette and without compression, so that the same seed gives the same bytes everywhere.
enum SamplePhoto {
  private static let width = 200
  private static let height = 150
  private static let palette: [[UInt8]] = [
    [0xC9, 0xDD, 0xE8], [0xE4, 0xEE, 0xF2], [0x8A, 0xA8, 0x5C], [0x6F, 0x91, 0x48],
    [0x9B, 0x7B, 0x4F], [0x7C, 0x60, 0x3B], [0xB8, 0xB0, 0xA2], [0xFF, 0xFF, 0xFF],
    [0xA8, 0x1E, 0x2B],
  ]

  /// - Parameter isMended: Whether the heap on the field is gone.
  static func png(_ random: inout Random, isRemedied: Bool) -> [UInt8] {
    let horizon = 45 + random.below(20)
    let heap = (x: 50 + random.below(100), y: horizon + 45, radius: 18 + random.below(16))
    let stripe = 9 + random.below(6)
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for y in 0..<height {
      rows.append(0)
      for x in 0..<width {
        rows.append(
          colour(x, y, horizon, stripe, isRemedied ? nil : heap, noise: random.below(12)))
      }
    }
    return file(rows)
  }

  private static func colour(
    _ x: Int, _ y: Int, _ horizon: Int, _ stripe: Int, _ heap: (x: Int, y: Int, radius: Int)?,
    noise: Int
  ) -> UInt8 {
    if let isInk = Lettering.covers(x - 20, y - height + 26), isInk { return 8 }
    if Lettering.covers(x - 20, y - height + 26) != nil { return 7 }
    if y < horizon { return y < horizon / 2 ? 0 : 1 }
    if let heap {
      let (dx, dy) = (x - heap.x, 2 * (y - heap.y))
      if dy <= heap.radius / 2, dx * dx + dy * dy < heap.radius * heap.radius * 2 {
        return noise < 3 ? 6 : noise < 7 ? 4 : 5
      }
    }
    return (x + (y - horizon) * 2) / stripe % 2 == 0 ? (noise < 2 ? 3 : 2) : 3
  }

  // MARK: PNG (ISO/IEC 15948)

  private static func file(_ rows: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", big(UInt32(width)) + big(UInt32(height)) + [8, 3, 0, 0, 0])
    bytes += chunk("PLTE", Array(palette.joined()))
    bytes += chunk("IDAT", stored(rows))
    return bytes + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let named = Array(type.utf8) + data
    return big(UInt32(data.count)) + named + big(crc32(named))
  }

  /// A zlib stream of stored blocks (RFC 1950, RFC 1951 §3.2.4).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x78, 0x01]
    var start = 0
    while start < data.count {
      let end = min(data.count, start + 65_535)
      let size = UInt16(end - start)
      bytes.append(end == data.count ? 1 : 0)
      for half in [size, ~size] { bytes += [UInt8(half & 0xFF), UInt8(half >> 8)] }
      bytes += data[start..<end]
      start = end
    }
    return bytes + big(adler32(data))
  }

  private static func big(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func adler32(_ data: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }

  private static func crc32(_ data: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// The word SYNTHETIC in letters of 5 × 7 dots.
private enum Lettering {
  private static let scale = 3
  /// Seven rows of five dots a letter.
  private static let letters: [[UInt8]] = [
    [15, 16, 16, 14, 1, 1, 30], [17, 17, 10, 4, 4, 4, 4], [17, 25, 21, 19, 17, 17, 17],
    [31, 4, 4, 4, 4, 4, 4], [17, 17, 17, 31, 17, 17, 17], [31, 16, 16, 30, 16, 16, 31],
    [31, 4, 4, 4, 4, 4, 4], [14, 4, 4, 4, 4, 4, 14], [14, 17, 16, 16, 16, 17, 14],
  ]

  /// Whether a point is ink or paper; `nil` outside the label.
  static func covers(_ x: Int, _ y: Int) -> Bool? {
    guard (-4..<letters.count * 6 * scale).contains(x), (-4..<7 * scale + 4).contains(y) else {
      return nil
    }
    let (column, row) = (x / scale, y / scale)
    guard x >= 0, y >= 0, row < 7, column % 6 < 5 else { return false }
    return letters[column / 6][row] >> (4 - column % 6) & 1 == 1
  }
}
