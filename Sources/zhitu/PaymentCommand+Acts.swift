import ArgumentParser
import EventLog
import Finance
import Groundwork
import Storage
import Workbench

extension PaymentCommand {
  /// The day and the document of an act.
  struct ActOptions: ParsableArguments {
    @Option(help: "依据文件 · document")
    var document: String = "办理单"

    @Option(help: ArgumentHelp("文号 · number of the document", valueName: "number"))
    var number: String

    @Option(help: ArgumentHelp("记账日，缺省今天 · day", valueName: "day"))
    var day: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func perform(_ act: PaymentAct) throws {
      let deed = try actor.deed()
      let order = PaymentOrder(
        act, day: try day.map(Times.read) ?? deed.context.time,
        document: PaymentDocument(title: document, number: number))
      try PaymentCommand.perform([order], deed, workspace, common)
    }
  }

  static func perform(
    _ orders: [PaymentOrder], _ deed: ActorOptions.LocalDeed, _ workspace: WorkspaceOption,
    _ common: CommonOptions
  ) throws {
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let state = try bench.performPayments(orders, by: deed.context, deed.authority)
    if common.json { return try Console.json(state.book) }
    common.say(
      Localized(
        zh: "已办理 \(orders.count) 笔，第 \(state.version) 版。",
        en: "\(orders.count) orders posted; version \(state.version)."))
  }

  struct Found: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "建立资金监管 · begin the supervision")

    @Option(help: "名称 · title")
    var title: String

    @Option(
      help: ArgumentHelp(
        "规则文件，缺省 Policies/finance/payments.yaml · file of rules", valueName: "yaml"))
    var rules: String?

    @OptionGroup var act: ActOptions

    func run() throws {
      try act.perform(.found(title: title, rules: try Workbench.paymentRules(rules)))
    }
  }

  struct Post: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "按单据文件办理，全部成立或全部不成立 · post orders of a JSON file, all or none")

    @Argument(help: ArgumentHelp("单据文件 · orders", valueName: "json"))
    var file: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let orders = try PaymentOrders.read(try QuotaCommand.bytes(file), file: file)
      try PaymentCommand.perform(orders, actor.deed(), workspace, common)
    }
  }

  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "审批同意 · approve a request")

    @Argument(help: ArgumentHelp("申请 · request", valueName: "id"))
    var request: String

    @OptionGroup var act: ActOptions

    func run() throws { try act.perform(.approve(request: request)) }
  }

  struct Refuse: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "审批退回 · refuse a request")

    @Argument(help: ArgumentHelp("申请 · request", valueName: "id"))
    var request: String

    @Option(help: "理由 · reason")
    var reason: String

    @OptionGroup var act: ActOptions

    func run() throws { try act.perform(.refuse(request: request, reason: reason)) }
  }

  struct Pay: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "拨付 · pay an approved request")

    @Argument(help: ArgumentHelp("申请 · request", valueName: "id"))
    var request: String

    @OptionGroup var act: ActOptions

    func run() throws { try act.perform(.pay(request: request)) }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "撤回申请 · withdraw a request")

    @Argument(help: ArgumentHelp("申请 · request", valueName: "id"))
    var request: String

    @OptionGroup var act: ActOptions

    func run() throws { try act.perform(.withdraw(request: request)) }
  }
}
