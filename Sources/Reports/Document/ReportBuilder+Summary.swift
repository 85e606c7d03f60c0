import Groundwork

extension ReportBuilder {
  mutating func addSummary() {
    chapter("方案概况", "The plan")
    if model.isSynthetic {
      blocks.append(
        .notice(
          phrase(
            "本报告所用数据为程序生成的合成数据，地块、单位、项目均非真实，仅用于演示与测试。",
            "All data of this report are synthetic: no parcel, unit or project is real.")))
    }
    let summary = model.summary
    paragraph(
      "基期 \(model.baseEpoch) 年共有图斑 \(Numbers.text(summary.patches)) 个，面积 "
        + "\(areas(summary.area))。方案“\(model.plan)”安排整治图斑 \(Numbers.text(summary.measures)) 个，"
        + "面积 \(areas(summary.measureArea))\(projectsZH)。坐标系为 \(model.crs)，面积口径为\(areaKindName)。",
      "The base epoch \(model.baseEpoch) has \(Numbers.text(summary.patches)) patches, "
        + "\(areas(summary.area)). Plan \(model.plan) holds \(Numbers.text(summary.measures)) measures "
        + "on \(areas(summary.measureArea))\(projectsEN). Coordinate system: \(model.crs); area: "
        + "\(areaKindName).")
    if !summary.changes.isEmpty {
      let built = table(
        "主要指标变化", "Main changes",
        columns: [
          Column(phrase("指标", "Indicator"), width: 2),
          Column(phrase("整治前\n（亩）", "Before\n(mu)"), .right, width: 1.4),
          Column(phrase("整治后\n（亩）", "After\n(mu)"), .right, width: 1.4),
          Column(phrase("变化\n（亩）", "Change\n(mu)"), .right, width: 1.4),
          Column(phrase("变化率\n（%）", "Change\n(%)"), .right, width: 1.1),
        ], rows: summary.changes.map(changeRow),
        note: phrase("“–”表示缺少数据，不按零处理。", "A dash means missing data, never zero."))
      blocks.append(.table(built))
    }
    paragraph(
      "本报告由程序依据入库数据计算生成，供方案编制与审查参考，不替代法定审批文件。面积均以 0.01 平方米为"
        + "单位累加，仅显示时取舍，故表中分项之和与合计可能有末位差异。",
      "This report is computed from the imported data to support planning and review; it does "
        + "not replace statutory approval. Areas are summed as whole numbers of 0.01 m² and rounded "
        + "for display only."
    )
  }

  /// An area in 公顷 and 亩.
  func areas(_ area: Area) -> String {
    let mu = AreaUnit.mu.label(area, language, decimals: 1)
    return AreaUnit.hectare.label(area, language) + phrase("（\(mu)）", " (\(mu))")
  }

  private var projectsZH: String {
    let summary = model.summary
    guard summary.projects > 0 else { return "" }
    var text = "，分属 \(summary.projects) 个项目"
    if summary.groups > 0 { text += "、\(summary.groups) 个功能组团" }
    if summary.implementers > 0 { text += "，由 \(summary.implementers) 个主体实施" }
    if let cost = summary.cost {
      let without = summary.withoutCost
      text += "，计划投资\(without > 0 ? "至少" : "") \(Numbers.tenThousandYuan(cost)) 万元"
      if without > 0 { text += "（\(without) 个图斑未填投资）" }
    }
    return text
  }

  private var projectsEN: String {
    let summary = model.summary
    guard summary.projects > 0 else { return "" }
    var text = ", in \(summary.projects) projects"
    if summary.groups > 0 { text += " of \(summary.groups) functional groups" }
    if summary.implementers > 0 { text += " by \(summary.implementers) implementers" }
    if let cost = summary.cost {
      let without = summary.withoutCost
      text += "; planned investment \(without > 0 ? "at least " : "")"
      text += "\(Numbers.tenThousandYuan(cost)) × 10⁴ yuan"
      if without > 0 { text += " (\(without) measures state none)" }
    }
    return text
  }

  private func changeRow(_ change: ReportModel.Change) -> [Cell] {
    func cell(_ area: Area?) -> Cell {
      area.map { Cell(AreaUnit.mu.text($0)) } ?? Cell("–", .muted)
    }
    guard let before = change.before, let after = change.after else {
      return [
        Cell(change.name[language]), cell(change.before), cell(change.after), Cell("–", .muted),
        Cell("–", .muted),
      ]
    }
    return [
      Cell(change.name[language]), cell(before), cell(after),
      Cell(AreaUnit.mu.change(after - before), .strong),
      Cell(Numbers.signed(Numbers.percent(after - before, of: before))),
    ]
  }
}
