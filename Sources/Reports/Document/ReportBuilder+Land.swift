import Classes
import Flow
import Groundwork

extension ReportBuilder {
  typealias Change = (before: Area, after: Area)

  mutating func addMap() {
    guard let map = model.map else { return }
    let drawing = MapSVG(language: language, isSynthetic: model.isSynthetic)
      .draw(map, palette: palette)
    guard let svg = drawing else { return }
    chapter("土地利用现状与整治图斑", "Land use and measures")
    let built = figure(
      "map", phrase("土地利用现状与整治图斑布局", "Land use of the base epoch and measures"), svg: svg,
      note: phrase(
        "坐标系：\(model.crs)；坐标注记单位为米。现状地类以浅色表示（图例左半），整治图斑以目标地类颜色"
          + "（图例右半）及红线表示。",
        "Coordinate system: \(model.crs), in metres. Present land use is drawn light (left half of a "
          + "key), measures in the colour of their target class (right half) with a red line."))
    blocks.append(.figure(built))
  }

  // MARK: Structure

  mutating func addStructure() {
    guard let flows = model.flows else { return }
    let classes = flows.byClass.structure
    guard !classes.isEmpty else { return }
    chapter("土地利用结构", "Land use structure")
    func sums(_ rows: [(label: FlowClass.Label, before: Area, after: Area)]) -> Change {
      (rows.map(\.before).total(), rows.map(\.after).total())
    }
    let total = sums(classes)
    var rows: [[Cell]] = []
    for category in LandCategory.allCases {
      let members = classes.filter { palette[$0.label.key].category == category }
      guard !members.isEmpty else { continue }
      rows.append(structureRow(category.name[language], sums(members), total: total, tone: .strong))
      let groups = Dictionary(grouping: members) { palette[$0.label.key].level1 }
      for (code, group) in groups.sorted(by: { $0.key < $1.key }) {
        rows.append(structureRow("　" + palette[code].name[language], sums(group), total: total))
      }
    }
    let others = classes.filter { palette[$0.label.key].category == nil }
    if !others.isEmpty {
      let name = phrase("未归类", "Without category")
      rows.append(structureRow(name, sums(others), total: total, tone: .strong))
    }
    rows.append(structureRow(phrase("合计", "Total"), total, total: total, tone: .strong))
    let built = table(
      "土地利用结构调整表（三大类及一级类）", "Land use structure by category and level-1 class",
      columns: structureColumns, rows: rows)
    blocks.append(.table(built))
  }

  var structureColumns: [Column] {
    [
      Column(phrase("地类", "Class"), width: 2.1),
      Column(phrase("整治前\n（公顷）", "Before\n(hm²)"), .right, width: 1.3),
      Column(phrase("比例\n（%）", "Share\n(%)"), .right, width: 1),
      Column(phrase("整治后\n（公顷）", "After\n(hm²)"), .right, width: 1.3),
      Column(phrase("比例\n（%）", "Share\n(%)"), .right, width: 1),
      Column(phrase("变化\n（公顷）", "Change\n(hm²)"), .right, width: 1.2),
      Column(phrase("变化\n（亩）", "Change\n(mu)"), .right, width: 1.2),
    ]
  }

  func structureRow(
    _ name: String, _ sums: Change, total: Change, tone: ReportDocument.Tone = .plain
  ) -> [Cell] {
    let change = sums.after - sums.before
    return [
      Cell(name, tone), Cell(AreaUnit.hectare.text(sums.before), tone),
      Cell(Numbers.percent(sums.before, of: total.before), tone),
      Cell(AreaUnit.hectare.text(sums.after), tone),
      Cell(Numbers.percent(sums.after, of: total.after), tone),
      Cell(AreaUnit.hectare.change(change), tone),
      Cell(AreaUnit.mu.change(change, decimals: 1), tone),
    ]
  }

  /// The table by second-level class, for the annex.
  mutating func addClassTable() {
    guard let classes = model.flows?.byClass.structure, !classes.isEmpty else { return }
    section("地类面积明细", "Areas by class")
    let total = (classes.map(\.before).total(), classes.map(\.after).total())
    let built = table(
      "土地利用结构调整表（二级类）", "Land use structure by class", columns: structureColumns,
      rows: classes.map { row in
        structureRow(className(row.label.key), (row.before, row.after), total: total)
      } + [structureRow(phrase("合计", "Total"), total, total: total, tone: .strong)],
      isDense: true)
    blocks.append(.table(built))
  }

  // MARK: Flows

  mutating func addFlows() {
    guard let flows = model.flows, !flows.byClass.cells.isEmpty else { return }
    chapter("地类流向", "Flows between land classes")
    let sankey = SankeySVG(
      language: language, fromTitle: Localized(zh: "整治前", en: "Before"),
      toTitle: Localized(zh: "整治后", en: "After"), isSynthetic: model.isSynthetic)
    let built = figure(
      "sankey", phrase("一级地类流向桑基图（亩）", "Flows between level-1 classes (mu)"),
      svg: sankey.draw(flows.byLevel1))
    blocks.append(.figure(built))
    addFlowTable(
      "主要地类流向（二级类）", "Largest flows between classes", flows.byClass, most: 12,
      note: phrase("一级类流向矩阵见附录。", "The matrix of level-1 classes stands in the annex."))
  }

  mutating func addAllFlows() {
    guard let flows = model.flows, flows.byClass.changed > .zero else { return }
    chapter("地类流向明细", "All flows")
    addFlowTable("全部地类流向（二级类）", "All flows between classes", flows.byClass, most: .max)
  }

  /// The changes of class, the largest first.
  private mutating func addFlowTable(
    _ zh: String, _ en: String, _ matrix: FlowMatrix, most: Int, note: String? = nil
  ) {
    let changes = matrix.cells.filter { $0.from?.key != $0.to?.key }
    guard !changes.isEmpty else { return }
    let total = changes.map(\.area).total()
    let largest = changes.enumerated().sorted {
      ($1.element.area, $0.offset) < ($0.element.area, $1.offset)
    }.map(\.element).prefix(most)
    var rows = largest.map { flow in
      [
        Cell(labelName(flow.from)), Cell(labelName(flow.to)),
        Cell(AreaUnit.hectare.text(flow.area)), Cell(AreaUnit.mu.text(flow.area)),
        Cell(Numbers.percent(flow.area, of: total)),
      ]
    }
    let rest = total - largest.map(\.area).total()
    if changes.count > largest.count {
      let count = changes.count - largest.count
      rows.append([
        Cell(phrase("其余 \(count) 种流向", "\(count) other flows"), .muted), Cell(""),
        Cell(AreaUnit.hectare.text(rest)), Cell(AreaUnit.mu.text(rest)),
        Cell(Numbers.percent(rest, of: total)),
      ])
    }
    rows.append([
      Cell(phrase("变化合计", "All changes"), .strong), Cell(""),
      Cell(AreaUnit.hectare.text(total), .strong), Cell(AreaUnit.mu.text(total), .strong),
      Cell("100.00", .strong),
    ])
    let built = table(
      zh, en,
      columns: [
        Column(phrase("原地类", "From"), width: 2), Column(phrase("现地类", "To"), width: 2),
        Column(phrase("面积\n（公顷）", "Area\n(hm²)"), .right, width: 1.3),
        Column(phrase("面积\n（亩）", "Area\n(mu)"), .right, width: 1.3),
        Column(phrase("占变化\n（%）", "Share\n(%)"), .right, width: 1.1),
      ], rows: rows, note: note, isDense: true)
    blocks.append(.table(built))
  }

  private func labelName(_ label: FlowClass.Label?) -> String {
    guard let label else { return phrase("无覆盖", "not covered") }
    let name = label.name[language]
    return name == label.key ? name : "\(label.key) \(name)"
  }

  /// The matrix by level-1 class, on a landscape page of its own at the end of the annex, so that no page
  /// before it stays half empty.
  mutating func addMatrix() {
    guard let flows = model.flows, !flows.byClass.cells.isEmpty else { return }
    let matrix = flows.byLevel1
    let from = matrix.before.map(\.label)
    let to = matrix.after.map(\.label)
    let lines: [FlowClass.Label?] =
      from + (matrix.cells.contains { $0.from == nil } ? [nil] : [])
    let columns: [FlowClass.Label?] = to + (matrix.cells.contains { $0.to == nil } ? [nil] : [])
    func area(_ line: FlowClass.Label?, _ column: FlowClass.Label?) -> Area {
      matrix.cells.filter { $0.from?.key == line?.key && $0.to?.key == column?.key }
        .map(\.area).total()
    }
    func text(_ area: Area) -> String { area == .zero ? "" : AreaUnit.hectare.text(area) }
    func name(_ label: FlowClass.Label?) -> String {
      label?.name[language] ?? phrase("无覆盖", "not covered")
    }
    var rows = lines.map { line in
      let row = columns.map { area(line, $0) }
      return [Cell(name(line), .strong)]
        + zip(columns, row).map { Cell(text($1), $0?.key == line?.key ? .muted : .plain) }
        + [Cell(text(row.total()), .strong)]
    }
    let sums = columns.map { column in
      matrix.cells.filter { $0.to?.key == column?.key }.map(\.area).total()
    }
    rows.append(
      [Cell(phrase("整治后合计", "Total after"), .strong)] + sums.map { Cell(text($0), .strong) }
        + [Cell(text(sums.total()), .strong)])
    let built = table(
      "一级类流向矩阵（公顷）", "Flow matrix of level-1 classes (hm²)",
      columns: [Column(phrase("整治前＼整治后", "before \\ after"), width: 1.5)]
        + columns.map { Column(name($0), .right, width: 1) }
        + [Column(phrase("整治前合计", "Total before"), .right, width: 1.1)],
      rows: rows, note: phrase("灰色为地类不变的面积；空格为零。", "Grey: class unchanged; empty: zero."),
      isDense: true)
    blocks.append(.landscape([.table(built)]))
  }
}
