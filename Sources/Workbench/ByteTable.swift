/// A number for each of some strings of bytes: a hash table without an object for a key.
struct ByteTable {
  /// All keys, one behind the other.
  private var bytes: [UInt8] = []
  private var entries: [(range: Range<Int>, value: Int32)] = []
  /// The entry at each place of the table, -1 where there is none; always at least half empty.
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  subscript(key: UnsafeRawBufferPointer) -> Int32? {
    let entry = slots[place(of: key)]
    return entry < 0 ? nil : entries[Int(entry)].value
  }

  /// Adds a key that is not there yet.
  mutating func insert(_ key: UnsafeRawBufferPointer, _ value: Int32) {
    if 2 * (entries.count + 1) > slots.count { grow() }
    slots[place(of: key)] = Int32(entries.count)
    entries.append((bytes.count..<(bytes.count + key.count), value))
    bytes.append(contentsOf: key)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: 2 * slots.count)
    bytes.withUnsafeBytes { all in
      for (number, entry) in entries.enumerated() {
        slots[place(of: UnsafeRawBufferPointer(rebasing: all[entry.range]))] = Int32(number)
      }
    }
  }

  /// Where a key is, or where it belongs.
  private func place(of key: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in key { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while slots[place] >= 0, !holds(slots[place], key) { place = (place + 1) & mask }
    return place
  }

  private func holds(_ entry: Int32, _ key: UnsafeRawBufferPointer) -> Bool {
    let range = entries[Int(entry)].range
    guard range.count == key.count else { return false }
    return bytes.withUnsafeBytes { $0[range].elementsEqual(key) }
  }
}
