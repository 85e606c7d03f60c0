import ArgumentParser
import Certificates
import Foundation
import Groundwork
import Workbench

struct OptimiseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimise",
    abstract: "优化方案 · the best plan for a problem file, with a proof of how good it is",
    discussion: """
      问题文件（YAML）：项目组合（portfolio）、林耕置换（exchange）或连片选地（ground），写法见
      Docs/optimisation.md；以工作空间为底的问题用 zhitu study。
      A problem file (YAML): a portfolio of projects, an exchange of farmland with forest, or a choice of
      ground; see Docs/optimisation.md. Problems on a workspace are for zhitu study.

      --certificate 写出证书，用 zhitu certificate check 可不经求解器核验。
      --certificate writes the proof, which zhitu certificate check verifies without the solver.
      Ctrl-C 停止求解并给出目前最好的方案 · Ctrl-C stops and gives the best plan so far.
      """)

  @Argument(help: ArgumentHelp("问题文件 · problem file", valueName: "yaml"))
  var file: String

  @Option(help: ArgumentHelp("求解时限（秒） · seconds to search", valueName: "s"))
  var seconds = 30.0

  @Option(
    help: ArgumentHelp("达到此差距即止（%） · stop at this gap in percent", valueName: "percent"))
  var gap = 0.1

  @Option(help: ArgumentHelp("随机种子 · seed of the search", valueName: "n"))
  var seed = 0

  @Option(
    help: ArgumentHelp(
      "锁定之前的项目组合证书，据以立即给出新方案 · certificate of a portfolio before a lock, for a plan at once",
      valueName: "json"))
  var after: String?

  @Option(help: ArgumentHelp("证书 · certificate", valueName: "json"))
  var certificate: OutputFile?

  @Option(help: ArgumentHelp("方案表 · the plan as CSV", valueName: "csv"))
  var csv: OutputFile?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("--seconds 须大于 0、不超过 86400 · must be above 0, at most 86,400")
    }
    if !(gap >= 0 && gap <= 100) {
      throw ValidationError("--gap 须为 0 至 100 · must be from 0 to 100")
    }
    if !(0...1_000_000).contains(seed) {
      throw ValidationError("--seed 须为 0 至 1000000 · must be from 0 to 1,000,000")
    }
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--certificate", certificate), ("--csv", csv)], inputs: [file])
    let search = SearchLimits(seconds: seconds, relativeGap: gap / 100, seed: seed)
    let before = try after.map(CertificateFile.read)
    let plan = try OptimalPlan.solve(file: file, search.options, after: before, job: job) { notes in
      common.tell(notes)
    }
    let document = OptimalPlanDocument(plan)
    if let csv {
      let text = CSV.byteOrderMark + plan.rows.map(CSV.line).joined()
      try csv.write { try $0(text) }
    }
    if let certificate {
      let json = try plan.certificate.json()
      try certificate.writeBytes { try $0(Array(json) + [10]) }
    }
    if common.json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      Console.put(String(decoding: try encoder.encode(document), as: UTF8.self) + "\n")
    }
    OptimiseCommand.show(document, common)
    common.say(
      Localized(
        zh: "数据来自文件，不是工作空间的调查年度：只经证书核验，没有套合成方案，未经台账量算和规则检验（那用 zhitu study）。",
        en:
          "The data come from a file and are no survey epoch of a workspace: verified by the certificate"
          + " alone, not laid as a plan, nor measured by a ledger or judged by rules (zhitu study does that)."
      ))
    if job.cancellation.isCancelled {
      common.say(Localized(zh: "已停止；以上是目前最好的方案。", en: "Stopped; this is the best plan so far."))
    }
  }

  /// Between which limits a price holds.
  static func range(_ less: Double?, _ more: Double?) -> Localized {
    guard let less, let more else { return Localized("") }
    let (down, up) = (String(format: "%.4g", less), String(format: "%.4g", more))
    return Localized(
      zh: "（限值再减 \(down)、再增 \(up) 以内单价不变）",
      en: " (holds while the limit is less by up to \(down), more by up to \(up))")
  }

  /// Measures, prices and the gap on the terminal.
  static func show(_ document: OptimalPlanDocument, _ common: CommonOptions) {
    func text(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e15
        ? String(Int64(value)) : String(format: "%.6g", value)
    }
    let language = common.language
    let head = [
      Localized(zh: "指标", en: "measure"), Localized(zh: "之前", en: "before"),
      Localized(zh: "之后", en: "after"),
    ]
    var table = TextTable(head.map { $0[language] }, right: [1, 2])
    for measure in document.measures {
      table.add([
        measure.title[language], measure.before.map(text) ?? "", text(measure.after),
      ])
    }
    common.say(Localized(table.text))
    if !document.prices.isEmpty {
      let rule = Localized(zh: "起作用的规则", en: "binding rule")
      let yield = Localized(zh: "放宽一个单位可增效益", en: "benefit of one unit more")
      let less = Localized(zh: "收紧多少后单价才变", en: "price holds for less by")
      let more = Localized(zh: "放宽多少后单价才变", en: "and for more by")
      var prices = TextTable(
        [rule[language], yield[language], less[language], more[language]], right: [1, 2, 3])
      for price in document.prices.prefix(20) {
        prices.add([
          price.rule[language], text(price.price), price.less.map(text) ?? "",
          price.more.map(text) ?? "",
        ])
      }
      common.say(Localized(prices.text))
    }
    let gap = String(format: "%.4f", document.gap * 100)
    let proven = String(format: "%.4f", document.provenGap * 100)
    common.say(
      Localized(
        zh: "目标值 \(text(document.value))，界 \(text(document.bound))：离最优至多 \(gap)%；证书不经求解器"
          + "可核验至 \(proven)%。",
        en:
          "value \(text(document.value)), bound \(text(document.bound)): at most \(gap) % from the"
          + " best; the certificate proves \(proven) % without the solver."))
  }
}

struct CertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate", abstract: "证书 · certificates of optimal plans",
    subcommands: [CertificateCheckCommand.self])
}

struct CertificateCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "核验证书 · verify a certificate without the solver",
    discussion: """
      重新量算方案、逐条核对规则、由证据重算界；任一不符即拒绝，退出码 2。
      Measures the plan again, tries every rule, adds up the bound from the evidence; refuses what does
      not agree, with exit status 2.
      """)

  @Argument(help: ArgumentHelp("证书文件 · certificate", valueName: "json"))
  var file: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    _ = common.start()
    let findings = try CertificateFile.check(file)
    if common.json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      Console.put(String(decoding: try encoder.encode(findings), as: UTF8.self) + "\n")
    }
    common.say(
      Localized(
        zh: "证书成立：方案遵守全部规则，目标值 \(findings.value)，界 \(findings.bound)。",
        en: "The certificate holds: the plan keeps every rule; value \(findings.value), bound"
          + " \(findings.bound)."))
  }
}
