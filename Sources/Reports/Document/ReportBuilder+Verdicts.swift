import Groundwork
import Policy

extension ReportBuilder {
  var words: VerdictText { VerdictText(language: language) }

  private func verdicts(with answer: VerdictAnswer) -> [PartVerdict] {
    (model.evaluation?.verdicts ?? []).filter { VerdictAnswer($0) == answer }
  }

  // MARK: The chapter

  mutating func addVerdicts() {
    guard let evaluation = model.evaluation, !evaluation.verdicts.isEmpty else { return }
    chapter("合规核验", "Compliance")
    paragraph(
      "共核验 \(evaluation.verdicts.count) 项：\(answers(evaluation))。缺少数据的规则列为“无法判定”，没有核验对象的规则列为"
        + "“不涉及”，都不计入通过。通过的规则见附录，逐条的算式与计算过程见另册 report-details。",
      "\(evaluation.verdicts.count) tests: \(answers(evaluation)). A rule whose data are missing is "
        + "undecidable, a rule with nothing to test is not applicable; neither counts as passed. Passed "
        + "rules are listed in the annex; formulas and steps are in the separate file report-details."
    )
    addTally(evaluation)
    addContradictionTable(evaluation)
    let failing = failing(evaluation)
    if !failing.isEmpty {
      section("不通过的规则", "What fails")
      for verdict in failing {
        blocks.append(.verdict(card(verdict, isFull: false)))
        addGallery(verdict, most: ReportBuilder.witnessesInReport)
      }
    }
    addUndecided()
  }

  /// The number of each verdict by chapter of the rule book.
  private mutating func addTally(_ evaluation: Evaluation) {
    var titles: [Localized] = []
    for verdict in evaluation.verdicts {
      let title = verdict.chapter ?? Localized(zh: "其他", en: "Others")
      if !titles.contains(title) { titles.append(title) }
    }
    func row(_ name: String, _ verdicts: [PartVerdict], _ tone: ReportDocument.Tone) -> [Cell] {
      [Cell(name, tone)]
        + VerdictAnswer.allCases.map { answer in
          let count = verdicts.count { VerdictAnswer($0) == answer }
          let own = words.answer(answer).tone
          return Cell(count == 0 ? "" : "\(count)", answer == .fail && count > 0 ? own : tone)
        } + [Cell("\(verdicts.count)", tone)]
    }
    let rows = titles.map { title in
      row(
        title[language],
        evaluation.verdicts.filter { ($0.chapter ?? Localized(zh: "其他", en: "Others")) == title },
        .plain)
    }
    let built = table(
      "核验结论统计", "Verdicts by chapter",
      columns: [Column(phrase("规则章", "Chapter"), width: 3.4)]
        + VerdictAnswer.allCases.map { Column(words.answer($0).text, .right, width: 0.9) }
        + [Column(phrase("合计", "Total"), .right, width: 0.8)],
      rows: rows + [row(phrase("合计", "Total"), evaluation.verdicts, .strong)],
      note: marksNote, isDense: true)
    blocks.append(.table(built))
  }

  private mutating func addContradictionTable(_ evaluation: Evaluation) {
    guard !evaluation.contradictions.isEmpty else { return }
    let comma = phrase("、", ", ")
    let built = table(
      "登记与台账的矛盾", "Contradictions between register and ledger",
      columns: [
        Column(phrase("编号", "Id"), width: 0.8), Column(phrase("内容", "Title"), width: 2),
        Column(phrase("两个数", "The two amounts"), width: 3.4),
        Column(phrase("因此无法判定", "Undecidable as a result"), width: 1.6),
      ],
      rows: evaluation.contradictions.map { contradiction in
        [
          Cell(contradiction.id, .code), Cell(contradiction.title[language]),
          Cell(words.difference(contradiction)),
          Cell(contradiction.rules.joined(separator: comma), .code),
        ]
      }, isDense: true)
    blocks.append(.table(built))
  }

  private var marksNote: String {
    phrase(
      "“草案”指出处为征求意见稿，不具法律效力；“转引”指仅见他人引述；“待核实”指尚未与正式文本核对，阈值须经业务主管部门确认。",
      "Draft: the source is not in force. Quoted by others: known from quotations only. To be "
        + "verified: not yet compared with the official text.")
  }

  private mutating func addUndecided() {
    let open = verdicts(with: .undecidable)
    guard !open.isEmpty else { return }
    section("无法判定的规则", "Undecidable rules")
    let built = table(
      "无法判定的规则及所缺资料", "Undecidable rules and missing information",
      columns: [
        Column(phrase("规则", "Rule"), width: 1.1), Column(phrase("内容", "Title"), width: 2.2),
        Column(phrase("效力", "Effect"), width: 0.8),
        Column(phrase("所缺资料或原因", "Missing information"), width: 3),
        Column(phrase("由谁提供", "Who has it"), width: 2),
      ],
      rows: open.map { verdict in
        let needs = verdict.needs.map { $0.meaning[language] }
        let origins = verdict.needs.map { $0.source[language] }
        func joined(_ texts: [String]) -> String {
          var seen: Set<String> = []
          return texts.filter { seen.insert($0).inserted }.joined(separator: phrase("；", "; "))
        }
        let marks = words.marks(verdict).joined(separator: phrase("、", ", "))
        let marked = marks.isEmpty ? "" : phrase("（\(marks)）", " (\(marks))")
        return [
          Cell(verdict.reference, .code), Cell(words.title(verdict) + marked),
          Cell(words.effect(verdict.effect)),
          Cell(needs.isEmpty ? verdict.reason?[language] ?? "–" : joined(needs)),
          Cell(origins.isEmpty ? phrase("规则维护人", "maintainer of the rules") : joined(origins)),
        ]
      }, isDense: true)
    blocks.append(.table(built))
  }

  // MARK: The annex

  mutating func addPassed() {
    let passed = verdicts(with: .pass)
    let idle = verdicts(with: .notApplicable)
    guard !passed.isEmpty || !idle.isEmpty else { return }
    section("通过的规则", "Passed rules")
    if !passed.isEmpty {
      let built = table(
        "通过的规则", "Passed rules",
        columns: [
          Column(phrase("规则", "Rule"), width: 1.25), Column(phrase("内容", "Title"), width: 2.65),
          Column(phrase("效力", "Effect"), width: 0.65),
          Column(phrase("核算值", "Value"), .right, width: 1.6),
          Column(phrase("要求", "Required"), .right, width: 1.35),
          Column(phrase("标记", "Marks"), width: 1.15),
        ],
        rows: passed.map { verdict in
          [
            Cell(verdict.reference, .code), Cell(words.title(verdict)),
            Cell(words.effect(verdict.effect)),
            Cell(words.short(verdict.value, unit: verdict.unit)),
            Cell(words.shortRequirement(verdict)),
            Cell(words.marks(verdict).joined(separator: phrase("、", ", ")), .mark),
          ]
        }, isDense: true)
      blocks.append(.table(built))
    }
    if !idle.isEmpty {
      let list = idle.map(\.reference).joined(separator: phrase("、", ", "))
      paragraph(
        "不涉及的规则 \(idle.count) 项（方案与登记中没有核验对象）：\(list)。",
        "Not applicable, as the plan and the registers contain nothing of their kind (\(idle.count)): "
          + "\(list).")
    }
    if let skipped = model.evaluation?.skipped, !skipped.isEmpty {
      let list = skipped.map { "\($0.rule)（\($0.reason[language])）" }
      paragraph(
        "未适用的规则 \(skipped.count) 项：\(list.joined(separator: "、"))。",
        "Not asked (\(skipped.count)): "
          + skipped.map { "\($0.rule) (\($0.reason[language]))" }.joined(separator: ", ") + ".")
    }
  }

  // MARK: Cards

  /// - Parameter isFull: with formula, evidence and every step, for the details.
  func card(_ verdict: PartVerdict, isFull: Bool) -> ReportDocument.VerdictCard {
    var facts: [Fact] = []
    func add(_ zh: String, _ en: String, _ value: String?) {
      if let value, !value.isEmpty { facts.append(Fact(name: phrase(zh, en), value: value)) }
    }
    add("核算值", "Value", words.quantity(verdict.value, unit: verdict.unit))
    add("说明", "Note", verdict.reason?[language])
    add("要求", "Required", words.requirement(verdict))
    if verdict.margin != nil {
      add("余量", "Margin", words.quantity(verdict.margin, unit: verdict.unit))
    }
    add("首次突破", "First broken", verdict.breachDate)
    for remedy in verdict.remedies {
      let proof = remedy.verified ? phrase("（已验算）", " (verified)") : ""
      add("整改", "Remedy", remedy.say[language] + proof)
    }
    if let record = verdict.override {
      let parts = [record.authority, record.reason, record.document, record.date]
      add("例外记录", "Overridden", parts.compactMap { $0 }.joined(separator: phrase("；", "; ")))
    }
    if isFull { add("算式", "Formula", verdict.formula) }
    if let binding = verdict.binding, !binding.against.isEmpty {
      let others = binding.against.joined(separator: phrase("、", ", "))
      let which =
        binding.binds
        ? phrase("较 \(others) 从严，以本条为准", "stricter than \(others): this one binds")
        : phrase("\(others) 更严，以其为准", "\(others) is stricter and binds")
      add("从严适用", "Binding", which + phrase("。", ". ") + binding.reason[language])
    }
    let missing = verdict.needs.map { need in
      "\(need.meaning[language])（\(need.source[language])）"
    }
    add("缺少数据", "Missing", missing.joined(separator: phrase("；", "; ")))
    add("级别", "Level", words.level(verdict.level))
    add("效力", "Effect", words.effect(verdict.effect))
    add("出处", "Source", words.source(verdict.source))
    if isFull { add("证据等级", "Evidence", words.evidence(verdict.evidence)) }
    add("举证图斑", "Witnesses", witnessSum(verdict))
    return ReportDocument.VerdictCard(
      id: verdict.reference, rule: verdict.reference, title: words.title(verdict),
      verdict: words.verdict(verdict), marks: words.marks(verdict),
      statement: verdict.statement[language], facts: facts,
      trace: isFull
        ? verdict.trace.map {
          Fact(name: $0.expression, value: words.quantity($0.value, unit: $0.unit))
        } : [])
  }

  private func witnessSum(_ verdict: PartVerdict) -> String? {
    guard !verdict.witnesses.isEmpty else { return nil }
    let area = verdict.witnesses.compactMap(\.area).map { Area(hundredths: $0) }.total()
    let sum = AreaUnit.squareMetre.label(area, language)
    let (all, listed) = (
      max(verdict.witnessCount, verdict.witnesses.count), verdict.witnesses.count
    )
    if area == .zero { return phrase("\(all) 处", "\(all)") }
    return all > listed
      ? phrase("\(all) 块，其中最大 \(listed) 块共 \(sum)", "\(all), the largest \(listed) hold \(sum)")
      : phrase("\(all) 块，共 \(sum)", "\(all), \(sum)")
  }
}
