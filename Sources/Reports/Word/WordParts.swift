/// The parts of a Word document that do not depend on its content.
enum WordParts {
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let office = "http://schemas.openxmlformats.org"
  private static let main = "\(office)/wordprocessingml/2006/main"
  private static let links = "\(office)/officeDocument/2006/relationships"
  private static let type = "application/vnd.openxmlformats-officedocument.wordprocessingml"

  static let contentTypes =
    head + "<Types xmlns=\"\(office)/package/2006/content-types\">"
    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    + "<Default Extension=\"png\" ContentType=\"image/png\"/>"
    + override("document", "document.main") + override("styles", "styles")
    + override("numbering", "numbering") + override("settings", "settings")
    + override("footer1", "footer") + "</Types>"

  private static func override(_ name: String, _ kind: String) -> String {
    "<Override PartName=\"/word/\(name).xml\" ContentType=\"\(type).\(kind)+xml\"/>"
  }

  static let relationships =
    head + "<Relationships xmlns=\"\(office)/package/2006/relationships\"><Relationship Id=\"rId1\""
    + " Type=\"\(links)/officeDocument\" Target=\"word/document.xml\"/></Relationships>"

  /// - Parameter figures: how many pictures there are.
  static func documentRelationships(_ figures: Int) -> String {
    let pictures = (0..<figures).map { index in
      "<Relationship Id=\"\(WordFigure.relationship(index + 1))\" Type=\"\(links)/image\""
        + " Target=\"\(WordFigure.member(index + 1))\"/>"
    }
    return head + "<Relationships xmlns=\"\(office)/package/2006/relationships\">"
      + link(1, "styles") + link(2, "numbering") + link(3, "settings")
      + link(4, "footer", "footer1") + pictures.joined() + "</Relationships>"
  }

  private static func link(_ number: Int, _ kind: String, _ file: String? = nil) -> String {
    "<Relationship Id=\"rId\(number)\" Type=\"\(links)/\(kind)\" Target=\"\(file ?? kind).xml\"/>"
  }

  /// Word asks to fill the fields of its own (contents, numbers) when it opens the document.
  static func settings(_ variables: [String: String]) -> String {
    head + "<w:settings xmlns:w=\"\(main)\"><w:updateFields w:val=\"true\"/>"
      + WordVariables.xml(variables) + "</w:settings>"
  }

  static let footer =
    head + "<w:ftr xmlns:w=\"\(main)\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>"
    + "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"

  /// Chapters are numbered 1, 1.1, 1.1.1.
  static let numbering: String = {
    let texts = ["%1", "%1.%2", "%1.%2.%3"]
    let levels = texts.enumerated().map { level, text in
      "<w:lvl w:ilvl=\"\(level)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
        + "<w:pStyle w:val=\"Heading\(level + 1)\"/><w:suff w:val=\"space\"/>"
        + "<w:lvlText w:val=\"\(text)\"/><w:lvlJc w:val=\"left\"/></w:lvl>"
    }.joined()
    return head + "<w:numbering xmlns:w=\"\(main)\"><w:abstractNum w:abstractNumId=\"0\">"
      + "<w:multiLevelType w:val=\"multilevel\"/>\(levels)</w:abstractNum><w:num w:numId=\"1\">"
      + "<w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
  }()

  static let styles: String = {
    let fonts =
      "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\"/>"
    var text = head + "<w:styles xmlns:w=\"\(main)\"><w:docDefaults><w:rPrDefault><w:rPr>\(fonts)"
    text +=
      "<w:sz w:val=\"24\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>"
    text +=
      "<w:pPrDefault><w:pPr><w:spacing w:line=\"360\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
    text += "</w:docDefaults>"
    text += style("Normal", "Normal", "", "", isDefault: true)
    text += style(
      "BodyText", "Body Text", "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>", "")
    text += style(
      "Title", "Title", "<w:spacing w:before=\"240\" w:after=\"480\"/><w:jc w:val=\"center\"/>",
      "<w:b/><w:sz w:val=\"44\"/>")
    for (level, size) in [(1, 32), (2, 28), (3, 24)] {
      text += style(
        "Heading\(level)", "heading \(level)",
        "<w:keepNext/><w:numPr><w:ilvl w:val=\"\(level - 1)\"/><w:numId w:val=\"1\"/></w:numPr>"
          + "<w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"\(level - 1)\"/>",
        "<w:b/><w:sz w:val=\"\(size)\"/>")
    }
    text += style(
      "Caption", "caption", "<w:keepNext/><w:spacing w:before=\"120\"/><w:jc w:val=\"center\"/>",
      "<w:b/><w:sz w:val=\"21\"/>")
    text += style("Source", "Source", "<w:spacing w:after=\"120\"/>", "<w:sz w:val=\"18\"/>")
    text += style(
      "TableText", "Table Text", "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>",
      "<w:sz w:val=\"20\"/>")
    text += style(
      "ContentsTitle", "Contents Title", "<w:jc w:val=\"center\"/>", "<w:b/><w:sz w:val=\"32\"/>")
    text += style(
      "Mark", "Mark", "<w:jc w:val=\"right\"/>", "<w:color w:val=\"A81E2B\"/><w:sz w:val=\"20\"/>")
    return text + "</w:styles>"
  }()

  private static func style(
    _ id: String, _ name: String, _ paragraph: String, _ run: String, isDefault: Bool = false
  ) -> String {
    let base = isDefault ? "" : "<w:basedOn w:val=\"Normal\"/>"
    return
      "<w:style w:type=\"paragraph\"\(isDefault ? " w:default=\"1\"" : "") w:styleId=\"\(id)\">"
      + "<w:name w:val=\"\(name)\"/>\(base)<w:qFormat/><w:pPr>\(paragraph)</w:pPr>"
      + "<w:rPr>\(run)</w:rPr></w:style>"
  }

  /// A4, upright or landscape, in twentieths of a point.
  private static func page(isLandscape: Bool) -> String {
    let size =
      isLandscape
      ? "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
      : "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
    return "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\(size)<w:pgMar "
      + "w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"851\" "
      + "w:footer=\"992\" w:gutter=\"0\"/></w:sectPr>"
  }

  /// The end of a section.
  static func section(isLandscape: Bool) -> String {
    "<w:p><w:pPr>\(page(isLandscape: isLandscape))</w:pPr></w:p>"
  }

  static func document(_ body: String, isLandscape: Bool) -> String {
    head + "<w:document xmlns:w=\"\(main)\" xmlns:r=\"\(links)\""
      + " xmlns:wp=\"\(office)/drawingml/2006/wordprocessingDrawing\""
      + " xmlns:a=\"\(office)/drawingml/2006/main\""
      + " xmlns:pic=\"\(office)/drawingml/2006/picture\"><w:body>\(body)"
      + page(isLandscape: isLandscape) + "</w:body></w:document>"
  }

  /// The members of the archive of a document without its pictures.
  ///
  /// - Parameters:
  ///   - body: the whole of `word/document.xml`.
  ///   - figures: how many pictures there are.
  static func members(
    _ body: String, variables: [String: String] = [:], figures: Int = 0
  ) -> [(name: String, bytes: [UInt8])] {
    [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", relationships),
      ("word/_rels/document.xml.rels", documentRelationships(figures)),
      ("word/styles.xml", styles), ("word/numbering.xml", numbering),
      ("word/settings.xml", settings(variables)), ("word/footer1.xml", footer),
      ("word/document.xml", body),
    ].map { ($0.0, Array($0.1.utf8)) }
  }

  /// A real table of contents, which Word fills when the document is opened.
  static func contents(_ title: String, hint: String) -> String {
    WordXML.paragraph(WordXML.run(title, isBold: true), style: "ContentsTitle")
      + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText "
      + "xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar "
      + "w:fldCharType=\"separate\"/></w:r>\(WordXML.run(hint))<w:r><w:fldChar "
      + "w:fldCharType=\"end\"/></w:r></w:p><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
  }
}
