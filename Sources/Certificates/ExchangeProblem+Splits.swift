extension ExchangeProblem {
  /// The blocks (百亩方) of a state, where parts of what was one block before count as one.
  ///
  /// Taking a parcel out of the middle of a block makes two of it; here that gains nothing. A block that
  /// joins several from before counts as one as well.
  /// - Complexity: O(parcels + edges).
  public func blocksWithoutSplits(_ isFarmland: [Bool]) -> Int {
    let before = roots(self.isFarmland)
    let after = roots(isFarmland)
    // Blocks from before and from after are nodes; those that share a parcel hang together.
    var parents: [Int: Int] = [:]
    func top(_ node: Int) -> Int {
      var node = node
      while let parent = parents[node], parent != node { node = parent }
      return node
    }
    for parcel in 0..<count where after[parcel] >= 0 {
      let node = after[parcel]
      if parents[node] == nil { parents[node] = node }
      guard before[parcel] >= 0 else { continue }
      let old = count + before[parcel]
      if parents[old] == nil { parents[old] = old }
      let (one, two) = (top(node), top(old))
      if one != two { parents[max(one, two)] = min(one, two) }
    }
    return Set(parents.keys.filter { $0 < count }.map(top)).count
  }

  /// By parcel the first parcel of the block that it is in; -1 outside blocks.
  private func roots(_ isFarmland: [Bool]) -> [Int] {
    var near = [[Int32]](repeating: [], count: count)
    for edge in edges where isFarmland[Int(edge.x)] && isFarmland[Int(edge.y)] {
      near[Int(edge.x)].append(edge.y)
      near[Int(edge.y)].append(edge.x)
    }
    var roots = [Int](repeating: -1, count: count)
    var isSeen = isFarmland.map { !$0 }
    for start in 0..<count where !isSeen[start] {
      isSeen[start] = true
      var part = [start]
      var area: Int64 = 0
      var next = 0
      while next < part.count {
        area += areas[part[next]]
        for other in near[part[next]] where !isSeen[Int(other)] {
          isSeen[Int(other)] = true
          part.append(Int(other))
        }
        next += 1
      }
      if area >= blockSize { for parcel in part { roots[parcel] = start } }
    }
    return roots
  }
}
