import Groundwork

/// A sheet for a meeting (会议一页纸): a title, facts and a few tables, set like the report's first page.
public struct MeetingSheet: Sendable {
  public struct Table: Sendable {
    public var caption: String
    public var columns: [ReportDocument.Column]
    public var rows: [[ReportDocument.Cell]]
    public var note: String?

    public init(
      caption: String, columns: [ReportDocument.Column], rows: [[ReportDocument.Cell]],
      note: String? = nil
    ) {
      self.caption = caption
      self.columns = columns
      self.rows = rows
      self.note = note
    }
  }

  public var title: String
  public var subtitle: String
  public var isSynthetic: Bool
  public var facts: [(name: String, value: String)]
  /// The result in one line, and a sentence about it.
  public var result: String
  public var detail: String
  public var tables: [Table]
  public var notice: String?

  public init(
    title: String, subtitle: String, isSynthetic: Bool, facts: [(name: String, value: String)],
    result: String, detail: String, tables: [Table], notice: String?
  ) {
    self.title = title
    self.subtitle = subtitle
    self.isSynthetic = isSynthetic
    self.facts = facts
    self.result = result
    self.detail = detail
    self.tables = tables
    self.notice = notice
  }

  /// The sheet as a page of HTML without further files.
  public func html(_ language: Language) -> String {
    HTMLPage(ReportDocument(self, language: language)).write()
  }
}

extension ReportDocument {
  /// A document of one page.
  public init(_ sheet: MeetingSheet, language: Language) {
    func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    var front: [Block] = [.result(Cell(sheet.result, .strong), detail: sheet.detail)]
    for (place, table) in sheet.tables.enumerated() {
      front.append(
        .table(
          Table(
            number: phrase("表 \(place + 1)", "Table \(place + 1)"), caption: table.caption,
            columns: table.columns, rows: table.rows, note: table.note, isDense: true)))
    }
    if let notice = sheet.notice { front.append(.notice(notice)) }
    self.init(
      language: language == .zh ? "zh-CN" : "en", title: sheet.title, subtitle: sheet.subtitle,
      header: sheet.title,
      syntheticMark: sheet.isSynthetic
        ? phrase("合成数据 · 非真实地块", "Synthetic data · no real land") : nil,
      cover: sheet.facts.map { Fact(name: $0.name, value: $0.value) }, contentsTitle: "",
      pageText: language == .zh
        ? .init(before: "第 ", between: " 页 / 共 ", after: " 页")
        : .init(before: "Page ", between: " of ", after: ""),
      front: front, blocks: [])
  }
}
