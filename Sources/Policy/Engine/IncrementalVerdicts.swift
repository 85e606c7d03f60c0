import Groundwork

/// Values and verdicts, without witnesses, on facts that change in small steps.
///
/// A part of a rule is evaluated again only when a fact that it names may have changed.
public struct IncrementalVerdicts: Sendable {
  /// One for each part of each applicable rule, in the order of the packs.
  public private(set) var verdicts: [PartVerdict]
  /// How many parts the last update evaluated.
  public private(set) var evaluatedCount: Int
  private let applicable: [(rule: Rule, part: RulePart)]
  /// Before contradictions are applied.
  private var uncorrected: [PartVerdict]
  private var finder: ContradictionFinder
  private var facts: Facts

  /// Evaluates every rule in force; see
  /// ``RuleEngine/evaluate(_:_:on:scope:stage:overrides:witnessLimit:job:)``.
  public init(
    _ packs: [RulePack], _ facts: Facts, on date: CalendarDate, scope: String,
    stage: String? = nil, job: Job = Job()
  ) throws {
    applicable = packs.flatMap(\.rules)
      .filter { $0.reasonToSkip(on: date, scope: scope, stage: stage) == nil }
      .flatMap { rule in rule.parts.map { (rule, $0) } }
    self.facts = facts
    uncorrected = try RuleEngine.verdicts(of: applicable, facts, -1, job)
    finder = try ContradictionFinder(packs, facts, job: job)
    verdicts = uncorrected
    _ = finder.apply(to: &verdicts)
    evaluatedCount = applicable.count
  }

  /// Evaluates again the parts whose facts have changed.
  public mutating func update(to facts: Facts, job: Job = Job()) throws {
    let changed = facts.differing(from: self.facts)
    let touched = applicable.indices.filter {
      !changed.isDisjoint(with: applicable[$0].part.requiredFacts)
    }
    let answers = try RuleEngine.verdicts(of: touched.map { applicable[$0] }, facts, -1, job)
    for (index, answer) in zip(touched, answers) { uncorrected[index] = answer }
    try finder.update(to: facts, changed: changed, job: job)
    verdicts = uncorrected
    _ = finder.apply(to: &verdicts)
    evaluatedCount = touched.count
    self.facts = facts
  }
}

extension RulePart {
  /// The facts that decide value and verdict.
  fileprivate var requiredFacts: [String] {
    formula.facts + (applies?.facts ?? []) + (breach?.facts ?? [])
  }
}
