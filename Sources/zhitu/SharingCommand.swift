import ArgumentParser
import Finance
import Foundation
import Groundwork
import Storage
import Workbench

struct SharingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sharing",
    abstract: "权益共享 · sharing of benefits: who gets what, and each household's statement",
    discussion: """
      公式是数据，样例：Policies/finance/sharing.yaml。分到最后一分（最大余数法）。
      Formulas are data; an example: Policies/finance/sharing.yaml. Sums to the last 分.
      """,
    subcommands: [List.self, Set.self, Show.self, Statement.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "共享方案 · all plans of sharing")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let names = try bench.sharings()
      if common.json { return try Console.json(names) }
      common.say(
        names.isEmpty
          ? Localized(zh: "没有共享方案。", en: "No plan of sharing.")
          : Localized(names.joined(separator: "\n")))
    }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由文件写入共享方案 · enter a plan of sharing from a file")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("共享方案文件 · file", valueName: "yaml"))
    var file: String

    @Option(help: ArgumentHelp("收入所取的资金方案 · fund plan", valueName: "name"))
    var fund: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      guard let text = String(bytes: try QuotaCommand.bytes(file), encoding: .utf8) else {
        throw Diagnostic(
          code: "fund.sharing-file", Localized(zh: "不是 UTF-8 文字", en: "not a UTF-8 text"),
          file: file)
      }
      let plan = try bench.readSharing(text, file: file, fund: fund)
      try bench.keepSharing(plan, as: name, by: deed.context, deed.authority)
      try SharingCommand.show(plan, common)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "谁得多少 · who gets what")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      try SharingCommand.show(bench.sharing(name), common)
    }
  }

  struct Statement: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一户的清单 · the statement of a household")

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("农户 · household", valueName: "id"))
    var household: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let statement = try SharingStatement(bench.sharing(name), household: household)
      if common.json { return try Console.json(StatementRecord(statement)) }
      common.say(
        Localized(
          "\(statement.household.id)  \(statement.household.name)  "
            + statement.household.village))
      for line in statement.lines {
        common.say(
          Localized(
            "  \(line.title[common.language])  \(PaymentText.yuan(line.amount))\n"
              + "    = \(line.formula[common.language])\n    \(line.basis.title) "
              + "\(line.basis.number) \(line.basis.day)"))
      }
      common.say(
        Localized(
          zh: "合计 \(PaymentText.yuan(statement.total)) 元",
          en: "Total \(PaymentText.yuan(statement.total)) yuan"))
    }
  }

  static func show(_ plan: SharingPlan, _ common: CommonOptions) throws {
    let result = try SharingResult(plan)
    if common.json { return try Console.json(SharingRecord(plan, result)) }
    common.say(Localized(plan.title))
    var table = TextTable(
      common.language == .zh ? ["项目", "去向", "金额（元）"] : ["pool", "to", "amount, yuan"],
      right: [2])
    for (pool, amounts) in zip(plan.pools, result.pools) {
      for (deduction, amount) in zip(pool.deductions, amounts.deducted) {
        table.add([
          pool.title[common.language], "− " + deduction.title[common.language],
          PaymentText.yuan(amount),
        ])
      }
      for (share, amount) in zip(pool.shares, amounts.shares) {
        table.add([
          pool.title[common.language], share.title[common.language], PaymentText.yuan(amount),
        ])
      }
    }
    common.say(Localized(table.text))
    var households = TextTable(
      common.language == .zh
        ? ["农户", "姓名", "村", "合计（元）"] : ["household", "name", "village", "total, yuan"],
      right: [3])
    for (household, total) in zip(plan.households, result.totals) {
      households.add([household.id, household.name, household.village, PaymentText.yuan(total)])
    }
    common.say(Localized(households.text))
  }
}

/// A plan with its result as JSON; money in 分.
struct SharingRecord: Encodable {
  struct Pool: Encodable {
    var id: String
    var income: Money
    var deducted: [Money]
    var shares: [Money]
    var households: [Money]
  }

  var title: String
  var pools: [Pool]
  var items: [[Money]]
  var totals: [Money]

  init(_ plan: SharingPlan, _ result: SharingResult) {
    title = plan.title
    pools = zip(plan.pools, result.pools).map {
      Pool(
        id: $0.id, income: $0.income, deducted: $1.deducted, shares: $1.shares,
        households: $1.households)
    }
    items = result.items
    totals = result.totals
  }
}

struct StatementRecord: Encodable {
  struct Line: Encodable {
    var title: Localized
    var formula: Localized
    var basis: SharingPlan.Basis
    var amount: Money
  }

  var household: String
  var lines: [Line]
  var total: Money

  init(_ statement: SharingStatement) {
    household = statement.household.id
    lines = statement.lines.map {
      Line(title: $0.title, formula: $0.formula, basis: $0.basis, amount: $0.amount)
    }
    total = statement.total
  }
}
