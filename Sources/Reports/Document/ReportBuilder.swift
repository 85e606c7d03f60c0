import Classes
import Flow
import Groundwork

/// Turns a ``ReportModel`` into a document in one language: texts, tables with numbers, drawings.
struct ReportBuilder {
  let model: ReportModel
  let language: Language
  let palette: ClassPalette
  var front: [ReportDocument.Block] = []
  var blocks: [ReportDocument.Block] = []
  var drawings: [String: String] = [:]
  private var tables = 0
  private var figures = 0
  private var chapters = 0

  typealias Cell = ReportDocument.Cell
  typealias Column = ReportDocument.Column

  /// The maximum number of witness maps of one rule, in the report and in the details; the
  /// workspace has all pieces.
  static let witnessesInReport = 2
  static let witnessesInDetails = 6

  init(_ model: ReportModel, language: Language) {
    self.model = model
    self.language = language
    palette = model.classes
  }

  func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  /// The report: a summary page, chapters and an annex.
  mutating func build() -> ReportDocument {
    addFront()
    addSummary()
    addMap()
    addStructure()
    addFlows()
    addVerdicts()
    addProjects()
    addAnnex()
    return document(
      subtitle: phrase("全域土地综合整治方案核验报告", "Verification report of a land consolidation plan"))
  }

  /// The details: every rule with its formula and steps, witness pieces, all flows, hashes.
  mutating func buildDetails() -> ReportDocument {
    addCards()
    addAllFlows()
    addOrigins()
    return document(
      subtitle: phrase("另册：逐条核验、地类流向与数据来源", "Details: rule by rule, flows, data sources"))
  }

  private func document(subtitle: String) -> ReportDocument {
    ReportDocument(
      language: language == .zh ? "zh-CN" : "en", title: model.title[language],
      subtitle: subtitle, header: model.title[language],
      syntheticMark: model.isSynthetic
        ? phrase("合成数据 · 非真实地块", "Synthetic data · no real land") : nil,
      cover: cover, contentsTitle: phrase("目　录", "Contents"),
      pageText: language == .zh
        ? .init(before: "第 ", between: " 页 / 共 ", after: " 页")
        : .init(before: "Page ", between: " of ", after: ""),
      front: front, blocks: blocks, drawings: drawings)
  }

  private var cover: [ReportDocument.Fact] {
    var facts = [
      ReportDocument.Fact(name: phrase("整治片区", "District"), value: model.district[language]),
      ReportDocument.Fact(name: phrase("整治方案", "Plan"), value: model.plan),
      ReportDocument.Fact(name: phrase("基期年度", "Base epoch"), value: model.baseEpoch),
    ]
    if let date = model.date {
      facts.append(ReportDocument.Fact(name: phrase("编制日期", "Date"), value: date))
    }
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

  /// A numbered table.
  mutating func table(
    _ zh: String, _ en: String, columns: [ReportDocument.Column], rows: [[ReportDocument.Cell]],
    note: String? = nil, isDense: Bool = false
  ) -> ReportDocument.Table {
    tables += 1
    return ReportDocument.Table(
      number: phrase("表 \(tables)", "Table \(tables)"), caption: phrase(zh, en),
      columns: columns, rows: rows, note: note, isDense: isDense)
  }

  /// A numbered figure whose drawing has this name.
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
  /// The report of a model.
  public init(_ model: ReportModel, language: Language = .zh) {
    var builder = ReportBuilder(model, language: language)
    self = builder.build()
  }

  /// The details that go with the report.
  public static func details(_ model: ReportModel, language: Language = .zh) -> ReportDocument {
    var builder = ReportBuilder(model, language: language)
    return builder.buildDetails()
  }
}
