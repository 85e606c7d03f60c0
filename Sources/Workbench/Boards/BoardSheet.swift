import EventLog
import Foundation
import Governance
import Groundwork
import Policy
import Reports
import VectorFiles

/// The values of the weekly sheet of the boards (调度周报): the state at the moment of the boards, and what moved in
/// the seven local days up to it. Figures are those of the boards.
struct BoardSheet {
  private(set) var values = WordValues()
  private let boards: Boards
  private let calendar: WorkCalendar
  private let today: Int64

  init(
    _ boards: Boards, _ scores: [(Indicator, IndicatorValue)], _ alerts: [BoardAlert],
    _ calendar: WorkCalendar
  ) throws {
    self.boards = boards
    self.calendar = calendar
    today = calendar.day(of: boards.time)
    set("day", Timestamp(dayNumber: today).date, "制表之日")
    set(
      "week", "\(Timestamp(dayNumber: today - 6).date) 至 \(Timestamp(dayNumber: today).date)",
      "制表之日及之前六日")
    set("plan", boards.evaluation?.plan ?? "未检验", "上次检验的方案")
    set("evaluation", boards.evaluation?.id ?? "无检验结果", "检验结果编号")
    addFigures()
    addTasks()
    addProjects()
    addProblems()
    table(
      "alerts", ["预警", "对象", "内容", "天数"], figures: [3], "Policies/boards/alerts.yaml",
      alerts.map { [$0.title.zh, $0.id, $0.text.zh, $0.days.map { String($0) } ?? ""] })
    try addScores(scores)
  }

  private mutating func set(_ key: String, _ text: String, _ source: String) {
    values.fields[key] = WordValues.Field(text, source: source)
  }

  private mutating func table(
    _ key: String, _ headings: [String], figures: Set<Int>, _ source: String, _ rows: [[String]]
  ) {
    values.tables[key] = WordTable(
      headings: headings,
      rows: rows.isEmpty ? [["无"] + headings.dropFirst().map { _ in "" }] : rows,
      figures: figures, source: source)
  }

  /// Two digits after the point; 未知 of what is not known.
  private static func text(_ value: Rational?) -> String {
    value.map { Numbers.text($0.double, decimals: 2) } ?? "未知"
  }

  private func isThisWeek(_ time: Timestamp?) -> Bool {
    guard let time else { return false }
    return time <= boards.time && calendar.day(of: time) > today - 7
  }

  private mutating func addFigures() {
    let year = Int(Timestamp(dayNumber: today).date.prefix(4)) ?? 0
    table(
      "figures", ["指标", "单位", "方案", "目标", "已验收", "实施中", "\(year) 年底预计"],
      figures: [2, 3, 4, 5, 6], "上次检验的事实；预计按工程速度或项目卡片的完工年，未验收的不早于今年",
      boards.figures.map { figure in
        let grouped = figure.indicator.isGrouped && figure.value.value != nil
        func part(_ value: Rational?) -> String { grouped ? Self.text(value ?? .zero) : "—" }
        return [
          figure.indicator.title.zh, figure.indicator.unit.symbol.zh, Self.text(figure.value.value),
          figure.value.target.map { Self.text($0) } ?? "—",
          part(figure.byProgress[.accepted]), part(figure.byProgress[.underway]),
          part(figure.forecast.years.last { $0.year <= year }?.value),
        ]
      })
    let figure = boards.figures.first { $0.indicator.isGrouped }
    let title = figure?.indicator.title.zh ?? "指标"
    // The finest level; the levels above are its sums.
    let finest = figure?.areas.map(\.code.count).max() ?? 0
    table(
      "areas", ["区划代码", "项目数", title, "已验收", "实施中"], figures: [1, 2, 3, 4],
      "台账图块所在乡镇；无乡镇图层时为项目卡片的区划",
      (figure?.areas ?? []).filter { [0, finest].contains($0.code.count) }.map { area in
        [
          area.code.isEmpty ? "未注明" : area.code, String(area.projects.count),
          Self.text(area.value), Self.text(area.accepted), Self.text(area.underway),
        ]
      })
  }

  private mutating func addTasks() {
    let source = "办件台账"
    let late = boards.tasks.filter { $0.instance.isOverdue(at: boards.time, calendar) }
    let moved = boards.tasks.filter { isThisWeek($0.instance.path.last?.enteredAt) }
    set("tasks.open", String(boards.tasks.count), source)
    set("tasks.overdue", String(late.count), source)
    set("tasks.moved", String(moved.count), source)
    table(
      "overdue", ["编号", "事项", "环节", "时限"], figures: [], source,
      late.map { row in
        let due = row.instance.due(calendar)
        return [
          row.number, row.instance.title, row.instance.path.last?.title.zh ?? "",
          due.map { Timestamp(dayNumber: calendar.day(of: $0.time)).date } ?? "",
        ]
      })
    table(
      "moved", ["编号", "事项", "进入环节", "日期"], figures: [], source,
      moved.map { row in
        let visit = row.instance.path.last
        return [
          row.number, row.instance.title, visit?.title.zh ?? "",
          visit.map { Timestamp(dayNumber: calendar.day(of: $0.enteredAt)).date } ?? "",
        ]
      })
  }

  private mutating func addProjects() {
    table(
      "progress", ["进度", "项目数"], figures: [1], "办件台账",
      Boards.Progress.allCases.map { progress in
        [progress.title.zh, String(boards.projects.count { $0.progress == progress })]
      } + [["合计", String(boards.projects.count)]])
    table(
      "works", ["项目", "名称", "状态", "计划完成%", "已核定%", "预计完工", "延期（天）"],
      figures: [3, 4, 6], "工程实施台账；预计按至今的速度",
      boards.projects.compactMap { project in
        guard let outlook = project.outlook, let works = project.works, works.phase != .finished
        else { return nil }
        func share(_ money: Money) -> String {
          outlook.cost > .zero
            ? Numbers.text(Double(money.fen) * 100 / Double(outlook.cost.fen), decimals: 1) : "—"
        }
        return [
          project.code, project.card?.title ?? "", works.phase.title.zh, share(outlook.planned),
          share(outlook.confirmed), Timestamp(dayNumber: outlook.end).date, String(outlook.delay),
        ]
      })
  }

  private mutating func addProblems() {
    let source = "问题台账"
    let open = boards.problems.filter(\.problem.isOpen)
    set("problems.open", String(open.count), source)
    set(
      "problems.overdue", String(open.count { $0.problem.isOverdue(at: boards.time) }), source)
    set(
      "problems.closed", String(boards.problems.count { isThisWeek($0.problem.closedAt) }), source)
    table(
      "problems", ["编号", "问题", "阶段", "时限"], figures: [], source,
      open.map { row in
        [
          row.number, row.problem.finding?.title ?? "", row.problem.phase.title.zh,
          row.problem.deadline.map { Timestamp(dayNumber: calendar.day(of: $0)).date } ?? "",
        ]
      })
  }

  private mutating func addScores(_ scores: [(Indicator, IndicatorValue)]) throws {
    let known = scores.compactMap { indicator, value in
      indicator.full.flatMap { full in value.score(of: full).map { ($0, full) } }
    }
    let undecided = scores.count { indicator, value in
      value.applies != false && indicator.full.flatMap { value.score(of: $0) } == nil
    }
    let points = Self.text(try Boards.sum(known.map(\.0), nil))
    let full = Self.text(try Boards.sum(known.map(\.1), nil))
    set(
      "scores",
      known.isEmpty
        ? "没有可计的得分。" : "适用且可算的指标得 \(points) 分（满分 \(full)），另有 \(undecided) 项未定。",
      "Policies/boards/assessment.yaml")
  }
}

extension Workbench {
  /// The weekly sheet of the boards as a Word document.
  ///
  /// - Parameter template: a file of the office; `nil` for `Policies/boards/weekly.md`.
  /// - Throws: Diagnostics `document.*`, `alerts.*`, `indicator.*`.
  public func boardSheet(
    _ boards: Boards, _ table: IndicatorTable?, _ calendar: WorkCalendar,
    template file: String? = nil
  ) throws -> [UInt8] {
    let sheet = try BoardSheet(
      boards, table?.scores ?? [], boards.alerts(Workbench.alertRules(), calendar), calendar)
    let path = try file ?? ProgramHome.path("Policies/boards/weekly.md")
    return try ZipPackage.bytes(documentMembers(path, sheet.values))
  }
}
