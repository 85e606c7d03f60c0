/// Sorting by whole numbers, digit by digit.
public enum RadixSort {
  /// The positions of keys of at most `bits` bits in ascending order of the keys; equal keys keep
  /// their order. Takes O(n) for each 11 bits that differ.
  public static func order(_ keys: [UInt64], bits: UInt64) -> [Int32] {
    var order = [Int32](unsafeUninitializedCapacity: keys.count) { buffer, count in
      for index in keys.indices { buffer[index] = Int32(index) }
      count = keys.count
    }
    var next = order
    for digit in stride(from: UInt64(0), to: bits, by: 11) {
      var starts = [Int](repeating: 0, count: 2049)
      for key in keys { starts[Int((key >> digit) & 2047) + 1] += 1 }
      if starts.contains(keys.count) { continue }
      for value in 0..<2048 { starts[value + 1] += starts[value] }
      for index in order {
        let value = Int((keys[Int(index)] >> digit) & 2047)
        next[starts[value]] = index
        starts[value] += 1
      }
      swap(&order, &next)
    }
    return order
  }
}
