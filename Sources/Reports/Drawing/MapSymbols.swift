import Groundwork
import Survey

extension LayerKind {
  /// The order of drawing; later layers lie on top.
  static let drawingOrder = LayerCatalogue.standard.kinds.sorted { $0.drawing < $1.drawing }

  /// The dashes in SVG form, for a drawing whose unit is `scale` times 1/96 inch.
  func dashes(scale: Double = 1) -> String {
    line.dashes.isEmpty
      ? "none" : line.dashes.map { length($0 * scale) }.joined(separator: " ")
  }
}

/// The line of measures (整治图斑).
let measureLine = (colour: "#c5221f", width: 1.3)
/// Fill and line of a witness piece (举证图斑).
let witnessFill = (colour: "#e8261c", line: "#8c1007")

extension Markup {
  /// Hatch patterns, for paths in steps of ``MapFrame/steps`` and, with `-key`, for the legend. Ids
  /// begin with the prefix so that one page can contain several drawings.
  mutating func hatchPatterns(prefix: String) {
    element("defs") { svg in
      for kind in LayerKind.drawingOrder where kind.line.hatch != nil {
        svg.hatchPattern(kind, id: "\(prefix)-\(kind.role.rawValue)", size: 7 * MapFrame.steps)
        svg.hatchPattern(kind, id: "\(prefix)-\(kind.role.rawValue)-key", size: 5)
      }
    }
  }

  private mutating func hatchPattern(_ kind: LayerKind, id: String, size: Double) {
    element(
      "pattern",
      [
        "id": id, "width": length(size), "height": length(size),
        "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(\(length(kind.line.hatch ?? 0)))",
      ]
    ) { svg in
      svg.empty(
        "line",
        [
          "x1": length(size / 2), "y1": "0", "x2": length(size / 2), "y2": length(size),
          "stroke": kind.colour, "stroke-width": length(size / 8), "stroke-opacity": "0.55",
        ])
    }
  }

  /// The hatch of one kind of control area, if it has one. Path data is in steps of
  /// ``MapFrame/steps``.
  mutating func controlHatch(_ kind: LayerKind, path: String, prefix: String) {
    guard kind.line.hatch != nil, !path.isEmpty else { return }
    empty(
      "path",
      ["d": path, "fill-rule": "evenodd", "fill": "url(#\(prefix)-\(kind.role.rawValue))"])
  }

  /// The outlines of one kind of control area.
  mutating func controlLine(_ kind: LayerKind, path: String) {
    guard !path.isEmpty else { return }
    empty(
      "path",
      [
        "d": path, "fill": "none", "stroke": kind.colour,
        "stroke-width": length(kind.line.width * MapFrame.steps),
        "stroke-dasharray": kind.dashes(scale: MapFrame.steps), "stroke-linejoin": "round",
      ])
  }

  /// A scale bar with two halves; `x`, `y` is its lower left corner.
  mutating func scaleBar(
    _ frame: MapFrame, x: Double, y: Double, language: Language, size: Double = 11
  ) {
    let metres = frame.scaleBarMetres()
    let width = metres * frame.scale
    let unit = metres >= 1000 ? Localized(zh: "千米", en: "km") : Localized(zh: "米", en: "m")
    let text = length(metres >= 1000 ? metres / 1000 : metres) + " " + unit[language]
    empty(
      "rect",
      [
        "x": length(x - 8), "y": length(y - size - 14), "width": length(width + 34),
        "height": length(size + 20), "fill": "#ffffff", "fill-opacity": "0.86",
      ])
    for half in 0..<2 {
      empty(
        "rect",
        [
          "x": length(x + width / 2 * Double(half)), "y": length(y - 5),
          "width": length(width / 2), "height": "5",
          "fill": half == 0 ? "#202124" : "#ffffff", "stroke": "#202124", "stroke-width": "0.8",
        ])
    }
    element("text", ["x": length(x), "y": length(y - 8), "font-size": length(size)], "0")
    element(
      "text",
      [
        "x": length(x + width), "y": length(y - 8), "font-size": length(size),
        "text-anchor": "middle",
      ], text)
  }

  /// An arrow to grid north (坐标北); `x`, `y` is its tip.
  mutating func northArrow(x: Double, y: Double, letter: String) {
    empty(
      "circle",
      ["cx": length(x), "cy": length(y + 22), "r": "25", "fill": "#ffffff", "fill-opacity": "0.86"])
    empty(
      "path",
      [
        "d": "M\(length(x)) \(length(y))l8 26l-8 -6z", "fill": "#ffffff", "stroke": "#202124",
        "stroke-width": "0.8",
      ])
    empty(
      "path",
      [
        "d": "M\(length(x)) \(length(y))l-8 26l8 -6z", "fill": "#202124", "stroke": "#202124",
        "stroke-width": "0.8",
      ])
    element(
      "text",
      [
        "x": length(x), "y": length(y + 40), "text-anchor": "middle", "font-size": "13",
        "font-weight": "bold",
      ], letter)
  }
}
