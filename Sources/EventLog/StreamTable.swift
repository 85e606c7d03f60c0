#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is known of every stream while a log is read, found by the bytes of its name as they lie in the
/// store: no text is made for an event.
///
/// Open addressing with linear probing; at most half full.
struct StreamTable: Sendable {
  struct Entry: Sendable {
    var name: [UInt8]
    var first: Int64
    var firstPosition: Int64
    var last: Int64
  }

  private(set) var entries: [Entry] = []
  /// Indices into `entries`, -1 for none; the number of places is a power of two.
  private var places = [Int32](repeating: -1, count: 64)

  /// Notes that a stream has reached a version.
  ///
  /// - Returns: The version before, `nil` if the stream is new.
  /// - Complexity: O(bytes of the name).
  mutating func reach(
    _ version: Int64, of name: UnsafeRawBufferPointer, at position: Int64
  ) -> Int64? {
    var place = StreamTable.hash(name) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if entries[index].name.withUnsafeBytes({ isSame($0, name) }) {
        let before = entries[index].last
        entries[index].last = version
        return before
      }
      place = (place + 1) & (places.count - 1)
    }
    places[place] = Int32(truncatingIfNeeded: entries.count)
    entries.append(
      Entry(name: Array(name), first: version, firstPosition: position, last: version))
    if entries.count * 2 > places.count { grow() }
    return nil
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for (index, entry) in entries.enumerated() {
      var place = entry.name.withUnsafeBytes { StreamTable.hash($0) } & (places.count - 1)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(truncatingIfNeeded: index)
    }
  }

  /// FNV-1a over words of eight bytes, the rest byte by byte.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    var offset = 0
    while offset + 8 <= bytes.count {
      value =
        (value ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        &* 0x9E37_79B9_7F4A_7C15
      value ^= value >> 29
      offset += 8
    }
    while offset < bytes.count {
      value = (value ^ UInt64(bytes[offset])) &* 0x0000_0100_0000_01B3
      offset += 1
    }
    return Int(truncatingIfNeeded: (value ^ value >> 32) & 0x7FFF_FFFF)
  }
}

/// Whether two ranges hold the same bytes.
func isSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard a.count == b.count else { return false }
  guard let first = a.baseAddress, let second = b.baseAddress else { return true }
  return memcmp(first, second, a.count) == 0
}
