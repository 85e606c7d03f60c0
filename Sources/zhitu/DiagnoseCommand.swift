import ArgumentParser
import Classes
import Flow
import Groundwork
import Programme
import Storage
import Workbench

extension DiagnosisRequest.Level: ExpressibleByArgument {}
extension DiagnosisRequest.Place: ExpressibleByArgument {}

struct DiagnoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract:
      "结构诊断 · diagnosis of the land: fragmentation, blocks, small fields, villages, industry",
    discussion: """
      各年度、方案并列：斑块、边缘、形状、聚集、有效网格、连片地块、小田块、聚落、园区外工业、坡度、等别、权属。
      Epochs and plans side by side. Nothing is written to the workspace.

      容差与隔断是参数，注明由谁选定：见 Policies/diagnosis/default.yaml。
      Tolerance and barriers are parameters with the name of who chose them: see Policies/diagnosis/default.yaml.

      --blocks 写出连片地块（GeoJSON，经纬度），--close 另求升到下一级所需的最便宜图斑。
      --blocks writes the blocks of farmland as GeoJSON in degrees; --close also finds the cheapest
      patches that bring each block to its next size.
      """)

  @OptionGroup var workspace: WorkspaceOption

  @Option(
    help: ArgumentHelp(
      "年度或方案，可重复；缺省为最早年度和各方案 · epochs or plans, compared with the first;"
        + " by default the earliest epoch and every plan", valueName: "name"))
  var of: [String] = []

  @Option(
    help: ArgumentHelp("方案的基期，缺省为最早 · base epoch of plans", valueName: "epoch"))
  var base: String?

  @Option(help: "按行政代码分 · group by administrative code: county, town, village")
  var by: DiagnosisRequest.Level?

  @Option(help: "坐落或权属代码 · which code: location (ZLDWDM), ownership (QSDWDM)")
  var codes: DiagnosisRequest.Place = .location

  @Option(
    help: ArgumentHelp("按边界图层分 · group by a layer of the workspace", valueName: "layer"))
  var byLayer: String?

  @Option(
    help: ArgumentHelp("画定的范围 · drawn areas, GeoJSON in degrees", valueName: "geojson"))
  var within: String?

  @OptionGroup var parameters: DiagnosisParameters

  @Option(help: "面积 · area: official, planar")
  var area: AreaKind = .official

  @Option(help: ArgumentHelp("全部数值 · every value as CSV", valueName: "csv"))
  var csv: OutputFile?

  @Option(
    help: ArgumentHelp(
      "连片地块，取最后一个年度或方案 · blocks of the last state as GeoJSON", valueName: "geojson"))
  var blocks: OutputFile?

  @Option(help: ArgumentHelp("地块下限 · minimum block", valueName: "mu"))
  var minimum = 100

  @Flag(help: "求升级所需的最便宜图斑 · find the cheapest patches that bring a block to the next size")
  var close = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if [by != nil, byLayer != nil, within != nil].count(where: \.self) > 1 {
      throw ValidationError(
        "--by、--by-layer、--within 只能用一个 · only one of --by, --by-layer, --within")
    }
    if blocks == nil, close {
      throw ValidationError("--close 与 --blocks 同用 · --close requires --blocks")
    }
    if minimum < 0 || minimum > 1_000_000 {
      throw ValidationError("--minimum 须在 0 到 1000000 之间 · must lie between 0 and 1,000,000")
    }
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check(
      [("--csv", csv), ("--blocks", blocks)],
      inputs: [workspace.workspace, within, parameters.settings].compactMap(\.self))
    let settings = try parameters.read()
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let states = try of.isEmpty ? [bench.baseEpoch()] + bench.plans() : of
    let report = try bench.diagnose(
      DiagnosisRequest(
        states: states, base: base, division: division(), settings: settings, area: area))
    common.tell(report.warnings)
    let document = DiagnosisDocument(report)
    if let csv {
      let text = CSV.byteOrderMark + document.csv(common.language)
      try csv.write { try $0(text) }
    }
    if common.json {
      Console.put(String(decoding: try document.json(isPretty: true), as: UTF8.self) + "\n")
    }
    DiagnosisTable(document, common.language).lines.forEach { common.say(Localized($0)) }
    if let blocks, let last = states.last {
      try write(
        bench.blocks(
          of: last, base: base, settings: settings, minimum: minimum, closes: close, area: area),
        bench, to: blocks)
    }
    common.label(report.isSynthetic)
  }

  private func division() throws -> DiagnosisRequest.Division {
    if let by { return .code(by, of: codes) }
    if let byLayer { return .layer(byLayer) }
    if let within { return .drawn(try DiagnosisRequest.Drawn.read(file: within)) }
    return .none
  }

  private func write(_ report: BlockReport, _ bench: Workbench, to file: OutputFile) throws {
    let text = String(decoding: try bench.document(report).json(), as: UTF8.self) + "\n"
    try file.write { try $0(text) }
    let closings = report.entries.compactMap(\.closing)
    let found = closings.filter { !$0.steps.isEmpty }
    common.say(
      Localized(
        zh: "\(report.state)：\(report.entries.count) 个 \(minimum) 亩以上连片地块"
          + (close
            ? "；\(found.count) 个可升级，其中 \(found.count(where: \.isProven)) 个方案证明为最便宜\n" : "\n"),
        en: "\(report.state): \(report.entries.count) blocks of \(minimum) mu"
          + (close
            ? "; \(found.count) can reach the next size, \(found.count(where: \.isProven)) of the"
              + " proposals proven cheapest\n" : "\n")))
  }
}

/// The parameters of a diagnosis on the command line.
struct DiagnosisParameters: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "参数文件，缺省为程序自带 · file of settings, by default the program's own", valueName: "yaml"))
  var settings: String?

  @Option(
    help: ArgumentHelp(
      "连片容差（米） · contiguity tolerance in metres", valueName: "m"))
  var gap: Double?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "不隔断的用途 · land uses that do not separate fields, such as rural_road ditch", valueName: "use"))
  var open: [LandUse] = []

  @Option(help: ArgumentHelp("由谁选定 · who chose them", valueName: "name"))
  var chosenBy: String?

  func read() throws -> DiagnosisSettings {
    try DiagnosisSettings.read(file: settings)
      .choosing(gap: gap, open: open.isEmpty ? nil : open, by: chosenBy)
  }
}

extension LandUse: ExpressibleByArgument {}
