/// Writes a report as Markdown. Drawings are left out; their captions stay.
public struct MarkdownPage: Sendable {
  private let document: ReportDocument

  public init(_ document: ReportDocument) {
    self.document = document
  }

  /// The text.
  public func write() -> String {
    var text = "# \(escaped(document.title))\n\n\(escaped(document.subtitle))\n\n"
    if let mark = document.syntheticMark { text += "**\(escaped(mark))**\n\n" }
    text += facts(document.cover)
    for block in document.front + document.blocks { text += markdown(block) }
    return text
  }

  private func markdown(_ block: ReportDocument.Block) -> String {
    switch block {
    case .heading(let level, let text):
      String(repeating: "#", count: level + 1) + " \(escaped(text))\n\n"
    case .paragraph(let text): escaped(text) + "\n\n"
    case .notice(let text): "> \(escaped(text))\n\n"
    case .keyFigures(let figures):
      figures.map { "- \(escaped($0.name)): **\(escaped($0.value))** \(escaped($0.unit))\n" }
        .joined() + "\n"
    case .table(let table): markdown(table)
    case .figure(let figure): "*\(escaped(figure.number)) \(escaped(figure.caption))*\n\n"
    case .gallery(let figures):
      figures.map { "*\(escaped($0.number)) \(escaped($0.caption))*\n\n" }.joined()
    case .verdict(let card): markdown(card)
    case .result(let cell, let detail): "**\(escaped(cell.text))** \(escaped(detail))\n\n"
    case .finding(let finding):
      "### \(escaped(finding.rule))　\(escaped(finding.title))\n\n"
        + "**"
        + ([finding.verdict.text] + finding.marks).map { escaped($0) }.joined(separator: " · ")
        + "**\n\n" + facts(finding.facts)
    case .landscape(let blocks): blocks.map { markdown($0) }.joined()
    }
  }

  private func markdown(_ table: ReportDocument.Table) -> String {
    let marks: [ReportDocument.Column.Align: String] = [
      .left: ":--", .right: "--:", .centre: ":-:",
    ]
    let caption = "**\(escaped(table.number))　\(escaped(table.caption))**\n\n"
    var text = table.number.isEmpty ? "" : caption
    text += row(table.columns.map(\.title))
    text += "|" + table.columns.map { (marks[$0.align] ?? "---") + "|" }.joined() + "\n"
    for cells in table.rows { text += row(cells.map(\.text)) }
    text += "\n"
    if let note = table.note { text += escaped(note) + "\n\n" }
    return text
  }

  private func row(_ cells: [String]) -> String {
    "| " + cells.map { escaped($0) }.joined(separator: " | ") + " |\n"
  }

  private func markdown(_ card: ReportDocument.VerdictCard) -> String {
    var text = "### \(escaped(card.rule))　\(escaped(card.title))\n\n"
    let marks = [card.verdict.text] + card.marks
    text += "**" + marks.map { escaped($0) }.joined(separator: " · ") + "**\n\n"
    if let statement = card.statement { text += escaped(statement) + "\n\n" }
    text += facts(card.facts)
    if !card.trace.isEmpty {
      text += card.trace.map { "- \(escaped($0.value)) — \(escaped($0.name))\n" }.joined() + "\n"
    }
    return text
  }

  private func facts(_ facts: [ReportDocument.Fact]) -> String {
    facts.map { "- **\(escaped($0.name))** \(escaped($0.value))\n" }.joined() + "\n"
  }

  /// Escapes characters that have a meaning in Markdown; a line break becomes a space.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline {
        result.append(" ")
      } else {
        if "\\`*_{}[]<>#|~^$@".contains(character) { result.append("\\") }
        result.append(character)
      }
    }
    return result
  }
}
