import Foundation
import Groundwork

extension Evaluation: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema, plan, base, engine, date, scope, packs, verdicts, skipped, stage, origins
    case contradictions, outcome, counts
    case refusedConfirmations = "confirmations_refused"
    case factsSHA256 = "facts_sha256"
    case refused = "overrides_refused"
  }

  /// The JSON form: UTF-8, keys sorted, without a time stamp, so that equal evaluations give equal
  /// bytes.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  /// Reads what ``json()`` wrote.
  public init(json: [UInt8]) throws {
    self = try JSONDecoder().decode(Evaluation.self, from: Data(json))
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let schema = try container.decode(String.self, forKey: .schema)
    // Documents of schema 1 stay readable: the fields that it lacks are derived from those that it
    // has.
    guard schema == Evaluation.schema || schema == "zhitu.verdicts/1" else {
      throw DecodingError.dataCorruptedError(
        forKey: .schema, in: container, debugDescription: "unknown schema \(schema)")
    }
    self.init(
      plan: try container.decode(String.self, forKey: .plan),
      base: try container.decode(String.self, forKey: .base),
      engine: try container.decode(String.self, forKey: .engine),
      date: try container.decode(String.self, forKey: .date),
      scope: try container.decode(String.self, forKey: .scope),
      packs: try container.decode([Pack].self, forKey: .packs),
      factsSHA256: try container.decode(String.self, forKey: .factsSHA256),
      verdicts: try container.decode([PartVerdict].self, forKey: .verdicts),
      skipped: try container.decode([Skipped].self, forKey: .skipped),
      stage: try container.decodeIfPresent(String.self, forKey: .stage),
      origins: try container.decodeIfPresent([FactOrigin].self, forKey: .origins) ?? [],
      contradictions: try container.decodeIfPresent([Contradiction].self, forKey: .contradictions)
        ?? [],
      refusedConfirmations: try container.decodeIfPresent(
        [RefusedConfirmation].self, forKey: .refusedConfirmations) ?? [],
      refused: try container.decodeIfPresent([RefusedOverride].self, forKey: .refused) ?? [])
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Evaluation.schema, forKey: .schema)
    try container.encode(plan, forKey: .plan)
    try container.encode(base, forKey: .base)
    try container.encode(engine, forKey: .engine)
    try container.encode(date, forKey: .date)
    try container.encode(scope, forKey: .scope)
    try container.encode(packs, forKey: .packs)
    try container.encode(factsSHA256, forKey: .factsSHA256)
    try container.encode(verdicts, forKey: .verdicts)
    try container.encode(skipped, forKey: .skipped)
    try container.encode(stage, forKey: .stage)
    try container.encode(origins, forKey: .origins)
    try container.encode(contradictions, forKey: .contradictions)
    try container.encode(refusedConfirmations, forKey: .refusedConfirmations)
    try container.encode(refused, forKey: .refused)
    try container.encode(outcome, forKey: .outcome)
    var counts = ["all": count()]
    for effect in RuleEffect.allCases { counts[effect.rawValue] = count(effect) }
    try container.encode(counts, forKey: .counts)
  }
}

extension PartVerdict: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, part, title, statement, level, verdict, applies, value, threshold, comparator
    case unit, margin, formula, source, evidence, missing, reason, binding, trace, witnesses
    case chapter, pack, needs, remedies, reducible, override, effect, confirmation, contradictions
    case breachDate = "breach_date"
    case partTitle = "part_title"
    case witnessCount = "witness_count"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let level = try container.decode(RuleLevel.self, forKey: .level)
    let source = try container.decode(RuleSource.self, forKey: .source)
    let evidence = try container.decode(Evidence.self, forKey: .evidence)
    let applies = try container.decode(Bool.self, forKey: .applies)
    let verdict = try container.decode(Verdict.self, forKey: .verdict)
    let effect = try container.decodeIfPresent(RuleEffect.self, forKey: .effect)
    self.init(
      rule: try container.decode(String.self, forKey: .rule),
      part: try container.decodeIfPresent(String.self, forKey: .part),
      partTitle: try container.decodeIfPresent(Localized.self, forKey: .partTitle),
      title: try container.decode(Localized.self, forKey: .title),
      statement: try container.decode(Localized.self, forKey: .statement),
      level: level, verdict: verdict == .pass && !applies ? .notApplicable : verdict,
      effect: effect
        ?? RuleEffect(level: level, source: source, evidence: evidence, isConfirmed: false),
      confirmation: try container.decodeIfPresent(Confirmation.self, forKey: .confirmation),
      contradictions: try container.decodeIfPresent([String].self, forKey: .contradictions) ?? [],
      applies: applies,
      value: try container.decodeIfPresent(Double.self, forKey: .value),
      threshold: try container.decodeIfPresent(Double.self, forKey: .threshold) ?? 0,
      comparator: try container.decodeIfPresent(RuleComparator.self, forKey: .comparator)
        ?? .greaterOrEqual,
      unit: try container.decode(String.self, forKey: .unit),
      margin: try container.decodeIfPresent(Double.self, forKey: .margin),
      formula: try container.decode(String.self, forKey: .formula),
      source: source, evidence: evidence,
      missing: try container.decode([String].self, forKey: .missing),
      reason: try container.decodeIfPresent(Localized.self, forKey: .reason),
      binding: try container.decodeIfPresent(Binding.self, forKey: .binding),
      trace: try container.decode([TraceStep].self, forKey: .trace),
      witnesses: try container.decode([Witness].self, forKey: .witnesses),
      witnessCount: try container.decode(Int.self, forKey: .witnessCount),
      isReport: try container.decodeIfPresent(Double.self, forKey: .threshold) == nil,
      chapter: try container.decodeIfPresent(Localized.self, forKey: .chapter),
      pack: try container.decodeIfPresent(String.self, forKey: .pack),
      needs: try container.decodeIfPresent([FactNeed].self, forKey: .needs) ?? [],
      breachDate: try container.decodeIfPresent(String.self, forKey: .breachDate),
      remedies: try container.decodeIfPresent([RemedyAnswer].self, forKey: .remedies) ?? [],
      reducible: try container.decodeIfPresent(Reducible.self, forKey: .reducible),
      override: try container.decodeIfPresent(OverrideRecord.self, forKey: .override))
  }

  /// Every key is written, with `null` for an absent value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule, forKey: .rule)
    try container.encode(part, forKey: .part)
    try container.encode(partTitle, forKey: .partTitle)
    try container.encode(title, forKey: .title)
    try container.encode(statement, forKey: .statement)
    try container.encode(level, forKey: .level)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(effect, forKey: .effect)
    try container.encode(confirmation, forKey: .confirmation)
    try container.encode(contradictions, forKey: .contradictions)
    try container.encode(applies, forKey: .applies)
    try container.encode(value, forKey: .value)
    try container.encode(isReport ? nil : threshold, forKey: .threshold)
    try container.encode(isReport ? nil : comparator, forKey: .comparator)
    try container.encode(unit, forKey: .unit)
    try container.encode(margin, forKey: .margin)
    try container.encode(formula, forKey: .formula)
    try container.encode(source, forKey: .source)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(missing, forKey: .missing)
    try container.encode(reason, forKey: .reason)
    try container.encode(binding, forKey: .binding)
    try container.encode(trace, forKey: .trace)
    try container.encode(witnesses, forKey: .witnesses)
    try container.encode(witnessCount, forKey: .witnessCount)
    try container.encode(chapter, forKey: .chapter)
    try container.encode(pack, forKey: .pack)
    try container.encode(needs, forKey: .needs)
    try container.encode(breachDate, forKey: .breachDate)
    try container.encode(remedies, forKey: .remedies)
    try container.encode(reducible, forKey: .reducible)
    try container.encode(override, forKey: .override)
  }
}

extension Witness {
  private enum CodingKeys: String, CodingKey {
    case collection, id, area, amount, certain, note, bounds
    case fromID = "from_id"
    case toID = "to_id"
    case fromClass = "from_class"
    case toClass = "to_class"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      collection: try container.decode(String.self, forKey: .collection),
      id: try container.decode(Int64.self, forKey: .id),
      fromID: try container.decodeIfPresent(String.self, forKey: .fromID),
      toID: try container.decodeIfPresent(String.self, forKey: .toID),
      fromClass: try container.decodeIfPresent(String.self, forKey: .fromClass),
      toClass: try container.decodeIfPresent(String.self, forKey: .toClass),
      area: try container.decodeIfPresent(Int64.self, forKey: .area),
      amount: try container.decodeIfPresent(Double.self, forKey: .amount),
      certain: try container.decode(Bool.self, forKey: .certain),
      note: try container.decodeIfPresent(Localized.self, forKey: .note),
      bounds: try container.decodeIfPresent([Double].self, forKey: .bounds))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(collection, forKey: .collection)
    try container.encode(id, forKey: .id)
    try container.encode(fromID, forKey: .fromID)
    try container.encode(toID, forKey: .toID)
    try container.encode(fromClass, forKey: .fromClass)
    try container.encode(toClass, forKey: .toClass)
    try container.encode(area, forKey: .area)
    try container.encode(amount, forKey: .amount)
    try container.encode(certain, forKey: .certain)
    try container.encode(note, forKey: .note)
    try container.encode(bounds, forKey: .bounds)
  }
}
