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
    let result = try overlay(
      before.polygons, after.polygons, density: density, memory: memory, job: job)
    let weights = result.weights
    let table = (consume result).table
    return try FlowLedger.make(
      of: consume table, before: before.side, after: after.side, density: density,
      weights: weights, job: job)
  }

  static func overlay(
    _ a: PolygonSpill, _ b: PolygonSpill, density: (any ArealDensity)?, memory: Int, job: Job
  ) throws -> TiledOverlay.Result {
    let budget = MemoryBudget(
      limit: memory, features: a.count + b.count,
      largest: max(a.largestByteCount ?? 0, b.largestByteCount ?? 0))
    let overlay = TiledOverlay(a, b, density: density, memory: try budget.forPolygons())
    return try job.measure("overlay") {
      try overlay.run(job) { try budget.check(pieces: $0) }
    }
  }
}
