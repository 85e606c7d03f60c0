import Groundwork
import Policy

/// The rule book as a document that a jurist can read (规则汇编): for each rule its text, tests,
/// source, evidence and test cases.
public struct RuleBookDocument {
  private let book: RuleBook
  private let rules: [Rule]
  private let results: [RuleTests.Result]
  private let confirmed: Set<String>
  private let language: Language

  /// - Parameters:
  ///   - rules: the rules to include, in the order of the book.
  ///   - results: the results of the book's test cases.
  ///   - confirmed: the rules that somebody has compared with their texts, which makes law bind.
  public init(
    _ book: RuleBook, rules: [Rule], results: [RuleTests.Result], confirmed: Set<String> = [],
    language: Language
  ) {
    self.book = book
    self.rules = rules
    self.results = results
    self.confirmed = confirmed
    self.language = language
  }

  /// The document.
  public func make() -> ReportDocument {
    let title = phrase("全域土地综合整治规则汇编", "Rule book of comprehensive land consolidation")
    return ReportDocument(
      language: language == .zh ? "zh-CN" : "en", title: title,
      subtitle: phrase(
        "规则、算式、出处、证据与用例", "Rules, formulas, sources, evidence and test cases"),
      header: title, syntheticMark: nil, cover: cover, contentsTitle: phrase("目　录", "Contents"),
      pageText: language == .zh
        ? .init(before: "第 ", between: " 页 / 共 ", after: " 页")
        : .init(before: "Page ", between: " of ", after: ""),
      blocks: overview + chapters + gaps, drawings: [:])
  }

  private func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
  private var words: VerdictText { VerdictText(language: language) }
  private var comma: String { phrase("、", ", ") }

  private var cover: [ReportDocument.Fact] {
    book.packs.map { pack in
      ReportDocument.Fact(
        name: pack.title[language], value: "\(pack.version)  SHA-256 \(pack.sha256.prefix(16))")
    } + [ReportDocument.Fact(name: phrase("计算程序", "Program"), value: Program.engine)]
  }

  // MARK: Overview

  private var overview: [ReportDocument.Block] {
    let census = RuleCensus(rules)
    let failed = results.count { !$0.holds }
    let levels = RuleLevel.allCases
    let table = ReportDocument.Table(
      number: phrase("表 1", "Table 1"),
      caption: phrase("规则数：证据等级与约束力", "Rules by evidence and level"),
      columns: [ReportDocument.Column(phrase("证据等级", "Evidence"), width: 3)]
        + levels.map { ReportDocument.Column(level($0), .right, width: 1) }
        + [
          ReportDocument.Column(phrase("合计", "Total"), .right, width: 1),
          ReportDocument.Column(phrase("已核实", "Verified"), .right, width: 1),
        ],
      rows: census.rows.map { row in
        [ReportDocument.Cell(words.grade(row.grade))]
          + levels.map { ReportDocument.Cell("\(row.levels[$0.rawValue] ?? 0)") }
          + [ReportDocument.Cell("\(row.total)", .strong), ReportDocument.Cell("\(row.verified)")]
      }, note: nil, isDense: false)
    return [
      .heading(level: 1, text: phrase("概览", "Overview")),
      .paragraph(
        phrase(
          "本汇编收入规则 \(census.rules) 条（\(census.parts) 项检验），其中 \(census.unverified) 条尚未与正式文本核对，"
            + "以“待核实”标明；\(census.gaps) 条含未知内容，列为缺口，不编造数值。",
          "This book holds \(census.rules) rules (\(census.parts) tests). \(census.unverified) have not "
            + "been compared with the official text and are marked so; \(census.gaps) have an unknown "
            + "part, which is shown as a gap and never filled with an invented number.")),
      .paragraph(
        phrase(
          "用例 \(results.count) 个，不符 \(failed) 个。缺少事实的规则一律为“无法判定”，不视为通过。",
          "\(results.count) test cases, \(failed) of which fail. A rule whose facts are missing "
            + "is undecidable and never passes.")),
      .table(table),
    ]
  }

  private func level(_ level: RuleLevel) -> String { words.level(level) }

  // MARK: Rules

  private var chapters: [ReportDocument.Block] {
    let wanted = Set(rules.map(\.place))
    var blocks: [ReportDocument.Block] = []
    for pack in book.packs {
      for chapter in pack.chapters {
        let own = chapter.rules.filter { wanted.contains($0.place) }
        guard !own.isEmpty else { continue }
        blocks.append(
          .heading(level: 1, text: "\(pack.title[language])　\(chapter.title[language])"))
        blocks += own.map { .verdict(card($0)) }
      }
    }
    return blocks
  }

  private func card(_ rule: Rule) -> ReportDocument.VerdictCard {
    var facts: [ReportDocument.Fact] = []
    func add(_ zh: String, _ en: String, _ value: String?) {
      if let value, !value.isEmpty {
        facts.append(ReportDocument.Fact(name: phrase(zh, en), value: value))
      }
    }
    let effect = rule.effect(isConfirmed: confirmed.contains(rule.id))
    add("效力", "Effect", words.effect(effect))
    for part in rule.parts { addTest(part, add) }
    add("式中", "Facts", meanings(rule))
    add("适用范围", "Applies to", place(rule))
    add("施行", "In force", period(rule))
    add("阶段", "Stages", rule.stageGates.joined(separator: comma))
    if let override = rule.override, override.allowed {
      let needs = override.needs.joined(separator: comma)
      add("例外", "Override", phrase("可凭记录突破：\(needs)", "on record, with \(needs)"))
    }
    let conflicts = rule.parts.flatMap(\.conflictsWith)
    if !conflicts.isEmpty {
      let list = conflicts.joined(separator: comma)
      add("从严", "The stricter binds", phrase("与 \(list) 比较，从严适用", "compared with \(list)"))
    }
    add("出处", "Source", words.source(rule.source))
    add("证据", "Evidence", words.evidence(rule.evidence))
    add("理解", "Interpretation", rule.note?[language])
    let isVerified = rule.evidence.verified
    return ReportDocument.VerdictCard(
      id: rule.id, rule: rule.id, title: rule.title[language],
      verdict: ReportDocument.Cell(level(rule.level), isVerified ? .pass : .mark),
      marks: words.marks(rule.source, rule.evidence),
      statement: rule.statement[language], facts: facts, trace: cases(rule))
  }

  private func addTest(_ part: RulePart, _ add: (String, String, String?) -> Void) {
    let name = part.title.map { phrase("（\($0.zh)）", " (\($0.en))") } ?? ""
    if let gap = part.gap {
      add("缺口\(name)", "Gap\(name)", gap[language])
      return
    }
    add("前提\(name)", "Only if\(name)", part.applies.map { line($0.text) })
    add("算式\(name)", "Formula\(name)", line(part.formula.text))
    if !part.isReport {
      let requirement = words.requirement(
        part.comparator, part.threshold.double, unit: part.unit.name)
      add("要求\(name)", "Required\(name)", requirement)
    }
    for remedy in part.remedies {
      let blank = "… \(remedy.unit.symbol[language])"
      add(
        "整改\(name)", "Remedy\(name)",
        remedy.say[language].replacing(Remedy.mark, with: blank))
    }
    add("首次突破\(name)", "First broken\(name)", part.breachDate.map { line($0.text) })
  }

  /// The meanings of the facts in the formulas.
  private func meanings(_ rule: Rule) -> String {
    var seen: Set<String> = []
    let names = rule.parts.flatMap(\.facts).filter { seen.insert($0).inserted }
    return names.compactMap { book.catalogue.need($0) }
      .map { "\($0.name)\(phrase("：", ": "))\($0.meaning[language])" }
      .joined(separator: phrase("；", "; "))
  }

  private func place(_ rule: Rule) -> String {
    let levels: [Scope.Level: Localized] = [
      .national: Localized(zh: "全国", en: "the nation"),
      .province: Localized(zh: "省", en: "province"), .city: Localized(zh: "市", en: "city"),
      .county: Localized(zh: "县", en: "county"), .township: Localized(zh: "乡镇", en: "township"),
    ]
    let level = levels[rule.scope.level]?[language] ?? rule.scope.level.rawValue
    return rule.scope.code.map { "\(level) \($0)" } ?? level
  }

  private func period(_ rule: Rule) -> String {
    let from = rule.effectiveFrom?.description ?? phrase("起日不详", "first day unknown")
    let to = rule.effectiveTo?.description ?? phrase("未定", "open")
    return "\(from) – \(to)"
  }

  private func cases(_ rule: Rule) -> [ReportDocument.Fact] {
    results.filter { $0.rule == rule.id }.map { result in
      let word = result.verdicts.map(\.verdict).max().map { words.verdict($0).text } ?? "–"
      return ReportDocument.Fact(
        name: result.name[language],
        value: result.holds ? "✓ \(word)" : phrase("✗ 与预期不符", "✗ not as expected"))
    }
  }

  private func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private var gaps: [ReportDocument.Block] {
    let rows = rules.flatMap { rule in
      rule.parts.compactMap { part in
        part.gap.map { gap in
          [
            ReportDocument.Cell(Rule.reference(rule.id, part.name), .strong),
            ReportDocument.Cell(rule.title[language]), ReportDocument.Cell(gap[language]),
          ]
        }
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading(level: 1, text: phrase("缺口", "Gaps")),
      .table(
        ReportDocument.Table(
          number: phrase("表 2", "Table 2"), caption: phrase("未知的内容", "Gaps"),
          columns: [
            ReportDocument.Column(phrase("规则", "Rule"), width: 1),
            ReportDocument.Column(phrase("内容", "Title"), width: 2),
            ReportDocument.Column(phrase("缺什么", "Missing information"), width: 4),
          ], rows: rows, note: nil, isDense: true)),
    ]
  }
}
