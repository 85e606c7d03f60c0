import Access
import ArgumentParser
import EventLog
import Groundwork
import Workbench

/// In whose name a deed is recorded. Without accounts the user states it, and every event records
/// that it was not checked.
struct ActorOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("以何角色办理 · the role (Policies/access/roles.yaml)", valueName: "role"))
  var role: String = "planner"

  @Option(help: ArgumentHelp("办理单位 · the organisation", valueName: "id"))
  var organisation: String?

  @Option(help: ArgumentHelp("办理人编号 · the person", valueName: "id"))
  var person: String?

  @Option(help: ArgumentHelp("办理人姓名 · their name", valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "办理时间，缺省为现在 · when, now by default: 2026-03-01T08:00Z", valueName: "time"))
  var at: String?

  /// - Throws: Diagnostics `access.no-role`, `option.time`.
  func deed() throws -> LocalDeed {
    let policy = try AccessPolicy()
    let title = try policy.book.role(role).title
    let organisation = organisation ?? "local"
    let actor = Actor(
      person: person ?? "local:\(role)", name: name ?? title.zh, role: role,
      organisation: organisation, isLocal: true)
    return LocalDeed(
      context: DeedContext(actor: actor, time: try at.map(Times.read) ?? WallClock.now()),
      authority: Authority(
        law: AccessLaw(directory: Directory(), book: policy.book), subject: .local(role: role)))
  }

  struct LocalDeed {
    var context: DeedContext
    var authority: Authority
  }
}

/// Times on the command line.
enum Times {
  /// - Throws: Diagnostic `option.time`.
  static func read(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(iso8601: text) else {
      throw Diagnostic(
        code: "option.time",
        Localized(zh: "“\(text)”不是时间。", en: "‘\(text)’ is not a time."),
        remedy: Localized(
          zh: "写成 2026-03-01 或 2026-03-01T08:00Z（UTC）。",
          en: "Write 2026-03-01 or 2026-03-01T08:00Z (UTC)."))
    }
    return time
  }

  /// To the minute, UTC.
  static func shown(_ time: Timestamp) -> String {
    String(time.iso8601.prefix(16)).replacing("T", with: " ")
  }
}
