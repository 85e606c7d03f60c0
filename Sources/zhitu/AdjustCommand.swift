import ArgumentParser
import EventLog
import Governance
import Groundwork
import Policy
import Storage
import Workbench

struct AdjustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjust",
    abstract: "规划调整（活规划）：永农调出补划、开发边界局部 · proposals to adjust control lines",
    discussion: """
      面积由图斑与控制线套合得出；3%、5%、先补后调由规则库判断。
      Areas come from the overlay of patches and lines; thresholds stand in the rule packs only.

      zhitu adjust suggest -w w.gpkg
      zhitu adjust propose --line basic_farmland --out --reason fragmented --scheme A \
        --title 零星永农调出 --patch P1 --patch P2 -w w.gpkg
      zhitu adjust effect -w w.gpkg
      zhitu adjust approve TZ-0001 --document 浙自然资〔2026〕1号 --as reviewer -w w.gpkg
      """,
    subcommands: [
      List.self, Suggest.self, Propose.self, Effect.self, Submit.self, Return.self, Approve.self,
      Refuse.self, Execute.self, Withdraw.self,
    ], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "全部建议 · all proposals")
    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let rows = try bench.adjustmentRows()
      if common.json { return try Console.json(rows) }
      let language = common.language
      var table = TextTable(
        language == .zh
          ? ["编号", "状态", "控制线", "方向", "理由", "方案", "图斑", "名称"]
          : ["number", "phase", "line", "direction", "reason", "scheme", "patches", "title"],
        right: [6])
      for row in rows {
        guard let one = row.record.proposal else { continue }
        table.add([
          row.id, row.record.phase.title[language], one.line.title[language],
          AdjustCommand.said(one)[language], one.reason.title[language], one.scheme,
          String(one.patches.count), one.title,
        ])
      }
      common.say(
        table.isEmpty
          ? Localized(zh: "还没有规划调整建议。", en: "No proposals yet.") : Localized(table.text))
    }
  }

  static func said(_ proposal: AdjustmentProposal) -> Localized {
    switch proposal.direction {
    case .out: Localized(zh: "调出", en: "out")
    case .in:
      proposal.line == .basicFarmland
        ? Localized(zh: "补划", en: "in") : Localized(zh: "调入", en: "in")
    }
  }

  struct Suggest: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "可提出调整的图斑 · ground for which adjustments could be proposed")
    @Option(help: ArgumentHelp("年度，缺省最新 · epoch, by default the latest", valueName: "epoch"))
    var epoch: String?
    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let found = try bench.adjustmentSuggestions(epoch: epoch)
      if common.json {
        return Console.put(String(decoding: try found.json(isPretty: true), as: UTF8.self) + "\n")
      }
      let language = common.language
      var table = TextTable(
        language == .zh
          ? ["类型", "方向", "村", "亩", "图斑", "已有建议"]
          : ["kind", "direction", "village", "mu", "patches", "proposal"], right: [3])
      for one in found.suggestions {
        let isOut = one.direction == .out
        table.add([
          one.title[language],
          Localized(zh: isOut ? "调出" : "调入", en: isOut ? "out" : "in")[language],
          one.villageName, Figures.mu(one.area),
          one.patches.map(\.id).joined(separator: " "), one.proposal ?? "",
        ])
      }
      for count in found.counts {
        common.say(
          Localized(
            zh: "\(count.title.zh)：\(count.count) 处，\(Figures.mu(count.area)) 亩",
            en: "\(count.title.en): \(count.count), \(Figures.mu(count.area)) mu"))
      }
      if !table.isEmpty { common.say(Localized(table.text)) }
      if found.unknownSlope > 0 {
        common.say(
          Localized(
            zh: "另有 \(found.unknownSlope) 个图斑没有坡度级，未列入补划建议。",
            en: "\(found.unknownSlope) more patches state no slope class and are not suggested."))
      }
      common.label(found.synthetic)
    }
  }

  struct Effect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "调整的合计、质量、连片和规则 · what the proposals do together, and the rules",
      discussion: "有刚性规则不通过时退出码为 1。")
    @Option(help: ArgumentHelp("调整方案，缺省全部 · scheme, by default all", valueName: "name"))
    var scheme: String?
    @Option(
      help: ArgumentHelp("判断日期，缺省今天 · the day, by default today", valueName: "time"))
    var at: String?
    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let effect = try bench.adjustmentEffect(
        scheme: scheme, book: RuleBook.load(ProgramHome.path("Policies")),
        at: at.map(Times.read) ?? WallClock.now())
      if common.json {
        Console.put(String(decoding: try effect.json(isPretty: true), as: UTF8.self) + "\n")
      } else {
        say(effect)
      }
      if effect.rules.contains(where: { $0.verdict == .fail && $0.effect == .blocks }) {
        throw ExitStatus.findings
      }
    }

    private func say(_ effect: AdjustmentEffect) {
      let language = common.language
      var table = TextTable(
        language == .zh ? ["建议", "状态", "亩", "名称"] : ["proposal", "phase", "mu", "title"],
        right: [2])
      for part in effect.parts {
        table.add([
          part.number, part.phase.title[language],
          (part.direction == .out ? "-" : "+") + Figures.mu(part.area), part.title,
        ])
      }
      common.say(Localized(table.text))
      common.say(
        Localized(
          zh: "永农调出 \(Figures.mu(effect.out)) 亩，补划 \(Figures.mu(effect.in)) 亩，"
            + "净增 \(Figures.mu(effect.net)) 亩",
          en: "basic farmland out \(Figures.mu(effect.out)), in \(Figures.mu(effect.in)),"
            + " net \(Figures.mu(effect.net)) mu"))
      if let before = effect.before, let after = effect.after {
        common.say(
          Localized(
            zh: "永农连片：\(before.count) 块 → \(after.count) 块；大片面积 "
              + "\(Figures.mu(before.largeArea)) → \(Figures.mu(after.largeArea)) 亩",
            en: "blocks of basic farmland: \(before.count) → \(after.count); in large blocks "
              + "\(Figures.mu(before.largeArea)) → \(Figures.mu(after.largeArea)) mu"))
      }
      var rules = TextTable(
        language == .zh
          ? ["规则", "结论", "数值", "阈值", "说明"] : ["rule", "verdict", "value", "threshold", "title"],
        right: [2, 3])
      for rule in effect.rules {
        rules.add([
          rule.reference, rule.verdict.rawValue, rule.value.map { Figures.fixed($0, 4) } ?? "",
          rule.threshold.map { "\(rule.comparator ?? "") \(Figures.fixed($0, 4))" } ?? "",
          rule.title[language],
        ])
      }
      if !rules.isEmpty { common.say(Localized(rules.text)) }
      common.label(effect.synthetic)
    }
  }
}
