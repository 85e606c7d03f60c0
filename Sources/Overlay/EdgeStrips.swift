/// Candidate pairs of edges for two polygons with many near edges: level strips of the common
/// ground, each holding the edges that reach into it.
struct EdgeStrips {
  private var low = 0.0
  private var scale = 0.0
  private var strips = 0
  private var heads: [Int32] = []
  private var entries: [Int32] = []
  private weak var first: KeptEdges?
  private weak var second: KeptEdges?

  /// Sorts the second polygon's edges into strips.
  mutating func build(_ first: KeptEdges, _ second: KeptEdges) {
    self.first = first
    self.second = second
    low = .infinity
    var high = -Double.infinity
    for j in 0..<second.count {
      low = min(low, second.ay[j], second.by[j])
      high = max(high, second.ay[j], second.by[j])
    }
    strips = max(1, min(second.count / 4, 1 << 16))
    scale = high > low ? Double(strips) / (high - low) : 0
    heads.removeAll(keepingCapacity: true)
    heads.append(contentsOf: repeatElement(0, count: strips + 1))
    for j in 0..<second.count {
      for strip in range(second.ay[j], second.by[j]) { heads[strip + 1] += 1 }
    }
    for strip in 0..<strips { heads[strip + 1] += heads[strip] }
    entries.removeAll(keepingCapacity: true)
    entries.append(contentsOf: repeatElement(0, count: Int(heads[strips])))
    var next = heads
    for j in 0..<second.count {
      for strip in range(second.ay[j], second.by[j]) {
        entries[Int(next[strip])] = Int32(j)
        next[strip] += 1
      }
    }
  }

  /// Calls `body` once for every pair of edges whose boxes meet.
  func forEachCandidate(_ body: (Int, Int) -> Void) {
    guard let first, let second else { return }
    for i in 0..<first.count {
      let lowX = min(first.ax[i], first.bx[i])
      let highX = max(first.ax[i], first.bx[i])
      let lowY = min(first.ay[i], first.by[i])
      let highY = max(first.ay[i], first.by[i])
      let mine = range(lowY, highY)
      for strip in mine {
        for entry in heads[strip]..<heads[strip + 1] {
          let j = Int(entries[Int(entry)])
          let (cx, cy, dx, dy) = (second.ax[j], second.ay[j], second.bx[j], second.by[j])
          if max(cx, dx) < lowX || min(cx, dx) > highX || max(cy, dy) < lowY || min(cy, dy) > highY
          {
            continue
          }
          // A pair that shares several strips is met in the first of them only.
          if strip == max(mine.lowerBound, range(cy, dy).lowerBound) { body(i, j) }
        }
      }
    }
  }

  @inline(__always)
  private func range(_ a: Double, _ b: Double) -> ClosedRange<Int> {
    let bottom = Int(max(0, min(Double(strips - 1), (min(a, b) - low) * scale)))
    let top = Int(max(0, min(Double(strips - 1), (max(a, b) - low) * scale)))
    return bottom...top
  }
}
