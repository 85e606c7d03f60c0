/// A picture of a document that is made from data, such as a plan sheet (附图).
public struct WordFigure: Sendable, Hashable {
  /// A PNG.
  public var bytes: [UInt8]
  /// Width divided by height.
  public var ratio: Double
  /// Where it comes from, for readers.
  public var source: String

  public init(_ bytes: [UInt8], ratio: Double, source: String) {
    self.bytes = bytes
    self.ratio = ratio
    self.source = source
  }

  /// What names the picture in the document, so that a refresh finds it again.
  static let namePrefix = "zhitu:figure:"

  /// English metric units of a twentieth of a point.
  private static let unit = 635

  static func relationship(_ number: Int) -> String { "rIdFigure\(number)" }

  static func member(_ number: Int) -> String { "media/figure\(number).png" }

  /// The paragraph with the picture, as large as the page allows with a heading, the title and the source.
  func xml(_ key: String, number: Int, title: String, isLandscape: Bool) -> String {
    let (wide, high) = isLandscape ? (WordColumns.landscape, 6800) : (WordColumns.portrait, 11_500)
    let width = min(Double(wide), Double(high) * ratio)
    let extent = (Int(width) * WordFigure.unit, Int(width / ratio) * WordFigure.unit)
    let picture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    let size = "cx=\"\(extent.0)\" cy=\"\(extent.1)\""
    let name = WordXML.escaped(WordFigure.namePrefix + key)
    return "<w:p><w:pPr><w:keepNext/><w:jc w:val=\"center\"/></w:pPr><w:r><w:drawing>"
      + "<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent \(size)/>"
      + "<wp:docPr id=\"\(number)\" name=\"\(name)\" descr=\"\(WordXML.escaped(title))\"/>"
      + "<a:graphic><a:graphicData uri=\"\(picture)\"><pic:pic><pic:nvPicPr>"
      + "<pic:cNvPr id=\"\(number)\" name=\"\(name)\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
      + "<a:blip r:embed=\"\(WordFigure.relationship(number))\"/><a:stretch><a:fillRect/></a:stretch>"
      + "</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \(size)/></a:xfrm>"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
      + "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
  }

  /// The member of each of our pictures in a document that people went on editing: programs give the files
  /// names of their own, and keep the name of the picture.
  ///
  /// - Parameters:
  ///   - document: `word/document.xml`.
  ///   - relationships: `word/_rels/document.xml.rels`.
  public static func members(
    document: String, relationships: String
  ) -> [(key: String, member: String)] {
    var targets: [Substring: Substring] = [:]
    for link in relationships.matches(of: /<Relationship [^>]*>/) {
      guard let id = link.output.firstMatch(of: /\bId="([^"]*)"/),
        let target = link.output.firstMatch(of: /\bTarget="([^"]*)"/)
      else { continue }
      targets[id.1] = target.1
    }
    var found: [(key: String, member: String)] = []
    for mark in document.matches(of: /<wp:docPr [^>]*name="zhitu:figure:([^"]*)"/) {
      let rest = document[mark.range.upperBound...]
      guard let embed = rest.firstMatch(of: /r:embed="([^"]*)"/), let target = targets[embed.1]
      else { continue }
      found.append((WordXML.unescaped(mark.1), "word/\(target)"))
    }
    return found
  }
}
