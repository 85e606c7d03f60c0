import Access
import ArgumentParser
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Workbench

struct ProcessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "process",
    abstract: "流程与办件 · processes, and the cases that go through them",
    discussion: """
      流程是数据（Policies/processes）：check 检查，draw 画图；start 启动一件，act 办理，show 看经过。
      Processes are data: check and draw them; start a case, act in it, show its course.
      """,
    subcommands: [
      List.self, Check.self, Draw.self, Start.self, Show.self, ProcessActCommand.self,
      ProcessEscalateCommand.self, ProcessArchiveCommand.self,
    ], defaultSubcommand: List.self)

  /// Where processes are read from.
  struct LibraryOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "流程文件夹，缺省为自带的 · folder of processes, those of the program by default",
        valueName: "folder"))
    var folder: String?

    @Option(
      help: ArgumentHelp(
        "辖区（环节名称、时限、容缺清单） · jurisdiction: names, time limits, deferrable documents",
        valueName: "id"))
    var jurisdiction: String?

    func library() throws -> ProcessLibrary { try ProcessLibrary(folder: folder) }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "办件清单 · all cases, or those that one can act in, or those overdue")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var library: LibraryOptions
    @OptionGroup var actor: ActorOptions

    @Flag(help: "只看待我办理 · only those that carry on with who asks")
    var mine = false

    @Flag(help: "只看逾期 · only those overdue")
    var overdue = false

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let calendar = try library.library().calendar
      var rows = try bench.cases()
      if overdue { rows = rows.filter { $0.instance.isOverdue(at: deed.context.time, calendar) } }
      if mine {
        rows = try rows.filter { row in
          let file = try bench.caseFile(row.number, calendar)
          return try Workbench.requests(file, by: deed.context, deed.authority)
            .contains { $0.isWork }
        }
      }
      if common.json { try Console.json(rows.map { CaseSummary($0, calendar) }) }
      var table = TextTable(
        common.language == .zh
          ? ["编号", "流程", "对象", "步骤", "状态", "期限", "退回", "标题"]
          : ["number", "process", "subject", "step", "standing", "due", "returned", "title"],
        right: [6])
      for row in rows {
        let instance = row.instance
        let late = instance.isOverdue(at: deed.context.time, calendar) ? "!" : ""
        table.add([
          row.number, instance.process, instance.subject,
          instance.path.last.map { "\($0.step) \($0.title[common.language])" } ?? "–",
          instance.standing.title[common.language],
          ProcessCommand.shown(instance.due(calendar)) + late, String(instance.returns),
          instance.title,
        ])
      }
      let text = table.isEmpty ? Localized(zh: "没有办件。", en: "No case.") : Localized(table.text)
      common.say(text)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "检查流程文件 · check the files of processes")

    @OptionGroup var library: LibraryOptions
    @OptionGroup var common: CommonOptions

    struct Result: Encodable {
      var process: String
      var title: Localized
      var steps: Int
      var faults: [Diagnostic]
    }

    func run() throws {
      _ = common.start()
      let library = try self.library.library()
      let roles = Set(try AccessPolicy().book.roles.keys)
      var results: [Result] = []
      for id in library.files.keys.sorted() {
        let file = try library.file(id, in: self.library.jurisdiction)
        results.append(
          Result(
            process: id, title: file.definition.title, steps: file.definition.steps.count,
            faults: file.faults(roles: roles)))
      }
      if common.json { try Console.json(results) }
      for result in results {
        common.say(
          Localized(
            zh:
              "\(result.process)  \(result.title.zh)  \(result.steps) 步，问题 \(result.faults.count) 处",
            en: "\(result.process)  \(result.title.en)  \(result.steps) steps, "
              + "\(result.faults.count) faults"))
      }
      common.tell(results.flatMap(\.faults))
      if results.contains(where: { !$0.faults.isEmpty }) { throw ExitStatus.findings }
    }
  }

  struct Draw: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "流程图（SVG） · a picture of a process")

    @Argument(help: ArgumentHelp("流程 · process", valueName: "id"))
    var process: String

    @Option(help: ArgumentHelp("图片文件，- 为标准输出 · file, or - for standard output", valueName: "file"))
    var out: OutputFile

    @OptionGroup var library: LibraryOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      _ = common.start()
      try OutputCheck.check([("--out", out)], inputs: [library.folder])
      let library = try self.library.library()
      let file = try library.file(process, in: self.library.jurisdiction)
      let aliases = try self.library.jurisdiction.map { try library.jurisdiction($0).aliases }
      let picture = file.definition.drawing(common.language, aliases: aliases ?? [:])
      try out.write { try $0(picture) }
    }
  }

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "启动一件 · start a case")

    @Argument(help: ArgumentHelp("流程 · process", valueName: "id"))
    var process: String

    @Option(help: ArgumentHelp("对象：项目、片区、规划 · what it is about", valueName: "id"))
    var subject: String

    @Option(help: ArgumentHelp("标题 · title", valueName: "text"))
    var title: String

    @Option(help: ArgumentHelp("所在区划代码 · administrative code", valueName: "code"))
    var area: String = ""

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var library: LibraryOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = try self.library.library()
      let file = try library.file(process, in: self.library.jurisdiction)
      if let fault = file.faults(roles: Set(try AccessPolicy().book.roles.keys)).first {
        throw fault
      }
      let deed = try actor.deed()
      let row = try bench.startCase(
        file.definition, library.calendar, subject: subject, title: title, area: area,
        by: deed.context, deed.authority)
      try ProcessCommand.say(row, library.calendar, common)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一件的经过和下一步 · a case: its course, and what can be done")

    @Argument(help: ArgumentHelp("办件编号 · number", valueName: "number"))
    var number: String

    @Option(
      help: ArgumentHelp(
        "看当时：办理到第几次之后，及当时谁可以办什么 · as it stood after so many deeds, and who could do what",
        valueName: "n"))
    var after: Int?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var library: LibraryOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let calendar = try library.library().calendar
      if let after {
        let past = try bench.pastCase(
          number, version: after, calendar,
          Acting(
            authority: deed.authority, actor: deed.context.actor, time: deed.context.time))
        return try PastText(past, common).say()
      }
      let file = try bench.caseFile(number, calendar)
      let acts = try Workbench.requests(file, by: deed.context, deed.authority)
      if common.json { try Console.json(CaseReport(file, acts: acts, calendar: calendar)) }
      try CaseText(file, calendar, common).say(acts)
    }
  }

  static func say(
    _ row: ProcessBoard.Row, _ calendar: WorkCalendar, _ common: CommonOptions
  ) throws {
    if common.json { try Console.json(CaseSummary(row, calendar)) }
    let instance = row.instance
    let step = instance.path.last
    common.say(
      Localized(
        zh:
          "\(row.number)  \(step?.step ?? "") \(step?.title.zh ?? "")  \(instance.standing.title.zh)"
          + "  \(instance.title)（第 \(row.version) 版）",
        en: "\(row.number)  \(step?.step ?? "") \(step?.title.en ?? "")  "
          + "\(instance.standing.title.en)  \(instance.title) (version \(row.version))"))
  }

  /// The local day on which something is due; `~` where the holidays of the year are not known.
  static func shown(_ due: ProcessClock.Due?) -> String {
    guard let due else { return "–" }
    return String(due.time.iso8601.prefix(10)) + (due.isProvisional ? "~" : "")
  }
}
