import ArgumentParser
import Groundwork
import Storage
import Workbench

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "备份 · copy a workspace while it is in use, and check the copy")

  @OptionGroup var workspace: WorkspaceOption

  @Option(name: .shortAndLong, help: ArgumentHelp("备份文件 · backup", valueName: "gpkg"))
  var out: String

  @Flag(help: "替换已有文件 · replace an existing file")
  var replace = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--out", OutputFile(out))], inputs: [workspace.workspace])
    let report = try WorkspaceCopies.backup(
      workspace.workspace, to: out, replacing: replace, job: job)
    if common.json { try Console.json(report) }
    common.say(
      Localized(
        zh: "已备份到 \(out)，核对无误：图层 \(report.soundLayers.count)，文档 \(report.soundDocuments)",
        en: "backed up to \(out) and checked: \(report.soundLayers.count) layers, "
          + "\(report.soundDocuments) documents"))
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "恢复 · restore a workspace from a backup")

  @Argument(help: ArgumentHelp("备份文件 · backup", valueName: "gpkg"))
  var backup: String

  @OptionGroup var workspace: WorkspaceOption

  @Flag(help: "替换已有的工作空间文件 · replace an existing workspace file")
  var replace = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let report = try WorkspaceCopies.restore(
      backup, to: workspace.workspace, replacing: replace, job: job)
    if common.json { try Console.json(report) }
    common.say(
      Localized(
        zh: "已恢复：图层 \(report.soundLayers.count)，文档 \(report.soundDocuments)",
        en: "restored: \(report.soundLayers.count) layers, \(report.soundDocuments) documents"))
  }
}

struct MoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "搬家 · move a workspace to another storage: a file or a PostGIS schema",
    discussion: """
      中断后再运行同样的命令，从中断处继续。完成时两处的图层和文档逐一核对相同；原处不删除。
      After an interruption the same command continues where it stopped. At the end every layer and
      document is verified to be equal; the source is kept.
      """)

  @Option(
    help: ArgumentHelp("从：文件或 postgres://… · from: a file or postgres://…", valueName: "workspace"))
  var from: String

  @Option(
    help: ArgumentHelp("到：文件或 postgres://… · to: a file or postgres://…", valueName: "workspace"))
  var to: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let report = try WorkspaceCopies.move(from: from, to: to, job: job)
    if common.json { try Console.json(report) }
    common.say(
      Localized(
        zh: "已搬入：图层 \(report.hashes.count)（此前已搬 \(report.alreadyThere.count)），"
          + "要素 \(report.features)，文档 \(report.documents)，办理日志 \(report.events) 条，"
          + "两处逐一核对相同",
        en: "moved and verified to be equal: \(report.hashes.count) layers "
          + "(\(report.alreadyThere.count) were there), \(report.features) features, "
          + "\(report.documents) documents, \(report.events) events of the log"))
  }
}
