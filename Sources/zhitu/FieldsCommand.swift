import ArgumentParser
import Groundwork
import Storage
import Workbench

struct FieldsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "多田套合：永农、高标准农田、粮功区 · overlap of the three kinds of fields",
    discussion: """
      七种组合的面积按村、镇合计，精确到 0.01 平方米；并列出能提高套合率的耕地图斑。
      All seven combinations by village and town, and the patches that would raise the overlap.
      """)

  @Option(help: ArgumentHelp("年度，缺省最新 · epoch, by default the latest", valueName: "epoch"))
  var epoch: String?

  @Option(help: ArgumentHelp("列出的图斑数 · patches to list", valueName: "n"))
  var limit: Int = 20

  @Option(help: ArgumentHelp("图面写成 GeoJSON · the ground as GeoJSON", valueName: "geojson"))
  var map: OutputFile?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    try OutputCheck.check([("--map", map)], inputs: [workspace.workspace])
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let report = try bench.fieldOverlap(epoch: epoch, limit: max(0, limit))
    if let map {
      let body = try bench.fieldOverlapMap(epoch: epoch).json()
      try map.writeBytes { try $0(body + [UInt8(ascii: "\n")]) }
    }
    if common.json {
      return Console.put(String(decoding: try report.json(isPretty: true), as: UTF8.self) + "\n")
    }
    let language = common.language
    var table = TextTable(
      language == .zh
        ? [report.epoch, "永农", "高标", "粮功区", "三田", "永农+高标", "永农+粮", "套合率"]
        : [
          report.epoch, "basic", "standard", "zones", "all", "basic+standard", "basic+grain",
          "rate",
        ], right: [1, 2, 3, 4, 5, 6, 7])
    for unit in report.units {
      table.add([
        unit.level == "whole"
          ? Localized(zh: "合计", en: "all")[language]
          : (unit.level == "village" ? "  " : "") + "\(unit.code) \(unit.name)",
        Figures.mu(unit.basic), Figures.mu(unit.standard), Figures.mu(unit.grainZone),
        Figures.mu(unit.allThree), Figures.mu(unit.basicStandard), Figures.mu(unit.basicGrain),
        unit.rate.map { Figures.fixed($0 * 100) + " %" } ?? "–",
      ])
    }
    common.say(Localized(table.text))
    var raising = TextTable(
      language == .zh ? ["图斑", "村", "缺", "亩"] : ["patch", "village", "lacks", "mu"], right: [3])
    for one in report.candidates {
      raising.add([one.patch, one.villageName, one.lacking, Figures.mu(one.area)])
    }
    if !raising.isEmpty {
      common.say(
        Localized(
          zh: "能提高套合率的耕地图斑，共 \(report.candidateCount) 个：",
          en: "\(report.candidateCount) patches of farmland would raise the overlap:"))
      common.say(Localized(raising.text))
    }
    common.label(report.synthetic)
  }
}
