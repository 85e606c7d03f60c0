import Groundwork
import Storage
import Tiles

/// Vector tiles of the layers that have polygons.
enum TileRoutes {
  private static let levels = 0...TileCoordinate.deepestZoom
  private static let places = 0...(1 << TileCoordinate.deepestZoom - 1)

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/tiles/{layer}/{z}/{x}/{y}.mvt", "tile",
      "Mapbox Vector Tile 2.1 of one layer; 204 where it has nothing",
      [
        .path("layer", .text, "Layer"), .path("z", .integer(levels), "Zoom"),
        .path("x", .integer(places), "Column from the west"),
        .path("y", .integer(places), "Row from the north"),
      ], Endpoint.Reply(type: MediaType.vectorTile), .nothing, cost: .reading
    ) { call in
      guard
        let address = TileCoordinate(
          zoom: call.integer("z"), x: call.integer("x"), y: call.integer("y"))
      else { throw missing }
      let record = try call.state.record(call.text("layer"))
      guard TileMaker.isShown(record.role), let projection = try call.state.projection() else {
        throw missing
      }
      let fields = try call.markedFields(of: record.name)
      let hidden = fields.map { TileMaker.hidden($0, record.role) } ?? []
      let tile = try call.state.tiles.tile(address, of: record.name, without: hidden) {
        try TileMaker(workspace: call.workspace, projection: projection, hidden: hidden)
          .tile(address, of: record, call.state.generalised)
      }
      return try answer(tile, packed: call.request.acceptsGzip).saying(fields)
    }.about(layer: "layer").forPrograms()
  ]

  private static let missing = Problem.missing(Localized(zh: "此瓦片", en: "such tile"))

  private static func answer(_ tile: PackedTile, packed: Bool) throws -> Answer {
    var answer = Answer(status: tile.isEmpty ? 204 : 200)
    if tile.tooSmall > 0 { answer.headers.append(("X-Zhitu-Too-Small", String(tile.tooSmall))) }
    guard !tile.isEmpty else { return answer }
    answer.headers.append(("Content-Type", MediaType.vectorTile))
    if packed { answer.headers.append(("Content-Encoding", "gzip")) }
    answer.body = packed ? tile.packed : try Gzip.decompress(tile.packed)
    return answer
  }
}
