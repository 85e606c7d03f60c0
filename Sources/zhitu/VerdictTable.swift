import Groundwork
import Policy

/// Verdicts on a terminal, chapter by chapter.
struct VerdictTable {
  let evaluation: Evaluation
  let language: Language

  static func show(_ evaluation: Evaluation, _ language: Language) {
    let table = VerdictTable(evaluation: evaluation, language: language)
    table.chapters()
    table.gaps()
    table.skipped()
    // What matters most stands at the end, where a terminal shows it.
    table.failures()
    table.tally()
  }

  private func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  private func chapters() {
    var titles: [Localized] = []
    for verdict in evaluation.verdicts {
      let title = verdict.chapter ?? Localized("")
      if !titles.contains(title) { titles.append(title) }
    }
    for title in titles {
      var table = TextTable(
        [
          phrase("结论", "verdict"), phrase("规则", "rule"), phrase("内容", "what"),
          phrase("实际", "value"), phrase("要求", "required"), phrase("余量", "margin"),
          phrase("约束", "level"), phrase("证据", "evidence"),
        ], right: [3, 5])
      for verdict in evaluation.verdicts where (verdict.chapter ?? Localized("")) == title {
        let part = verdict.partTitle.map { "（\($0[language])）" } ?? ""
        table.add([
          VerdictTable.word(verdict)[language], verdict.reference,
          verdict.title[language] + part, VerdictTable.number(verdict.value, verdict.unit),
          VerdictTable.requirement(verdict), VerdictTable.number(verdict.margin, verdict.unit),
          verdict.level.rawValue, RulesText.marks(verdict.evidence, verdict.source, language),
        ])
      }
      if !title.zh.isEmpty { Console.put("【\(title[language])】\n") }
      Console.put(table.text + "\n")
    }
  }

  /// The failing rules again, what each asks for, and which of two binds.
  private func failures() {
    for verdict in evaluation.verdicts {
      if verdict.verdict == .fail {
        let part = verdict.partTitle.map { "（\($0[language])）" } ?? ""
        Console.put(
          "\(VerdictTable.word(verdict)[language]) \(verdict.reference) "
            + "\(verdict.title[language])\(part): "
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
        Console.put(
          "  \(verdict.reference) → zhitu verify … --least-change \(verdict.reference)\n")
      }
      if let binding = verdict.binding {
        Console.put(
          "  \(verdict.reference) \(phrase("从严", "stricter")): \(binding.reason[language])\n")
      }
    }
    for refused in evaluation.refused {
      let record = refused.record
      Console.put(
        phrase("  例外记录不成立：", "  override refused: ")
          + "\(record.rule) (\(record.place)) \(refused.reason[language])\n")
    }
  }

  /// What cannot be decided, and what to supply: each fact once.
  private func gaps() {
    let open = evaluation.verdicts.filter { $0.verdict == .undecidable }
    for verdict in open {
      Console.put(
        "  \(verdict.reference) \(phrase("无法判定", "cannot be decided")): "
          + "\(verdict.reason?[language] ?? "")\n")
    }
    var needs: [String: FactNeed] = [:]
    for need in open.flatMap(\.needs) { needs[need.name] = need }
    guard !needs.isEmpty else { return }
    Console.put(phrase("需补资料（--facts）：", "Supply with --facts:") + "\n")
    for need in needs.values.sorted(by: { $0.name < $1.name }) {
      Console.put(
        "  \(need.name) [\(need.unit)] \(need.meaning[language]) — \(need.origin[language])\n")
    }
  }

  private func skipped() {
    for skipped in evaluation.skipped {
      Console.put(
        "  \(skipped.rule) \(phrase("未适用", "not asked")): \(skipped.reason[language])\n")
    }
  }

  private func tally() {
    let count = { (verdict: Verdict) in evaluation.verdicts.count { $0.verdict == verdict } }
    let blocking = evaluation.verdicts.count { $0.isBlocking }
    let open = evaluation.undecidedBlocking.count
    Console.put(
      phrase(
        "通过 \(count(.pass))，不通过 \(count(.fail))（其中阻止报批 \(blocking)），无法判定 "
          + "\(count(.undecidable))（其中硬性规则 \(open)）",
        "\(count(.pass)) pass, \(count(.fail)) fail (\(blocking) block), \(count(.undecidable)) "
          + "undecidable (\(open) of them hard)") + "\n")
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
