import Flow
import Groundwork

/// The positions of the nodes and links of a two-column Sankey diagram (桑基图): classes before on the
/// left, classes after on the right.
///
/// The whole diagram has one scale: a node is as high as the sum of its links, and both columns
/// have the same total. Nodes are ordered by code and spaced for their labels, so the layout
/// depends only on the flows.
public struct SankeyLayout: Sendable {
  public struct Node: Sendable {
    /// `nil` for land that this side does not cover.
    public var label: FlowClass.Label?
    public var area: Area
    /// Top edge.
    public var y: Double
    public var height: Double
    public var centre: Double { y + height / 2 }
  }

  public struct Link: Sendable {
    public var flow: FlowMatrix.Cell
    /// Upper edge at the left node and at the right node.
    public var leftY: Double
    public var rightY: Double
    public var thickness: Double
  }

  public private(set) var left: [Node]
  public private(set) var right: [Node]
  public private(set) var links: [Link]
  /// Drawing units for one 0.01 m².
  public let scale: Double
  /// Height of the whole, from 0.
  public let height: Double

  /// Lays the flows out.
  ///
  /// - Parameters:
  ///   - matrix: only positive cells are drawn: a ledger subtracts land that overlaps twice as a
  ///     negative flow.
  ///   - flowHeight: the height of the sum of all flows.
  ///   - slot: the minimum height of a node including its label.
  public init(_ matrix: FlowMatrix, flowHeight: Double = 420, slot: Double = 22) {
    let flows = matrix.cells.filter { $0.area > .zero }
    let total = flows.map(\.area).total()
    let scale = total > .zero ? flowHeight / Double(total.hundredths) : 0
    self.scale = scale
    var left = SankeyLayout.column(flows, by: \.from, scale: scale, slot: slot)
    var right = SankeyLayout.column(flows, by: \.to, scale: scale, slot: slot)
    let height = max(left.height, right.height)
    SankeyLayout.centre(&left.nodes, in: height, own: left.height)
    SankeyLayout.centre(&right.nodes, in: height, own: right.height)
    self.left = left.nodes
    self.right = right.nodes
    self.height = height
    links = SankeyLayout.links(flows, left: left.nodes, right: right.nodes, scale: scale)
  }

  private static func column(
    _ flows: [FlowMatrix.Cell], by side: KeyPath<FlowMatrix.Cell, FlowClass.Label?>, scale: Double,
    slot: Double
  ) -> (nodes: [Node], height: Double) {
    var sums: [String?: (label: FlowClass.Label?, area: Area)] = [:]
    for flow in flows {
      let label = flow[keyPath: side]
      sums[label?.key, default: (label, .zero)].area += flow.area
    }
    var y = 0.0
    var nodes: [Node] = []
    let ordered = sums.sorted {
      ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "")
    }
    for (_, (label, area)) in ordered {
      let height = Double(area.hundredths) * scale
      let room = max(height + 6, slot)
      nodes.append(Node(label: label, area: area, y: y + (room - height) / 2, height: height))
      y += room
    }
    return (nodes, y)
  }

  private static func centre(_ nodes: inout [Node], in height: Double, own: Double) {
    for index in nodes.indices { nodes[index].y += (height - own) / 2 }
  }

  /// Links leave a node in the order of the nodes on the other side, which minimises crossings.
  private static func links(
    _ flows: [FlowMatrix.Cell], left: [Node], right: [Node], scale: Double
  ) -> [Link] {
    var leftY = Dictionary(uniqueKeysWithValues: left.map { ($0.label?.key, $0.y) })
    var rightY = Dictionary(uniqueKeysWithValues: right.map { ($0.label?.key, $0.y) })
    return flows.map { flow in
      let thickness = Double(flow.area.hundredths) * scale
      let link = Link(
        flow: flow, leftY: leftY[flow.from?.key, default: 0],
        rightY: rightY[flow.to?.key, default: 0], thickness: thickness)
      leftY[flow.from?.key, default: 0] += thickness
      rightY[flow.to?.key, default: 0] += thickness
      return link
    }
  }
}
