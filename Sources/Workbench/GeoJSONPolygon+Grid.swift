import Geodesy
import Geometry
import Groundwork

extension GeoJSONPolygon {
  /// The geometry on the survey grid.
  ///
  /// - Parameter transformer: from the system of the positions to that of the survey; `nil` if it is
  ///   the same.
  /// - Throws: ``Groundwork/Diagnostic`` `change.geometry` for invalid positions and rings,
  ///   `crs.transform-failed`.
  func onGrid(_ transformer: Transformer?) throws -> MultiPolygon {
    MultiPolygon(
      try polygons.map { rings in
        let rings = try rings.map { try ring($0, transformer) }
        guard let exterior = rings.first else {
          throw GeoJSONPolygon.refusal(zh: "多边形没有环。", en: "A polygon has no ring.")
        }
        return Polygon(exterior, holes: Array(rings.dropFirst()))
      })
  }

  private func ring(_ positions: [[Double]], _ transformer: Transformer?) throws -> [GridPoint] {
    guard positions.count >= 4, positions.first == positions.last else {
      throw GeoJSONPolygon.refusal(
        zh: "环须首尾相同，且至少有四个位置。",
        en: "A ring must be closed and have four positions at least.")
    }
    guard positions.allSatisfy({ $0.count >= 2 }) else {
      throw GeoJSONPolygon.refusal(
        zh: "位置须有两个数。", en: "A position must have two numbers.")
    }
    var places = positions.dropLast().map { (x: $0[0], y: $0[1]) }
    if let transformer { places = try transformer.transform(places) }
    return try places.map { place in
      guard let point = GridPoint(metresX: place.x, y: place.y) else {
        throw GeoJSONPolygon.refusal(
          zh: "坐标 (\(place.x), \(place.y)) 超出范围。",
          en: "The position (\(place.x), \(place.y)) is out of range.")
      }
      return point
    }
  }

  static func refusal(zh: String, en: String) -> Diagnostic {
    Diagnostic(
      code: "change.geometry", Localized(zh: zh, en: en),
      remedy: Localized(
        zh: "geometry 须为 GeoJSON 的 Polygon 或 MultiPolygon，经纬度为度；"
          + "用工作空间坐标（米）时写 \"crs\": \"workspace\"。",
        en: "geometry is a Polygon or MultiPolygon of GeoJSON in degrees; for the workspace's"
          + " coordinates in metres write \"crs\": \"workspace\"."))
  }
}
