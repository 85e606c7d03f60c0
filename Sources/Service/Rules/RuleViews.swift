import Groundwork
import Policy
import Workbench

/// One rule in a list.
struct RuleSummaryView: Encodable {
  struct Requirement: Encodable {
    @Nullable var part: String?
    @Nullable var title: Localized?
    @Nullable var comparator: String?
    /// In the unit; `nil` where the part only reports.
    @Nullable var threshold: Double?
    var unit: String
    var isReport: Bool
    @Nullable var gap: Localized?
  }

  var id: String
  var title: Localized
  var statement: Localized
  var pack: String
  var chapter: Localized
  /// File and line.
  var place: String
  var level: String
  var effect: String
  var grade: String
  var verified: Bool
  var source: RuleSource
  var scope: Scope
  var stages: [String]
  @Nullable var from: String?
  @Nullable var to: String?
  var requirements: [Requirement]
  @Nullable var confirmation: Confirmation?
  /// Why the rule does not apply; `nil` when it does.
  @Nullable var skipped: Localized?
  /// The stricter rule by which a part of this one does not bind.
  @Nullable var yields: Localized?

  init(_ rule: Rule, _ standing: RuleStanding) {
    let reason = standing.reasonToSkip(rule)
    id = rule.id
    title = rule.title
    statement = rule.statement
    pack = rule.pack
    chapter = rule.chapter
    place = rule.place
    level = rule.level.rawValue
    effect = standing.effect(of: rule).rawValue
    grade = rule.evidence.grade.rawValue
    verified = rule.evidence.verified
    source = rule.source
    scope = rule.scope
    stages = rule.stageGates
    from = rule.effectiveFrom?.description
    to = rule.effectiveTo?.description
    requirements = rule.parts.map { part in
      let hasTest = part.gap == nil && !part.isReport
      return Requirement(
        part: part.name, title: part.title, comparator: hasTest ? part.comparator.rawValue : nil,
        threshold: hasTest ? part.threshold.double : nil, unit: part.unit.name,
        isReport: part.isReport, gap: part.gap)
    }
    confirmation = reason == nil ? standing.review.counted[rule.id] : nil
    skipped = reason
    yields =
      reason != nil
      ? nil
      : rule.parts.lazy.compactMap { standing.bindings[Rule.reference(rule.id, $0.name)] }
        .first { !$0.binds }?.reason
  }
}

/// The rules of all packs, with counts of those that apply.
struct RuleListView: Encodable {
  struct Pack: Encodable {
    var id: String
    var version: String
    var title: Localized
    var sha256: String
    var rules: Int
    var applying: EffectCensus
  }

  var date: String
  /// Empty where the workspace does not tell.
  var scope: String
  var packs: [Pack]
  /// Of the rules that apply.
  var census: RuleCensus
  var rules: [RuleSummaryView]

  init(_ standing: RuleStanding) {
    let applying = standing.applying
    let effects = EffectCensus.of(standing.book, applying, standing.review)
    date = standing.date.description
    scope = standing.scope
    packs = zip(standing.book.packs, effects).map { pack, count in
      Pack(
        id: pack.id, version: pack.version, title: pack.title, sha256: pack.sha256,
        rules: pack.rules.count, applying: count)
    }
    census = RuleCensus(applying)
    rules = standing.book.rules.map { RuleSummaryView($0, standing) }
  }
}

/// What the last verifications say of one rule.
struct RuleVerdictsView: Encodable {
  struct Plan: Encodable {
    var plan: String
    var base: String
    var date: String
    @Nullable var skipped: Localized?
    var verdicts: [Part]
  }

  struct Part: Encodable {
    @Nullable var part: String?
    @Nullable var title: Localized?
    var verdict: String
    var effect: String
    @Nullable var value: Double?
    @Nullable var margin: Double?
    @Nullable var threshold: Double?
    @Nullable var comparator: String?
    var unit: String
    var witnessCount: Int
    /// The record by which an authority set the rule aside.
    @Nullable var override: OverrideRecord?
  }

  var rule: String
  var plans: [Plan]

  init(_ rule: String, _ found: [PlanRuleVerdict]) {
    self.rule = rule
    plans = found.map { one in
      Plan(
        plan: one.plan, base: one.base, date: one.date, skipped: one.skipped,
        verdicts: one.verdicts.map { verdict in
          Part(
            part: verdict.part, title: verdict.partTitle, verdict: verdict.verdict.rawValue,
            effect: verdict.effect.rawValue, value: verdict.value, margin: verdict.margin,
            threshold: verdict.isReport ? nil : verdict.threshold,
            comparator: verdict.isReport ? nil : verdict.comparator.rawValue, unit: verdict.unit,
            witnessCount: verdict.witnessCount, override: verdict.override)
        })
    }
  }
}
