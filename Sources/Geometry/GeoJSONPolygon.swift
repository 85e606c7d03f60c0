/// A polygon or multipolygon of GeoJSON (RFC 7946), as it was written: positions in numbers of some
/// coordinate system, rings closed.
public struct GeoJSONPolygon: Codable, Sendable {
  /// Polygons of rings of positions.
  public var polygons: [[[[Double]]]]

  private enum CodingKeys: CodingKey { case type, coordinates }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .type) {
    case "Polygon":
      polygons = [try container.decode([[[Double]]].self, forKey: .coordinates)]
    case "MultiPolygon":
      polygons = try container.decode([[[[Double]]]].self, forKey: .coordinates)
    case let type:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: container,
        debugDescription: "\(type) is neither Polygon nor MultiPolygon")
    }
  }

  /// A geometry of the survey grid in metres: rings closed, outer rings counter-clockwise, holes
  /// clockwise.
  public init(_ geometry: MultiPolygon) {
    polygons = geometry.polygons.map { polygon in
      GeoJSONPolygon.rings(polygon).map { ring in ring.map { [$0.metresX, $0.metresY] } }
    }
  }

  /// As ``init(_:)``, in the numbers that a projection gives for easting and northing.
  public init(
    _ geometry: MultiPolygon,
    projectedBy project: (_ x: Double, _ y: Double) throws -> (x: Double, y: Double)
  ) throws {
    polygons = try geometry.polygons.map { polygon in
      try GeoJSONPolygon.rings(polygon).map { ring in
        try ring.map { point in
          let place = try project(point.metresX, point.metresY)
          return [place.x, place.y]
        }
      }
    }
  }

  /// The rings of a polygon, closed and in the directions of the standard.
  private static func rings(_ polygon: Polygon) -> [[GridPoint]] {
    polygon.rings.enumerated().map { number, ring in
      let isForward = (doubledSignedArea(ring) >= 0) == (number == 0)
      let ring = isForward ? ring : ring.reversed()
      return ring + ring.prefix(1)
    }
  }

  /// A single polygon as `Polygon`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if polygons.count == 1 {
      try container.encode("Polygon", forKey: .type)
      try container.encode(polygons[0], forKey: .coordinates)
    } else {
      try container.encode("MultiPolygon", forKey: .type)
      try container.encode(polygons, forKey: .coordinates)
    }
  }
}
