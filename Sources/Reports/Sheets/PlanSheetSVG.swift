import Geometry
import Groundwork

/// Draws a plan sheet as SVG in units of 1/96 inch, so that signs keep their size whatever the paper; a
/// metre on the ground is exactly `1000 / denominator` millimetres on paper.
public struct PlanSheetSVG: Sendable {
  /// The sheet and the scale that it got.
  public struct Drawing: Sendable {
    public var svg: String
    public var paper: PlanSheet.Paper
    public var denominator: Int
    /// Rows of the list for which the page has no room; the sheet says so.
    public var rowsLeftOut: Int
  }

  private static let unitsPerMillimetre = 96 / 25.4

  private let sheet: PlanSheet
  private let language: Language
  private let prefix: String
  private let width: Double
  private let height: Double
  /// The frame's edges in drawing units.
  private let left = PlanSheetSVG.mm(14)
  private let top = PlanSheetSVG.mm(26)
  private let frameWidth: Double
  private let frameHeight: Double
  private let panelLeft: Double
  private let panelWidth: Double

  private static func mm(_ value: Double) -> Double { value * unitsPerMillimetre }

  public init(_ sheet: PlanSheet, language: Language = .zh, prefix: String = "sheet") {
    self.sheet = sheet
    self.language = language
    self.prefix = prefix
    let paper = sheet.paper.millimetres
    width = PlanSheetSVG.mm(paper.width)
    height = PlanSheetSVG.mm(paper.height)
    panelWidth = PlanSheetSVG.mm(sheet.paper == .a3 ? 92 : sheet.paper == .a2 ? 110 : 130)
    panelLeft = width - PlanSheetSVG.mm(10) - panelWidth
    frameWidth = panelLeft - PlanSheetSVG.mm(6) - left
    frameHeight = height - PlanSheetSVG.mm(14) - top
  }

  /// - Throws: Diagnostic `sheet.empty` without any ground; `sheet.scale` where the ground does not fit the
  ///   page at the scale that was asked for, or at any usual one.
  public func draw() throws -> Drawing {
    guard let box = sheet.map.bounds, box.width > 0, box.height > 0 else {
      throw Diagnostic(
        code: "sheet.empty", Localized(zh: "附图没有可绘的图斑。", en: "The sheet has no ground to draw."))
    }
    let (wide, high) = (
      frameWidth / PlanSheetSVG.unitsPerMillimetre, frameHeight / PlanSheetSVG.unitsPerMillimetre
    )
    let fitting = PlanSheet.denominator(for: box, width: wide, height: high)
    guard let denominator = sheet.denominator ?? fitting,
      box.width <= wide * Double(denominator) / 1000,
      box.height <= high * Double(denominator) / 1000
    else {
      let list = fitting.map { "1:\($0)" } ?? "—"
      throw Diagnostic(
        code: "sheet.scale",
        Localized(
          zh: "图纸放不下：该比例尺下整治区超出图框。", en: "The district does not fit the frame at this scale."),
        remedy: Localized(
          zh: "可用的最大比例尺：\(list)（--scale），或换更大的图纸（--paper）。",
          en: "The largest scale that fits: \(list) (--scale); or take larger paper (--paper)."))
    }
    let metres = frameWidth / PlanSheetSVG.mm(1000 / Double(denominator))
    let view = Bounds(
      minX: (box.minX + box.maxX - metres) / 2,
      minY: (box.minY + box.maxY - metres * frameHeight / frameWidth) / 2,
      maxX: (box.minX + box.maxX + metres) / 2,
      maxY: (box.minY + box.maxY + metres * frameHeight / frameWidth) / 2)
    return page(MapFrame(showing: view, x: left, y: top, width: frameWidth), denominator)
  }

  private func page(_ frame: MapFrame, _ denominator: Int) -> Drawing {
    let map = MapSVG(
      language: language, isSynthetic: sheet.isSynthetic, width: width, prefix: prefix)
    var leftOut = 0
    var svg = Markup()
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(length(width)) \(length(height))",
        "width": length(width), "height": length(height), "font-family": fontFamilies,
        "fill": "#202124",
      ]
    ) { svg in
      svg.element("title", sheet.title[language])
      svg.hatchPatterns(prefix: prefix)
      svg.element("clipPath", ["id": "\(prefix)-frame"]) { svg in
        svg.empty("rect", MapSVG.box(frame))
      }
      svg.empty("rect", ["width": length(width), "height": length(height), "fill": "#ffffff"])
      svg.element("g", ["clip-path": "url(#\(prefix)-frame)"]) { svg in
        map.drawContent(&svg, sheet.map, frame: frame, palette: sheet.palette)
        if sheet.isSynthetic { map.drawWatermark(&svg, frame) }
      }
      map.drawGrid(&svg, frame)
      heading(&svg)
      svg.northArrow(
        x: frame.x + frame.width - 40, y: frame.y + 18, letter: map.phrase("北", "N"))
      svg.scaleBar(frame, x: frame.x + 18, y: frame.y + frame.height - 14, language: language)
      leftOut = panel(&svg, denominator)
    }
    return Drawing(
      svg: svg.text + "\n", paper: sheet.paper, denominator: denominator, rowsLeftOut: leftOut)
  }

  private func heading(_ svg: inout Markup) {
    let middle = length(left + frameWidth / 2)
    svg.element(
      "text",
      [
        "x": middle, "y": length(top - 42), "font-size": "28", "font-weight": "bold",
        "text-anchor": "middle",
      ], sheet.title[language])
    svg.element(
      "text",
      [
        "x": middle, "y": length(top - 18), "font-size": "14", "fill": "#5f6368",
        "text-anchor": "middle",
      ], sheet.subtitle[language])
  }

  // MARK: The panel

  /// Scale, legend, list and signatures, from the top down; the list takes the room that is left.
  ///
  /// - Returns: the rows for which there was none.
  private func panel(_ svg: inout Markup, _ denominator: Int) -> Int {
    svg.empty(
      "rect",
      [
        "x": length(panelLeft), "y": length(top), "width": length(panelWidth),
        "height": length(frameHeight), "fill": "none", "stroke": "#202124", "stroke-width": "1.2",
      ])
    let inset = panelLeft + 12
    let inner = panelWidth - 24
    var y = top + 30
    svg.element(
      "text", ["x": length(inset), "y": length(y), "font-size": "18", "font-weight": "bold"],
      Localized(zh: "比例尺 1:\(denominator)", en: "Scale 1:\(denominator)")[language])
    y += 30
    head(&svg, y, Localized(zh: "图例", en: "Legend"))
    let legend = MapLegend(
      sheet.map, palette: sheet.palette, language: language, columns: inner > 400 ? 3 : 2)
    legend.draw(&svg, x: inset, y: y + 12, width: inner, prefix: prefix)
    y += 12 + legend.height(width: inner) + 20

    let signatures = signatureHeight
    let bottom = top + frameHeight - signatures
    let leftOut = list(&svg, from: y, to: bottom)
    signature(&svg, at: bottom)
    return leftOut
  }

  private func head(_ svg: inout Markup, _ y: Double, _ text: Localized) {
    svg.element(
      "text",
      [
        "x": length(panelLeft + 12), "y": length(y), "font-size": "14", "font-weight": "bold",
      ], text[language])
  }

  private static let line = 15.0

  private func list(_ svg: inout Markup, from start: Double, to end: Double) -> Int {
    guard !sheet.rows.isEmpty else { return 0 }
    let room = Int((end - start - 40) / PlanSheetSVG.line) - 1
    guard room > 0 else { return sheet.rows.count }
    head(&svg, start, Localized(zh: "整治措施一览", en: "Measures"))
    let fits = sheet.rows.count <= room
    let shown = fits ? sheet.rows[...] : sheet.rows.prefix(max(0, room - 1))
    let widths = columnWidths
    svg.element("g", ["font-size": "10"]) { svg in
      var y = start + 20
      row(&svg, sheet.headings, y, widths, isHead: true)
      for one in shown {
        y += PlanSheetSVG.line
        row(&svg, one.cells, y, widths, isHead: false)
      }
      if !fits {
        let rest = sheet.rows.count - shown.count
        svg.element(
          "text",
          [
            "x": length(panelLeft + 12), "y": length(y + PlanSheetSVG.line), "fill": "#a81e2b",
          ],
          Localized(
            zh: "另有 \(rest) 行因幅面未列，见附表", en: "\(rest) more rows do not fit; see the tables")[
              language])
      }
    }
    return sheet.rows.count - shown.count
  }

  /// Shares of the panel by the longest text of each column.
  private var columnWidths: [Double] {
    let longest = sheet.headings.indices.map { column in
      ([sheet.headings] + sheet.rows.map(\.cells)).map { textWidth($0[column]) }.max() ?? 1
    }
    let capped = longest.map { min($0, 14) + 1 }
    let sum = capped.reduce(0, +)
    return capped.map { $0 / sum * (panelWidth - 24) }
  }

  private func row(
    _ svg: inout Markup, _ cells: [String], _ y: Double, _ widths: [Double], isHead: Bool
  ) {
    var x = panelLeft + 12
    for (cell, width) in zip(cells, widths) {
      var text = cell
      while text.count > 1, textWidth(text) * 10 > width - 4 {
        text = String(text.dropLast(text.hasSuffix("…") ? 2 : 1)) + "…"
      }
      svg.element(
        "text", ["x": length(x), "y": length(y), "font-weight": isHead ? "bold" : "normal"], text)
      x += width
    }
    svg.empty(
      "path",
      [
        "d": "M\(length(panelLeft + 12)) \(length(y + 4))h\(length(panelWidth - 24))",
        "stroke": "#9aa0a6", "stroke-width": isHead ? "1" : "0.4",
      ])
  }

  private static let signatures = [
    Localized(zh: "编制单位", en: "Prepared by"), Localized(zh: "制图", en: "Drawn"),
    Localized(zh: "校核", en: "Checked"), Localized(zh: "审定", en: "Approved"),
    Localized(zh: "日期", en: "Date"),
  ]

  private var signatureHeight: Double {
    Double(sheet.notes.count) * 16 + 22 + Double(PlanSheetSVG.signatures.count) * 24
  }

  /// Notes, and empty fields for names by hand.
  private func signature(_ svg: inout Markup, at start: Double) {
    var y = start + 12
    for note in sheet.notes {
      svg.element(
        "text",
        ["x": length(panelLeft + 12), "y": length(y), "font-size": "10.5", "fill": "#3c4043"],
        note[language])
      y += 16
    }
    y = top + frameHeight - Double(PlanSheetSVG.signatures.count) * 24
    for title in PlanSheetSVG.signatures {
      svg.empty(
        "path",
        [
          "d": "M\(length(panelLeft)) \(length(y))h\(length(panelWidth))M"
            + "\(length(panelLeft + 84)) \(length(y))v24",
          "stroke": "#202124", "stroke-width": "0.8", "fill": "none",
        ])
      svg.element(
        "text", ["x": length(panelLeft + 12), "y": length(y + 16), "font-size": "12"],
        title[language])
      y += 24
    }
  }
}
