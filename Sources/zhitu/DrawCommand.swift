import ArgumentParser
import EventLog
import Flow
import Foundation
import Geometry
import Governance
import Groundwork
import Planning
import Storage
import Workbench

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "绘制方案 · draw a plan, act by act",
    discussion: """
      每一步都记入日志，可回看任何一天的方案；keep 把绘制存入方案图层。
      Every act is an event of the log; the plan can be seen as on any day. keep writes the layer.
      """,
    subcommands: [New.self, Act.self, Keep.self, History.self, Show.self, Compare.self],
    defaultSubcommand: History.self)

  /// The common arguments of all subcommands.
  struct Target: ParsableArguments {
    @Argument(help: ArgumentHelp("方案 · plan", valueName: "plan"))
    var plan: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func with<T>(_ body: (Workbench) throws -> T) throws -> T {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      return try body(bench)
    }
  }

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "新建空白方案，或另一方案的情景 · an empty plan, or a scenario of another")

    @OptionGroup var target: Target
    @OptionGroup var actor: ActorOptions

    @Option(
      help: ArgumentHelp("基期，缺省为最早 · base epoch, the earliest by default", valueName: "epoch"))
    var base: String?

    @Option(help: ArgumentHelp("从哪个方案开始 · the plan that it begins as", valueName: "plan"))
    var from: String?

    func run() throws {
      try target.with { bench in
        try bench.newPlan(
          target.plan, base: base ?? bench.baseEpoch(), from: from, by: actor.deed().context)
      }
      target.common.say(
        Localized(zh: "已新建方案 \(target.plan)", en: "Plan \(target.plan) created"))
    }
  }

  struct Act: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "办理一步或多步（JSON 文件） · do what a JSON file asks, one act or a list")

    @OptionGroup var target: Target
    @OptionGroup var actor: ActorOptions

    @Argument(help: ArgumentHelp("操作文件 · file of acts", valueName: "json"))
    var file: String

    func run() throws {
      let requests = try requests()
      try target.with { bench in
        var session = try bench.openDrawing(target.plan)
        let context = try actor.deed().context
        for request in requests {
          let outcome = try bench.workspace.write {
            try bench.draw(request, on: session, by: context, in: $0)
          }
          session = outcome.session
          target.common.tell(outcome.warnings)
        }
        let count = session.draft.plan.measures.count
        target.common.say(
          Localized(
            zh: "方案 \(target.plan)：第 \(session.version) 版，\(count) 个整治图斑",
            en: "Plan \(target.plan): version \(session.version), \(count) measures"))
      }
    }

    private func requests() throws -> [DrawingRequest] {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      do {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        let isList = data.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
        return isList
          ? try decoder.decode([DrawingRequest].self, from: data)
          : [try decoder.decode(DrawingRequest.self, from: data)]
      } catch {
        throw Diagnostic(
          code: "drawing.json",
          Localized(zh: "操作文件无法读取：\(error)", en: "The acts cannot be read: \(error)"),
          remedy: Localized(
            zh: "例：{\"act\": \"set\", \"numbers\": [12], \"values\": {\"class\": \"0101\"}}",
            en:
              "For example {\"act\": \"set\", \"numbers\": [12], \"values\": {\"class\": \"0101\"}}"
          ),
          file: file)
      }
    }
  }

  struct Keep: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "存入方案图层 · write the drawing into the plan's layer")

    @OptionGroup var target: Target
    @OptionGroup var actor: ActorOptions

    func run() throws {
      let session = try target.with { bench in
        let session = try bench.keepDrawing(target.plan, by: actor.deed().context)
        try target.common.follow(bench)
        return session
      }
      target.common.say(
        Localized(
          zh: "已存入：\(session.draft.plan.measures.count) 个整治图斑",
          en: "Saved: \(session.draft.plan.measures.count) measures"))
    }
  }

  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "绘制经过 · what was done, oldest first")

    @OptionGroup var target: Target

    func run() throws {
      let history = try target.with { try $0.drawingHistory(target.plan) }
      for entry in history {
        var what = entry.event.kind
        if case .edited(let act, _) = entry.event { what = act.rawValue }
        let ids = entry.event.steps.map { ($0.after ?? $0.before)?.id ?? String($0.number) }
        target.common.say(
          Localized(
            "\(entry.version)  \(Times.shown(entry.time))  \(entry.actor.name)  \(what)  "
              + ids.prefix(6).joined(separator: ", ")))
      }
      if history.isEmpty {
        target.common.say(Localized(zh: "还没有画过。", en: "Nothing has been drawn yet."))
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "某一版的图斑 · the measures as at a version, as JSON in the workspace's grid")

    @OptionGroup var target: Target

    @Option(help: ArgumentHelp("版本 · version", valueName: "n"))
    var version: Int64

    func run() throws {
      let measures = try target.with { try $0.drawnMeasures(of: target.plan, at: version) }
      try Console.json(measures.map { Row(number: $0.number, measure: $0.measure) })
    }

    private struct Row: Encodable {
      var number: Int64
      var measure: DrawnMeasure
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "与另一方案比较 · hold two plans side by side")

    @OptionGroup var target: Target

    @Option(help: ArgumentHelp("另一方案 · the other plan", valueName: "plan"))
    var with: String

    func run() throws {
      let found = try target.with { bench in
        try bench.compare(bench.openDrawing(target.plan), bench.openDrawing(with))
      }
      let language = target.common.language
      target.common.say(
        Localized(
          zh: "不同的图斑 \(found.measures.count) 个，结论不同的规则 \(found.rules.count) 条",
          en: "\(found.measures.count) measures and \(found.rules.count) verdicts differ"))
      var table = TextTable(
        [Localized(zh: "地类", en: "class")[language], "\(target.plan)（亩）", "\(with)（亩）"],
        right: [1, 2])
      for row in found.classes where row.a != row.b {
        table.add([
          "\(row.label.key) \(row.label.name[language])", Figures.mu(row.a), Figures.mu(row.b),
        ])
      }
      target.common.say(Localized(table.text))
    }
  }
}
