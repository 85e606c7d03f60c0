import Groundwork

/// A table of scores of one county and year (自评表, 核定分值表): a document of an assessment case, frozen by its
/// hash. The points follow from the values by the formula of the table of indicators, and are never typed.
public struct ScoreSheet: Hashable, Sendable, Codable {
  public static let format = "zhitu.scores/1"

  public struct Line: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    public var unit: Localized
    /// The points for reaching the target.
    public var full: ScoreNumber
    public var target: ScoreNumber?
    /// `false`: there is no such task. `nil`: not known.
    public var applies: Bool?
    /// What the program computed.
    public var computed: ScoreNumber?
    /// What the county states, or what was found in the check.
    public var value: ScoreNumber?
    /// Why it is another than what stood before.
    public var note: String

    public init(
      id: String, title: Localized, unit: Localized, full: ScoreNumber, target: ScoreNumber?,
      applies: Bool?, computed: ScoreNumber?, value: ScoreNumber? = nil, note: String = ""
    ) {
      self.id = id
      self.title = title
      self.unit = unit
      self.full = full
      self.target = target
      self.applies = applies
      self.computed = computed
      self.value = value
      self.note = note
    }

    /// Full points for the target, none below zero, in proportion between; `nil` where that is not known or
    /// does not apply.
    public func points(for value: ScoreNumber?) -> ScoreNumber? {
      guard applies == true, let value, let target else { return nil }
      return full.share(value, of: target)
    }

    public var points: ScoreNumber? { points(for: value) }
  }

  public var format = ScoreSheet.format
  public var year: Int
  public var plan: String
  /// The id of the stored evaluation on whose facts the program computed.
  public var evaluation: String
  public var lines: [Line]

  public init(year: Int, plan: String, evaluation: String, lines: [Line]) {
    self.year = year
    self.plan = plan
    self.evaluation = evaluation
    self.lines = lines
  }

  /// The sum of the points, and of the full points of what applies and is known.
  public var total: (points: ScoreNumber, full: ScoreNumber) {
    lines.reduce((.zero, .zero)) { sum, line in
      guard let points = line.points else { return sum }
      return (sum.0 + points, sum.1 + line.full)
    }
  }

  /// What somebody typed for one indicator.
  public struct Entry: Hashable, Sendable {
    public var indicator: String
    /// Empty: as it stood before.
    public var value: String
    public var note: String

    public init(indicator: String, value: String, note: String) {
      self.indicator = indicator
      self.value = value
      self.note = note
    }
  }

  /// The table with what was typed. What is not typed stays as it is; a value that is changed needs a reason.
  ///
  /// - Throws: Diagnostics `assessment.indicator`, `assessment.number`, `assessment.reason`.
  public func filled(_ entries: [Entry]) throws -> ScoreSheet {
    var sheet = self
    var seen: Set<String> = []
    for entry in entries {
      guard let place = lines.firstIndex(where: { $0.id == entry.indicator }),
        seen.insert(entry.indicator).inserted
      else {
        throw Self.refusal(
          "indicator", entry.indicator, zh: "评分表没有指标“\(entry.indicator)”，或写了两次。",
          en: "the table has no indicator ‘\(entry.indicator)’, or it is named twice.")
      }
      if entry.value.allSatisfy(\.isWhitespace) { continue }
      guard let value = ScoreNumber(entry.value) else {
        throw Self.refusal(
          "number", entry.indicator,
          zh: "“\(lines[place].title.zh)”的值“\(entry.value)”不是至多六位小数的数。",
          en: "‘\(entry.value)’ of \(lines[place].title.en) is no number of at most 6 decimals.")
      }
      guard value != lines[place].value else { continue }
      guard entry.note.contains(where: { !$0.isWhitespace }), entry.note.count <= 2000 else {
        throw Self.refusal(
          "reason", entry.indicator,
          zh: "“\(lines[place].title.zh)”改了值，须写明理由（不超过 2000 字）。",
          en: "say in at most 2000 characters why \(lines[place].title.en) was changed.")
      }
      sheet.lines[place].value = value
      sheet.lines[place].note = entry.note
    }
    return sheet
  }

  /// The table that the check begins with: the values that were stated, without the reasons for them.
  public var toCheck: ScoreSheet {
    var sheet = self
    for place in sheet.lines.indices { sheet.lines[place].note = "" }
    return sheet
  }

  static func refusal(_ code: String, _ field: String?, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "assessment.\(code)", Localized(zh: zh, en: en), field: field)
  }
}
