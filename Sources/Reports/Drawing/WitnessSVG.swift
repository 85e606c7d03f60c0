import Classes
import Geometry
import Groundwork
import Survey

/// Draws the small map of a witness piece (举证图斑): surroundings in grey, planning lines, the piece
/// in red.
public struct WitnessSVG: Sendable {
  public var language: Language
  public var isSynthetic: Bool
  public var width: Double
  /// Distinguishes the ids of drawings on one page.
  public var prefix: String

  public init(
    language: Language = .zh, isSynthetic: Bool = false, width: Double = 360,
    prefix: String = "witness"
  ) {
    self.language = language
    self.isSynthetic = isSynthetic
    self.width = width
    self.prefix = prefix
  }

  /// The drawing as one `<svg>` element; `nil` if the piece has no geometry.
  public func draw(_ witness: WitnessMap, palette: ClassPalette) -> String? {
    guard let piece = witness.shape.geometry.bounds else { return nil }
    let frame = MapFrame(
      showing: WitnessMap.viewport(of: piece), x: 0.5, y: 0.5, width: width - 1)
    let height = frame.height + 1
    var svg = Markup()
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(length(width)) \(length(height))",
        "width": length(width), "height": length(height), "role": "img",
        "font-family": fontFamilies, "fill": "#202124",
      ]
    ) { svg in
      svg.element("title", "\(witness.rule) #\(witness.rank)")
      svg.hatchPatterns(prefix: prefix)
      svg.element("clipPath", ["id": "\(prefix)-frame"]) { svg in
        svg.empty(
          "rect", ["x": "0", "y": "0", "width": length(width), "height": length(height)])
      }
      svg.empty("rect", ["width": length(width), "height": length(height), "fill": "#ffffff"])
      svg.element("g", ["clip-path": "url(#\(prefix)-frame)"]) { svg in
        svg.element("g", ["transform": "scale(\(length(1 / MapFrame.steps)))"]) { svg in
          drawSurroundings(&svg, witness, frame: frame)
          svg.empty(
            "path",
            [
              "d": frame.path([witness.shape.geometry]), "fill": witnessFill.colour,
              "fill-opacity": "0.75", "fill-rule": "evenodd", "stroke": witnessFill.line,
              "stroke-width": length(1.4 * MapFrame.steps), "stroke-linejoin": "round",
            ])
        }
        drawClasses(&svg, witness, frame: frame, palette: palette)
      }
      svg.scaleBar(frame, x: 12, y: height - 8, language: language, size: 10)
      svg.empty(
        "rect",
        [
          "x": "0.5", "y": "0.5", "width": length(width - 1), "height": length(height - 1),
          "fill": "none", "stroke": "#5f6368", "stroke-width": "1",
        ])
      if isSynthetic {
        svg.element(
          "text",
          [
            "x": length(width - 6), "y": length(height - 7), "text-anchor": "end",
            "font-size": "10", "fill": "#5f6368",
          ], Localized(zh: "合成数据", en: "synthetic")[language])
      }
    }
    return svg.text + "\n"
  }

  private func drawSurroundings(_ svg: inout Markup, _ witness: WitnessMap, frame: MapFrame) {
    svg.empty(
      "path",
      [
        "d": frame.path(witness.context.map(\.shape.geometry)), "fill": "#eceef0",
        "fill-rule": "nonzero", "stroke": "#9aa0a6",
        "stroke-width": length(0.7 * MapFrame.steps),
      ])
    for kind in LayerKind.drawingOrder {
      let shapes = witness.controls.filter { $0.kind == kind }.map(\.shape.geometry)
      let path = frame.path(shapes)
      svg.controlHatch(kind, path: path, prefix: prefix)
      svg.controlLine(kind, path: path)
    }
  }

  /// The class of each neighbour where its name fits.
  private func drawClasses(
    _ svg: inout Markup, _ witness: WitnessMap, frame: MapFrame, palette: ClassPalette
  ) {
    svg.element("g", ["font-size": "9", "fill": "#5f6368", "text-anchor": "middle"]) { svg in
      for patch in witness.context {
        guard let box = patch.shape.geometry.bounds else { continue }
        let name = palette[patch.code].name[language]
        let (east, north) = ((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2)
        guard patch.shape.contains(x: east, y: north) else { continue }
        let place = frame.point(east, north)
        let fits =
          box.width * frame.scale > textWidth(name) * 9 + 4 && box.height * frame.scale > 14
        guard fits, place.x > 20, place.x < width - 20, place.y > 12 else { continue }
        svg.element("text", ["x": length(place.x), "y": length(place.y + 3)], name)
      }
    }
  }
}
