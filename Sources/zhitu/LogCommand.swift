import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Storage
import Workbench

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "办理日志 · the log of deeds",
    subcommands: [Verify.self, Show.self, Roots.self, Rebuild.self, Begin.self],
    defaultSubcommand: Show.self)

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "核对日志 · verify that the log is unchanged",
      discussion: """
        有改动、缺失或与存证不符时退出码为 1，并指出位置。
        Exit status 1, with the place, if something was changed, is missing, or differs from a root.
        """)

    @OptionGroup var workspace: WorkspaceOption

    @Option(
      name: .customLong("roots"), parsing: .upToNextOption,
      help: ArgumentHelp("存证文件 · files of roots that others keep", valueName: "file"))
    var rootFiles: [String] = []

    @OptionGroup var common: CommonOptions

    func run() throws {
      let job = common.start()
      let bench = try workspace.open(job)
      defer { bench.workspace.close() }
      let report = try bench.verifyLog(roots: try rootFiles.flatMap(RootFile.read))
      if common.json { try Console.json(report) }
      common.say(
        Localized(
          zh:
            "\(report.count) 条事件，\(report.streams) 个流，\(report.header?.algorithm.rawValue ?? "–")，"
            + "末条哈希 \(report.head?.hash.hex.prefix(16) ?? "–")…",
          en: "\(report.count) events in \(report.streams) streams, "
            + "\(report.header?.algorithm.rawValue ?? "–"), "
            + "last hash \(report.head?.hash.hex.prefix(16) ?? "–")…"))
      if !rootFiles.isEmpty {
        common.say(
          Localized(
            zh: "与 \(report.rootsHeld) 份存证相符", en: "agrees with \(report.rootsHeld) roots"))
      }
      if report.clockReversals > 0 {
        common.say(
          Localized(
            zh: "有 \(report.clockReversals) 处时间早于前一条（时钟曾回拨）",
            en:
              "\(report.clockReversals) events are earlier than the one before: a clock was set back"
          ))
      }
      for fault in report.faults {
        common.say(
          Localized(
            zh: "  第 \(fault.position) 条 \(fault.stream ?? "")：\(fault.message.zh)",
            en: "  event \(fault.position) \(fault.stream ?? ""): \(fault.message.en)"))
      }
      if report.isIntact {
        common.say(Localized(zh: "日志完好。", en: "The log is intact."))
      } else {
        common.say(
          Localized(
            zh: "日志不完好：\(report.faultCount) 处。",
            en: "The log is not intact: \(report.faultCount) faults."))
        throw ExitStatus.findings
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "查看日志 · show the log as a history")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("类别，如 problem · category", valueName: "name"))
    var category: String?

    @Option(help: ArgumentHelp("事件流，如 problem/WT-2026-0001 · stream", valueName: "name"))
    var stream: String?

    @Option(help: ArgumentHelp("办理人 · person", valueName: "id"))
    var person: String?

    @Option(help: ArgumentHelp("自何时 · since", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("至何时（不含） · until, exclusive", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("最多几条，取最新 · at most, the newest", valueName: "n"))
    var limit = 100

    @Flag(help: "原样输出全部行，可用哈希程序核对 · print all lines exactly as hashed")
    var lines = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit: 1 或更大 · 1 or more") }
    }

    func run() throws {
      let job = common.start()
      let bench = try workspace.open(job)
      defer { bench.workspace.close() }
      if lines {
        try bench.exportLog { Console.put(String(decoding: $0, as: UTF8.self) + "\n") }
        return
      }
      let records = try bench.history(
        Workbench.LogQuery(
          category: category, stream: try stream.map { try StreamName($0) }, person: person,
          since: try since.map(Times.read), until: try until.map(Times.read), limit: limit))
      if common.json {
        for record in records { Console.put(String(decoding: record.line, as: UTF8.self) + "\n") }
      }
      for record in records {
        let actor = try record.actor()
        let local = actor.isLocal ? Localized(zh: "，本机", en: ", local") : Localized("")
        let data = LogCommand.shortened(record.data)
        let basis = try record.basis().map(\.name)
        let relied =
          basis.isEmpty
          ? Localized("")
          : Localized(
            zh: "，依据 \(basis.joined(separator: "、"))",
            en: ", relying on \(basis.joined(separator: ", "))")
        common.say(
          Localized(
            zh:
              "\(record.position)  \(Times.shown(record.time))  \(actor.name)（\(actor.role)\(local.zh)）  "
              + "\(record.stream) v\(record.version)  \(record.kind)  \(data)\(relied.zh)",
            en:
              "\(record.position)  \(Times.shown(record.time))  \(actor.name) (as \(actor.role)\(local.en))  "
              + "\(record.stream) v\(record.version)  \(record.kind)  \(data)\(relied.en)"))
      }
      if records.isEmpty { common.say(Localized(zh: "没有符合的事件。", en: "No event matches.")) }
    }
  }

  struct Roots: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "出具存证 · print the root of the log, for another party to keep",
      discussion: """
        把输出交给他方保存，日后用 zhitu log verify --roots 核对。
        Give the output to another party; compare it with the log later: zhitu log verify --roots.
        """)

    @OptionGroup var workspace: WorkspaceOption

    @Option(
      name: .shortAndLong, help: ArgumentHelp("追加到文件 · append to a file", valueName: "file"))
    var out: OutputFile?

    @OptionGroup var common: CommonOptions

    func run() throws {
      try OutputCheck.check([("--out", out)], inputs: [workspace.workspace])
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let root = try bench.logRoot(at: WallClock.now())
      let line = String(decoding: try CanonicalJSON().bytes(root), as: UTF8.self) + "\n"
      guard let out, !out.isStandardOutput else { return Console.put(line) }
      let before =
        FileManager.default.fileExists(atPath: out.path) ? try RootFile.text(out.path) : ""
      try out.write { try $0(before + line) }
      common.say(
        Localized(
          zh: "已写入 \(out.path)：\(root.count) 条，\(root.hash)",
          en: "\(out.path): \(root.count) events, \(root.hash)"))
    }
  }

  struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "重建投影 · rebuild the projections and compare")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let rebuilt = try bench.rebuildProjections()
      if common.json { try Console.json(rebuilt) }
      for projection in rebuilt {
        let what: Localized =
          switch projection.wasSame {
          case true: Localized(zh: "与原来相同", en: "the same as before")
          case false: Localized(zh: "与原来不同，已更正", en: "differed, now corrected")
          case nil: Localized(zh: "新建", en: "made")
          }
        common.say(
          Localized(
            zh: "\(projection.name)：\(what.zh)", en: "\(projection.name): \(what.en)"))
      }
      if rebuilt.contains(where: { $0.wasSame == false }) { throw ExitStatus.findings }
    }
  }

  struct Begin: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "开始日志并选定哈希 · start the log with a chosen hash algorithm",
      discussion:
        "不先执行时，第一件办理的事项以 SHA-256 开始日志。 · Otherwise the first deed starts the log with SHA-256."
    )

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "sha256, sm3（国密）")
    var hash: HashAlgorithm

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let header = try bench.beginLog(hash, at: WallClock.now())
      if common.json { try Console.json(header) }
      common.say(
        Localized(
          zh: "日志 \(header.id) 已开始，哈希 \(header.algorithm.rawValue)。",
          en: "Started the log \(header.id), hash \(header.algorithm.rawValue)."))
    }
  }

  /// The payload without the name of the event, shortened to fit a line.
  static func shortened(_ data: [UInt8]) -> String {
    var text = String(decoding: data, as: UTF8.self)
    if let start = text.firstIndex(of: ":") {
      text = String(text[text.index(after: start)...].dropLast())
    }
    return text.count > 160 ? text.prefix(159) + "…" : text
  }
}

extension HashAlgorithm: ExpressibleByArgument {}

/// A file of roots: one line of JSON each.
enum RootFile {
  static func text(_ path: String) throws -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Diagnostic(
        code: "log.no-roots",
        Localized(zh: "读不到存证文件", en: "the file of roots cannot be read"), file: path)
    }
  }

  static func read(_ path: String) throws -> [LogRoot] {
    try LogRoot.list(text(path), file: path)
  }
}
