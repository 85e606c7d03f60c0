import ArgumentParser
import EventLog
import Finance
import Foundation
import Groundwork
import Storage
import Workbench

extension FundCommand {
  struct Quantities: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "数量与现在的台账核对，或按台账更新 · hold the quantities against the ledgers, or take them over anew",
      discussion: """
        地类流向台账和指标台账的数量在写入资金方案时取得。措施改画以后在此核对；有出入时退出码为 1。
        Quantities are taken from the ledgers when a fund plan is entered. Measures may have been drawn anew
        since; exit status 1 where they differ.
        """)

    @Argument(help: ArgumentHelp("名称 · name", valueName: "name"))
    var name: String

    @Flag(help: "按现在的台账更新数量 · take over what the ledgers give now")
    var refresh = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let changes: [FundQuantityChange]
      if refresh {
        let deed = try actor.deed()
        changes = try bench.refreshFundQuantities(name, by: deed.context, deed.authority)
      } else {
        changes = try bench.fundQuantities(name).changes
      }
      if common.json {
        try Console.json(changes)
      } else {
        var table = TextTable(
          common.language == .zh
            ? ["行", "名称", "单位", "方案中", "台账现在"] : ["row", "title", "unit", "held", "now"],
          right: [3, 4])
        for change in changes {
          table.add([
            change.line, change.title[common.language], change.unit.rawValue,
            Self.text(change.held, change.unit), Self.text(change.now, change.unit),
          ])
        }
        if !table.isEmpty { common.say(Localized(table.text)) }
        common.say(
          changes.isEmpty
            ? Localized(zh: "数量与台账一致。", en: "The quantities are those of the ledgers.")
            : refresh
              ? Localized(
                zh: "已按台账更新 \(changes.count) 行。", en: "\(changes.count) rows taken over anew.")
              : Localized(
                zh: "\(changes.count) 行与台账不同；加 --refresh 更新。",
                en: "\(changes.count) rows differ from the ledgers; take them over with --refresh.")
        )
      }
      if !refresh, !changes.isEmpty { throw ExitStatus.findings }
    }

    /// In the unit of the row.
    private static func text(_ hundredths: Int64, _ unit: FundLine.Unit) -> String {
      unit == .mu
        ? String(format: "%.4f", Area(hundredths: hundredths).mu)
        : String(format: "%.2f", Double(hundredths) / 100)
    }
  }
}
