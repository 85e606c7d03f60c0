import Access
import ArgumentParser
import EventLog
import Governance
import Groundwork
import Storage
import Workbench

/// Everything about a case as one file with its proof (归档).
struct ProcessArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "办件归档为一个文件 · a case as one file with its proof",
    discussion: """
      ZIP：全部事件、流程、材料、影像和 proof.json（每个文件的哈希、每个事件在日志中的位置、日志的根）。缺一份材料就不归档。
      A ZIP file: all events, the process, documents, photos, and proof.json. It is not written when a document
      is missing.
      """)

  @Argument(help: ArgumentHelp("办件编号 · number", valueName: "number"))
  var number: String

  @Option(name: .shortAndLong, help: ArgumentHelp("归档文件 · archive", valueName: "zip"))
  var out: OutputFile

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var library: ProcessCommand.LibraryOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let deed = try actor.deed()
    let file = try bench.caseFile(number, library.library().calendar)
    try deed.authority.demand(
      .read, Workbench.accessObject(file.row.instance, number), at: deed.context.time)
    let archive = try bench.caseArchive(number, at: deed.context.time)
    try out.writeBytes { write in try write(archive) }
    common.say(
      Localized(
        zh: "已归档 \(number)：\(out.path)，\(archive.count) 字节",
        en: "archived \(number): \(out.path), \(archive.count) bytes"))
    common.label(try bench.isSynthetic())
  }
}
