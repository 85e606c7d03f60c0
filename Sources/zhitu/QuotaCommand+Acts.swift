import ArgumentParser
import EventLog
import Foundation
import Groundwork
import Quota
import Storage
import Workbench

extension QuotaCommand {
  struct Found: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "建账 · begin the book")

    @Option(help: "台账名称 · title")
    var title: String

    @Option(
      help: ArgumentHelp(
        "指标种类文件，缺省 Policies/quota/kinds.yaml · file of kinds", valueName: "yaml"))
    var kinds: String?

    @OptionGroup var policies: PoliciesOption

    @Option(
      help: ArgumentHelp(
        "行政区划代码，决定取哪一级规则的用途次序，缺省只取国家规则 · administrative code, by which rules set the order of "
          + "purposes; by default those of the nation", valueName: "code"))
    var area: String?

    @OptionGroup var act: ActOptions

    func run() throws {
      try act.perform { bench, now in
        guard let reference = try bench.workspace.crsDefinition() else {
          throw Diagnostic(
            code: "workspace.empty",
            Localized(zh: "工作空间中还没有图层。", en: "The workspace has no layer yet."),
            remedy: Localized(
              zh: "先用 zhitu import 导入调查图层。",
              en: "Import a survey layer first with zhitu import."))
        }
        return .found(
          title: title, crs: reference.wkt,
          catalogue: try bench.quotaCatalogue(
            kinds, policies: policies.policies, area: area, on: now))
      }
    }
  }

  struct Adopt: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "采用新的指标种类文件和规则库现行的用途次序 · adopt new kinds, and the order of purposes now in force",
      discussion: "缺省按各账户所在区划取规则。 By default the rules of where the holders lie.")

    @Argument(
      help: ArgumentHelp(
        "指标种类文件，缺省 Policies/quota/kinds.yaml · file of kinds", valueName: "yaml"))
    var kinds: String?

    @OptionGroup var policies: PoliciesOption

    @Option(help: ArgumentHelp("行政区划代码 · administrative code", valueName: "code"))
    var area: String?

    @OptionGroup var act: ActOptions

    func run() throws {
      try act.perform { bench, now in
        .adopt(
          catalogue: try bench.quotaCatalogue(
            kinds, policies: policies.policies, area: area, on: now))
      }
    }
  }

  struct Enrol: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "开户 · open a holder's account")

    @Argument(help: ArgumentHelp("账户编号 · id", valueName: "id"))
    var id: String

    @Option(help: "名称 · title")
    var title: String

    @Option(help: "层级 · level")
    var level: QuotaHolder.Level

    @Option(help: ArgumentHelp("区划代码，6–12 位 · administrative code", valueName: "code"))
    var area: String

    @OptionGroup var act: ActOptions

    func run() throws {
      try act.perform { _, _ in
        .enrol(holder: QuotaHolder(id: id, title: title, level: level, area: area))
      }
    }
  }

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由地类流向台账的地块生成指标 · generate units from pieces of the flow ledger")

    @Argument(help: ArgumentHelp("新批次编号 · id of the lot", valueName: "lot"))
    var lot: String

    @Option(help: ArgumentHelp("指标种类 · kind", valueName: "id"))
    var kind: String

    @Option(help: ArgumentHelp("账户 · holder", valueName: "id"))
    var holder: String

    @Option(help: ArgumentHelp("基期 · base epoch", valueName: "epoch"))
    var base: String

    @Option(help: ArgumentHelp("方案或后一年度 · plan or later epoch", valueName: "name"))
    var to: String

    @Option(help: ArgumentHelp("只取该项目 · only this project", valueName: "code"))
    var project: String?

    @Option(help: "年度 · year")
    var year: Int

    @Option(help: ArgumentHelp("验收阶段 · accepted stage", valueName: "stage"))
    var stage: String

    @Option(help: ArgumentHelp("水田标准产量 · yield of paddy, kg a mu", valueName: "kg"))
    var paddyYield: Int64?

    @Option(help: ArgumentHelp("旱地标准产量 · yield of dry farmland, kg a mu", valueName: "kg"))
    var dryYield: Int64?

    @Option(help: "依据文件 · document")
    var document: String

    @Option(help: "文号 · number")
    var number: String

    @Option(help: "机关 · authority")
    var authority: String

    @Option(help: ArgumentHelp("记账日，缺省今天 · day", valueName: "day"))
    var day: String?

    @OptionGroup var act: ActOptions

    func run() throws {
      try act.perform { bench, now in
        let book = try bench.quotaBook().book
        guard let kind = book.catalogue.kind(kind) else {
          throw Diagnostic(
            code: "quota.no-kind",
            Localized(zh: "台账中没有指标种类“\(kind)”。", en: "the book has no kind ‘\(kind)’."),
            remedy: Localized(book.catalogue.kinds.map(\.id).joined(separator: ", ")))
        }
        let pieces = try bench.quotaPieces(
          QuotaGroundRequest(
            kind: kind, base: base, to: to, project: project, paddyYield: paddyYield,
            dryYield: dryYield))
        let new = NewLot(
          id: lot, kind: kind.id, holder: holder, origin: project ?? to, year: year, stage: stage,
          pieces: pieces, source: try bench.groundSource(base: base, to: to))
        let order = QuotaOrder(
          .generate(lot: new), day: try day.map(Times.read) ?? now,
          document: QuotaDocument(title: document, number: number, authority: authority))
        return .post(orders: [order])
      }
    }
  }

  struct Post: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "按单据文件记账，全部成立或全部不成立 · post orders of a JSON file, all or none")

    @Argument(help: ArgumentHelp("单据文件 · orders", valueName: "json"))
    var file: String

    @OptionGroup var act: ActOptions

    func run() throws {
      try act.perform { _, _ in
        .post(orders: try QuotaOrders.read(try QuotaCommand.bytes(file), file: file))
      }
    }
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: "quota.no-file", Localized(zh: "读不到文件", en: "the file cannot be read"), file: path)
    }
    return [UInt8](data)
  }

  static func decoded<T: Decodable>(_ type: T.Type, _ path: String) throws -> T {
    do {
      return try CanonicalJSON.value(type, bytes(path))
    } catch var fault as Diagnostic {
      fault.file = fault.file ?? path
      throw fault
    }
  }
}

extension QuotaHolder.Level: ExpressibleByArgument {}
