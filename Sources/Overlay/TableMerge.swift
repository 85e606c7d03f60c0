import Geometry
import Groundwork

/// Merges the parts of all threads into one table.
struct TableMerge {
  /// The polygons of the first layer.
  let rows: Int
  let scale: DensityScale?

  /// The entries, ascending by `a`, then by `b`.
  ///
  /// - Throws: ``Groundwork/Cancelled``.
  func entries(_ parts: [ThreadSums], _ job: Job) throws -> [SharedArea] {
    let rest = merged(parts)
    let next = UnsafeMutableBufferPointer<Int>.allocate(capacity: rows + 1)
    next.initialize(repeating: 0)
    defer { next.deallocate() }
    // No row occurs in the lists of two threads, so that the counters do not race.
    nonisolated(unsafe) let counts = next
    _ = try job.map(parts.count) { part in
      for entry in parts[part].entries { counts[Int(entry.a) + 1] += 1 }
    }
    for entry in rest { next[Int(entry.a) + 1] += 1 }
    for row in 0..<rows { next[row + 1] += next[row] }
    let entries = try [SharedArea](unsafeUninitializedCapacity: next[rows]) { buffer, count in
      nonisolated(unsafe) let places = buffer
      @Sendable func place(_ entry: SharedArea) {
        places.initializeElement(at: counts[Int(entry.a)], to: entry)
        counts[Int(entry.a)] += 1
      }
      let total = next[rows]
      _ = try job.map(parts.count) { part in
        for entry in parts[part].entries { place(entry) }
      }
      for entry in rest { place(entry) }
      count = total
    }
    // Each row is contiguous and ascending, except rows with very large pairs.
    return parts.contains { !$0.huge.isEmpty }
      ? entries.sorted { ($0.a, $0.b) < ($1.a, $1.b) } : entries
  }

  /// The entries of rows to which several blocks have contributed.
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
