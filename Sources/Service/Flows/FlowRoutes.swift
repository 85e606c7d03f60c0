import Groundwork
import Storage

/// The flow ledgers and their matrices.
enum FlowRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/flows", "flows", "The flow ledgers of the workspace", [], .json("FlowList")
    ) { call in
      var list = try call.workspace.read { try FlowList($0) }
      list.flows = try list.flows.filter { try call.mayUse($0.layer) }
      return try .json(list)
    }.aboutNames().fromState(),
    .answer(
      .get, "\(root)/flow/{key}/matrix", "flowMatrix",
      "Areas (0.01 m2) by class before and class after",
      [
        .path("key", .text, "from__to, as in the list of flows"),
        .choice("by", of: FlowMatrixView.Level.self, "How classes are grouped", default: .class),
      ], .json("Matrix"), cost: .reading
    ) { call in
      try .json(matrix(call, call.text("key"), by: call.choice("by", FlowMatrixView.Level.self)))
    },
  ]

  private static func matrix(
    _ call: EndpointCall, _ key: String, by level: FlowMatrixView.Level
  ) throws -> FlowMatrixView {
    let list = try call.workspace.read { try FlowList($0) }
    guard let entry = list.flows.first(where: { $0.key == key }) else {
      throw Problem.missing(Localized(zh: "流向 \(key)", en: "flow \(key)"))
    }
    return FlowMatrixView(
      try call.state.flowMatrix(layer: entry.layer, by: level.grouping), key: key, by: level)
  }
}
