import Geodesy
import Geometry
import Groundwork

/// The number of the Gauss-Krüger zone in front of an easting (带号), judged by the false easting of the
/// system and by the numbers, whatever the system is called.
enum BandPrefix {
  /// What an easting can be at most away from the false easting, in metres: 75° on the equator. The
  /// prefixes of China, 13 to 45, are all farther.
  private static let reach = 12_700_000.0
  private static let zone = 1_000_000.0

  /// Whether the eastings of some bounds carry the prefix that the system has, or none if it has none.
  static func fits(_ bounds: Bounds, _ crs: CoordinateReferenceSystem) -> Bool {
    guard let projection = crs.transverseMercator else { return true }
    let west = bounds.minX * crs.metresPerUnit
    let east = bounds.maxX * crs.metresPerUnit
    if let prefix = projection.zonePrefix {
      let start = Double(prefix) * zone
      return west < start + zone && east >= start
    }
    return west <= projection.falseEasting + reach && east >= projection.falseEasting - reach
  }

  /// The refusal of eastings that carry another prefix than the system's; `nil` if the prefix is not
  /// what is wrong with them.
  static func fault(_ bounds: Bounds, _ crs: CoordinateReferenceSystem) -> Diagnostic? {
    guard let projection = crs.transverseMercator else { return nil }
    let stated = projection.zonePrefix
    let easting = bounds.minX * crs.metresPerUnit
    let carried = prefix(of: easting)
    guard carried != stated else { return nil }
    if let carried {
      // A small number may be a great distance; from 13 on it is a prefix.
      guard carried <= 60, carried >= 13 || stated != nil else { return nil }
      return Diagnostic(
        code: "import.crs-zone",
        Localized(
          zh: "横坐标 \(Int(easting)) 带有带号 \(carried)，与坐标系“\(crs.name)”"
            + "（东伪偏移 \(Int(projection.falseEasting)) m）不符。",
          en: "The easting \(Int(easting)) carries zone \(carried), which is not that of"
            + " \"\(crs.name)\" (false easting \(Int(projection.falseEasting)) m)."),
        remedy: remedy(prefix: carried, projection, crs))
    }
    guard let stated, abs(easting) < zone else { return nil }
    return Diagnostic(
      code: "import.crs-zone",
      Localized(
        zh: "横坐标 \(Int(easting)) 没有带号，而坐标系“\(crs.name)”要求带号 \(stated)。",
        en:
          "The easting \(Int(easting)) has no zone prefix, but \"\(crs.name)\" has zone \(stated)."
      ),
      remedy: remedy(prefix: nil, projection, crs))
  }

  /// The millions of an easting whose other digits are those of a place within 400 km of a meridian.
  private static func prefix(of easting: Double) -> Int? {
    guard easting >= zone, easting < 100 * zone else { return nil }
    let millions = (easting / zone).rounded(.down)
    return (100_000..<900_000).contains(easting - millions * zone) ? Int(millions) : nil
  }

  private static func remedy(
    prefix: Int?, _ projection: TransverseMercator, _ crs: CoordinateReferenceSystem
  ) -> Localized {
    let family = Family(crs)
    if let prefix {
      let narrow = projection.centralMeridian == Double(3 * prefix)
      let wide = projection.centralMeridian == Double(6 * prefix - 3)
      let code = wide && !narrow || prefix < 25 ? family?.wide(prefix) : family?.narrow(prefix)
      if let code, let family {
        return Localized(
          zh: "带号 \(prefix) 的 \(family.name) 坐标系是 EPSG:\(code)：--crs EPSG:\(code)。",
          en: "The \(family.name) system with zone \(prefix) is EPSG:\(code): --crs EPSG:\(code).")
      }
      return Localized(
        zh: "用 --crs 给出东伪偏移为 \(prefix)500000 的坐标系。",
        en: "Give a system with the false easting \(prefix)500000 by --crs.")
    }
    if let code = family?.meridian(projection.centralMeridian) {
      return Localized(
        zh: "同一中央经线、无带号的坐标系是 EPSG:\(code)：--crs EPSG:\(code)。",
        en: "The system of the same meridian without prefix is EPSG:\(code): --crs EPSG:\(code).")
    }
    return Localized(
      zh: "用 --crs 给出东伪偏移为 500000 的坐标系。",
      en: "Give a system with the false easting 500000 by --crs.")
  }

  /// The codes of the Gauss-Krüger systems of one Chinese datum in the EPSG register.
  private struct Family {
    var name: String
    /// Three-degree zones 25–45, and meridians 75–135 without prefix.
    var firstNarrow: Int
    var firstMeridian: Int
    /// Six-degree zones 13–23.
    var firstWide: Int

    init?(_ crs: CoordinateReferenceSystem) {
      guard crs.isChinese else { return nil }
      let radius = crs.ellipsoid.semiMajorAxis
      if radius == Ellipsoid.cgcs2000.semiMajorAxis {
        self.init(name: "CGCS2000", firstNarrow: 4513, firstMeridian: 4534, firstWide: 4491)
      } else if radius == Ellipsoid.xian1980.semiMajorAxis {
        self.init(name: "Xian 1980", firstNarrow: 2349, firstMeridian: 2370, firstWide: 2327)
      } else if crs.datumName.lowercased().contains("1954") {
        self.init(name: "Beijing 1954", firstNarrow: 2401, firstMeridian: 2422, firstWide: 21413)
      } else {
        return nil
      }
    }

    private init(name: String, firstNarrow: Int, firstMeridian: Int, firstWide: Int) {
      self.name = name
      self.firstNarrow = firstNarrow
      self.firstMeridian = firstMeridian
      self.firstWide = firstWide
    }

    func narrow(_ zone: Int) -> Int? { (25...45).contains(zone) ? firstNarrow + zone - 25 : nil }
    func wide(_ zone: Int) -> Int? { (13...23).contains(zone) ? firstWide + zone - 13 : nil }
    func meridian(_ degrees: Double) -> Int? {
      let step = (degrees - 75) / 3
      guard step == step.rounded(), (0...20).contains(step) else { return nil }
      return firstMeridian + Int(step)
    }
  }
}
