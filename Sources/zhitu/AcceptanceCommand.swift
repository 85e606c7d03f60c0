import ArgumentParser
import Groundwork
import Monitoring
import Storage
import Workbench

struct AcceptanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acceptance",
    abstract: "阶段验收、整体验收 · measured ground against the plan, by stage",
    discussion: """
      新增耕地按来源、地类、等别，扣除田坎；扣减链：规划 → 县级自验 → 市级 → 省级 → 验收 → 变更调查确认。
      New farmland net of ridges by source, class and grade; the chain of deductions from the plan to the
      survey's confirmation. Rules are data: Policies/monitoring/acceptance.yaml.
      """)

  @OptionGroup var subject: PlanOptions

  @Option(
    help: ArgumentHelp(
      "实测：年度或图层，缺省为最近年度 · measured ground: an epoch or a layer of role plan",
      valueName: "name"))
  var measured: String?

  @Option(help: ArgumentHelp("阶段，缺省为全部 · stage, by default all", valueName: "n"))
  var stage: Int?

  @Option(
    help: ArgumentHelp("市级扣减（平方米:原因） · deducted by the city", valueName: "m2:reason"))
  var city: String?

  @Option(
    help: ArgumentHelp("省级核减（平方米:原因） · deducted by the province", valueName: "m2:reason"))
  var province: String?

  @Option(
    help: ArgumentHelp(
      "变更调查确认的年度 · epoch by which the survey confirms what was accepted", valueName: "epoch"))
  var confirmed: String?

  @Option(
    help: ArgumentHelp("验收口径，缺省为程序自带 · rules, by default the program's own", valueName: "yaml"))
  var rules: String?

  @Flag(help: "须整改的图斑立案，并在已立案问题上记录复核 · open problems for measures to be remedied")
  var openProblems = false

  @OptionGroup var actor: ActorOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let bench = try subject.workspace.open(common.start())
    defer { bench.workspace.close() }
    let request = try bench.monitoringRequest(
      plan: subject.plan, base: subject.base, observed: measured)
    let asked = AcceptanceRequest(
      plan: request.plan, base: request.base, measured: request.observed, stage: stage,
      city: try city.map { try typed($0, "--city") },
      province: try province.map { try typed($0, "--province") }, confirmed: confirmed,
      rules: try AcceptanceRules.read(file: rules))
    var outcome: AlarmOutcome?
    if openProblems {
      let deed = try actor.deed()
      outcome = try bench.openRectifications(asked, by: deed.context, deed.authority)
    }
    let document = try bench.accept(asked)
    if common.json {
      return Console.put(String(decoding: try document.json(isPretty: true), as: UTF8.self) + "\n")
    }
    say(document)
    if let outcome {
      common.say(
        Localized(
          zh: "立案 \(outcome.opened.count) 件；仍须整改 \(outcome.persisting.count)，"
            + "已达标 \(outcome.restored.count)，未测 \(outcome.unobserved.count)",
          en: "\(outcome.opened.count) problems opened; \(outcome.persisting.count) persist, "
            + "\(outcome.restored.count) now pass, \(outcome.unobserved.count) not measured"))
    }
    common.label(document.synthetic)
  }

  private func typed(_ text: String, _ option: String) throws -> DeductionChain.Typed {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let square = Double(parts[0]),
      let area = Area(roundingSquareMetres: square)
    else {
      throw ValidationError("\(option): 平方米:原因 · m²:reason")
    }
    return DeductionChain.Typed(area: area, reason: String(parts[1]))
  }

  private func say(_ document: AcceptanceDocument) {
    let language = common.language
    for count in document.counts {
      common.say(
        Localized(
          zh: "\(count.title.zh) \(count.count) 个整治图斑，\(AcceptanceCommand.hectares(count.area)) 公顷",
          en: "\(count.title.en): \(count.count) measures, "
            + "\(AcceptanceCommand.hectares(count.area)) hm²"))
    }
    var table = TextTable(
      language == .zh
        ? ["新增耕地（公顷，净）", "规划", "实测", "通过"]
        : ["new farmland (hm², net)", "planned", "measured", "accepted"], right: [1, 2, 3])
    for part in [document.newFarmland] + document.sources + document.classes + document.grades {
      table.add([
        part.title[language], AcceptanceCommand.hectares(part.planned),
        AcceptanceCommand.hectares(part.measured), AcceptanceCommand.hectares(part.accepted),
      ])
    }
    common.say(Localized("\n" + table.text))
    var chain = TextTable(
      language == .zh ? ["扣减链", "公顷", "说明"] : ["chain", "hm²", "note"], right: [1])
    for step in document.chain {
      let typed = Localized(zh: "（填报）", en: " (typed)")[language]
      chain.add([
        step.title[language],
        (step.kind == .deduction ? "−" : "") + AcceptanceCommand.hectares(step.area),
        step.reason + (step.isTyped ? typed : ""),
      ])
    }
    common.say(Localized(chain.text))
    let answer =
      document.meetsCountyShare
      ? Localized(zh: "满足", en: "met") : Localized(zh: "不满足", en: "not met")
    common.say(
      Localized(
        zh: "县级自验后不低于规划新增的 \(document.countyShare.percent)%：\(answer.zh)",
        en: "At least \(document.countyShare.percent) % of the plan after the county: \(answer.en)")
    )
  }

  private static func hectares(_ area: Area) -> String { Figures.fixed(area.hectares, 4) }
}
