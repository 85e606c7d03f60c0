import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Quota
import Storage
import Workbench

extension QuotaCommand {
  struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "校验全部台账 · prove the whole book",
      discussion: """
        任一时刻不为负、每批借贷相等、日期不倒退、未入库或过期不得使用、地块足够且不重复支撑。
        """)

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("写出证明 · write a certificate", valueName: "json"))
    var certificate: OutputFile?

    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--certificate", certificate)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let proof = try bench.quotaProof()
      if let certificate {
        let made = try QuotaCertificate(proof, title: bench.quotaBook().book.title)
        try certificate.write { write in try write(Console.encoded(made)) }
      }
      let changed = try bench.changedQuotaOrders(on: WallClock.now())
      if common.json { try Console.json(proof) } else { show(proof) }
      if !common.json, !changed.isEmpty {
        let rules = changed.joined(separator: ", ")
        common.say(
          Localized(
            zh: "用途次序与规则库现行的不同（\(rules)）；用 zhitu quota adopt 采用。",
            en:
              "The order of purposes is no longer that of the rules (\(rules)); adopt it with zhitu "
              + "quota adopt."))
      }
      if !proof.holds { throw ExitStatus.findings }
    }

    private func show(_ proof: QuotaProof) {
      var table = TextTable(
        common.language == .zh
          ? ["指标", "生成", "库存", "使用", "核减", "作废", "过期", "应补", "地块"]
          : [
            "kind", "generated", "stock", "used", "deducted", "void", "expired", "owed", "pieces",
          ], right: [1, 2, 3, 4, 5, 6, 7, 8])
      for total in proof.totals {
        table.add(
          [total.kind]
            + [
              total.generated, total.stock, total.used, total.deducted, total.void, total.expired,
              total.owed,
            ].map { QuotaCommand.hectares($0.quantity) } + [String(total.pieces)])
      }
      common.say(Localized(table.text))
      for line in proof.belowZero {
        common.say(
          Localized(
            zh: "移入的账户为负：\(line.account.lot) \(line.account.holder) \(line.amounts.description)",
            en: "imported below zero: \(line.account.lot) \(line.account.holder) "
              + line.amounts.description))
      }
      if let ground = proof.ground {
        common.say(
          Localized(
            zh: "地块复核：图层未变 \(ground.unchanged.count) 批，重新量算 \(ground.measured.count) 批"
              + (ground.unknown.isEmpty
                ? "。" : "；未记图层、未复核：\(ground.unknown.joined(separator: "、"))。"),
            en: "Ground: \(ground.unchanged.count) lots on unchanged layers, "
              + "\(ground.measured.count) measured again"
              + (ground.unknown.isEmpty
                ? "."
                : "; not checked, without a layer: \(ground.unknown.joined(separator: ", ")).")))
      }
      for check in proof.histories ?? [] {
        common.say(
          Localized(
            zh: "原账流水 \(check.lot)：\(check.movements) 笔，"
              + (check.isEqual ? "与基库相符。" : "与基库相差 \(check.difference.description)。"),
            en: "History of \(check.lot): \(check.movements) movements, "
              + (check.isEqual
                ? "equal to the opening balance."
                : "differing from it by \(check.difference.description).")))
      }
      for finding in proof.findings.prefix(50) {
        Console.note("✗ [\(finding.code)] \(finding.message[common.language])")
      }
      common.say(
        proof.holds
          ? Localized(
            zh: "台账成立：\(proof.entries) 笔，\(proof.digest)",
            en: "The book holds: \(proof.entries) entries, \(proof.digest)")
          : Localized(
            zh: "台账不成立：\(proof.findings.count) 处。",
            en: "The book does not hold: \(proof.findings.count) faults."))
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出全部台账，供他人校验 · export the whole book for others to check")

    @OptionGroup var workspace: WorkspaceOption

    @Option(name: .shortAndLong, help: ArgumentHelp("输出 · output", valueName: "json"))
    var out: OutputFile

    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let export = try bench.quotaExport()
      try out.writeBytes { write in try write(try CanonicalJSON().bytes(export)) }
      common.say(
        Localized(
          zh: "已导出 \(export.entries.count) 笔：\(out.path)",
          en: "\(export.entries.count) entries exported: \(out.path)"))
    }
  }

  struct CheckCertificate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "只凭导出的台账核对证明，不需要工作空间 · check a certificate against an exported book")

    @Argument(help: ArgumentHelp("导出的台账 · exported book", valueName: "book"))
    var book: String

    @Argument(help: ArgumentHelp("证明 · certificate", valueName: "certificate"))
    var certificate: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      let review = try QuotaCertificateFiles.review([book, certificate], job: job)
      if common.json {
        try Console.json(
          Review(
            holds: review.holds, entries: review.proof.entries, digest: review.proof.digest,
            findings: review.proof.findings, differences: review.differences))
      }
      try review.demand()
      let claim = review.certificate
      common.say(
        Localized(
          zh: "证明成立：\(claim.entries) 笔，\(claim.digest)",
          en: "The certificate holds: \(claim.entries) entries, \(claim.digest)"))
    }

    private struct Review: Encodable {
      var holds: Bool
      var entries: Int
      var digest: String
      var findings: [QuotaProof.Finding]
      var differences: [QuotaCertificateReview.Difference]
    }
  }

  struct Forecast: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "按年度预测产生、需求和缺口 · what will be there, needed and short, by year")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("基期 · base epoch", valueName: "epoch"))
    var base: String

    @Option(help: ArgumentHelp("方案 · plan", valueName: "name"))
    var plan: String

    @Option(help: "第一阶段验收的年份 · year of the first stage")
    var firstYear: Int

    @Option(
      help: ArgumentHelp("某项目推迟几年，可多次 · delay of a project", valueName: "project=years"))
    var delay: [String] = []

    @Option(
      help: ArgumentHelp("某阶段推迟几年，可多次 · delay of a stage", valueName: "stage=years"))
    var delayStage: [String] = []

    @Option(help: "预测年数 · years")
    var years: Int = 8

    @Option(help: ArgumentHelp("水田标准产量 · yield of paddy, kg a mu", valueName: "kg"))
    var paddyYield: Int64 = 0

    @Option(help: ArgumentHelp("旱地标准产量 · yield of dry farmland, kg a mu", valueName: "kg"))
    var dryYield: Int64 = 0

    @Option(help: ArgumentHelp("预测从哪天起 · from which day", valueName: "day"))
    var at: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
      if !(1...60).contains(years) { throw ValidationError("--years: 1 … 60") }
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      var delays: [String: Int] = [:]
      for text in delay {
        let parts = text.split(separator: "=")
        guard parts.count == 2, let years = Int(parts[1]) else {
          throw ValidationError("--delay: project=years")
        }
        delays[String(parts[0])] = years
      }
      var stageDelays: [Int: Int] = [:]
      for text in delayStage {
        let parts = text.split(separator: "=").map { Int($0) }
        guard parts.count == 2, let stage = parts[0], let years = parts[1], years >= 0 else {
          throw ValidationError("--delay-stage: stage=years")
        }
        stageDelays[stage] = years
      }
      let forecast = try bench.quotaForecast(
        QuotaForecastRequest(
          base: base, plan: plan, firstYear: firstYear, delays: delays, stageDelays: stageDelays,
          years: years, paddyYield: paddyYield, dryYield: dryYield),
        today: try at.map(Times.read) ?? WallClock.now())
      if common.json { return try Console.json(forecast) }
      var table = TextTable(
        common.language == .zh
          ? ["指标", "年", "产生（公顷）", "需求", "过期", "年末", ""]
          : ["kind", "year", "supply hm²", "need", "expiring", "left", ""],
        right: [1, 2, 3, 4, 5])
      for kind in forecast.kinds {
        for year in kind.years {
          table.add(
            [kind.kind, String(year.year)]
              + [year.supply, year.need, year.expiring, year.left].map {
                QuotaCommand.hectares($0.quantity)
              } + [year.isShort ? (common.language == .zh ? "缺口" : "short") : ""])
        }
      }
      common.say(Localized(table.text))
    }
  }

  struct Market: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "指标市场 · offers, prices, contracts")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let book = try bench.quotaBook().book
      let offers = book.offers.values.sorted { $0.id < $1.id }
      if common.json { return try Console.json(offers) }
      var table = TextTable(
        common.language == .zh
          ? ["挂牌", "账户", "批次", "公顷", "元/亩", "总价（元）", "截止", "状态", "受让"]
          : ["offer", "holder", "lot", "hm²", "yuan/mu", "total", "until", "phase", "buyer"],
        right: [3, 4, 5])
      for offer in offers {
        table.add([
          offer.id, offer.holder, offer.part.lot,
          QuotaCommand.hectares(offer.part.amounts.quantity),
          String(format: "%.2f", offer.price.yuan), String(format: "%.2f", offer.total.yuan),
          String(offer.until.iso8601.prefix(10)), offer.phase.rawValue, offer.buyer ?? "",
        ])
      }
      common.say(
        table.isEmpty ? Localized(zh: "没有挂牌。", en: "No offer.") : Localized(table.text))
    }
  }
}
