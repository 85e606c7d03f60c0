import ArgumentParser
import EventLog
import Groundwork
import Quota
import Storage
import Workbench

extension QuotaCommand {
  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "移入原系统的逐笔流水，与指标基库核对 · take over the single movements behind opening balances",
      discussion: """
        文件为 .xlsx 或 .csv，一行一笔：批次、行政区、日期、类型、摘要、文号、数量（公顷）、水田（公顷）、产能（公斤）。空白表用
        --template 生成。有误时列出单元格，全部不移入，退出码为 1。流水只作为原系统的历史，不是本台账的记录。
        A file .xlsx or .csv with a row for each movement; --template writes a blank one. Faults are listed by
        cell, and nothing is taken over; exit status 1.
        """)

    @Argument(help: ArgumentHelp("流水文件 · file of movements", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("原系统名称 · the other system", valueName: "name"))
    var system: String?

    @Option(help: ArgumentHelp("未写批次的行属于哪一批 · lot of rows that name none", valueName: "lot"))
    var lot: String?

    @Option(help: "依据文件 · document")
    var document: String = "原账流水移交"

    @Option(help: "文号 · number")
    var number: String?

    @Option(help: "机关 · authority")
    var authority: String?

    @Option(help: ArgumentHelp("记账日，缺省今天 · day", valueName: "day"))
    var day: String?

    @Flag(help: "只检查，不写入 · only check it")
    var trial = false

    @Option(help: ArgumentHelp("写出空白表 · write a blank workbook", valueName: "xlsx"))
    var template: OutputFile?

    @Option(
      help: ArgumentHelp(
        "您所看到的版本；他人已先办理则不执行 · the version you have seen", valueName: "n"))
    var version: Int64?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      if template == nil, file == nil || system == nil || number == nil || authority == nil {
        throw ValidationError("FILE --system --number --authority, or --template")
      }
    }

    func run() throws {
      try OutputCheck.check([("--template", template)], inputs: [workspace.workspace, file])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      if let template {
        let bytes = try bench.quotaHistoryTemplate()
        try template.writeBytes { write in try write(bytes) }
        common.say(Localized(zh: "空白表：\(template.path)", en: "Blank workbook: \(template.path)"))
      }
      guard let file else { return }
      let deed = try actor.deed()
      let request = QuotaHistoryRequest(
        path: file, system: system ?? "", lot: lot,
        day: try day.map(Times.read) ?? deed.context.time,
        document: QuotaDocument(
          title: document, number: number ?? "", authority: authority ?? ""), isTrial: trial)
      do {
        try tell(
          bench.importQuotaHistory(
            request, expected: version, by: deed.context, deed.authority))
      } catch let conflict as EventConflict {
        throw conflict.diagnostic
      }
    }

    private func tell(_ result: QuotaHistoryImport) throws {
      if common.json {
        try Console.json(result)
      } else {
        common.tell(result.problems)
        for check in result.checks {
          common.say(
            Localized(
              zh: "\(check.lot)：\(check.movements) 笔，流水合计 \(check.stock.description)，基库 "
                + "\(check.opening.description)，"
                + (check.isEqual ? "相符。" : "相差 \(check.difference.description)。"),
              en: "\(check.lot): \(check.movements) movements, \(check.stock.description) in sum, "
                + "opening balance \(check.opening.description), "
                + (check.isEqual ? "equal." : "differing by \(check.difference.description).")))
        }
        common.say(
          result.isWritten
            ? Localized(zh: "已移入。", en: "Taken over.")
            : Localized(zh: "未移入。", en: "Not taken over."))
      }
      if !result.problems.isEmpty { throw ExitStatus.findings }
    }
  }
}
