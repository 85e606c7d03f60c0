import ArgumentParser
import EventLog
import Finance
import Foundation
import Groundwork
import Storage
import Workbench

extension FundCommand {
  struct Actual: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "计划与实际 · what really happened beside the plan",
      discussion: """
        实际取自资金监管（按预算科目对应的行）、到账（来源与筹资同编号）和指标交易（县外）。没有记录的行不显示实际。
        Actuals come from payments by budget line, from money received by source, and from quota sold.
        """)

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("截至哪天，缺省今天 · up to which day", valueName: "day"))
    var at: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let today = try at.map(Times.read) ?? WallClock.now()
      let plan = try bench.fundPlan(name)
      let actuals = try bench.fundActuals(name, today: today)
      if common.json { return try Console.json(actuals) }
      let years = (0..<actuals.yearsBegun).map { String(actuals.firstYear + $0) }
      let isChinese = common.language == .zh
      var table = TextTable(
        [isChinese ? "行（万元）" : "row, 10⁴ yuan", ""] + years
          + [isChinese ? "至今" : "to date"], right: Swift.Set(2...(years.count + 2)))
      let titles = plan.lines.map(\.title) + plan.loans.map(\.title)
      for (title, row) in zip(titles, actuals.lines + actuals.draws) {
        let planned = Array(row.planned.prefix(years.count))
        add(to: &table, title[common.language], isChinese ? "计划" : "plan", planned)
        if let actual = row.actual {
          add(to: &table, "", isChinese ? "实际" : "actual", actual)
        } else {
          table.add(
            ["", isChinese ? "实际" : "actual"] + Array(repeating: "–", count: years.count + 1))
        }
      }
      common.say(Localized(table.text))
      for (amount, text) in [
        (actuals.unplanned, Localized(zh: "计划外支付", en: "Paid outside the plan")),
        (actuals.otherSources, Localized(zh: "计划外来源到账", en: "Received from other sources")),
        (actuals.otherIncome, Localized(zh: "未归入一行的指标收入", en: "Sales that belong to no one row")),
      ] where amount != .zero {
        common.say(
          Localized(
            zh: "\(text.zh) \(FundCommand.million(amount)) 万元",
            en: "\(text.en): \(FundCommand.million(amount))"))
      }
    }

    private func add(
      to table: inout TextTable, _ title: String, _ name: String, _ amounts: [Money]
    ) {
      table.add(
        [title, name] + amounts.map(FundCommand.million)
          + [FundCommand.million(amounts.reduce(.zero, +))])
    }
  }
}
