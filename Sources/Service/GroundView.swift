import Geometry
import Groundwork
import Storage
import Workbench

/// `/flow/{key}/ground`: the ground of one cell of a flow matrix, as GeoJSON in degrees.
struct GroundView: Encodable {
  struct Properties: Encodable {
    @Nullable var fromId: String?
    @Nullable var toId: String?
    @Nullable var fromClass: String?
    @Nullable var toClass: String?
    var area: Area
  }

  struct Piece: Encodable {
    var type = "Feature"
    var id: Int64
    var geometry: GeoJSONPolygon
    var properties: Properties
  }

  var type = "FeatureCollection"
  /// All pieces of the cell and their area; ``features`` has the largest.
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

/// `/places`: names of townships and villages with a point in each.
struct PlacesView: Encodable {
  struct Entry: Encodable {
    var role: String
    var name: String
    /// Longitude, latitude.
    var point: [Double]
  }

  var places: [Entry]

  init(_ places: [Place], _ projection: MapProjection?) throws {
    guard let projection else {
      self.places = []
      return
    }
    self.places = try places.map { place in
      let point = try projection.degrees(x: place.point.metresX, y: place.point.metresY)
      return Entry(role: place.role.rawValue, name: place.name, point: [point.x, point.y])
    }
  }
}
