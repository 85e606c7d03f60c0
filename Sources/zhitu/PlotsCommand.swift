import ArgumentParser
import Groundwork
import Quality
import Storage
import Workbench

extension CheckPlots.Chance: ExpressibleByArgument {}

struct PlotsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plots",
    abstract: "抽查图斑 · draw plots to be checked on the ground",
    discussion: """
      按公布的种子抽取：每个图斑取 SHA-256(种子 换行 标识码)，数小者先。任何人都能复核：
      Draws by a seed that was announced: every plot gets SHA-256(seed, line feed, id), the smallest are
      drawn. Anybody can check it:

        printf '%s\\n%s' SEED ID | sha256sum
      """)

  @OptionGroup var workspace: WorkspaceOption

  @Option(help: ArgumentHelp("图层 · layer", valueName: "name"))
  var layer: String

  @Option(help: ArgumentHelp("事先公布的种子 · seed that was announced", valueName: "text"))
  var seed: String

  @Option(help: ArgumentHelp("抽取个数（每层） · number of plots, of each stratum", valueName: "n"))
  var count: Int

  @Option(help: "机会均等或按面积 · equal chances, or by area: equal, area")
  var chance: CheckPlots.Chance = .equal

  @Option(help: ArgumentHelp("分层字段 · field of the strata, such as zt_project", valueName: "field"))
  var within: String?

  @Option(help: ArgumentHelp("抽中图斑的图形 · drawing of the plots", valueName: "dxf"))
  var dxf: OutputFile?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard count > 0 else { throw ValidationError("--count: 1 或更大 · 1 or more") }
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--dxf", dxf)], inputs: [workspace.workspace])
    let bench = try workspace.open(job)
    defer { bench.workspace.close() }
    let draw = try bench.drawCheckPlots(
      count, of: layer, seed: seed, chance: chance, stratum: within)
    if let dxf { try draw.writeDXF(to: dxf.path) }
    let list = draw.list
    if common.json { try Console.json(list) }
    common.say(
      Localized(
        zh: "\(list.candidates) 个图斑中抽取 \(list.plots.count) 个，种子“\(seed)”",
        en: "\(list.plots.count) of \(list.candidates) plots, seed ‘\(seed)’"))
    for plot in list.plots {
      let area = Area(roundingSquareMetres: plot.squareMetres)?.decimal ?? "?"
      let stratum = plot.stratum.isEmpty ? "" : plot.stratum + " "
      common.say(
        Localized("\(stratum)\(plot.rank)  \(plot.id)  \(area) m²  \(plot.digest.prefix(16))"))
    }
    common.label(try bench.isSynthetic())
  }
}
