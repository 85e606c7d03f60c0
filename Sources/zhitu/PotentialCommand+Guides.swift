import ArgumentParser
import Foundation
import Groundwork
import Programme
import Storage
import Workbench

extension PotentialCommand {
  struct Guides: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "指引图斑：下发图斑的应答、自主提取 · issued polygons: which are answered, and why not",
      discussion: """
        先导入下发的指引图斑（zhitu import … --role guide），再更新潜力库（zhitu potential survey）。
        Import the issued polygons (--role guide) and renew the library first.
        """)

    @Flag(help: "只列未应答和部分应答的 · only those that are not wholly answered")
    var open = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = try bench.potentialLibrary()
      guard let found = PotentialDocument.Guides(library) else {
        throw Diagnostic(
          code: "potential.no-guides",
          Localized(
            zh: "最近一次潜力调查没有指引图斑。", en: "the last survey of potential had no issued polygons."),
          remedy: Localized(
            zh: "导入下发图斑：zhitu import 文件 --role guide；再 zhitu potential survey。",
            en: "Import them with zhitu import FILE --role guide, then zhitu potential survey."))
      }
      let document = PotentialDocument(
        library, history: [], stale: try bench.potentialStaleness(library.record))
      if common.json {
        return Console.put(
          String(decoding: try found.json(isPretty: true), as: UTF8.self) + "\n")
      }
      let language = common.language
      let rows = found.rows.filter { !open || $0.standing != .answered }
      common.say(Localized(Self.table(rows, language)))
      common.say(Localized(Self.sums(found.sums, library.record.rules, language)))
      for check in found.checks {
        common.say(
          Localized(
            zh: "\(check.rule) \(check.title.zh)：查 \(check.checked)，不符 \(check.found.count)"
              + Self.list(check.found, "、"),
            en: "\(check.rule) \(check.title.en): \(check.checked) checked, "
              + "\(check.found.count) do not hold" + Self.list(check.found, ", ")))
      }
      common.say(
        Localized(
          zh: "候选图斑：指引内 \(found.issued)，部分在内 \(found.partly)，自主提取 \(found.own)。",
          en: "Candidates: \(found.issued) inside, \(found.partly) partly, \(found.own) beyond."))
      for reason in document.stale {
        common.say(
          Localized(
            zh: "潜力库已过时：\(reason.zh)。", en: "The library is out of date: \(reason.en)."))
      }
      common.label(library.record.isSynthetic)
    }

    private static func list(_ found: [String], _ separator: String) -> String {
      found.isEmpty
        ? "" : "  " + found.prefix(8).joined(separator: separator) + (found.count > 8 ? " …" : "")
    }

    private static func table(
      _ rows: [PotentialDocument.Guides.Row], _ language: Language
    ) -> String {
      var table = TextTable(
        language == .zh
          ? ["指引图斑", "类型", "下发（亩）", "潜力（亩）", "非潜力（亩）", "应答", "潜力图斑", "非潜力原因"]
          : [
            "polygon", "kind", "issued (mu)", "potential", "other", "answer", "patches", "why not",
          ],
        right: [2, 3, 4])
      for row in rows {
        let why =
          row.reasons.map { "\($0.title[language]) \(Figures.mu($0.area))" }
          + (row.deviation.map { [$0[language]] } ?? [])
        table.add([
          row.id, row.kind ?? "?", Figures.mu(row.area), Figures.mu(row.potential),
          Figures.mu(row.other), row.standingTitle[language], row.numbers.joined(separator: " "),
          why.joined(separator: "; "),
        ])
      }
      return table.text
    }

    private static func sums(
      _ sums: [PotentialDocument.Guides.Sum], _ rules: PotentialRules, _ language: Language
    ) -> String {
      var table = TextTable(
        language == .zh
          ? ["任务", "下发图斑", "下发（亩）", "潜力（亩）", "非潜力（亩）", "自主提取（亩）"]
          : ["tasks", "polygons", "issued (mu)", "potential", "other", "beyond (mu)"],
        right: [1, 2, 3, 4, 5])
      for sum in sums {
        table.add([
          sum.tasks.map { rules.task($0)?.title[language] ?? $0 }
            .joined(separator: language == .zh ? "、" : ", "),
          String(sum.polygons), Figures.mu(sum.area), Figures.mu(sum.potential),
          Figures.mu(sum.other), Figures.mu(sum.own),
        ])
      }
      return table.text
    }
  }
}
