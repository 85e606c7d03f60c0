import Classes
import Groundwork

extension LayerStyle {
  /// The style as a Styled Layer Descriptor 1.0.0 (OGC 02-070), for servers and other programs.
  ///
  /// - Parameter layer: the name of the table.
  public func sld(layer: String) -> String {
    var xml = Markup()
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.element(
      "StyledLayerDescriptor",
      [
        "version": "1.0.0", "xmlns": "http://www.opengis.net/sld",
        "xmlns:ogc": "http://www.opengis.net/ogc",
      ]
    ) { xml in
      xml.element("NamedLayer") { xml in
        xml.element("Name", layer)
        xml.element("UserStyle") { xml in
          xml.element("Title", title)
          xml.element("FeatureTypeStyle") { writeRules(&$0) }
        }
      }
    }
    return xml.text + "\n"
  }

  private func writeRules(_ xml: inout Markup) {
    switch form {
    case .classes(let field, let classes):
      for style in classes {
        xml.element("Rule") { xml in
          xml.element("Name", style.code)
          xml.element("Title", LayerStyle.legend(style))
          xml.element("ogc:Filter") { xml in
            xml.element("ogc:PropertyIsEqualTo") { xml in
              xml.element("ogc:PropertyName", field)
              xml.element("ogc:Literal", style.code)
            }
          }
          xml.element("PolygonSymbolizer") { xml in
            xml.element("Fill") { LayerStyle.parameter(&$0, "fill", style.colour) }
            LayerStyle.stroke(&xml, Outline(colour: "#6e6e64", width: 0.06))
          }
        }
      }
    case .outline(let outline):
      xml.element("Rule") { xml in
        xml.element("Title", title)
        xml.element("PolygonSymbolizer") { xml in
          if outline.isHatched {
            xml.element("Fill") { xml in
              LayerStyle.parameter(&xml, "fill", outline.colour)
              LayerStyle.parameter(&xml, "fill-opacity", "0.15")
            }
          }
          LayerStyle.stroke(&xml, outline)
        }
      }
    case .point(let colour):
      xml.element("Rule") { xml in
        xml.element("Title", title)
        xml.element("PointSymbolizer") { xml in
          xml.element("Graphic") { xml in
            xml.element("Mark") { xml in
              xml.element("WellKnownName", "circle")
              xml.element("Fill") { LayerStyle.parameter(&$0, "fill", colour) }
            }
            xml.element("Size", "7")
          }
        }
      }
    }
  }

  private static func parameter(_ xml: inout Markup, _ name: String, _ value: String) {
    xml.element("CssParameter", ["name": name], value)
  }

  /// An SLD pixel is 0.28 mm.
  private static func stroke(_ xml: inout Markup, _ outline: Outline) {
    let pixel = 0.28
    xml.element("Stroke") { xml in
      parameter(&xml, "stroke", outline.colour)
      parameter(&xml, "stroke-width", length(outline.width / pixel))
      if !outline.dashes.isEmpty {
        let dashes = outline.dashes.map { length($0 / pixel) }
        parameter(&xml, "stroke-dasharray", dashes.joined(separator: " "))
      }
    }
  }
}
