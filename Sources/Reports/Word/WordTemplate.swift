import Groundwork

/// A template of a document (文档模板): a text file that an office changes without us.
///
/// ```
/// # 标题          a chapter; ## and ### below it
/// 文字 {{field}}   a paragraph; {{field}} is a field with its source
/// {{table:name}}  a table, alone on its line; `|` and a caption may follow
/// {{figure:name}} a picture (附图), likewise
/// [[目录]]         a table of contents
/// [[横向]]         what follows is landscape, [[纵向]] upright again
/// % 说明           a remark, left out
/// ```
public struct WordTemplate: Sendable {
  enum Line: Sendable, Hashable {
    case heading(Int, String)
    case title(String)
    case paragraph(String)
    case table(String, caption: String)
    case figure(String, caption: String)
    case contents
    case landscape
    case portrait
  }

  let lines: [Line]
  public let name: String

  /// - Throws: Diagnostic `document.template` for a table that is not alone on its line, naming the line.
  public init(_ text: String, file: String) throws {
    name = file
    var lines: [Line] = []
    for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = raw.trimming()
      if line.isEmpty || line.hasPrefix("%") { continue }
      switch line {
      case "[[目录]]": lines.append(.contents)
      case "[[横向]]": lines.append(.landscape)
      case "[[纵向]]": lines.append(.portrait)
      default:
        let level = line.prefix { $0 == "#" }.count
        if line.hasPrefix("= ") {
          lines.append(.title(String(line.dropFirst(2))))
        } else if (1...3).contains(level), line.dropFirst(level).first == " " {
          lines.append(.heading(level, String(line.dropFirst(level + 1))))
        } else if let (key, caption) = WordTemplate.part(line, "{{table:") {
          lines.append(.table(key, caption: caption))
        } else if let (key, caption) = WordTemplate.part(line, "{{figure:") {
          lines.append(.figure(key, caption: caption))
        } else if line.contains("{{table:") || line.contains("{{figure:") {
          throw Diagnostic(
            code: "document.template",
            Localized(
              zh: "表格和附图须独占一行。", en: "A table or picture must stand alone on its line."),
            file: "\(file):\(number + 1)")
        } else {
          lines.append(.paragraph(line))
        }
      }
    }
    self.lines = lines
  }

  /// The pictures that it asks for.
  public var figures: [String] {
    lines.compactMap { line in
      guard case .figure(let key, _) = line else { return nil }
      return key
    }
  }

  /// The name and the caption of a table or picture that stands alone on its line.
  private static func part(_ line: String, _ start: String) -> (key: String, caption: String)? {
    guard line.hasPrefix(start), let end = line.range(of: "}}") else { return nil }
    let key = line[line.index(line.startIndex, offsetBy: start.count)..<end.lowerBound]
    return (String(key), String(line[end.upperBound...].drop { $0 == " " || $0 == "|" }))
  }
}

extension Substring {
  fileprivate func trimming() -> String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension String {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    firstRange(of: text)
  }
}
