import ArgumentParser
import Groundwork
import Reports
import Storage
import Workbench

extension DocumentTemplate: ExpressibleByArgument {}

struct DocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document",
    abstract: "Word 文档 · Word documents with fields that name their source",
    discussion: """
      make 由模板生成；refresh 把文档中的数字更新到今天，人写的文字不动；set 成套文档与附图。见 Docs/documents.md。
      make: of a template; refresh: sets the figures of a document to those of today, whatever people
      wrote around them stays; set: all documents and sheets in one archive.
      """, subcommands: [Make.self, Refresh.self, Complete.self])

  struct Data: ParsableArguments {
    @OptionGroup var subject: PlanOptions

    @Option(
      help: ArgumentHelp("观测或实测，缺省为最近 · observed epoch, by default the latest", valueName: "epoch"))
    var observed: String?

    @Option(help: ArgumentHelp("验收阶段，缺省为整体 · stage, by default the whole plan", valueName: "n"))
    var stage: Int?

    @Option(
      help: ArgumentHelp(
        "单元所在的功能组团，缺省为整个方案 · functional group of a unit, by default the whole plan",
        valueName: "name"))
    var group: String?

    @Option(
      help: ArgumentHelp("变更报告所对照的批准方案 · approved plan of a change report", valueName: "plan"))
    var approved: String?

    @Option(
      help: ArgumentHelp(
        "公示起始日，如 2026-12-01 · day on which a public notice begins", valueName: "day"))
    var noticeFrom: String?

    var request: DocumentRequest {
      DocumentRequest(
        plan: subject.plan, base: subject.base, observed: observed, stage: stage, group: group,
        approved: approved, noticeFrom: noticeFrom)
    }
  }

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "生成 · make a document")

    @Argument(
      help:
        "种类 · kind: district, unit, scheme, change, acceptance, notice, monthly")
    var kind: DocumentTemplate

    @OptionGroup var data: Data

    @Option(
      help: ArgumentHelp("模板，缺省为程序自带 · template, by default the program's own", valueName: "md"))
    var template: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("文档 · document", valueName: "docx or pdf"))
    var out: OutputFile

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      try OutputCheck.check(
        [("--out", out)], inputs: [data.subject.workspace.workspace, template].compactMap(\.self))
      let bench = try data.subject.workspace.open(job)
      defer { bench.workspace.close() }
      try bench.makeDocument(kind, template: template, data.request, to: out.path)
      common.say(
        Localized(
          zh: "已写出\(kind.title.zh)：\(out.path)", en: "wrote the \(kind.title.en): \(out.path)"))
      common.label(try bench.isSynthetic())
    }
  }

  struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "更新数字 · refresh the figures")

    @Argument(help: ArgumentHelp("文档 · document", valueName: "docx"))
    var document: String

    @OptionGroup var data: Data

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("写到，缺省为原文档 · where to, by default the same file", valueName: "docx"))
    var out: OutputFile?

    @Flag(help: "不同之处写成修订 · write what differs as tracked changes")
    var mark = false

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      let inputs = [data.subject.workspace.workspace] + (out == nil ? [] : [document])
      try OutputCheck.check([("--out", out ?? OutputFile(document))], inputs: inputs)
      let bench = try data.subject.workspace.open(job)
      defer { bench.workspace.close() }
      let refreshed = try bench.refreshDocument(
        document, data.request, isMarked: mark, to: out?.path ?? document)
      if common.json { return try Console.json(refreshed.changes) }
      common.say(
        Localized(
          zh: "字段 \(refreshed.found.count) 个，更新 \(refreshed.changes.count) 个，"
            + "无数据 \(refreshed.unknown.count) 个",
          en: "\(refreshed.found.count) fields, \(refreshed.changes.count) changed, "
            + "\(refreshed.unknown.count) without data"))
      for change in refreshed.changes {
        if change.key.hasPrefix("figure:") {
          common.say(Localized(zh: "  \(change.key)：附图已重绘", en: "  \(change.key): drawn again"))
        } else if !change.key.hasPrefix("table:") {
          common.say(Localized("  \(change.key): \(change.before) → \(change.after)"))
        }
      }
      for key in refreshed.unmarked {
        common.say(
          Localized(zh: "  \(key)：未能写成修订", en: "  \(key): not marked as a tracked change"))
      }
      common.label(try bench.isSynthetic())
    }
  }

  struct Complete: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "成套文档 · all documents and sheets in one archive")

    @OptionGroup var data: Data

    @Option(help: "附图图纸 · paper of the sheets: a3, a2, a1, a0")
    var paper: PlanSheet.Paper = .a3

    @Option(name: .shortAndLong, help: ArgumentHelp("压缩包 · archive", valueName: "zip"))
    var out: OutputFile

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      try OutputCheck.check([("--out", out)], inputs: [data.subject.workspace.workspace])
      let bench = try data.subject.workspace.open(job)
      defer { bench.workspace.close() }
      let made = try bench.documentSet(data.request, paper: paper)
      let archive = try made.archive()
      try out.writeBytes { write in try write(archive) }
      common.say(
        Localized(
          zh: "已写出 \(made.members.count) 个文件：\(out.path)",
          en: "wrote \(made.members.count) files: \(out.path)"))
      for member in made.members { common.say(Localized("  \(member.name)")) }
      for diagnostic in made.missing { common.say(diagnostic.message) }
      common.label(try bench.isSynthetic())
      if !made.missing.isEmpty { throw ExitStatus.findings }
    }
  }
}
