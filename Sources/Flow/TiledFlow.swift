import Geometry
import Groundwork
import Overlay

/// The flow of two sides whose polygons are in temporary files, within a limit of memory.
public enum TiledFlow {
  /// A side without rings, and its polygons.
  public struct Side: Sendable {
    public var side: FlowSide
    public var polygons: PolygonSpill

    public init(_ side: FlowSide, polygons: PolygonSpill) {
      self.side = side
      self.polygons = polygons
    }
  }

  /// Checks a limit before anything is read.
  ///
  /// - Throws: `Diagnostic` `flow.memory` if it is too low for any polygons of so many features.
  public static func check(_ limit: Int, features: Int) throws {
    _ = try MemoryBudget(limit: limit, features: features, largest: 0).forPolygons()
  }

  /// Lays one side over the other; the result is that of
  /// ``FlowLedger/make(before:after:density:keepsRings:job:)``, without rings.
  ///
  /// - Throws: `Diagnostic` `flow.memory` if the limit is too low; ``Groundwork/SpillFile/Failure``;
  ///   ``Groundwork/Cancelled``.
  public static func ledger(
    before: consuming Side, after: consuming Side, density: (any ArealDensity)?, memory: Int,
    job: Job = Job()
  ) throws -> FlowLedger {
    let result = try overlay(before, after, density: density, memory: memory, job: job)
    let (weights, cover) = (result.weights, result.cover)
    let table = (consume result).table
    return try FlowLedger.make(
      of: consume table, before: before.side, after: after.side, density: density, cover: cover,
      weights: weights, job: job)
  }

  /// What an overlay by tiles comes to.
  struct Overlay {
    var table: AreaTable
    var cover: DoubleCover
    var weights: [Double]?
  }

  static func overlay(
    _ a: Side, _ b: Side, density: (any ArealDensity)?, memory: Int, job: Job
  ) throws -> Overlay {
    let budget = MemoryBudget(
      limit: memory, features: a.polygons.count + b.polygons.count,
      largest: max(a.polygons.largestByteCount ?? 0, b.polygons.largestByteCount ?? 0))
    let polygons = try budget.forPolygons()
    let overlay = TiledOverlay(a.polygons, b.polygons, density: density, memory: polygons)
    return try job.measure("overlay") {
      let tiles = try overlay.run(job) { try budget.check(pieces: $0) }
      func cover(_ side: Side) throws -> DoubleCover.Side {
        DoubleCover.Side(
          try SelfOverlaps(within: side.polygons, memory: polygons, job: job),
          name: side.side.name, id: { side.side.ids[$0] },
          polygon: { try side.polygons.load([$0]).multiPolygon(of: 0) })
      }
      let found = try DoubleCover(
        tiles.table, before: cover(a), after: cover(b), density: density, job: job)
      return Overlay(table: tiles.table, cover: found, weights: tiles.weights)
    }
  }
}
