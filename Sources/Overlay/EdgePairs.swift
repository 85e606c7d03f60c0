import CLanes
import Geometry

/// Edges in the cells of a block's grid: consecutive points make an edge.
struct CellEdges {
  fileprivate let lanes: LaneChain

  /// Padding behind the last point, so that a full vector of edges may be loaded at any point.
  static let padding = Int(LANES) + 1

  /// - Parameter slots: those of the layer.
  @inline(__always)
  init(
    _ chain: UnsafePointer<Chain>, _ slots: UnsafePointer<SIMD2<Int32>>,
    columns: UnsafePointer<Int16>, rows: UnsafePointer<Int16>
  ) {
    lanes = LaneChain(
      columns: columns, rows: rows,
      points: chain.pointee.isWide ? nil : chain.pointee.points(in: slots),
      count: chain.pointee.edges)
  }

  var columns: UnsafePointer<Int16> { lanes.columns }

  /// The edges that meet a box, as a mask.
  @inline(__always)
  func meeting(_ box: CellBox) -> UInt64 {
    withUnsafePointer(to: lanes) { lanesOfEdges($0, box) }
  }
}

/// The edges of one chain, unpacked for comparison with other chains, and the pairs found last.
struct EdgePairs {
  private let edges: UnsafeMutablePointer<LaneEdges>
  private let pairs: UnsafeMutablePointer<UInt16>

  init() {
    precondition(Chain.edgeLimit <= Int(LANES))
    edges = .allocate(capacity: 1)
    edges.initialize(to: LaneEdges())
    pairs = .allocate(capacity: Int(LANES * LANES) + 2)
  }

  func free() {
    edges.deallocate()
    pairs.deallocate()
  }

  /// A pair: the edge of the first chain and that of the second.
  @inline(__always)
  subscript(position: Int) -> (Int, Int) {
    let pair = Int(pairs[position])
    return (pair &>> 8, pair & 0xFF)
  }

  /// Unpacks a chain as the first of the pairs to come.
  func prepare(_ first: CellEdges, in box: CellBox) {
    withUnsafePointer(to: first.lanes) { lanesFill(edges, $0, box) }
  }

  /// Finds the pairs of edges whose boxes meet; returns how many there are.
  func findMeeting(_ second: UnsafePointer<CellEdges>) -> Int {
    Int(lanesPairs(edges, lanes(second), pairs))
  }

  /// Finds the pairs of edges that cross, by the second edge and then the first; returns how many
  /// there are. Neither chain may be wide.
  @inline(__always)
  func findCrossing(
    _ second: UnsafePointer<CellEdges>, _ shift: UnsafePointer<LaneShift>
  ) -> Int {
    Int(lanesCrossings(edges, lanes(second), shift, pairs))
  }

  /// Adds up the first `count` pairs, which cross.
  ///
  /// - Parameters:
  ///   - swept: the swept area of both rings before each point of the chains, modulo 2⁶⁴.
  ///   - originX, originY: the origin of the second chain.
  @inline(__always)
  func sum(
    _ count: Int, _ second: UnsafePointer<CellEdges>, _ shift: UnsafePointer<LaneShift>,
    swept: UnsafePointer<LaneSweeps>, originX: Int64, originY: Int64
  ) -> CrossingSum<Int64> {
    let sum = lanesSum(
      edges, lanes(second), shift, pairs, Int32(truncatingIfNeeded: count), swept, originX, originY)
    return CrossingSum(whole: sum.whole, fraction: sum.fraction)
  }

  /// `CellEdges` has a `LaneChain` as its only stored property, hence the same layout.
  @inline(__always)
  private func lanes(_ edges: UnsafePointer<CellEdges>) -> UnsafePointer<LaneChain> {
    UnsafeRawPointer(edges).assumingMemoryBound(to: LaneChain.self)
  }
}

/// The numbers of the bits that are set, from the lowest.
struct Bits: Sequence, IteratorProtocol {
  private var mask: UInt64

  @inline(__always)
  init(_ mask: UInt64) { self.mask = mask }

  @inline(__always)
  mutating func next() -> Int? {
    if mask == 0 { return nil }
    defer { mask &= mask &- 1 }
    return mask.trailingZeroBitCount
  }
}
