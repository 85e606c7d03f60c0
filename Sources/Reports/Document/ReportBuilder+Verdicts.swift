import Groundwork

extension ReportBuilder {
  var words: VerdictText { VerdictText(language: language) }

  mutating func addVerdicts() {
    guard let report = model.verdicts, !report.verdicts.isEmpty else { return }
    chapter("合规核验", "Compliance")
    let (passed, failed) = (report.count(.pass), report.count(.fail))
    let open = report.count(.undecidable)
    let idle = report.count(.notApplicable)
    paragraph(
      "共核验 \(report.verdicts.count) 项：通过 \(passed) 项，不通过 \(failed) 项，无法判定 \(open) 项，"
        + "不涉及 \(idle) 项。"
        + "缺少数据的规则一律列为“无法判定”，不视为通过。",
      "\(report.verdicts.count) tests: \(passed) pass, \(failed) fail, \(open) undecidable, "
        + "\(idle) not applicable. "
        + "A rule whose data are missing is undecidable, never passed.")
    let built = table(
      "规则核验结论一览", "Verdicts",
      columns: [
        Column(phrase("规则", "Rule"), width: 1.2), Column(phrase("内容", "Title"), width: 2.6),
        Column(phrase("级别", "Level"), width: 1.1),
        Column(phrase("核算值", "Value"), .right, width: 1.6),
        Column(phrase("要求", "Required"), .right, width: 1.3),
        Column(phrase("结论", "Verdict"), .centre, width: 1.1),
        Column(phrase("标记", "Marks"), width: 1.5),
      ],
      rows: report.verdicts.map { verdict in
        [
          Cell(verdict.label, .strong), Cell(verdict.fullTitle(language)),
          Cell(words.level(verdict.level)),
          Cell(words.quantity(verdict.value, unit: verdict.unit)), Cell(words.requirement(verdict)),
          words.verdict(verdict.verdict),
          Cell(words.marks(verdict).joined(separator: phrase("、", ", ")), .mark),
        ]
      },
      note: phrase(
        "“草案”指出处为征求意见稿，不具法律效力；“转引”指仅见他人引述；“待核实”指尚未与正式文本核对，"
          + "阈值须经业务主管部门确认。",
        "Draft: the source is not in force. Quoted by others: known from quotations only. To be "
          + "verified: not yet compared with the official text."),
      isDense: true)
    blocks.append(.table(built))
    section("逐条说明", "Rule by rule")
    for verdict in report.verdicts { blocks.append(.verdict(card(verdict))) }
    if let skipped = report.skipped, !skipped.isEmpty {
      section("未适用的规则", "Rules not applied")
      let built = table(
        "未适用的规则及原因", "Rules not applied, and why",
        columns: [
          Column(phrase("规则", "Rule"), width: 1), Column(phrase("原因", "Reason"), width: 4),
        ],
        rows: skipped.map { [Cell($0.rule, .strong), Cell($0.reason[language])] })
      blocks.append(.table(built))
    }
  }

  private func card(_ verdict: Verdict) -> ReportDocument.VerdictCard {
    typealias Fact = ReportDocument.Fact
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
    for remedy in verdict.remedies ?? [] {
      let proof = remedy.verified == true ? phrase("（已验算）", " (verified)") : ""
      add("整改", "Way out", remedy.say[language] + proof)
    }
    if let record = verdict.override {
      let parts = [record.authority, record.reason, record.document, record.date]
      add("例外记录", "Overridden", parts.compactMap { $0 }.joined(separator: phrase("；", "; ")))
    }
    add("算式", "Formula", verdict.formula)
    if let binding = verdict.binding, !binding.against.isEmpty {
      let others = binding.against.joined(separator: phrase("、", ", "))
      let which =
        binding.binds
        ? phrase("较 \(others) 从严，以本条为准", "stricter than \(others): this one binds")
        : phrase("\(others) 更严，以其为准", "\(others) is stricter and binds")
      let reason = binding.reason.map { phrase("。", ". ") + $0[language] } ?? ""
      add("从严适用", "Binding", which + reason)
    }
    if let missing = verdict.missing, !missing.isEmpty {
      add("缺少数据", "Missing", missing.joined(separator: phrase("、", ", ")))
    }
    add("级别", "Level", words.level(verdict.level))
    add("出处", "Source", words.source(verdict.source))
    add("证据等级", "Evidence", words.evidence(verdict.evidence))
    if let witnesses = verdict.witnesses, !witnesses.isEmpty {
      let area = witnesses.compactMap(\.area).total()
      let count = max(witnesses.count, verdict.witnessCount ?? 0)
      let sum = AreaUnit.squareMetre.label(area, language)
      let listed = count > witnesses.count ? witnesses.count : nil
      add(
        "举证图斑", "Witnesses",
        listed.map {
          phrase("\(count) 块，其中最大 \($0) 块共 \(sum)", "\(count), the largest \($0) hold \(sum)")
        } ?? phrase("\(count) 块，共 \(sum)", "\(count), \(sum)"))
    }
    return ReportDocument.VerdictCard(
      id: verdict.label, rule: verdict.label, title: verdict.fullTitle(language),
      verdict: words.verdict(verdict.verdict), marks: words.marks(verdict),
      statement: verdict.statement?[language], facts: facts,
      trace: (verdict.trace ?? []).map {
        Fact(name: $0.expression, value: words.quantity($0.value, unit: $0.unit))
      })
  }

  // MARK: Witnesses

  mutating func addWitnesses() {
    let rules = Dictionary(grouping: model.witnesses, by: \.rule)
    guard !rules.isEmpty else { return }
    chapter("举证图斑", "Witness pieces")
    paragraph(
      "下列小图按规则列出面积最大的举证图斑：红色为举证图斑，灰色为周边图斑，控制线线型同布局图图例。",
      "For each rule the largest witness pieces: red the piece, grey its surroundings, lines as in the "
        + "legend of the district's map.")
    for (rule, all) in rules.sorted(by: { $0.key < $1.key }) {
      let witnesses = all.sorted { $0.rank < $1.rank }
      blocks.append(.heading(level: 2, text: witnessTitle(rule)))
      var shown: [ReportDocument.Figure] = []
      for witness in witnesses.prefix(ReportBuilder.witnessesPerRule) {
        let name = "witness-\(drawings.count + 1)"
        let svg = WitnessSVG(language: language, isSynthetic: model.isSynthetic, prefix: name)
          .draw(witness, palette: palette)
        guard let svg else { continue }
        shown.append(figure(name, caption(witness), svg: svg, note: witness.note))
      }
      blocks.append(.gallery(shown))
      let rest = witnesses.count - shown.count
      if rest > 0 {
        paragraph(
          "另有 \(rest) 块，见工作空间 \(model.witnessLayer ?? "witness_\(model.plan)") 图层。",
          "\(rest) more are in the workspace, layer "
            + "\(model.witnessLayer ?? "witness_\(model.plan)").")
      }
    }
  }

  private func witnessTitle(_ rule: String) -> String {
    let verdict = model.verdicts?.verdicts.first { $0.rule == rule }
    return verdict.map { "\(rule) \($0.title[language])" } ?? rule
  }

  private func caption(_ witness: WitnessMap) -> String {
    let change = "\(className(witness.fromClass)) → \(className(witness.toClass))"
    let area = AreaUnit.squareMetre.label(witness.area, language)
    let place = (witness.fromID ?? witness.toID).map { phrase("，图斑 \($0)", ", patch \($0)") } ?? ""
    return
      "\(witness.rule) #\(witness.rank)\(phrase("：", ": "))\(change)\n\(area)\(place)"
  }
}
