import ArgumentParser
import EventLog
import Finance
import Groundwork
import Storage
import Workbench

extension FundCommand {
  struct Prices: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由 Excel 导入单价与比例；有误则全部不导入 · enter prices of a workbook, all or none",
      discussion: """
        在 zhitu fund export 导出的工作簿的“单价”表上修改。有误时列出单元格，退出码为 1。
        Change the sheet 单价 of an exported workbook. Faults are listed by cell; exit status 1.
        """)

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("工作簿 · workbook", valueName: "xlsx"))
    var file: String

    @Flag(help: "只检查，不写入 · only check it")
    var trial = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let deed = try actor.deed()
      try FundCommand.tell(
        bench.importFundPrices(
          file, into: name, isTrial: trial, by: deed.context, deed.authority), common)
    }
  }

  /// Says what an import changed, or what is wrong with it.
  static func tell(_ result: MoneyImport, _ common: CommonOptions) throws {
    if common.json {
      try Console.json(result)
    } else {
      common.tell(result.problems)
      for change in result.changes {
        common.say(Localized("\(change.id)  \(change.title)  \(change.before) → \(change.after)"))
      }
      common.say(
        Localized(
          zh: "\(result.isWritten ? "已导入" : "未导入")：修改 \(result.changes.count)，不变 "
            + "\(result.unchanged)，有误 \(result.problems.count)。",
          en: "\(result.isWritten ? "Entered" : "Not entered"): \(result.changes.count) changed, "
            + "\(result.unchanged) as before, \(result.problems.count) faults."))
    }
    if !result.problems.isEmpty { throw ExitStatus.findings }
  }
}

extension PaymentCommand {
  struct Budget: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由 Excel 导入预算；有误则全部不导入 · enter a budget of a workbook, all or none",
      discussion: "先用 --out 导出再修改。 Export it with --out, change it, and enter it again.")

    @Argument(help: ArgumentHelp("工作簿 · workbook", valueName: "xlsx"))
    var file: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("导出到 · write it to", valueName: "xlsx"))
    var out: OutputFile?

    @Option(help: "依据文件 · document")
    var document: String = "预算批复"

    @Option(help: ArgumentHelp("文号 · number of the document", valueName: "number"))
    var number: String?

    @Flag(help: "只检查，不写入 · only check it")
    var trial = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      guard (file == nil) != (out == nil) else { throw ValidationError("FILE | --out") }
      guard file == nil || number != nil else { throw ValidationError("--number") }
    }

    func run() throws {
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      if let out {
        let bytes = try PaymentBudgetWorkbook(bench.paymentBook().book).bytes()
        try out.writeBytes { write in try write(bytes) }
        return common.say(Localized(zh: "已写出：\(out.path)", en: "Written: \(out.path)"))
      }
      guard let file, let number else { return }
      let deed = try actor.deed()
      try FundCommand.tell(
        bench.importBudget(
          file, document: PaymentDocument(title: document, number: number), isTrial: trial,
          by: deed.context, deed.authority), common)
    }
  }
}
