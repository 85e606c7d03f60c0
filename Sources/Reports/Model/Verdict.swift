import Groundwork

/// One rule's verdict (结论) on a plan.
public struct Verdict: Codable, Sendable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case pass, fail, undecidable
    case notApplicable = "not_applicable"
  }

  /// How binding a rule is.
  public enum Level: String, Codable, Sendable {
    case hard
    case hardInPrinciple = "hard_in_principle"
    case soft, info
  }

  public var rule: String
  /// A rule with several tests has one verdict for each.
  public var part: String?
  public var partTitle: Localized?
  public var title: Localized
  public var statement: Localized?
  public var level: Level
  public var verdict: Kind
  /// False when the rule's condition is not met, so that there was nothing to test.
  public var applies: Bool?
  public var value: Double?
  public var threshold: Double?
  public var comparator: String?
  public var unit: String?
  public var margin: Double?
  public var formula: String?
  public var source: Source?
  public var evidence: Evidence?
  /// Facts without which the rule cannot be decided.
  public var missing: [String]?
  /// Why there is no value, in words.
  public var reason: Localized?
  /// Where rules set different thresholds for the same thing, which one binds.
  public var binding: Binding?
  public var trace: [TraceStep]?
  public var witnesses: [Witness]?
  /// How many witnesses there are in all; ``witnesses`` may hold only the largest.
  public var witnessCount: Int?
  /// When it fails: the first day on which it is broken.
  public var breachDate: String?
  /// When it fails: quantities that would make it pass.
  public var remedies: [Remedy]?
  /// When it fails: the record that sets it aside.
  public var override: Override?

  enum CodingKeys: String, CodingKey {
    case rule, part, title, statement, level, verdict, applies, value, threshold, comparator
    case unit, margin, formula, source, evidence, missing, reason, binding, trace, witnesses
    case remedies, override
    case breachDate = "breach_date"
    case partTitle = "part_title"
    case witnessCount = "witness_count"
  }

  /// Where a rule is written.
  public struct Source: Codable, Sendable {
    public var title: String?
    public var docNo: String?
    public var article: String?
    public var issued: String?
    /// `in_force`, `draft`, `repealed`, or `reported` when only others quote the text.
    public var status: String?

    enum CodingKeys: String, CodingKey {
      case title
      case docNo = "doc_no"
      case article, issued, status
    }

    public init(
      title: String?, docNo: String? = nil, article: String? = nil, issued: String? = nil,
      status: String? = nil
    ) {
      self.title = title
      self.docNo = docNo
      self.article = article
      self.issued = issued
      self.status = status
    }

    public var isDraft: Bool { status == "draft" }
  }

  /// What would make a failing rule pass, with its quantity in the words.
  public struct Remedy: Codable, Sendable {
    public var say: Localized
    /// Whether the quantity was put in and found to be enough.
    public var verified: Bool?

    public init(say: Localized, verified: Bool? = nil) {
      self.say = say
      self.verified = verified
    }
  }

  /// The record that sets a rule "in principle" aside.
  public struct Override: Codable, Sendable {
    public var authority: String?
    public var reason: String?
    public var document: String?
    public var date: String?
  }

  /// How well the rule's text is known.
  public struct Evidence: Codable, Sendable {
    public var grade: String?
    public var seed: String?
    /// False until somebody has compared the rule with a text.
    public var verified: Bool?
    public var note: Localized?

    public init(
      grade: String?, seed: String? = nil, verified: Bool? = nil, note: Localized? = nil
    ) {
      self.grade = grade
      self.seed = seed
      self.verified = verified
      self.note = note
    }
  }

  /// Which of several thresholds for the same thing binds (从严).
  public struct Binding: Codable, Sendable {
    public var binds: Bool
    public var against: [String]
    public var reason: Localized?

    public init(binds: Bool, against: [String], reason: Localized? = nil) {
      self.binds = binds
      self.against = against
      self.reason = reason
    }
  }

  /// A piece of land that proves the verdict.
  public struct Witness: Codable, Sendable {
    public var id: Int
    public var fromID: String?
    public var toID: String?
    public var fromClass: String?
    public var toClass: String?
    public var area: Area?
    /// Least x, least y, greatest x, greatest y, in metres.
    public var bounds: [Double]?

    enum CodingKeys: String, CodingKey {
      case id
      case fromID = "from_id"
      case toID = "to_id"
      case fromClass = "from_class"
      case toClass = "to_class"
      case area, bounds
    }

    public init(
      id: Int, fromID: String? = nil, toID: String? = nil, fromClass: String? = nil,
      toClass: String? = nil, area: Area? = nil, bounds: [Double]? = nil
    ) {
      self.id = id
      self.fromID = fromID
      self.toID = toID
      self.fromClass = fromClass
      self.toClass = toClass
      self.area = area
      self.bounds = bounds
    }
  }

  public init(
    rule: String, part: String? = nil, partTitle: Localized? = nil, title: Localized,
    statement: Localized? = nil, level: Level, verdict: Kind, applies: Bool? = nil,
    value: Double? = nil, threshold: Double? = nil, comparator: String? = nil,
    unit: String? = nil, margin: Double? = nil, formula: String? = nil, source: Source? = nil,
    evidence: Evidence? = nil, missing: [String]? = nil, reason: Localized? = nil,
    binding: Binding? = nil, trace: [TraceStep]? = nil, witnesses: [Witness]? = nil,
    witnessCount: Int? = nil, breachDate: String? = nil, remedies: [Remedy]? = nil
  ) {
    self.rule = rule
    self.part = part
    self.partTitle = partTitle
    self.title = title
    self.statement = statement
    self.level = level
    self.verdict = verdict
    self.applies = applies
    self.value = value
    self.threshold = threshold
    self.comparator = comparator
    self.unit = unit
    self.margin = margin
    self.formula = formula
    self.source = source
    self.evidence = evidence
    self.missing = missing
    self.reason = reason
    self.binding = binding
    self.trace = trace
    self.witnesses = witnesses
    self.witnessCount = witnessCount
    self.breachDate = breachDate
    self.remedies = remedies
  }

  /// Rule and part, as they are named in tables: `CAP-01/pbf`.
  public var label: String { part.map { "\(rule)/\($0)" } ?? rule }

  /// The rule's title, with that of the part where there is one.
  public func fullTitle(_ language: Language) -> String {
    guard let partTitle else { return title[language] }
    return title[language] + (language == .zh ? "：" : ": ") + partTitle[language]
  }
}
