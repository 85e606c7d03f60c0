import Geometry

/// The edges of a near chain in the cells of a block's grid: consecutive points make an edge.
struct CellEdges {
  var count: Int
  var columns: UnsafePointer<Int16>
  var rows: UnsafePointer<Int16>

  /// Room behind the points, so that eight edges can be looked at from any edge.
  static let padding = 16
}

/// The boxes of eight consecutive edges.
struct EightEdges {
  let leastX: SIMD8<Int16>
  let leastY: SIMD8<Int16>
  let greatestX: SIMD8<Int16>
  let greatestY: SIMD8<Int16>

  @inline(__always)
  init(_ edges: CellEdges, _ start: Int) {
    let columns = UnsafeRawPointer(edges.columns + start)
    let rows = UnsafeRawPointer(edges.rows + start)
    let x = columns.loadUnaligned(as: SIMD8<Int16>.self)
    let y = rows.loadUnaligned(as: SIMD8<Int16>.self)
    let nextX = (columns + 2).loadUnaligned(as: SIMD8<Int16>.self)
    let nextY = (rows + 2).loadUnaligned(as: SIMD8<Int16>.self)
    leastX = x.replacing(with: nextX, where: nextX .< x)
    leastY = y.replacing(with: nextY, where: nextY .< y)
    greatestX = x.replacing(with: nextX, where: nextX .> x)
    greatestY = y.replacing(with: nextY, where: nextY .> y)
  }
}

/// The pairs of edges of two chains that are worth a look. Every stage writes its answers whether
/// they hold or not and moves on only if they do, so that there is little to mispredict.
struct EdgePairs {
  private let edges: UnsafeMutablePointer<UInt8>
  private let strips: EdgeStrips
  private let pairs: UnsafeMutablePointer<UInt16>

  init() {
    edges = .allocate(capacity: Chain.edgeLimit + 16)
    strips = EdgeStrips(capacity: Chain.edgeLimit + 16)
    pairs = .allocate(capacity: Chain.edgeLimit * Chain.edgeLimit + 16)
  }

  func free() {
    edges.deallocate()
    strips.free()
    pairs.deallocate()
  }

  /// A pair: the edge of the first chain and that of the second.
  @inline(__always)
  subscript(position: Int) -> (Int, Int) {
    let pair = Int(pairs[position])
    return (pair &>> 8, pair & 0xFF)
  }

  /// Finds the pairs of edges whose boxes may meet; returns how many there are.
  @inline(__always)
  func find(_ bins: EdgeBins, _ second: CellEdges) -> Int {
    let near = findEdges(bins, second)
    var count = 0
    for position in 0..<near {
      let j = Int(edges[position])
      var mask = bins.edges(near: strips, at: j)
      let low = UInt16(truncatingIfNeeded: j)
      // Most have none, one or two.
      pairs[count] = UInt16(truncatingIfNeeded: mask.trailingZeroBitCount) &<< 8 | low
      count &+= mask != 0 ? 1 : 0
      mask &= mask &- 1
      pairs[count] = UInt16(truncatingIfNeeded: mask.trailingZeroBitCount) &<< 8 | low
      count &+= mask != 0 ? 1 : 0
      mask &= mask &- 1
      while mask != 0 {
        pairs[count] = UInt16(truncatingIfNeeded: mask.trailingZeroBitCount) &<< 8 | low
        count &+= 1
        mask &= mask &- 1
      }
    }
    return count
  }

  /// Finds the edges that do not lie wholly to one side of the bins, and their strips.
  @inline(__always)
  private func findEdges(_ bins: EdgeBins, _ second: CellEdges) -> Int {
    let left = SIMD8(repeating: bins.box.minX)
    let low = SIMD8(repeating: bins.box.minY)
    let right = SIMD8(repeating: bins.box.maxX)
    let high = SIMD8(repeating: bins.box.maxY)
    var count = 0
    var start = 0
    while start < second.count {
      let eight = EightEdges(second, start)
      let meets =
        (eight.leastX .<= right) .& (eight.greatestX .>= left)
        .& (eight.leastY .<= high) .& (eight.greatestY .>= low)
      let words = unsafeBitCast(meets, to: SIMD2<UInt64>.self)
      if words.x | words.y != 0 {
        count = append(words.x, start, count)
        count = append(words.y, start &+ 4, count)
        bins.place(eight, strips, start)
      }
      start &+= 8
    }
    return within(second, count)
  }

  /// Finds the edges that come into a row of the grid and do not lie wholly to the west of a column;
  /// returns how many there are. They are numbered by ``edge(_:)``.
  @inline(__always)
  func findEdges(in row: Int16, from column: Int16, _ second: CellEdges) -> Int {
    let left = SIMD8(repeating: column)
    let level = SIMD8(repeating: row)
    var count = 0
    var start = 0
    while start < second.count {
      let eight = EightEdges(second, start)
      let meets =
        (eight.greatestX .>= left) .& (eight.leastY .<= level) .& (eight.greatestY .>= level)
      let words = unsafeBitCast(meets, to: SIMD2<UInt64>.self)
      if words.x | words.y != 0 {
        count = append(words.x, start, count)
        count = append(words.y, start &+ 4, count)
      }
      start &+= 8
    }
    return within(second, count)
  }

  /// An edge that was found.
  @inline(__always)
  func edge(_ position: Int) -> Int { Int(edges[position]) }

  /// The last eight may have gone beyond the end.
  @inline(__always)
  private func within(_ second: CellEdges, _ found: Int) -> Int {
    var count = found
    while count > 0, Int(edges[count &- 1]) >= second.count { count &-= 1 }
    return count
  }

  /// Appends the numbers of those of four edges whose sixteen bits are set.
  @inline(__always)
  private func append(_ word: UInt64, _ start: Int, _ count: Int) -> Int {
    var count = count
    for lane in 0..<4 {
      edges[count] = UInt8(truncatingIfNeeded: start &+ lane)
      count &+= Int(truncatingIfNeeded: (word &>> (16 &* UInt64(lane))) & 1)
    }
    return count
  }

  /// Keeps those of the first `count` pairs that cross, in their order, and returns how many do.
  ///
  /// Takes 64-bit arithmetic: neither chain may be wide. `flip` as in ``Crossing``.
  @inline(__always)
  func keepCrossings(
    _ count: Int, _ chain: UnsafePointer<Chain>, _ slotsP: UnsafePointer<SIMD2<Int32>>,
    _ other: UnsafePointer<Chain>, _ slotsQ: UnsafePointer<SIMD2<Int32>>, flip: Int64
  ) -> Int {
    let first = slotsP + chain.pointee.first
    let slots = slotsQ + other.pointee.first
    let shiftX = chain.pointee.originX &- other.pointee.originX
    let shiftY = chain.pointee.originY &- other.pointee.originY
    var kept = 0
    for position in 0..<count {
      let pair = pairs[position]
      let i = Int(pair &>> 8)
      let j = Int(pair & 0xFF)
      let a = first[i]
      let b = first[i &+ 1]
      let c = slots[j]
      let d = slots[j &+ 1]
      let crossings = Crossing<Int64>.count(
        gapX: Int64(c.x) &- (Int64(a.x) &+ shiftX), gapY: Int64(c.y) &- (Int64(a.y) &+ shiftY),
        Int64(b.x) &- Int64(a.x), Int64(b.y) &- Int64(a.y), Int64(d.x) &- Int64(c.x),
        Int64(d.y) &- Int64(c.y), flip: flip)
      pairs[kept] = pair
      kept &+= crossings
    }
    return kept
  }
}
