import Geodesy
import Groundwork
import VectorFiles

/// Chooses the projected system into which a layer in degrees is taken.
///
/// In China, and for a Chinese datum anywhere, CGCS2000 in three-degree Gauss-Krüger zones without
/// zone prefix (EPSG:4534–4554) on the central meridian nearest to the layer; elsewhere UTM on the
/// layer's own datum. Areas from the ellipsoid hardly depend on the choice.
enum WorkingCRS {
  /// - Parameters:
  ///   - source: the layer's system, geographic or projected.
  ///   - longitude: of the middle of the layer, degrees.
  ///   - latitude: of the middle of the layer, degrees.
  static func choose(
    for source: SourceCRS, isChinese: Bool, longitude: Double, latitude: Double
  ) throws -> CoordinateReferenceSystem {
    if isChinese || isInChina(longitude: longitude, latitude: latitude) {
      let meridian = min(135, max(75, (longitude / 3).rounded() * 3))
      return try CoordinateReferenceSystem("EPSG:\(4534 + Int((meridian - 75) / 3))")
    }
    let zone = min(60, max(1, Int(((longitude + 180) / 6).rounded(.down)) + 1))
    guard let utm = source.utm(zone: zone, north: latitude >= 0) else {
      throw Diagnostic(
        code: "import.no-working-crs",
        Localized(
          zh: "无法为坐标系“\(source.name)”确定投影。",
          en: "No projection could be made for \"\(source.name)\"."),
        remedy: Localized(zh: "请先投影数据。", en: "Project the data first."))
    }
    return try CoordinateReferenceSystem(utm.definition)
  }

  /// China in bands of latitude, drawn to about a degree: enough to choose a projection.
  private static let bands: [(south: Double, west: Double, east: Double)] = [
    (18, 108, 111.5), (21, 106.5, 122.5), (23, 98, 122.5), (27, 92, 123), (29, 84, 123),
    (31, 79, 123), (35, 74.5, 124.5), (40, 74.5, 129), (43, 80.5, 131), (46, 83, 135),
    (49.5, 116, 135),
  ]

  static func isInChina(longitude: Double, latitude: Double) -> Bool {
    guard latitude <= 53.6, let band = bands.last(where: { $0.south <= latitude }) else {
      return false
    }
    return longitude >= band.west && longitude <= band.east
  }
}
