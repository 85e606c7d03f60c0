import Classes
import Groundwork

extension ReportBuilder {
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
        "Coordinate system: \(model.crs), in metres. Present land use is shown light (left half of a "
          + "key), measures in the colour of their target class (right half) with a red line."))
    blocks.append(.figure(built))
  }

  // MARK: Structure

  mutating func addStructure() {
    guard !model.structure.isEmpty else { return }
    chapter("土地利用结构", "Land use structure")
    let total = structureTotals(model.structure)
    var rows: [[Cell]] = []
    for category in LandCategory.allCases {
      let members = model.structure.filter { palette[$0.code].category == category }
      guard !members.isEmpty else { continue }
      rows.append(
        structureRow(category.name[language], structureTotals(members), total: total, tone: .strong)
      )
      for (code, group) in grouped(members) {
        let name = "　" + palette[code].name[language]
        rows.append(structureRow(name, structureTotals(group), total: total))
      }
    }
    let others = model.structure.filter { palette[$0.code].category == nil }
    if !others.isEmpty {
      let name = phrase("未归类", "Without category")
      rows.append(structureRow(name, structureTotals(others), total: total, tone: .strong))
    }
    rows.append(structureRow(phrase("合计", "Total"), total, total: total, tone: .strong))
    let built = table(
      "土地利用结构调整表（三大类及一级类）", "Land use structure by category and level-1 class",
      columns: structureColumns, rows: rows)
    blocks.append(.table(built))
  }

  private func grouped(
    _ rows: [ReportModel.StructureRow]
  ) -> [(code: String, rows: [ReportModel.StructureRow])] {
    Dictionary(grouping: rows) { palette[$0.code].level1 }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
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

  func structureTotals(_ rows: [ReportModel.StructureRow]) -> (before: Area, after: Area) {
    (rows.map(\.before).total(), rows.map(\.after).total())
  }

  func structureRow(
    _ name: String, _ sums: (before: Area, after: Area), total: (before: Area, after: Area),
    tone: ReportDocument.Tone = .plain
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

  // MARK: Flows

  mutating func addFlows() {
    guard !model.flows.isEmpty else { return }
    chapter("地类流向", "Flows between land classes")
    let sankey = SankeySVG(
      language: language, fromTitle: Localized(zh: "整治前", en: "Before"),
      toTitle: Localized(zh: "整治后", en: "After"), isSynthetic: model.isSynthetic)
    let built = figure(
      "sankey", phrase("地类流向桑基图（亩）", "Flows between land classes (mu)"),
      svg: sankey.draw(model.flows, palette: palette))
    blocks.append(.figure(built))
    addLargestFlows()
    addMatrix()
  }

  private mutating func addLargestFlows() {
    let changes = merged(model.flows).filter { $0.from != $0.to }
    guard !changes.isEmpty else { return }
    let total = changes.map(\.area).total()
    let largest = changes.enumerated().sorted {
      ($1.element.area, $0.offset) < ($0.element.area, $1.offset)
    }.map(\.element).prefix(15)
    var rows = largest.map { flow in
      [
        Cell(className(flow.from)), Cell(className(flow.to)),
        Cell(AreaUnit.hectare.text(flow.area)), Cell(AreaUnit.mu.text(flow.area)),
        Cell(Numbers.percent(flow.area, of: total)),
      ]
    }
    let rest = total - largest.map(\.area).total()
    if rest > .zero {
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
      "主要地类流向", "Largest flows",
      columns: [
        Column(phrase("原地类", "From"), width: 2), Column(phrase("现地类", "To"), width: 2),
        Column(phrase("面积\n（公顷）", "Area\n(hm²)"), .right, width: 1.3),
        Column(phrase("面积\n（亩）", "Area\n(mu)"), .right, width: 1.3),
        Column(phrase("占变化\n（%）", "Share\n(%)"), .right, width: 1.1),
      ], rows: rows)
    blocks.append(.table(built))
  }

  func className(_ code: String?) -> String {
    guard let code else { return phrase("无覆盖", "not covered") }
    let name = palette[code].name[language]
    return name == code ? code : "\(code) \(name)"
  }

  /// The matrix by level-1 class on a page of its own, across.
  private mutating func addMatrix() {
    let flows = palette.level1(model.flows)
    func codes(_ side: KeyPath<LandFlow, String?>) -> [String?] {
      Set(flows.map { $0[keyPath: side] }).sorted(by: codePrecedes)
    }
    let (from, to) = (codes(\.from), codes(\.to))
    var cells: [LandFlow: Area] = [:]
    for flow in flows { cells[LandFlow(from: flow.from, to: flow.to, area: .zero)] = flow.area }
    func text(_ area: Area) -> String { area == .zero ? "" : AreaUnit.hectare.text(area) }
    func name(_ code: String?) -> String {
      code.map { palette[$0].name[language] } ?? phrase("无覆盖", "not covered")
    }
    var rows = from.map { source in
      let row = to.map { cells[LandFlow(from: source, to: $0, area: .zero)] ?? .zero }
      return [Cell(name(source), .strong)]
        + zip(to, row).map { Cell(text($1), $0 == source ? .muted : .plain) }
        + [Cell(text(row.total()), .strong)]
    }
    let sums = to.map { target in flows.filter { $0.to == target }.map(\.area).total() }
    rows.append(
      [Cell(phrase("整治后合计", "Total after"), .strong)] + sums.map { Cell(text($0), .strong) }
        + [Cell(text(sums.total()), .strong)])
    let built = table(
      "一级类流向矩阵（公顷）", "Flow matrix of level-1 classes (hm²)",
      columns: [Column(phrase("整治前＼整治后", "before \\ after"), width: 1.5)]
        + to.map { Column(name($0), .right, width: 1) }
        + [Column(phrase("整治前合计", "Total before"), .right, width: 1.1)],
      rows: rows, note: phrase("灰色为地类不变的面积；空格为零。", "Grey: class unchanged; empty: zero."),
      isDense: true)
    blocks.append(.landscape([.table(built)]))
  }
}
