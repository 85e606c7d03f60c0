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
  var xml: String {
    xml(rows: rows.map { row($0.map { WordXML.run($0) }, mark: "") }.joined())
  }

  func xml(rows: String) -> String {
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>"
    }.joined()
    var text =
      "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>\(borders)</w:tblBorders>"
      + "<w:tblLook w:val=\"0020\"/></w:tblPr><w:tblGrid>"
    text += headings.map { _ in "<w:gridCol/>" }.joined() + "</w:tblGrid>"
    text += row(headings.map { WordXML.run($0, isBold: true) }, mark: "", isHead: true)
    return text + rows + "</w:tbl>"
  }

  /// - Parameters:
  ///   - cells: runs.
  ///   - mark: a tracked change of the whole row, or an empty text.
  func row(_ cells: [String], mark: String, isHead: Bool = false) -> String {
    var text = "<w:tr><w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")\(mark)</w:trPr>"
    for (column, cell) in cells.enumerated() {
      let align = isHead ? "center" : figures.contains(column) ? "right" : "left"
      let shade = isHead ? "<w:shd w:val=\"clear\" w:fill=\"E3EFE9\"/>" : ""
      text +=
        "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/>\(shade)</w:tcPr><w:p><w:pPr>"
        + "<w:pStyle w:val=\"TableText\"/><w:jc w:val=\"\(align)\"/></w:pPr>"
        + cell + "</w:p></w:tc>"
    }
    return text + "</w:tr>"
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
