import EventLog
import Foundation
import Geometry
import Groundwork
import Programme

/// One selected patch with the course that brought it in or out, level by level, and what was found in
/// the field.
public struct PotentialCard: Encodable, Sendable {
  /// One rule on the way: every rule of the task stands here, also those that do not apply.
  public struct Step: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var origin: Localized
    /// source, clear, cut, excluded, unchecked, or unreached: after an exclusion.
    public var outcome: String
    public var area: Area?
    public var seen: String?
  }

  public struct Level: Encodable, Sendable {
    public var id: PotentialLevel
    public var title: Localized
    public var area: Area
    /// The factors, such as `× 0.88`.
    public var formula: Localized
  }

  public struct Indicator: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var weight: String
    public var value: Double?
  }

  public struct Visit: Encodable, Sendable {
    public var verdict: String
    public var verdictTitle: Localized
    public var will: OwnersWill
    public var willTitle: Localized
    public var condition: GroundCondition
    public var conditionTitle: Localized
    public var remark: String
    public var photos: [String]
    public var by: String
    public var at: String
  }

  public struct Event: Encodable, Sendable {
    public var survey: Int
    public var epoch: String
    public var kind: String
    public var title: Localized
    public var reasons: [Localized]
    public var before: Area
    public var after: Area
  }

  public var number: String
  public var version: Int64
  public var task: String
  public var taskTitle: Localized
  public var element: PotentialElement
  public var patch: String
  public var landClass: String
  public var village: String?
  public var villageName: String?
  public var area: Area
  public var net: Area
  public var isCandidate: Bool
  public var course: [Step]
  public var levels: [Level]
  public var score: Int?
  public var indicators: [Indicator]
  public var benefits: [Benefit]
  /// `nil` without issued polygons, and for patches that are excluded.
  public var guide: Guide?
  /// Other tasks that select the same patch, by their numbers.
  public var alsoIn: [String]
  public var visits: [Visit]
  public var changes: [Event]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension Workbench {
  /// The card of one number.
  ///
  /// - Throws: Diagnostics `potential.no-library`, `potential.no-number`.
  public func potentialCard(_ number: String) throws -> PotentialCard {
    let library = try potentialLibrary()
    let history = try potentialHistory()
    guard let entry = library.record.entry(number),
      let task = library.record.rules.task(entry.task)
    else {
      throw Diagnostic(
        code: "potential.no-number",
        Localized(
          zh: "潜力库现在没有编号 \(number)。", en: "the library has no number \(number) at present."),
        remedy: Localized(
          zh: "用 zhitu potential list 查看编号；已退出的见 zhitu potential diff。",
          en: "See the numbers with zhitu potential list; those that went with"
            + " zhitu potential diff."))
    }
    var changes: [PotentialCard.Event] = []
    for (place, _) in library.state.records.enumerated() {
      let record = try potentialLibrary(survey: place + 1).record
      for change in record.changes where change.number == number {
        changes.append(
          PotentialCard.Event(
            survey: place + 1, epoch: record.epoch, kind: change.kind.rawValue,
            title: change.kind.title, reasons: change.reasons, before: change.before,
            after: change.after))
      }
    }
    let also = library.record.entries
      .filter { $0.patch == entry.patch && $0.number != number }.map(\.number)
    return PotentialCard(
      number: number, version: library.version, task: task.id, taskTitle: task.title,
      element: task.element, patch: entry.patch, landClass: entry.landClass,
      village: entry.village, villageName: entry.villageName, area: entry.area, net: entry.net,
      isCandidate: entry.isCandidate, course: PotentialCard.Step.course(entry, task),
      levels: PotentialCard.Level.list(entry, task, library), score: entry.score,
      indicators: task.ranking.map { indicator in
        PotentialCard.Indicator(
          id: indicator.id, title: indicator.title, weight: indicator.weight.decimal,
          value: entry.values.first { $0.indicator == indicator.id }?.thousandths
            .map { Double($0) / 1000 })
      }, benefits: PotentialCard.Benefit.list(entry, task, library),
      guide: PotentialCard.Guide(entry, library.record), alsoIn: also,
      visits: PotentialCard.Visit.list(history, number), changes: changes)
  }
}

extension PotentialCard.Step {
  static func course(_ entry: PotentialEntry, _ task: PotentialTask) -> [Self] {
    var steps: [Self] = []
    if let source = task.sources.first(where: { $0.id == entry.source }) {
      steps.append(
        Self(
          id: source.id, title: source.title, origin: source.origin, outcome: "source", area: nil,
          seen: entry.landClass))
    }
    var isOver = false
    for rule in task.exclusions {
      let step = entry.course.first { $0.rule == rule.id }
      steps.append(
        Self(
          id: rule.id, title: rule.title, origin: rule.origin,
          outcome: isOver ? "unreached" : step?.outcome.rawValue ?? "clear", area: step?.area,
          seen: step?.seen))
      if step?.outcome == .excluded { isOver = true }
    }
    return steps
  }
}

extension PotentialCard.Level {
  static func list(
    _ entry: PotentialEntry, _ task: PotentialTask, _ library: PotentialLibrary
  ) -> [Self] {
    let finding = library.visit(entry.number)?.finding
    let will = finding?.will ?? .unknown
    let condition = finding?.condition ?? .unknown
    let yield =
      task.sources.first { $0.id == entry.source }?.yield?.value ?? task.levels.yield.value
    let agreed = task.levels.will[will.rawValue] ?? .zero
    let ready = task.levels.condition[condition.rawValue] ?? .zero
    let formulas: [PotentialLevel: Localized] = [
      .theoretical: Localized(
        zh: "净面积 × 净得率 \(yield.decimal)", en: "net area × net rate \(yield.decimal)"),
      .realisable: Localized(
        zh: "× 意愿 \(agreed.decimal)（\(will.title.zh)）× 资金 \(task.levels.funding.value.decimal)",
        en: "× will \(agreed.decimal) (\(will.title.en)) × funding "
          + task.levels.funding.value.decimal),
      .nearTerm: Localized(
        zh: "× 条件 \(ready.decimal)（\(condition.title.zh)）",
        en: "× condition \(ready.decimal) (\(condition.title.en))"),
    ]
    return PotentialLevel.allCases.map { level in
      Self(
        id: level, title: level.title, area: library.area(entry, level),
        formula: formulas[level] ?? Localized(""))
    }
  }
}

extension PotentialCard.Visit {
  static func list(_ history: [Deed<PotentialEvent>], _ number: String) -> [Self] {
    history.compactMap { deed in
      guard case .visited(number, let finding) = deed.event else { return nil }
      return Self(
        verdict: finding.verdict.rawValue, verdictTitle: finding.verdict.title,
        will: finding.will, willTitle: finding.will.title, condition: finding.condition,
        conditionTitle: finding.condition.title, remark: finding.remark, photos: finding.photos,
        by: deed.actor.name, at: deed.time.iso8601)
    }
  }
}
