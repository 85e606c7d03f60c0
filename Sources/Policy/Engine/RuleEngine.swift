import Groundwork

/// Asks the rules in force what they say about facts (规则引擎).
public enum RuleEngine {
  /// Evaluates every rule that is in force on `date` for the place with the administrative code
  /// `scope`, such as `330211`.
  ///
  /// - Parameters:
  ///   - witnessLimit: how many witnesses to keep for each verdict, largest first.
  ///   - job: for progress, one step for each part of a rule, and for cancellation.
  /// - Throws: `policy.other-catalogue` when facts and packs were made for different catalogues, and
  ///   ``Groundwork/Cancelled``. Never because of the facts themselves.
  public static func evaluate(
    _ packs: [RulePack], _ facts: Facts, on date: CalendarDate, scope: String,
    witnessLimit: Int = 1000, job: Job = Job()
  ) throws -> Evaluation {
    var evaluation = Evaluation(
      plan: "", base: "", engine: Program.engine, date: date.description, scope: scope,
      packs: packs.map { Evaluation.Pack(id: $0.id, version: $0.version, sha256: $0.sha256) },
      factsSHA256: facts.sha256(), verdicts: [], skipped: [])
    var asked: [(rule: Rule, part: RulePart)] = []
    for pack in packs {
      guard pack.factsSHA256 == facts.catalogue.sha256 else { throw otherCatalogue(pack) }
      for rule in pack.rules {
        if let reason = rule.reasonToSkip(on: date, scope: scope) {
          evaluation.skipped.append(Evaluation.Skipped(rule: rule.id, reason: reason))
        } else {
          asked += rule.parts.map { (rule, $0) }
        }
      }
    }
    job.progress.begin(Localized(zh: "规则检验", en: "Evaluating rules"), total: asked.count)
    for (index, (rule, part)) in asked.enumerated() {
      let evaluator = PartEvaluator(
        rule: rule, part: part, facts: facts, witnessLimit: witnessLimit,
        cancellation: job.cancellation)
      evaluation.verdicts.append(try evaluator.verdict())
      job.progress.advance(to: index + 1)
    }
    job.progress.end()
    let bindings = Bindings(asked)
    for index in evaluation.verdicts.indices {
      evaluation.verdicts[index].binding = bindings.binding(at: index)
    }
    return evaluation
  }

  private static func otherCatalogue(_ pack: RulePack) -> Diagnostic {
    Diagnostic(
      code: "policy.other-catalogue",
      Localized(
        zh: "规则包 \(pack.id) 与事实所用的事实目录不同",
        en: "the pack \(pack.id) and the facts were made for different fact catalogues"))
  }
}

extension Rule {
  /// Why the rule is not asked, nil when it is.
  func reasonToSkip(on date: CalendarDate, scope unit: String) -> Localized? {
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
    if try isAsked(&result) { try decide(&result) }
    let (witnesses, count) = try WitnessFinder(facts: facts, cancellation: cancellation)
      .witnesses(part.witnesses, for: result.verdict, limit: witnessLimit)
    if result.applies {
      result.witnesses = witnesses
      result.witnessCount = count
    }
    return result
  }

  /// Whether the condition of the rule is met; where it is not known, the part stays undecidable.
  private func isAsked(_ result: inout PartVerdict) throws -> Bool {
    guard let applies = part.applies else { return true }
    let outcome = try applies.evaluate(facts, cancellation: cancellation)
    result.trace += outcome.trace
    switch outcome.value {
    case .truth(true): return true
    case .truth(false):
      result.applies = false
      result.verdict = .pass
      result.reason = Localized(
        zh: "本条的前提不成立，无需检验", en: "the condition of this rule is not met; nothing to test")
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
        return
      }
      result.verdict = part.comparator.holds(value, part.threshold) ? .pass : .fail
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

  private func number(_ outcome: Formula.Outcome) -> Rational? {
    switch outcome.value {
    case .truth(let truth): truth ? .one : .zero
    case .number: outcome.number
    default: nil
    }
  }

  /// Says what is missing.
  private func explain(_ outcome: Formula.Outcome, _ result: inout PartVerdict) {
    if let gap = part.gap {
      result.reason = gap
      return
    }
    result.missing = Array(Set(result.missing).union(outcome.missing)).sorted()
    var zh: [String] = []
    var en: [String] = []
    if !outcome.missing.isEmpty {
      zh.append("缺少事实：" + outcome.missing.joined(separator: "、"))
      en.append("missing facts: " + outcome.missing.joined(separator: ", "))
    }
    zh += outcome.mishaps.map(\.zh)
    en += outcome.mishaps.map(\.en)
    if zh.isEmpty {
      zh.append("数值超出可精确表示的范围")
      en.append("a number too large to be exact")
    }
    result.reason = Localized(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}
