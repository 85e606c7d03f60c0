import Groundwork
import Tiles
import Workbench

/// The base map that the server was started with, if any.
enum BaseMapRoutes {
  private static let root = "\(EndpointTable.root)/base-map"
  private static let levels = 0...24
  private static let places = 0...(1 << 24 - 1)

  static let endpoints: [Endpoint] = [
    .answer(
      .get, root, "baseMap",
      "The base map from a local file of the server; 204 where it was started without one", [],
      .json("BaseMap"), .nothing, isVersioned: false
    ) { call in
      guard let map = call.service.baseMap else { return Answer(status: 204) }
      return try .json(BaseMapView(map))
    },
    .answer(
      .get, "\(root)/{z}/{x}/{y}", "baseMapTile",
      "A tile of the base map as it is in its file; 204 where it has none",
      [
        .path("z", .integer(levels), "Zoom"), .path("x", .integer(places), "Column from the west"),
        .path("y", .integer(places), "Row from the north"),
      ], Endpoint.Reply(type: "image/png"), Endpoint.Reply(type: "image/jpeg"),
      Endpoint.Reply(type: "image/webp"), Endpoint.Reply(type: MediaType.vectorTile), .nothing,
      isVersioned: false
    ) { call in
      guard let map = call.service.baseMap,
        let tile = try map.tile(
          zoom: call.integer("z"), column: call.integer("x"), row: call.integer("y")),
        !tile.isEmpty
      else { return Answer(status: 204) }
      var answer = Answer(status: 200, headers: [("Content-Type", map.format.mediaType)])
      let isPacked = map.format == .vector && BaseMap.isPacked(tile)
      if isPacked && call.request.acceptsGzip {
        answer.headers.append(("Content-Encoding", "gzip"))
        answer.body = tile
      } else {
        answer.body = isPacked ? try Gzip.decompress(tile) : tile
      }
      return answer
    },
  ]
}

private struct BaseMapView: Encodable {
  var name: String
  var format: String
  var minZoom: Int
  var maxZoom: Int
  @Nullable var bounds: [Double]?
  var attribution: String
  var layers: [String]

  init(_ map: BaseMap) {
    name = map.name
    format = map.format.rawValue
    minZoom = map.zooms.lowerBound
    maxZoom = map.zooms.upperBound
    bounds = map.bounds
    attribution = map.attribution
    layers = map.layers
  }
}
