import Access
import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Storage
import Workbench

struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "账号与权限 · accounts and rights",
    discussion: """
      先设三员 establish，再导入单位、人员和授权 import，然后 zhitu serve --accounts。
      能写工作空间文件的人可用本命令；所做的一切都记入日志，标明“本机”。
      Anybody who can write the workspace file can use this command. Everything is recorded in the log and marked as local.
      """,
    subcommands: [
      Establish.self, Import.self, List.self, Password.self, Unlock.self, Level.self,
    ], defaultSubcommand: List.self)

  struct AccountOptions: ParsableArguments {
    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "安全策略 · security profile: dengbao3, asvs")
    var profile = "dengbao3"

    @OptionGroup var common: CommonOptions

    /// - Parameter creates: Whether to create a workspace that does not exist.
    func run(_ body: (Accounts) throws -> Void) throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      try body(Accounts(bench.workspace, profile: profile))
    }

    func show(_ passwords: [InitialPassword]) throws {
      if common.json { try Console.json(passwords) }
      common.say(
        Localized(
          zh: "首次登录口令，只显示这一次：", en: "Passwords for the first sign-in, shown only once:"))
      for entry in passwords { common.say(Localized("  \(entry.person)  \(entry.password)")) }
    }
  }

  /// A local caller in the role that has the right.
  static func local(_ role: String) -> Caller { Caller(.local(role: role), address: "local") }

  struct Establish: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "设立三员 · appoint the first three administrators",
      discussion: """
        系统、安全、审计管理员须是三个人，三员都不办理业务。口令只显示一次。
        System, security and audit administrators must be three people, who have no other role.
        """)

    @Option(
      help: ArgumentHelp("运维单位 · the organisation that runs the system", valueName: "id:name"))
    var organisation: NamedID

    @Option(help: ArgumentHelp("区划代码，全国为空 · administrative code", valueName: "code"))
    var area: String = ""

    @Option(help: ArgumentHelp("系统管理员 · system administrator", valueName: "id:name"))
    var system: NamedID

    @Option(help: ArgumentHelp("安全管理员 · security administrator", valueName: "id:name"))
    var security: NamedID

    @Option(help: ArgumentHelp("审计管理员 · audit administrator", valueName: "id:name"))
    var audit: NamedID

    @OptionGroup var options: AccountOptions

    func run() throws {
      try options.run { accounts in
        let organisation = Organisation(
          id: organisation.id, name: organisation.name, kind: .operations,
          area: try AreaCode(area))
        let people = [system, security, audit].map {
          Person(id: $0.id, name: $0.name, posts: [organisation.id])
        }
        try options.show(
          accounts.establish(
            organisation, people: people,
            roles: ["system-administrator", "security-administrator", "audit-administrator"],
            at: WallClock.now()))
      }
    }
  }

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "批量导入单位、人员、授权 · organisations, people and grants from a file",
      discussion: """
        工作簿（.xlsx，表 单位、人员、授权）、CSV（其中一张）或
        JSON：{"organisations": [{"id","name","kind","area","parent"}],
        "people": [{"id","name","posts"}],
        "grants": [{"person","organisation","role","area","from","until"}]}；各部分可省。
        文件有误时全部列出，不写入；已有的相同行不再写入。
        A workbook, CSV with one part, or JSON. Every part may be omitted. Faults are listed and nothing is
        entered; lines that the directory has already are left out. Each part is entered completely or not at all.
        """)

    @Argument(help: ArgumentHelp("文件 · file", valueName: "file"))
    var file: String

    @OptionGroup var options: AccountOptions

    func run() throws {
      let read = try AccountsFile(path: file)
      var passwords: [InitialPassword] = []
      let now = WallClock.now()
      var review = AccountsReview()
      try options.run { review = $0.review(read, at: now) }
      let faults = review.faults.map { $0.diagnostic(file: file) }
      if let first = faults.first {
        options.common.tell(Array(faults.dropFirst()))
        throw first
      }
      try options.run { accounts in
        try accounts.addOrganisations(
          review.organisations, by: local("system-administrator"), at: now)
      }
      try options.run { accounts in
        passwords = try accounts.addPeople(
          review.people, by: local("system-administrator"), at: now)
      }
      try options.run { accounts in
        try accounts.grant(review.grants, by: local("security-administrator"), at: now)
      }
      try options.show(passwords)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "人员与授权清单 · people and their grants")

    @OptionGroup var options: AccountOptions

    func run() throws {
      try options.run { accounts in
        let directory = accounts.known.directory.state
        let now = WallClock.now()
        if options.common.json { try Console.json(directory) }
        var table = TextTable(
          options.common.language == .zh
            ? ["人员", "姓名", "账号", "任职", "授权"]
            : ["person", "name", "account", "posts", "grants"], right: [])
        for person in directory.people.values.sorted(by: { $0.id < $1.id }) {
          let account = accounts.known.account(person.id)
          let isLocked = account?.lockedUntil.map { now < $0 } ?? false
          let grants = directory.grants(of: person.id, at: now)
            .map { "\($0.role)@\($0.organisation)" }
          table.add([
            person.id, person.name,
            account?.isOpen != true ? "–" : isLocked ? "locked" : "open",
            person.posts.joined(separator: " "), grants.joined(separator: " "),
          ])
        }
        let none = Localized(
          zh: "还没有账号；先用 zhitu accounts establish 设立三员。",
          en: "No accounts yet: appoint the administrators with zhitu accounts establish.")
        options.common.say(table.isEmpty ? none : Localized(table.text))
      }
    }
  }

  struct Password: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "重设口令 · set a new password for one sign-in")

    @Argument(help: ArgumentHelp("人员 · person", valueName: "id"))
    var person: String

    @OptionGroup var options: AccountOptions

    func run() throws {
      try options.run { accounts in
        try options.show([
          accounts.resetPassword(
            of: person, by: local("system-administrator"), at: WallClock.now())
        ])
      }
    }
  }

  struct Unlock: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "解锁 · unlock an account")

    @Argument(help: ArgumentHelp("人员 · person", valueName: "id"))
    var person: String

    @OptionGroup var options: AccountOptions

    func run() throws {
      try options.run { accounts in
        try accounts.unlock(person, by: local("system-administrator"), at: WallClock.now())
      }
    }
  }

  struct Level: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "标定图层或字段的数据级别 · set the data level of a layer or of one of its fields",
      discussion: "由图层推算出的内容级别不低于其来源。 Derived content has the highest level of its sources.")

    @Argument(help: ArgumentHelp("图层 · layer", valueName: "layer"))
    var layer: String

    @Argument(help: "一般 重要 核心 · general, important, core")
    var level: DataLevel

    @Option(
      help: ArgumentHelp("只标定此字段 · only this field of the layer", valueName: "field"))
    var field: String?

    @Option(help: "降低级别的理由 · why the level is lowered")
    var reason = ""

    @OptionGroup var options: AccountOptions

    func run() throws {
      try options.run { accounts in
        try accounts.mark(
          layer, field: field, level: level, reason: reason, by: local("security-administrator"),
          at: WallClock.now())
      }
    }
  }
}

extension DataLevel: ExpressibleByArgument {}

/// `id:name` on the command line.
struct NamedID: ExpressibleByArgument {
  var id: String
  var name: String

  init?(argument: String) {
    let halves = argument.split(separator: ":", maxSplits: 1).map(String.init)
    guard halves.count == 2 else { return nil }
    (id, name) = (halves[0], halves[1])
  }
}
