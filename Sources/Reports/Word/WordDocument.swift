import Groundwork

/// A Word document of a template and the values of its fields.
///
/// Every field is a content control whose tag names it, so that ``WordRefresh`` finds it again, whatever
/// people wrote around it.
public enum WordDocument {
  /// The members of the document's archive.
  ///
  /// - Parameter variables: what ``WordVariables/read(settings:)`` finds again.
  /// - Throws: Diagnostic `document.field` for a field or table that has no value, naming all.
  public static func members(
    _ template: WordTemplate, _ values: WordValues, variables: [String: String] = [:],
    syntheticMark: String?
  ) throws -> [(name: String, bytes: [UInt8])] {
    let body = try body(template, values, syntheticMark)
    let figures = template.figures
    return WordParts.members(body, variables: variables, figures: figures.count)
      + figures.enumerated().map { index, key in
        ("word/" + WordFigure.member(index + 1), values.figures[key]?.bytes ?? [])
      }
  }

  private static func body(
    _ template: WordTemplate, _ values: WordValues, _ mark: String?
  ) throws -> String {
    var missing: [String] = []
    var text = mark.map { WordXML.paragraph(WordXML.run($0, isBold: true), style: "Mark") } ?? ""
    var (tables, figures) = (0, 0)
    var isLandscape = false
    for line in template.lines {
      switch line {
      case .title(let title):
        text += WordXML.paragraph(inline(title, values, &missing), style: "Title")
      case .heading(let level, let title):
        text += WordXML.paragraph(inline(title, values, &missing), style: "Heading\(level)")
      case .paragraph(let words):
        text += WordXML.paragraph(inline(words, values, &missing), style: "BodyText")
      case .table(let key, let caption):
        guard let table = values.tables[key] else {
          missing.append("table:" + key)
          continue
        }
        tables += 1
        if !caption.isEmpty { text += self.caption("表", caption, tables, values, &missing) }
        let width = isLandscape ? WordColumns.landscape : WordColumns.portrait
        text += WordXML.control(
          "table:" + key, source: table.source, content: table.xml(width: width))
        let source = WordXML.control(
          WordRefresh.sourcePrefix + key, source: "", content: WordXML.run(table.source))
        text += WordXML.paragraph(WordXML.run("来源：") + source, style: "Source")
      case .figure(let key, let caption):
        guard let figure = values.figures[key] else {
          missing.append("figure:" + key)
          continue
        }
        figures += 1
        text += figure.xml(key, number: figures, title: caption, isLandscape: isLandscape)
        if !caption.isEmpty { text += self.caption("图", caption, figures, values, &missing) }
        text += WordXML.paragraph(WordXML.run("来源：" + figure.source), style: "Source")
      case .contents: text += WordParts.contents("目录", hint: "打开文档后更新目录")
      case .landscape:
        text += WordParts.section(isLandscape: false)
        isLandscape = true
      case .portrait:
        text += WordParts.section(isLandscape: true)
        isLandscape = false
      }
    }
    if !missing.isEmpty { throw lacking(missing, values, template) }
    return WordParts.document(text, isLandscape: isLandscape)
  }

  static func lacking(
    _ missing: [String], _ values: WordValues, _ template: WordTemplate
  ) -> Diagnostic {
    let known =
      values.fields.keys.sorted() + values.tables.keys.sorted().map { "table:" + $0 }
      + values.figures.keys.sorted().map { "figure:" + $0 }
    return Diagnostic(
      code: "document.field",
      Localized(
        zh: "模板中的字段没有数据：\(missing.joined(separator: "、"))。",
        en: "Fields of the template have no data: \(missing.joined(separator: ", "))."),
      remedy: Localized(
        zh: "可用：\(known.joined(separator: "、"))。",
        en: "There are: \(known.joined(separator: ", "))."), file: template.name)
  }

  /// - Parameter kind: 表 or 图; each is numbered by itself.
  private static func caption(
    _ kind: String, _ caption: String, _ number: Int, _ values: WordValues,
    _ missing: inout [String]
  ) -> String {
    let instruction = " SEQ \(kind) \\* ARABIC "
    return WordXML.paragraph(
      WordXML.run(kind + " ")
        + "<w:fldSimple w:instr=\"\(instruction)\">\(WordXML.run(String(number)))</w:fldSimple>"
        + WordXML.run("  ") + inline(caption, values, &missing), style: "Caption")
  }

  /// Text with its fields.
  private static func inline(
    _ words: String, _ values: WordValues, _ missing: inout [String]
  ) -> String {
    var text = ""
    var rest = words[...]
    while let start = rest.firstRange(of: "{{"),
      let end = rest[start.upperBound...].firstRange(of: "}}")
    {
      if start.lowerBound > rest.startIndex {
        text += WordXML.run(String(rest[rest.startIndex..<start.lowerBound]))
      }
      let key = String(rest[start.upperBound..<end.lowerBound])
      if let field = values.fields[key] {
        text += WordXML.control(key, source: field.source, content: WordXML.run(field.text))
      } else {
        missing.append(key)
      }
      rest = rest[end.upperBound...]
    }
    return rest.isEmpty ? text : text + WordXML.run(String(rest))
  }
}
