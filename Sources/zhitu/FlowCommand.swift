import ArgumentParser
import Flow
import Groundwork
import Reports
import Storage
import Workbench

struct FlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow",
    abstract: "地类流向台账 · the flow ledger of two epochs, of an epoch and a plan, or of two files",
    usage: """
      zhitu flow --workspace <file> --from <epoch> --to <epoch or plan> [options]
      zhitu flow <file-a> <file-b> --class-a <field> --class-b <field> [options]
      """)

  @Argument(help: ArgumentHelp("两个文件 · two files", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "工作空间：文件，或 postgres://… · workspace: a file, or postgres://…", valueName: "file"))
  var workspace: String?

  @Option(help: ArgumentHelp("起始年度 · epoch before", valueName: "epoch"))
  var from: String?

  @Option(help: ArgumentHelp("终止年度或方案 · epoch or plan after", valueName: "epoch"))
  var to: String?

  @Option(help: ArgumentHelp("甲文件的地类字段 · class field of the first file", valueName: "field"))
  var classA: String?

  @Option(help: ArgumentHelp("乙文件的地类字段 · class field of the second file", valueName: "field"))
  var classB: String?

  @Option(help: ArgumentHelp("甲文件的标识字段 · id field of the first file", valueName: "field"))
  var idA: String?

  @Option(help: ArgumentHelp("乙文件的标识字段 · id field of the second file", valueName: "field"))
  var idB: String?

  @Option(help: ArgumentHelp("甲文件的图层 · layer of the first file", valueName: "layer"))
  var layerA: String?

  @Option(help: ArgumentHelp("乙文件的图层 · layer of the second file", valueName: "layer"))
  var layerB: String?

  @OptionGroup var coordinates: PairGeoreferenceArguments

  @Option(help: "面积 · area: official, planar")
  var area: AreaKind = .official

  @Option(help: "归并 · group by: source, class, level1, category")
  var by: FlowGrouping?

  @Option(help: ArgumentHelp("流向矩阵 · matrix as CSV", valueName: "csv"))
  var matrix: OutputFile?

  @Option(help: ArgumentHelp("流向图块表 · piece table as CSV", valueName: "csv"))
  var pieces: OutputFile?

  @Option(
    help: ArgumentHelp(
      "一个图块的几何（JSON，含 WKT） · geometry of one piece as JSON with WKT",
      valueName: "from-id,to-id"))
  var piece: String?

  @Option(
    name: .customLong("json"), parsing: .unconditional,
    help: ArgumentHelp(
      "汇总 JSON 文件，- 为标准输出 · summary as JSON, - for standard output", valueName: "file"))
  var jsonFile: OutputFile?

  @Flag(
    help: "流向图层带几何（工作空间） · store the geometry of every piece in the workspace's flow layer")
  var geometry = false

  @Option(help: ArgumentHelp("桑基图 · Sankey diagram as SVG", valueName: "svg"))
  var sankey: OutputFile?

  @Option(
    help: ArgumentHelp(
      "内存上限，如 2G、500M；不用于方案 · memory limit, such as 2G; not for a plan", valueName: "size"))
  var memory: ByteCount?

  @OptionGroup var timings: TimingsOption
  @OptionGroup var common: FileJSONOptions

  func validate() throws {
    if files.isEmpty {
      guard workspace != nil, from != nil, to != nil else {
        throw ValidationError(
          "需要 --workspace、--from 和 --to，或两个文件 · give --workspace, --from and --to, or two files")
      }
    } else {
      guard files.count == 2, classA != nil, classB != nil, workspace == nil else {
        throw ValidationError(
          "两个文件需要 --class-a 和 --class-b · two files need --class-a and --class-b")
      }
    }
    if memory != nil, piece != nil {
      throw ValidationError("--piece 不能与 --memory 同用 · --piece cannot be combined with --memory")
    }
    if geometry, !files.isEmpty {
      throw ValidationError("--geometry 只用于工作空间 · --geometry is for a workspace")
    }
    if memory != nil, geometry {
      throw ValidationError(
        "--geometry 不能与 --memory 同用 · --geometry cannot be combined with --memory")
    }
  }

  func run() throws {
    if memory == nil { FreedMemory.retainFreedMemory() } else { FreedMemory.returnFreedMemory() }
    let job = timings.started(common.start())
    try OutputCheck.check(
      [
        ("--matrix", matrix), ("--pieces", pieces), ("--json", jsonFile), ("--sankey", sankey),
        ("--timings", timings.file),
      ], inputs: files + [workspace])
    let grouping = by ?? (files.isEmpty ? .class : .source)
    let found = try ledger(job)
    try job.measure("write") {
      try write(found.ledger, by: grouping, isSynthetic: found.isSynthetic, job)
    }
    try timings.write(job)
    if found.faults > 0 { throw ExitStatus.findings }
  }

  private func write(
    _ ledger: FlowLedger, by grouping: FlowGrouping, isSynthetic: Bool, _ job: Job
  ) throws {
    try writeTables(ledger, by: grouping, job)
    if let sankey {
      let drawing = SankeySVG(
        language: common.language, fromTitle: Localized(ledger.before.name),
        toTitle: Localized(ledger.after.name), isSynthetic: isSynthetic
      ).draw(ledger.matrix(by: grouping))
      try sankey.write { try $0(drawing) }
    }
    if let piece {
      try Console.json(PieceOutput(piece, in: ledger))
      return
    }
    let isShown = jsonFile?.isStandardOutput != true && !common.quiet
    guard jsonFile != nil || isShown else { return }
    let summary = FlowSummary(ledger, by: grouping)
    if let jsonFile {
      try jsonFile.write { try $0(Console.encoded(summary)) }
    }
    if isShown {
      show(ledger, by: grouping, summary)
      common.label(isSynthetic)
    }
  }

  /// Writes the matrix and the piece table, in parallel if the job has several threads.
  private func writeTables(
    _ ledger: FlowLedger, by grouping: FlowGrouping, _ job: Job
  ) throws {
    let matrix = matrix
    try job.run {
      guard let matrix else { return }
      let csv = ledger.matrix(by: grouping).csv
      try matrix.write { try $0(csv) }
    } beside: {
      guard let pieces else { return }
      try pieces.writeBytes { write in
        try ledger.writePieces(by: grouping, job: job, write)
      }
    }
  }

  /// The ledger, whether its data are synthetic, and how many features were repaired or rejected.
  private func ledger(
    _ job: Job
  ) throws -> (ledger: FlowLedger, isSynthetic: Bool, faults: Int) {
    if files.isEmpty, let workspace, let from, let to {
      let bench = Workbench(try Workspace.open(workspace), job: job)
      defer { bench.workspace.close() }
      let ledger = try bench.flow(
        from: from, to: to, area: area, memory: memory?.bytes)
      try UnsavedResults.report(to: common.tell) {
        try bench.workspace.write { try bench.keep(ledger, in: $0, withGeometry: geometry) }
      }
      common.tell(ledger.coverWarnings)
      return (ledger, try bench.isSynthetic(), 0)
    }
    var a = FileFlow.Input(
      file: files[0], layer: layerA, classField: classA ?? "", idField: idA)
    var b = FileFlow.Input(
      file: files[1], layer: layerB, classField: classB ?? "", idField: idB)
    try coordinates.apply(to: &a, &b)
    let result = try FileFlow.make(
      a, b, area: area, memory: memory?.bytes, keepsRings: piece != nil, job: job)
    common.tell(result.diagnostics)
    let faults = result.repaired + result.setAside
    if faults > 0, !common.quiet {
      Console.note(
        Localized(
          zh: "修复 \(result.repaired) 个要素，未计入 \(result.setAside) 个。",
          en: "\(result.repaired) features repaired, \(result.setAside) not counted.")[
            common.language])
    }
    return (result.ledger, false, faults)
  }

  private func show(_ ledger: FlowLedger, by grouping: FlowGrouping, _ summary: FlowSummary) {
    let language = common.language
    let matrix = ledger.matrix(by: grouping)
    var table = TextTable(
      [
        Localized(zh: "自", en: "from")[language], Localized(zh: "至", en: "to")[language], "m²",
        Localized(zh: "亩", en: "mu")[language],
      ], right: [2, 3])
    func name(_ label: FlowClass.Label?) -> String {
      guard let label else { return Localized(zh: "（未覆盖）", en: "(uncovered)")[language] }
      let name = label.name[language]
      return name == label.key ? name : "\(label.key) \(name)"
    }
    for cell in matrix.coveredTwice {
      let twice = Localized(zh: "（重复覆盖）", en: "(covered more than once)")[language]
      table.add([
        cell.from == nil ? twice : name(cell.from), cell.to == nil ? twice : name(cell.to),
        Figures.fixed(cell.area.squareMetres), Figures.mu(cell.area),
      ])
    }
    let changes = matrix.cells.filter { $0.from != $0.to }
      .sorted { ($0.area, $1.from?.key ?? "") > ($1.area, $0.from?.key ?? "") }
    for cell in changes.prefix(30) {
      table.add([
        name(cell.from), name(cell.to), Figures.fixed(cell.area.squareMetres),
        Figures.mu(cell.area),
      ])
    }
    Console.put(table.text)
    if changes.count > 30 {
      let rest = changes.count - 30
      Console.put(Localized(zh: "……另有 \(rest) 类变化\n", en: "… and \(rest) more changes\n")[language])
    }
    let same = matrix.cells.filter { $0.from == $0.to }.map(\.area).total()
    Console.put(
      Localized(
        zh: "图块 \(summary.pieces)；不变 \(Figures.hectares(same)) hm²，"
          + "总面积 \(Figures.hectares(matrix.total)) hm²\n",
        en: "\(summary.pieces) pieces; unchanged \(Figures.hectares(same)) ha,"
          + " total \(Figures.hectares(matrix.total)) ha\n")[language])
  }
}
