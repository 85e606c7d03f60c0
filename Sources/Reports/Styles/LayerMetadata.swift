import Groundwork

/// A layer's description for people, as QGIS reads it from a GeoPackage.
public struct LayerMetadata: Sendable {
  public var identifier: String
  public var title: String
  public var abstract: String
  public var isSynthetic: Bool
  /// The history of the data, one line for each step.
  public var history: [String]

  public init(
    identifier: String, title: String, abstract: String, isSynthetic: Bool, history: [String]
  ) {
    self.identifier = identifier
    self.title = title
    self.abstract = abstract
    self.isSynthetic = isSynthetic
    self.history = history
  }

  /// The document, in the form of QGIS 3.
  public var qgis: String {
    var xml = Markup()
    xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n")
    xml.element("qgis", ["version": "3.22.0"]) { xml in
      xml.element("identifier", identifier)
      xml.element("parentidentifier", "")
      xml.element("language", "ZHO")
      xml.element("type", "dataset")
      xml.element("title", title)
      xml.element("abstract", abstract)
      xml.element("keywords", ["vocabulary": "gmd:topicCategory"]) { xml in
        xml.element("keyword", "planningCadastre")
      }
      if isSynthetic { xml.element("constraints", ["type": "other"], "合成数据，非真实地块") }
      for line in history { xml.element("history", line) }
    }
    return xml.text + "\n"
  }
}
