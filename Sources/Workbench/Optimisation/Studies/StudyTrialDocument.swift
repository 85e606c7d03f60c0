import Groundwork
import Planning
import Policy

/// How an answer was laid as a plan and judged, as one document.
public struct StudyTrialDocument: Codable, Sendable, Hashable {
  public struct Counts: Codable, Sendable, Hashable {
    public var passed: Int
    public var failed: Int
    public var undecidable: Int
    public var notApplicable: Int
  }

  /// The survey epoch over which the plan was laid.
  public var base: String
  public var measures: Int
  /// Whether ledger and certificate agree in every figure.
  public var agrees: Bool
  public var agreements: [StudyTrial.Agreement]
  public var flows: [StudyTrial.Flow]
  public var counts: Counts
  /// Those that block and that the measures break.
  public var broken: [String]
  /// What fails or cannot be decided first, then what passes; what does not apply is left out.
  public var rules: [StudyTrial.Judged]
  public var warnings: [Localized]

  init(_ trial: StudyTrial) {
    base = trial.base
    measures = trial.plan.measures.count
    agrees = trial.agrees
    agreements = trial.agreements
    flows = trial.flows
    counts = Counts(
      passed: trial.counts.passed, failed: trial.counts.failed,
      undecidable: trial.counts.undecidable, notApplicable: trial.counts.notApplicable)
    broken = trial.broken.map(\.rule)
    rules = trial.rules.filter { $0.after != .notApplicable }.sorted {
      StudyTrialDocument.rank($0) < StudyTrialDocument.rank($1)
    }
    warnings = trial.warnings
  }

  private static func rank(_ rule: StudyTrial.Judged) -> (Int, Int, String) {
    let effect = rule.effect == .blocks ? 0 : rule.effect == .warns ? 1 : 2
    let verdict: Int =
      switch rule.after {
      case .fail: rule.isNew ? 0 : 1
      case .undecidable: 2
      case .pass, .notApplicable: 3
      }
    return (verdict, effect, rule.rule)
  }
}
