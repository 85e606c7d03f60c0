import CLanes
import Geometry

/// A grid of 2¹⁶ × 2¹⁶ cells over a block, in which bounding boxes are compared in 16 bits.
///
/// Cells are powers of two of the survey grid. Coordinates beyond the grid are clamped to its
/// border; as clamping is monotone, boxes that meet on the ground meet in the grid.
struct BlockGrid {
  let originX: Int64
  let originY: Int64
  let shift: Int64

  /// The finest grid that contains a box with a margin of one cell, so that nothing in the box
  /// meets a clamped coordinate.
  init(_ box: StepBox) {
    let finest = Int64(max(0, 64 - UInt64(box.side).leadingZeroBitCount - 16))
    shift = box.side >> finest < (1 << 16) - 2 ? finest : finest + 1
    let middle: Int64 = 1 << (15 + shift)
    originX = box.minX + middle - (1 << shift)
    originY = box.minY + middle - (1 << shift)
  }

  /// Whether cells are too large for ``EdgePairs/findCrossing(_:_:)``.
  var isCoarse: Bool { shift > 28 }

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
    if !chain.isWide, abs(dx) < limit, abs(dy) < limit, dx &+ chain.width < limit,
      dy &+ chain.height < limit
    {
      lanesPlace(
        chain.points(in: slots), chain.edges + 1, Int32(truncatingIfNeeded: dx),
        Int32(truncatingIfNeeded: dy), Int32(truncatingIfNeeded: shift), columns, rows)
      return
    }
    for index in 0...Int(chain.edges) {
      let point = chain.offset(index, in: slots)
      columns[index] = Int16(clamping: (point.x &+ dx) &>> shift)
      rows[index] = Int16(clamping: (point.y &+ dy) &>> shift)
    }
  }
}

extension Chain {
  /// The points of a chain that is not wide, as `CLanes` expects them: offsets from the origin, x
  /// and y interleaved.
  @inline(__always)
  func points(in slots: UnsafePointer<SIMD2<Int32>>) -> UnsafePointer<Int32> {
    UnsafeRawPointer(slots + first).assumingMemoryBound(to: Int32.self)
  }
}

/// A box in the cells of a grid.
typealias CellBox = LaneBox

extension CellBox {
  /// The box of a chain.
  @inline(__always)
  init(_ chain: UnsafePointer<Chain>, _ grid: BlockGrid) {
    self.init()
    minX = grid.column(chain.pointee.originX)
    minY = grid.row(chain.pointee.originY)
    maxX = grid.column(chain.pointee.maxX)
    maxY = grid.row(chain.pointee.maxY)
  }

  /// The cell of a point.
  @inline(__always)
  init(_ point: GridPoint, _ grid: BlockGrid) {
    self.init()
    minX = grid.column(point.x)
    minY = grid.row(point.y)
    maxX = minX
    maxY = minY
  }

  @inline(__always)
  init(_ box: StepBox, _ grid: BlockGrid) {
    self.init()
    minX = grid.column(box.minX)
    minY = grid.row(box.minY)
    maxX = grid.column(box.maxX)
    maxY = grid.row(box.maxY)
  }

  /// The box extended to the eastern border of the grid.
  @inline(__always)
  var andAllEast: CellBox { CellBox(minX: minX, minY: minY, maxX: .max, maxY: maxY) }

  @inline(__always)
  func meets(_ other: CellBox) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
}

/// Boxes in grid cells, in structure-of-arrays layout for vector comparison.
struct CellBoxes {
  private var columns: UnsafeMutablePointer<Int16>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 1024
    columns = CellBoxes.allocate(capacity)
  }

  func free() { columns.deallocate() }

  /// Four columns, padded so that a vector load beyond the last box stays in bounds.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Int16> {
    let columns = UnsafeMutablePointer<Int16>.allocate(capacity: 4 * capacity + Int(LANES))
    columns.initialize(repeating: 0, count: 4 * capacity + Int(LANES))
    return columns
  }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  subscript(index: Int) -> CellBox {
    CellBox(
      minX: columns[index], minY: columns[capacity &+ index], maxX: columns[2 &* capacity &+ index],
      maxY: columns[3 &* capacity &+ index])
  }

  mutating func append(_ box: CellBox) {
    if count == capacity { grow() }
    columns[count] = box.minX
    columns[capacity + count] = box.minY
    columns[2 * capacity + count] = box.maxX
    columns[3 * capacity + count] = box.maxY
    count += 1
  }

  private mutating func grow() {
    let larger = CellBoxes.allocate(2 * capacity)
    for column in 0..<4 {
      (larger + column * capacity * 2).update(from: columns + column * capacity, count: count)
    }
    columns.deallocate()
    columns = larger
    capacity *= 2
  }

  /// Calls `body` with the number of every box that meets the given one.
  @inline(__always)
  func forEach(meeting box: CellBox, _ body: (Int) -> Void) {
    var start = 0
    while start < count {
      for lane in Bits(lanesMeeting(columns + start, capacity, box)) where start &+ lane < count {
        body(start &+ lane)
      }
      start &+= Int(LANES)
    }
  }
}
