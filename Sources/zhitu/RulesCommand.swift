import ArgumentParser
import Groundwork
import Policy

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "规则库 · the rule book: list, show, explain, confirm, register, test, diff, doc",
    subcommands: [
      RulesConfirmCommand.self, RulesRegisterCommand.self,
      RulesListCommand.self, RulesShowCommand.self, RulesExplainCommand.self,
      RulesTestCommand.self, RulesDiffCommand.self, RulesDocCommand.self,
    ])
}

/// Options that select rules.
struct RuleFilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("章（名称或文件的一部分） · part of a chapter's name", valueName: "text"))
  var chapter: String?

  @Option(help: "约束力 · level: hard, hard_in_principle, soft, info")
  var level: RuleLevel?

  @Option(
    help: "证据等级 · grade: official, seed, excerpt, memory_high, memory_medium, memory_low")
  var grade: Evidence.Grade?

  @Option(
    help: ArgumentHelp(
      "规则包编号或行政区划代码 · id of a pack, or the code of a scope", valueName: "code"))
  var jurisdiction: String?

  @Option(help: ArgumentHelp("此日有效 · in force on this day", valueName: "date"))
  var date: String?

  @Option(help: ArgumentHelp("适用于此地 · applies to this place", valueName: "code"))
  var scope: String?

  @Option(help: ArgumentHelp("阶段，如 方案审批 · stage gate", valueName: "stage"))
  var stage: String?

  func filter(_ book: RuleBook) throws -> RuleFilter {
    var filter = RuleFilter()
    filter.chapter = chapter
    filter.level = level
    filter.grade = grade
    filter.jurisdiction = jurisdiction
    filter.date = try date.map { try VerifyOptions.calendarDate($0) }
    filter.scope = scope
    if let stage { try VerifyOptions.check(stage, book) }
    filter.stage = stage
    return filter
  }
}

extension RuleLevel: ExpressibleByArgument {}
extension Evidence.Grade: ExpressibleByArgument {}

/// Texts for rules.
enum RulesText {
  static func word(_ level: RuleLevel) -> Localized {
    switch level {
    case .hard: Localized(zh: "强制", en: "hard")
    case .hardInPrinciple: Localized(zh: "原则上强制", en: "hard in principle")
    case .soft: Localized(zh: "引导", en: "soft")
    case .info: Localized(zh: "说明", en: "info")
    }
  }

  static func word(_ grade: Evidence.Grade) -> Localized {
    switch grade {
    case .official: Localized(zh: "原文", en: "official text")
    case .seed: Localized(zh: "材料引述", en: "quoted by a source")
    case .excerpt: Localized(zh: "摘录", en: "excerpt")
    case .memoryHigh: Localized(zh: "记忆（高）", en: "memory (high)")
    case .memoryMedium: Localized(zh: "记忆（中）", en: "memory (medium)")
    case .memoryLow: Localized(zh: "记忆（低）", en: "memory (low)")
    case .own: Localized(zh: "本软件约定", en: "convention of the program")
    }
  }

  /// As for a rule, with a jurist's confirmation in place of "to be verified".
  static func marks(_ verdict: PartVerdict, _ language: Language) -> String {
    guard let record = verdict.confirmation, let name = record.name else {
      return marks(verdict.evidence, verdict.source, language)
    }
    var evidence = verdict.evidence
    evidence.verified = true
    return marks(evidence, verdict.source, language)
      + Localized(zh: "·\(name)确认", en: "·confirmed by \(name)")[language]
  }

  /// The evidence grade, and warnings about the rule's text.
  static func marks(_ evidence: Evidence, _ source: RuleSource, _ language: Language) -> String {
    var marks = [word(evidence.grade)[language]]
    switch source.status {
    case .draft: marks.append(Localized(zh: "草案", en: "draft")[language])
    case .repealed: marks.append(Localized(zh: "已废止", en: "repealed")[language])
    case .reported: marks.append(Localized(zh: "转引", en: "reported")[language])
    case .inForce: break
    }
    if !evidence.verified { marks.append(Localized(zh: "待核实", en: "to be verified")[language]) }
    return marks.joined(separator: "·")
  }

  /// The requirement of a rule: `<= 3 %`.
  static func requirement(_ part: RulePart, _ language: Language) -> String {
    if part.gap != nil { return Localized(zh: "缺口", en: "gap")[language] }
    if part.isReport { return "–" }
    let number = VerdictTable.number(part.threshold.double, part.unit.name)
    return "\(part.comparator.rawValue) \(number)"
  }
}

struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "规则一览与统计 · list the rules, with counts by evidence and level")

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var which: RuleFilterOptions

  @Option(
    help: ArgumentHelp("确认文件，可重复 · confirmation file, repeatable", valueName: "file"))
  var confirmations: [String] = []

  @OptionGroup var common: CommonOptions

  private struct Answer: Encodable {
    var schema = "zhitu.rules-list/1"
    var packs: [Evaluation.Pack]
    var census: RuleCensus
    /// For each pack, the number of rules by effect and of confirmed rules.
    var effects: [EffectCensus]
    var rules: [RuleRecord]
  }

  func run() throws {
    _ = common.start()
    let book = try policies.book()
    let rules = try which.filter(book).rules(of: book)
    let census = RuleCensus(rules)
    let records = try confirmations.flatMap { try ConfirmationFile.load($0).confirmations }
    let day = try VerifyOptions.calendarDate(which.date ?? VerifyOptions.today)
    let effects = EffectCensus.of(book, rules, ConfirmationReview(records, rules: rules, on: day))
    if common.json {
      try Console.json(
        Answer(
          packs: book.packs.map(\.identity), census: census, effects: effects,
          rules: rules.map { RuleRecord($0) }))
      return
    }
    let language = common.language
    var table = TextTable([
      Localized(zh: "规则", en: "rule")[language], Localized(zh: "名称", en: "title")[language],
      Localized(zh: "约束", en: "level")[language], Localized(zh: "效力", en: "effect")[language],
      Localized(zh: "要求", en: "required")[language],
      Localized(zh: "章", en: "chapter")[language], Localized(zh: "证据", en: "evidence")[language],
    ])
    for rule in rules {
      let required = rule.parts.map { RulesText.requirement($0, language) }
      table.add([
        rule.id, rule.title[language], RulesText.word(rule.level)[language],
        VerdictTable.word(rule.effect())[language],
        Set(required).count == 1 ? required.first ?? "" : required.joined(separator: "; "),
        rule.chapter[language], RulesText.marks(rule.evidence, rule.source, language),
      ])
    }
    common.say(Localized(table.text))
    common.say(Localized(counts(census)))
    common.say(Localized(text(effects)))
  }

  private func text(_ effects: [EffectCensus]) -> String {
    let language = common.language
    var table = TextTable(
      [Localized(zh: "规则包", en: "pack")[language], Localized(zh: "规则", en: "rules")[language]]
        + RuleEffect.allCases.map { VerdictTable.word($0)[language] }
        + [Localized(zh: "已确认", en: "confirmed")[language]], right: [1, 2, 3, 4, 5])
    for row in effects {
      table.add(
        [
          row.pack, "\(row.rules)", "\(row.blocks)", "\(row.warns)", "\(row.informs)",
          "\(row.confirmed)",
        ])
    }
    return table.text
  }

  private func counts(_ census: RuleCensus) -> String {
    let language = common.language
    let levels = RuleLevel.allCases
    var table = TextTable(
      [Localized(zh: "证据等级", en: "evidence")[language]]
        + levels.map { RulesText.word($0)[language] }
        + [
          Localized(zh: "合计", en: "total")[language],
          Localized(zh: "已核实", en: "verified")[language],
        ], right: Set(1...(levels.count + 2)))
    for row in census.rows {
      table.add(
        [RulesText.word(row.grade)[language]] + levels.map { "\(row.levels[$0.rawValue] ?? 0)" }
          + ["\(row.total)", "\(row.verified)"])
    }
    return table.text
      + Localized(
        zh:
          "规则 \(census.rules) 条，检验 \(census.parts) 项，待核实 \(census.unverified) 条，含缺口 \(census.gaps) 条",
        en: "\(census.rules) rules, \(census.parts) tests, \(census.unverified) to be verified, "
          + "\(census.gaps) with gaps")[language]
  }
}

struct RulesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "规则全文 · the full text of a rule")

  @Argument(help: ArgumentHelp("规则编号 · id of the rule", valueName: "rule"))
  var rule: String

  @OptionGroup var policies: PoliciesOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    _ = common.start()
    let book = try policies.book()
    let rules = book.rules.filter { $0.id == rule }
    guard !rules.isEmpty else { throw book.unknown(rule) }
    if common.json { try Console.json(rules.map { RuleRecord($0) }) }
    let language = common.language
    for rule in rules {
      var text = "\(rule.id) \(rule.title[language])"
      if !rule.evidence.verified {
        text += Localized(zh: "　【待核实】", en: "  [to be verified]")[language]
      }
      text += "\n\(rule.statement[language])\n\n"
      for field in rule.fields { text += "  \(field.name): \(field.text)\n" }
      for name in Set(rule.parts.flatMap(\.facts)).sorted() {
        guard let need = book.catalogue.need(name) else { continue }
        text += "  · \(need.meaning[language]) [\(need.unit)]（\(name)）— \(need.source[language])\n"
      }
      common.say(Localized(text + "  \(rule.place)\n"))
    }
  }
}
