import Flow
import Groundwork
import Monitoring
import Planning
import Records
import Reports
import Storage

/// The values of document fields that follow from a plan (文档字段). Areas in hm², money in 万元.
struct DocumentValues {
  private(set) var values = WordValues()

  static func hectares(_ area: Area) -> String { AreaUnit.hectare.text(area, decimals: 4) }

  mutating func set(_ key: String, _ text: String, _ source: String) {
    values.fields[key] = WordValues.Field(text, source: source)
  }

  mutating func set(
    _ key: String, _ headings: [String], _ rows: [[String]], figures: Set<Int>, _ source: String
  ) {
    values.tables[key] = WordTable(
      headings: headings, rows: rows.isEmpty ? [headings.map { _ in "—" }] : rows,
      figures: figures, source: source)
  }

  // MARK: The plan

  mutating func add(_ laid: LaidPlan) {
    let ledger = laid.state.ledger
    let source = "流向台账 \(laid.base.epoch ?? laid.base.name) → \(laid.plan.name)"
    set("plan", laid.plan.name, "方案")
    set("base", laid.base.epoch ?? laid.base.name, "方案的基期")
    set("area.total", DocumentValues.hectares(ledger.before.areas.total()), source)
    set("measures", String(laid.plan.measures.count), "方案图层")
    addStructure(ledger, source)
    addProjects(laid)
    addStages(laid)
    addBasicFarmland(laid)
  }

  private mutating func addStructure(_ ledger: FlowLedger, _ source: String) {
    var before: [String: Area] = [:]
    var after: [String: Area] = [:]
    var names: [String: String] = [:]
    func add(_ side: FlowSide, to sums: inout [String: Area]) {
      for patch in 0..<side.count {
        let land = side.classes[Int(side.classOf[patch])]
        let label = land.level1 ?? land.source
        names[label.key] = label.name.zh
        sums[label.key, default: .zero] += side.areas[patch]
      }
    }
    add(ledger.before, to: &before)
    add(ledger.after, to: &after)
    let whole = ledger.before.areas.total()
    func share(_ area: Area) -> String { Numbers.percent(area, of: whole) }
    func row(_ code: String, _ name: String, _ old: Area, _ new: Area) -> [String] {
      [
        code, name, DocumentValues.hectares(old), share(old), DocumentValues.hectares(new),
        share(new), DocumentValues.hectares(new - old),
      ]
    }
    var rows = names.keys.sorted().map {
      row($0, names[$0] ?? "", before[$0] ?? .zero, after[$0] ?? .zero)
    }
    rows.append(row("", "合计", whole, ledger.after.areas.total()))
    set(
      "structure", ["编码", "地类", "整治前", "占比%", "整治后", "占比%", "增减"], rows,
      figures: [2, 3, 4, 5, 6], source + "；单位公顷")
  }

  private mutating func addProjects(_ laid: LaidPlan) {
    var ids: [String] = []
    var byID:
      [String: (name: String, implementer: String, count: Int, area: Area, cost: StatedCost)] =
        [:]
    var total = StatedCost()
    for (measure, area) in zip(laid.plan.measures, laid.plan.side.areas) {
      if byID[measure.project] == nil {
        ids.append(measure.project)
        byID[measure.project] = (measure.projectName, measure.implementer, 0, .zero, StatedCost())
      }
      guard var one = byID[measure.project] else { continue }
      one.count += 1
      one.area += area
      one.cost.add(measure.cost)
      total.add(measure.cost)
      byID[measure.project] = one
    }
    set("projects", String(ids.count), "方案图层")
    set("cost.total", total.text(.zh), "各整治图斑投资合计")
    let rows = ids.sorted().compactMap { id in
      byID[id].map { one in
        [
          id, one.name, one.implementer, String(one.count), DocumentValues.hectares(one.area),
          one.cost.text(.zh),
        ]
      }
    }
    set(
      "projects", ["编号", "名称", "责任单位", "图斑数", "面积（公顷）", "投资（万元）"], rows,
      figures: [3, 4, 5], "方案图层 \(laid.plan.name)；列为治土建议")
  }

  private mutating func addStages(_ laid: LaidPlan) {
    var byStage: [Int?: (count: Int, area: Area, cost: StatedCost)] = [:]
    for (measure, area) in zip(laid.plan.measures, laid.plan.side.areas) {
      var sum = byStage[measure.stage] ?? (0, .zero, StatedCost())
      sum.count += 1
      sum.area += area
      sum.cost.add(measure.cost)
      byStage[measure.stage] = sum
    }
    set(
      "stages", ["阶段", "图斑数", "面积（公顷）", "投资（万元）"],
      byStage.sorted { ($0.key ?? .max) < ($1.key ?? .max) }.map { stage, sum in
        [
          stage.map { "第 \($0) 阶段" } ?? "未定", String(sum.count),
          DocumentValues.hectares(sum.area), sum.cost.text(.zh),
        ]
      }, figures: [1, 2, 3], "方案图层 \(laid.plan.name)；列为治土建议")
  }

  private mutating func addBasicFarmland(_ laid: LaidPlan) {
    var sums: [Measure.LineChange: Area] = [:]
    var rows: [[String]] = []
    for (measure, area) in zip(laid.plan.measures, laid.plan.side.areas) {
      guard let change = measure.pbfChange else { continue }
      sums[change, default: .zero] += area
      rows.append([
        change == .out ? "调出" : "调入", measure.id, measure.projectName,
        DocumentValues.hectares(area), measure.grade.map { String($0) } ?? "",
        measure.slopeClass.map { String($0) } ?? "", measure.approval ?? "",
      ])
    }
    let source = "方案图层字段 YNTZ"
    set("pbf.count", String(rows.count), source)
    set("pbf.out", DocumentValues.hectares(sums[.out] ?? .zero), source)
    set("pbf.in", DocumentValues.hectares(sums[.in] ?? .zero), source)
    set(
      "pbf", ["调整", "图斑", "子项目", "面积（公顷）", "等别", "坡度级", "批复文号"],
      rows.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }, figures: [3, 4, 5],
      source + "；列为治土建议")
  }

  /// - Parameter promised: the new farmland that the plan promises.
  mutating func add(_ promised: AcceptanceReport, of laid: LaidPlan) {
    let source = "流向台账 \(laid.base.epoch ?? laid.base.name) → \(laid.plan.name)，扣除田坎"
    set("farmland.new", DocumentValues.hectares(promised.newFarmland.planned), source)
    let gross = promised.withoutRidges.planned
    set(
      "farmland.gross",
      gross == .zero ? "无" : "\(DocumentValues.hectares(gross)) 公顷", "整治图斑字段 KCXS")
    var rows = promised.sources.map {
      [$0.title.zh, DocumentValues.hectares($0.area.planned)]
    }
    rows.append(["合计", DocumentValues.hectares(promised.newFarmland.planned)])
    set("farmland", ["来源", "规划新增（公顷）"], rows, figures: [1], source)
  }

  // MARK: Acceptance and monitoring

  mutating func add(_ document: AcceptanceDocument) {
    let source = "验收核算：基期 \(document.base)、实测 \(document.measured)"
    func count(_ answer: AcceptanceReport.Answer) -> String {
      String(document.counts.first { $0.answer == answer }?.count ?? 0)
    }
    set("stage", document.stage.map { "第 \($0) 阶段" } ?? "整体", "验收范围")
    set("observed", document.measured, "实测图层")
    set("accept.passed", count(.accepted), source)
    set("accept.remediate", count(.remediate), source)
    set("accept.unmeasured", count(.unmeasured), source)
    set("accept.planned", DocumentValues.hectares(document.newFarmland.planned), source)
    set("accept.accepted", DocumentValues.hectares(document.accepted), source)
    set(
      "accept.grade",
      document.meanGrade.map { Numbers.text(Double($0) / 100, decimals: 2) } ?? "未评定", source)
    set("accept.share", String(document.countyShare.percent), document.countyShare.source.zh)
    set("accept.met", document.meetsCountyShare ? "满足" : "不满足", source)
    set("notice.days", String(document.clocks.noticeDays), document.clocks.source.zh)
    set("answer.days", String(document.clocks.answerDays), document.clocks.source.zh)
    func row(_ part: AcceptanceDocument.Part) -> [String] {
      [
        part.title.zh, DocumentValues.hectares(part.planned),
        DocumentValues.hectares(part.measured), DocumentValues.hectares(part.accepted),
      ]
    }
    let heads = ["项目", "规划（公顷）", "实测（公顷）", "通过（公顷）"]
    set(
      "accept.parts", heads,
      (document.sources + document.classes + document.grades + [document.newFarmland]).map(row),
      figures: [1, 2, 3], source)
    set(
      "accept.chain", ["环节", "面积（公顷）", "说明"],
      document.chain.map {
        [
          $0.title.zh, ($0.kind == .deduction ? "−" : "") + DocumentValues.hectares($0.area),
          $0.reason + ($0.isTyped ? "（填报）" : ""),
        ]
      }, figures: [1], source)
    set(
      "accept.failed", ["图斑", "子项目", "结论", "面积（公顷）", "按方案%"],
      document.measures.filter { $0.answer != .accepted }.map { one in
        [
          one.id, one.projectName, one.answer.title.zh, DocumentValues.hectares(one.total),
          Numbers.percent(one.asPlanned, of: one.total, decimals: 1),
        ]
      }, figures: [3, 4], source)
  }

  mutating func add(_ document: MonitoringDocument) {
    let source = "地类流向监测：\(document.base) → \(document.plan)，观测 \(document.observed)"
    set("observed", document.observed, "观测图层")
    for state in document.states {
      set("state.\(state.id.rawValue)", DocumentValues.hectares(state.area), source)
    }
    set(
      "states", ["状态", "面积（公顷）"],
      document.states.map { [$0.title.zh, DocumentValues.hectares($0.area)] }
        + [["合计", DocumentValues.hectares(document.total)]], figures: [1], source)
    let shown: [GroundState] = [.done, .onTheWay, .notYet, .deviating, .unobserved]
    set(
      "progress", ["子项目"] + shown.map(\.title.zh),
      document.projects.filter { !$0.key.isEmpty }.map { group in
        [group.title]
          + shown.map { DocumentValues.hectares(group.areas[$0.rawValue] ?? .zero) }
      }, figures: Set(1...shown.count), source)
    set(
      "controls.missing",
      document.missingControls.isEmpty ? "无" : document.missingControls.joined(separator: "、"),
      source)
    set(
      "balances", ["规则", "基期（公顷）", "观测（公顷）", "结论"],
      document.balances.map { one in
        [
          "\(one.rule) \(one.title.zh)", DocumentValues.hectares(one.base),
          DocumentValues.hectares(one.observed), one.answer.title.zh,
        ]
      }, figures: [1, 2], source)
    set("incidents", String(document.incidents.count), source)
    set("alarms", String(document.incidents.count { !$0.alarms.isEmpty }), source)
    set(
      "incidents", ["图斑", "村", "变化", "面积（平方米）", "告警", "问题"],
      document.incidents.map { one in
        [
          one.patch, one.village,
          one.before.map(\.name.zh).joined(separator: "、") + " → " + one.after.name.zh,
          one.area.decimal, one.alarms.map(\.rule).joined(separator: " "), one.problem ?? "",
        ]
      }, figures: [3], source)
  }
}
