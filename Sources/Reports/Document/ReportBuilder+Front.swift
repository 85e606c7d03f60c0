import Flow
import Groundwork
import Policy

/// The first page: the summary for a reader with one minute.
extension ReportBuilder {
  typealias Finding = ReportDocument.Finding
  typealias Fact = ReportDocument.Fact

  /// How many findings have a map on the first page, how many findings and how many missing facts
  /// it lists.
  private static let frontMapLimit = 2
  private static let frontFindingLimit = 5

  /// How many needs the first page has room for, below so many failing rules.
  private static func frontNeedLimit(findings: Int) -> Int { max(6, 12 - 2 * findings) }

  mutating func addFront() {
    guard let evaluation = model.evaluation else {
      front.append(
        .result(
          Cell(phrase("尚未核验", "Not verified yet"), .undecidable),
          detail: phrase("先运行 zhitu verify。", "Run zhitu verify first.")))
      front.append(.keyFigures(keyFigures))
      addAreas(to: \.front)
      return
    }
    front.append(result(evaluation))
    front.append(.keyFigures(keyFigures))
    addFindings(evaluation)
    addContradictions(evaluation)
    addNeeds(evaluation)
    addAreas(to: \.front)
  }

  private func result(_ evaluation: Evaluation) -> ReportDocument.Block {
    let blocking = evaluation.verdicts.count { $0.isBlocking }
    let open = evaluation.undecidedBlocking.count
    let failing = evaluation.verdicts.count { $0.verdict == .fail }
    let rest = phrase(
      "共核验 \(evaluation.verdicts.count) 项：\(answers(evaluation))。",
      "\(evaluation.verdicts.count) tests: \(answers(evaluation)).")
    if blocking > 0 {
      return .result(
        Cell(
          phrase("不能报批：\(blocking) 项阻断", "Cannot be submitted: \(blocking) blocking"), .fail),
        detail: rest)
    }
    if open > 0 {
      return .result(
        Cell(
          phrase("暂不能报批：\(open) 项强制规则无法判定", "Not yet: \(open) binding rules are undecidable"),
          .undecidable), detail: rest)
    }
    if failing > 0 {
      return .result(
        Cell(
          phrase("无阻断项，\(failing) 项须注意", "Nothing blocks; \(failing) need attention"), .pass),
        detail: rest)
    }
    return .result(Cell(phrase("无阻断项", "Nothing blocks"), .pass), detail: rest)
  }

  /// `通过 184，不通过 1，…`: each verdict with its count.
  func answers(_ evaluation: Evaluation) -> String {
    VerdictAnswer.allCases.map { answer in
      let count = evaluation.verdicts.count { VerdictAnswer($0) == answer }
      return "\(words.answer(answer).text) \(count)"
    }.joined(separator: phrase("，", ", "))
  }

  // MARK: Failing rules

  /// Failing verdicts, blocking ones first.
  func failing(_ evaluation: Evaluation) -> [PartVerdict] {
    let all = evaluation.verdicts.filter { $0.verdict == .fail }
    return all.filter(\.isBlocking) + all.filter { !$0.isBlocking }
  }

  private mutating func addFindings(_ evaluation: Evaluation) {
    let failing = failing(evaluation)
    guard !failing.isEmpty else { return }
    front.append(.heading(level: 2, text: phrase("不通过的规则与出路", "Failing rules and remedies")))
    var maps = 0
    for verdict in failing.prefix(ReportBuilder.frontFindingLimit) {
      let isDrawn = maps < ReportBuilder.frontMapLimit
      let built = finding(verdict, drawsMap: isDrawn)
      if built.drawing != nil { maps += 1 }
      front.append(.finding(built))
    }
    let rest = failing.count - ReportBuilder.frontFindingLimit
    if rest > 0 {
      front.append(
        .paragraph(
          phrase("另有 \(rest) 项不通过，见“合规核验”一章。", "\(rest) more fail; see the chapter on compliance."))
      )
    }
  }

  private mutating func finding(_ verdict: PartVerdict, drawsMap: Bool) -> Finding {
    var facts = [
      Fact(
        name: phrase("实际", "Value"),
        value: words.quantity(verdict.value, unit: verdict.unit)
          + (verdict.isReport
            ? "" : phrase("，要求 ", ", required ") + words.requirement(verdict)))
    ]
    let ways = verdict.remedies.map { $0.say[language] }
    if let record = verdict.override {
      let parts = [record.authority, record.document, record.date].compactMap { $0 }
      facts.append(
        Fact(
          name: phrase("例外", "Overridden"),
          value: parts.joined(separator: phrase("；", "; "))))
    }
    let way =
      if !ways.isEmpty {
        ways.joined(separator: phrase("；", "; "))
      } else if verdict.reducible != nil {
        phrase(
          "减少相关图斑；最少改动可在网页的该条规则处求出（或 zhitu verify --least-change \(verdict.reference)）",
          "drop measures; the page finds the smallest set at the rule (or zhitu verify "
            + "--least-change \(verdict.reference))")
      } else {
        phrase("调整方案后重新核验", "change the plan and verify again")
      }
    facts.append(Fact(name: phrase("出路", "Remedy"), value: way))
    facts.append(Fact(name: phrase("依据", "Source"), value: words.source(verdict.source)))
    var built = Finding(
      rule: verdict.reference, title: words.title(verdict), verdict: words.verdict(verdict),
      marks: words.marks(verdict), facts: facts)
    let witness = model.witnesses.filter { $0.rule == verdict.reference }.min { $0.rank < $1.rank }
    if drawsMap, let witness {
      let name = "front-\(drawings.count + 1)"
      let svg = WitnessSVG(
        language: language, isSynthetic: model.isSynthetic, width: 300, prefix: name
      ).draw(witness, palette: palette)
      if let svg {
        drawings[name] = svg
        built.drawing = name
        let more = verdict.witnessCount - 1
        built.caption =
          place(witness)
          + (more > 0 ? phrase("，另 \(more) 处", ", \(more) more places") : "")
      }
    }
    return built
  }

  private func place(_ witness: WitnessMap) -> String {
    let area = AreaUnit.mu.label(witness.area, language)
    guard let id = witness.toID ?? witness.fromID else { return area }
    return phrase("图斑 \(id)，\(area)", "patch \(id), \(area)")
  }

  /// Registers that contradict the ledger: rules that rest on them are undecided.
  private mutating func addContradictions(_ evaluation: Evaluation) {
    guard !evaluation.contradictions.isEmpty else { return }
    front.append(
      .heading(level: 2, text: phrase("登记与台账不符", "Registers that contradict the ledger")))
    for contradiction in evaluation.contradictions.prefix(3) {
      front.append(
        .notice(
          "\(contradiction.id) \(contradiction.title[language])" + phrase("：", ": ")
            + words.difference(contradiction)))
    }
  }

  // MARK: Undecidable rules

  /// What to supply, who has it, and the rules that need it; binding rules first.
  func needs(_ open: [PartVerdict]) -> [(what: String, who: String, rules: [String])] {
    var list: [(what: String, who: String, rules: [String])] = []
    func add(_ what: String, _ who: String, _ rule: String) {
      if let at = list.firstIndex(where: { $0.what == what }) {
        if !list[at].rules.contains(rule) { list[at].rules.append(rule) }
      } else {
        list.append((what, who, [rule]))
      }
    }
    for verdict in open {
      for need in verdict.needs {
        add(need.meaning[language], need.source[language], verdict.reference)
      }
      if verdict.needs.isEmpty {
        let reason = verdict.reason?[language] ?? words.title(verdict)
        add(reason, phrase("规则维护人：补充正式文本", "maintainer of the rules: the text"), verdict.reference)
      }
    }
    return list
  }

  private mutating func addNeeds(_ evaluation: Evaluation) {
    let binding = evaluation.undecidedBlocking
    let open = evaluation.verdicts.filter { $0.verdict == .undecidable }
    guard !open.isEmpty else { return }
    front.append(
      .heading(
        level: 2, text: phrase("无法判定的规则与待补资料", "Undecidable rules, and who must supply what")))
    let list = needs(binding)
    let others = open.count - binding.count
    if list.isEmpty {
      front.append(
        .paragraph(
          phrase(
            "强制规则均已判定。另有 \(others) 项引导性或参考性规则因缺少正式文本或数据而不作判定，不影响报批，见“合规核验”一章。",
            "Every binding rule is decided. \(others) other rules lack a text or "
              + "data, which does not prevent submission of the plan; see the chapter on "
              + "compliance.")))
      return
    }
    let limit = ReportBuilder.frontNeedLimit(findings: failing(evaluation).count)
    var rows = list.prefix(limit).map { need in
      [
        Cell(need.what), Cell(need.who),
        Cell(need.rules.joined(separator: phrase("、", ", ")), .code),
      ]
    }
    let rest = list.count - rows.count
    if rest > 0 || others > 0 {
      rows.append([
        Cell(
          phrase(
            "其余 \(rest) 项资料及 \(others) 项非强制规则见“合规核验”一章",
            "\(rest) more, and \(others) rules that do not bind: see the chapter on compliance"),
          .muted), Cell(""), Cell(""),
      ])
    }
    front.append(.table(needsTable(rows)))
  }

  func needsTable(_ rows: [[Cell]]) -> ReportDocument.Table {
    ReportDocument.Table(
      number: "", caption: "",
      columns: [
        Column(phrase("待补资料", "Missing information"), width: 3.2),
        Column(phrase("由谁提供", "Who has it"), width: 2.4),
        Column(phrase("相关规则", "Rules"), width: 1.6),
      ], rows: rows, note: nil, isDense: true)
  }

  // MARK: Areas

  /// The areas used in the report, each defined once.
  private mutating func addAreas(to place: WritableKeyPath<ReportBuilder, [ReportDocument.Block]>) {
    guard let flows = model.flows else { return }
    func row(_ name: Localized, _ area: Area, _ meaning: Localized) -> [Cell] {
      [
        Cell(name[language], .strong), Cell(AreaUnit.hectare.text(area)),
        Cell(AreaUnit.mu.text(area, decimals: 1)), Cell(meaning[language]),
      ]
    }
    let rows = [
      row(
        Localized(zh: "片区", en: "District"), model.summary.area,
        Localized(zh: "基期全部图斑", en: "all patches of the base epoch")),
      row(
        Localized(zh: "整治图斑", en: "Measures"), model.summary.measureArea,
        Localized(
          zh: "方案划定的实施范围，含地类不变的部分",
          en: "ground of the plan's measures, whether or not its class changes")),
      row(
        Localized(zh: "地类改变（二级类）", en: "Class changes"), flows.byClass.changed,
        Localized(zh: "其中二级地类与基期不同的部分", en: "of this, the class differs from before")),
      row(
        Localized(zh: "地类改变（一级类）", en: "Level-1 class changes"), flows.byLevel1.changed,
        Localized(zh: "再其中一级类也改变的部分", en: "of this, the level-1 class differs too")),
      row(
        Localized(zh: "用途改变（三大类）", en: "Category changes"), flows.byCategory.changed,
        Localized(
          zh: "再其中在农用地、建设用地、未利用地之间改变的部分",
          en: "of this, changes between agricultural, construction and unused land")),
    ]
    let table = ReportDocument.Table(
      number: "", caption: "",
      columns: [
        Column(phrase("面积口径", "Area"), width: 1.6),
        Column(phrase("公顷", "hm²"), .right, width: 0.9),
        Column(phrase("亩", "mu"), .right, width: 0.9),
        Column(phrase("含义", "Meaning"), width: 3.4),
      ], rows: rows, note: nil, isDense: true)
    self[keyPath: place].append(
      .heading(level: 2, text: phrase("本报告所称面积", "The areas of this report")))
    self[keyPath: place].append(.table(table))
  }

  // MARK: Key figures

  var keyFigures: [ReportDocument.KeyFigure] {
    let summary = model.summary
    var figures = [
      ReportDocument.KeyFigure(
        name: phrase("片区面积", "District"), value: AreaUnit.hectare.text(summary.area),
        unit: AreaUnit.hectare.name[language],
        detail: AreaUnit.mu.label(summary.area, language, decimals: 0), tone: .plain)
    ]
    // The sign of a change is not rated: a plan may well aim at less construction land.
    for change in summary.changes where change.isKey {
      guard let before = change.before, let after = change.after else { continue }
      figures.append(
        ReportDocument.KeyFigure(
          name: phrase("\(change.name.zh)变化", "\(change.name.en), change"),
          value: AreaUnit.mu.change(after - before, decimals: 1),
          unit: AreaUnit.mu.name[language],
          detail: before > .zero
            ? Numbers.signed(Numbers.percent(after - before, of: before)) + " %" : nil,
          tone: .plain))
    }
    if let cost = summary.cost {
      let without = summary.withoutCost
      figures.append(
        ReportDocument.KeyFigure(
          name: phrase("计划投资", "Investment"),
          value: (without > 0 ? "≥ " : "") + Numbers.tenThousandYuan(cost),
          unit: phrase("万元", "10⁴ yuan"),
          detail: phrase(
            "\(summary.projects) 个项目，\(summary.measures) 个图斑",
            "\(summary.projects) projects, \(summary.measures) measures")
            + (without > 0 ? phrase("，\(without) 个未填投资", ", \(without) without a cost") : ""),
          tone: .plain))
    }
    return figures
  }
}
