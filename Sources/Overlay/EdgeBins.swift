/// The edges of one chain sorted into level and upright strips, as masks: which of them may meet a
/// box takes eight loads at most, whatever their number.
///
/// For every strip there is a mask of the edges that begin in it or before, and of those that end in
/// it or after. An edge may meet the strips from `p` to `q` if it is in "begins by q" and in "ends
/// after p", in both directions.
struct EdgeBins {
  private let masks: UnsafeMutablePointer<UInt64>
  private var lowX: Int32 = 0
  private var lowY: Int32 = 0
  private var widthX: Int32 = 0
  private var widthY: Int32 = 0
  private var scaleX: Int32 = 0
  private var scaleY: Int32 = 0

  private static let strips = 32

  init() { masks = .allocate(capacity: 4 * EdgeBins.strips) }

  func free() { masks.deallocate() }

  /// Sorts the edges between consecutive points.
  mutating func build(
    _ edges: Int, columns: UnsafePointer<Int16>, rows: UnsafePointer<Int16>, box: CellBox
  ) {
    lowX = Int32(box.minX)
    lowY = Int32(box.minY)
    widthX = Int32(box.maxX) - lowX
    widthY = Int32(box.maxY) - lowY
    scaleX = Int32(EdgeBins.strips << 16) / (widthX + 1)
    scaleY = Int32(EdgeBins.strips << 16) / (widthY + 1)
    let strips = EdgeBins.strips
    let beginsX = masks
    let endsX = masks + strips
    let beginsY = masks + 2 * strips
    let endsY = masks + 3 * strips
    masks.update(repeating: 0, count: 4 * strips)
    var x = stripX(columns[0])
    var y = stripY(rows[0])
    for edge in 0..<edges {
      let nextX = stripX(columns[edge + 1])
      let nextY = stripY(rows[edge + 1])
      let bit: UInt64 = 1 &<< UInt64(edge)
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

  /// The edges that may meet the box between two points.
  @inline(__always)
  func edges(near ax: Int16, _ ay: Int16, _ bx: Int16, _ by: Int16) -> UInt64 {
    let strips = EdgeBins.strips
    let x = stripX(min(ax, bx))
    let toX = stripX(max(ax, bx))
    let y = stripY(min(ay, by))
    let toY = stripY(max(ay, by))
    return masks[toX] & masks[strips + x] & masks[2 * strips + toY] & masks[3 * strips + y]
  }

  @inline(__always)
  private func stripX(_ column: Int16) -> Int {
    Int((max(0, min(widthX, Int32(column) &- lowX)) &* scaleX) &>> 16)
  }

  @inline(__always)
  private func stripY(_ row: Int16) -> Int {
    Int((max(0, min(widthY, Int32(row) &- lowY)) &* scaleY) &>> 16)
  }
}
