/// The edges of one chain sorted into level and upright strips, as masks: which of them may meet a
/// box takes four loads, whatever their number.
///
/// For every strip there is a mask of the edges that begin in it or before, and of those that end in
/// it or after. An edge may meet the strips from `p` to `q` if it is in "begins by q" and in "ends
/// after p", in both directions.
struct EdgeBins {
  private let masks: UnsafeMutablePointer<UInt64>
  /// The box of the chain.
  private(set) var box = CellBox(minX: 0, minY: 0, maxX: 0, maxY: 0)
  /// Strips are powers of two of the cells.
  private var shiftX: UInt16 = 0
  private var shiftY: UInt16 = 0

  /// The most strips each way: no fewer than half of them are used but in tiny boxes.
  private static let strips = 32

  init() { masks = .allocate(capacity: 4 * EdgeBins.strips) }

  func free() { masks.deallocate() }

  /// Sorts the edges between consecutive points, which lie in the box.
  mutating func build(
    _ edges: Int, columns: UnsafePointer<Int16>, rows: UnsafePointer<Int16>, box: CellBox
  ) {
    self.box = box
    shiftX = EdgeBins.shift(box.minX, box.maxX)
    shiftY = EdgeBins.shift(box.minY, box.maxY)
    let strips = EdgeBins.strips
    let beginsX = masks
    let endsX = masks + strips
    let beginsY = masks + 2 * strips
    let endsY = masks + 3 * strips
    masks.update(repeating: 0, count: 4 * strips)
    var x = stripX(columns[0])
    var y = stripY(rows[0])
    for edge in 0..<edges {
      let nextX = stripX(columns[edge &+ 1])
      let nextY = stripY(rows[edge &+ 1])
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: edge)
      beginsX[min(x, nextX)] |= bit
      endsX[max(x, nextX)] |= bit
      beginsY[min(y, nextY)] |= bit
      endsY[max(y, nextY)] |= bit
      (x, y) = (nextX, nextY)
    }
    for strip in 1..<strips {
      beginsX[strip] |= beginsX[strip - 1]
      beginsY[strip] |= beginsY[strip - 1]
      endsX[strips - 1 - strip] |= endsX[strips - strip]
      endsY[strips - 1 - strip] |= endsY[strips - strip]
    }
  }

  /// The edges that may meet the strips of the edge at `place`.
  @inline(__always)
  func edges(near strips: EdgeStrips, at place: Int) -> UInt64 {
    let count = EdgeBins.strips
    return masks[Int(strips.toX[place])] & masks[count &+ Int(strips.fromX[place])]
      & masks[2 &* count &+ Int(strips.toY[place])] & masks[3 &* count &+ Int(strips.fromY[place])]
  }

  /// Writes the strips of eight edges; those of edges that do not meet the box mean nothing.
  @inline(__always)
  func place(_ edges: EightEdges, _ strips: EdgeStrips, _ start: Int) {
    EdgeBins.place(
      edges.leastX, edges.greatestX, from: box.minX, to: box.maxX, shiftX, strips.fromX + start,
      strips.toX + start)
    EdgeBins.place(
      edges.leastY, edges.greatestY, from: box.minY, to: box.maxY, shiftY, strips.fromY + start,
      strips.toY + start)
  }

  /// One way: writes the strips from the least to the greatest of eight pairs of cells.
  @inline(__always)
  private static func place(
    _ least: SIMD8<Int16>, _ greatest: SIMD8<Int16>, from low: Int16, to high: Int16,
    _ shift: UInt16, _ first: UnsafeMutablePointer<UInt16>, _ last: UnsafeMutablePointer<UInt16>
  ) {
    let low = SIMD8(repeating: low)
    let high = SIMD8(repeating: high)
    store(least.replacing(with: low, where: least .< low) &- low, shift, first)
    store(greatest.replacing(with: high, where: greatest .> high) &- low, shift, last)
  }

  @inline(__always)
  private static func store(
    _ cells: SIMD8<Int16>, _ shift: UInt16, _ place: UnsafeMutablePointer<UInt16>
  ) {
    let strips = SIMD8<UInt16>(truncatingIfNeeded: cells) &>> SIMD8(repeating: shift)
    UnsafeMutableRawPointer(place).storeBytes(of: strips, as: SIMD8<UInt16>.self)
  }

  private static func shift(_ low: Int16, _ high: Int16) -> UInt16 {
    let width = UInt16(bitPattern: high &- low)
    let bits = 16 - width.leadingZeroBitCount
    return UInt16(max(0, bits - strips.trailingZeroBitCount))
  }

  @inline(__always)
  private func stripX(_ column: Int16) -> Int {
    Int(UInt16(bitPattern: column &- box.minX) &>> shiftX)
  }

  @inline(__always)
  private func stripY(_ row: Int16) -> Int {
    Int(UInt16(bitPattern: row &- box.minY) &>> shiftY)
  }
}

/// The strips of some bins in which the edges of another chain lie.
struct EdgeStrips {
  let fromX: UnsafeMutablePointer<UInt16>
  let toX: UnsafeMutablePointer<UInt16>
  let fromY: UnsafeMutablePointer<UInt16>
  let toY: UnsafeMutablePointer<UInt16>

  init(capacity: Int) {
    fromX = .allocate(capacity: 4 * capacity)
    toX = fromX + capacity
    fromY = toX + capacity
    toY = fromY + capacity
  }

  func free() { fromX.deallocate() }
}
