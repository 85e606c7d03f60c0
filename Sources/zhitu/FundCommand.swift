import ArgumentParser
import EventLog
import Finance
import Foundation
import Groundwork
import Storage
import Workbench

struct FundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fund",
    abstract: "资金动态平衡表 · the whole-life fund plan of a district",
    discussion: """
      数量取自地类流向台账和指标台账，单价写明地区、年份和来源。样例：Policies/finance/example.yaml。
      Quantities come from the flow ledger and the quota book; prices say where they come from.
      """,
    subcommands: [
      List.self, Set.self, Show.self, WhatIf.self, Bonds.self, Modes.self, Actual.self, Prices.self,
      Quantities.self, Export.self,
    ], defaultSubcommand: List.self)

  static func yuan(_ money: Money) -> String { String(format: "%.2f", money.yuan) }

  static func million(_ money: Money) -> String { String(format: "%.2f", money.tenThousandYuan) }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "资金方案 · all fund plans")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let names = try bench.fundPlans()
      if common.json { return try Console.json(names) }
      common.say(
        names.isEmpty
          ? Localized(zh: "没有资金方案。", en: "No fund plan.")
          : Localized(names.joined(separator: "\n")))
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由文件写入资金方案 · enter a fund plan from a file")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("资金方案文件 · file", valueName: "yaml"))
    var file: String

    @Option(help: ArgumentHelp("数量所取的基期 · base epoch", valueName: "epoch"))
    var base: String?

    @Option(help: ArgumentHelp("数量所取的方案 · plan", valueName: "name"))
    var plan: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      guard let text = String(bytes: try QuotaCommand.bytes(file), encoding: .utf8) else {
        throw Diagnostic(
          code: "fund.file", Localized(zh: "不是 UTF-8 文字", en: "not a UTF-8 text"), file: file)
      }
      let read = try bench.readFundPlan(text, file: file, base: base, plan: plan)
      try bench.keepFundPlan(read, as: name, by: deed.context, deed.authority)
      try FundCommand.show(bench.fundReport(name), common)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "平衡表与指标 · the table and what it says")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      try FundCommand.show(bench.fundReport(name), common)
    }
  }

  static func show(_ report: FundReport, _ common: CommonOptions) throws {
    if common.json { return try Console.json(FundRecord(report)) }
    let (plan, table) = (report.plan, report.table)
    var text = TextTable(
      common.language == .zh
        ? ["年", "成本（万元）", "收入", "到位", "利息", "还本", "当年", "累计"]
        : ["year", "cost, 10⁴ yuan", "revenue", "drawn", "interest", "principal", "net", "sum"],
      right: [0, 1, 2, 3, 4, 5, 6, 7])
    for year in 0..<table.years {
      text.add(
        [String(plan.firstYear + year)]
          + [
            table.cost, table.revenue, table.drawn, table.interest, table.principal, table.net,
            table.cumulative,
          ].map { million($0[year]) })
    }
    common.say(Localized("\(plan.title)（\(plan.priceYear)）"))
    common.say(Localized(text.text))
    let metrics = report.metrics
    func number(_ value: Double?, _ places: Int = 2) -> String {
      value.map { String(format: "%.\(places)f", $0) } ?? "–"
    }
    common.say(
      Localized(
        zh: "净现值 \(million(metrics.presentValue)) 万元，内部收益率 "
          + "\(number(metrics.internalRate.map { $0 * 100 }))%，回收期 \(number(metrics.payBack)) 年，"
          + "覆盖倍数 \(number(metrics.coverage))，最小偿债覆盖 \(number(metrics.smallestCover))，"
          + "LLCR \(number(metrics.loanLifeCover))",
        en: "NPV \(million(metrics.presentValue)), IRR "
          + "\(number(metrics.internalRate.map { $0 * 100 }))%, pay-back \(number(metrics.payBack)) "
          + "years, coverage \(number(metrics.coverage)), least DSCR "
          + "\(number(metrics.smallestCover)), LLCR \(number(metrics.loanLifeCover))"))
    common.say(
      metrics.carriesItself
        ? Localized(zh: "各年累计现金不为负（FIN-09）。", en: "The cash position is never below zero.")
        : Localized(
          zh: "累计现金 \(metrics.lowestYear) 年最低，\(million(metrics.lowestCash)) 万元（FIN-09 不通过）。",
          en: "The cash position is lowest in \(metrics.lowestYear): "
            + million(metrics.lowestCash)))
    for one in report.breakEvens {
      let title = plan.lines.first { $0.id == one.line }?.title[common.language] ?? one.line
      common.say(
        Localized(
          zh: "  平衡单价 \(title)：现值 \(one.forValue.map(yuan) ?? "–")，现金 "
            + "\(one.forCash.map(yuan) ?? "–")（现 \(yuan(one.price)) 元）",
          en: "  break-even of \(title): value \(one.forValue.map(yuan) ?? "–"), cash "
            + "\(one.forCash.map(yuan) ?? "–") (now \(yuan(one.price)))"))
    }
  }
}

/// A report as JSON.
struct FundRecord: Encodable {
  struct Line: Encodable {
    var id: String
    var amounts: [Money]
  }

  var title: String
  var firstYear: Int
  var lines: [Line]
  var cost: [Money]
  var revenue: [Money]
  var drawn: [Money]
  var interest: [Money]
  var principal: [Money]
  var net: [Money]
  var cumulative: [Money]
  var metrics: FundMetrics
  var breakEvens: [BreakEven]

  init(_ report: FundReport) {
    title = report.plan.title
    firstYear = report.plan.firstYear
    lines = zip(report.plan.lines, report.table.lines).map { Line(id: $0.id, amounts: $1) }
    cost = report.table.cost
    revenue = report.table.revenue
    drawn = report.table.drawn
    interest = report.table.interest
    principal = report.table.principal
    net = report.table.net
    cumulative = report.table.cumulative
    metrics = report.metrics
    breakEvens = report.breakEvens
  }
}
