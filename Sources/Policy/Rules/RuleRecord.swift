import Groundwork

/// A rule as JSON.
public struct RuleRecord: Sendable, Encodable {
  public var id: String
  public var title: Localized
  public var level: RuleLevel
  public var grade: Evidence.Grade
  public var verified: Bool
  /// The effect of a breach, before any confirmation of the rule.
  public var effect: RuleEffect
  public var sha256: String
  public var pack: String
  public var chapter: Localized
  public var place: String
  public var fields: [RuleField]

  public init(_ rule: Rule) {
    id = rule.id
    title = rule.title
    level = rule.level
    grade = rule.evidence.grade
    verified = rule.evidence.verified
    effect = rule.effect()
    sha256 = rule.sha256
    pack = rule.pack
    chapter = rule.chapter
    place = rule.place
    fields = rule.fields
  }
}
