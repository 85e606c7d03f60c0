import ArgumentParser
import Flow
import Groundwork
import Storage
import Workbench

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "导出 · write layers and tables for other programs",
    discussion: """
      按 --out 的结尾决定格式：.gpkg、.gdb（文件地理数据库）、.shp、.geojson、.xlsx、.csv、
      .vct（国土调查交换格式 VCT 3.0）、.txt（报备坐标，一次一个图层）、
      .dxf（CAD 图形，只含界线和注记）。
      The extension of --out decides the format: .gpkg, .gdb (file geodatabase), .shp, .geojson, .xlsx,
      .csv, .vct (exchange format of the land survey, VCT 3.0), .txt (coordinate text, one layer),
      .dxf (drawing: outlines and texts only).

      不注明内容时导出全部调查、规划、整治和控制线图层。多个图层写 .shp、.geojson、.csv 时写入同名目录。
      By default all survey, planned, plan and control layers are exported. Several tables as .shp,
      .geojson or .csv go into a folder of that name.

      面积以平方米、投资以元写出。格式容不下的（长字段名、长文字、图形）逐项列出；shp 旁附字段对照表。
      Areas are written in m², costs in yuan. Whatever the format cannot hold (long names, long texts,
      geometry) is listed; a table of field names accompanies a Shapefile.
      """)

  @OptionGroup var workspace: WorkspaceOption

  @Option(name: .shortAndLong, help: ArgumentHelp("输出文件 · output", valueName: "file"))
  var out: OutputFile

  @Option(
    help: ArgumentHelp("图层，可重复 · layer or table, repeatable", valueName: "name"))
  var layer: [String] = []

  @Option(
    help: ArgumentHelp(
      "图层的界址点坐标表（csv、xlsx），可重复 · corners of a layer with coordinates, repeatable",
      valueName: "name"))
  var corners: [String] = []

  @Option(
    help: ArgumentHelp(
      "地类流向矩阵，如 2023,demo，可重复 · flow matrix, as 2023,demo, repeatable",
      valueName: "from,to"))
  var matrix: [String] = []

  @Flag(help: "地类面积表 · areas by class of every survey and planned layer")
  var classes = false

  @Option(help: ArgumentHelp("核验结论，可重复 · verdicts on a plan, repeatable", valueName: "plan"))
  var verdicts: [String] = []

  @Option(help: "矩阵归并 · matrix grouped by: class, level1, category")
  var by: FlowGrouping = .class

  @Option(
    help: ArgumentHelp(
      "shp、vct、txt 的文字编码 · encoding of a Shapefile, VCT or text: GBK, UTF-8",
      valueName: "name"))
  var encoding = "GBK"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard ExportFormat(path: out.path) != nil else {
      let all = ExportFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      throw ValidationError("--out: \(all)")
    }
    guard ["GBK", "UTF-8"].contains(encoding.uppercased()) else {
      throw ValidationError("--encoding: GBK, UTF-8")
    }
    guard by != .source else { throw ValidationError("--by: class, level1, category") }
    for pair in matrix where pair.split(separator: ",").count != 2 {
      throw ValidationError("--matrix: 2023,demo")
    }
  }

  func run() throws {
    let job = common.start()
    guard let format = ExportFormat(path: out.path) else { return }
    try OutputCheck.check(
      fileOrFolder: out.path, option: "--out", inputs: [workspace.workspace])
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    var items = layer.map { ExportRequest.Item.layer($0) }
    items += corners.map { .corners($0) }
    for pair in matrix.map({ $0.split(separator: ",").map(String.init) }) {
      items.append(.matrix(from: pair[0], to: pair[1]))
    }
    if classes { items.append(.classes) }
    items += verdicts.map { .verdicts(plan: $0) }
    if items.isEmpty { items = try bench.layersToExport().map { .layer($0.name) } }
    let outcome = try bench.export(
      ExportRequest(
        items: items, path: out.path, format: format, grouping: by, encoding: encoding.uppercased(),
        language: common.language))
    if common.json { try Console.json(outcome) }
    for table in outcome.tables {
      common.say(
        Localized(
          zh: "\(table.title)：\(table.rows) 行 → \(table.file)",
          en: "\(table.name): \(table.rows) rows → \(table.file)"))
    }
    for file in outcome.sideFiles {
      common.say(Localized(zh: "字段对照 → \(file)", en: "fields → \(file)"))
    }
    common.tell(outcome.diagnostics)
    common.label(try bench.isSynthetic())
  }
}
