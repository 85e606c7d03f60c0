import Groundwork
import Policy

/// Verdicts on a terminal, chapter by chapter.
struct VerdictTable {
  let evaluation: Evaluation
  let language: Language
  /// Whether rules that pass or do not apply are listed too.
  let showsAll: Bool

  static func show(_ evaluation: Evaluation, _ language: Language, all: Bool = false) {
    let table = VerdictTable(evaluation: evaluation, language: language, showsAll: all)
    table.chapters()
    table.needs()
    if all { table.skipped() }
    table.contradictions()
    // The most important part comes last, where a terminal shows it.
    table.failures()
    table.refusals()
    table.tally()
  }

  private func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  private var shown: [PartVerdict] {
    evaluation.verdicts.filter { showsAll || !$0.verdict.isClear }
  }

  private func chapters() {
    var titles: [Localized] = []
    for verdict in shown {
      let title = verdict.chapter ?? Localized("")
      if !titles.contains(title) { titles.append(title) }
    }
    for title in titles {
      var table = TextTable(
        [
          phrase("结论", "verdict"), phrase("效力", "effect"), phrase("规则", "rule"),
          phrase("内容", "what"), phrase("实际", "value"), phrase("要求", "required"),
          phrase("余量", "margin"), phrase("约束", "level"), phrase("证据", "evidence"),
        ], right: [4, 6])
      for verdict in shown where (verdict.chapter ?? Localized("")) == title {
        let part = verdict.partTitle.map { "（\($0[language])）" } ?? ""
        table.add([
          VerdictTable.word(verdict)[language], VerdictTable.word(verdict.effect)[language],
          verdict.reference, verdict.title[language] + part,
          VerdictTable.number(verdict.value, verdict.unit), VerdictTable.requirement(verdict),
          VerdictTable.number(verdict.margin, verdict.unit),
          RulesText.word(verdict.level)[language],
          RulesText.marks(verdict, language),
        ])
      }
      if !title.zh.isEmpty { Console.put("【\(title[language])】\n") }
      Console.put(table.text + "\n")
    }
  }

  /// The failing rules again, with their requirements and which of two thresholds binds; blocking
  /// rules come last.
  private func failures() {
    let order: [RuleEffect] = [.informs, .warns, .blocks]
    for effect in order {
      for verdict in evaluation.verdicts where verdict.effect == effect { failure(verdict) }
    }
  }

  private func failure(_ verdict: PartVerdict) {
    if verdict.verdict == .fail {
      let part = verdict.partTitle.map { "（\($0[language])）" } ?? ""
      Console.put(
        "\(VerdictTable.word(verdict)[language])·\(VerdictTable.word(verdict.effect)[language]) "
          + "\(verdict.reference) \(verdict.title[language])\(part): "
          + VerdictTable.number(verdict.value, verdict.unit)
          + phrase("，要求 ", ", required ") + VerdictTable.requirement(verdict) + "\n")
    }
    if let record = verdict.override {
      let parts = [record.authority, record.reason, record.document, record.date]
      let text = parts.compactMap { $0 }.joined(separator: "; ")
      Console.put("  \(verdict.reference) \(phrase("已凭例外记录突破", "overridden")): \(text)\n")
    }
    if let date = verdict.breachDate {
      Console.put("  \(verdict.reference) \(phrase("首次突破", "first broken")): \(date)\n")
    }
    for remedy in verdict.remedies {
      let proof = remedy.verified ? phrase("（已验算）", " (verified)") : ""
      Console.put("  \(verdict.reference) → \(remedy.say[language])\(proof)\n")
    }
    if verdict.verdict == .fail, verdict.reducible != nil, !verdict.isReport {
      Console.put("  \(verdict.reference) → zhitu verify … --least-change \(verdict.reference)\n")
    }
    if let binding = verdict.binding, showsAll || verdict.verdict == .fail {
      Console.put(
        "  \(verdict.reference) \(phrase("从严", "stricter")): \(binding.reason[language])\n")
    }
  }

  private func contradictions() {
    guard !evaluation.contradictions.isEmpty else { return }
    Console.put(phrase("登记与台账不符：", "Registers that contradict the ledger:") + "\n")
    for found in evaluation.contradictions {
      Console.put(
        "  ≠ \(found.id) \(found.title[language])\n"
          + "      \(found.ledgerName[language]) \(VerdictTable.number(found.ledger, found.unit)); "
          + "\(found.registerName[language]) \(VerdictTable.number(found.register, found.unit))\n"
          + (found.rules.isEmpty
            ? ""
            : "      " + phrase("因此不能判定：", "undecidable as a result: ")
              + found.rules.joined(separator: ", ") + "\n"))
    }
  }

  private func refusals() {
    for refused in evaluation.refused {
      let record = refused.record
      Console.put(
        phrase("  例外记录不成立：", "  override refused: ")
          + "\(record.rule) (\(record.place)) \(refused.reason[language])\n")
    }
    for refused in evaluation.refusedConfirmations {
      let record = refused.record
      Console.put(
        phrase("  规则确认不成立：", "  confirmation refused: ")
          + "\(record.rule) (\(record.place)) \(refused.reason[language])\n")
    }
  }

  /// The undecidable rules and what to supply, each fact once.
  private func needs() {
    let open = evaluation.verdicts.filter { $0.verdict == .undecidable }
    for verdict in open {
      Console.put(
        "  \(verdict.reference) \(verdict.title[language]) "
          + "\(phrase("无法判定", "cannot be decided")): \(verdict.reason?[language] ?? "")\n")
    }
    var needs: [String: FactNeed] = [:]
    for need in open.flatMap(\.needs) { needs[need.name] = need }
    guard !needs.isEmpty else { return }
    Console.put(phrase("需补资料（--facts）：", "Supply with --facts:") + "\n")
    for need in needs.values.sorted(by: { $0.name < $1.name }) {
      Console.put(
        "  \(need.meaning[language]) [\(need.unit)]（\(need.name)）— \(need.source[language])\n")
    }
  }

  private func skipped() {
    for skipped in evaluation.skipped {
      Console.put(
        "  \(skipped.rule) \(phrase("未适用", "not asked")): \(skipped.reason[language])\n")
    }
  }

  private func tally() {
    var table = TextTable(
      [
        phrase("效力", "effect"), phrase("通过", "pass"), phrase("不通过", "fail"),
        phrase("无法判定", "undecidable"), phrase("不涉及", "not applicable"),
      ], right: [1, 2, 3, 4])
    func add(_ name: String, _ count: VerdictCount) {
      table.add(
        [
          name, "\(count.passed)", "\(count.failed)", "\(count.undecidable)",
          "\(count.notApplicable)",
        ])
    }
    for effect in RuleEffect.allCases {
      add(VerdictTable.word(effect)[language], evaluation.count(effect))
    }
    add(phrase("合计", "total"), evaluation.count())
    Console.put(table.text + VerdictTable.conclusion(evaluation)[language] + "\n")
    if !showsAll {
      Console.put(
        phrase("（--all 列出通过与不涉及者）", "(--all also lists rules that pass or do not apply)") + "\n")
    }
  }

  /// The result of the evaluation, in one line.
  static func conclusion(_ evaluation: Evaluation) -> Localized {
    let blocking = evaluation.verdicts.count { $0.isBlocking }
    let open = evaluation.undecidedBlocking.count
    switch evaluation.outcome {
    case .blocked:
      return Localized(
        zh: "判定：\(blocking) 项阻止报批" + (open > 0 ? "，另有 \(open) 项有约束力的规则无法判定" : ""),
        en: "Outcome: \(blocking) block the plan"
          + (open > 0 ? "; \(open) more binding rules cannot be decided" : ""))
    case .undecided:
      return Localized(
        zh: "判定：无阻止项，但 \(open) 项有约束力的规则无法判定",
        en: "Outcome: nothing blocks, but \(open) binding rules cannot be decided")
    case .clear:
      return Localized(zh: "判定：无阻止项", en: "Outcome: nothing blocks the plan")
    }
  }

  static func word(_ effect: RuleEffect) -> Localized {
    switch effect {
    case .blocks: Localized(zh: "阻止", en: "blocks")
    case .warns: Localized(zh: "警示", en: "warns")
    case .informs: Localized(zh: "提示", en: "informs")
    }
  }

  static func word(_ verdict: PartVerdict) -> Localized {
    if verdict.override != nil { return Localized(zh: "✗ 不通过（例外）", en: "✗ fail (overridden)") }
    return word(verdict.verdict)
  }

  static func word(_ verdict: Verdict) -> Localized {
    switch verdict {
    case .pass: Localized(zh: "✓ 通过", en: "✓ pass")
    case .fail: Localized(zh: "✗ 不通过", en: "✗ fail")
    case .undecidable: Localized(zh: "? 无法判定", en: "? undecidable")
    case .notApplicable: Localized(zh: "– 不涉及", en: "– not applicable")
    }
  }

  static func requirement(_ verdict: PartVerdict) -> String {
    verdict.isReport
      ? "–" : "\(verdict.comparator.rawValue) \(number(verdict.threshold, verdict.unit))"
  }

  static func number(_ value: Double?, _ unit: String) -> String {
    guard let value else { return "–" }
    switch unit {
    case "ratio": return Figures.fixed(value * 100, 3) + " %"
    case "m2": return Figures.fixed(value) + " m²"
    case "mu": return Figures.fixed(value) + " 亩"
    case "count": return Figures.fixed(value, 0)
    case "truth": return value == 0 ? "否 no" : "是 yes"
    default: return Figures.fixed(value) + " " + unit
    }
  }
}
