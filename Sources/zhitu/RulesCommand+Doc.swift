import ArgumentParser
import Foundation
import Groundwork
import Policy
import Workbench

struct RulesDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "规则对照 · differences between two rule books or packs, or between two days",
    discussion: """
      zhitu rules diff 旧目录 新目录                        两个规则库或规则包
      zhitu rules diff --date 2022-01-01 --date 2026-01-01   同一规则库在两日的有效规则
      zhitu rules diff OLD NEW                               two rule books or packs
      zhitu rules diff --date 2022-01-01 --date 2026-01-01   one book on two days
      有差别为 1。Exit status 1 when something differs.
      """)

  @Argument(help: ArgumentHelp("旧、新两个目录 · the old and the new folder", valueName: "folder"))
  var folders: [String] = []

  @Option(help: ArgumentHelp("日期，至多两个 · a day, or two", valueName: "date"))
  var date: [String] = []

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard folders.count == 2 && date.count <= 2 || folders.isEmpty && date.count == 2 else {
      throw ValidationError("两个目录或两个 --date · give two folders, or --date twice")
    }
  }

  func run() throws {
    _ = common.start()
    let dates = try date.map { try VerifyOptions.calendarDate($0) }
    let sides: [[Rule]]
    if folders.isEmpty {
      let rules = try policies.book().rules
      sides = [rules, rules]
    } else {
      sides = try folders.map { try rules($0) }
    }
    func inForce(_ side: Int) -> [Rule] {
      guard let date = dates.count == 2 ? dates[side] : dates.first else { return sides[side] }
      return sides[side].filter { $0.isInForce(on: date) }
    }
    let diff = RuleBookDiff(inForce(0), inForce(1))
    if common.json { try Console.json(diff) }
    let language = common.language
    for entry in diff.removed {
      common.say(Localized("- \(entry.rule) \(entry.title[language])"))
    }
    for entry in diff.added {
      common.say(Localized("+ \(entry.rule) \(entry.title[language])"))
    }
    for change in diff.changed {
      common.say(Localized("~ \(change.rule) \(change.title[language])"))
      for field in change.fields {
        common.say(Localized("    \(field.field): \(field.from ?? "–") → \(field.to ?? "–")"))
      }
    }
    common.say(
      Localized(
        zh:
          "新增 \(diff.added.count)，删除 \(diff.removed.count)，修改 \(diff.changed.count)，相同 \(diff.same)",
        en:
          "\(diff.added.count) added, \(diff.removed.count) removed, \(diff.changed.count) changed, "
          + "\(diff.same) the same"))
    if !diff.isEmpty { throw ExitStatus.findings }
  }

  /// The rules of a rule book, or of a pack with the catalogue next to it.
  private func rules(_ folder: String) throws -> [Rule] {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder + "/facts.yaml") { return try RuleBook.load(folder).rules }
    let beside = folder + "/../facts.yaml"
    let catalogue =
      manager.fileExists(atPath: beside)
      ? try FactCatalogue.load(beside) : try policies.book().catalogue
    return try RulePack.load(folder, catalogue: catalogue).rules
  }
}

struct RulesDocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc",
    abstract: "规则汇编 · the rule book as a document: .md, .docx, .html or .pdf")

  @Option(
    name: .shortAndLong, help: ArgumentHelp("输出文件，可重复 · output file, repeatable", valueName: "file")
  )
  var out: [OutputFile]

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var which: RuleFilterOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    _ = common.start()
    let formats = try out.map { try RuleBookFormat.of($0.path) }
    try OutputCheck.check(
      out.map { ("--out", $0) }, inputs: [policies.policies ?? ProgramHome.path("Policies")])
    let book = try policies.book()
    let rules = try which.filter(book).rules(of: book)
    for (file, format) in zip(out, formats) {
      let bytes = try Workbench.ruleBookBytes(
        book, rules: rules, as: format, language: common.language)
      try file.writeBytes { try $0(bytes) }
      common.say(Localized(file.path))
    }
    if common.json { try Console.json(out.map(\.path)) }
  }
}
