import Groundwork

/// The verdicts on facts that change little by little: values and verdicts, without witnesses.
///
/// A part of a rule is asked again only when a fact that it names may have changed.
public struct IncrementalVerdicts: Sendable {
  /// One for each part of each rule that is asked, in the order of the packs.
  public private(set) var verdicts: [PartVerdict]
  /// How many parts were asked the last time.
  public private(set) var evaluatedCount: Int
  private let asked: [(rule: Rule, part: RulePart)]
  /// Before contradictions are applied.
  private var plain: [PartVerdict]
  private var finder: ContradictionFinder
  private var facts: Facts

  /// Asks every rule that is in force; see ``RuleEngine/evaluate(_:_:on:scope:stage:overrides:witnessLimit:job:)``.
  public init(
    _ packs: [RulePack], _ facts: Facts, on date: CalendarDate, scope: String,
    stage: String? = nil, job: Job = Job()
  ) throws {
    asked = packs.flatMap(\.rules)
      .filter { $0.reasonToSkip(on: date, scope: scope, stage: stage) == nil }
      .flatMap { rule in rule.parts.map { (rule, $0) } }
    self.facts = facts
    plain = try RuleEngine.verdicts(of: asked, facts, -1, job)
    finder = try ContradictionFinder(packs, facts, job: job)
    verdicts = plain
    _ = finder.apply(to: &verdicts)
    evaluatedCount = asked.count
  }

  /// Asks again where facts have changed.
  public mutating func follow(_ facts: Facts, job: Job = Job()) throws {
    let changed = facts.differing(from: self.facts)
    let touched = asked.indices.filter { !changed.isDisjoint(with: asked[$0].part.asksFor) }
    let answers = try RuleEngine.verdicts(of: touched.map { asked[$0] }, facts, -1, job)
    for (index, answer) in zip(touched, answers) { plain[index] = answer }
    try finder.follow(facts, changed: changed, job: job)
    verdicts = plain
    _ = finder.apply(to: &verdicts)
    evaluatedCount = touched.count
    self.facts = facts
  }
}

extension RulePart {
  /// The facts that decide value and verdict.
  fileprivate var asksFor: [String] {
    formula.facts + (applies?.facts ?? []) + (breach?.facts ?? [])
  }
}
