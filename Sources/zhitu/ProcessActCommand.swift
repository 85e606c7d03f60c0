import ArgumentParser
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import Workbench

extension ProcessVerb: ExpressibleByArgument {}
extension ProcessTask.Opinion: ExpressibleByArgument {}

/// Any act in a case, by its verb; each verb says which options it needs.
struct ProcessActCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "act",
    abstract: "办理 · do something in a case",
    discussion: """
      提交 submit、受理 accept、退回补正 return、驳回 reject、撤回 withdraw、会签或签 sign、加签 add-signer、
      转办 transfer、委托 delegate、抄送 copy、催办 urge、挂起 suspend、恢复 resume、容缺 defer、提出意见（含提前介入）comment、登记异议 object、回复 answer、
      会商 consult、审定 adopt、批复 approve、备案 file、变更 change、中止 halt、终止 terminate……
      可办的动作见 zhitu process show。 See what is possible with zhitu process show.
      """)

  @Argument(help: ArgumentHelp("办件编号 · number", valueName: "number"))
  var number: String

  @Argument(help: ArgumentHelp("动作 · verb", valueName: "verb"))
  var verb: ProcessVerb

  @Option(help: ArgumentHelp("去往的步骤 · the step to go to", valueName: "step"))
  var to: String?

  @Option(help: ArgumentHelp("任务 · task", valueName: "id"))
  var task: String?

  @Option(help: "意见、理由或依据 · opinion, reason or basis")
  var note: String = ""

  @Option(help: "指标和资金的处置 · what becomes of quotas and funds")
  var disposal: String?

  @Option(help: "签署意见 · agree, conditional or disagree")
  var decision: ProcessTask.Opinion = .agree

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("条件：步骤=内容 · condition: step=text", valueName: "step=text"))
  var demand: [String] = []

  @Option(help: ArgumentHelp("所看材料的版本 · hash of the documents read", valueName: "hash"))
  var package: String?

  @Option(help: ArgumentHelp("受办、加签、被委托的人 · to whom", valueName: "id"))
  var toPerson: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("受办、抄送、参加会商的单位 · organisations", valueName: "id"))
  var toOrganisation: [String] = []

  @Flag(help: "前加签；缺省为后加签 · the signer comes before the holder")
  var before = false

  @Option(help: ArgumentHelp("委托到何时 · until when", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("异议人 · who objects", valueName: "name"))
  var by: String?

  @Option(
    help: ArgumentHelp("异议收到之日，缺省为今日 · the day on which it came in", valueName: "date"))
  var received: String?

  @Option(help: ArgumentHelp("材料 · document of the process", valueName: "id"))
  var document: String?

  @Option(help: ArgumentHelp("材料文件 · its file", valueName: "file"))
  var file: String?

  @Option(help: ArgumentHelp("前置条件 · fact", valueName: "id"))
  var fact: String?

  @Option(help: ArgumentHelp("是否成立、是否采纳 · yes or no", valueName: "yes|no"))
  var value: YesNo?

  @Option(help: ArgumentHelp("条件或意见编号 · condition or comment", valueName: "id"))
  var condition: String?

  @Option(help: ArgumentHelp("时限天数 · days of a time limit", valueName: "n"))
  var days: Int?

  @Option(
    help: ArgumentHelp(
      "意见所指：rule=CORE-01、document=consent、measure=12、place=121.5,29.9 · what a comment is about",
      valueName: "kind=target"))
  var about: String?

  @Flag(help: "按日历日；缺省为工作日 · days of the calendar, not working days")
  var calendarDays = false

  @Option(
    name: .customLong("version-seen"),
    help: ArgumentHelp("您所看到的版本 · the version you have seen", valueName: "n"))
  var version: Int64?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var library: ProcessCommand.LibraryOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var common: CommonOptions

  enum YesNo: String, ExpressibleByArgument {
    case yes, no
  }

  func run() throws {
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let deed = try actor.deed()
    let calendar = try library.library().calendar
    let seen = try bench.caseFile(number, calendar).row.instance
    do {
      let row = try bench.advanceCase(
        number, try form().request(on: seen), expected: version, document: try bytes(), calendar,
        by: deed.context, deed.authority)
      try ProcessCommand.say(row, calendar, common)
    } catch let conflict as EventConflict {
      throw conflict.diagnostic
    }
  }

  private func bytes() throws -> [UInt8]? {
    guard verb == .attach, let path = file else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: "process.no-document-file",
        Localized(zh: "读不到材料文件", en: "the file of the document cannot be read"), file: path)
    }
    return [UInt8](data)
  }

  private func form() throws -> ProcessForm {
    var form = ProcessForm(verb)
    form.to = to
    form.task = task
    form.note = note
    form.disposal = disposal
    form.opinion = decision
    form.demands = try demand.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw Diagnostic(
          code: "option.demand",
          Localized(
            zh: "“\(text)”不是条件，写成 步骤=内容。", en: "‘\(text)’ is no condition; write step=text."))
      }
      return .init(text: parts[1], blocks: parts[0])
    }
    form.package = package
    form.person = toPerson ?? by
    form.received = received
    form.organisations = toOrganisation
    form.before = before
    form.until = until
    form.document = document
    form.fileName = file.map { URL(fileURLWithPath: $0).lastPathComponent }
    form.fact = fact
    form.value = value.map { $0 == .yes }
    form.condition = condition
    form.days = days
    form.calendarDays = calendarDays
    form.pin = try about.map { try ReviewPin(text: $0) }
    return form
  }
}
