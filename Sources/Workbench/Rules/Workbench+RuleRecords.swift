import Foundation
import Groundwork
import Policy
import Records
import Storage

/// What the last verification of a plan says of one rule.
public struct PlanRuleVerdict: Sendable {
  public var plan: String
  public var base: String
  public var date: String
  /// One for each part; empty when the rule was not asked.
  public var verdicts: [PartVerdict]
  /// Why the rule was not asked.
  public var skipped: Localized?
}

extension Workbench {
  /// Every confirmation of a rule that was stored, the last first, with the time of storing.
  public func confirmationHistory(
    of rule: String
  ) throws -> [(keptAt: String, record: Confirmation)] {
    try workspace.read { try $0.versions(.confirmation, key: rule) }
      .map { version in
        (
          keptAt: version.createdAt,
          record: try JSONDecoder().decode(Confirmation.self, from: Data(version.body))
        )
      }.reversed()
  }

  /// The text on which a confirmation rests, by its hash.
  public func ruleText(_ sha256: String) throws -> [UInt8]? {
    try workspace.document(.ruleText, key: sha256)
  }

  /// What the last verification of each plan says of a rule; plans that were not verified are left out.
  public func verdicts(ofRule rule: String) throws -> [PlanRuleVerdict] {
    try plans().compactMap { plan in
      guard let body = try workspace.document(.verdicts, key: plan) else { return nil }
      let evaluation = try Evaluation(json: body)
      let verdicts = evaluation.verdicts.filter { $0.rule == rule }
      let skipped = evaluation.skipped.first { $0.rule == rule }
      if verdicts.isEmpty, skipped == nil { return nil }
      return PlanRuleVerdict(
        plan: plan, base: evaluation.base, date: evaluation.date, verdicts: verdicts,
        skipped: verdicts.isEmpty ? skipped?.reason : nil)
    }
  }
}
