import ArgumentParser
import Groundwork
import Policy
import Storage
import Workbench

/// The figures of the dispatch boards and the scores of a plan, also by another table: a simulation.
struct BoardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boards",
    abstract: "四个调度：指标与得分、周报、预警 · figures and scores of a plan, weekly sheet, alerts",
    discussion: """
      指标和分值是数据（Policies/boards），由上次检验的事实算出。--assessment 用另一张评分表试算，不写入。
      Indicators and points are data, on the facts of the last verification. --assessment tries another
      table of scores; nothing is written.
      """,
    subcommands: [Figures.self, Sheet.self, Alerts.self], defaultSubcommand: Figures.self)

  struct Figures: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "核心指标与考核得分 · core indicators and scores of a plan")

    @Option(help: ArgumentHelp("方案，缺省为唯一已检验的 · plan", valueName: "name"))
    var plan: String?

    @Option(help: ArgumentHelp("另一份指标文件 · other indicators", valueName: "yaml"))
    var indicators: String?

    @Option(help: ArgumentHelp("另一张评分表（模拟） · another table of scores", valueName: "yaml"))
    var assessment: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    struct Line: Encodable {
      var id: String
      var title: Localized
      var unit: String
      var value: Double?
      var target: Double?
      var full: Double?
      var points: Double?
      var applies: Bool?
      var missing: [String]
      var projects: [String: Double]

      init(_ indicator: Indicator, _ value: IndicatorValue) {
        id = indicator.id
        title = indicator.title
        unit = indicator.unit.name
        self.value = value.value?.double
        target = value.target?.double
        full = indicator.full?.double
        points = indicator.full.flatMap { value.score(of: $0)?.double }
        applies = value.applies
        missing = value.missing
        projects = value.groups.filter { !$0.key.isEmpty }.mapValues(\.double)
      }
    }

    struct Answer: Encodable {
      var plan: String
      var evaluation: String
      var indicators: [Line]
      var scores: [Line]
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      guard let found = try bench.boardPlan(plan),
        let table = try bench.indicators(
          of: found.plan, core: indicators, assessment: assessment)
      else {
        throw Diagnostic(
          code: "boards.no-plan",
          Localized(zh: "没有可用的检验结果。", en: "There is no verification to stand on."),
          remedy: Localized(
            zh: "先运行 zhitu verify；有多个方案时用 --plan 指明。",
            en: "Run zhitu verify first; with several plans, name one by --plan."))
      }
      let answer = Answer(
        plan: found.plan, evaluation: table.evaluation,
        indicators: table.core.map { Line($0, $1) }, scores: table.scores.map { Line($0, $1) })
      if common.json { try Console.json(answer) }
      common.say(Localized(text(answer.indicators, isScored: false)))
      common.say(Localized(text(answer.scores, isScored: true)))
    }

    private func text(_ lines: [Line], isScored: Bool) -> String {
      let isChinese = common.language == .zh
      var head = isChinese ? ["指标", "实际", "目标", "单位"] : ["indicator", "actual", "target", "unit"]
      if isScored { head.append(isChinese ? "得分" : "points") }
      var table = TextTable(head, right: [1, 2, 4])
      for line in lines {
        var row = [
          line.title[common.language], shown(line.value), shown(line.target), line.unit,
        ]
        if isScored {
          // A plan without such a task has no points to lose; that is not the same as unknown.
          let points = line.applies == false ? "–" : shown(line.points)
          row.append("\(points) / \(shown(line.full))")
        }
        table.add(row)
      }
      return table.text
    }

    private func shown(_ value: Double?) -> String {
      value.map { String(($0 * 100).rounded() / 100) } ?? "?"
    }
  }
}
