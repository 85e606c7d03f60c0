import Groundwork

/// What a breach of a rule causes (效力). Only law binds: a draft or a rule from memory never stops a
/// plan.
public enum RuleEffect: String, Sendable, Hashable, Codable, CaseIterable {
  /// The rule is in force and its text was seen, or a jurist has confirmed it: a breach stops the
  /// plan (阻止).
  case blocks
  /// The rule is in force but its text has not been verified, or it sets a target: a breach is a
  /// warning (警示).
  case warns
  /// A draft, a repealed text, a reference, a rule from memory or a definition (提示).
  case informs
}

extension Evidence.Grade {
  /// Whether the rule was written down from memory.
  public var isFromMemory: Bool {
    switch self {
    case .memoryHigh, .memoryMedium, .memoryLow: true
    case .official, .seed, .excerpt, .own: false
    }
  }

  /// Whether the author of the rule had the text at hand.
  public var isTextSeen: Bool { self == .official || self == .seed }
}

extension Rule {
  /// What a breach of the rule causes.
  ///
  /// - Parameter isConfirmed: whether a jurist has compared the rule with its text and confirmed
  ///   it. A confirmation does not turn a draft or a repealed text into law.
  public func effect(isConfirmed: Bool = false) -> RuleEffect {
    RuleEffect(level: level, source: source, evidence: evidence, isConfirmed: isConfirmed)
  }

  /// SHA-256 over everything that determines the meaning of the rule: its texts, source, dates and
  /// tests, but not its evidence. A confirmation refers to it, so that a changed rule must be
  /// confirmed again.
  public var sha256: String {
    var hash = SHA256()
    hash.update("rule \(id)\n")
    for field in fields where !field.name.hasPrefix("evidence.") && field.name != "pack" {
      hash.update("\(field.name) \(field.text)\n")
    }
    return hash.finalize().hexadecimal
  }
}

extension RuleEffect {
  init(level: RuleLevel, source: RuleSource, evidence: Evidence, isConfirmed: Bool) {
    guard level != .info, source.status != .draft, source.status != .repealed else {
      self = .informs
      return
    }
    if isConfirmed || (source.status == .inForce && evidence.grade.isTextSeen && evidence.verified)
    {
      self = level.blocks ? .blocks : .warns
    } else if source.status == .reported || evidence.grade.isFromMemory {
      self = .informs
    } else {
      self = .warns
    }
  }
}
