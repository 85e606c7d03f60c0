import Foundation
import Groundwork

/// A document set as PDF, of the same template and the same values as the Word document.
public struct DocumentPages: Sendable, Encodable {
  struct Block: Sendable, Encodable {
    var kind: String
    var text: String?
    var level: Int?
    /// Of a table or picture; numbered like in the Word document.
    var number: Int?
    var caption: String?
    var source: String?
    var head: [String]?
    var rows: [[String]]?
    var figures: [Int]?
    var widths: [Int]?
    /// In half points.
    var size: Int?
    /// The picture's file.
    var file: String?

    init(_ kind: String, _ text: String? = nil, level: Int? = nil) {
      self.kind = kind
      self.text = text
      self.level = level
    }
  }

  struct Section: Sendable, Encodable {
    var isLandscape: Bool
    var blocks: [Block]
  }

  var title = ""
  var sections: [Section] = [Section(isLandscape: false, blocks: [])]

  /// - Parameter sheets: the file of each picture by its key.
  /// - Throws: Diagnostic `document.field` as ``WordDocument/members(_:_:variables:syntheticMark:)``.
  public init(
    _ template: WordTemplate, _ values: WordValues, sheets: [String: String],
    syntheticMark: String?
  ) throws {
    var missing: [String] = []
    var counts = (tables: 0, figures: 0)
    if let syntheticMark { add(Block("mark", syntheticMark)) }
    for line in template.lines {
      switch line {
      case .title(let words):
        title = DocumentPages.plain(words, values, &missing)
        add(Block("title", title))
      case .heading(let level, let words):
        add(Block("heading", DocumentPages.plain(words, values, &missing), level: level))
      case .paragraph(let words):
        add(Block("paragraph", DocumentPages.plain(words, values, &missing)))
      case .table(let key, let caption):
        guard let table = values.tables[key] else {
          missing.append("table:" + key)
          continue
        }
        counts.tables += 1
        add(
          block(
            table, counts.tables, caption: DocumentPages.plain(caption, values, &missing)))
      case .figure(let key, let caption):
        guard let file = sheets[key] else {
          missing.append("figure:" + key)
          continue
        }
        counts.figures += 1
        var block = Block("figure")
        block.number = counts.figures
        block.file = file
        block.caption = DocumentPages.plain(caption, values, &missing)
        block.source = values.figures[key]?.source ?? ""
        add(block)
      case .contents: add(Block("contents"))
      case .landscape: sections.append(Section(isLandscape: true, blocks: []))
      case .portrait: sections.append(Section(isLandscape: false, blocks: []))
      }
    }
    sections.removeAll(where: \.blocks.isEmpty)
    if !missing.isEmpty { throw WordDocument.lacking(missing, values, template) }
  }

  private mutating func add(_ block: Block) {
    sections[sections.count - 1].blocks.append(block)
  }

  private func block(_ table: WordTable, _ number: Int, caption: String) -> Block {
    let isLandscape = sections.last?.isLandscape ?? false
    let columns = WordColumns(
      table, width: isLandscape ? WordColumns.landscape : WordColumns.portrait)
    var block = Block("table")
    block.number = number
    block.caption = caption
    block.source = table.source
    block.head = table.headings
    block.rows = table.rows
    block.figures = table.figures.sorted()
    block.widths = columns.widths
    block.size = columns.size
    return block
  }

  /// Text with the values of its fields.
  private static func plain(
    _ words: String, _ values: WordValues, _ missing: inout [String]
  ) -> String {
    var lacking: [String] = []
    let text = words.replacing(/\{\{(.*?)\}\}/) { match in
      let key = String(match.1)
      if let field = values.fields[key] { return field.text }
      lacking.append(key)
      return ""
    }
    missing += lacking
    return text
  }

  /// What typst sets.
  ///
  /// - Parameter name: of the PDF, without an ending.
  public func piece(_ name: String) throws -> TypstPiece {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return TypstPiece(
      name + ".pdf", source: "#let data = json(\"\(name).json\")\n" + DocumentPages.layout,
      files: [(name + ".json", [UInt8](try encoder.encode(self)))])
  }

  private static let layout = #"""
    #let sans = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
    #let serif = ("Libertinus Serif", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Noto Sans CJK SC")
    #let grey = rgb("#5f6368")
    #set document(title: data.title, date: none)
    #set text(font: serif, size: 12pt, lang: "zh", region: "cn")
    #set par(leading: 0.9em, spacing: 1.1em, justify: true, first-line-indent: (amount: 2em, all: true))
    #set heading(numbering: "1.1.1")
    #show heading: set text(font: sans)
    #show heading: it => block(above: 1.4em, below: 0.9em, sticky: true, it)
    #show outline: set par(first-line-indent: 0pt)
    #let caption(kind, b) = if b.caption != "" {
      block(above: 1em, below: 0.7em, sticky: kind == "表", width: 100%, align(center, text(font: sans, size: 10.5pt, weight: "bold")[#kind #b.number　#b.caption]))
    }
    #let note(words) = block(above: 0.6em, below: 1.2em, {
      set par(first-line-indent: 0pt)
      text(size: 9pt, fill: grey)[来源：#words]
    })
    #let shown-table(b) = {
      caption("表", b)
      {
        set text(size: b.size * 0.5pt)
        set par(leading: 0.5em, justify: false, first-line-indent: 0pt)
        table(
          columns: b.widths.map(width => width * 1fr),
          align: (x, y) => (if y == 0 { center } else if x in b.figures { right } else { left }) + horizon,
          inset: (x: 4.5pt, y: 4pt), stroke: 0.5pt + rgb("#7f7f7f"),
          fill: (x, y) => if y == 0 { rgb("#e3efe9") },
          table.header(..b.head.map(strong)),
          ..b.rows.flatten().map(cell => table.cell(breakable: false, cell)),
        )
      }
      note(b.source)
    }
    #let shown(b, is-landscape) = {
      if b.kind == "title" {
        align(center, block(above: 1em, below: 2em, {
          set par(first-line-indent: 0pt)
          text(font: sans, size: 22pt, weight: "bold", b.text)
        }))
      } else if b.kind == "heading" { heading(level: b.level, b.text) }
      else if b.kind == "paragraph" { par(b.text) }
      else if b.kind == "mark" { align(right, text(size: 10pt, fill: rgb("#a81e2b"), weight: "bold", b.text)) }
      else if b.kind == "contents" { outline(title: [目录], depth: 3); pagebreak(weak: true) }
      else if b.kind == "table" { shown-table(b) }
      else {
        align(center, image(b.file, width: 100%, height: if is-landscape { 12.6cm } else { 11.4cm }, fit: "contain"))
        caption("图", b)
        note(b.source)
      }
    }
    #for section in data.sections {
      page(paper: "a4", flipped: section.isLandscape, margin: 2.54cm, numbering: "1", for b in section.blocks { shown(b, section.isLandscape) })
    }
    """#
}
