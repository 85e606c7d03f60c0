import Storage

/// The content of the workspace: layers, classes, structure.
enum WorkspaceRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/workspace", "workspace", "Layers, coordinate system, extent in degrees", [],
      .json("Workspace")
    ) { call in
      let projection = try call.state.projection()
      return try .json(
        call.workspace.read {
          try WorkspaceView($0, name: call.service.name, projection: projection) {
            try call.mayRead($0)
          }
        })
    }.aboutNames().fromState(),
    .answer(
      .get, "\(root)/integrity", "integrity",
      "Integrity of the workspace, checked in the background when the server opens it",
      [], .json("Integrity"), isVersioned: false
    ) { call in try .json(call.service.integrity.view) }.aboutNames(),
    .answer(
      .get, "\(root)/legend", "legend", "Names and colours of the land classes in use", [],
      .json("Legend"), cost: .reading
    ) { call in try .json(LegendView(visible(call))) }.aboutNames().fromState(),
    .answer(
      .get, "\(root)/structure", "structure",
      "Count and area (0.01 m2) of every class by layer", [], .json("Structure"), cost: .reading
    ) { call in try .json(visible(call)) }.aboutNames().fromState(),
  ]

  /// The layers of the structure that whoever asks may see.
  private static func visible(_ call: EndpointCall) throws -> StructureView {
    var structure = try call.state.structure()
    structure.layers = try structure.layers.filter { try call.mayUse($0.layer) }
    return structure
  }
}
