import Geometry

/// Puts the parts of all threads together into one table.
struct TableMerge {
  /// The polygons of the first layer.
  let rows: Int
  let scale: DensityScale?

  /// The entries, ascending by `a`, then by `b`.
  func entries(_ parts: [ThreadSums]) -> [SharedArea] {
    let rest = merged(parts)
    var starts = [Int](repeating: 0, count: rows + 1)
    for part in parts { for entry in part.entries { starts[Int(entry.a) + 1] += 1 } }
    for entry in rest { starts[Int(entry.a) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    let total = starts[rows]
    let entries = [SharedArea](unsafeUninitializedCapacity: total) { buffer, count in
      for part in parts {
        for entry in part.entries {
          buffer[starts[Int(entry.a)]] = entry
          starts[Int(entry.a)] += 1
        }
      }
      for entry in rest {
        buffer[starts[Int(entry.a)]] = entry
        starts[Int(entry.a)] += 1
      }
      count = total
    }
    // A row is in one piece, but for those that very large pairs were added to.
    return parts.contains { !$0.huge.isEmpty }
      ? entries.sorted { ($0.a, $0.b) < ($1.a, $1.b) } : entries
  }

  /// The entries of rows that several blocks have added to.
  private func merged(_ parts: [ThreadSums]) -> [SharedArea] {
    var partial = parts.flatMap(\.partial)
    partial.sort { ($0.a, $0.b) < ($1.a, $1.b) }
    var entries: [SharedArea] = []
    var start = 0
    while start < partial.count {
      var sum = partial[start]
      start += 1
      while start < partial.count, partial[start].a == sum.a, partial[start].b == sum.b {
        sum.add(partial[start])
        start += 1
      }
      if let entry = SharedArea(sum, scale) { entries.append(entry) }
    }
    return entries + mergedHuge(parts)
  }

  private func mergedHuge(_ parts: [ThreadSums]) -> [SharedArea] {
    let huge = parts.flatMap(\.huge).sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    var entries: [SharedArea] = []
    var start = 0
    while start < huge.count {
      var sum = huge[start]
      start += 1
      while start < huge.count, huge[start].a == sum.a, huge[start].b == sum.b {
        sum.whole += huge[start].whole
        sum.fraction &+= huge[start].fraction
        sum.weight &+= huge[start].weight
        start += 1
      }
      if let entry = SharedArea(sum, scale) { entries.append(entry) }
    }
    return entries
  }
}
