import Geometry
import Groundwork

/// A project of QGIS 3.16 and later (`.qgs`) that shows the layers of one GeoPackage in the colours of the
/// page. The path of the data is relative, so that both files can be moved together.
public struct QGISProject: Sendable {
  public struct Layer: Sendable {
    /// The table in the GeoPackage.
    public var table: String
    public var title: String
    public var style: LayerStyle
    /// Whether it is shown when the project opens.
    public var isShown: Bool

    public init(table: String, title: String, style: LayerStyle, isShown: Bool) {
      self.table = table
      self.title = title
      self.style = style
      self.isShown = isShown
    }
  }

  public var title: String
  /// The file of the data, relative to the project.
  public var data: String
  /// WKT of the coordinate system, and its number at EPSG where it has one.
  public var wkt: String
  public var epsg: Int?
  /// What the map shows first, in metres.
  public var extent: Bounds
  /// The lowest first.
  public var layers: [Layer]

  public init(
    title: String, data: String, wkt: String, epsg: Int?, extent: Bounds, layers: [Layer]
  ) {
    self.title = title
    self.data = data
    self.wkt = wkt
    self.epsg = epsg
    self.extent = extent
    self.layers = layers
  }

  public var xml: String {
    var xml = Markup()
    xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n")
    xml.element("qgis", ["projectname": title, "version": "3.22.0"]) { xml in
      xml.element("title", title)
      xml.element("projectCrs") { writeSystem(&$0) }
      xml.element("layer-tree-group") { xml in
        for (index, layer) in layers.enumerated().reversed() {
          xml.empty(
            "layer-tree-layer",
            [
              "id": id(index), "name": layer.title, "providerKey": "ogr",
              "source": source(layer), "expanded": "0",
              "checked": layer.isShown ? "Qt::Checked" : "Qt::Unchecked",
            ])
        }
      }
      xml.element("mapcanvas", ["name": "theMapCanvas"]) { xml in
        xml.element("units", "meters")
        xml.element("extent") { xml in
          xml.element("xmin", length(extent.minX))
          xml.element("ymin", length(extent.minY))
          xml.element("xmax", length(extent.maxX))
          xml.element("ymax", length(extent.maxY))
        }
        xml.element("destinationsrs") { writeSystem(&$0) }
      }
      xml.element("projectlayers") { xml in
        for (index, layer) in layers.enumerated() { write(&xml, layer, index) }
      }
      xml.element("layerorder") { xml in
        for index in layers.indices.reversed() { xml.empty("layer", ["id": id(index)]) }
      }
      xml.element("properties") { xml in
        xml.element("Paths") { $0.element("Absolute", ["type": "bool"], "false") }
        // Without it the project has no coordinate system, whatever stands above.
        xml.element("SpatialRefSys") {
          $0.element("ProjectionsEnabled", ["type": "int"], "1")
        }
      }
    }
    return xml.text + "\n"
  }

  private func id(_ index: Int) -> String { "zhitu_\(index)_\(layers[index].table)" }

  private func source(_ layer: Layer) -> String { "./\(data)|layername=\(layer.table)" }

  private func write(_ xml: inout Markup, _ layer: Layer, _ index: Int) {
    xml.element(
      "maplayer",
      [
        "type": "vector", "geometry": layer.style.isPoint ? "Point" : "Polygon",
        "wkbType": layer.style.isPoint ? "Point" : "MultiPolygon",
        "labelsEnabled": layer.style.labelField == nil ? "0" : "1", "simplifyDrawingHints": "1",
      ]
    ) { xml in
      xml.element("id", id(index))
      xml.element("datasource", source(layer))
      xml.element("layername", layer.title)
      xml.element("srs") { writeSystem(&$0) }
      xml.element("provider", ["encoding": "UTF-8"], "ogr")
      layer.style.write(&xml)
    }
  }

  private func writeSystem(_ xml: inout Markup) {
    xml.element("spatialrefsys") { xml in
      xml.element("wkt", wkt)
      if let epsg { xml.element("authid", "EPSG:\(epsg)") }
    }
  }
}
