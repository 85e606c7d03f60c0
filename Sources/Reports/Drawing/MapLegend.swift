import Classes
import Geometry
import Groundwork
import Survey

/// The legend (图例) of a district's map: only what the map shows.
struct MapLegend {
  enum Symbol {
    case fill(String)
    case measure
    case control(LayerKind)
  }

  var entries: [(symbol: Symbol, name: String)] = []
  private let baseOpacity: Double

  private static let row = 20.0
  private let columns: Int

  /// - Parameter columns: `nil` for those of a drawing of full width; English names are longer.
  init(_ map: DistrictMap, palette: ClassPalette, language: Language, columns: Int? = nil) {
    self.columns = columns ?? (language == .zh ? 5 : 4)
    baseOpacity = MapSVG.baseOpacity(map)
    if !map.measures.isEmpty {
      entries.append(
        (.measure, Localized(zh: "整治图斑（目标地类色）", en: "Measure (target class)")[language]))
    }
    let shown = Set(map.controls.map(\.kind))
    for kind in LayerCatalogue.standard.kinds where shown.contains(kind) {
      entries.append((.control(kind), kind.title[language]))
    }
    // Classes with the same colour and name share one entry.
    var seen: Set<String> = []
    for code in Set((map.base + map.measures).map(\.code)).sorted() {
      let style = palette[code]
      let text = style.name[language]
      if seen.insert(text + style.colour).inserted { entries.append((.fill(style.colour), text)) }
    }
  }

  private var rows: Int { (entries.count + columns - 1) / columns }

  func height(width: Double) -> Double { Double(rows) * MapLegend.row + 12 }

  func draw(_ svg: inout Markup, x: Double, y: Double, width: Double, prefix: String) {
    let column = width / Double(columns)
    svg.element("g", ["font-size": "12"]) { svg in
      for (index, entry) in entries.enumerated() {
        let left = x + Double(index / max(rows, 1)) * column
        let top = y + Double(index % max(rows, 1)) * MapLegend.row
        draw(entry.symbol, &svg, x: left, y: top, prefix: prefix)
        svg.element("text", ["x": length(left + 32), "y": length(top + 11)], entry.name)
      }
    }
  }

  private func draw(
    _ symbol: Symbol, _ svg: inout Markup, x: Double, y: Double, prefix: String
  ) {
    let fill: String
    let line: (colour: String, width: Double, dashes: String)
    switch symbol {
    case .fill(let colour): (fill, line) = (colour, ("#9aa0a6", 0.6, "none"))
    case .measure: (fill, line) = ("#ffffff", (measureLine.colour, measureLine.width, "none"))
    case .control(let kind):
      fill = kind.line.hatch == nil ? "none" : "url(#\(prefix)-\(kind.role.rawValue)-key)"
      line = (kind.colour, kind.line.width, kind.dashes())
    }
    if case .fill = symbol, baseOpacity < 1 {
      // Left as the base shows it, right as a measure shows it.
      svg.empty(
        "rect",
        [
          "x": length(x), "y": length(y), "width": "12", "height": "13", "fill": fill,
          "fill-opacity": length(baseOpacity),
        ])
      svg.empty(
        "rect",
        ["x": length(x + 12), "y": length(y), "width": "12", "height": "13", "fill": fill])
    }
    let isSplit = if case .fill = symbol { baseOpacity < 1 } else { false }
    svg.empty(
      "rect",
      [
        "x": length(x), "y": length(y), "width": "24", "height": "13",
        "fill": isSplit ? "none" : fill,
        "stroke": line.colour, "stroke-width": length(line.width),
        "stroke-dasharray": line.dashes,
      ])
  }
}
