import Classes
import Groundwork

extension LayerStyle {
  /// The style in QGIS's format (QML, as QGIS 3.16 and later read it): symbols, names, labels,
  /// field aliases.
  public var qml: String {
    var xml = Markup()
    xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n")
    xml.element(
      "qgis",
      [
        "version": "3.22.0", "styleCategories": "Symbology|Labeling|Fields",
        "labelsEnabled": labelField == nil ? "0" : "1",
      ]
    ) { xml in
      write(&xml)
      xml.element("blendMode", "0")
      xml.element("layerGeometryType", isPoint ? "0" : "2")
    }
    return xml.text + "\n"
  }

  /// Symbols, labels and aliases, as they stand in a style and in the layer of a project.
  func write(_ xml: inout Markup) {
    writeRenderer(&xml)
    if let labelField { LayerStyle.writeLabels(&xml, labelField) }
    xml.element("aliases") { xml in
      for (index, alias) in aliases.enumerated() {
        xml.empty("alias", ["index": "\(index)", "field": alias.field, "name": alias.title])
      }
    }
  }

  var isPoint: Bool { if case .point = form { true } else { false } }

  private func writeRenderer(_ xml: inout Markup) {
    switch form {
    case .classes(let field, let classes):
      xml.element(
        "renderer-v2",
        [
          "type": "categorizedSymbol", "attr": field, "symbollevels": "0", "forceraster": "0",
          "enableorderby": "0",
        ]
      ) { xml in
        xml.element("categories") { xml in
          for (index, style) in classes.enumerated() {
            xml.empty(
              "category",
              [
                "value": style.code, "label": LayerStyle.legend(style), "symbol": "\(index)",
                "render": "true", "type": "string",
              ])
          }
        }
        xml.element("symbols") { xml in
          for (index, style) in classes.enumerated() {
            LayerStyle.writeSymbol(&xml, name: "\(index)", type: "fill") { xml in
              LayerStyle.writeLayer(&xml, "SimpleFill", LayerStyle.fill(style.colour))
            }
          }
        }
      }
    case .outline(let outline):
      writeSingle(&xml, type: "fill") { xml in
        if outline.isHatched {
          LayerStyle.writeHatch(&xml, outline)
        }
        LayerStyle.writeLayer(&xml, "SimpleLine", LayerStyle.line(outline))
      }
    case .point(let colour):
      writeSingle(&xml, type: "marker") { xml in
        LayerStyle.writeLayer(
          &xml, "SimpleMarker",
          [
            ("color", LayerStyle.rgba(colour)), ("name", "circle"), ("size", "2.4"),
            ("size_unit", "MM"), ("outline_color", "255,255,255,255"), ("outline_width", "0.3"),
          ])
      }
    }
  }

  private func writeSingle(
    _ xml: inout Markup, type: String, _ layers: (inout Markup) -> Void
  ) {
    xml.element(
      "renderer-v2",
      ["type": "singleSymbol", "symbollevels": "0", "forceraster": "0", "enableorderby": "0"]
    ) { xml in
      xml.element("symbols") { xml in
        LayerStyle.writeSymbol(&xml, name: "0", type: type, layers)
      }
    }
  }

  private static func writeSymbol(
    _ xml: inout Markup, name: String, type: String, _ layers: (inout Markup) -> Void
  ) {
    xml.element(
      "symbol",
      ["name": name, "type": type, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"], layers)
  }

  /// A symbol layer; each setting is written for both new and older versions of QGIS.
  private static func writeLayer(
    _ xml: inout Markup, _ kind: String, _ settings: [(String, String)],
    _ inner: (inout Markup) -> Void = { _ in }
  ) {
    xml.element("layer", ["class": kind, "enabled": "1", "locked": "0", "pass": "0"]) { xml in
      xml.element("Option", ["type": "Map"]) { xml in
        for (name, value) in settings {
          xml.empty("Option", ["name": name, "type": "QString", "value": value])
        }
      }
      for (name, value) in settings { xml.empty("prop", ["k": name, "v": value]) }
      inner(&xml)
    }
  }

  private static func writeHatch(_ xml: inout Markup, _ outline: Outline) {
    writeLayer(
      &xml, "LinePatternFill",
      [
        ("angle", "45"), ("color", rgba(outline.colour)), ("distance", "1.8"),
        ("distance_unit", "MM"), ("line_width", "0.2"), ("line_width_unit", "MM"),
      ]
    ) { xml in
      writeSymbol(&xml, name: "@0@0", type: "line") { xml in
        writeLayer(
          &xml, "SimpleLine", line(Outline(colour: outline.colour, width: 0.2)))
      }
    }
  }

  private static func fill(_ colour: String) -> [(String, String)] {
    [
      ("color", rgba(colour)), ("style", "solid"), ("outline_color", "110,110,100,255"),
      ("outline_style", "solid"), ("outline_width", "0.06"), ("outline_width_unit", "MM"),
      ("joinstyle", "round"),
    ]
  }

  private static func line(_ outline: Outline) -> [(String, String)] {
    var settings = [
      ("line_color", rgba(outline.colour)), ("line_width", length(outline.width)),
      ("line_width_unit", "MM"), ("line_style", "solid"), ("joinstyle", "round"),
      ("capstyle", "flat"),
    ]
    if !outline.dashes.isEmpty {
      settings += [
        ("use_custom_dash", "1"), ("customdash", outline.dashes.map(length).joined(separator: ";")),
        ("customdash_unit", "MM"),
      ]
    }
    return settings
  }

  private static func rgba(_ colour: String) -> String {
    let (red, green, blue) = channels(colour)
    return "\(red),\(green),\(blue),255"
  }

  private static func writeLabels(_ xml: inout Markup, _ field: String) {
    xml.element("labeling", ["type": "simple"]) { xml in
      xml.element("settings", ["calloutType": "simple"]) { xml in
        xml.element(
          "text-style",
          [
            "fieldName": field, "isExpression": "0", "fontFamily": "Noto Sans CJK SC",
            "fontSize": "9", "fontSizeUnit": "Point", "textColor": "43,32,20,255",
            "namedStyle": "Regular", "textOpacity": "1",
          ]
        ) { xml in
          xml.empty(
            "text-buffer",
            [
              "bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM",
              "bufferColor": "255,255,255,255", "bufferOpacity": "0.9",
            ])
        }
        xml.empty("placement", ["placement": "1", "centroidInside": "1"])
        xml.empty("rendering", ["drawLabels": "1", "obstacle": "0", "scaleVisibility": "0"])
      }
    }
  }
}
