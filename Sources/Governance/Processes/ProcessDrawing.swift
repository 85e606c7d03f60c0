import Groundwork

extension ProcessDefinition {
  /// The course as a picture (SVG): steps from top to bottom in the order of the file, what carries a
  /// case on to the right of them, what takes it back to the left. The same bytes for the same process.
  ///
  /// - Parameter current: The step at which a case stands, drawn with a thick line.
  public func drawing(
    _ language: Language, aliases: [LifeStage: String] = [:], at current: String? = nil
  ) -> String {
    let rowHeight = 64
    let boxWidth = 300
    let left = 60 + 26 * edges(isBack: true).count
    let width = left + boxWidth + 60 + 26 * edges(isBack: false).count + 110
    let height = steps.count * rowHeight + 60
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" "
        + "width=\"\(width)\" height=\"\(height)\" font-family=\"sans-serif\" font-size=\"13\" "
        + "role=\"img\">",
      "<title>\(ProcessDefinition.escaped(title[language]))</title>",
      "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" "
        + "markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#456\"/></marker>"
        + "</defs>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
      "<text x=\"\(left)\" y=\"24\" font-size=\"16\" fill=\"#123\">"
        + "\(ProcessDefinition.escaped(title[language]))</text>",
    ]
    for (row, step) in steps.enumerated() {
      let top = 40 + row * rowHeight
      let isCurrent = step.id == current
      lines.append(contentsOf: box(step, left, top, boxWidth, language, aliases, isCurrent))
    }
    for isBack in [false, true] {
      for (lane, edge) in edges(isBack: isBack).enumerated() {
        lines.append(line(edge, lane, left, boxWidth, rowHeight, language))
      }
    }
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private struct Edge {
    var from: Int
    var to: Int
    var verb: ProcessVerb
  }

  /// The acts between steps, the short ones first. Returns to any earlier step are written in the box.
  private func edges(isBack: Bool) -> [Edge] {
    steps.enumerated().flatMap { row, step in
      step.acts.compactMap { act in
        act.to.map { Edge(from: row, to: rank($0), verb: act.verb) }
      }
    }
    .filter { ($0.to <= $0.from) == isBack }
    .sorted {
      (abs($0.to - $0.from), $0.from, $0.verb) < (abs($1.to - $1.from), $1.from, $1.verb)
    }
  }

  private func box(
    _ step: Step, _ left: Int, _ top: Int, _ width: Int, _ language: Language,
    _ aliases: [LifeStage: String], _ isCurrent: Bool
  ) -> [String] {
    let stroke = isCurrent ? "stroke=\"#0a4f99\" stroke-width=\"3\"" : "stroke=\"#789\""
    let fill = step.isFinal ? "#e6ebe6" : step.tasks.count > 1 ? "#fdf3d8" : "#eaf2fa"
    let stage = aliases[step.stage] ?? step.stage.title[language]
    var note =
      [stage]
      + step.tasks.flatMap(\.by).reduce(into: [String]()) { names, id in
        let name = role(id)?.title[language] ?? id
        if !names.contains(name) { names.append(name) }
      }
    if step.tasks.count > 1 {
      let count = step.tasks.count
      note.append(
        language == .zh
          ? "\(step.signing == .all ? "会签" : "或签") \(count) 项"
          : "\(step.signing.rawValue) of \(count)")
    }
    if step.acts.contains(where: { $0.to == nil }) {
      note.append(language == .zh ? "可退回此前各步" : "may return")
    }
    let text = ProcessDefinition.escaped("\(step.id) \(step.title[language])")
    let small = ProcessDefinition.escaped(note.joined(separator: " · "))
    return [
      "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(width)\" height=\"44\" rx=\"6\" "
        + "fill=\"\(fill)\" \(stroke)/>",
      "<text x=\"\(left + 10)\" y=\"\(top + 18)\" fill=\"#123\">\(text)</text>",
      "<text x=\"\(left + 10)\" y=\"\(top + 35)\" font-size=\"11\" fill=\"#456\">\(small)</text>",
    ]
  }

  private func line(
    _ edge: Edge, _ lane: Int, _ left: Int, _ width: Int, _ rowHeight: Int,
    _ language: Language
  ) -> String {
    let isBack = edge.to <= edge.from
    let side = isBack ? left : left + width
    let reach = isBack ? left - 24 - 26 * lane : left + width + 24 + 26 * lane
    let start = 40 + edge.from * rowHeight + (isBack ? 14 : 30)
    let end = 40 + edge.to * rowHeight + (isBack ? 30 : 14)
    let color = isBack ? "#a33" : "#456"
    let verb = ProcessDefinition.escaped(edge.verb.title[language])
    let anchor = isBack ? "end" : "start"
    let dash = isBack ? " stroke-dasharray=\"4 3\"" : ""
    return "<path d=\"M\(side) \(start)H\(reach)V\(end)H\(side)\" fill=\"none\" "
      + "stroke=\"\(color)\"\(dash) marker-end=\"url(#head)\"/>"
      + "<text x=\"\(reach + (isBack ? -3 : 3))\" y=\"\((start + end) / 2 + 4)\" "
      + "font-size=\"11\" text-anchor=\"\(anchor)\" fill=\"\(color)\">\(verb)</text>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
