import Flow
import Geometry
import Groundwork
import Overlay

/// A plan that is being drawn: its planned state and ledger stay up to date while measures change.
///
/// ```swift
/// var draft = try PlanDraft(plan, over: base, density: density)
/// var field = draft.plan.drawing(of: 3)
/// field.flowClass = orchard
/// try draft.apply(.replace(3, with: field))
/// print(draft.state.ledger.matrix(by: .class))
/// ```
///
/// After every change ``state`` equals ``PlannedState/lay(_:over:density:job:)`` of the changed
/// plan, row by row and area by area. Only what the change touches is computed again: the area
/// table and the overlaps of the changed measure, and the remainders of the base patches under its
/// old and new ground. Rounding the ledger and sorting the patches takes time proportional to the
/// base, but needs no overlay and no geometry.
///
/// A change that fails leaves the draft as it was. A draft is a value: a copy shares memory until
/// one of the two changes.
public struct PlanDraft: Sendable {
  /// A change of one measure. Measures are identified by their number in the plan.
  public enum Change: Sendable, Hashable {
    /// New ground, class or facts of a measure.
    case replace(Int, with: MeasureDrawing)
    /// A new measure, which becomes the last.
    case add(MeasureDrawing)
    /// The following measures move up by one.
    case remove(Int)
  }

  public let base: FlowSide
  public private(set) var plan: ConsolidationPlan
  public private(set) var state: PlannedState

  /// The area table of the base and the measures.
  package var areas: AreaTable { table.table }

  /// Whether a plan without measures is a beginning, and no mistake.
  private let mayBeEmpty: Bool
  private let density: (any ArealDensity)?
  private let weights: [Double]
  /// The overlaps between patches of the base.
  private let baseOverlaps: SelfOverlaps
  private var table: MeasureTable
  private var overlaps: MeasureOverlaps
  /// For each measure, the number of its revision.
  private(set) var revisions: [Int]
  private var nextRevision: Int
  private var ground: GroundCache

  /// Lays the plan over its base epoch.
  ///
  /// - Complexity: that of the overlay, O((n + k) log n) for n points and k crossings of edges.
  /// - Throws: as ``PlannedState/lay(_:over:density:job:)``.
  public init(
    _ plan: ConsolidationPlan, over base: FlowSide, density: (any ArealDensity)?,
    mayBeEmpty: Bool = false, job: Job = Job()
  ) throws {
    self.base = base
    self.mayBeEmpty = mayBeEmpty
    self.plan = plan
    self.density = density
    overlaps = try MeasureOverlaps(within: plan.side.polygons, job: job)
    let warnings = try overlaps.warnings(for: plan)
    weights = FlowLedger.weights(of: base.polygons, density: density)
    table = try MeasureTable(
      base: base.polygons, measures: plan.side.polygons, density: density, job: job)
    revisions = Array(0..<plan.side.count)
    nextRevision = plan.side.count
    baseOverlaps = try SelfOverlaps(within: base.polygons, job: job)
    let cover = try DoubleCover(
      table.table, before: .init(baseOverlaps, of: base),
      after: .init(overlaps.shared, of: plan.side),
      density: density, job: job)
    let laid = try FlowLedger.make(
      of: table.table, before: base, after: plan.side, density: density, cover: cover,
      weights: weights, job: job)
    (state, ground) = try PlannedState.make(
      plan, laid: laid, revisions: revisions, cache: GroundCache(), warnings: warnings,
      mayBeEmpty: mayBeEmpty, job: job)
  }

  /// Changes one measure.
  ///
  /// - Complexity: O(rows of the ledger), and the overlay of the one measure with the patches near it.
  /// - Throws: ``Groundwork/Diagnostic`` `draft.no-measure` if the plan has no measure of that
  ///   number; otherwise as ``PlannedState/lay(_:over:density:job:)`` of the changed plan.
  public mutating func apply(_ change: Change, job: Job = Job()) throws {
    self = try applying(change, job: job)
  }

  /// The draft with one measure changed; see ``apply(_:job:)``.
  ///
  /// - Complexity: as of ``apply(_:job:)``; what the two drafts have in common is not copied.
  public func applying(_ change: Change, job: Job = Job()) throws -> PlanDraft {
    try applying([change], job: job)
  }

  /// The draft with several changes, one after the other; the ledger is made once, at the end.
  ///
  /// - Complexity: O(rows of the ledger), and for each change the overlay of the one measure with
  ///   the patches near it.
  /// - Throws: as ``apply(_:job:)``; measures may overlap between two changes, but not at the end.
  public func applying(_ changes: [Change], job: Job = Job()) throws -> PlanDraft {
    var next = self
    var steps: [(step: PlanStep, measures: PolygonSet)] = []
    for change in changes {
      guard let step = try next.take(change) else { continue }
      let measures = next.plan.side.polygons
      try next.overlaps.apply(step, to: measures, job: job)
      steps.append((step, measures))
    }
    // The overlap check comes before any area is computed.
    let warnings = try next.overlaps.warnings(for: next.plan)
    for (step, measures) in steps { try next.table.apply(step, to: measures, job: job) }
    let cover = try DoubleCover(
      next.table.table, before: .init(baseOverlaps, of: base),
      after: .init(next.overlaps.shared, of: next.plan.side), density: density, job: job)
    let laid = try FlowLedger.make(
      of: next.table.table, before: base, after: next.plan.side, density: density, cover: cover,
      weights: weights, job: job)
    (next.state, next.ground) = try PlannedState.make(
      next.plan, laid: laid, revisions: next.revisions, cache: ground, warnings: warnings,
      mayBeEmpty: mayBeEmpty, job: job)
    return next
  }

  /// Changes the plan.
  ///
  /// - Returns: the step of the measures' ground; `nil` if the ground stays the same.
  private mutating func take(_ change: Change) throws -> PlanStep? {
    switch change {
    case .add(let drawing):
      plan.append(drawing)
      revisions.append(nextRevision)
      nextRevision += 1
      return .drawn(plan.side.count - 1)
    case .remove(let number):
      try check(number)
      plan.remove(number)
      revisions.remove(at: number)
      return .removed(number)
    case .replace(let number, let drawing):
      try check(number)
      let old = plan.side.polygons.multiPolygon(of: number)
      plan.replace(number, with: drawing)
      if plan.side.polygons.multiPolygon(of: number) == old { return nil }
      revisions[number] = nextRevision
      nextRevision += 1
      return .drawn(number)
    }
  }

  private func check(_ number: Int) throws {
    guard plan.measures.indices.contains(number) else {
      throw Diagnostic(
        code: "draft.no-measure",
        Localized(
          zh: "方案“\(plan.name)”没有第 \(number + 1) 个整治图斑。",
          en: "Plan ‘\(plan.name)’ has no measure number \(number + 1)."),
        remedy: Localized(
          zh: "方案共有 \(plan.measures.count) 个整治图斑。",
          en: "The plan has \(plan.measures.count) measures."),
        layer: plan.name)
    }
  }
}
