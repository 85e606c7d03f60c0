import Groundwork

extension MapControl.Kind {
  var name: Localized {
    switch self {
    case .pbf: Localized(zh: "永久基本农田", en: "Permanent basic farmland")
    case .erl: Localized(zh: "生态保护红线", en: "Ecological red line")
    case .udb: Localized(zh: "城镇开发边界", en: "Urban development boundary")
    case .township: Localized(zh: "乡镇（街道）界", en: "Township")
    case .village: Localized(zh: "村界", en: "Village")
    case .park: Localized(zh: "产业园区", en: "Industrial park")
    case .protected: Localized(zh: "特色保护村庄", en: "Protected village")
    }
  }

  /// Line colour, width and dashes in drawing units.
  var line: (colour: String, width: Double, dashes: String) {
    switch self {
    case .pbf: ("#1b7f3b", 1.1, "")
    case .erl: ("#d6006e", 1.8, "")
    case .udb: ("#111111", 2.2, "10 3 2 3")
    case .township: ("#6b4a2b", 1.6, "8 4")
    case .village: ("#8a7a66", 0.8, "2 3")
    case .park: ("#5b2d90", 1.4, "4 2")
    case .protected: ("#b35900", 1.6, "1.5 2")
    }
  }

  /// Whether the area is hatched; the id of its pattern then ends with this name.
  var hatched: Bool { self == .pbf || self == .erl }

  /// Lines drawn later lie on top.
  static let drawingOrder: [MapControl.Kind] = [
    .pbf, .village, .township, .park, .protected, .erl, .udb,
  ]
}

/// The line of measures (整治图斑).
let measureLine = (colour: "#c5221f", width: 1.3)
/// Fill and line of a witness piece (举证图斑).
let witnessFill = (colour: "#e8261c", line: "#8c1007")

extension Markup {
  /// Hatch patterns, for paths in steps of ``MapFrame/steps`` and, with `-key`, for the legend. Ids
  /// begin with the prefix so that several drawings can stand on one page.
  mutating func hatchPatterns(prefix: String) {
    element("defs") { svg in
      for kind in MapControl.Kind.allCases where kind.hatched {
        svg.hatchPattern(kind, id: "\(prefix)-\(kind.rawValue)", size: 7 * MapFrame.steps)
        svg.hatchPattern(kind, id: "\(prefix)-\(kind.rawValue)-key", size: 5)
      }
    }
  }

  private mutating func hatchPattern(_ kind: MapControl.Kind, id: String, size: Double) {
    let angle = kind == .pbf ? "45" : "-45"
    element(
      "pattern",
      [
        "id": id, "width": length(size), "height": length(size),
        "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(\(angle))",
      ]
    ) { svg in
      svg.empty(
        "line",
        [
          "x1": length(size / 2), "y1": "0", "x2": length(size / 2), "y2": length(size),
          "stroke": kind.line.colour, "stroke-width": length(size / 8), "stroke-opacity": "0.55",
        ])
    }
  }

  /// The hatch of one kind of control area, if it has one. Path data is in steps of
  /// ``MapFrame/steps``.
  mutating func controlHatch(_ kind: MapControl.Kind, path: String, prefix: String) {
    guard kind.hatched, !path.isEmpty else { return }
    empty(
      "path",
      ["d": path, "fill-rule": "evenodd", "fill": "url(#\(prefix)-\(kind.rawValue))"])
  }

  /// The outlines of one kind of control area.
  mutating func controlLine(_ kind: MapControl.Kind, path: String) {
    guard !path.isEmpty else { return }
    let dashes = kind.line.dashes.split(separator: " ").compactMap { Double($0) }
      .map { length($0 * MapFrame.steps) }.joined(separator: " ")
    empty(
      "path",
      [
        "d": path, "fill": "none", "stroke": kind.line.colour,
        "stroke-width": length(kind.line.width * MapFrame.steps),
        "stroke-dasharray": dashes.isEmpty ? "none" : dashes, "stroke-linejoin": "round",
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
