import ArgumentParser
import EventLog
import Finance
import Groundwork
import Storage
import Workbench

struct PaymentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payment",
    abstract: "资金监管 · supervision of payments: budget, contracts, requests, approvals, alarms",
    discussion: """
      金额写整数分。规则见 Policies/finance/payments.yaml，单据格式见 Docs/payments.md。
      Money in whole 分. Rules: Policies/finance/payments.yaml; the form of orders: Docs/payments.md.
      """,
    subcommands: [
      Show.self, Inbox.self, Alarms.self, Trail.self, Found.self, Post.self, Approve.self,
      Refuse.self, Pay.self, Withdraw.self, Budget.self,
    ], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "预算、合同与资金来源 · budget, contracts and sources")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let book = try bench.paymentBook().book
      if common.json { return try Console.json(book) }
      guard book.isFounded else {
        return common.say(
          Localized(zh: "资金监管尚未建立。", en: "The supervision has not been begun."))
      }
      common.say(Localized(book.title))
      var lines = TextTable(
        common.language == .zh
          ? ["科目", "名称", "预算（元）", "已签合同", "已付"]
          : ["line", "title", "budget, yuan", "contracted", "paid"], right: [2, 3, 4])
      for line in book.lines.values.sorted(by: { $0.id < $1.id }) {
        lines.add([
          line.id, line.title, yuan(line.amount), yuan(book.committed(onLine: line.id)),
          yuan(book.spent(onLine: line.id)),
        ])
      }
      common.say(Localized(lines.text))
      var sources = TextTable(
        common.language == .zh
          ? ["来源", "名称", "到账（元）", "已付", "在途", "可用"]
          : ["source", "title", "received, yuan", "paid", "reserved", "available"],
        right: [2, 3, 4, 5])
      for source in book.sources.values.sorted(by: { $0.id < $1.id }) {
        sources.add([
          source.id, source.title, yuan(book.received[source.id] ?? .zero),
          yuan(book.spent(from: source.id)), yuan(book.reserved(from: source.id)),
          yuan(book.available(from: source.id)),
        ])
      }
      common.say(Localized(sources.text))
    }
  }

  struct Inbox: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "待我办理的申请 · requests on which I can act")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let book = try bench.paymentBook().book
      let rows = book.requests.values.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
        .compactMap { request -> Row? in
          let steps = Workbench.paymentSteps(
            on: request, in: book, by: deed.context, deed.authority)
          return steps.isEmpty ? nil : Row(request: request, steps: steps)
        }
      if common.json { return try Console.json(rows) }
      var table = TextTable(
        common.language == .zh
          ? ["申请", "合同", "类别", "金额（元）", "可办"]
          : ["request", "contract", "kind", "amount, yuan", "steps"], right: [3])
      for row in rows {
        table.add([
          row.request.id, row.request.contract, row.request.kind.title[common.language],
          yuan(row.request.amount), row.steps.map(\.rawValue).joined(separator: ", "),
        ])
      }
      common.say(
        rows.isEmpty ? Localized(zh: "没有待办。", en: "Nothing to do.") : Localized(table.text))
    }

    private struct Row: Encodable {
      var request: PaymentRequest
      var steps: [PaymentStep]
    }
  }

  struct Alarms: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "预警；有预警时以 1 结束 · alarms; ends with 1 if there are any")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let alarms = PaymentAlarm.all(
        try bench.paymentBook().book, on: try actor.deed().context.time)
      if common.json {
        try Console.json(alarms)
      } else if alarms.isEmpty {
        common.say(Localized(zh: "没有预警。", en: "No alarm."))
      } else {
        var table = TextTable(
          common.language == .zh ? ["预警", "对象", "金额（元）"] : ["alarm", "subject", "amount, yuan"],
          right: [2])
        for alarm in alarms {
          table.add([alarm.kind.title[common.language], alarm.subject, yuan(alarm.amount)])
        }
        common.say(Localized(table.text))
      }
      if !alarms.isEmpty { throw ExitStatus.findings }
    }
  }

  struct Trail: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一份合同、申请、来源或流水的全部经过 · every act about one thing")

    @Argument(help: ArgumentHelp("编号 · id", valueName: "id"))
    var subject: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deeds = try bench.paymentTrail(subject)
      if common.json { return try Console.json(deeds.map(\.event.order)) }
      var table = TextTable(
        common.language == .zh
          ? ["日期", "办理", "编号", "金额（元）", "依据", "办理人"]
          : ["day", "act", "id", "amount, yuan", "document", "by"], right: [3])
      for deed in deeds {
        let order = deed.event.order
        table.add([
          String(order.day.iso8601.prefix(10)), order.act.title[common.language],
          order.act.subjects.first ?? "", order.act.amount.map(yuan) ?? "",
          order.document.number, "\(deed.actor.name) \(deed.actor.role)",
        ])
      }
      common.say(
        deeds.isEmpty
          ? Localized(zh: "没有“\(subject)”的记录。", en: "There is nothing about ‘\(subject)’.")
          : Localized(table.text))
    }
  }

  static func yuan(_ money: Money) -> String { PaymentText.yuan(money) }
}
