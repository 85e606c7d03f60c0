import ArgumentParser
import EventLog
import Governance
import Groundwork
import Policy
import Storage
import Workbench

/// The acts on a proposal: one short command each.
extension AdjustCommand {
  struct ActOptions: ParsableArguments {
    @OptionGroup var deed: DeedOptions

    func act(_ number: String?, _ request: (Workbench) throws -> AdjustmentRequest) throws {
      try deed.perform { bench, who in
        let row = try bench.performAdjustment(
          request(bench), on: number, expected: deed.version,
          book: RuleBook.load(ProgramHome.path("Policies")), by: who.context, who.authority)
        if deed.common.json { return try Console.json(row) }
        deed.common.say(
          Localized(
            zh: "\(row.id)  \(row.record.phase.title.zh)（第 \(row.version) 版）",
            en: "\(row.id)  \(row.record.phase.title.en) (version \(row.version))"))
      }
    }
  }

  struct Propose: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "提出建议 · propose")
    @Option(help: "控制线 · basic_farmland, development_boundary") var line: String
    @Flag(
      inversion: .prefixedNo, exclusivity: .exclusive,
      help: "调出；--no-out 为调入、补划 · out of the line, or into it")
    var out: Bool
    @Option(
      help: ArgumentHelp(
        "理由 · "
          + AdjustmentProposal.Reason.allCases.map(\.rawValue).joined(separator: ", ")))
    var reason: String
    @Option(help: "名称 · title") var title: String
    @Option(help: ArgumentHelp("调整方案 · scheme", valueName: "name")) var scheme: String
    @Option(help: ArgumentHelp("年度，缺省最新 · epoch", valueName: "epoch")) var epoch: String?
    @Option(help: ArgumentHelp("图斑标识，可多次 · patch", valueName: "id")) var patch: [String]
    @Option(help: ArgumentHelp("依据的问题，可多次 · problem", valueName: "number"))
    var problem: [String] = []
    @Option(help: "说明 · note") var note: String = ""
    @OptionGroup var act: ActOptions

    func run() throws {
      guard let line = AdjustmentProposal.Line(rawValue: line) else {
        throw Diagnostic(
          code: "adjustment.line",
          Localized(zh: "没有控制线“\(line)”。", en: "there is no line ‘\(line)’."),
          remedy: Localized(
            "--line "
              + AdjustmentProposal.Line.allCases.map(\.rawValue).joined(separator: " | ")))
      }
      guard let reason = AdjustmentProposal.Reason(rawValue: reason) else {
        throw Diagnostic(
          code: "adjustment.reason",
          Localized(zh: "没有理由“\(reason)”。", en: "there is no reason ‘\(reason)’."),
          remedy: Localized(
            AdjustmentProposal.Reason.fitting(line, out ? .out : .in).map(\.rawValue)
              .joined(separator: " | ")))
      }
      try act.act(nil) { bench in
        .propose(
          AdjustmentProposal(
            line: line, direction: out ? .out : .in, reason: reason, title: title,
            scheme: scheme, epoch: try epoch ?? bench.epochs().last ?? bench.baseEpoch(),
            patches: patch, problems: problem, note: note))
      }
    }
  }

  struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "报批 · submit for approval")
    @Argument(help: "编号 · number") var number: String
    @Option(help: "说明 · note") var note: String = ""
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(number) { _ in .submit(note: note) } }
  }

  struct Return: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "退回修改 · return")
    @Argument(help: "编号 · number") var number: String
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(number) { _ in .giveBack(reason: reason) } }
  }

  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "批准 · approve")
    @Argument(help: "编号 · number") var number: String
    @Option(help: "批准文号 · document") var document: String
    @Option(help: "意见 · opinion") var note: String = ""
    @OptionGroup var act: ActOptions
    func run() throws {
      try act.act(number) { _ in .approve(document: document, note: note) }
    }
  }

  struct Refuse: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "不予批准 · refuse")
    @Argument(help: "编号 · number") var number: String
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(number) { _ in .refuse(reason: reason) } }
  }

  struct Execute: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "执行：补划验收，或调出 · carry out; land goes out only after enough came in")
    @Argument(help: "编号 · number") var number: String
    @Option(help: "验收或执行文号 · document") var document: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(number) { _ in .execute(document: document) } }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "撤回 · withdraw")
    @Argument(help: "编号 · number") var number: String
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(number) { _ in .withdraw(reason: reason) } }
  }
}
