import Groundwork
import Planning
import Policy
import Records
import Storage

/// The rules of the last verification of a plan, evaluated incrementally during a trial.
struct TrialRules: Sendable {
  /// The evaluation whose rules, date, place and registers are used.
  let record: EvaluationRecord
  private let known: Facts
  private let date: CalendarDate
  private var facts: IncrementalFacts
  private(set) var verdicts: IncrementalVerdicts

  init(
    _ record: EvaluationRecord, book: RuleBook, date: CalendarDate, known: Facts,
    draft: PlanDraft, ground: PlanGround, job: Job
  ) throws {
    self.record = record
    self.known = known
    self.date = date
    facts = try IncrementalFacts(draft, ground: ground, catalogue: book.catalogue, job: job)
    verdicts = try IncrementalVerdicts(
      book.packs, TrialRules.completed(facts, known, date), on: date, scope: record.scope,
      stage: record.stage, job: job)
  }

  mutating func update(to draft: PlanDraft, job: Job) throws {
    try facts.update(to: draft, job: job)
    try verdicts.update(to: TrialRules.completed(facts, known, date), job: job)
  }

  private static func completed(
    _ facts: IncrementalFacts, _ known: Facts, _ date: CalendarDate
  ) throws -> Facts {
    var result = facts.facts.facts
    try result.complete(asOf: date, from: known)
    return result
  }
}

extension Workbench {
  /// The rules of the last evaluation of a plan on a base; nil when it has not been verified.
  func trialRules(
    plan: String, base: LayerRecord, draft: PlanDraft
  ) throws -> TrialRules? {
    guard let record = try lastEvaluation(of: plan), record.base == base.epoch ?? base.name else {
      return nil
    }
    let (book, known, date) = try inputs(of: record)
    return try TrialRules(
      record, book: book, date: date, known: known, draft: draft,
      ground: records.ground(base: base),
      job: job)
  }
}
