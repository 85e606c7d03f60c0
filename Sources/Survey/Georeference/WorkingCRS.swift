import Geodesy
import Groundwork
import VectorFiles

/// Chooses the projected system into which a layer that is not in metres is taken.
///
/// On CGCS2000, and in China on every datum from which the way to CGCS2000 is known, three-degree
/// Gauss-Krüger zones of CGCS2000 without band prefix (EPSG:4534–4554); on Xi'an 1980 and Beijing
/// 1954, from which it is not, the same zones on their own datum; elsewhere UTM on the layer's own
/// datum. Areas from the ellipsoid hardly depend on the choice.
enum WorkingCRS {
  /// - Parameters:
  ///   - source: the layer's system, geographic or projected.
  ///   - crs: the same system.
  ///   - longitude: of the place, in degrees.
  ///   - latitude: of the place, in degrees.
  static func choose(
    for source: SourceCRS, _ crs: CoordinateReferenceSystem, longitude: Double, latitude: Double
  ) throws -> CoordinateReferenceSystem {
    let meridian = (Longitude.normalised(longitude) / 3).rounded() * 3
    if crs.isChinese || isInChina(longitude: longitude, latitude: latitude) {
      if (75...135).contains(meridian) {
        let national = try CoordinateReferenceSystem("EPSG:\(4534 + Int((meridian - 75) / 3))")
        let change = try DatumChange.between(crs, national)
        if change?.kind != .unknown { return national }
      }
      if crs.isChinese, let own = source.gaussKrueger(meridian: meridian) {
        return try CoordinateReferenceSystem(own.definition)
      }
    }
    let zone = zone(longitude: longitude)
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

  /// A number for each system that ``choose(for:_:longitude:latitude:)`` may come to for one layer.
  static func key(longitude: Double, latitude: Double) -> Int {
    let meridian = Int((Longitude.normalised(longitude) / 3).rounded())
    let side =
      (isInChina(longitude: longitude, latitude: latitude) ? 2 : 0) + (latitude >= 0 ? 1 : 0)
    return (meridian * 100 + zone(longitude: longitude)) * 4 + side
  }

  /// The zone of UTM.
  private static func zone(longitude: Double) -> Int {
    min(60, max(1, Int(((Longitude.normalised(longitude) + 180) / 6).rounded(.down)) + 1))
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

  /// The box around China: for a warning, where leaving a place out would be worse than one too many.
  static func isInBoxOfChina(longitude: Double, latitude: Double) -> Bool {
    (73...135.5).contains(longitude) && (3...54).contains(latitude)
  }
}
