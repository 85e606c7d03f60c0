import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Quota
import Storage
import Workbench

struct QuotaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quota",
    abstract: "指标台账 · the quota book",
    discussion: """
      复式记账，由地块支撑：一平方米只支撑一次指标。 Double entries backed by ground that counts once.
      建账 found → 开户 enrol → 生成 generate → 核定、入库、使用… post → 校验 prove。见 Docs/quota.md。
      """,
    subcommands: [
      List.self, Lots.self, Show.self, Found.self, Adopt.self, Enrol.self, Generate.self,
      Post.self, Prove.self, Export.self, CheckCertificate.self, Forecast.self, Market.self,
      History.self,
    ], defaultSubcommand: List.self)

  /// What every command needs that changes the book.
  struct ActOptions: ParsableArguments {
    @OptionGroup var deed: DeedOptions

    func perform(_ command: (Workbench, Timestamp) throws -> QuotaCommandCase) throws {
      try deed.perform { bench, who in
        let state = try bench.performQuota(
          command(bench, who.context.time), expected: deed.version, by: who.context, who.authority)
        if deed.common.json {
          return try Console.json(
            Done(
              version: state.version, entries: state.book.entryCount, lots: state.book.lots.count))
        }
        deed.common.say(
          Localized(
            zh: "台账第 \(state.version) 版，共 \(state.book.entryCount) 笔，\(state.book.lots.count) 批。",
            en: "The book is at version \(state.version): \(state.book.entryCount) entries, "
              + "\(state.book.lots.count) lots."))
      }
    }

    private struct Done: Encodable {
      var version: Int64
      var entries: Int
      var lots: Int
    }
  }

  typealias QuotaCommandCase = Quota.QuotaCommand

  static func hectares(_ area: Area) -> String {
    String(format: "%.4f", area.hectares)
  }

  /// The three numbers as columns.
  static func columns(_ amounts: QuotaAmounts) -> [String] {
    [hectares(amounts.quantity), hectares(amounts.paddy), String(amounts.capacity)]
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "各账户余额 · balances by kind and holder")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: ArgumentHelp("只看一种指标 · only one kind", valueName: "id"))
    var kind: String?

    @Option(help: ArgumentHelp("只看一个账户 · only one holder", valueName: "id"))
    var holder: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let book = try bench.quotaBook().book
      let positions = QuotaPosition.all(book).filter {
        (kind == nil || $0.kind == kind) && (holder == nil || $0.holder == holder)
      }
      if common.json { return try Console.json(positions.map(Row.init)) }
      var table = TextTable(
        common.language == .zh
          ? ["指标", "账户", "状态", "数量（公顷）", "水田（公顷）", "产能（公斤）"]
          : ["kind", "holder", "pocket", "hm²", "paddy hm²", "kg"], right: [3, 4, 5])
      for position in positions {
        for pocket in QuotaPocket.allCases {
          guard let amounts = position.pockets[pocket] else { continue }
          table.add(
            [
              book.catalogue.kind(position.kind)?.title[common.language] ?? position.kind,
              book.holders[position.holder]?.title ?? position.holder,
              pocket.title[common.language],
            ] + QuotaCommand.columns(amounts))
        }
      }
      common.say(
        table.isEmpty
          ? Localized(zh: "台账没有余额。", en: "The book has no balance.") : Localized(table.text))
    }

    struct Row: Encodable {
      var kind: String
      var holder: String
      var pockets: [String: QuotaAmounts]

      init(_ position: QuotaPosition) {
        kind = position.kind
        holder = position.holder
        pockets = Dictionary(
          uniqueKeysWithValues: position.pockets.map { ($0.key.rawValue, $0.value) })
      }
    }
  }

  struct Lots: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "批次 · all lots")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let lots = try bench.quotaBook().book.lots.values.sorted { $0.id < $1.id }
      if common.json { return try Console.json(lots) }
      var table = TextTable(
        common.language == .zh
          ? ["批次", "指标", "来源", "年度", "阶段", "规划（公顷）", "确认（公顷）"]
          : ["lot", "kind", "origin", "year", "phase", "planned hm²", "confirmed hm²"],
        right: [3, 5, 6])
      for lot in lots {
        table.add([
          lot.id, lot.kind, lot.origin, String(lot.year), lot.phase.rawValue,
          QuotaCommand.hectares(lot.planned.quantity),
          QuotaCommand.hectares(lot.confirmed.quantity),
        ])
      }
      common.say(
        table.isEmpty ? Localized(zh: "没有批次。", en: "No lot.") : Localized(table.text))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trace", abstract: "从指标追到地块和用途 · from units to ground and use",
      aliases: ["show"])

    @Argument(help: ArgumentHelp("批次 · lot", valueName: "lot"))
    var lot: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let trace = try bench.quotaTrace(lot)
      if common.json { return try Console.json(QuotaTraceRecord(trace)) }
      let title = trace.lot
      common.say(
        Localized("\(title.id)  \(title.kind)  \(title.origin)  \(title.year)  \(title.stage)"))
      var ground = TextTable(["地块 piece", "前 from", "后 to", "m²", ""], right: [3])
      for claim in trace.claims {
        ground.add([
          claim.piece.id, claim.piece.from, claim.piece.to, claim.piece.area.decimal,
          claim.isReleased ? "已释放 released" : "",
        ])
      }
      if !ground.isEmpty { common.say(Localized(ground.text)) }
      var steps = TextTable(
        ["#", "日期 day", "办理 operation", "文号 document", "数量 hm²"], right: [0, 4])
      for step in trace.steps {
        let entry = step.posted.entry
        let moved = step.lines.map(\.amounts).first(where: \.isNonNegative) ?? .zero
        steps.add([
          String(entry.number), String(entry.day.iso8601.prefix(10)),
          entry.operation.title[common.language], entry.document.number,
          QuotaCommand.hectares(moved.quantity),
        ])
      }
      common.say(Localized(steps.text))
      showHistory(trace)
      for standing in trace.standings where standing.pocket != .source {
        common.say(
          Localized(
            "  \(standing.holder)  \(standing.pocket.title[common.language])  "
              + standing.amounts.description))
      }
      for use in trace.uses {
        common.say(Localized("  → \(use.id)  \(use.project)  \(use.approval)"))
      }
    }

    /// What the other system did before, and what it does not explain of the opening balance.
    private func showHistory(_ trace: QuotaTrace) {
      guard let check = trace.historyCheck else { return }
      var table = TextTable(
        common.language == .zh
          ? ["原账", "日期", "类型", "摘要", "文号", "数量（公顷）", "原库存"]
          : ["row", "day", "kind", "for", "document", "hm²", "stock there"], right: [0, 5, 6])
      for line in trace.history {
        table.add([
          String(line.movement.row), line.movement.day,
          line.kind?.title[common.language] ?? line.movement.kind, line.movement.summary,
          line.movement.document, QuotaCommand.hectares(line.movement.amounts.quantity),
          QuotaCommand.hectares(line.stock.quantity),
        ])
      }
      common.say(Localized(zh: "\(check.system) 的流水：", en: "History in \(check.system):"))
      common.say(Localized(table.text))
      if !check.isEqual {
        common.say(
          Localized(
            zh: "流水未能说明的差额：\(check.difference.description)",
            en: "not explained by it: \(check.difference.description)"))
      }
    }
  }
}

/// A trace as JSON.
struct QuotaTraceRecord: Encodable {
  struct Standing: Encodable {
    var holder: String
    var pocket: String
    var amounts: QuotaAmounts
  }

  var lot: QuotaLot
  var ground: [GroundClaims.Claim]
  var standings: [Standing]
  var uses: [QuotaUse]
  var history: QuotaHistory?
  var historyCheck: QuotaHistoryCheck?
  var entries: [QuotaExport.Posted]

  init(_ trace: QuotaTrace) {
    lot = trace.lot
    ground = trace.claims
    standings = trace.standings.map {
      Standing(holder: $0.holder, pocket: $0.pocket.rawValue, amounts: $0.amounts)
    }
    uses = trace.uses
    historyCheck = trace.historyCheck
    history = trace.historyCheck.map { check in
      QuotaHistory(system: check.system, movements: trace.history.map(\.movement))
    }
    entries = trace.steps.map(\.posted)
  }
}
