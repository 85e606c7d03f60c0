import ArgumentParser
import Foundation
import Groundwork
import Programme
import Reports
import Storage
import Workbench

struct ScenariosCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract: "方案比选 · two or more plans side by side, and their order",
    discussion: """
      指标取自地类流向台账、结构诊断、合规核验和投资；排序用 TOPSIS，权重用层次分析法、熵权法或两者组合。
      Indicators from ledger, diagnosis, verdicts and cost; TOPSIS with weights by AHP, entropy or both.
      """,
    subcommands: [Table.self, Rank.self, Sheet.self], defaultSubcommand: Table.self)

  struct Plans: ParsableArguments {
    @Option(
      name: .customLong("plan"), parsing: .singleValue,
      help: ArgumentHelp("方案，两个以上 · plans, two or more", valueName: "name"))
    var plans: [String] = []

    @Option(help: ArgumentHelp("基期，缺省为最早 · base epoch", valueName: "epoch"))
    var base: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
      if plans.count < 2 { throw ValidationError("--plan A --plan B …") }
    }

    func table() throws -> ScenarioTable {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let table = try bench.scenarioTable(plans, base: base)
      common.tell(table.warnings)
      common.label(table.isSynthetic)
      return table
    }
  }

  struct Weighting: ParsableArguments {
    @Option(help: "定权方法 · equal, given, ahp, entropy, both")
    var method: ScenarioWeighting.Method = .equal

    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("指标 · ids of indicators, as table prints them", valueName: "id"))
    var criteria: [String] = ["farmland", "construction", "ecology", "share_100", "cost"]

    @Option(
      parsing: .singleValue, help: ArgumentHelp("给定权重 · given weights", valueName: "id=number"))
    var weight: [String] = []

    @Option(
      parsing: .singleValue,
      help: ArgumentHelp(
        "两两比较，1/9 到 9 · how much more important, by AHP's scale", valueName: "id/id=number"))
    var compare: [String] = []

    /// - Throws: Diagnostic `ranking.option`, with what is wrong or missing.
    func weighting() throws -> ScenarioWeighting {
      var given = criteria.map { _ in 0.0 }
      for text in weight {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let place = criteria.firstIndex(of: parts[0]),
          let value = Double(parts[1])
        else { throw fault("--weight \(text)") }
        given[place] = value
      }
      return try ScenarioWeighting(
        method, criteria: criteria, given: given,
        comparisons: [.ahp, .both].contains(method) ? comparisons() : [])
    }

    private func comparisons() throws -> [Double] {
      var known: [[Double?]] = criteria.map { _ in criteria.map { _ in nil } }
      for text in compare {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let pair = (parts.first ?? "").split(separator: "/").map(String.init)
        guard parts.count == 2, pair.count == 2, let one = criteria.firstIndex(of: pair[0]),
          let other = criteria.firstIndex(of: pair[1]), one != other,
          let value = Weighting.number(parts[1]), value > 0
        else { throw fault("--compare \(text)") }
        known[one][other] = value
        known[other][one] = 1 / value
      }
      var upper: [Double] = []
      for one in criteria.indices {
        for other in criteria.indices where other > one {
          guard let value = known[one][other] else {
            throw fault("--compare \(criteria[one])/\(criteria[other])=…")
          }
          upper.append(value)
        }
      }
      return upper
    }

    /// `3`, `0.5` or `1/3`.
    private static func number(_ text: String) -> Double? {
      let parts = text.split(separator: "/").map { Double($0) }
      if parts.count == 2, let one = parts[0], let other = parts[1], other != 0 {
        return one / other
      }
      return parts.count == 1 ? parts[0] : nil
    }

    private func fault(_ option: String) -> Diagnostic {
      Diagnostic(
        code: "ranking.option",
        Localized(zh: "缺少或读不懂：\(option)", en: "missing or not understood: \(option)"),
        remedy: Localized(
          zh: "指标须在 --criteria 之中；层次分析须比较每一对。",
          en: "The ids stand in --criteria; AHP needs every pair compared."))
    }
  }

  struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "指标对照 · indicators side by side")

    @OptionGroup var plans: Plans

    private struct Row: Encodable {
      var id: String
      var title: Localized
      var unit: Localized
      var direction: String?
      var base: Double?
      var values: [Double?]
    }

    func run() throws {
      let table = try plans.table()
      if plans.common.json {
        return try Console.json(
          table.indicators.map {
            Row(
              id: $0.id, title: $0.title, unit: $0.unit, direction: $0.direction?.rawValue,
              base: $0.base, values: $0.values)
          })
      }
      let language = plans.common.language
      var text = TextTable(
        language == .zh
          ? ["编号", "指标", "单位", "方向", "基期 \(table.base)"] + table.plans
          : ["id", "indicator", "unit", "better", table.base] + table.plans,
        right: Set(4..<(5 + table.plans.count)))
      for row in table.indicators {
        text.add(
          [
            row.id, row.title[language], row.unit[language],
            row.direction.map { $0 == .more ? "↑" : "↓" } ?? "", shown(row.base),
          ] + values(row, table, language))
      }
      plans.common.say(Localized(text.text))
    }

    /// A cost of which measures state none is at least the sum of the others.
    private func values(
      _ row: ScenarioTable.Indicator, _ table: ScenarioTable, _ language: Language
    ) -> [String] {
      row.id == "cost" ? table.costs.map { $0.text(language) } : row.values.map(shown)
    }

    private func shown(_ value: Double?) -> String {
      value.map { $0.rounded() == $0 ? String(format: "%.0f", $0) : String(format: "%.2f", $0) }
        ?? "–"
    }
  }

  struct Rank: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "排序，并说明权重改变时会怎样 · the order, and what would turn it round")

    @OptionGroup var plans: Plans
    @OptionGroup var weights: Weighting

    private struct Answer: Encodable {
      struct Plan: Encodable {
        var plan: String
        var score: Double
        var place: Int
      }

      struct Criterion: Encodable {
        var id: String
        var weight: Double
        var entropy: Double
        var turnsBelow: Double?
        var turnsAbove: Double?
      }

      var plans: [Plan]
      var criteria: [Criterion]
      var consistencyRatio: Double?
      var isConsistent: Bool?
      var reversals: Int
    }

    func run() throws {
      let weighting = try weights.weighting()
      let ranking = try ScenarioRanking(plans.table(), weighting)
      let common = plans.common
      if common.json { return try Console.json(answer(ranking)) }
      var table = TextTable(
        common.language == .zh ? ["次序", "方案", "贴近度"] : ["place", "plan", "closeness"],
        right: [0, 2])
      for plan in ranking.plans.indices.sorted(by: { ranking.places[$0] < ranking.places[$1] }) {
        table.add([
          String(ranking.places[plan]), ranking.plans[plan],
          String(format: "%.4f", ranking.scores[plan]),
        ])
      }
      common.say(Localized(table.text))
      for item in ranking.sensitivity.criteria {
        let criterion = ranking.criteria[item.criterion]
        let turns =
          [item.turnsBelow.map { "≤ \(String(format: "%.3f", $0))" }]
          + [item.turnsAbove.map { "≥ \(String(format: "%.3f", $0))" }]
        let text = turns.compactMap { $0 }.joined(separator: ", ")
        let weight = String(format: "%.3f", ranking.weights[item.criterion])
        common.say(
          Localized(
            zh: "  \(criterion.title.zh)：权重 \(weight)，首选改变于 \(text.isEmpty ? "–" : text)",
            en: "  \(criterion.title.en): weight \(weight), another first at "
              + (text.isEmpty ? "–" : text)))
      }
      if let pairwise = ranking.pairwise {
        let ratio = String(format: "%.3f", pairwise.ratio)
        common.say(
          Localized(
            zh: "  一致性比率 CR = \(ratio)\(pairwise.isConsistent ? "" : "，不小于 0.1，须重新比较")",
            en: "  consistency ratio CR = \(ratio)"
              + (pairwise.isConsistent ? "" : ", not below 0.1: compare again")))
      }
      if let first = ranking.sensitivity.reversals.first {
        let names = [first.without, first.first, first.second].map { ranking.plans[$0] }
        common.say(
          Localized(
            zh:
              "  逆序 \(ranking.sensitivity.reversals.count) 处，如去掉 \(names[0])，\(names[2]) 反在 \(names[1]) 之前",
            en: "  \(ranking.sensitivity.reversals.count) rank reversals: without \(names[0]), "
              + "\(names[2]) comes before \(names[1])"))
      }
      if ranking.pairwise?.isConsistent == false { throw ExitStatus.findings }
    }

    private func answer(_ ranking: ScenarioRanking) -> Answer {
      Answer(
        plans: ranking.plans.indices.map {
          .init(plan: ranking.plans[$0], score: ranking.scores[$0], place: ranking.places[$0])
        },
        criteria: ranking.sensitivity.criteria.map {
          .init(
            id: ranking.criteria[$0.criterion].id, weight: ranking.weights[$0.criterion],
            entropy: ranking.entropy[$0.criterion], turnsBelow: $0.turnsBelow,
            turnsAbove: $0.turnsAbove)
        }, consistencyRatio: ranking.pairwise?.ratio,
        isConsistent: ranking.pairwise?.isConsistent,
        reversals: ranking.sensitivity.reversals.count)
    }
  }

  struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "会议一页纸（PDF 或 HTML） · one page for the meeting")

    @OptionGroup var plans: Plans
    @OptionGroup var weights: Weighting

    @Option(name: .shortAndLong, help: ArgumentHelp("输出 · output", valueName: "pdf|html"))
    var out: OutputFile

    func run() async throws {
      try OutputCheck.check([("--out", out)], inputs: [plans.workspace.workspace])
      let table = try plans.table()
      let ranking = try ScenarioRanking(table, weights.weighting())
      let language = plans.common.language
      let sheet = MeetingSheet(table, ranking, language: language)
      if out.path.lowercased().hasSuffix(".html") {
        try out.write { write in try write(sheet.html(language)) }
      } else {
        try await Typesetter().set(ReportDocument(sheet, language: language), to: out.path)
      }
      plans.common.say(Localized(zh: "已写出：\(out.path)", en: "Written: \(out.path)"))
    }
  }
}

extension ScenarioWeighting.Method: ExpressibleByArgument {}
