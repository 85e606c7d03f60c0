import Flow
import Groundwork

extension ReportBuilder {
  mutating func addProjects() {
    guard !model.projects.isEmpty else { return }
    chapter("项目安排", "Projects")
    let groups = Dictionary(grouping: model.projects, by: \.group).sorted { $0.key < $1.key }
    var rows = groups.map { name, members in
      [
        Cell(name.isEmpty ? phrase("未分组", "none") : name), Cell(Numbers.text(members.count)),
        Cell(Numbers.text(members.reduce(0) { $0 + $1.measures })),
        Cell(AreaUnit.hectare.text(members.map(\.area).total())), Cell(costs(members)),
      ]
    }
    rows.append([
      Cell(phrase("合计", "Total"), .strong), Cell(Numbers.text(model.projects.count), .strong),
      Cell(Numbers.text(model.projects.reduce(0) { $0 + $1.measures }), .strong),
      Cell(AreaUnit.hectare.text(model.projects.map(\.area).total()), .strong),
      Cell(costs(model.projects), .strong),
    ])
    let summary = table(
      "功能组团项目汇总表", "Projects by functional group",
      columns: [
        Column(phrase("功能组团", "Group"), width: 2.4),
        Column(phrase("项目（个）", "Projects"), .right, width: 1),
        Column(phrase("整治图斑（个）", "Measures"), .right, width: 1.2),
        Column(phrase("面积\n（公顷）", "Area\n(hm²)"), .right, width: 1.2),
        Column(phrase("投资\n（万元）", "Cost\n(10⁴ yuan)"), .right, width: 1.3),
      ], rows: rows, note: costNote)
    blocks.append(.table(summary))
    let list = table(
      "项目清单", "Projects",
      columns: [
        Column(phrase("编号", "Code"), width: 1), Column(phrase("项目名称", "Project"), width: 2.8),
        Column(phrase("功能组团", "Group"), width: 1.7),
        Column(phrase("实施主体", "Implementer"), width: 2),
        Column(phrase("阶段", "Stage"), .right, width: 0.6),
        Column(phrase("面积\n（公顷）", "Area\n(hm²)"), .right, width: 1),
        Column(phrase("投资\n（万元）", "Cost\n(10⁴ yuan)"), .right, width: 1.1),
      ],
      rows: model.projects.sorted { $0.code < $1.code }.map { project in
        [
          Cell(project.code), Cell(project.name), Cell(project.group), Cell(project.implementer),
          Cell(project.stage.map { "\($0)" } ?? "–"), Cell(AreaUnit.hectare.text(project.area)),
          Cell(project.cost.map(Numbers.tenThousandYuan) ?? "–"),
        ]
      }, isDense: true)
    blocks.append(.table(list))
  }

  private func costs(_ projects: [ReportModel.ProjectRow]) -> String {
    let known = projects.compactMap(\.cost)
    guard !known.isEmpty else { return "–" }
    return Numbers.tenThousandYuan(known.reduce(.zero, +))
      + (known.count < projects.count ? "*" : "")
  }

  private var costNote: String? {
    let unknown = model.projects.count { $0.cost == nil }
    guard unknown > 0 else { return nil }
    return phrase(
      "* 有 \(unknown) 个项目未填投资，合计中不含。", "* \(unknown) projects state no cost; not included.")
  }

  // MARK: Appendix

  mutating func addAppendix() {
    chapter("附录", "Appendix")
    addClassTable()
    section("数据来源", "Where the data came from")
    if model.provenance.isEmpty {
      paragraph("未记录数据来源。", "No provenance is recorded.")
    } else {
      let built = table(
        "入库图层与来源文件", "Imported layers and their files",
        columns: [
          Column(phrase("图层", "Layer"), width: 1.7), Column(phrase("说明", "Title"), width: 1.6),
          Column(phrase("来源文件", "File"), width: 1.7),
          Column(phrase("要素", "Features"), .right, width: 0.8),
          Column(phrase("修复", "Repaired"), .right, width: 0.7),
          Column(phrase("剔出", "Set aside"), .right, width: 0.7),
          Column(phrase("入库时间\n（UTC）", "Imported\n(UTC)"), width: 1.4),
          Column("SHA-256", width: 2.2),
        ],
        rows: model.provenance.map { row in
          [
            Cell(row.layer), Cell(row.title), Cell(row.file), Cell(Numbers.text(row.features)),
            Cell(Numbers.text(row.repaired)), Cell(Numbers.text(row.rejected)),
            Cell(time(row.importedAt)), Cell(row.sha256, .muted),
          ]
        },
        note: phrase(
          "修复指无效图形经规范化后入库；剔出指因故未入库，连同原因另存于 rejected 图层。",
          "Repaired: invalid geometry made valid. Set aside: kept with its reason in a rejected layer."
        ),
        isDense: true)
      blocks.append(.table(built))
    }
    addMethods()
  }

  /// `2026-11-21T08:00:00Z` without its letters.
  private func time(_ iso: String) -> String {
    String(iso.map { $0 == "T" ? " " : $0 }.filter { $0 != "Z" })
  }

  private mutating func addClassTable() {
    guard !model.structure.isEmpty else { return }
    section("地类面积明细", "Areas by class")
    let total = structureTotals(model.structure)
    let built = table(
      "土地利用结构调整表（二级类）", "Land use structure by class", columns: structureColumns,
      rows: model.structure.sorted { $0.code < $1.code }.map { row in
        structureRow(className(row.code), (row.before, row.after), total: total)
      } + [structureRow(phrase("合计", "Total"), total, total: total, tone: .strong)],
      isDense: true)
    blocks.append(.table(built))
  }

  private mutating func addMethods() {
    section("计算口径与版本", "Methods and versions")
    switch model.areaKind {
    case .official:
      paragraph(
        "面积为图斑椭球面积：图斑边界按 70 米加密后投影到椭球面逐段累加，四舍五入至 0.01 平方米，并经平差使"
          + "碎块之和等于原图斑面积。",
        "Areas are official ellipsoid areas: edges densified at 70 m, summed on the ellipsoid, rounded to "
          + "0.01 m² and adjusted so that pieces add up to their patch.")
    case .planar:
      paragraph(
        "面积为投影平面面积，取至 0.01 平方米，不能代替图斑椭球面积。",
        "Areas are planar areas in the map projection, to 0.01 m²; they do not replace the official area."
      )
    }
    var rows = [[Cell(phrase("计算程序", "Program")), Cell(model.engine), Cell("–", .muted)]]
    for pack in model.verdicts?.packs ?? [] {
      rows.append([
        Cell(phrase("规则包 \(pack.id)", "Rule pack \(pack.id)")), Cell(pack.version),
        Cell(pack.sha256 ?? "–", .muted),
      ])
    }
    if let facts = model.verdicts?.factsSHA256 {
      rows.append([
        Cell(phrase("核验指标数据", "Facts of the verdicts")), Cell("–", .muted), Cell(facts, .muted),
      ])
    }
    if let date = model.verdicts?.date {
      rows.append([
        Cell(phrase("规则适用日期", "Rules as of")), Cell(date), Cell("–", .muted),
      ])
    }
    let built = table(
      "计算程序与规则包版本", "Program and rule packs",
      columns: [
        Column(phrase("名称", "Name"), width: 1.3), Column(phrase("版本", "Version"), width: 1),
        Column("SHA-256", width: 3.4),
      ], rows: rows, isDense: true)
    blocks.append(.table(built))
  }
}
