import Groundwork

/// A table of a document whose figures come from data.
public struct WordTable: Sendable, Hashable {
  public var headings: [String]
  public var rows: [[String]]
  /// The columns of figures, which stand at the right.
  public var figures: Set<Int>
  /// Where the figures come from, for readers.
  public var source: String

  public init(headings: [String], rows: [[String]], figures: Set<Int> = [], source: String) {
    self.headings = headings
    self.rows = rows
    self.figures = figures
    self.source = source
  }

  /// The table in WordprocessingML: heads repeat on every page, rows do not break.
  ///
  /// - Parameter width: of the text on the page, in twentieths of a point.
  func xml(width: Int) -> String {
    let columns = WordColumns(self, width: width)
    return xml(
      rows: rows.map { row($0.map { WordXML.run($0, looks: columns.looks()) }, columns) }.joined(),
      columns)
  }

  func xml(rows: String, _ columns: WordColumns) -> String {
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>"
    }.joined()
    var text =
      "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>\(borders)</w:tblBorders>"
      + "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\"/></w:tblPr><w:tblGrid>"
    text += columns.widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined() + "</w:tblGrid>"
    let heads = headings.map { WordXML.run($0, looks: columns.looks(isBold: true)) }
    text += row(heads, columns, isHead: true)
    return text + rows + "</w:tbl>"
  }

  /// - Parameters:
  ///   - cells: runs.
  ///   - mark: a tracked change of the whole row, or an empty text.
  func row(
    _ cells: [String], _ columns: WordColumns, mark: String = "", isHead: Bool = false
  ) -> String {
    var text = "<w:tr><w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")\(mark)</w:trPr>"
    for (column, cell) in cells.enumerated() {
      let align = isHead ? "center" : figures.contains(column) ? "right" : "left"
      let shade = isHead ? "<w:shd w:val=\"clear\" w:fill=\"E3EFE9\"/>" : ""
      let width = columns.widths.indices.contains(column) ? columns.widths[column] : 0
      text +=
        "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(shade)<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr>"
        + "<w:pStyle w:val=\"TableText\"/><w:jc w:val=\"\(align)\"/></w:pPr>"
        + cell + "</w:p></w:tc>"
    }
    return text + "</w:tr>"
  }
}

extension WordColumns {
  /// The properties of a run in the table, or an empty text: letters have the size of the style where that
  /// fits.
  func looks(isBold: Bool = false) -> String {
    let size = size == WordColumns.usual ? "" : "<w:sz w:val=\"\(size)\"/>"
    let bold = isBold ? "<w:b/>" : ""
    return size.isEmpty && !isBold ? "" : "<w:rPr>\(bold)\(size)</w:rPr>"
  }

  /// The size of the style `TableText`.
  static let usual = 20

  /// The width of the text on the page on which a table stands: that of its columns.
  static func width(of table: String) -> Int {
    let sum = table.matches(of: /<w:gridCol w:w="(\d+)"\/>/).compactMap { Int($0.1) }.reduce(0, +)
    return sum > (portrait + landscape) / 2 ? landscape : portrait
  }
}

/// The small parts of WordprocessingML.
enum WordXML {
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        // XML has no other control characters.
        let isControl = character.value < 32 && !["\t", "\n", "\r"].contains(character)
        if !isControl { result.unicodeScalars.append(character) }
      }
    }
    return result
  }

  static func unescaped(_ text: some StringProtocol) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  static func run(_ text: String, isBold: Bool = false) -> String {
    run(text, looks: isBold ? "<w:rPr><w:b/></w:rPr>" : "")
  }

  /// - Parameter looks: the properties of the run, or an empty text.
  static func run(_ text: String, looks: String) -> String {
    "<w:r>\(looks)<w:t xml:space=\"preserve\">\(escaped(text))</w:t></w:r>"
  }

  static func paragraph(_ content: String, style: String? = nil) -> String {
    let style = style.map { "<w:pPr><w:pStyle w:val=\"\($0)\"/></w:pPr>" } ?? ""
    return "<w:p>\(style)\(content)</w:p>"
  }

  /// The tag by which a field is found again.
  static let tagPrefix = "zhitu:"

  /// A content control with its tag; `source` is shown by Word as the title of the field.
  static func control(_ key: String, source: String, content: String) -> String {
    "<w:sdt><w:sdtPr>\(alias(source))<w:tag w:val=\"\(tagPrefix)\(escaped(key))\"/></w:sdtPr>"
      + "<w:sdtContent>\(content)</w:sdtContent></w:sdt>"
  }

  /// The title of a field; Word allows 64 characters.
  static func alias(_ source: String) -> String {
    "<w:alias w:val=\"\(escaped(String(source.prefix(60))))\"/>"
  }
}
