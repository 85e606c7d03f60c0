import ArgumentParser
import EventLog
import Governance
import Groundwork
import Storage
import Workbench

/// Escalates what is overdue in all cases; for a timer of the operating system.
struct ProcessEscalateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "escalate",
    abstract: "逾期任务全部升级督办 · escalate every overdue task",
    discussion: """
      超过时限的任务交领导小组办公室处理；逾期不等于同意。
      Tasks whose time has run out go to the office that settles. Silence is never consent.
      """)

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var library: ProcessCommand.LibraryOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var common: CommonOptions

  struct Escalated: Encodable {
    var number: String
    var task: String
  }

  func run() throws {
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let deed = try actor.deed()
    let done = try bench.escalateOverdue(
      try library.library().calendar, by: deed.context, deed.authority)
    if common.json { try Console.json(done.map { Escalated(number: $0.number, task: $0.task) }) }
    for one in done { common.say(Localized("\(one.number) \(one.task)")) }
    common.say(
      Localized(zh: "已升级督办 \(done.count) 项", en: "\(done.count) tasks were escalated"))
  }
}

extension ReviewPin {
  /// Reads `rule=CORE-01` or `place=121.5,29.9`.
  /// - Throws: Diagnostic `option.about`.
  init(text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = Kind(rawValue: parts[0]) else {
      throw ReviewPin.unreadable(text)
    }
    guard kind == .place else {
      self.init(kind, parts[1])
      return
    }
    let degrees = parts[1].split(separator: ",").compactMap { Double($0) }
    guard degrees.count == 2, abs(degrees[0]) <= 180, abs(degrees[1]) <= 90 else {
      throw ReviewPin.unreadable(text)
    }
    self.init(
      kind, "", longitude: Int64((degrees[0] * 1e7).rounded()),
      latitude: Int64((degrees[1] * 1e7).rounded()))
  }

  private static func unreadable(_ text: String) -> Diagnostic {
    let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
    return Diagnostic(
      code: "option.about",
      Localized(
        zh: "“\(text)”不能读作意见所指，写成 种类=对象（\(kinds)）。",
        en: "‘\(text)’ says not what the comment is about; write kind=target (\(kinds))."))
  }
}
