import Groundwork

/// Entries of an area table in a temporary file until all are known, so that sorting them does not
/// hold them in memory twice.
struct SpilledEntries {
  private let file: SpillFile
  /// The number of entries of each row.
  private var counts: [Int32]

  /// The number of entries read at once.
  private static let portion = 1 << 15

  init(rows: Int) throws {
    file = try SpillFile()
    counts = [Int32](repeating: 0, count: rows)
  }

  var count: Int { file.byteCount / MemoryLayout<SharedArea>.stride }

  /// - Parameters:
  ///   - table: of some polygons of both layers.
  ///   - firsts, seconds: their numbers in the layers.
  mutating func append(_ table: AreaTable, _ firsts: [Int], _ seconds: [Int]) throws {
    let moved = table.entries.map { entry in
      var moved = entry
      moved.a = Int32(firsts[Int(entry.a)])
      moved.b = Int32(seconds[Int(entry.b)])
      return moved
    }
    for entry in moved { counts[Int(entry.a)] += 1 }
    try moved.withUnsafeBytes { try file.append($0) }
  }

  /// All entries, ascending by `a`, then by `b`.
  func sorted() throws -> [SharedArea] {
    try file.flush()
    var starts = [Int](repeating: 0, count: counts.count + 1)
    for row in counts.indices { starts[row + 1] = starts[row] + Int(counts[row]) }
    let total = starts[counts.count]
    return try [SharedArea](unsafeUninitializedCapacity: total) { entries, count in
      try scatter(into: entries, &starts)
      // `starts` now holds the end of each row.
      var start = 0
      for row in counts.indices {
        var entriesOfRow = UnsafeMutableBufferPointer(rebasing: entries[start..<starts[row]])
        if zip(entriesOfRow, entriesOfRow.dropFirst()).contains(where: { $0.b > $1.b }) {
          entriesOfRow.sort { $0.b < $1.b }
        }
        start = starts[row]
      }
      count = total
    }
  }

  private func scatter(
    into entries: UnsafeMutableBufferPointer<SharedArea>, _ next: inout [Int]
  ) throws {
    let stride = MemoryLayout<SharedArea>.stride
    try withUnsafeTemporaryAllocation(of: SharedArea.self, capacity: SpilledEntries.portion) {
      portion in
      var place = 0
      while place < file.byteCount {
        let count = min(SpilledEntries.portion, (file.byteCount - place) / stride)
        let part = UnsafeMutableBufferPointer(rebasing: portion[..<count])
        try file.read(from: place, into: UnsafeMutableRawBufferPointer(part))
        for entry in part {
          entries[next[Int(entry.a)]] = entry
          next[Int(entry.a)] += 1
        }
        place += count * stride
      }
    }
  }
}
