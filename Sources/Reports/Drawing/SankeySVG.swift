import Flow
import Groundwork

/// Draws land class flows (地类流向) as a Sankey diagram in SVG.
///
/// The same flows always give the same bytes. Links have at least a visible thickness; nodes keep
/// their true height.
public struct SankeySVG: Sendable {
  /// How land that keeps its class is drawn.
  public enum Unchanged: String, Sendable, CaseIterable {
    /// Drawn like any other flow.
    case drawn
    /// Drawn in grey behind the changes.
    case greyed
    /// Left out; a note under the diagram states its area.
    case omitted
    /// `omitted` when more than two thirds of the land keeps its class, else `greyed`.
    case automatic
  }

  public var language: Language
  public var unit: AreaUnit
  public var unchanged: Unchanged
  /// Headings of the two columns, such as the two epochs.
  public var fromTitle: Localized
  public var toTitle: Localized
  public var isSynthetic: Bool
  public var width: Double

  private static let nodeWidth = 14.0
  private static let fontSize = 13.0
  private static let minimumThickness = 0.8
  private static let top = 46.0

  public init(
    language: Language = .zh, unit: AreaUnit = .mu, unchanged: Unchanged = .automatic,
    fromTitle: Localized = Localized(zh: "变化前", en: "Before"),
    toTitle: Localized = Localized(zh: "变化后", en: "After"), isSynthetic: Bool = false,
    width: Double = 900
  ) {
    self.language = language
    self.unit = unit
    self.unchanged = unchanged
    self.fromTitle = fromTitle
    self.toTitle = toTitle
    self.isSynthetic = isSynthetic
    self.width = width
  }

  /// The drawing as one `<svg>` element with its own namespace, for a file or a page.
  public func draw(_ matrix: FlowMatrix) -> String {
    let flows = matrix.cells.filter { $0.area > .zero }
    let negative = -matrix.coveredTwice.map(\.area).total()
    let kept = flows.filter { $0.from == $0.to }
    let keptArea = kept.map(\.area).total()
    let total = flows.map(\.area).total()
    let mode = mode(kept: keptArea, total: total)
    let shown = mode == .omitted ? flows.filter { $0.from != $0.to } : flows
    let layout = SankeyLayout(FlowMatrix(grouping: matrix.grouping, cells: shown))
    let notes = notes(shown: shown, mode: mode, kept: keptArea, negative: negative)
    let height = SankeySVG.top + layout.height + 18 + 20 * Double(notes.count)

    var svg = Markup()
    svg.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(length(width)) \(length(height))",
        "width": length(width), "height": length(height), "role": "img",
        "font-family": fontFamilies, "font-size": length(SankeySVG.fontSize),
      ]
    ) { svg in
      svg.element("title", phrase("地类流向桑基图", "Sankey diagram of land class flows"))
      svg.element("desc", description(shown))
      svg.empty("rect", ["width": length(width), "height": length(height), "fill": "#ffffff"])
      drawHeadings(&svg, shownTotal: shown.map(\.area).total(), edges: edges(layout))
      drawLinks(&svg, layout, greyKept: mode == .greyed)
      drawNodes(&svg, layout)
      for (index, note) in notes.enumerated() {
        svg.element(
          "text",
          [
            "x": length(width / 2), "text-anchor": "middle", "fill": "#5f6368", "font-size": "12",
            "y": length(SankeySVG.top + layout.height + 24 + 20 * Double(index)),
          ], note)
      }
    }
    return svg.text + "\n"
  }

  private func mode(kept: Area, total: Area) -> Unchanged {
    guard unchanged == .automatic else { return unchanged }
    return Int128(kept.hundredths) * 3 > Int128(total.hundredths) * 2 ? .omitted : .greyed
  }

  private func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  private func notes(
    shown: [FlowMatrix.Cell], mode: Unchanged, kept: Area, negative: Area
  ) -> [String] {
    var notes: [String] = []
    if shown.isEmpty { notes.append(phrase("没有地类变化", "No land changes its class")) }
    if mode == .omitted, kept > .zero {
      let area = unit.label(kept, language)
      notes.append(
        phrase("未绘地类不变的土地 \(area)", "Land that keeps its class is left out: \(area)"))
    }
    if negative < .zero {
      let area = unit.label(negative, language)
      notes.append(
        phrase("未绘图斑重叠的抵扣面积 \(area)", "Deduction for overlapping patches is left out: \(area)"))
    }
    if isSynthetic { notes.append(phrase("合成数据，非真实地块", "Synthetic data, no real land")) }
    return notes
  }

  private func name(_ label: FlowClass.Label?) -> String {
    label?.name[language] ?? phrase("无覆盖", "not covered")
  }

  private func label(_ node: SankeyLayout.Node) -> (String, String) {
    (name(node.label), unit.text(node.area, decimals: 1))
  }

  /// The x of the columns' outer edges, so that the longest label fits.
  private func edges(_ layout: SankeyLayout) -> (Double, Double) {
    func labelWidth(_ nodes: [SankeyLayout.Node]) -> Double {
      let widest = nodes.map { node in
        let (name, area) = label(node)
        return textWidth(name + " " + area)
      }.max()
      return min((widest ?? 0) * SankeySVG.fontSize + 20, width * 0.36)
    }
    return (labelWidth(layout.left), width - labelWidth(layout.right))
  }

  private func description(_ flows: [FlowMatrix.Cell]) -> String {
    flows.sorted { $0.area > $1.area }.prefix(12).map { flow in
      "\(name(flow.from)) → \(name(flow.to)) \(unit.label(flow.area, language))"
    }.joined(separator: phrase("；", "; "))
  }
}

extension SankeySVG {
  private func drawHeadings(_ svg: inout Markup, shownTotal: Area, edges: (Double, Double)) {
    let sum = unit.label(shownTotal, language, decimals: 1)
    svg.element("g", ["font-weight": "bold", "fill": "#202124"]) { svg in
      svg.element("text", ["x": length(edges.0), "y": "20"], fromTitle[language])
      svg.element(
        "text", ["x": length(edges.1), "y": "20", "text-anchor": "end"], toTitle[language])
    }
    svg.element(
      "text",
      [
        "x": length((edges.0 + edges.1) / 2), "y": "20", "text-anchor": "middle",
        "fill": "#5f6368", "font-size": "12",
      ], phrase("合计 \(sum)", "total \(sum)"))
  }

  private func drawLinks(
    _ svg: inout Markup, _ layout: SankeyLayout, greyKept: Bool
  ) {
    let (leftEdge, rightEdge) = edges(layout)
    let x0 = leftEdge + SankeySVG.nodeWidth
    let x1 = rightEdge - SankeySVG.nodeWidth
    let middle = length((x0 + x1) / 2)
    func isKept(_ link: SankeyLayout.Link) -> Bool { link.flow.from == link.flow.to }
    // Unchanged land first, so that the changes lie on top; thick before thin.
    let ordered = layout.links.enumerated().sorted { a, b in
      let keys = (isKept(a.element) ? 0 : 1, isKept(b.element) ? 0 : 1)
      if keys.0 != keys.1 { return keys.0 < keys.1 }
      if a.element.thickness != b.element.thickness {
        return a.element.thickness > b.element.thickness
      }
      return a.offset < b.offset
    }.map(\.element)
    svg.element("g", ["class": "links"]) { svg in
      for link in ordered {
        let drawn = max(link.thickness, SankeySVG.minimumThickness)
        let spread = (drawn - link.thickness) / 2
        let (a0, b0) = (SankeySVG.top + link.leftY - spread, SankeySVG.top + link.rightY - spread)
        let (a1, b1) = (a0 + drawn, b0 + drawn)
        let grey = greyKept && isKept(link)
        let path =
          "M\(length(x0)) \(length(a0))C\(middle) \(length(a0)) \(middle) \(length(b0)) "
          + "\(length(x1)) \(length(b0))V\(length(b1))C\(middle) \(length(b1)) \(middle) "
          + "\(length(a1)) \(length(x0)) \(length(a1))Z"
        svg.element(
          "path",
          [
            "d": path, "fill": grey ? "#dadce0" : colour(link.flow.from),
            "fill-opacity": grey ? "0.6" : "0.62",
          ]
        ) { svg in
          svg.element(
            "title",
            "\(name(link.flow.from)) → \(name(link.flow.to))"
              + phrase("：", ": ") + unit.label(link.flow.area, language))
        }
      }
    }
  }

  private func colour(_ label: FlowClass.Label?) -> String { label?.colour ?? "#bdc1c6" }

  private func drawNodes(_ svg: inout Markup, _ layout: SankeyLayout) {
    let (leftEdge, rightEdge) = edges(layout)
    svg.element("g", ["class": "nodes"]) { svg in
      for (nodes, x, isLeft) in [
        (layout.left, leftEdge, true), (layout.right, rightEdge - SankeySVG.nodeWidth, false),
      ] {
        for node in nodes {
          let (name, area) = label(node)
          svg.element("g") { svg in
            svg.element(
              "title", "\(name) \(unit.label(node.area, language))")
            svg.empty(
              "rect",
              [
                "x": length(x), "y": length(SankeySVG.top + node.y),
                "width": length(SankeySVG.nodeWidth),
                "height": length(max(node.height, SankeySVG.minimumThickness)),
                "fill": colour(node.label), "stroke": "#5f6368", "stroke-width": "0.5",
              ])
            svg.open(
              "text",
              [
                "x": length(isLeft ? x - 8 : x + SankeySVG.nodeWidth + 8),
                "y": length(SankeySVG.top + node.centre + SankeySVG.fontSize * 0.36),
                "text-anchor": isLeft ? "end" : "start", "fill": "#202124",
              ])
            svg.raw(escapedMarkup(name))
            svg.element("tspan", ["dx": "6", "fill": "#5f6368", "font-size": "12"], area)
            svg.close("text")
          }
        }
      }
    }
  }
}
