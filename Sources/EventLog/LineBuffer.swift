/// Memory in which the canonical bytes of one event after the other are put together, without an
/// allocation or a check of uniqueness for each part.
///
/// Grows to the longest line and is freed with its owner. For one thread.
final class LineBuffer {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit { base.deallocate() }

  /// The bytes so far; valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  func removeAll() { count = 0 }

  @inline(__always)
  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).copyMemory(from: start, byteCount: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func append(number: Int64) {
    reserve(20)
    var digits = 1
    var rest = number.magnitude
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    if number < 0 {
      base.storeBytes(of: UInt8(ascii: "-"), toByteOffset: count, as: UInt8.self)
      count += 1
    }
    rest = number.magnitude
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      base.storeBytes(
        of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10), toByteOffset: place,
        as: UInt8.self)
      rest /= 10
    }
    count += digits
  }

  /// 64 hexadecimal digits, eight at a time.
  func append(hex digest: Digest) {
    reserve(64)
    digest.withBytes { bytes in
      for offset in stride(from: 0, to: 32, by: 4) {
        let word = UInt32(
          bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        // Spreads the half bytes over the bytes of a word, then makes letters of those above 9.
        var wide = UInt64(word)
        wide = (wide | wide << 16) & 0x0000_FFFF_0000_FFFF
        wide = (wide | wide << 8) & 0x00FF_00FF_00FF_00FF
        wide = (wide | wide << 4) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = ((wide &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        let text = wide &+ 0x3030_3030_3030_3030 &+ letters &* 39
        base.storeBytes(of: text.bigEndian, toByteOffset: count, as: UInt64.self)
        count += 8
      }
    }
  }

  @inline(__always)
  private func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  private func grow(_ more: Int) {
    let wanted = max(capacity * 2, count + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 8)
    moved.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = moved
    capacity = wanted
  }
}
