import ArgumentParser
import Classes
import Groundwork
import Storage
import Survey
import Workbench

extension ImportRole: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "导入图层 · import a layer into a workspace",
    discussion: """
      读取 GDAL 能读的任何矢量格式，以及 VCT 3.0 和报备坐标文本。图层用途由名称和字段识别，或用 --role 指定。
      不指定图层时导入所有能识别的图层。
      Reads any vector format that GDAL reads, VCT 3.0 and coordinate text (报备坐标). The role of a
      layer is recognised by its name and fields, or given by --role. Without --layer all recognised
      layers are imported.
      不能导入的要素存入 rejected 图层并说明原因，退出码为 1。
      Features that cannot be imported go to a rejected layer with the reason; the exit status is 1. Built-in crosswalks: \(Crosswalk.builtInNames.joined(separator: ", ")).
      """)

  @Argument(help: ArgumentHelp("文件 · file", valueName: "file"))
  var file: String

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: "图层 · layer")
  var layer: String?

  @Option(help: ArgumentHelp("调查年度 · survey epoch", valueName: "year"))
  var epoch: String?

  @Option(help: ArgumentHelp("地类对照表 · crosswalk: name or YAML file", valueName: "name"))
  var crosswalk: String?

  @Option(help: ArgumentHelp("地类字段 · field that holds the class", valueName: "field"))
  var classField: String?

  @Option(
    help: ArgumentHelp(
      "地类体系 · class system: \(LandClassSystem.allCases.map(\.rawValue).joined(separator: ", "))",
      valueName: "system"))
  var classSystem: String?

  @Option(help: ArgumentHelp("标识字段 · field that holds the id", valueName: "field"))
  var idField: String?

  @Option(help: "图层用途 · role of the layer")
  var role: ImportRole?

  @Option(help: ArgumentHelp("方案名称 · name of the plan", valueName: "plan"))
  var name: String?

  @OptionGroup var coordinates: GeoreferenceArguments

  @Flag(help: "标注为合成数据 · the data are synthetic")
  var synthetic = false

  @Flag(help: "有要素不能导入时整个文件不导入 · refuse the file if any feature would be rejected")
  var strict = false

  @Flag(help: "只检视文件，不写入 · say what the file holds and what would be imported; write nothing")
  var inspect = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let options = try options()
    let bench = Workbench(try Workspace.openOrCreate(workspace.workspace), job: job)
    defer { bench.workspace.close() }
    if inspect { return try show(bench, options) }
    let outcomes = try bench.importFile(
      file, options: options, plan: name, encoding: coordinates.encoding, isSynthetic: synthetic,
      isStrict: strict, language: common.language)
    if common.json {
      try Console.json(
        outcomes.map { Answer(layer: $0.record, report: ImportDocument($0.report)) })
    }
    for outcome in outcomes {
      let report = outcome.report
      common.tell(report.diagnostics)
      common.say(
        Localized(
          zh: "\(outcome.record.title)：读取 \(report.read)，导入 \(report.accepted)"
            + "（其中修复 \(report.repaired)），剔除 \(report.rejected) → 图层 \(outcome.record.name)",
          en: "\(outcome.record.name): read \(report.read), imported \(report.accepted)"
            + " (repaired \(report.repaired)), set aside \(report.rejected)"))
    }
    common.label(outcomes.contains { $0.record.synthetic })
    try common.follow(bench)
    if outcomes.contains(where: { $0.report.rejected > 0 }) { throw ExitStatus.findings }
  }

  private func options() throws -> ImportOptions {
    var options = ImportOptions()
    options.layer = layer
    options.role = role
    options.epoch = epoch
    options.classField = classField
    options.idField = idField
    options.assignedCRS = coordinates.crs
    options.swapsAxes = coordinates.swapAxes
    options.acceptsDatum = coordinates.datum.acceptDatum
    options.datumOperation = try coordinates.datum.operation()
    options.controlPoints = try coordinates.datum.points()
    options.crosswalk = try crosswalk.map { try Crosswalk.load($0) }
    options.classSystem = try classSystem.map(system)
    return options
  }

  private func system(_ name: String) throws -> LandClassSystem {
    guard let system = LandClassSystem(named: name) else {
      throw ValidationError(
        "--class-system: " + LandClassSystem.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return system
  }

  private struct Answer: Encodable {
    var layer: LayerRecord
    var report: ImportDocument
  }
}
