import ArgumentParser
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Workbench

/// The acts on a project, and the ways in and out of the library.
extension ProjectCommand {
  struct ActOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("项目编号 · id", valueName: "id"))
    var id: String

    @OptionGroup var deed: DeedOptions

    func act(_ command: (ProjectCard?) throws -> ProjectDecider.Command, isNew: Bool = false) throws
    {
      try deed.perform { bench, who in
        // A change states the whole card, so it holds for the version from which it was made.
        let old = isNew ? nil : try bench.project(id).row
        let row = try bench.performProject(
          command(old?.record.card), on: id, expected: deed.version ?? old?.version,
          by: who.context, who.authority)
        try ProjectCommand.show(row, deed.common)
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "新增项目 · enter a project from a JSON card")
    @Option(help: ArgumentHelp("卡片文件 · the card", valueName: "json")) var card: String
    @OptionGroup var act: ActOptions
    func run() throws {
      let form = try ProjectForm(json: QuotaCommand.bytes(card), file: card)
      try act.act({ _ in .propose(try form.card(over: nil)) }, isNew: true)
    }
  }

  struct Change: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "修改卡片；文件未写的部分不变 · change the parts of the card that a file states")
    @Option(help: ArgumentHelp("卡片文件 · the card", valueName: "json")) var card: String
    @Option(help: "理由，入库后必填 · why; needed after admission") var reason: String = ""
    @OptionGroup var act: ActOptions
    func run() throws {
      let form = try ProjectForm(json: QuotaCommand.bytes(card), file: card)
      try act.act { .change(try form.card(over: $0), reason: reason) }
    }
  }

  struct Admit: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "入库 · admit a proposed project")
    @Option(help: "意见 · opinion") var note: String = ""
    @OptionGroup var act: ActOptions
    func run() throws { try act.act { _ in .admit(note: note) } }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "退库 · withdraw a project")
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act { _ in .withdraw(reason: reason) } }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "恢复已退库项目 · restore a withdrawn project")
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act { _ in .restore(reason: reason) } }
  }

  struct Propose: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "按方案图斑的项目代码生成项目 · make projects of the codes that a plan's measures carry")

    @Option(help: ArgumentHelp("方案 · plan", valueName: "name"))
    var plan: String

    @Option(help: ArgumentHelp("第一阶段首年 · the year of the first stage", valueName: "year"))
    var firstYear: Int

    @Option(help: ArgumentHelp("每阶段年数 · years of a stage", valueName: "n"))
    var years: Int = 1

    @Option(help: ArgumentHelp("所在区划代码 · administrative code", valueName: "code"))
    var area: String = ""

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let drafts = try bench.projectProposals(
        plan: plan, firstYear: firstYear, years: years, area: area)
      try bench.proposeProjects(drafts, by: deed.context, deed.authority)
      if common.json { return try Console.json(drafts.map(\.id)) }
      common.say(
        Localized(
          zh: "由方案“\(plan)”新增 \(drafts.count) 个项目。",
          en: "\(drafts.count) projects made of the plan ‘\(plan)’."))
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由 Excel 导入；有误则全部不导入 · enter a workbook, whole or not at all",
      discussion: "有误时列出表和单元格，退出码为 1。 Faults are listed by sheet and cell; exit status 1.")

    @Argument(help: ArgumentHelp("工作簿 · workbook", valueName: "xlsx"))
    var file: String

    @Flag(help: "只检查，不写入 · only check it")
    var trial = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    private struct Outcome: Encodable {
      var added: [String]
      var changed: [String]
      var unchanged: [String]
      var problems: [Diagnostic]
    }

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      let result = try bench.importProjects(
        file, isTrial: trial, by: deed.context, deed.authority)
      if common.json {
        try Console.json(
          Outcome(
            added: result.added, changed: result.changed, unchanged: result.unchanged,
            problems: result.problems))
      } else {
        common.tell(result.problems)
        let what = result.problems.isEmpty && !trial
        common.say(
          Localized(
            zh: "\(what ? "已导入" : "未导入")：新增 \(result.added.count)，修改 \(result.changed.count)，"
              + "不变 \(result.unchanged.count)，有误 \(result.problems.count)。",
            en: "\(what ? "Entered" : "Not entered"): \(result.added.count) new, "
              + "\(result.changed.count) changed, \(result.unchanged.count) as before, "
              + "\(result.problems.count) faults."))
      }
      if !result.problems.isEmpty { throw ExitStatus.findings }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出 Excel，可修改后再导入 · a workbook that can be changed and imported")

    @Option(name: .shortAndLong, help: ArgumentHelp("输出 · output", valueName: "xlsx"))
    var out: OutputFile

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let bytes = try bench.projectWorkbook(bench.projects()).bytes()
      try out.writeBytes { write in try write(bytes) }
      common.say(Localized(zh: "已写出：\(out.path)", en: "Written: \(out.path)"))
    }
  }
}
