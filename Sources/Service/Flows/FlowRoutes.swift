import Groundwork
import Storage

/// The flow ledgers and their matrices.
enum FlowRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/flows", "flows", "The flow ledgers of the workspace", [], .json("FlowList")
    ) { call in try .json(call.workspace.read { try FlowList($0) }) },
    .answer(
      .get, "\(root)/flow/{key}/matrix", "flowMatrix",
      "Areas (0.01 m2) by class before and class after",
      [
        .path("key", .text, "from__to, as the list of flows gives it"),
        .choice("by", of: FlowMatrix.Level.self, "How classes are grouped", default: .class),
      ], .json("Matrix"), cost: .reading
    ) { call in
      try .json(matrix(call, call.text("key"), by: call.choice("by", FlowMatrix.Level.self)))
    },
  ]

  private static func matrix(
    _ call: EndpointCall, _ key: String, by level: FlowMatrix.Level
  ) throws -> FlowMatrix {
    let list = try call.workspace.read { try FlowList($0) }
    guard let entry = list.flows.first(where: { $0.key == key }) else {
      throw Problem.missing(Localized(zh: "流向 \(key)", en: "flow \(key)"))
    }
    let sums = try call.state.flowSums(key, layer: entry.layer)
    var groups: [String: String] = [:]
    if level != .class {
      for row in try call.state.structure().layers.flatMap(\.rows) {
        groups[row.class] = level == .level1 ? row.level1 : row.category
      }
    }
    return sums.matrix(key: key, by: level) { groups[$0] ?? $0 }
  }
}
