import Flow
import Geometry
import Groundwork
import Storage
import Workbench

/// The ground of a cell of a flow matrix, and the names of the units on the map.
enum GroundRoutes {
  private static let root = EndpointTable.root
  /// The maximum number of pieces in an answer.
  private static let pieceLimit = 500

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/flow/{key}/ground", "flowGround",
      "The ground of one cell of a flow matrix as GeoJSON in degrees, the largest pieces first",
      [
        .path("key", .text, "from__to, as in the list of flows"),
        .choice("by", of: FlowMatrixView.Level.self, "How classes are grouped", default: .class),
        .query("from", .text, "Class before; without it, ground that no patch covered before"),
        .query("to", .text, "Class after; without it, ground that no patch covers afterwards"),
      ], .geoJSON("FlowGround"), cost: .slow
    ) { call in
      let key = call.text("key")
      let list = try call.workspace.read { try FlowList($0) }
      guard let entry = list.flows.first(where: { $0.key == key }),
        let projection = try call.state.projection()
      else { throw Problem.missing(Localized(zh: "流向 \(key)", en: "flow \(key)")) }
      let ground = try Workbench(call.workspace).flowGround(
        call.state.record(entry.layer), from: call.optional("from"), to: call.optional("to"),
        by: call.choice("by", FlowGrouping.self), limit: pieceLimit)
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.geoJSON)],
        body: try JSONForm.encode(FlowGroundView(ground, projection)))
    },
    .answer(
      .get, "\(root)/places", "places",
      "Townships and villages with a point inside each in degrees, the largest first", [],
      .json("PlaceList"), cost: .reading
    ) { call in
      guard let projection = try call.state.projection() else {
        return try .json(PlaceList(places: []))
      }
      let places = try Workbench(call.workspace).places().map { place in
        let point = try projection.degrees(x: place.point.metresX, y: place.point.metresY)
        return PlaceList.Entry(
          role: place.role.rawValue, name: place.name, point: [point.x, point.y])
      }
      return try .json(PlaceList(places: places))
    },
  ]

  private struct PlaceList: Encodable {
    struct Entry: Encodable {
      var role: String
      var name: String
      var point: [Double]
    }

    var places: [Entry]
  }
}

/// Pieces of ground with their classes before and after.
struct FlowGroundView: Encodable {
  struct Properties: Encodable {
    @Nullable var fromId: String?
    @Nullable var toId: String?
    @Nullable var fromClass: String?
    @Nullable var toClass: String?
    var area: Area
  }

  typealias Piece = GeoJSONFeature<Properties>

  let type = GeoJSONName.collection
  /// Of all pieces of the cell.
  var count: Int
  var area: Area
  var features: [Piece]

  init(_ ground: FlowGround, _ projection: MapProjection) throws {
    count = ground.count
    area = ground.area
    features = try ground.pieces.map { piece in
      Piece(
        id: piece.row, geometry: try GeoJSONPolygon(piece.geometry, projection),
        properties: Properties(
          fromId: piece.fromID, toId: piece.toID, fromClass: piece.fromClass,
          toClass: piece.toClass, area: piece.area))
    }
  }
}
