import ArgumentParser
import Foundation
import Governance
import Groundwork
import Monitoring
import Storage
import Workbench

extension MonitorCommand {
  struct Order: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "order",
      abstract: "常设监测：导入即监测，告警自动立案 · standing orders: what is imported is monitored by itself",
      discussion: """
        give 下达；end 终止；list 列出；run 立即执行到期的监测（导入命令和网页服务会自动执行）。
        give and end an order, list what it did; run follows what is due, as the import command and the server
        do by themselves. See Docs/monitoring.md.
        """,
      subcommands: [Give.self, End.self, List.self, Run.self], defaultSubcommand: List.self)
  }

  struct Give: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "下达常设监测 · give an order")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("方案，缺省为唯一的一个 · plan, by default the only one", valueName: "name"))
    var plan: String?

    @Option(
      help: ArgumentHelp("基期，缺省为最早 · base epoch, by default the earliest", valueName: "epoch"))
    var base: String?

    @Option(
      help: ArgumentHelp(
        "告警规则，缺省为程序自带 · alarm rules, by default the program's own", valueName: "yaml"))
    var rules: String?

    @Option(help: ArgumentHelp("整改单位，自动分派 · who answers for every problem", valueName: "id"))
    var answers: String?

    @Option(help: ArgumentHelp("整改期限（日） · days in which it must be mended", valueName: "n"))
    var days: Int?

    @Flag(help: "已有的观测年度不再立案 · leave out what was observed before")
    var fromNow = false

    @Option(help: "说明 · a note")
    var note: String = ""

    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let row = try bench.giveStandingOrder(
        StandingOrder.Terms(
          plan: plan ?? bench.onlyPlan(), base: base ?? bench.baseEpoch(), organisation: answers,
          days: days, isFromNow: fromNow, note: note),
        rules: try rules.map { try MonitoringRules.text(file: $0).text }, by: deed.context,
        deed.authority)
      common.say(
        Localized(
          zh: "已下达常设监测 \(row.id)。", en: "The standing order \(row.id) is in force."))
      try common.follow(bench)
    }
  }

  struct End: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "终止 · end an order")

    @Argument(help: ArgumentHelp("编号 · number", valueName: "number"))
    var number: String

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "理由 · why")
    var reason: String

    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      _ = try bench.endStandingOrder(number, reason: reason, by: deed.context, deed.authority)
      common.say(
        Localized(
          zh: "常设监测 \(number) 已终止。", en: "The standing order \(number) has ended."))
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "常设监测及其结果 · the orders and what they did")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let orders = try bench.standingOrderDocuments(at: WallClock.now())
      if common.json { return try Console.json(orders) }
      if orders.isEmpty {
        common.say(Localized(zh: "没有常设监测。", en: "There is no standing order."))
      }
      for order in orders { say(order) }
      common.label(try bench.isSynthetic())
    }

    private func say(_ order: StandingOrderDocument) {
      let answers = order.organisationName.map { "\($0) \(order.days ?? 0)" }
      common.say(
        Localized(
          zh: "\(order.number) \(order.phaseTitle.zh)：方案 \(order.plan)，基期 \(order.base)，"
            + "\(order.givenBy) 于 \(order.givenAt.prefix(10)) 下达"
            + (answers.map { "，整改：\($0) 日" } ?? ""),
          en: "\(order.number) \(order.phaseTitle.en): plan \(order.plan), base \(order.base), "
            + "given by \(order.givenBy) on \(order.givenAt.prefix(10))"
            + (answers.map { ", answers: \($0) days" } ?? "")))
      for epoch in order.waiting {
        common.say(Localized(zh: "  待监测：\(epoch)", en: "  waits: \(epoch)"))
      }
      for look in order.looks {
        let time = look.time.prefix(16).replacing("T", with: " ")
        let text =
          look.fault
          ?? MonitorCommand.outcome(
            opened: look.opened, persisting: look.persisting.count, restored: look.restored.count,
            unobserved: look.unobserved.count)
        common.say(
          Localized(
            zh: "  \(time)  \(look.epoch)  \(text.zh)", en: "  \(time)  \(look.epoch)  \(text.en)"))
      }
    }
  }

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "执行到期的监测 · follow what is due")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deeds = try bench.followStandingOrders()
      if common.json { return try Console.json(deeds) }
      if deeds.isEmpty {
        common.say(Localized(zh: "没有到期的监测。", en: "Nothing is due."))
      }
      common.say(deeds)
    }
  }

  fileprivate static func outcome(
    opened: [String], persisting: Int, restored: Int, unobserved: Int
  ) -> Localized {
    let numbers = opened.isEmpty ? "" : "（\(opened.first ?? "")…\(opened.last ?? "")）"
    return Localized(
      zh: "立案 \(opened.count) 件\(numbers)；仍存在 \(persisting)，已恢复 \(restored)，未复核 \(unobserved)。",
      en: "\(opened.count) problems opened; \(persisting) persist, \(restored) are restored, "
        + "\(unobserved) were not observed again.")
  }
}

extension CommonOptions {
  /// Follows the standing orders after something was brought in or changed, and tells what came of it.
  ///
  /// What was brought in stays, whatever becomes of the orders: what could not be followed stays due.
  /// - Throws: ``Groundwork/Cancelled``.
  func follow(_ bench: Workbench) throws {
    do {
      say(try bench.followStandingOrders())
    } catch let fault as Diagnostic {
      tell([fault])
      say(
        Localized(
          zh: "常设监测未能执行；可用 zhitu monitor order run 再次执行。",
          en: "The standing orders could not be followed; zhitu monitor order run tries again."))
    }
  }

  fileprivate func say(_ deeds: [StandingOrderDeed]) {
    for deed in deeds {
      let text =
        deed.fault?.message
        ?? MonitorCommand.outcome(
          opened: deed.run?.opened ?? [], persisting: deed.run?.persisting.count ?? 0,
          restored: deed.run?.restored.count ?? 0, unobserved: deed.run?.unobserved.count ?? 0)
      say(
        Localized(
          zh: "常设监测 \(deed.order)，观测 \(deed.epoch)：\(text.zh)",
          en: "standing order \(deed.order), observed \(deed.epoch): \(text.en)"))
    }
  }
}
