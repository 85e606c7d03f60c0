/// Sorting by whole numbers, digit by digit.
public enum RadixSort {
  /// A key and its position side by side, so that each pass reads memory sequentially.
  private struct Item {
    var key: UInt64
    var position: Int32
  }

  private static let digit: UInt64 = 11

  /// The positions of keys of at most `bits` bits in ascending order of the keys; equal keys keep
  /// their order. Takes O(n) for each 11 bits that differ.
  public static func order(_ keys: [UInt64], bits: UInt64) -> [Int32] {
    withUnsafeTemporaryAllocation(of: Item.self, capacity: 2 * keys.count) { scratch in
      var items = UnsafeMutableBufferPointer(rebasing: scratch[..<keys.count])
      var sorted = UnsafeMutableBufferPointer(rebasing: scratch[keys.count...])
      for (position, key) in keys.enumerated() {
        items[position] = Item(key: key, position: Int32(position))
      }
      for shift in stride(from: 0, to: bits, by: Int(digit)) where sort(items, by: shift, sorted) {
        swap(&items, &sorted)
      }
      return items.map(\.position)
    }
  }

  /// Sorts by one digit.
  /// - Returns: `false` if all keys have the same digit; then nothing is written.
  private static func sort(
    _ items: UnsafeMutableBufferPointer<Item>, by shift: UInt64,
    _ sorted: UnsafeMutableBufferPointer<Item>
  ) -> Bool {
    let values = 1 << Int(digit)
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: values) { places in
      @inline(__always)
      func value(_ item: Item) -> Int { Int(item.key &>> shift) & (values - 1) }
      places.initialize(repeating: 0)
      for item in items { places[value(item)] += 1 }
      if let first = items.first, places[value(first)] == items.count { return false }
      var start = 0
      for value in 0..<values {
        let count = places[value]
        places[value] = start
        start += count
      }
      for item in items {
        sorted[places[value(item)]] = item
        places[value(item)] += 1
      }
      return true
    }
  }
}
