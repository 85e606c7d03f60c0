import EventLog
import Governance
import Groundwork
import Policy

/// The four dispatch boards (四个调度) as they are at a moment: core indicators, major tasks, key projects,
/// problems and supervision.
public struct Boards: Sendable {
  /// How far the case of a project has come.
  public enum Progress: String, Sendable, Codable, CaseIterable {
    /// Before the works.
    case planned
    /// Works and their acceptance.
    case underway
    /// Accepted as a whole; what comes after acceptance.
    case accepted
    /// Given up or not taken up.
    case dropped
    /// No case of the project was started.
    case none

    public var title: Localized {
      switch self {
      case .planned: Localized(zh: "前期", en: "preparing")
      case .underway: Localized(zh: "实施验收", en: "under way")
      case .accepted: Localized(zh: "已验收", en: "accepted")
      case .dropped: Localized(zh: "终止或未入库", en: "dropped")
      case .none: Localized(zh: "未启动办件", en: "no case")
      }
    }
  }

  public struct Project: Sendable {
    public var code: String
    public var progress: Progress
    public var row: ProcessBoard.Row?
    public var stage: LifeStage?
    /// When it was accepted as a whole.
    public var acceptedAt: Timestamp?
    /// Its part of each additive indicator, in the indicator's unit, by id.
    public var amounts: [String: Rational]
    /// Its name, place and planned course, where it is in the project library and may be read.
    public var card: ProjectCard?
    public var works: Works?
    public var outlook: WorksOutlook?
  }

  /// One indicator with what the plan brings and what of it is accepted.
  public struct Figure: Sendable {
    public var indicator: Indicator
    public var value: IndicatorValue
    /// What projects bring by their progress; empty where the indicator is not grouped.
    public var byProgress: [Progress: Rational]
    /// What was accepted by the end of each month, in order; months without acceptance are left out.
    public var accepted: [(month: String, value: Rational)]
    public var forecast: BoardForecast
    public var areas: [BoardArea]
  }

  public var time: Timestamp
  /// The evaluation on whose facts the indicators stand; none where no plan was verified.
  public var evaluation: CaseEvaluation?
  public var figures: [Figure]
  public var projects: [Project]
  /// Open cases, those overdue first, then by how long they have stood at their step.
  public var tasks: [ProcessBoard.Row]
  public var problems: [ProblemBoard.Row]

  /// - Throws: Diagnostic `indicator.too-large` where the sum of an indicator is not exact.
  public init(
    time: Timestamp, evaluation: CaseEvaluation?, indicators: [(Indicator, IndicatorValue)],
    townships: [String: [String: [String: Rational]]] = [:],
    cases: [(row: ProcessBoard.Row, definition: ProcessDefinition)],
    problems: [ProblemBoard.Row], library: [ProjectBoard.Row] = [], works: [String: Works] = [:],
    calendar: WorkCalendar
  ) throws {
    self.time = time
    self.evaluation = evaluation
    self.problems = problems
    tasks = cases.map(\.row).filter { !$0.instance.isOver }.sorted { a, b in
      let late = (
        a.instance.isOverdue(at: time, calendar), b.instance.isOverdue(at: time, calendar)
      )
      if late.0 != late.1 { return late.0 }
      return (Boards.since(a), a.number) < (Boards.since(b), b.number)
    }
    let cards: [String: ProjectCard] = library.reduce(into: [:]) { $0[$1.id] = $1.record.card }
    projects = Boards.projects(indicators, cases).map { project in
      var project = project
      project.card = cards[project.code]
      project.works = works[project.code]
      project.outlook = works[project.code].flatMap { WorksOutlook($0, on: time.chinaDay) }
      return project
    }
    let projects = self.projects
    figures = try indicators.map { indicator, value in
      try Boards.figure(
        indicator, value, townships[indicator.id] ?? [:], projects, at: time, calendar)
    }
  }

  private static func since(_ row: ProcessBoard.Row) -> Timestamp {
    row.instance.path.last?.enteredAt ?? Timestamp(milliseconds: 0)
  }

  /// A project for every code that an indicator or a case names. Of several cases of one project the
  /// latest counts. What is carried out and accepted is a project; a plan is carried out only.
  private static func projects(
    _ indicators: [(Indicator, IndicatorValue)],
    _ cases: [(row: ProcessBoard.Row, definition: ProcessDefinition)]
  ) -> [Project] {
    var found: [String: Project] = [:]
    func edit(_ code: String, _ change: (inout Project) -> Void) {
      var project =
        found[code] ?? Project(code: code, progress: .none, acceptedAt: nil, amounts: [:])
      change(&project)
      found[code] = project
    }
    for (indicator, value) in indicators {
      for (code, amount) in value.groups where !code.isEmpty {
        edit(code) { $0.amounts[indicator.id] = amount }
      }
    }
    for (row, definition) in cases.sorted(by: { $0.row.number < $1.row.number })
    where definition.steps.contains(where: { $0.stage == .implementation })
      && definition.steps.contains(where: { $0.stage == .acceptance })
    {
      let stage = row.instance.step.flatMap(definition.step)?.stage
      edit(row.instance.subject) { project in
        project.row = row
        project.stage = stage
        project.progress = progress(row.instance, stage, definition)
        project.acceptedAt =
          project.progress == .accepted ? acceptance(row.instance, definition) : nil
      }
    }
    return found.values.sorted { $0.code < $1.code }
  }

  private static func progress(
    _ instance: ProcessInstance, _ stage: LifeStage?, _ definition: ProcessDefinition
  ) -> Progress {
    if instance.standing == .terminated { return .dropped }
    switch stage {
    case .implementation, .acceptance: return .underway
    case .effect, .aftercare: return .accepted
    case .planning where instance.standing == .ended: return .dropped
    default: return .planned
    }
  }

  /// When a case first entered a step that comes after acceptance.
  private static func acceptance(
    _ instance: ProcessInstance, _ definition: ProcessDefinition
  ) -> Timestamp? {
    instance.path.first { visit in
      let stage = definition.step(visit.step)?.stage
      return stage == .effect || stage == .aftercare
    }?.enteredAt
  }

  private static func figure(
    _ indicator: Indicator, _ value: IndicatorValue,
    _ townships: [String: [String: Rational]], _ projects: [Project], at time: Timestamp,
    _ calendar: WorkCalendar
  ) throws -> Figure {
    var sums: [Progress: Rational] = [:]
    var steps: [(month: String, amount: Rational)] = []
    for project in projects {
      guard let amount = project.amounts[indicator.id] else { continue }
      sums[project.progress] = try Boards.sum(
        [sums[project.progress] ?? .zero, amount], indicator)
      if let time = project.acceptedAt {
        let local = time.adding(seconds: calendar.offsetHours * 3600)
        steps.append((String(local.iso8601.prefix(7)), amount))
      }
    }
    var total = Rational.zero
    var accepted: [(month: String, value: Rational)] = []
    for step in steps.sorted(by: { $0.month < $1.month }) {
      total = try Boards.sum([total, step.amount], indicator)
      if accepted.last?.month == step.month { accepted.removeLast() }
      accepted.append((step.month, total))
    }
    return Figure(
      indicator: indicator, value: value, byProgress: sums, accepted: accepted,
      forecast: try BoardForecast(indicator, projects, at: time, calendar),
      areas: try BoardArea.list(indicator, townships, projects))
  }

  /// The exact sum of figures of an indicator.
  /// - Throws: Diagnostic `indicator.too-large` where it does not fit; what does not fit is never left out.
  public static func sum(_ values: [Rational], _ indicator: Indicator?) throws -> Rational {
    try values.reduce(Rational.zero) { sum, value in
      guard let next = sum.adding(value) else {
        let zh = indicator.map { "指标“\($0.title.zh)”" } ?? "得分"
        let en = indicator.map { "The indicator ‘\($0.title.en)’" } ?? "The points"
        throw Diagnostic(
          code: "indicator.too-large",
          Localized(zh: "\(zh)的合计超出精确运算的范围。", en: "\(en): the sum is too large to be exact."))
      }
      return next
    }
  }
}
