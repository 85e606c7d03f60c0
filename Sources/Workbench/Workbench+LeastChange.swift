import Flow
import Groundwork
import Planning
import Policy

/// The fewest measures to drop so that a rule passes (`zhitu.least-change/1`).
public struct LeastChangeReport: Encodable, Sendable {
  public struct Measure: Encodable, Sendable {
    public var measure: String
    public var fid: Int64
    public var project: String
    public var area: Area
  }

  public var schema = "zhitu.least-change/1"
  public var engine = Program.engine
  public var plan: String
  public var base: String
  /// `CORE-01`, `CAP-01/pbf`.
  public var rule: String
  /// Before anything is dropped.
  public var before: Verdict
  /// What to drop; nil when no set of measures is enough.
  public var drop: [Measure]?
  /// How it is known that nothing smaller does; nil when there is nothing to drop.
  public var proof: LeastChange.Proof?
  /// How many sets of measures were evaluated.
  public var trials: Int
  /// The rule on the plan laid anew without those measures.
  public var after: Verdict?
  /// The same as changes for `zhitu plan --try`.
  public var changes: [Change]

  public struct Change: Encodable, Sendable {
    public var action = PlanChange.Action.remove
    public var measure: String
    public var fid: Int64
  }
}

extension LeastChangeReport {
  /// How far the parts that failed are from passing. For one it is its margin. Several are added up,
  /// each as a share of its shortfall at first, none with more than nothing to spare.
  fileprivate static func margin(
    _ verdicts: [PartVerdict], _ shortfalls: [String: Rational]
  ) -> Rational? {
    var sum: Rational? = .zero
    for verdict in verdicts {
      guard let first = shortfalls[verdict.reference] else { continue }
      // Where nothing is left to test, the threshold is met with nothing to spare.
      guard let margin = verdict.applies ? verdict.exactMargin : Rational.zero else { return nil }
      if shortfalls.count == 1 { return margin }
      if margin < .zero {
        sum = margin.divided(by: first).flatMap { share in sum?.subtracting(share) }
      }
    }
    return sum
  }
}

extension Workbench {
  /// Looks for the fewest measures to drop so that a rule that fails would pass, and lays the plan
  /// anew without them to see that it does.
  ///
  /// - Parameter reference: a rule, or a part of one as `CAP-01/pbf`.
  /// - Throws: ``Groundwork/Diagnostic`` `rules.unknown`, `rules.not-reducible`,
  ///   `plan.foreign-pieces`.
  public func leastChange(
    for reference: String, in verification: Verification
  ) throws -> LeastChangeReport {
    let asked = try asked(reference, verification)
    let plan = verification.laid.plan
    var report = LeastChangeReport(
      plan: verification.evaluation.plan, base: verification.evaluation.base, rule: reference,
      before: asked.map(\.verdict.verdict).max() ?? .pass, drop: nil, proof: nil, trials: 0,
      after: nil, changes: [])
    guard report.before == .fail else { return report }
    let dropper = try MeasureDropper(
      verification.laid.state, plan: plan, ground: verification.ground, facts: verification.facts)
    let tests = asked.map { ($0.rule, $0.part) }
    let needed = Set(tests.flatMap { $0.1.facts })
    let failing = asked.filter { $0.verdict.verdict == .fail }
    let suspects = try suspects(failing.map { ($0.rule, $0.part) }, verification)
    let candidates = plan.measures.indices.map { index in
      LeastChange.Candidate(
        number: index, area: dropper.areas[index].hundredths, isSuspect: suspects.contains(index))
    }
    let shortfalls = failing.reduce(into: [String: Rational]()) {
      $0[$1.verdict.reference] = $1.verdict.exactMargin
    }
    let answer = try LeastChange.search(candidates) { dropped in
      try job.cancellation.check()
      let facts = try dropper.facts(without: dropped, needed: needed)
      let verdicts = try tests.map { try RuleEngine.verdict(of: $0.1, $0.0, facts) }
      return LeastChange.Trial(
        passes: verdicts.allSatisfy { $0.verdict == .pass },
        margin: LeastChangeReport.margin(verdicts, shortfalls))
    }
    guard let answer else { return report }
    let dropped = answer.dropped.map(\.number)
    report.trials = answer.trials
    report.proof = answer.proof
    report.drop = dropped.map { index in
      LeastChangeReport.Measure(
        measure: plan.measures[index].id, fid: plan.side.fids[index],
        project: plan.measures[index].project, area: dropper.areas[index])
    }
    report.changes = dropped.map {
      LeastChangeReport.Change(measure: plan.measures[$0].id, fid: plan.side.fids[$0])
    }
    report.after = try verdict(
      of: tests, without: Set(dropped), verification, registers: verification.facts.facts)
    return report
  }

  private typealias Asked = (rule: Rule, part: RulePart, verdict: PartVerdict)

  /// The parts that are meant, with what was said about them.
  private func asked(_ reference: String, _ verification: Verification) throws -> [Asked] {
    let verdicts = verification.evaluation.verdicts
      .filter { $0.rule == reference || $0.reference == reference }
    guard !verdicts.isEmpty else { throw verification.book.unknown(reference) }
    return try verdicts.map { verdict in
      let rule = verification.book.rules.first { rule in
        rule.id == verdict.rule && rule.pack == verdict.pack
          && rule.isInForce(on: verification.date)
      }
      guard let rule, let part = rule.parts.first(where: { $0.name == verdict.part }) else {
        throw verification.book.unknown(reference)
      }
      guard part.reducible == .measures else {
        throw Diagnostic(
          code: "rules.not-reducible",
          Localized(
            zh: "规则 \(reference) 不能靠删减整治图斑来满足。",
            en: "Rule \(reference) is not one that dropping measures can satisfy."),
          remedy: Localized(
            zh: "此类规则在规则包中写有 reducible: measures。",
            en: "Those that are say reducible: measures in their pack."))
      }
      return (rule, part, verdict)
    }
  }

  /// The measures of the pieces and measures that bear witness.
  private func suspects(
    _ tests: [(Rule, RulePart)], _ verification: Verification
  ) throws -> Set<Int> {
    let laid = verification.laid
    let numbers = Dictionary(
      laid.plan.side.fids.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    var found: Set<Int> = []
    for (rule, part) in tests {
      let verdict = try RuleEngine.verdict(
        of: part, rule, verification.facts.facts, witnessLimit: .max, job: job)
      for witness in verdict.witnesses {
        switch witness.collection {
        case "measures": if let number = numbers[witness.id] { found.insert(number) }
        case "pieces":
          let index = Int(witness.id) - 1
          guard verification.facts.atoms.indices.contains(index) else { continue }
          let row = laid.state.ledger.rows[verification.facts.atoms[index].row]
          if let to = row.to, let measure = laid.state.measure(ofPatch: Int(to)) {
            found.insert(Int(measure))
          }
        default: break
        }
      }
    }
    return found
  }

  /// The verdict on the plan laid anew.
  private func verdict(
    of tests: [(Rule, RulePart)], without dropped: Set<Int>, _ verification: Verification,
    registers known: Facts
  ) throws -> Verdict {
    var draft = try PlanDraft(
      verification.laid.plan, over: verification.laid.state.ledger.before,
      density: meter().density(.official), job: job)
    for number in dropped.sorted(by: >) { try draft.apply(.remove(number), job: job) }
    let made = try PlanFacts.make(
      draft.state, plan: draft.plan, ground: verification.ground, catalogue: known.catalogue,
      job: job)
    var facts = made.facts
    facts.adoptRegisters(from: known)
    return try tests.map { try RuleEngine.verdict(of: $0.1, $0.0, facts).verdict }.max() ?? .pass
  }
}
