import Groundwork

/// A report as a Word document that people go on editing. Drawings are left out; their captions stay.
public struct ReportWord: Sendable {
  private let document: ReportDocument

  public init(_ document: ReportDocument) {
    self.document = document
  }

  /// The members of the document's archive.
  public func members() -> [(name: String, bytes: [UInt8])] {
    var text = document.syntheticMark.map { paragraph(bold($0), "Mark") } ?? ""
    text += paragraph(plain(document.title), "Title") + paragraph(plain(document.subtitle), nil)
    text += facts(document.cover)
    let isChinese = document.language.hasPrefix("zh")
    text += WordParts.contents(
      document.contentsTitle,
      hint: isChinese ? "打开文档后更新目录" : "Update the contents after opening the document")
    text += blocks(document.front + document.blocks)
    return WordParts.members(WordParts.document(text, isLandscape: false))
  }

  private func blocks(_ blocks: [ReportDocument.Block]) -> String {
    blocks.map { block in
      switch block {
      case .heading(let level, let text): paragraph(plain(text), "Heading\(min(max(level, 1), 3))")
      case .paragraph(let text): paragraph(plain(text), "BodyText")
      case .notice(let text): paragraph(bold(text), "BodyText")
      case .keyFigures(let figures):
        facts(
          figures.map { ReportDocument.Fact(name: $0.name, value: "\($0.value) \($0.unit)") })
      case .table(let table): self.table(table)
      case .figure(let figure): caption(figure)
      case .gallery(let figures): figures.map { caption($0) }.joined()
      case .verdict(let card): self.card(card)
      case .result(let cell, let detail):
        paragraph(bold(cell.text) + plain("　\(detail)"), "BodyText")
      case .finding(let finding):
        paragraph(plain("\(finding.rule)　\(finding.title)"), "Heading2")
          + paragraph(bold(([finding.verdict.text] + finding.marks).joined(separator: " · ")), nil)
          + facts(finding.facts)
      case .landscape(let inner): self.blocks(inner)
      }
    }.joined()
  }

  private func card(_ card: ReportDocument.VerdictCard) -> String {
    var text = paragraph(plain("\(card.rule)　\(card.title)"), "Heading2")
    text += paragraph(bold(([card.verdict.text] + card.marks).joined(separator: " · ")), nil)
    if let statement = card.statement { text += paragraph(plain(statement), "BodyText") }
    text += facts(card.facts)
    return text + facts(card.trace)
  }

  private func table(_ table: ReportDocument.Table) -> String {
    let right = table.columns.indices.filter { table.columns[$0].align == .right }
    let word = WordTable(
      headings: table.columns.map(\.title), rows: table.rows.map { $0.map(\.text) },
      figures: Set(right), source: "")
    var text =
      table.number.isEmpty ? "" : paragraph(plain("\(table.number)　\(table.caption)"), "Caption")
    text += word.xml(width: WordColumns.portrait)
    return text + paragraph(table.note.map { plain($0) } ?? "", "Source")
  }

  private func caption(_ figure: ReportDocument.Figure) -> String {
    paragraph(plain("\(figure.number)　\(figure.caption)"), "Caption")
  }

  private func facts(_ facts: [ReportDocument.Fact]) -> String {
    facts.map { paragraph(bold($0.name) + plain("　\($0.value)"), "TableText") }.joined()
  }

  private func plain(_ text: String) -> String { WordXML.run(text) }
  private func bold(_ text: String) -> String { WordXML.run(text, isBold: true) }
  private func paragraph(_ content: String, _ style: String?) -> String {
    WordXML.paragraph(content, style: style)
  }
}
