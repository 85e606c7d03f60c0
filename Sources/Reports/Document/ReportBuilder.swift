import Flow
import Groundwork

/// Words, numbers and draws a ``ReportModel`` in one language.
struct ReportBuilder {
  let model: ReportModel
  let language: Language
  let palette: ClassPalette
  var blocks: [ReportDocument.Block] = []
  var drawings: [String: String] = [:]
  private var tables = 0
  private var figures = 0
  private var chapters = 0

  /// Witness maps of one rule at most; the rest stay in the workspace.
  static let witnessesPerRule = 6

  init(_ model: ReportModel, language: Language) {
    self.model = model
    self.language = language
    palette = ClassPalette(model.classes)
  }

  func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  mutating func build() -> ReportDocument {
    addSummary()
    addMap()
    addStructure()
    addFlows()
    addVerdicts()
    addWitnesses()
    addProjects()
    addAppendix()
    return ReportDocument(
      language: language == .zh ? "zh-CN" : "en", title: model.title[language],
      subtitle: phrase("全域土地综合整治方案核验报告", "Verification report of a land consolidation plan"),
      header: model.title[language],
      syntheticMark: model.isSynthetic
        ? phrase("合成数据 · 非真实地块", "Synthetic data · no real land") : nil,
      cover: cover, contentsTitle: phrase("目　录", "Contents"),
      pageText: language == .zh
        ? .init(before: "第 ", between: " 页 / 共 ", after: " 页")
        : .init(before: "Page ", between: " of ", after: ""),
      blocks: blocks, drawings: drawings)
  }

  private var cover: [ReportDocument.Fact] {
    var facts = [
      ReportDocument.Fact(name: phrase("整治片区", "District"), value: model.district[language]),
      ReportDocument.Fact(name: phrase("整治方案", "Plan"), value: model.plan),
      ReportDocument.Fact(name: phrase("基期年度", "Base epoch"), value: model.baseEpoch),
      ReportDocument.Fact(name: phrase("坐标系", "Coordinate system"), value: model.crs),
      ReportDocument.Fact(name: phrase("面积口径", "Area"), value: areaKindName),
    ]
    if let date = model.date {
      facts.append(ReportDocument.Fact(name: phrase("编制日期", "Date"), value: date))
    }
    facts.append(ReportDocument.Fact(name: phrase("计算程序", "Program"), value: model.engine))
    return facts
  }

  var areaKindName: String {
    switch model.areaKind {
    case .official: phrase("图斑椭球面积", "official ellipsoid area")
    case .planar: phrase("投影平面面积", "planar area")
    }
  }

  // MARK: Parts

  mutating func chapter(_ zh: String, _ en: String) {
    chapters += 1
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    let number = chapters <= numerals.count ? numerals[chapters - 1] : "\(chapters)"
    blocks.append(.heading(level: 1, text: phrase("\(number)、\(zh)", "\(chapters) \(en)")))
  }

  mutating func section(_ zh: String, _ en: String) {
    blocks.append(.heading(level: 2, text: phrase(zh, en)))
  }

  mutating func paragraph(_ zh: String, _ en: String) {
    blocks.append(.paragraph(phrase(zh, en)))
  }

  /// A numbered table. Empty tables are left out.
  mutating func table(
    _ zh: String, _ en: String, columns: [ReportDocument.Column], rows: [[ReportDocument.Cell]],
    note: String? = nil, isDense: Bool = false
  ) -> ReportDocument.Table {
    tables += 1
    return ReportDocument.Table(
      number: phrase("表 \(tables)", "Table \(tables)"), caption: phrase(zh, en),
      columns: columns, rows: rows, note: note, isDense: isDense)
  }

  /// A numbered figure whose drawing is kept under the name.
  mutating func figure(
    _ name: String, _ caption: String, svg: String, note: String? = nil
  ) -> ReportDocument.Figure {
    figures += 1
    drawings[name] = svg
    return ReportDocument.Figure(
      number: phrase("图 \(figures)", "Figure \(figures)"), caption: caption, drawing: name,
      note: note)
  }
}

extension ReportDocument {
  /// Words, numbers and draws a model.
  public init(_ model: ReportModel, language: Language = .zh) {
    var builder = ReportBuilder(model, language: language)
    self = builder.build()
  }
}
