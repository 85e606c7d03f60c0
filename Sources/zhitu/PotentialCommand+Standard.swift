import ArgumentParser
import Groundwork
import Programme
import Storage
import Workbench

extension PotentialCommand {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出 Excel：图斑、乡镇汇总、核对、参数 · a workbook of patches, sums by town, checks")

    @Option(name: .shortAndLong, help: ArgumentHelp("输出 · output", valueName: "xlsx"))
    var out: OutputFile
    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let bytes = try bench.potentialWorkbook().bytes()
      try out.writeBytes { write in try write(bytes) }
      common.say(Localized(zh: "已写出：\(out.path)", en: "Written: \(out.path)"))
    }
  }

  struct Standard: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "standard",
      abstract: "标准地：出让条件是否就绪 · which candidates are ready to be standard land")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = try bench.potentialLibrary()
      let readiness = library.standardLand
      if common.json {
        return try Console.json(readiness.map(PotentialDocument.Standard.init))
      }
      guard let readiness else {
        return common.say(
          Localized(
            zh: "潜力库的规则没有标准地条件；用本版本的规则重新调查。",
            en: "The rules of this library name no conditions; make a survey with those of today."))
      }
      let language = common.language
      for standing in StandardLandReadiness.Standing.allCases {
        common.say(
          Localized(
            zh: "\(standing.title.zh)：\(readiness.count(standing)) 宗，"
              + "\(Figures.mu(readiness.area(standing))) 亩",
            en: "\(standing.title.en): \(readiness.count(standing)),"
              + " \(Figures.mu(readiness.area(standing))) mu"))
      }
      var table = TextTable(
        [language == .zh ? "编号" : "number", language == .zh ? "亩" : "mu"]
          + readiness.rules.conditions.map { $0.title[language] }, right: [1])
      for parcel in readiness.parcels {
        table.add(
          [parcel.number, Figures.mu(parcel.area)] + parcel.answers.map { $0.title[language] })
      }
      if !table.isEmpty { common.say(Localized(table.text)) }
      common.label(library.record.isSynthetic)
    }
  }
}

extension StandardLandReadiness.Standing {
  fileprivate var title: Localized {
    switch self {
    case .ready: Localized(zh: "就绪", en: "ready")
    case .open: Localized(zh: "有条件未满足", en: "something is open")
    case .unknown: Localized(zh: "有条件未知", en: "something is unknown")
    }
  }
}

extension StandardLandReadiness.Answer {
  fileprivate var title: Localized {
    switch self {
    case .met: Localized(zh: "是", en: "yes")
    case .open: Localized(zh: "否", en: "no")
    case .unknown: Localized(zh: "？", en: "?")
    }
  }
}
