import Groundwork

/// One thing a quality check (质量检查) has found.
public struct Finding: Hashable, Sendable, Codable {
  /// The stable id of the rule, such as `TOP-GAP`.
  public var rule: String
  public var severity: Diagnostic.Severity
  /// The layer that was checked.
  public var layer: String
  /// The feature's own id, `nil` where the finding belongs to the layer or to a place.
  public var feature: String?
  /// The feature's number in the layer.
  public var fid: Int64?
  /// The other feature of a pair, or the unit concerned.
  public var other: String?
  public var field: String?
  /// Easting in metres of a place where the finding can be seen.
  public var x: Double?
  /// Northing in metres.
  public var y: Double?
  /// What was measured, in ``unit``.
  public var value: Double?
  /// The bound that was broken, in ``unit``.
  public var tolerance: Double?
  /// `m`, `m2`, `degree` or `count`.
  public var unit: String?
  public var message: Localized

  public init(
    rule: CheckRule, severity: Diagnostic.Severity? = nil, layer: String, feature: String? = nil,
    fid: Int64? = nil, other: String? = nil, field: String? = nil,
    location: (x: Double, y: Double)? = nil, value: Double? = nil, tolerance: Double? = nil,
    unit: String? = nil, message: Localized
  ) {
    self.rule = rule.rawValue
    self.severity = severity ?? rule.severity
    self.layer = layer
    self.feature = feature
    self.fid = fid
    self.other = other
    self.field = field
    x = location?.x
    y = location?.y
    self.value = value
    self.tolerance = tolerance
    self.unit = unit
    self.message = message
  }

  /// The heads of ``csvFields``.
  public static let csvHeader = [
    "rule", "severity", "layer", "feature", "fid", "other", "field", "x", "y", "value",
    "tolerance", "unit", "message_zh", "message_en",
  ]

  /// The finding as one CSV record; what is missing is empty.
  public var csvFields: [String] {
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    return [
      rule, severity.rawValue, layer, feature ?? "", fid.map { "\($0)" } ?? "", other ?? "",
      field ?? "", text(x), text(y), text(value), text(tolerance), unit ?? "", message.zh,
      message.en,
    ]
  }
}

/// What a run of the quality checks has found, and what it could not look at.
public struct CheckReport: Sendable, Codable {
  /// A rule that was not run, with the reason.
  public struct Skipped: Hashable, Sendable, Codable {
    public var rule: String
    public var reason: Localized
  }

  /// Findings of a rule beyond those that are listed; see ``CheckOptions/listed``.
  public struct Unlisted: Hashable, Sendable, Codable {
    public var rule: String
    public var severity: Diagnostic.Severity
    public var count: Int
  }

  public var layer: String
  public var featureCount: Int
  /// In the order of the rules, then of the features.
  public var findings: [Finding] = []
  /// What was found and counted, but is not listed.
  public var unlisted: [Unlisted] = []
  /// Ids of the rules that were run, whether they found anything or not.
  public var rulesRun: [String] = []
  public var skipped: [Skipped] = []
  /// All overlaps together in m², also those too small to be listed.
  public var overlapTotal = 0.0
  /// All gaps together in m², also those too small to be listed.
  public var gapTotal = 0.0

  public init(layer: String, featureCount: Int) {
    self.layer = layer
    self.featureCount = featureCount
  }

  /// All errors, also those that are not listed.
  public var errorCount: Int { count(.error) }
  /// All warnings, also those that are not listed.
  public var warningCount: Int { count(.warning) }

  private func count(_ severity: Diagnostic.Severity) -> Int {
    findings.count { $0.severity == severity }
      + unlisted.filter { $0.severity == severity }.reduce(0) { $0 + $1.count }
  }

  /// How many findings each rule has, for the rules that have any.
  public var countsByRule: [String: Int] {
    unlisted.reduce(into: findings.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }) {
      $0[$1.rule, default: 0] += $1.count
    }
  }
}
