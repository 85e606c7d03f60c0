import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Programme
import Storage
import Workbench

struct PotentialCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "potential",
    abstract: "整治潜力 · survey of potential, and the potential library",
    discussion: """
      规则是数据：每个任务一个文件，见 Policies/potential 和 Docs/potential.md。
      Rules are data, one file for each task: see Policies/potential and Docs/potential.md.

      调查 survey → 清单 list → 卡片 show → 变化 diff → 外业核实 confirm。
      """,
    subcommands: [
      List.self, Survey.self, Show.self, Diff.self, Confirm.self, Villages.self, Industry.self,
      Standard.self, Guides.self, Export.self,
    ], defaultSubcommand: List.self)

  struct Survey: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "调查，更新潜力库 · make a survey and renew the library")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("调查年度，缺省最新 · epoch, the last by default", valueName: "epoch"))
    var epoch: String?

    @Option(
      help: ArgumentHelp(
        "规则文件夹或文件，缺省为程序自带 · folder or file of rules, by default the program's own",
        valueName: "path"))
    var rules: String?

    @Option(
      help: ArgumentHelp(
        "村庄与企业登记，缺省沿用上次 · register of villages and enterprises, by default the last one",
        valueName: "yaml"))
    var register: String?

    @Flag(help: "只看结果，不写入 · only show, write nothing")
    var dryRun = false

    @Flag(
      help: "只在潜力库过时才更新，供定时任务使用 · only if the library is out of date, for a timer")
    var ifStale = false

    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let request = PotentialRequest(
        epoch: epoch, rules: try rules.map { try PotentialRules.read($0) },
        rulesFrom: rules.map { URL(fileURLWithPath: $0).path },
        register: try register.map { try PotentialRegister.read(file: $0) })
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      if ifStale, try bench.hasPotentialLibrary() {
        let library = try bench.potentialLibrary()
        let reasons = try bench.potentialStaleness(library.record)
        if reasons.isEmpty {
          return try PotentialCommand.tell(
            PotentialDocument(library, history: bench.potentialHistory(), stale: []), common)
        }
        for reason in reasons {
          common.say(Localized(zh: "更新：\(reason.zh)。", en: "Renewed: \(reason.en)."))
        }
      }
      if dryRun {
        let record = try bench.potentialSurvey(request)
        let library = PotentialLibrary(state: .init(), version: 0, record: record)
        return try PotentialCommand.tell(
          PotentialDocument(library, history: [], stale: []), common)
      }
      let deed = try actor.deed()
      let library = try bench.surveyPotential(request, by: deed.context, deed.authority)
      try PotentialCommand.tell(
        PotentialDocument(
          library, history: bench.potentialHistory(),
          stale: bench.potentialStaleness(library.record)), common)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "潜力库：各任务，或一个任务的图斑 · the library: all tasks, or the patches of one")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("任务 · task", valueName: "id"))
    var task: String?

    @Flag(help: "连同被排除的图斑 · also excluded patches")
    var all = false

    @Option(help: ArgumentHelp("第几次调查后 · after which survey", valueName: "n"))
    var survey: Int?

    @Option(help: ArgumentHelp("全部图斑写成 GeoJSON · all patches as GeoJSON", valueName: "geojson"))
    var map: OutputFile?

    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--map", map)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = try bench.potentialLibrary(survey: survey)
      if let map {
        let text =
          String(decoding: try bench.potentialMap(survey: survey).json(), as: UTF8.self) + "\n"
        try map.write { try $0(text) }
      }
      let document = PotentialDocument(
        library, history: try bench.potentialHistory(),
        stale: try bench.potentialStaleness(library.record))
      guard let task else { return try PotentialCommand.tell(document, common) }
      guard library.record.rules.task(task) != nil else {
        throw Diagnostic(
          code: "potential.no-task",
          Localized(zh: "没有任务“\(task)”。", en: "there is no task ‘\(task)’."),
          remedy: Localized(library.record.rules.tasks.map(\.id).joined(separator: ", ")))
      }
      let entries = library.record.entries
        .filter { $0.task == task && (all || $0.isCandidate) }
        .sorted { (($1.score ?? -1), $0.number) < (($0.score ?? -1), $1.number) }
      if common.json { return try Console.json(entries) }
      common.say(Localized(PotentialCommand.table(entries, library, common.language)))
      common.label(library.record.isSynthetic)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一个图斑：为何入库、为何排除 · one patch: why in, why out")

    @Argument(help: ArgumentHelp("编号 · number", valueName: "number"))
    var number: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      try PotentialCommand.tell(bench.potentialCard(number), bench, common)
    }
  }

  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一次调查改变了什么、为何 · what a survey changed, and why")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("第几次调查，缺省最后一次 · which survey, the last by default", valueName: "n"))
    var survey: Int?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let record = try bench.potentialLibrary(survey: survey).record
      if common.json { return try Console.json(record.changes) }
      var table = TextTable(
        common.language == .zh
          ? ["编号", "变化", "此前（亩）", "现在（亩）", "原因"]
          : ["number", "change", "before (mu)", "now (mu)", "why"], right: [2, 3])
      for change in record.changes {
        table.add([
          change.number, change.kind.title[common.language], Figures.mu(change.before),
          Figures.mu(change.after),
          change.reasons.map { $0[common.language] }.joined(separator: "; "),
        ])
      }
      common.say(
        table.isEmpty
          ? Localized(zh: "没有变化。", en: "Nothing changed.") : Localized(table.text))
      common.label(record.isSynthetic)
    }
  }

  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "外业核实 · record what was found on the ground")

    @Argument(help: ArgumentHelp("编号 · number", valueName: "number"))
    var number: String

    @Flag(help: "否定，须有 --remark · reject, with --remark")
    var reject = false

    @Option(help: "权利人意愿 · the owner's will: willing, partly, unwilling")
    var will: OwnersWill = .unknown

    @Option(help: "现状条件 · condition: ready, works, blocked")
    var condition: GroundCondition = .unknown

    @Option(help: "备注 · remark")
    var remark: String = ""

    @Option(
      parsing: .upToNextOption, help: ArgumentHelp("照片 · photos", valueName: "file"))
    var photo: [String] = []

    @OptionGroup var deed: DeedOptions

    func run() throws {
      let photos = try photo.map { path -> [UInt8] in
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
          throw Diagnostic(
            code: "potential.no-file",
            Localized(zh: "读不到照片", en: "the photo cannot be read"), file: path)
        }
        return [UInt8](data)
      }
      try deed.perform { bench, who in
        _ = try bench.visitPotential(
          number,
          PotentialFinding(
            verdict: reject ? .rejected : .confirmed, will: will, condition: condition,
            remark: remark), photos: photos, expected: deed.version, by: who.context,
          who.authority)
        try PotentialCommand.tell(bench.potentialCard(number), bench, deed.common)
      }
    }
  }
}

extension OwnersWill: ExpressibleByArgument {}
extension GroundCondition: ExpressibleByArgument {}
