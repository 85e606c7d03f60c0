import ArgumentParser
import Finance
import Foundation
import Groundwork
import Storage
import Workbench

extension FundCommand {
  struct WhatIf: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "risk", abstract: "敏感性与模拟 · tornado and simulation")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Option(help: "模拟次数 · runs")
    var runs: Int = 10_000

    @Option(help: "随机种子 · seed")
    var seed: UInt64 = 7

    @Option(help: ArgumentHelp("价格的上下幅度，% · span of prices", valueName: "percent"))
    var span: Int64 = 15

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
      if !(1...1_000_000).contains(runs) { throw ValidationError("--runs: 1 … 1000000") }
      if !(0...100).contains(span) { throw ValidationError("--span: 0 … 100") }
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let engine = try bench.fundReport(name).engine
      let bars = engine.tornado()
      let delays = engine.delays()
      let simulation = engine.simulation(
        runs: runs, seed: seed, spans: engine.evenSpans(percent: span), delayChance: 150_000)
      if common.json {
        return try Console.json(Risk(tornado: bars, delays: delays, simulation: simulation))
      }
      var table = TextTable(
        common.language == .zh
          ? ["因素", "低（万元）", "高（万元）"] : ["driver", "low, 10⁴ yuan", "high"], right: [1, 2])
      for bar in bars {
        table.add([bar.title[common.language], million(bar.low), million(bar.high)])
      }
      common.say(Localized(table.text))
      common.say(Localized(text(delays)))
      let share = String(format: "%.1f", simulation.carriesItself * 100)
      common.say(
        Localized(
          zh: "模拟 \(runs) 次：净现值中位 \(million(simulation.percentiles[2])) 万元，5–95% "
            + "\(million(simulation.percentiles[0])) … \(million(simulation.percentiles[4]))；"
            + "现金始终不为负 \(share)%",
          en: "\(runs) runs: median NPV \(million(simulation.percentiles[2])), 5–95 % "
            + "\(million(simulation.percentiles[0])) … \(million(simulation.percentiles[4])); cash "
            + "never below zero in \(share) %"))
    }

    private func text(_ delays: [FundDelay]) -> String {
      var table = TextTable(
        common.language == .zh
          ? ["推迟", "年", "净现值增减（万元）", "最低现金", "年份"]
          : ["slips", "years", "change of NPV, 10⁴ yuan", "lowest cash", "year"],
        right: [1, 2, 3, 4])
      for delay in delays {
        table.add([
          delay.phase.title[common.language], String(delay.years), million(delay.value),
          million(delay.lowestCash), String(delay.lowestYear),
        ])
      }
      return table.text
    }

    private struct Risk: Encodable {
      var tornado: [TornadoBar]
      var delays: [FundDelay]
      var simulation: FundSimulation
    }
  }

  struct Bonds: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "专项债收支平衡检查 BND-01…07 · checks of a special bond")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("建设期最后一年 · last year of construction", valueName: "year"))
    var constructionUntil: Int

    @Option(help: "覆盖倍数下限 · least coverage")
    var least: Double = 1.2

    @Option(help: "覆盖倍数上限 · most coverage")
    var most: Double = 5

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let report = try bench.fundReport(name)
      let checks = BondCheck.all(
        report.plan, report.table,
        BondCheck.Bounds(
          coverageLeast: least, coverageMost: most, lastConstructionYear: constructionUntil))
      if common.json {
        try Console.json(checks)
      } else {
        let signs: [BondCheck.Outcome: String] = [.pass: "✓", .fail: "✗", .undecidable: "?"]
        for check in checks {
          common.say(
            Localized(
              "\(signs[check.outcome] ?? "") \(check.id)  \(check.title[common.language])  "
                + check.detail))
        }
      }
      if checks.contains(where: { $0.outcome == .fail }) {
        throw ExitStatus.findings
      }
    }
  }

  struct Modes: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "五种融资模式比较 · the five modes on the same district")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Option(help: "自有资金 weak 弱、strong 强；与 --skill 同用，给出建议模式 · funds of its own")
    var ownFunds: String?

    @Option(help: "建设运营能力 weak 弱、strong 强 · skill in building and operation")
    var skill: String?

    @Option(help: ArgumentHelp("使用者付费占收入，% · share that users pay", valueName: "percent"))
    var userPays: Int = 0

    @Flag(help: "需要财政补贴 · it needs a subsidy")
    var subsidy = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
      if !(0...100).contains(userPays) { throw ValidationError("--user-pays: 0 … 100") }
      if (ownFunds == nil) != (skill == nil) {
        throw ValidationError("--own-funds --skill: 同时给出 both or neither")
      }
      for strength in [ownFunds, skill].compactMap(\.self)
      where FinancingMode.Strength(rawValue: strength) == nil {
        throw ValidationError("‘\(strength)’: weak, strong")
      }
    }

    private func say(_ report: FundReport) {
      guard let funds = ownFunds.flatMap(FinancingMode.Strength.init(rawValue:)),
        let skill = skill.flatMap(FinancingMode.Strength.init(rawValue:))
      else { return }
      let choice = report.modeChoice(
        FundModeQuestion(
          funds: funds, skill: skill, userPays: userPays, needsSubsidy: subsidy))
      let balance = choice.balance.map { String(format: "%.2f", $0) } ?? "–"
      common.say(
        Localized(
          zh: "建议模式：\(choice.title.zh)（全期收入/成本 \(balance)）",
          en: "suggested mode: \(choice.title.en) (revenue over cost \(balance))"))
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let rows = try bench.fundModes(name)
      if common.json { return try Console.json(rows) }
      var table = TextTable(
        common.language == .zh
          ? ["模式", "利息合计（万元）", "最低现金", "最小偿债覆盖", "提示"]
          : ["mode", "interest, 10⁴ yuan", "lowest cash", "least DSCR", "flags"], right: [1, 2, 3])
      for row in rows {
        table.add([
          row.mode.title[common.language], million(row.interest), million(row.lowestCash),
          row.smallestCover.map { String(format: "%.2f", $0) } ?? "–",
          row.flags.first?[common.language] ?? "",
        ])
      }
      common.say(Localized(table.text))
      say(try bench.fundReport(name))
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出带公式的工作簿 · a workbook with live formulas")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Option(name: .shortAndLong, help: ArgumentHelp("输出 · output", valueName: "xlsx"))
    var out: OutputFile

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let bytes = try bench.fundWorkbook(name, today: WallClock.now()).bytes()
      try out.writeBytes { write in try write(bytes) }
      common.say(Localized(zh: "已写出：\(out.path)", en: "Written: \(out.path)"))
    }
  }
}
