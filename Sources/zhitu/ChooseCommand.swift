import ArgumentParser
import Classes
import Flow
import Foundation
import Groundwork
import Policy
import Storage
import Workbench

struct ChooseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "choose",
    abstract: "优选图斑 · choose measures of a drawn plan: least cost, rules kept, with a proof",
    discussion: """
      从画好的方案和可补充的地块中选出一组整治图斑：指标不低于下限，规则都成立，费用最少（或成效最大）。
      选出的方案先套合、由台账量算、逐条检验，才给出结果。
      Of the measures of a drawn plan and of patches that may be added, chooses those that keep every
      floor and rule at the least cost, or with the most effect within a budget. The choice is laid,
      measured by the flow ledger and judged before it is told.

      例 for example:
        zhitu choose demo -w w.gpkg --open-land --save 优选方案
        zhitu choose demo -w w.gpkg --goal farmland --budget 120000 --floor renewal=0
      """)

  @Argument(help: ArgumentHelp("画好的方案 · drawn plan", valueName: "plan"))
  var plan: String

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: "目标 · goal: cost, farmland, construction, ecology")
  var goal = MeasureChoiceRequest.Goal.cost

  @Option(help: "取舍的单位 · decide by measure or by project")
  var unit = MeasureChoiceRequest.Unit.measure

  @Option(
    help: ArgumentHelp(
      "指标下限，占原方案 %，缺省均为 100，可重复 · floor in percent of the drawn plan, 100 by default",
      valueName: "indicator=percent"))
  var floor: [String] = []

  @Option(
    help: ArgumentHelp(
      "可补充的地块：用途:去向[:元每亩] · patches that may be added, as garden:0101:3000",
      valueName: "use:class[:price]"))
  var candidate: [String] = []

  @Flag(help: "各种非建设用地均可补充 · offer all ground that takes no buildings")
  var openLand = false

  @Option(help: ArgumentHelp("候选的起始面积（亩） · least area of a candidate in mu", valueName: "mu"))
  var least = 3.0

  @Option(help: ArgumentHelp("预算（万元） · budget in 10⁴ yuan", valueName: "wan"))
  var budget: Double?

  @Option(
    help: ArgumentHelp("每补充一块另加（万元） · surcharge of every added patch", valueName: "wan"))
  var surcharge = 0.0

  @Option(help: ArgumentHelp("锁定必选，可重复 · lock in", valueName: "item"))
  var lockIn: [String] = []

  @Option(help: ArgumentHelp("锁定不选，可重复 · lock out", valueName: "item"))
  var lockOut: [String] = []

  @Option(help: ArgumentHelp("不要求的规则，可重复 · rule not demanded", valueName: "rule"))
  var waive: [String] = []

  @Option(help: ArgumentHelp("求解时限（秒） · seconds to search", valueName: "s"))
  var seconds = 20.0

  @Option(help: ArgumentHelp("达到此差距即止（%） · stop at this gap in percent", valueName: "percent"))
  var gap = 0.01

  @Option(help: ArgumentHelp("另找几个相近方案 · distinct plans besides the best", valueName: "n"))
  var alternatives = 0

  @Option(help: ArgumentHelp("存为方案 · store as a plan", valueName: "name"))
  var save: String?

  @Option(help: ArgumentHelp("证书 · certificate", valueName: "json"))
  var certificate: OutputFile?

  @Option(
    help: ArgumentHelp("规则包目录 · folder of rule packs", valueName: "folder"))
  var policies: String?

  @OptionGroup var actor: ActorOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("--seconds 须大于 0、不超过 86400 · must be above 0, at most 86,400")
    }
    if !(gap >= 0 && gap <= 100) {
      throw ValidationError("--gap 须为 0 至 100 · must be from 0 to 100")
    }
    if !(0...20).contains(alternatives) {
      throw ValidationError("--alternatives 须为 0 至 20 · must be from 0 to 20")
    }
    _ = try floors()
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--certificate", certificate)], inputs: [])
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let date = try VerifyOptions.calendarDate(VerifyOptions.today)
    let drawn = try bench.choiceBasis(
      plan: plan, book: try RuleBook.load(policies ?? ProgramHome.path("Policies")), on: date)
    let request = MeasureChoiceRequest(
      goal: goal, unit: unit, floors: try floors(), budget: budget, surcharge: surcharge,
      candidates: try candidates(bench.conversionOffers(drawn)), lockIn: lockIn, lockOut: lockOut,
      waived: waive)
    let choice = try bench.measureChoice(drawn, candidates: request.candidates)
    let solver = ChoiceSolver(choice, request)
    let limits = SearchLimits(seconds: seconds, relativeGap: gap / 100, seed: 0)
    var answer: ChoiceAnswer
    do {
      answer = try solver.solve(limits, job: job)
    } catch let refused as ChoiceRefused {
      throw refused.diagnostic
    }
    if !job.cancellation.isCancelled { answer = try answer.addingRanges(job: job) }
    let others =
      alternatives > 0
      ? try solver.alternatives(to: answer, count: alternatives, limits, job: job) : []
    if let certificate {
      let json = try answer.certificateJSON()
      try certificate.writeBytes { try $0(json + [10]) }
    }
    let report = ChoiceReport(answer, choice, others)
    if common.json { try Console.json(report) }
    report.say(common)
    if let save {
      _ = try bench.storeChoice(
        answer.judged.measures, of: choice, as: save, by: actor.deed().context)
      common.say(Localized(zh: "已存为方案“\(save)”。", en: "Stored as plan ‘\(save)’."))
    }
  }

  private func floors() throws -> [MeasureChoiceRequest.Floor] {
    var percents = Dictionary(
      uniqueKeysWithValues: MeasureChoiceRequest.Indicator.allCases.map { ($0, 100.0) })
    for text in floor {
      let parts = text.split(separator: "=").map(String.init)
      guard parts.count == 2, let indicator = MeasureChoiceRequest.Indicator(rawValue: parts[0]),
        let percent = Double(parts[1]), (0...1_000).contains(percent)
      else {
        let names = MeasureChoiceRequest.Indicator.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--floor farmland=100 (\(names); 0–1000)")
      }
      percents[indicator] = percent
    }
    return MeasureChoiceRequest.Indicator.allCases.map { .init($0, percent: percents[$0] ?? 0) }
  }

  private func candidates(
    _ offers: [ConversionOffer]
  ) throws -> [MeasureChoiceRequest.Conversion] {
    var made: [MeasureChoiceRequest.Conversion] = []
    for text in candidate {
      let parts = text.split(separator: ":").map(String.init)
      guard (2...3).contains(parts.count), let use = LandUse(rawValue: parts[0]) else {
        throw ValidationError("--candidate garden:0101:3000")
      }
      let offer = offers.first { $0.from == use && $0.to.key == parts[1] }
      guard let price = parts.count == 3 ? Double(parts[2]) : offer?.price else {
        throw ValidationError("--candidate \(text): 单价 · price")
      }
      made.append(.init(from: use, to: parts[1], price: price, least: least))
    }
    guard openLand else { return made }
    var taken = Set(made.map(\.from))
    for offer in offers where offer.isOpenLand && taken.insert(offer.from).inserted {
      made.append(.init(from: offer.from, to: offer.to.key, price: offer.price, least: least))
    }
    return made
  }
}

extension MeasureChoiceRequest.Goal: ExpressibleByArgument {}
extension MeasureChoiceRequest.Unit: ExpressibleByArgument {}

/// An answer on the terminal and as JSON.
private struct ChoiceReport: Encodable {
  struct Indicator: Encodable {
    var id: MeasureChoiceRequest.Indicator
    var drawn: Area
    var floor: Area?
    var chosen: Area
  }

  struct Rule: Encodable {
    var rule: String
    var before: Verdict
    var after: Verdict
    var isLinear: Bool
  }

  struct Price: Encodable {
    var rule: Localized
    var price: Double
    var unit: String
    var less: Double?
    var more: Double?
  }

  var value: Double
  var bound: Double
  var gap: Double
  var provenGap: Double
  /// In 分.
  var drawnCost: Int64
  var chosenCost: Int64
  var refused: Int
  var refusing: [RefusingRule]
  var isDrawnOnly: Bool
  var indicators: [Indicator]
  var rules: [Rule]
  var prices: [Price]
  var chosen: [String]
  var dropped: [String]
  var added: [String]
  var otherCosts: [Int64]

  init(_ answer: ChoiceAnswer, _ choice: MeasureChoice, _ others: [ChoiceAnswer]) {
    let kept = Set(answer.judged.measures)
    func ids(_ isIt: (MeasureChoice.Item) -> Bool) -> [String] {
      choice.items.filter(isIt).map(\.id)
    }
    value = answer.value
    bound = answer.bound
    gap = answer.gap
    provenGap = answer.provenGap
    drawnCost = choice.items.filter { !$0.isCandidate }.map(\.cost.fen).reduce(0, +)
    chosenCost = answer.judged.cost.fen
    refused = answer.refused
    refusing = answer.refusing
    isDrawnOnly = answer.isDrawnOnly
    indicators = MeasureChoiceRequest.Indicator.allCases.map {
      Indicator(
        id: $0, drawn: choice.reached[$0] ?? .zero, floor: answer.floor(of: $0),
        chosen: answer.judged.indicators[$0] ?? .zero)
    }
    rules = answer.judged.demanded.map {
      Rule(
        rule: $0.after.reference, before: $0.before.verdict, after: $0.after.verdict,
        isLinear: $0.isLinear)
    }
    prices = answer.prices.map {
      Price(
        rule: $0.rule, price: $0.price, unit: $0.unit.rawValue, less: $0.less, more: $0.more)
    }
    chosen = ids { kept.contains($0.number) }
    dropped = ids { !$0.isCandidate && !kept.contains($0.number) }
    added = ids { $0.isCandidate && kept.contains($0.number) }
    otherCosts = others.map(\.judged.cost.fen)
  }

  func say(_ common: CommonOptions) {
    let language = common.language
    func mu(_ area: Area?) -> String {
      area.map { String(format: "%.2f", Double($0.hundredths) * 3 / 200_000) } ?? ""
    }
    let head = [
      Localized(zh: "指标（亩）", en: "indicator (mu)"), Localized(zh: "原方案", en: "drawn"),
      Localized(zh: "下限", en: "floor"), Localized(zh: "本方案", en: "chosen"),
    ]
    var table = TextTable(head.map { $0[language] }, right: [1, 2, 3])
    for row in indicators {
      table.add([row.id.title[language], mu(row.drawn), mu(row.floor), mu(row.chosen)])
    }
    common.say(Localized(table.text))
    for price in prices.prefix(20) {
      let unit = price.unit == "step" ? "" : price.unit == "mu" ? "/亩" : "/万元"
      common.say(
        Localized(
          "\(price.rule[language])  \(String(format: "%.4f", price.price))\(unit)"
            + OptimiseCommand.range(price.less, price.more)[language]))
    }
    if isDrawnOnly {
      let names = refusing.map(\.rule).joined(separator: ", ")
      common.say(
        Localized(
          zh: "未补充地块：含补充地块的方案套合后不能通过 \(names)；可用 --waive 不要求这些规则。",
          en: "No patch is added: plans with added patches did not pass \(names) when they were"
            + " laid; --waive leaves rules out."))
    }
    func wan(_ fen: Int64) -> String { String(format: "%.2f", Double(fen) / 1e6) }
    let (before, after) = (wan(drawnCost), wan(chosenCost))
    let most = String(format: "%.4f", gap * 100)
    let proven = String(format: "%.4f", provenGap * 100)
    common.say(
      Localized(
        zh: "费用 \(before) → \(after) 万元；舍去 \(dropped.count) 个、补充 \(added.count) 个图斑；"
          + "\(rules.count) 条随取舍而变的规则逐条检验；离最优至多 \(most)%，证书可核验至 \(proven)%。",
        en:
          "cost \(before) → \(after)×10⁴ CNY; \(dropped.count) measures dropped, \(added.count) added;"
          + " \(rules.count) rules that depend on the choice judged; at most \(most) % from the best,"
          + " the certificate proves \(proven) %."))
  }
}
