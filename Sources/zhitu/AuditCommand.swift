import Access
import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Workbench

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "审计：谁在何时对何物做了何事、结果如何 · audit: who did what to what, with which outcome",
    discussion: """
      日志不能删改，也不会缩短：所有记录一直可查。--format csv 或 json 导出并留下导出记录。
      The log is never changed or shortened. An export is itself recorded.
      """)

  @Option(help: ArgumentHelp("办理人 · person", valueName: "id"))
  var person: String?

  @Option(help: ArgumentHelp("事件类型的开头 · prefix of the event type", valueName: "type"))
  var what: String?

  @Option(help: ArgumentHelp("对象的一部分 · part of the object's name", valueName: "text"))
  var object: String?

  @Option(help: "结果 · outcome: done, refused, failed")
  var outcome: AuditEntry.Outcome?

  @Option(help: ArgumentHelp("自何时 · since", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("至何时（不含） · until, exclusive", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("最多几条，取最新 · at most, the newest", valueName: "n"))
  var limit = 100

  @Option(help: "导出全部相符记录 · export all matching entries: csv, json")
  var format: Format?

  @OptionGroup var options: AccountsCommand.AccountOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit: 1 或更大 · 1 or more") }
  }

  func run() throws {
    try options.run { accounts in
      let query = AuditQuery(
        person: person, what: what, object: object, outcome: outcome,
        since: try since.map(Times.read), until: try until.map(Times.read), limit: limit)
      let caller = AccountsCommand.local("audit-administrator")
      let now = WallClock.now()
      if let format {
        let entries = try accounts.exportAudit(
          query, format: format.rawValue, by: caller, at: now)
        switch format {
        case .csv: Console.put(AuditEntry.csv(entries))
        case .json: try Console.json(entries)
        }
        return
      }
      let entries = try accounts.audit(query, by: caller, at: now).entries
      if options.common.json { try Console.json(entries) }
      for entry in entries.reversed() {
        options.common.say(
          Localized(
            "\(entry.time.iso8601.prefix(19))  \(entry.person)  \(entry.what)  \(entry.object)  "
              + "\(entry.outcome.rawValue)  \(entry.note)  \(entry.address)"))
      }
    }
  }
}

extension AuditEntry.Outcome: ExpressibleByArgument {}
