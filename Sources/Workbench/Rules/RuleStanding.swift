import Groundwork
import Planning
import Policy
import Records
import Storage

/// The rules of a book as they stand on one day in one place: which apply, what a breach of each
/// causes, who has confirmed it, and which of several thresholds binds.
public struct RuleStanding {
  public let book: RuleBook
  public let date: CalendarDate
  /// The administrative code of the place; empty where it is not known, so that every pack applies.
  public let scope: String
  /// The confirmations that count on that day.
  public let review: ConfirmationReview
  /// By the reference of a part, `CAP-01/pbf`.
  public let bindings: [String: PartVerdict.Binding]

  public init(
    _ book: RuleBook, on date: CalendarDate, scope: String, confirmations: [Confirmation]
  ) {
    self.book = book
    self.date = date
    self.scope = scope
    let applying = book.rules.filter {
      RuleStanding.reason($0, date: date, scope: scope) == nil
    }
    review = ConfirmationReview(confirmations, rules: applying, on: date)
    let parts = applying.flatMap { rule in rule.parts.map { (rule: rule, part: $0) } }
    let thresholds = BindingThresholds(parts)
    var bindings: [String: PartVerdict.Binding] = [:]
    for (index, one) in parts.enumerated() {
      bindings[Rule.reference(one.rule.id, one.part.name)] = thresholds.binding(at: index)
    }
    self.bindings = bindings
  }

  private static func reason(_ rule: Rule, date: CalendarDate, scope: String) -> Localized? {
    rule.reasonToSkip(
      on: date, scope: scope.isEmpty ? rule.scope.code ?? "" : scope, stage: nil)
  }

  /// Why a rule does not apply on the day in the place; nil when it does.
  public func reasonToSkip(_ rule: Rule) -> Localized? {
    RuleStanding.reason(rule, date: date, scope: scope)
  }

  public func effect(of rule: Rule) -> RuleEffect {
    rule.effect(isConfirmed: review.counted[rule.id] != nil)
  }

  /// The rules that apply, in the order of the book.
  public var applying: [Rule] { book.rules.filter { reasonToSkip($0) == nil } }
}

/// The evaluation of one rule on a plan, step by step (试算).
public struct RuleExplanation: Sendable {
  /// One for each part that was asked for.
  public var verdicts: [PartVerdict]
  /// Why the rule was not asked; nil when it was.
  public var skipped: Localized?
}

extension Verification {
  /// The verdicts of one rule, or of one part of it as `CAP-01/pbf`.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `rules.unknown`.
  public func explanation(of rule: String) throws -> RuleExplanation {
    let verdicts = evaluation.verdicts.filter { $0.rule == rule || $0.reference == rule }
    if !verdicts.isEmpty { return RuleExplanation(verdicts: verdicts, skipped: nil) }
    guard let skipped = evaluation.skipped.first(where: { $0.rule == rule }) else {
      throw book.unknown(rule)
    }
    return RuleExplanation(verdicts: [], skipped: skipped.reason)
  }
}

extension Workbench {
  /// The administrative code of the county in which the workspace lies, by its townships; nil without
  /// them.
  public func countyCode() throws -> String? {
    guard let layer = try workspace.layer(role: .township) else { return nil }
    return try records.townshipFacts(layer).first.map { String($0.code.prefix(6)) }
  }

  /// The rule book with which the current verdicts of a plan were made; nil if there are none.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `replay.damaged`.
  public func ruleBook(
    ofLastEvaluation plan: String
  ) throws -> (book: RuleBook, date: CalendarDate)? {
    guard let record = try lastEvaluation(of: plan) else { return nil }
    return try rules(of: record)
  }
}
