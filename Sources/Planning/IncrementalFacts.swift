import Groundwork
import Policy

/// The facts of a plan that is being drawn, as rules ask them.
///
/// After every change ``facts`` equal ``PlanFacts/make(_:plan:ground:catalogue:job:)`` of the
/// changed plan. Only the ground that the change touches is cut by the control lines again.
public struct IncrementalFacts: Sendable {
  public private(set) var facts: PlanFacts
  private let ground: PlanGround
  private var cache: PlanFacts.Cache

  public init(
    _ draft: PlanDraft, ground: PlanGround, catalogue: FactCatalogue, job: Job = Job()
  ) throws {
    self.ground = ground
    var cache = PlanFacts.Cache()
    facts = try PlanFacts.make(
      draft.state, plan: draft.plan, stamps: draft.stamps, ground: ground, catalogue: catalogue,
      cache: &cache, job: job)
    self.cache = cache
  }

  /// Follows a change of the draft that these facts were made of.
  public mutating func follow(_ draft: PlanDraft, job: Job = Job()) throws {
    facts = try PlanFacts.make(
      draft.state, plan: draft.plan, stamps: draft.stamps, ground: ground,
      catalogue: facts.facts.catalogue, cache: &cache, job: job)
  }
}
