import Groundwork

/// The verdicts of the rules in force on a plan: the document that is stored permanently under kind
/// `verdicts`.
///
/// It holds everything needed to repeat the evaluation: engine, packs with their hashes, hash of
/// the facts, date and place. The same packs and facts give the same bytes.
public struct Evaluation: Sendable, Hashable {
  /// The schema of the JSON form.
  public static let schema = "zhitu.verdicts/2"

  /// A pack that was evaluated.
  public struct Pack: Sendable, Hashable, Codable {
    public var id: String
    public var version: String
    public var sha256: String
  }

  /// A rule that was not evaluated, and why.
  public struct Skipped: Sendable, Hashable, Codable {
    public var rule: String
    public var reason: Localized
  }

  /// An override record that does not count.
  public struct RefusedOverride: Sendable, Hashable, Codable {
    public var record: OverrideRecord
    public var reason: Localized
  }

  /// The name of the plan and of its base epoch; set by the caller.
  public var plan: String
  public var base: String
  public var engine: String
  /// The day whose law was applied, `2026-01-31`.
  public var date: String
  /// The administrative code of the plan's place.
  public var scope: String
  public var packs: [Pack]
  public var factsSHA256: String
  /// One for each part of each rule that was evaluated, in the order of the packs.
  public var verdicts: [PartVerdict]
  /// Rules that were not in force, not for this place, or not at this stage.
  public var skipped: [Skipped]
  /// The stage whose rules were evaluated; nil for all.
  public var stage: String?
  /// Where the facts were taken from.
  public var origins: [FactOrigin] = []
  /// Statements of registers that the ledger contradicts.
  public var contradictions: [Contradiction] = []
  /// Confirmations that do not count, and why.
  public var refusedConfirmations: [RefusedConfirmation] = []
  /// Override records that do not count, and why.
  public var refused: [RefusedOverride] = []

  /// The verdict of a whole rule: the worst of its parts; nil when it was not evaluated.
  public func verdict(of rule: String) -> Verdict? {
    verdicts.filter { $0.rule == rule }.map(\.verdict).max()
  }

  /// Whether a rule that blocks fails and is not set aside.
  public var isBlocked: Bool { verdicts.contains { $0.isBlocking } }

  /// The parts of rules that block and cannot be decided.
  public var undecidedBlocking: [PartVerdict] {
    verdicts.filter { $0.verdict == .undecidable && $0.effect == .blocks }
  }

  /// The result of the evaluation (判定).
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// Nothing blocks, and nothing that blocks is undecided.
    case clear
    /// Something blocks.
    case blocked
    /// Nothing blocks, but rules that block cannot be decided.
    case undecided
  }

  public var outcome: Outcome {
    isBlocked ? .blocked : undecidedBlocking.isEmpty ? .clear : .undecided
  }

  /// Counts the verdicts of each kind, of the rules with one effect or of all rules.
  public func count(_ effect: RuleEffect? = nil) -> VerdictCount {
    VerdictCount(verdicts.lazy.filter { effect == nil || $0.effect == effect }.map(\.verdict))
  }
}

/// The verdict of one part of a rule.
public struct PartVerdict: Sendable, Hashable {
  public var rule: String
  /// The name of the part; nil when the rule has only one.
  public var part: String?
  public var partTitle: Localized?
  public var title: Localized
  public var statement: Localized
  public var level: RuleLevel
  public var verdict: Verdict
  /// What a breach causes; it blocks only where the rule is law whose text was seen or confirmed.
  public var effect: RuleEffect = .informs
  /// The jurist's record by which the rule binds.
  public var confirmation: Confirmation?
  /// The checks that found a register to contradict the ledger, which makes this part undecidable.
  public var contradictions: [String] = []
  /// False when the condition of the rule is not met, so that there was nothing to test.
  public var applies: Bool
  /// In ``unit``; nil when unknown or when there was nothing to test.
  public var value: Double?
  public var threshold: Double
  public var comparator: RuleComparator
  public var unit: String
  /// How far the value is on the right side of the threshold, in ``unit``; negative when it fails.
  public var margin: Double?
  public var formula: String
  public var source: RuleSource
  public var evidence: Evidence
  /// The facts that are missing.
  public var missing: [String]
  /// Why there is no value, in words.
  public var reason: Localized?
  /// Which of several thresholds for the same thing binds; nil where there is only one.
  public var binding: Binding?
  public var trace: [TraceStep]
  /// Largest first, at most `witnessLimit`.
  public var witnesses: [Witness]
  /// How many witnesses there are in all.
  public var witnessCount: Int
  /// The rule only reports a value: comparator and threshold have no meaning, and are `null` in
  /// JSON.
  public var isReport = false
  /// The chapter and the pack of the rule.
  public var chapter: Localized?
  public var pack: String?
  /// What to supply for the facts that are missing.
  public var needs: [FactNeed] = []
  /// When it fails: the first day on which it is broken, `2025-03-31`, where the rule says so.
  public var breachDate: String?
  /// When it fails: quantities that would make it pass.
  public var remedies: [RemedyAnswer] = []
  /// Whether `zhitu verify --least-change` can look for measures to drop.
  public var reducible: Reducible?
  /// The record that sets a failing rule "in principle" aside.
  public var override: OverrideRecord?
  /// The exact value and margin in ``unit``, as fractions; not part of the JSON form.
  public var exactValue: Rational?
  public var exactMargin: Rational?

  /// Whether this verdict stops the plan: it fails, blocks, and is not set aside.
  public var isBlocking: Bool { verdict == .fail && effect == .blocks && override == nil }

  /// `CAP-02`, `CAP-01/pbf`.
  public var reference: String { Rule.reference(rule, part) }

  /// Where rules set different thresholds for the same thing, the stricter binds (从严).
  public struct Binding: Sendable, Hashable, Codable {
    /// Whether this is the threshold that binds.
    public var binds: Bool
    /// The other rules, as `CAP-02` or `CAP-01/pbf`.
    public var against: [String]
    public var reason: Localized
  }
}

/// A record that a verdict rests on (证据图斑), such as the patch that breaks a rule.
public struct Witness: Sendable, Hashable, Codable {
  /// The collection of the record: `pieces`, `measures`.
  public var collection: String
  /// The number of the record in its collection.
  public var id: Int64
  public var fromID: String?
  public var toID: String?
  public var fromClass: String?
  public var toClass: String?
  /// In 0.01 m².
  public var area: Int64?
  /// The value by which it is ranked, in base units (m² for areas).
  public var amount: Double?
  /// False when it is not known whether the record is concerned.
  public var certain: Bool
  public var note: Localized?
  /// Minimum x, minimum y, maximum x, maximum y in metres; set by the caller, who has the geometry.
  public var bounds: [Double]?
}
