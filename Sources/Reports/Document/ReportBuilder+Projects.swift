import Groundwork

extension ReportBuilder {
  mutating func addProjects() {
    guard !model.projects.isEmpty else { return }
    chapter("项目安排", "Projects")
    addGroups()
    let withoutCost = model.projects.reduce(0) { $0 + $1.withoutCost }
    let list = table(
      "项目清单", "Projects",
      columns: [
        Column(phrase("编号", "Code"), width: 0.9), Column(phrase("项目名称", "Project"), width: 3),
        Column(phrase("功能组团", "Group"), width: 1.7),
        Column(phrase("实施主体", "Implementer"), width: 2),
        Column(phrase("阶段", "Stage"), .right, width: 0.6),
        Column(phrase("面积\n（公顷）", "Area\n(hm²)"), .right, width: 0.9),
        Column(phrase("投资\n（万元）", "Cost\n(10⁴ yuan)"), .right, width: 1.1),
      ],
      rows: model.projects.sorted { $0.code < $1.code }.map { project in
        [
          Cell(project.code, .code), Cell(project.name), Cell(project.group),
          Cell(project.implementer), Cell(project.stage.map { "\($0)" } ?? "–"),
          Cell(AreaUnit.hectare.text(project.area)),
          Cell(cost(project.cost, project.withoutCost)),
        ]
      }, note: withoutCost > 0 ? missingCosts(withoutCost) : nil, isDense: true)
    blocks.append(.table(list))
  }

  /// An amount with a star where it lacks measures, which the note below the table counts.
  private func cost(_ amount: Money?, _ withoutCost: Int) -> String {
    amount.map { Numbers.tenThousandYuan($0) + (withoutCost > 0 ? "*" : "") } ?? "–"
  }

  private func missingCosts(_ count: Int) -> String {
    phrase(
      "* 有 \(count) 个图斑未填投资，合计中不含。", "* \(count) measures state no cost; not included.")
  }

  /// One row for each functional group; a project may have measures in several.
  private mutating func addGroups() {
    guard !model.groups.isEmpty else { return }
    let groups = model.groups.sorted {
      ($0.name.isEmpty ? 1 : 0, $0.name) < ($1.name.isEmpty ? 1 : 0, $1.name)
    }
    let withoutCost = groups.reduce(0) { $0 + $1.withoutCost }
    let known = groups.compactMap(\.cost)
    var rows = groups.map { group in
      [
        Cell(group.name.isEmpty ? phrase("未分组", "none") : group.name),
        Cell(Numbers.text(group.projects)), Cell(Numbers.text(group.measures)),
        Cell(AreaUnit.hectare.text(group.area)), Cell(cost(group.cost, group.withoutCost)),
      ]
    }
    rows.append([
      Cell(phrase("合计", "Total"), .strong), Cell(Numbers.text(model.projects.count), .strong),
      Cell(Numbers.text(groups.reduce(0) { $0 + $1.measures }), .strong),
      Cell(AreaUnit.hectare.text(groups.map(\.area).total()), .strong),
      Cell(cost(known.isEmpty ? nil : known.reduce(.zero, +), withoutCost), .strong),
    ])
    var notes: [String] = []
    if groups.reduce(0, { $0 + $1.projects }) > model.projects.count {
      notes.append(
        phrase(
          "跨组团的项目在每个组团各计一次，合计只计一次。",
          "A project with measures in several groups counts in each group, but once in the total."))
    }
    if withoutCost > 0 { notes.append(missingCosts(withoutCost)) }
    let summary = table(
      "功能组团汇总表", "Functional groups",
      columns: [
        Column(phrase("功能组团", "Group"), width: 2.4),
        Column(phrase("项目（个）", "Projects"), .right, width: 1),
        Column(phrase("整治图斑（个）", "Measures"), .right, width: 1.2),
        Column(phrase("面积\n（公顷）", "Area\n(hm²)"), .right, width: 1.2),
        Column(phrase("投资\n（万元）", "Cost\n(10⁴ yuan)"), .right, width: 1.3),
      ], rows: rows, note: notes.isEmpty ? nil : notes.joined())
    blocks.append(.table(summary))
  }
}
