import Groundwork
import Synchronization

/// Evaluates the rules in force on facts (规则引擎).
public enum RuleEngine {
  /// Evaluates every rule that is in force on `date` for the place with the administrative code
  /// `scope`, such as `330211`.
  ///
  /// - Parameters:
  ///   - rule: gives the verdicts of this rule alone; what binds still regards all rules.
  ///   - stage: only rules of this stage gate (阶段), and rules without one; nil for all.
  ///   - overrides: records that override rules "in principle"; those that do not count are listed.
  ///   - confirmations: jurists' records that rules agree with their texts; those that do not count
  ///     are listed.
  ///   - witnessLimit: how many witnesses to keep for each verdict, largest first.
  ///   - job: for progress, one step for each part of a rule, and for cancellation.
  /// - Throws: `policy.other-catalogue` when facts and packs were made for different catalogues,
  ///   and ``Groundwork/Cancelled``. It never throws because of the facts themselves.
  public static func evaluate(
    _ packs: [RulePack], _ facts: Facts, on date: CalendarDate, scope: String,
    rule only: String? = nil, stage: String? = nil, overrides: [OverrideRecord] = [],
    confirmations: [Confirmation] = [], witnessLimit: Int = 1000, job: Job = Job()
  ) throws -> Evaluation {
    var evaluation = Evaluation(
      plan: "", base: "", engine: Program.engine, date: date.description, scope: scope,
      packs: packs.map(\.identity),
      factsSHA256: facts.sha256(), verdicts: [], skipped: [], stage: stage,
      origins: facts.origins)
    var applicable: [(rule: Rule, part: RulePart)] = []
    for pack in packs {
      guard pack.factsSHA256 == facts.catalogue.sha256 else { throw otherCatalogue(pack) }
      for rule in pack.rules {
        if let reason = rule.reasonToSkip(on: date, scope: scope, stage: stage) {
          evaluation.skipped.append(Evaluation.Skipped(rule: rule.id, reason: reason))
        } else {
          applicable += rule.parts.map { (rule, $0) }
        }
      }
    }
    let asked = applicable.indices.filter { only == nil || applicable[$0].rule.id == only }
    evaluation.verdicts = try verdicts(of: asked.map { applicable[$0] }, facts, witnessLimit, job)
    evaluation.contradictions = try ContradictionFinder(packs, facts, job: job)
      .apply(to: &evaluation.verdicts)
    let confirmed = ConfirmationReview(confirmations, rules: applicable.map(\.rule), on: date)
    evaluation.refusedConfirmations = confirmed.refused
    let bindings = BindingThresholds(applicable)
    for (index, place) in asked.enumerated() {
      let rule = applicable[place].rule
      evaluation.verdicts[index].confirmation = confirmed.counted[rule.id]
      evaluation.verdicts[index].effect = rule.effect(
        isConfirmed: confirmed.counted[rule.id] != nil)
      evaluation.verdicts[index].binding = bindings.binding(at: place)
    }
    let review = OverrideReview(applicable, known: packs.flatMap(\.rules), on: date)
    evaluation.apply(overrides, review)
    return evaluation
  }

  /// The verdicts of parts of rules, in their order. Parts are independent of each other, so they
  /// are evaluated in parallel.
  ///
  /// - Parameter witnessLimit: how many witnesses to keep for each; negative for value and verdict
  ///   alone, without witnesses or remedies.
  static func verdicts(
    of applicable: [(rule: Rule, part: RulePart)], _ facts: Facts, _ witnessLimit: Int, _ job: Job
  ) throws -> [PartVerdict] {
    job.progress.begin(Localized(zh: "规则检验", en: "Evaluating rules"), total: applicable.count)
    defer { job.progress.end() }
    let finished = Atomic<Int>(0)
    return try job.map(applicable.count) { index in
      let evaluator = PartEvaluator(
        rule: applicable[index].rule, part: applicable[index].part, facts: facts,
        witnessLimit: witnessLimit, cancellation: job.cancellation)
      let verdict = try evaluator.verdict()
      job.progress.advance(to: finished.add(1, ordering: .relaxed).newValue)
      return verdict
    }
  }

  /// The value and verdict of one part of a rule, without witnesses or remedies unless
  /// `witnessLimit` asks for them.
  public static func verdict(
    of part: RulePart, _ rule: Rule, _ facts: Facts, witnessLimit: Int = -1, job: Job = Job()
  ) throws -> PartVerdict {
    try PartEvaluator(
      rule: rule, part: part, facts: facts, witnessLimit: witnessLimit,
      cancellation: job.cancellation
    ).verdict()
  }

  private static func otherCatalogue(_ pack: RulePack) -> Diagnostic {
    Diagnostic(
      code: "policy.other-catalogue",
      Localized(
        zh: "规则包 \(pack.id) 与事实所用的事实目录不同",
        en: "the pack \(pack.id) and the facts were made for different fact catalogues"))
  }
}

extension Evaluation {
  /// Attaches the override to failing verdicts that have a valid record; the verdict itself stays.
  fileprivate mutating func apply(_ records: [OverrideRecord], _ review: OverrideReview) {
    for record in records {
      if let reason = review.refusal(record) {
        refused.append(RefusedOverride(record: record, reason: reason))
        continue
      }
      for index in verdicts.indices
      where verdicts[index].verdict == .fail && verdicts[index].override == nil
        && (record.rule == verdicts[index].rule || record.rule == verdicts[index].reference)
      {
        verdicts[index].override = record
      }
    }
  }
}

extension Rule {
  /// Why the rule is not evaluated; nil when it is.
  public func reasonToSkip(
    on date: CalendarDate, scope unit: String, stage: String?
  ) -> Localized? {
    if let stage, !stageGates.isEmpty, !stageGates.contains(stage) {
      let gates = stageGates.joined(separator: "、")
      return Localized(
        zh: "属\(gates)阶段，非\(stage)", en: "applies at \(gates), not at \(stage)")
    }
    if !scope.covers(unit) {
      let code = scope.code ?? ""
      return Localized(
        zh: "仅适用于行政区 \(code)，不含 \(unit)", en: "applies to unit \(code) only, not to \(unit)")
    }
    if let effectiveFrom, date < effectiveFrom {
      return Localized(
        zh: "\(effectiveFrom) 起施行，早于此日不适用", en: "not in force before \(effectiveFrom)")
    }
    if let effectiveTo, date > effectiveTo {
      return Localized(zh: "\(effectiveTo) 后失效", en: "not in force after \(effectiveTo)")
    }
    return nil
  }
}

/// Evaluates one part of a rule.
struct PartEvaluator {
  let rule: Rule
  let part: RulePart
  let facts: Facts
  let witnessLimit: Int
  let cancellation: Cancellation

  func verdict() throws -> PartVerdict {
    var result = PartVerdict(
      rule: rule.id, part: part.name, partTitle: part.title, title: rule.title,
      statement: rule.statement, level: rule.level, verdict: .undecidable, applies: true,
      value: nil, threshold: part.threshold.double, comparator: part.comparator,
      unit: part.unit.name, margin: nil, formula: TraceStep.oneLine(part.formula.text),
      source: rule.source, evidence: rule.evidence, missing: [], reason: nil, binding: nil,
      trace: [], witnesses: [], witnessCount: 0)
    result.isReport = part.isReport
    result.chapter = rule.chapter
    result.pack = rule.pack
    result.reducible = part.reducible
    result.effect = rule.effect()
    if try isAsked(&result) { try decide(&result) }
    guard witnessLimit >= 0 else { return result }
    if result.verdict == .fail { try addRemedies(&result) }
    result.needs = result.missing.compactMap { facts.catalogue.need($0) }
    let (witnesses, count) = try WitnessFinder(facts: facts, cancellation: cancellation)
      .witnesses(part.witnesses, for: result.verdict, limit: witnessLimit)
    if result.applies {
      result.witnesses = witnesses
      result.witnessCount = count
    }
    return result
  }

  /// Whether the condition of the rule is met; where that is unknown, the part stays undecidable.
  private func isAsked(_ result: inout PartVerdict) throws -> Bool {
    guard let applies = part.applies else { return true }
    let outcome = try applies.evaluate(facts, cancellation: cancellation)
    result.trace += outcome.trace
    switch outcome.value {
    case .truth(true): return true
    case .truth(false):
      result.applies = false
      result.verdict = .notApplicable
      result.reason = Localized(
        zh: "不涉及：本条的前提不成立", en: "not applicable: the condition of this rule is not met")
    default: explain(outcome, &result)
    }
    return false
  }

  private func decide(_ result: inout PartVerdict) throws {
    let outcome = try part.formula.evaluate(facts, cancellation: cancellation)
    for step in outcome.trace where !result.trace.contains(step) { result.trace.append(step) }
    if let base = number(outcome), let value = base.divided(by: part.unit.factor)?.reduced {
      result.exactValue = value
      result.value = value.double
      if part.isReport {
        result.verdict = .pass
        _ = markNotApplicable(&result)
        return
      }
      result.verdict = part.comparator.holds(value, part.threshold) ? .pass : .fail
      if result.verdict == .pass, markNotApplicable(&result) { return }
      let margin = part.comparator.margin(value, part.threshold)?.reduced
      result.exactMargin = margin
      result.margin = margin?.double
      return
    }
    explain(outcome, &result)
    guard let breach = part.breach else { return }
    let certain = try breach.evaluate(facts, cancellation: cancellation)
    for step in certain.trace where !result.trace.contains(step) { result.trace.append(step) }
    if certain.value == .truth(true) { result.verdict = .fail }
  }

  /// Where every collection that the formula counts is stated to be empty, the part does not apply.
  /// Only a passing verdict is replaced: a rule that requires records still fails.
  private func markNotApplicable(_ result: inout PartVerdict) -> Bool {
    let subjects = part.formula.subjects(in: facts.catalogue)
    guard !subjects.isEmpty, subjects.allSatisfy({ facts.count(of: $0) == 0 }) else { return false }
    let names = subjects.map { facts.catalogue.label($0) }
    result.applies = false
    result.verdict = .notApplicable
    result.value = nil
    result.exactValue = nil
    result.reason = Localized(
      zh: "不涉及：登记载明无“\(names.map(\.zh).joined(separator: "、"))”",
      en: "not applicable: the registers say that there are no "
        + names.map { "‘\($0.en)’" }.joined(separator: ", "))
    return true
  }

  /// Adds the day on which the rule was first broken, and the quantities that would make it pass.
  private func addRemedies(_ result: inout PartVerdict) throws {
    if let breachDate = part.breachDate {
      let outcome = try breachDate.evaluate(facts, cancellation: cancellation)
      for step in outcome.trace where !result.trace.contains(step) { result.trace.append(step) }
      if case .text(let day) = outcome.value { result.breachDate = day }
    }
    for remedy in part.remedies {
      if let answer = try self.answer(remedy) { result.remedies.append(answer) }
    }
  }

  /// The quantity of a remedy; nil where it is unknown, not positive, or not enough.
  private func answer(_ remedy: Remedy) throws -> RemedyAnswer? {
    let outcome = try remedy.quantity.evaluate(facts, traced: false, cancellation: cancellation)
    guard let quantity = outcome.number?.divided(by: remedy.unit.factor)?.reduced,
      quantity > .zero
    else { return nil }
    var answer = RemedyAnswer(
      say: remedy.sentence(quantity), quantity: quantity.double, exact: quantity.description,
      unit: remedy.unit.name, leads: nil, verified: false)
    guard let applied = remedy.applied else { return answer }
    let proof = try applied.evaluate(facts, traced: false, cancellation: cancellation)
    guard let value = number(proof)?.divided(by: part.unit.factor)?.reduced,
      part.comparator.holds(value, part.threshold) || value == part.threshold
    else { return nil }
    answer.leads = value.double
    answer.verified = part.comparator.holds(value, part.threshold)
    return answer
  }

  private func number(_ outcome: Formula.Outcome) -> Rational? {
    switch outcome.value {
    case .truth(let truth): truth ? .one : .zero
    case .number: outcome.number
    default: nil
    }
  }

  /// States which facts are missing.
  private func explain(_ outcome: Formula.Outcome, _ result: inout PartVerdict) {
    if let gap = part.gap {
      result.reason = gap
      return
    }
    result.missing = Array(Set(result.missing).union(outcome.missing)).sorted()
    var zh: [String] = []
    var en: [String] = []
    if !outcome.missing.isEmpty {
      let labels = outcome.missing.map { facts.catalogue.label($0) }
      zh.append("缺少：" + labels.map(\.zh).joined(separator: "、"))
      en.append("missing: " + labels.map(\.en).joined(separator: "; "))
    }
    zh += outcome.faults.map(\.zh)
    en += outcome.faults.map(\.en)
    if zh.isEmpty {
      zh.append("数值超出可精确表示的范围")
      en.append("a number too large to be exact")
    }
    result.reason = Localized(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}
