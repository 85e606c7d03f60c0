import ArgumentParser
import Foundation
import Groundwork
import Monitoring
import Storage
import Workbench

struct LinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract: "控制线订阅 · control lines from elsewhere, with versions and differences",
    discussion: """
      从国土空间规划“一张图”等处取得控制线：subscribe 注明网址或路径；check 查看差异；take 收为新版本；list 列出。
      Takes control lines from the planning “one map” and others: subscribe names an address or path, check
      shows what differs, take makes it the next version. See Docs/exchange.md.
      """,
    subcommands: [Subscribe.self, List.self, Check.self, Take.self])

  struct Role: ParsableArguments {
    @Argument(
      help: ArgumentHelp("控制线，如 pbf、erl、udb · role, such as pbf, erl, udb", valueName: "role"))
    var role: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions
  }

  struct Subscribe: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "订阅，或更换来源 · subscribe, or name another source")

    @OptionGroup var line: Role

    @Option(
      help: ArgumentHelp(
        "网址或路径，缺省为投递文件 · address or path, by default files are handed in",
        valueName: "source"))
    var source: String = ""

    @Option(help: ArgumentHelp("文件中的图层 · layer of the file", valueName: "layer"))
    var layer: String?

    func run() throws {
      let bench = try line.workspace.open(line.common.start())
      defer { bench.workspace.close() }
      let made = try bench.subscribeLine(line.role, source: source, layer: layer)
      if line.common.json { return try Console.json(made) }
      let place = source.isEmpty ? Localized(zh: "投递文件", en: "files handed in") : Localized(source)
      line.common.say(
        Localized(
          zh: "已订阅 \(line.role)：\(place.zh)", en: "subscribed \(line.role): \(place.en)"))
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "列出订阅与版本 · list")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let found = try bench.lineSubscriptions()
      if common.json { return try Console.json(found) }
      if found.isEmpty {
        common.say(Localized(zh: "没有订阅控制线。", en: "No control line is subscribed."))
      }
      for one in found {
        let last = one.versions.last
        let state =
          last == nil
          ? Localized(zh: "尚未取得", en: "not taken yet")
          : one.isCurrent
            ? Localized(zh: "与工作空间一致", en: "current")
            : Localized(zh: "工作空间已另行导入", en: "another import replaced it")
        common.say(
          Localized(
            zh: "\(one.role) \(one.title.zh)  第 \(last?.number ?? 0) 版  \(last?.time ?? "—")  "
              + "\(state.zh)  \(one.source)",
            en: "\(one.role) \(one.title.en)  version \(last?.number ?? 0)  \(last?.time ?? "—")  "
              + "\(state.en)  \(one.source)"))
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "查看与现有控制线的差异，不写入 · show what differs; nothing is written")

    @OptionGroup var line: Role

    @Option(help: ArgumentHelp("投递的文件 · file that is handed in", valueName: "file"))
    var file: String?

    func run() throws {
      try LinesCommand.update(line, file, takenBy: nil)
    }
  }

  struct Take: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "收为新版本 · take in as the next version")

    @OptionGroup var line: Role

    @Option(help: ArgumentHelp("投递的文件 · file that is handed in", valueName: "file"))
    var file: String?

    func run() throws {
      try LinesCommand.update(line, file, takenBy: "local")
    }
  }

  private static func update(_ line: Role, _ file: String?, takenBy person: String?) throws {
    let common = line.common
    let bench = try line.workspace.open(common.start())
    defer { bench.workspace.close() }
    let found = try bench.lineUpdate(line.role, file: file, takenBy: person)
    if common.json { try Console.json(found) }
    let changes = found.changes
    common.say(
      Localized(
        zh: "\(found.features) 个要素：新增 \(changes.added)，删除 \(changes.removed)，"
          + "范围变化 \(changes.moved)，仅属性变化 \(changes.restated)；"
          + "增加 \(QuotaCommand.hectares(changes.gained)) 公顷，减少 \(QuotaCommand.hectares(changes.lost)) 公顷",
        en: "\(found.features) features: \(changes.added) added, \(changes.removed) removed, "
          + "\(changes.moved) with other ground, \(changes.restated) with other statements; "
          + "\(QuotaCommand.hectares(changes.gained)) hm² gained, \(QuotaCommand.hectares(changes.lost)) hm² lost"
      ))
    if found.setAside > 0 {
      common.say(
        Localized(
          zh: "有 \(found.setAside) 个要素不能使用。",
          en: "\(found.setAside) features cannot be used."))
    }
    for item in found.items.prefix(20) {
      let fields = item.fields.isEmpty ? "" : "（\(item.fields.joined(separator: "、"))）"
      common.say(
        Localized(
          zh: "  \(item.id) \(item.change.title.zh)\(fields)",
          en: "  \(item.id) \(item.change.title.en) \(item.fields.joined(separator: ", "))"))
    }
    if let version = found.version {
      common.say(Localized(zh: "已收为第 \(version) 版", en: "taken as version \(version)"))
      try common.follow(bench)
    }
  }
}
