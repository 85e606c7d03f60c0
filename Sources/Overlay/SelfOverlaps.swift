import Geometry
import Groundwork

/// The ground that polygons of one layer take from each other (自身重叠).
public struct SelfOverlaps: Sendable {
  /// Pairs with `a < b` that share more than ``AreaTable/smallest``, ascending by `a`, then by `b`;
  /// areas in the plane.
  public var pairs: [SharedArea]

  public init(pairs: [SharedArea]) { self.pairs = pairs }

  public static let none = SelfOverlaps(pairs: [])

  public var isEmpty: Bool { pairs.isEmpty }

  /// The overlaps of a layer: those of ``AreaTable/overlaps(within:density:job:)``.
  ///
  /// A layer whose borders match is not overlaid: the edges that have no counterpart tell that it covers
  /// no ground twice; see `OpenBorder`.
  ///
  /// Complexity: O(n) for the n edges of a layer whose inner borders match, else that of an overlay of
  /// the layer with itself.
  /// - Throws: ``Groundwork/Cancelled``.
  public init(within set: PolygonSet, job: Job = Job()) throws {
    let isNone = try SelfOverlaps.coversGroundOnce(limit: .max, largeTable: true, job) { $0(set) }
    let quiet = Job(cancellation: job.cancellation, threads: job.threads)
    pairs = isNone ? [] : try AreaTable.overlaps(within: set, job: quiet).entries
  }

  /// The overlaps of a layer that is larger than memory.
  ///
  /// - Parameter memory: the bytes that polygons may take in memory.
  /// - Throws: ``Groundwork/SpillFile/Failure``; ``Groundwork/Cancelled``.
  public init(within spill: PolygonSpill, memory: Int, job: Job = Job()) throws {
    let isNone = try SelfOverlaps.coversGroundOnce(
      limit: memory / 2 / OpenBorder.bytesOfEdge, largeTable: memory >> EdgeBalance.largeBits >= 32,
      job
    ) { try SelfOverlaps.forEachPart(of: spill, memory, job, $0) }
    let quiet = Job(cancellation: job.cancellation, threads: job.threads)
    pairs = isNone ? [] : try TiledOverlay(within: spill, memory: memory).run(quiet).table.entries
  }

  /// Whether the edges of a layer tell that no two of its polygons share ground.
  ///
  /// - Parameters:
  ///   - limit: the most edges without a counterpart that are looked at.
  ///   - largeTable: whether there is the memory for a large table of edges.
  ///   - forEachPart: calls its argument with all parts of the layer, one after the other.
  private static func coversGroundOnce(
    limit: Int, largeTable: Bool, _ job: Job, _ forEachPart: ((PolygonSet) -> Void) throws -> Void
  ) throws -> Bool {
    try job.cancellation.check()
    var balance = EdgeBalance()
    try forEachPart { balance.add($0) }
    if largeTable, balance.isCrowded {
      balance = EdgeBalance(bits: EdgeBalance.largeBits)
      try forEachPart { balance.add($0) }
    }
    var border = OpenBorder(limit: limit)
    try forEachPart { part in
      balance.forEachOpenEdge(of: part) { border.add($0, $1) }
    }
    try job.cancellation.check()
    return border.coversGroundOnce()
  }

  /// Loads a spilled layer part by part, in the order of its features.
  private static func forEachPart(
    of spill: PolygonSpill, _ memory: Int, _ job: Job, _ body: (PolygonSet) throws -> Void
  ) throws {
    let room = max(1 << 16, memory / 8)
    var first = 0
    while first < spill.count {
      try job.cancellation.check()
      var end = first
      var bytes = 0
      while end < spill.count, end == first || bytes + spill.byteCount(of: end) <= room {
        bytes += spill.byteCount(of: end)
        end += 1
      }
      try body(spill.load(Array(first..<end)))
      first = end
    }
  }
}
