import Flow
import Geometry
import Groundwork
import Overlay

/// The result of a plan on a base epoch: the planned patches, and the flow from the base to them.
///
/// Every base patch that no measure touches stays as it is. The remainder of a touched patch keeps
/// its class; the ground under a measure gets the measure's class. So a measure is one planned
/// patch, and the areas of all planned patches come from the ledger of base and measures.
public struct PlannedState: Sendable {
  public enum Origin: Sendable, Hashable {
    /// A base patch as it was.
    case unchanged(Int32)
    /// The remainder of a base patch under measures.
    case remainder(Int32)
    /// The ground of a measure within the base epoch.
    case measure(Int32)
  }

  /// From the base epoch to the planned patches.
  public var ledger: FlowLedger
  /// The origin of each planned patch, parallel to `ledger.after`.
  public var origins: [Origin]
  /// Measures that reach beyond the base epoch, and drawing slivers.
  public var warnings: [Diagnostic]

  /// Lays a plan over its base epoch.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `plan.overlap`, naming both, if two measures take the same
  ///   ground; `plan.nowhere` if no measure meets the base; ``Groundwork/Cancelled``.
  public static func lay(
    _ plan: ConsolidationPlan, over base: FlowSide, density: (any ArealDensity)?, job: Job = Job()
  ) throws -> PlannedState {
    let overlaps = try MeasureOverlaps(within: plan.side.polygons, job: job)
    let warnings = try overlaps.warnings(for: plan)
    let laid = try FlowLedger.make(before: base, after: plan.side, density: density, job: job)
    return try make(
      plan, laid: laid, revisions: Array(0..<plan.side.count), cache: GroundCache(),
      warnings: warnings, job: job
    ).state
  }

  /// Makes the planned state of the ledger of base and measures.
  ///
  /// - Parameters:
  ///   - revisions: for each measure, the number of its revision.
  ///   - cache: geometry from an earlier state of the plan.
  ///   - warnings: the warnings so far.
  ///   - mayBeEmpty: whether a plan without measures is the base as it is, and no mistake.
  /// - Returns: the state, and the geometry to cache for the next state.
  static func make(
    _ plan: ConsolidationPlan, laid: FlowLedger, revisions: [Int], cache: GroundCache,
    warnings: [Diagnostic], mayBeEmpty: Bool = false, job: Job
  ) throws -> (state: PlannedState, ground: GroundCache) {
    let base = laid.before
    let isEmpty = mayBeEmpty && plan.measures.isEmpty
    guard isEmpty || laid.rows.contains(where: { $0.kind == .piece }) else {
      throw Diagnostic(
        code: "plan.nowhere",
        Localized(
          zh: "方案“\(plan.name)”没有任何整治图斑落在“\(base.name)”年度图斑之内。",
          en: "No measure of plan ‘\(plan.name)’ lies on the patches of epoch ‘\(base.name)’."),
        remedy: Localized(
          zh: "核对方案与基期的坐标系和范围。",
          en: "Check the coordinate systems and extents of the plan and the base epoch."))
    }
    let patches = try PlannedPatches(laid, of: plan, revisions: revisions, cache: cache, job: job)
    let state = PlannedState(
      ledger: FlowLedger(
        before: base, after: patches.after, rows: patches.rows, areaKind: laid.areaKind),
      origins: patches.origins, warnings: warnings + beyondWarnings(laid, plan))
    return (state, patches.ground)
  }

  private static func beyondWarnings(
    _ laid: FlowLedger, _ plan: ConsolidationPlan
  ) -> [Diagnostic] {
    laid.rows.compactMap { row in
      guard row.kind == .uncoveredTo, let to = row.to else { return nil }
      return Diagnostic(
        .warning, code: "plan.beyond-base",
        Localized(
          zh: "整治图斑有 \(row.area.decimal) m² 超出基期图斑范围，超出部分不计。",
          en: "\(row.area.decimal) m² of the measure lie outside the base epoch and do not count."),
        remedy: Localized(
          zh: "把图斑修改到调查范围以内。", en: "Redraw the measure within the surveyed ground."),
        layer: plan.name, feature: plan.side.ids[Int(to)])
    }
  }
}
