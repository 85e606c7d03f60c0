import Foundation
import Groundwork
import Policy
import Workbench

extension VerifyCommand {
  private func phrase(_ zh: String, _ en: String) -> String {
    Localized(zh: zh, en: en)[common.language]
  }

  // MARK: What if

  /// The results with other thresholds or rules, side by side with those in force.
  func compare(_ verification: Verification, _ bench: Workbench) throws {
    var book = verification.book
    if let against { book = try book.alternative(against) }
    if !settings.isEmpty { book = try book.setting(settings.map { try ThresholdSetting($0) }) }
    let other = try verification.evaluated(by: book, job: bench.job)
    let what = ([against].compactMap { $0 } + settings).joined(separator: ", ")
    let comparison = EvaluationComparison(verification.evaluation, other.evaluation, what: what)
    if jsonFile != nil { try put(try Console.encoded(comparison)) }
    if printsTable {
      var table = TextTable([
        "", phrase("规则", "rule"), phrase("内容", "what"), phrase("现行", "current"),
        phrase("假设", "what if"),
      ])
      for row in comparison.rows {
        table.add([
          row.changed ? "*" : "", row.rule, row.title[common.language], text(row.before),
          text(row.after),
        ])
      }
      Console.put("\(phrase("假设", "What if")): \(what)\n\(table.text)")
      let changed = comparison.rows.count { $0.changed }
      Console.put(
        phrase("变化 \(changed) 项；未写入工作空间\n", "\(changed) changed; nothing was written\n"))
      common.label(try bench.isSynthetic())
    }
    try end(verification.evaluation)
  }

  private func text(_ side: EvaluationComparison.Side?) -> String {
    guard let side else { return phrase("不适用", "not asked") }
    let word = VerdictTable.word(side.verdict)[common.language]
    let value = VerdictTable.number(side.value, side.unit)
    guard let threshold = side.threshold, let comparator = side.comparator else {
      return "\(word) \(value)"
    }
    return "\(word) \(value) \(comparator.rawValue) \(VerdictTable.number(threshold, side.unit))"
  }

  // MARK: Least change

  func showLeastChange(_ rule: String, _ verification: Verification, _ bench: Workbench) throws {
    let report = try bench.leastChange(for: rule, in: verification)
    if jsonFile != nil { try put(try Console.encoded(report)) }
    if printsTable {
      if let drop = report.drop { tell(report, drop) } else { printNoChange(report) }
      common.label(try bench.isSynthetic())
    }
    guard report.before != .fail || report.after?.isClear == true else { throw ExitStatus.findings }
  }

  private func printNoChange(_ report: LeastChangeReport) {
    let text =
      report.before == .fail
      ? phrase(
        "没有找到删减后能满足 \(report.rule) 的整治图斑",
        "no set of measures was found to drop or shrink that satisfies \(report.rule)")
      : phrase(
        "\(report.rule) 现为“\(VerdictTable.word(report.before).zh)”，无须删减",
        "\(report.rule) is ‘\(report.before.rawValue)’: nothing to change")
    Console.put(text + "\n")
  }

  private func tell(_ report: LeastChangeReport, _ drop: [LeastChangeReport.Measure]) {
    var table = TextTable(
      [
        phrase("整治图斑", "measure"), phrase("项目", "project"), phrase("做法", "action"),
        phrase("面积（亩）", "area (mu)"), phrase("保留（亩）", "kept (mu)"),
        phrase("减去（m²）", "taken (m²)"),
      ], right: [3, 4, 5])
    for measure in drop + report.shrink {
      table.add([
        measure.measure, measure.project,
        measure.action == .drop ? phrase("删去", "drop") : phrase("缩小", "shrink"),
        Figures.mu(measure.area), Figures.mu(measure.kept), measure.taken.decimal,
      ])
    }
    Console.put(
      heading(report)
        + phrase(
          "删去 \(drop.count) 个、缩小 \(report.shrink.count) 个整治图斑，共减 \(report.taken.decimal) m²：\n",
          "drop \(drop.count) and shrink \(report.shrink.count), \(report.taken.decimal) m² in all:\n"
        )
        + table.text)
    switch report.proof {
    case .additive?:
      Console.put(
        phrase("已证图斑最少：各图斑的贡献可相加\n", "Proven smallest set: contributions are exactly additive\n"))
    case .exhaustive?:
      Console.put(
        phrase("已证图斑最少：更小的组合均已试过\n", "Proven smallest set: all smaller sets were tried\n"))
    case .greedy?:
      Console.put(
        phrase("未证图斑最少：按贡献大小取得\n", "Not proven smallest: chosen by contribution\n"))
    case nil: break
    }
    if let spare = report.spare {
      Console.put(
        phrase(
          "切割线：少减 \(spare.decimal) m² 即不满足\n",
          "Cut line: with \(spare.decimal) m² less the rule fails\n"))
    }
    if !report.undecided.isEmpty {
      let parts = report.undecided.joined(separator: ", ")
      Console.put(phrase("无法判定、未计：\(parts)\n", "Undecidable, left out: \(parts)\n"))
    }
    let after = report.after.map { VerdictTable.word($0)[common.language] } ?? "–"
    Console.put(
      phrase(
        "试算 \(report.trials) 组，重新套合 \(report.layings) 次；改后 \(report.rule) \(after)；未写入工作空间\n",
        "\(report.trials) sets tried, \(report.layings) changed plans laid; with these changes "
          + "\(report.rule): \(after); nothing was written\n"))
  }

  /// States only what was found on the changed plan.
  private func heading(_ report: LeastChangeReport) -> String {
    let rule = report.rule
    switch report.after {
    case .pass?, .notApplicable?: return phrase("满足 \(rule) 须", "To pass \(rule) ")
    case .undecidable?:
      return phrase(
        "\(rule) 缺少资料，不能判为通过；不再确定违反须",
        "\(rule) cannot be decided for lack of facts; so that it no longer certainly fails ")
    default:
      return phrase(
        "重新套合后仍不满足 \(rule)，试算所得：", "The changed plan still fails \(rule); the trial gave: ")
    }
  }

  // MARK: Stored evaluations

  func showHistory(_ bench: Workbench) throws {
    let kept = try bench.evaluations()
    if jsonFile != nil { try put(try Console.encoded(kept.map(\.record))) }
    guard printsTable else { return }
    var table = TextTable(
      [
        phrase("编号", "id"), phrase("时间", "time"), phrase("方案", "plan"), phrase("适用日期", "date"),
        phrase("规则包", "packs"), phrase("事实", "facts"), phrase("通过", "pass"),
        phrase("不通过", "fail"), phrase("无法判定", "undecidable"),
        phrase("不涉及", "not applicable"),
      ], right: [6, 7, 8, 9])
    for (time, record) in kept {
      table.add([
        record.id, time, record.plan, record.date,
        record.packs.map { "\($0.id) \($0.version)" }.joined(separator: ", "),
        String(record.factsSHA256.prefix(12)), "\(record.passed)", "\(record.failed)",
        "\(record.undecidable)", record.notApplicable.map { "\($0)" } ?? "–",
      ])
    }
    Console.put(table.text)
  }

  func ask(again id: String, _ bench: Workbench) throws {
    let replay = try bench.replay(id)
    try show(replay.evaluation, replay.evaluation.json(), bench)
    if !replay.isIdentical {
      throw Diagnostic(
        code: "replay.differs",
        Localized(
          zh: "结果与存档 \(replay.record.id) 不同：存档由 \(replay.record.engine) 得出，本程序为 \(Program.engine)。",
          en:
            "The result differs from \(replay.record.id): that was made by \(replay.record.engine), "
            + "this is \(Program.engine)."),
        remedy: Localized(zh: "用原版程序复核。", en: "Use the program of that version."))
    }
    if printsTable {
      Console.put(
        phrase(
          "与存档 \(replay.record.id) 逐字节一致\n", "Byte-identical to \(replay.record.id)\n"))
    }
    try end(replay.evaluation)
  }
}
