import EventLog
import Governance
import Groundwork
import Policy
import Workbench

struct BoardsView: Encodable {
  struct Month: Encodable {
    var month: String
    var value: Double
  }

  struct Progress: Encodable {
    var progress: String
    var title: Localized
    var value: Double
  }

  struct Figure: Encodable {
    var id: String
    var title: Localized
    var unit: String
    var unitTitle: Localized
    var direction: String
    @Nullable var rule: String?
    @Nullable var verdict: String?
    var source: String
    var formula: String
    @Nullable var value: Double?
    @Nullable var target: Double?
    var isGrouped: Bool
    var missing: [String]
    var byProgress: [Progress]
    var accepted: [Month]
    var forecast: BoardForecastView
    var areas: [BoardAreaView]
  }

  struct Amount: Encodable {
    var indicator: String
    var value: Double
  }

  struct Project: Encodable {
    var code: String
    var progress: String
    var progressTitle: Localized
    @Nullable var stage: Localized?
    @Nullable var row: CaseView?
    @Nullable var acceptedAt: String?
    var amounts: [Amount]
    @Nullable var title: String?
    @Nullable var area: String?
    @Nullable var expectedEnd: String?
  }

  struct Finding: Encodable {
    var number: String
    var title: String
    var level: String
    var phase: String
    var phaseTitle: Localized
    @Nullable var project: String?
    @Nullable var deadline: String?
    var isOverdue: Bool
    var isOpen: Bool
    var reopenings: Int
  }

  struct Score: Encodable {
    var id: String
    var title: Localized
    @Nullable var group: Localized?
    var full: Double
    @Nullable var points: Double?
    @Nullable var value: Double?
    @Nullable var target: Double?
    var unitTitle: Localized
    @Nullable var applies: Bool?
    var missing: [String]
    var source: String
    var formula: String
  }

  struct Total: Encodable {
    /// The points of what applies and is known.
    var points: Double
    /// The full points of the same.
    var full: Double
    var undecided: Int
  }

  var time: String
  @Nullable var evaluation: CaseEvaluationView?
  var figures: [Figure]
  var tasks: [CaseView]
  var projects: [Project]
  var problems: [Finding]
  var scores: [Score]
  var total: Total
  var alerts: [BoardAlertView]

  init(
    _ boards: Boards, _ table: IndicatorTable?, _ rules: AlertRules, _ calendar: WorkCalendar
  ) throws {
    func row(_ row: ProcessBoard.Row) -> CaseView {
      CaseView(row, isMine: false, boards.time, calendar)
    }
    time = boards.time.iso8601
    evaluation = boards.evaluation.map(CaseEvaluationView.init)
    figures = boards.figures.map { BoardsView.figure($0, boards.evaluation) }
    tasks = boards.tasks.map(row)
    projects = boards.projects.map { project in
      Project(
        code: project.code, progress: project.progress.rawValue,
        progressTitle: project.progress.title, stage: project.stage?.title,
        row: project.row.map(row), acceptedAt: project.acceptedAt?.iso8601,
        amounts: project.amounts.sorted { $0.key < $1.key }.map {
          Amount(indicator: $0.key, value: $0.value.double)
        }, title: project.card?.title, area: project.card?.area,
        expectedEnd: project.outlook.map { Timestamp(dayNumber: $0.end).date })
    }
    alerts = boards.alerts(rules, calendar).map(BoardAlertView.init)
    problems = boards.problems.map { BoardsView.finding($0, boards.time) }
    let scored = (table?.scores ?? []).compactMap { indicator, value in
      indicator.full.map { (indicator, value, $0) }
    }
    scores = scored.map { BoardsView.score($0, $1, $2) }
    let known = scored.compactMap { _, value, full in
      value.score(of: full).map { (points: $0, full: full) }
    }
    total = Total(
      points: try Boards.sum(known.map(\.points), nil).double,
      full: try Boards.sum(known.map(\.full), nil).double,
      undecided: scored.filter { $1.applies != false && $1.score(of: $2) == nil }.count)
  }

  private static func figure(
    _ figure: Boards.Figure, _ evaluation: CaseEvaluation?
  ) -> Figure {
    let indicator = figure.indicator
    return Figure(
      id: indicator.id, title: indicator.title, unit: indicator.unit.name,
      unitTitle: indicator.unit.symbol, direction: indicator.direction.rawValue,
      rule: indicator.rule,
      verdict: indicator.rule.flatMap { evaluation?.check($0).verdict?.rawValue },
      source: indicator.source, formula: indicator.formula.text,
      value: figure.value.value?.double, target: figure.value.target?.double,
      isGrouped: indicator.isGrouped, missing: figure.value.missing,
      byProgress: Boards.Progress.allCases.compactMap { progress in
        figure.byProgress[progress].map {
          Progress(progress: progress.rawValue, title: progress.title, value: $0.double)
        }
      },
      accepted: figure.accepted.map { Month(month: $0.month, value: $0.value.double) },
      forecast: BoardForecastView(figure.forecast), areas: figure.areas.map(BoardAreaView.init))
  }

  private static func finding(_ row: ProblemBoard.Row, _ time: Timestamp) -> Finding {
    let problem = row.problem
    return Finding(
      number: row.number, title: problem.finding?.title ?? "",
      level: problem.finding?.level.rawValue ?? "", phase: problem.phase.rawValue,
      phaseTitle: problem.phase.title, project: problem.finding?.project,
      deadline: problem.deadline?.iso8601,
      isOverdue: problem.isOverdue(at: time), isOpen: problem.isOpen,
      reopenings: problem.reopenings)
  }

  private static func score(
    _ indicator: Indicator, _ value: IndicatorValue, _ full: Rational
  ) -> Score {
    Score(
      id: indicator.id, title: indicator.title, group: indicator.group, full: full.double,
      points: value.score(of: full)?.double, value: value.value?.double,
      target: value.target?.double, unitTitle: indicator.unit.symbol, applies: value.applies,
      missing: value.missing, source: indicator.source, formula: indicator.formula.text)
  }
}

/// The records behind a figure.
struct IndicatorRecordsView: Encodable {
  struct Record: Encodable {
    var id: Int64
    @Nullable var fromId: String?
    @Nullable var toId: String?
    @Nullable var fromClass: String?
    @Nullable var toClass: String?
    /// 0.01 m².
    @Nullable var area: Int64?
    /// m².
    @Nullable var amount: Double?
  }

  var records: [Record]
  var count: Int
  /// The flow in which the ground of the records is.
  var flow: String

  init(records: [Witness], count: Int, flow: String) {
    self.records = records.map {
      Record(
        id: $0.id, fromId: $0.fromID, toId: $0.toID, fromClass: $0.fromClass,
        toClass: $0.toClass, area: $0.area, amount: $0.amount)
    }
    self.count = count
    self.flow = flow
  }
}
