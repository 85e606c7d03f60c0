import Groundwork

/// Two evaluations of the same facts side by side (假设对照): by the current rules and by alternative
/// ones.
public struct EvaluationComparison: Sendable, Encodable {
  public struct Side: Sendable, Hashable, Encodable {
    public var verdict: Verdict
    public var value: Double?
    /// Nil for a rule that only reports.
    public var threshold: Double?
    public var comparator: RuleComparator?
    public var unit: String
    public var margin: Double?

    init(_ verdict: PartVerdict) {
      self.verdict = verdict.verdict
      value = verdict.value
      threshold = verdict.isReport ? nil : verdict.threshold
      comparator = verdict.isReport ? nil : verdict.comparator
      unit = verdict.unit
      margin = verdict.margin
    }
  }

  public struct Row: Sendable, Hashable, Encodable {
    /// `CAP-01/pbf`.
    public var rule: String
    public var title: Localized
    /// Nil where the rule is not evaluated.
    public var before: Side?
    public var after: Side?
    /// Whether anything but the wording differs.
    public var changed: Bool
  }

  public var schema = "zhitu.comparison/1"
  /// What makes the difference: the settings, or the folder of the other rules.
  public var what: String
  public var before: Evaluation
  public var after: Evaluation
  public var rows: [Row]

  public init(_ before: Evaluation, _ after: Evaluation, what: String) {
    self.what = what
    self.before = before
    self.after = after
    let old = Dictionary(
      before.verdicts.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      after.verdicts.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    var names = before.verdicts.map(\.reference)
    names += after.verdicts.map(\.reference).filter { old[$0] == nil }
    rows = names.compactMap { name in
      guard let title = (old[name] ?? new[name])?.title else { return nil }
      let sides = (old[name].map { Side($0) }, new[name].map { Side($0) })
      return Row(
        rule: name, title: title, before: sides.0, after: sides.1, changed: sides.0 != sides.1)
    }
  }
}
