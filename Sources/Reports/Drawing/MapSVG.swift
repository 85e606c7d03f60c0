import Classes
import Geometry
import Groundwork
import Survey

/// Draws the map of a district: land use of the base epoch in its standard colours, the measures,
/// the planning lines, legend, scale bar, grid north and kilometre grid.
public struct MapSVG: Sendable {
  public var language: Language
  public var isSynthetic: Bool
  public var width: Double
  /// Distinguishes the ids of drawings on one page.
  public var prefix: String

  public init(
    language: Language = .zh, isSynthetic: Bool = false, width: Double = 1000,
    prefix: String = "map"
  ) {
    self.language = language
    self.isSynthetic = isSynthetic
    self.width = width
    self.prefix = prefix
  }

  private static let margin = 22.0

  /// The base is drawn light where measures must stand out.
  static func baseOpacity(_ map: DistrictMap) -> Double { map.measures.isEmpty ? 1 : 0.5 }

  func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  /// The drawing as one `<svg>` element; `nil` if there is nothing to show.
  public func draw(_ map: DistrictMap, palette: ClassPalette) -> String? {
    guard let box = map.bounds, box.width > 0, box.height > 0 else { return nil }
    let frame = MapFrame(
      showing: box.padded(by: max(box.width, box.height) * 0.015), x: MapSVG.margin,
      y: MapSVG.margin, width: width - 2 * MapSVG.margin)
    let legend = MapLegend(map, palette: palette, language: language)
    let legendTop = frame.y + frame.height + 30
    let height = legendTop + legend.height(width: frame.width) + 6

    var svg = Markup()
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(length(width)) \(length(height))",
        "width": length(width), "height": length(height), "role": "img",
        "font-family": fontFamilies, "fill": "#202124",
      ]
    ) { svg in
      svg.element("title", phrase("土地利用现状与整治图斑", "Land use and consolidation measures"))
      svg.hatchPatterns(prefix: prefix)
      svg.element("clipPath", ["id": "\(prefix)-frame"]) { svg in
        svg.empty("rect", MapSVG.box(frame))
      }
      svg.empty("rect", ["width": length(width), "height": length(height), "fill": "#ffffff"])
      svg.element("g", ["clip-path": "url(#\(prefix)-frame)"]) { svg in
        drawContent(&svg, map, frame: frame, palette: palette)
        if isSynthetic { drawWatermark(&svg, frame) }
      }
      drawGrid(&svg, frame)
      svg.scaleBar(frame, x: frame.x + 18, y: frame.y + frame.height - 14, language: language)
      svg.northArrow(x: frame.x + frame.width - 36, y: frame.y + 14, letter: phrase("北", "N"))
      legend.draw(&svg, x: frame.x, y: legendTop, width: frame.width, prefix: prefix)
    }
    return svg.text + "\n"
  }

  static func box(_ frame: MapFrame) -> Markup.Attributes {
    [
      "x": length(frame.x), "y": length(frame.y), "width": length(frame.width),
      "height": length(frame.height),
    ]
  }

  /// One path for each class keeps the drawing small; the patches of a class do not overlap.
  func drawContent(
    _ svg: inout Markup, _ map: DistrictMap, frame: MapFrame, palette: ClassPalette
  ) {
    let shrink = "scale(\(length(1 / MapFrame.steps)))"
    func paths(_ patches: [MapPatch]) -> [(code: String, path: String)] {
      Dictionary(grouping: patches, by: \.code).sorted { $0.key < $1.key }
        .map { ($0.key, frame.path($0.value.map(\.shape.geometry))) }
    }
    svg.element(
      "g",
      [
        "transform": shrink, "stroke": "#ffffff", "stroke-width": "0.8", "stroke-opacity": "0.7",
        "fill-opacity": length(MapSVG.baseOpacity(map)),
      ]
    ) { svg in
      for (code, path) in paths(map.base) where !path.isEmpty {
        svg.empty("path", ["d": path, "fill": palette[code].colour, "fill-rule": "evenodd"])
      }
    }
    let controls = LayerKind.drawingOrder.map { kind in
      (kind, frame.path(map.controls.filter { $0.kind == kind }.map(\.shape.geometry)))
    }
    svg.element("g", ["transform": shrink]) { svg in
      for (kind, path) in controls { svg.controlHatch(kind, path: path, prefix: prefix) }
    }
    svg.element(
      "g",
      [
        "transform": shrink, "stroke": measureLine.colour, "stroke-linejoin": "round",
        "stroke-width": length(measureLine.width * MapFrame.steps),
      ]
    ) { svg in
      for (code, path) in paths(map.measures) where !path.isEmpty {
        svg.empty("path", ["d": path, "fill": palette[code].colour, "fill-rule": "evenodd"])
      }
    }
    svg.element("g", ["transform": shrink]) { svg in
      for (kind, path) in controls { svg.controlLine(kind, path: path) }
    }
    drawNames(&svg, map, frame: frame)
  }

  /// Names of townships, at the centre of their boxes.
  private func drawNames(_ svg: inout Markup, _ map: DistrictMap, frame: MapFrame) {
    for unit in map.controls where unit.kind.role == .township {
      guard let name = unit.name, let box = unit.shape.geometry.bounds else { continue }
      let place = frame.point((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)
      for halo in [true, false] {
        svg.element(
          "text",
          [
            "x": length(place.x), "y": length(place.y), "text-anchor": "middle", "font-size": "20",
            "font-weight": "bold", "fill": halo ? "#ffffff" : "#3c2a14",
            "stroke": halo ? "#ffffff" : "none", "stroke-width": halo ? "5" : "0",
            "stroke-opacity": "0.85", "stroke-linejoin": "round",
          ], name)
      }
    }
  }

  func drawWatermark(_ svg: inout Markup, _ frame: MapFrame) {
    let text = phrase("合成数据", "SYNTHETIC DATA")
    let size = frame.width / (textWidth(text) * 1.25)
    let (x, y) = (frame.x + frame.width / 2, frame.y + frame.height / 2)
    svg.element(
      "text",
      [
        "x": length(x), "y": length(y + size * 0.36), "text-anchor": "middle",
        "font-size": length(size), "font-weight": "bold", "fill-opacity": "0.08",
        "transform": "rotate(-24 \(length(x)) \(length(y)))",
      ], text)
  }

  /// Crosses and labels at round coordinates, about five across.
  func drawGrid(_ svg: inout Markup, _ frame: MapFrame) {
    let step = frame.scaleBarMetres(share: 0.25)
    svg.empty(
      "rect",
      [
        "x": length(frame.x), "y": length(frame.y), "width": length(frame.width),
        "height": length(frame.height), "fill": "none", "stroke": "#202124", "stroke-width": "1.2",
      ])
    func lines(_ low: Double, _ high: Double) -> [Double] {
      Array(stride(from: (low / step).rounded(.up) * step, through: high, by: step))
    }
    let view = frame.view
    let easts = lines(view.minX, view.maxX)
    let norths = lines(view.minY, view.maxY)
    var crosses = ""
    for east in easts {
      for north in norths {
        let place = frame.point(east, north)
        crosses += "M\(length(place.x - 4)) \(length(place.y))h8"
        crosses += "M\(length(place.x)) \(length(place.y - 4))v8"
      }
    }
    svg.empty("path", ["d": crosses, "stroke": "#5f6368", "stroke-width": "0.6", "fill": "none"])
    svg.element("g", ["font-size": "10", "fill": "#5f6368", "text-anchor": "middle"]) { svg in
      for east in easts {
        let x = length(frame.point(east, view.minY).x)
        svg.element(
          "text", ["x": x, "y": length(frame.y + frame.height + 13)], Numbers.text(Int(east)))
      }
      for north in norths {
        let y = frame.point(view.minX, north).y
        svg.element(
          "text",
          [
            "x": length(frame.x - 6), "y": length(y),
            "transform": "rotate(-90 \(length(frame.x - 6)) \(length(y)))",
          ], Numbers.text(Int(north)))
      }
    }
  }
}
