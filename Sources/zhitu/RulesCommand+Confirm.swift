import ArgumentParser
import Foundation
import Groundwork
import Policy
import Storage
import Workbench

struct RulesConfirmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "确认规则与原文一致，使其有约束力 · confirm that a rule agrees with its text, which makes it binding",
    discussion: """
      确认记录写入工作空间（--workspace，连同所附原文），或追加到确认文件（--out）。草案和已废止的文件
      不能确认。规则改动后须重新确认。
      The record is stored in the workspace, with the text attached, or added to a confirmation file.
      A draft or a repealed text cannot be confirmed; a changed rule must be confirmed again.
      """)

  @Argument(help: ArgumentHelp("规则编号 · id of the rule", valueName: "rule"))
  var rule: String

  @Option(help: ArgumentHelp("确认人 · who confirms", valueName: "name"))
  var name: String

  @Option(help: ArgumentHelp("单位 · organisation", valueName: "name"))
  var organisation: String?

  @Option(help: ArgumentHelp("所核对的文件名称与文号 · title and number of the text", valueName: "text"))
  var document: String

  @Option(help: ArgumentHelp("原文文件 · file of the text", valueName: "file"))
  var text: String?

  @Option(help: ArgumentHelp("确认日期，缺省为今天 · date, today by default", valueName: "date"))
  var date: String?

  @Option(
    name: [.customLong("workspace"), .customShort("w")],
    help: ArgumentHelp("工作空间 · workspace", valueName: "gpkg"))
  var workspace: String?

  @Option(
    name: [.customLong("out"), .customShort("o")],
    help: ArgumentHelp("确认文件 · confirmation file to append to", valueName: "yaml"))
  var out: String?

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (workspace == nil) != (out == nil) else {
      throw ValidationError("--workspace 或 --out 二者取一 · give either of the two")
    }
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--out", out.map { OutputFile($0) })], inputs: [text])
    let book = try policies.book()
    let day = try VerifyOptions.calendarDate(date ?? VerifyOptions.today)
    var bytes: [UInt8]?
    if let text {
      guard let data = FileManager.default.contents(atPath: text) else {
        throw Diagnostic(
          code: "rules.no-text", Localized(zh: "无法读取原文文件", en: "cannot read the text"),
          file: text)
      }
      bytes = Array(data)
    }
    let asked = Confirmation(
      rule: rule, name: name, organisation: organisation, date: day.description,
      document: document, place: workspace == nil ? out ?? "" : "workspace")
    let record: Confirmation
    if let workspace {
      let bench = Workbench(try Workspace.open(workspace), job: job)
      defer { bench.workspace.close() }
      record = try bench.confirm(asked, text: bytes, in: book, on: day)
    } else {
      record = try Workbench.confirmed(asked, text: bytes, in: book, on: day)
      try add(record)
    }
    if common.json { try Console.json(record) }
    let effect = book.rules.first { $0.id == rule }?.effect(isConfirmed: true) ?? .informs
    common.say(
      Localized(
        zh: "已确认 \(rule)，效力：\(VerdictTable.word(effect).zh)",
        en: "\(rule) is confirmed and \(VerdictTable.word(effect).en)"))
  }

  /// Appends the record to the file, which must be a confirmation file if it exists.
  private func add(_ record: Confirmation) throws {
    guard let out else { return }
    var content = ConfirmationFile.heading
    if FileManager.default.fileExists(atPath: out) {
      _ = try ConfirmationFile.load(out)
      content = String(decoding: FileManager.default.contents(atPath: out) ?? Data(), as: UTF8.self)
      if !content.hasSuffix("\n") { content += "\n" }
    }
    let whole = content + record.yaml
    _ = try ConfirmationFile(PolicyFile(name: out, text: whole))
    try OutputFile(out).write { try $0(whole) }
  }
}

struct RulesRegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "空白登记簿（Excel） · a blank register with prompts, as a workbook",
    discussion: """
      填好后：zhitu verify … --facts 登记簿.xlsx。有误之处按工作表和单元格指出。
      Read the completed workbook with zhitu verify --facts; errors name the sheet and cell.
      """)

  @Option(help: ArgumentHelp("写到此文件 · where to write it", valueName: "xlsx"))
  var template: String

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    _ = common.start()
    guard template.lowercased().hasSuffix(".xlsx") else {
      throw ValidationError("--template: *.xlsx")
    }
    try OutputCheck.check(
      [("--template", OutputFile(template))],
      inputs: [policies.policies ?? ProgramHome.path("Policies")])
    let catalogue = try policies.book().catalogue
    // The workbook is written under a temporary name in the target folder and renamed when
    // complete.
    let draft = template + ".\(UUID().uuidString).xlsx"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    let sheets = try Workbench.writeBlankRegister(catalogue, to: draft)
    let bytes = Array(FileManager.default.contents(atPath: draft) ?? Data())
    try OutputFile(template).writeBytes { try $0(bytes) }
    if common.json { try Console.json(["register": template]) }
    common.say(
      Localized(
        zh: "空白登记簿：\(template)（\(sheets) 张表）",
        en: "Blank register: \(template) (\(sheets) sheets)"))
  }
}
