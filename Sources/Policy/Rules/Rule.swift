import Groundwork

/// How strictly a rule binds (约束力).
public enum RuleLevel: String, Sendable, Hashable, Codable, CaseIterable {
  /// A breach blocks submission or acceptance (一票否决).
  case hard
  /// The text says 原则上: blocks unless an authorised override is on record.
  case hardInPrinciple = "hard_in_principle"
  /// A target, a score or a warning.
  case soft
  /// A definition or a convention.
  case info

  /// Whether a breach stops the plan.
  public var blocks: Bool { self == .hard || self == .hardInPrinciple }

  /// 3 for hard, 0 for info.
  public var strength: Int {
    switch self {
    case .hard: 3
    case .hardInPrinciple: 2
    case .soft: 1
    case .info: 0
    }
  }
}

/// How the value of a rule is compared with its threshold.
public enum RuleComparator: String, Sendable, Hashable, Codable, CaseIterable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  /// Exact; a value equal to its threshold passes `<=`, `>=` and `==`.
  public func holds(_ value: Rational, _ threshold: Rational) -> Bool {
    switch self {
    case .less: value < threshold
    case .lessOrEqual: value <= threshold
    case .greater: value > threshold
    case .greaterOrEqual: value >= threshold
    case .equal: value == threshold
    case .notEqual: value != threshold
    }
  }

  /// The distance of the value from the threshold: positive when it passes, negative when it fails.
  public func margin(_ value: Rational, _ threshold: Rational) -> Rational? {
    switch self {
    case .less, .lessOrEqual: return threshold.subtracting(value)
    case .greater, .greaterOrEqual: return value.subtracting(threshold)
    case .equal, .notEqual:
      guard let difference = value.subtracting(threshold) else { return nil }
      let distance = difference < .zero ? difference.negated : difference
      return self == .equal ? distance?.negated : distance
    }
  }

  /// Whether a threshold is stricter than another; `nil` where they cannot be compared.
  func isStricter(_ a: Rational, than b: Rational) -> Bool? {
    switch self {
    case .less, .lessOrEqual: a < b
    case .greater, .greaterOrEqual: a > b
    case .equal, .notEqual: nil
    }
  }
}

/// Where a rule applies (适用范围): the nation, or one administrative unit and all below it.
public struct Scope: Sendable, Hashable, Codable {
  public enum Level: String, Sendable, Hashable, Codable, CaseIterable {
    case national, province, city, county, township
  }

  public var level: Level
  /// Administrative code (行政区划代码), such as `330200`; nil for the nation.
  public var code: String?

  /// Whether the rule applies to the unit with this code.
  public func covers(_ unit: String) -> Bool {
    guard level != .national, let code else { return true }
    let digits =
      switch level {
      case .national: 0
      case .province: 2
      case .city: 4
      case .county: 6
      case .township: 9
      }
    return unit.utf8.count >= digits
      && unit.utf8.prefix(digits).elementsEqual(code.utf8.prefix(digits))
  }
}

/// The text that a rule comes from.
public struct RuleSource: Sendable, Hashable, Codable {
  /// Whether the text is law: a draft (征求意见稿) is shown as a draft wherever it is cited.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case inForce = "in_force"
    case draft
    case repealed
    /// Reported by others; the text itself was not seen.
    case reported
  }

  /// The official title, in the language of the text.
  public var title: String
  /// 文号.
  public var documentNumber: String?
  public var article: String?
  /// As far as it is known: a year, a month or a day.
  public var issued: String?
  public var status: Status

  private enum CodingKeys: String, CodingKey {
    case title, article, issued, status
    case documentNumber = "doc_no"
  }
}

/// How reliably a rule is known (证据等级).
public struct Evidence: Sendable, Hashable, Codable {
  public enum Grade: String, Sendable, Hashable, Codable, CaseIterable {
    /// The official text was read.
    case official
    /// A source document of the project quotes it.
    case seed
    /// Another stored source was read, in part.
    case excerpt
    case memoryHigh = "memory_high"
    case memoryMedium = "memory_medium"
    case memoryLow = "memory_low"
    /// The program's own convention, from no text.
    case own
  }

  public var grade: Grade
  /// Which source documents, such as `S3+S4`.
  public var seed: String?
  /// False until somebody has compared it with a text: shown as "to be verified" (待核实).
  public var verified: Bool
  public var note: Localized?
}

/// Whether and how a rule "in principle" may be overridden (例外).
public struct Override: Sendable, Hashable, Codable {
  public var allowed: Bool
  /// What must be on record: `authority`, `reason`, `document`.
  public var needs: [String]
}

/// A rule (规则) as data.
public struct Rule: Sendable {
  public var id: String
  public var title: Localized
  public var statement: Localized
  public var level: RuleLevel
  public var scope: Scope
  /// The stages (阶段) of a plan at which the rule applies.
  public var stageGates: [String]
  /// First and last day on which the rule is in force; nil where open.
  public var effectiveFrom: CalendarDate?
  public var effectiveTo: CalendarDate?
  public var source: RuleSource
  public var evidence: Evidence
  public var override: Override?
  /// How the text was understood, for the rule document.
  public var note: Localized?
  /// One or more tests; the verdict of the rule is the worst of theirs.
  public var parts: [RulePart]
  /// The order of purposes that the rule sets for quota.
  public var waterfall: Waterfall?
  /// `national/core.yaml:12`.
  public var place: String
  /// The chapter and the pack that hold it.
  public var chapter = Localized("")
  public var pack = ""

  /// Whether the rule is in force on a day.
  public func isInForce(on date: CalendarDate) -> Bool {
    if let effectiveFrom, date < effectiveFrom { return false }
    if let effectiveTo, date > effectiveTo { return false }
    return true
  }
}

/// One test of a rule: a formula, a comparator, a threshold.
public struct RulePart: Sendable {
  /// Nil for the only part of a rule.
  public var name: String?
  public var title: Localized?
  /// The condition of the part. When false, the part does not apply.
  public var applies: Formula?
  public var formula: Formula
  public var comparator: RuleComparator
  /// In ``unit``.
  public var threshold: Rational
  public var unit: UnitOfMeasure
  /// When true, the part fails, even if its value cannot be known because other facts are missing.
  public var breach: Formula?
  public var witnesses: [WitnessSelector]
  /// Parts of other rules, as `CAP-02` or `CAP-01/pbf`, that set another threshold for the same thing.
  public var conflictsWith: [String]
  /// The part only reports its value, as definitions do: it passes as soon as the value is known.
  /// Comparator and threshold then have no meaning.
  public var isReport = false
  /// What is not known about the rule (缺口), so that no formula can be written. Such a part is
  /// shown, always undecidable, and never passes.
  public var gap: Localized?
  /// The first day on which the rule is broken, evaluated when it fails.
  public var breachDate: Formula?
  /// What would make it pass, as quantities.
  public var remedies: [Remedy] = []
  /// What may be dropped to make it pass; nil where dropping is no remedy.
  public var reducible: Reducible?
}
