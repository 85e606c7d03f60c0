import ArgumentParser
import Flow
import Groundwork
import Monitoring
import Storage
import Workbench

struct MonitorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "地类流向监测 · observed ground against plan and base epoch",
    discussion: """
      已实施、未实施、偏离、方案外变化、未观测，面积合计等于基期；告警规则见 Policies/monitoring。
      Done, not yet, deviating, outside the plan, unobserved; areas add up to the base epoch. Alarm rules
      are data: Policies/monitoring. See Docs/monitoring.md.
      """,
    subcommands: [Show.self, Series.self, History.self, Order.self], defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "监测结果，可据告警立案 · the result; alarms can become problems")

    @OptionGroup var subject: PlanOptions

    @Option(
      help: ArgumentHelp("观测年度，缺省为最近 · observed epoch, by default the latest", valueName: "epoch"))
    var observed: String?

    @Option(
      help: ArgumentHelp(
        "告警规则，缺省为程序自带 · alarm rules, by default the program's own", valueName: "yaml"))
    var rules: String?

    @Option(help: "面积 · area: official, planar")
    var area: AreaKind = .official

    @Option(
      help: ArgumentHelp(
        "各状态地块（经纬度） · the ground of all states in degrees", valueName: "geojson"))
    var geojson: OutputFile?

    @Flag(help: "据告警立案，并在已立案问题上记录复核 · open problems for alarms, note on those that exist")
    var openProblems = false

    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      try OutputCheck.check(
        [("--geojson", geojson)],
        inputs: [subject.workspace.workspace, rules].compactMap(\.self))
      let bench = try subject.workspace.open(job)
      defer { bench.workspace.close() }
      let monitored = try bench.monitor(
        bench.monitoringRequest(
          plan: subject.plan, base: subject.base, observed: observed, rules: rules, area: area))
      var outcome: AlarmOutcome?
      if openProblems {
        let deed = try actor.deed()
        outcome = try bench.openAlarms(monitored, by: deed.context, deed.authority)
      }
      if let geojson {
        let document = try bench.document(monitored, pieces: .max)
        if let ground = document.ground {
          let text = String(decoding: try ground.json(), as: UTF8.self) + "\n"
          try geojson.write { try $0(text) }
        }
      }
      let document = try bench.document(monitored)
      if common.json {
        return Console.put(
          String(decoding: try document.json(isPretty: true), as: UTF8.self) + "\n")
      }
      say(document)
      if let outcome { say(outcome) }
      common.label(document.synthetic)
    }

    private func say(_ document: MonitoringDocument) {
      let language = common.language
      common.say(
        Localized(
          zh: "方案 \(document.plan)，基期 \(document.base)，观测 \(document.observed)\n",
          en: "Plan \(document.plan), base epoch \(document.base), observed \(document.observed)\n")
      )
      var states = TextTable(
        language == .zh ? ["状态", "面积（公顷）"] : ["state", "hm²"], right: [1])
      for state in document.states where state.area != .zero {
        states.add([state.title[language], MonitorCommand.hectares(state.area)])
      }
      states.add([
        Localized(zh: "合计", en: "total")[language], MonitorCommand.hectares(document.total),
      ])
      common.say(Localized(states.text))
      if !document.isComplete {
        common.say(
          Localized(
            zh: "观测未覆盖全部基期：未观测的地块不计为未变。\n",
            en: "The observation covers a part of the base epoch; ground that was not observed does"
              + " not count as unchanged.\n"))
      }
      common.say(Localized(groups(document.projects).text))
      common.say(Localized(incidents(document).text))
      for balance in document.balances { say(balance) }
      for role in document.missingControls {
        common.say(
          Localized(
            zh: "没有图层“\(role)”，须落入其中的告警规则无法判定。",
            en: "There is no layer ‘\(role)’: alarm rules that need it are undecidable."))
      }
      if document.strips != .zero {
        common.say(
          Localized(
            zh: "另有 \(document.strips.decimal) 平方米碎小图斑，视为绘图误差。",
            en: "\(document.strips.decimal) m² more in strips are inaccuracies of drawing."))
      }
    }

    private func groups(_ groups: [MonitoringDocument.Group]) -> TextTable {
      let states: [GroundState] = [.done, .onTheWay, .notYet, .deviating, .unobserved]
      let language = common.language
      var table = TextTable(
        [Localized(zh: "项目（公顷）", en: "project (hm²)")[language]]
          + states.map { $0.title[language] }, right: Set(1...5))
      for group in groups where !group.key.isEmpty {
        table.add(
          ["\(group.key) \(group.title)"]
            + states.map { MonitorCommand.hectares(group.areas[$0.rawValue] ?? .zero) })
      }
      return table
    }

    private func incidents(_ document: MonitoringDocument) -> TextTable {
      let language = common.language
      var table = TextTable(
        language == .zh
          ? ["线索", "图斑", "村", "状态", "变化", "平方米", "告警", "问题"]
          : ["no.", "patch", "village", "state", "change", "m²", "alarms", "problem"],
        right: [0, 5])
      for incident in document.incidents {
        let before = incident.before.map { $0.name[language] }.joined(separator: "、")
        let beyond = Localized(zh: "超范围", en: "beyond its measure")[language]
        let doubt = Localized(
          zh: "置信度 \(incident.confidence ?? 0)%，不告警",
          en: "confidence \(incident.confidence ?? 0) %, no alarm")
        table.add([
          String(incident.number), incident.patch, incident.village,
          incident.isBeyondMeasure ? beyond : incident.state.title[language],
          "\(before) → \(incident.after.name[language])", incident.area.decimal,
          incident.doubted.isEmpty
            ? incident.alarms.map(\.rule).joined(separator: " ") : doubt[language],
          incident.problem ?? "",
        ])
      }
      return table
    }

    private func say(_ balance: MonitoringDocument.Balance) {
      let answer = balance.answer.title
      common.say(
        Localized(
          zh: "\(balance.rule) \(balance.title.zh)：\(answer.zh)（基期 "
            + "\(MonitorCommand.hectares(balance.base))，观测 "
            + "\(MonitorCommand.hectares(balance.observed)) 公顷）",
          en: "\(balance.rule) \(balance.title.en): \(answer.en) (base "
            + "\(MonitorCommand.hectares(balance.base)), observed "
            + "\(MonitorCommand.hectares(balance.observed)) hm²)"))
    }

    private func say(_ outcome: AlarmOutcome) {
      common.say(
        Localized(
          zh: "立案 \(outcome.opened.count) 件；仍存在 \(outcome.persisting.count)，"
            + "已恢复 \(outcome.restored.count)，未复核 \(outcome.unobserved.count)。",
          en: "\(outcome.opened.count) problems opened; \(outcome.persisting.count) persist, "
            + "\(outcome.restored.count) are restored, \(outcome.unobserved.count) were not observed"
            + " again."))
    }
  }

  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "history", abstract: "地块沿革 · what a piece of ground was in every epoch")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("经度,纬度（度） · longitude,latitude in degrees", valueName: "lon,lat"))
    var at: String

    @OptionGroup var common: CommonOptions

    func run() throws {
      let place = at.split(separator: ",").compactMap { Double($0) }
      guard place.count == 2, abs(place[0]) <= 180, abs(place[1]) <= 90 else {
        throw ValidationError("--at: 经度,纬度 · longitude,latitude")
      }
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let history = try bench.lifeHistory(longitude: place[0], latitude: place[1])
      if common.json { return try Console.json(history) }
      let language = common.language
      var table = TextTable(
        language == .zh
          ? ["年度或方案", "图斑", "地类", "平方米", ""] : ["epoch or plan", "patch", "class", "m²", ""],
        right: [3])
      for step in history.steps {
        table.add([
          step.name, step.patch ?? "–",
          [step.code, step.title].compactMap(\.self)
            .joined(separator: " "), step.area?.decimal ?? "",
          step.isChanged ? Localized(zh: "变化", en: "changed")[language] : "",
        ])
      }
      common.say(Localized(table.text))
      common.label(try bench.isSynthetic())
    }
  }

  struct Series: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "series",
      abstract: "时序：各观测年度的状态与耕地总量 · states and farmland in every epoch after the base")

    @OptionGroup var subject: PlanOptions

    @Option(
      help: ArgumentHelp(
        "告警规则，缺省为程序自带 · alarm rules, by default the program's own", valueName: "yaml"))
    var rules: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try subject.workspace.open(common.start())
      defer { bench.workspace.close() }
      let series = try bench.monitoringSeries(
        bench.monitoringRequest(plan: subject.plan, base: subject.base, rules: rules))
      if common.json {
        return Console.put(
          String(decoding: try series.json(isPretty: true), as: UTF8.self) + "\n")
      }
      let language = common.language
      let states: [GroundState] = [
        .done, .onTheWay, .notYet, .deviating, .outsidePlan, .unobserved,
      ]
      var table = TextTable(
        [Localized(zh: "年度（公顷）", en: "epoch (hm²)")[language]]
          + states.map { $0.title[language] }
          + [Localized(zh: "告警", en: "alarms")[language]], right: Set(1...states.count + 1))
      for one in series.epochs {
        table.add(
          [one.epoch]
            + states.map { MonitorCommand.hectares(one.areas[$0.rawValue] ?? .zero) }
            + [String(one.alarms)])
      }
      common.say(Localized(table.text))
      for one in series.epochs {
        for balance in one.balances {
          common.say(
            Localized(
              zh: "\(one.epoch) \(balance.rule) \(balance.title.zh)：\(balance.answer.title.zh)（基期 "
                + "\(MonitorCommand.hectares(balance.base))，观测 "
                + "\(MonitorCommand.hectares(balance.observed))，未观测 "
                + "\(MonitorCommand.hectares(balance.unobserved)) 公顷）",
              en:
                "\(one.epoch) \(balance.rule) \(balance.title.en): \(balance.answer.title.en) (base "
                + "\(MonitorCommand.hectares(balance.base)), observed "
                + "\(MonitorCommand.hectares(balance.observed)), not observed "
                + "\(MonitorCommand.hectares(balance.unobserved)) hm²)"))
        }
      }
      common.label(series.synthetic)
    }
  }

  static func hectares(_ area: Area) -> String { Figures.fixed(area.hectares, 4) }
}
