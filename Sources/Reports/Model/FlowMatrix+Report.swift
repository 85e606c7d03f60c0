import Flow
import Groundwork

extension FlowMatrix {
  /// The cells as a report and a Sankey diagram take them.
  public var landFlows: [LandFlow] {
    cells.map { LandFlow(from: $0.from?.key, to: $0.to?.key, area: $0.area) }
  }

  /// Names and colours of the classes in the matrix, each once, ordered by code. Categories and
  /// first levels are not known to a matrix.
  public var classStyles: [ClassStyle] {
    let labels = cells.flatMap { [$0.from, $0.to].compactMap(\.self) }
    return Dictionary(labels.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      .values.sorted { $0.key < $1.key }
      .map { ClassStyle(code: $0.key, name: $0.name, level1: $0.key, colour: $0.colour) }
  }
}

extension SankeySVG {
  /// The drawing of a flow matrix, in the colours of its own labels.
  public func draw(_ matrix: FlowMatrix) -> String {
    draw(matrix.landFlows, palette: ClassPalette(matrix.classStyles))
  }
}
