import Groundwork
import Policy

/// The facts of a plan that is being drawn, as the rules need them.
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
      draft.state, plan: draft.plan, revisions: draft.revisions, ground: ground,
      catalogue: catalogue,
      cache: &cache, job: job)
    self.cache = cache
  }

  /// Updates the facts to a changed version of the draft that they were made from.
  public mutating func update(to draft: PlanDraft, job: Job = Job()) throws {
    facts = try PlanFacts.make(
      draft.state, plan: draft.plan, revisions: draft.revisions, ground: ground,
      catalogue: facts.facts.catalogue, cache: &cache, job: job)
  }
}
