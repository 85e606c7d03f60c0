import Flow
import Groundwork
import Reports

/// Draws a ledger's flow as a Sankey diagram (桑基图).
enum SankeyDrawing {
  static func svg(_ ledger: FlowLedger, by grouping: FlowGrouping, language: Language) -> String {
    let matrix = ledger.matrix(by: grouping)
    var styles: [String: ClassStyle] = [:]
    for label in matrix.cells.flatMap({ [$0.from, $0.to].compactMap { $0 } }) {
      styles[label.key] = ClassStyle(
        code: label.key, name: label.name, level1: String(label.key.prefix(2)),
        colour: label.colour)
    }
    let drawing = SankeySVG(
      language: language, fromTitle: Localized(ledger.before.name),
      toTitle: Localized(ledger.after.name))
    return drawing.draw(
      matrix.cells.map { LandFlow(from: $0.from?.key, to: $0.to?.key, area: $0.area) },
      palette: ClassPalette(styles.values.sorted { $0.code < $1.code }))
  }
}
