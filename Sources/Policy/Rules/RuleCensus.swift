import Groundwork

/// Selects rules of a book.
public struct RuleFilter: Sendable, Hashable {
  /// Part of the title or the file of a chapter.
  public var chapter: String?
  public var level: RuleLevel?
  public var grade: Evidence.Grade?
  /// The id of a pack, such as `ningbo`, or an administrative code that the scope must be.
  public var jurisdiction: String?
  /// In force on this day.
  public var date: CalendarDate?
  /// Applies in the place with this code.
  public var scope: String?
  public var stage: String?

  public init() {}

  public func rules(of book: RuleBook) -> [Rule] {
    book.packs.flatMap { pack in
      pack.chapters.flatMap { chapter in
        chapter.rules.filter { holds($0, chapter) }
      }
    }
  }

  private func holds(_ rule: Rule, _ chapter: RulePack.Chapter) -> Bool {
    if let text = self.chapter?.lowercased() {
      let names = [chapter.title.zh, chapter.title.en, chapter.file]
      guard names.contains(where: { $0.lowercased().contains(text) }) else { return false }
    }
    if let level, rule.level != level { return false }
    if let grade, rule.evidence.grade != grade { return false }
    if let jurisdiction, rule.pack != jurisdiction, rule.scope.code != jurisdiction { return false }
    if let date, !rule.isInForce(on: date) { return false }
    if let scope, !rule.scope.covers(scope) { return false }
    if let stage, !rule.stageGates.isEmpty, !rule.stageGates.contains(stage) { return false }
    return true
  }
}

/// How many rules of a pack block, warn or inform, and how many of them a jurist has confirmed.
public struct EffectCensus: Sendable, Hashable, Codable {
  /// The id of the pack.
  public var pack: String
  public var rules: Int
  public var blocks: Int
  public var warns: Int
  public var informs: Int
  public var confirmed: Int

  public static func of(
    _ book: RuleBook, _ rules: [Rule], _ review: ConfirmationReview
  ) -> [EffectCensus] {
    book.packs.map { pack in
      let own = rules.filter { $0.pack == pack.id }
      let effects = own.map { $0.effect(isConfirmed: review.counted[$0.id] != nil) }
      return EffectCensus(
        pack: pack.id, rules: own.count, blocks: effects.count { $0 == .blocks },
        warns: effects.count { $0 == .warns }, informs: effects.count { $0 == .informs },
        confirmed: own.count { review.counted[$0.id] != nil })
    }
  }
}

/// How many rules there are by level and evidence grade (规则统计).
public struct RuleCensus: Sendable, Hashable, Codable {
  public struct Row: Sendable, Hashable, Codable {
    public var grade: Evidence.Grade
    public var verified: Int
    /// By level.
    public var levels: [String: Int]
    public var total: Int
  }

  public var rules: Int
  /// The number of parts of all rules.
  public var parts: Int
  /// Rules that nobody has compared with a text (待核实).
  public var unverified: Int
  /// Rules of which something is not known, so that they cannot be decided (缺口).
  public var gaps: Int
  /// From the best grade to the worst; grades without rules are left out.
  public var rows: [Row]

  public init(_ rules: [Rule]) {
    self.rules = rules.count
    parts = rules.map(\.parts.count).reduce(0, +)
    unverified = rules.count { !$0.evidence.verified }
    gaps = rules.count { rule in rule.parts.contains { $0.gap != nil } }
    rows = Evidence.Grade.allCases.compactMap { grade in
      let own = rules.filter { $0.evidence.grade == grade }
      guard !own.isEmpty else { return nil }
      return Row(
        grade: grade, verified: own.count { $0.evidence.verified },
        levels: Dictionary(grouping: own, by: \.level.rawValue).mapValues(\.count),
        total: own.count)
    }
  }
}
