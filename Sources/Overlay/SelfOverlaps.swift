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
  /// A layer whose borders match is not overlaid: only the polygons along edges that have no
  /// counterpart are, with their neighbours; see `EdgeBalance`.
  ///
  /// Complexity: O(n) for the n edges of a layer without overlaps whose borders match, else that of an
  /// overlay of the layer with itself.
  /// - Throws: ``Groundwork/Cancelled``.
  public init(within set: PolygonSet, job: Job = Job()) throws {
    try job.cancellation.check()
    var balance = EdgeBalance()
    balance.add(set)
    let edge = balance.unbalanced(set)
    guard !edge.isEmpty else {
      self = .none
      return
    }
    let quiet = Job(cancellation: job.cancellation, threads: job.threads)
    if edge.count <= set.count / 4 {
      var near = PolygonSet()
      near.append(SelfOverlaps.neighbourhood(of: edge, set.boxes), of: set)
      if try AreaTable.overlaps(within: near, job: quiet).entries.isEmpty {
        self = .none
        return
      }
    }
    pairs = try AreaTable.overlaps(within: set, job: quiet).entries
  }

  /// The overlaps of a layer that is larger than memory.
  ///
  /// - Parameter memory: the bytes that polygons may take in memory.
  /// - Throws: ``Groundwork/SpillFile/Failure``; ``Groundwork/Cancelled``.
  public init(within spill: PolygonSpill, memory: Int, job: Job = Job()) throws {
    var balance = EdgeBalance()
    try SelfOverlaps.forEachPart(of: spill, memory, job) { part, _ in balance.add(part) }
    var edge: [Int] = []
    try SelfOverlaps.forEachPart(of: spill, memory, job) { part, first in
      edge += balance.unbalanced(part).map { $0 + first }
    }
    guard !edge.isEmpty else {
      self = .none
      return
    }
    let quiet = Job(cancellation: job.cancellation, threads: job.threads)
    if edge.count <= spill.count / 4 {
      let near = SelfOverlaps.neighbourhood(of: edge, spill.boxes)
      if near.reduce(0, { $0 + spill.byteCount(of: $1) }) <= memory / 4,
        try AreaTable.overlaps(within: spill.load(near), job: quiet).entries.isEmpty
      {
        self = .none
        return
      }
    }
    let overlay = TiledOverlay(spill, spill, density: nil, memory: memory)
    pairs = try overlay.run(quiet).table.entries.filter { $0.a < $0.b }
  }

  /// The features and all whose boxes meet theirs, ascending.
  private static func neighbourhood(of features: [Int], _ boxes: [Bounds]) -> [Int] {
    let index = SpatialIndex(boxes)
    var isNear = [Bool](repeating: false, count: boxes.count)
    var stack: [(node: Int, level: Int)] = []
    for feature in features {
      index.query(boxes[feature], stack: &stack) { isNear[$0] = true }
    }
    return boxes.indices.filter { isNear[$0] }
  }

  /// Loads a spilled layer part by part, in the order of its features.
  private static func forEachPart(
    of spill: PolygonSpill, _ memory: Int, _ job: Job, _ body: (PolygonSet, Int) throws -> Void
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
      try body(spill.load(Array(first..<end)), first)
      first = end
    }
  }
}
