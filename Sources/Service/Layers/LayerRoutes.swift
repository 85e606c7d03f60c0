import Groundwork
import Storage

/// Single features of a layer.
enum LayerRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/layers/{name}/features/{fid}", "feature", "All attributes of one feature",
      [
        .path("name", .text, "Layer"),
        .path("fid", .integer(0...Int.max), "Number of the feature"),
      ], .json("FeatureDetail")
    ) { call in
      let record = try call.state.record(call.text("name"))
      let number = Int64(call.integer("fid"))
      guard let feature = try call.workspace.feature(number, in: record.name) else {
        let name = "\(record.name)/\(number)"
        throw Problem.missing(Localized(zh: "要素 \(name)", en: "feature \(name)"))
      }
      let fields = try call.fields(of: record.name)
      return try .json(
        FeatureView(
          feature, fields, layer: record.name, projection: call.state.projection())
      ).saying(fields)
    }.about(layer: "name")
  ]
}
