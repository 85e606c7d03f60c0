import Access
import Foundation
import Geometry
import Groundwork
import Quality
import Workbench

/// Plots to be checked on the ground (抽查图斑), drawn by a seed that was announced.
enum CheckPlotRoutes {
  private static let root = EndpointTable.root

  private static let parameters: [Parameter] = [
    .path("name", .text, "Layer"),
    .query("seed", .text, "The text that was announced", isRequired: true),
    .query("count", .integer(1...10_000), "Plots, of each stratum", isRequired: true),
    .choice("chance", of: CheckPlots.Chance.self, "Equal chances, or by area", default: .equal),
    .query("within", .text, "Field of the strata"),
  ]

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/layers/{name}/check-plots", "checkPlots",
      "Plots of a layer that a seed draws: SHA-256 of seed, line feed and id, the smallest first; with their "
        + "ground in degrees", parameters, .geoJSON("CheckPlots"), problems: [404, 422],
      cost: .slow
    ) { call in
      let draw = try draw(call)
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.geoJSON)],
        body: try JSONForm.encode(CheckPlotView(draw, call.state.projection())))
    }.about(layer: "name"),
    .answer(
      .get, "\(root)/layers/{name}/check-plots/export", "exportCheckPlots",
      "The same plots as a file, which leaves as an export of the layer",
      parameters + [
        .query("format", .choice(["dxf", "geojson"]), "Format of the file", isRequired: true),
        .query("request", .text, "Id of a request that a second person approved"),
      ], Endpoint.Reply(type: "application/dxf"), Endpoint.Reply(type: MediaType.geoJSON),
      problems: [404, 409, 422], right: .decided, cost: .slow
    ) { call in
      let layer = call.text("name")
      // The file is made first, so that a failure leaves no audit entry of an export.
      let draw = try draw(call)
      let format = call.text("format")
      let bytes =
        format == "dxf"
        ? try draw.dxf() : try JSONForm.encode(CheckPlotView(draw, call.state.projection()))
      if call.actor != .local {
        _ = try call.accounts().allowExport(
          "layer:\(layer)", level: call.service.gate.levels(call.state).level(layer),
          format: format, request: call.optional("request"), by: call.actor.caller,
          at: WallClock.now())
      }
      return DocumentRoutes.file(
        bytes, type: format == "dxf" ? "application/dxf" : MediaType.geoJSON,
        name: "抽查图斑-\(layer).\(format)")
    },
  ]

  private static func draw(_ call: EndpointCall) throws -> CheckPlotDraw {
    let layer = call.text("name")
    _ = try call.state.record(layer)
    if let field = call.optional("within") {
      let hidden = try call.service.gate.hiddenFields(
        of: layer, for: .read, call.actor, call.state)
      guard !hidden.contains(field.lowercased()) else {
        throw Problem(
          403, "access.refused", zh: "不允许：无权查看字段“\(field)”。",
          en: "Refused: the field ‘\(field)’ may not be seen.")
      }
    }
    return try Workbench(call.workspace).drawCheckPlots(
      call.integer("count"), of: layer, seed: call.text("seed"),
      chance: call.choice("chance", CheckPlots.Chance.self), stratum: call.optional("within"))
  }
}

/// The plots of a draw, as GeoJSON in degrees.
struct CheckPlotView: Encodable {
  struct Properties: Encodable {
    var stratum: String
    var rank: Int
    var id: String
    var area: Area
    /// A point within the plot: easting and northing of the workspace.
    @Nullable var x: Double?
    @Nullable var y: Double?
    var digest: String
  }

  let type = GeoJSONName.collection
  var layer: String
  var seed: String
  var chance: String
  var count: Int
  var candidates: Int
  var features: [Feature]

  struct Feature: Encodable {
    let type = GeoJSONName.feature
    var id: Int
    @Nullable var geometry: GeoJSONPolygon?
    var properties: Properties
  }

  init(_ draw: CheckPlotDraw, _ projection: MapProjection?) throws {
    let list = draw.list
    (layer, seed, chance) = (list.layer, list.seed, list.chance)
    (count, candidates) = (list.count, list.candidates)
    features = try list.plots.enumerated().map { index, plot in
      let ground = draw.geometries[plot.id]
      return Feature(
        id: index + 1,
        geometry: try projection.flatMap { projection in
          try ground.map { try GeoJSONPolygon($0, projection) }
        },
        properties: Properties(
          stratum: plot.stratum, rank: plot.rank, id: plot.id,
          area: Area(roundingSquareMetres: plot.squareMetres) ?? .zero, x: plot.x, y: plot.y,
          digest: plot.digest))
    }
  }
}
