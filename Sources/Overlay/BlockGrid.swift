import Geometry

/// The grid of 2¹⁶ × 2¹⁶ cells in which the chains near a block are told apart quickly.
///
/// Cells are powers of two of the survey grid. Beyond the grid, coordinates are taken to its border;
/// as that keeps their order, boxes that meet on the ground meet in the grid.
struct BlockGrid {
  let originX: Int64
  let originY: Int64
  let shift: Int64

  /// The finest grid that holds a box.
  init(_ box: StepBox) {
    shift = Int64(max(0, 64 - UInt64(box.side).leadingZeroBitCount - 16))
    originX = box.minX + (1 << (15 + shift))
    originY = box.minY + (1 << (15 + shift))
  }

  @inline(__always)
  func column(_ x: Int64) -> Int16 { Int16(clamping: (x &- originX) &>> shift) }

  @inline(__always)
  func row(_ y: Int64) -> Int16 { Int16(clamping: (y &- originY) &>> shift) }

  /// Writes the cells of a chain's points.
  @inline(__always)
  func place(
    _ pointer: UnsafePointer<Chain>, _ slots: UnsafePointer<SIMD2<Int32>>,
    _ columns: UnsafeMutablePointer<Int16>, _ rows: UnsafeMutablePointer<Int16>
  ) {
    let chain = pointer.pointee
    let dx = chain.originX &- originX
    let dy = chain.originY &- originY
    let limit = Int64(Int32.max)
    let count = Int(chain.edges) + 1
    if !chain.isWide, abs(dx) < limit, abs(dy) < limit, dx &+ chain.width < limit,
      dy &+ chain.height < limit
    {
      let points = slots + chain.first
      let x0 = Int32(truncatingIfNeeded: dx)
      let y0 = Int32(truncatingIfNeeded: dy)
      let by = Int32(truncatingIfNeeded: shift)
      let half: Int64 = 1 &<< (15 &+ shift)
      if dx >= -half, dy >= -half, dx &+ chain.width < half, dy &+ chain.height < half {
        BlockGrid.place(points, count, SIMD2(x0, y0), by, columns, rows)
        return
      }
      for index in 0..<count {
        let point = points[index]
        columns[index] = Int16(clamping: (point.x &+ x0) &>> by)
        rows[index] = Int16(clamping: (point.y &+ y0) &>> by)
      }
      return
    }
    for index in 0..<count {
      let point = chain.offset(index, in: slots)
      columns[index] = Int16(clamping: (point.x &+ dx) &>> shift)
      rows[index] = Int16(clamping: (point.y &+ dy) &>> shift)
    }
  }
}

extension BlockGrid {
  /// Four points at a time, where none needs to be taken to the border.
  @inline(__always)
  private static func place(
    _ points: UnsafePointer<SIMD2<Int32>>, _ count: Int, _ origin: SIMD2<Int32>, _ shift: Int32,
    _ columns: UnsafeMutablePointer<Int16>, _ rows: UnsafeMutablePointer<Int16>
  ) {
    let origins = SIMD8(
      lowHalf: SIMD4(lowHalf: origin, highHalf: origin),
      highHalf: SIMD4(lowHalf: origin, highHalf: origin))
    var index = 0
    while index &+ 4 <= count {
      let four = UnsafeRawPointer(points + index).loadUnaligned(as: SIMD8<Int32>.self)
      let cells = (four &+ origins) &>> SIMD8(repeating: shift)
      let x = SIMD4<Int16>(truncatingIfNeeded: cells.evenHalf)
      let y = SIMD4<Int16>(truncatingIfNeeded: cells.oddHalf)
      UnsafeMutableRawPointer(columns + index).storeBytes(of: x, as: SIMD4<Int16>.self)
      UnsafeMutableRawPointer(rows + index).storeBytes(of: y, as: SIMD4<Int16>.self)
      index &+= 4
    }
    while index < count {
      let cell = (points[index] &+ origin) &>> SIMD2(repeating: shift)
      columns[index] = Int16(truncatingIfNeeded: cell.x)
      rows[index] = Int16(truncatingIfNeeded: cell.y)
      index &+= 1
    }
  }
}

/// The box of a chain in the cells of a grid.
struct CellBox {
  var minX: Int16
  var minY: Int16
  var maxX: Int16
  var maxY: Int16

  @inline(__always)
  init(minX: Int16, minY: Int16, maxX: Int16, maxY: Int16) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  @inline(__always)
  init(_ chain: UnsafePointer<Chain>, _ grid: BlockGrid) {
    minX = grid.column(chain.pointee.originX)
    minY = grid.row(chain.pointee.originY)
    maxX = grid.column(chain.pointee.maxX)
    maxY = grid.row(chain.pointee.maxY)
  }

  /// The cell of a point.
  @inline(__always)
  init(_ point: GridPoint, _ grid: BlockGrid) {
    minX = grid.column(point.x)
    minY = grid.row(point.y)
    maxX = minX
    maxY = minY
  }

  @inline(__always)
  init(_ box: StepBox, _ grid: BlockGrid) {
    minX = grid.column(box.minX)
    minY = grid.row(box.minY)
    maxX = grid.column(box.maxX)
    maxY = grid.row(box.maxY)
  }

  @inline(__always)
  func meets(_ other: CellBox) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
}

/// Boxes in the cells of a grid, in columns, eight of which are tested at a time.
struct CellBoxes {
  private var lows: UnsafeMutablePointer<Int16>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 1024
    lows = .allocate(capacity: capacity * 4 + 8)
    lows.initialize(repeating: 0, count: capacity * 4 + 8)
  }

  func free() { lows.deallocate() }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  subscript(index: Int) -> CellBox {
    CellBox(
      minX: lows[index], minY: lows[capacity &+ index], maxX: lows[2 &* capacity &+ index],
      maxY: lows[3 &* capacity &+ index])
  }

  mutating func append(_ box: CellBox) {
    if count == capacity { grow() }
    lows[count] = box.minX
    lows[capacity + count] = box.minY
    lows[2 * capacity + count] = box.maxX
    lows[3 * capacity + count] = box.maxY
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Int16>.allocate(capacity: capacity * 8 + 8)
    larger.initialize(repeating: 0, count: capacity * 8 + 8)
    for column in 0..<4 {
      (larger + column * capacity * 2).update(from: lows + column * capacity, count: count)
    }
    lows.deallocate()
    lows = larger
    capacity *= 2
  }

  /// Calls `body` with the number of every box that meets the given one.
  @inline(__always)
  func forEach(meeting box: CellBox, _ body: (Int) -> Void) {
    let columns = UnsafeRawPointer(lows)
    let stride = capacity * 2
    let left = SIMD8(repeating: box.minX)
    let low = SIMD8(repeating: box.minY)
    let right = SIMD8(repeating: box.maxX)
    let high = SIMD8(repeating: box.maxY)
    var start = 0
    while start < count {
      let at = columns + start * 2
      let meets =
        (at.loadUnaligned(as: SIMD8<Int16>.self) .<= right)
        .& ((at + stride).loadUnaligned(as: SIMD8<Int16>.self) .<= high)
        .& ((at + 2 * stride).loadUnaligned(as: SIMD8<Int16>.self) .>= left)
        .& ((at + 3 * stride).loadUnaligned(as: SIMD8<Int16>.self) .>= low)
      Lanes(meets).forEach { lane in
        if start + lane < count { body(start + lane) }
      }
      start += 8
    }
  }
}

/// The lanes of a comparison that hold.
struct Lanes {
  private let words: SIMD2<UInt64>

  @inline(__always)
  init(_ mask: SIMDMask<SIMD8<Int16>>) {
    words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
  }

  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    var word = words.x
    while word != 0 {
      let lane = word.trailingZeroBitCount &>> 4
      word &= ~(0xFFFF &<< (UInt64(lane) &<< 4))
      body(lane)
    }
    word = words.y
    while word != 0 {
      let lane = word.trailingZeroBitCount &>> 4
      word &= ~(0xFFFF &<< (UInt64(lane) &<< 4))
      body(lane &+ 4)
    }
  }
}
