import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// Whether features lie where their coordinate system is meant to be used.
///
/// The area of use of the system, three degrees of longitude and two of latitude wider: a county
/// that straddles the edge of a Gauss-Krüger zone is kept in one zone. A layer of which nothing lies
/// there has the wrong system or exchanged axes and is refused with the likely cause; a single
/// feature outside is set aside.
struct PositionCheck {
  /// The plausible box in units of the source system; `nil` if the system says nothing.
  let plausible: Bounds?
  private let crs: CoordinateReferenceSystem

  init(_ crs: CoordinateReferenceSystem, isNeeded: Bool) {
    self.crs = crs
    guard isNeeded, let box = PositionCheck.areaOfUse(crs) else {
      plausible = nil
      return
    }
    plausible = PositionCheck.projected(box, into: crs)
  }

  private static func areaOfUse(_ crs: CoordinateReferenceSystem) -> GeographicBox? {
    if let area = crs.areaOfUse {
      return GeographicBox(west: area.west, south: area.south, east: area.east, north: area.north)
        .grown(longitude: 3, latitude: 2)
    }
    return crs.isGeographic ? GeographicBox(west: -180, south: -90, east: 180, north: 90) : nil
  }

  /// The bounds in the system of the border of a box, taken at 41 points a side.
  private static func projected(
    _ box: GeographicBox, into crs: CoordinateReferenceSystem
  ) -> Bounds? {
    let east = box.east < box.west ? box.east + 360 : box.east
    if crs.isGeographic {
      return Bounds(minX: box.west, minY: box.south, maxX: east, maxY: box.north)
    }
    guard let degrees = try? CoordinateReferenceSystem("EPSG:4326"),
      let transformer = try? Transformer(from: degrees, to: crs)
    else { return nil }
    var bounds: Bounds?
    for step in 0...40 {
      let share = Double(step) / 40
      let longitude = box.west + share * (east - box.west)
      let latitude = box.south + share * (box.north - box.south)
      for (x, y) in [
        (longitude, box.south), (longitude, box.north), (box.west, latitude), (east, latitude),
      ] {
        guard let point = try? transformer.transform(x: x, y: y), point.x.isFinite,
          point.y.isFinite
        else { continue }
        let one = Bounds(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
        bounds = bounds?.union(one) ?? one
      }
    }
    return bounds
  }

  /// Whether a feature with these bounds may lie where it says.
  func accepts(_ bounds: Bounds) -> Bool {
    guard let plausible else { return true }
    return plausible.intersects(bounds)
  }

  /// The refusal of a layer of which no feature lies in the area, with the likely cause.
  ///
  /// - Parameter sample: bounds of some of its features.
  func refusal(_ sample: [Bounds], file: String, layer: String) -> Diagnostic {
    var diagnostic = cause(sample)
    diagnostic.file = file
    diagnostic.layer = layer
    return diagnostic
  }

  private func cause(_ sample: [Bounds]) -> Diagnostic {
    let swapped = sample.filter { box in
      plausible?.intersects(
        Bounds(minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX)) ?? false
    }
    if swapped.count * 2 > sample.count {
      return Diagnostic(
        code: "import.axes-swapped",
        Localized(
          zh: "坐标的 x 与 y 颠倒：交换后才落在“\(crs.name)”的适用范围内。",
          en: "x and y are exchanged: only when swapped do the coordinates lie in the area of"
            + " \"\(crs.name)\"."),
        remedy: Localized(
          zh: "更正文件，或用选项说明坐标轴颠倒。",
          en: "Correct the file, or say by option that the axes are swapped."))
    }
    if let zone = zoneCause(sample) { return zone }
    let box = sample.first
    let place = box.map { "(\($0.minX), \($0.minY))" } ?? "?"
    return Diagnostic(
      code: "import.crs-wrong",
      Localized(
        zh: "坐标 \(place) 不在坐标系“\(crs.name)”的适用范围内，坐标系标注有误。",
        en: "The coordinates \(place) lie outside the area of \"\(crs.name)\": the layer names the"
          + " wrong coordinate system."),
      remedy: Localized(zh: "注明正确的坐标系。", en: "Name the right coordinate system."))
  }

  /// A Chinese easting of eight digits begins with its zone; one of six or seven has none.
  private func zoneCause(_ sample: [Bounds]) -> Diagnostic? {
    guard let box = sample.first, let projection = crs.transverseMercator, crs.isChinese else {
      return nil
    }
    let stated = Int((projection.falseEasting / 1_000_000).rounded(.down))
    let easting = box.minX
    if easting >= 13_000_000, easting < 46_000_000 {
      let zone = Int((easting / 1_000_000).rounded(.down))
      guard zone != stated else { return nil }
      let code = zone >= 25 ? 4513 + zone - 25 : 4491 + zone - 13
      return Diagnostic(
        code: "import.crs-zone",
        Localized(
          zh: "横坐标 \(Int(easting)) 带有带号 \(zone)，与坐标系“\(crs.name)”不符。",
          en: "The easting \(Int(easting)) carries zone \(zone), which is not that of"
            + " \"\(crs.name)\"."),
        remedy: Localized(
          zh: "CGCS2000 带号 \(zone) 的坐标系是 EPSG:\(code)。",
          en: "The CGCS2000 system with zone \(zone) is EPSG:\(code)."))
    }
    guard stated >= 13, abs(easting) < 1_000_000 else { return nil }
    let code = 4534 + Int((projection.centralMeridian - 75) / 3)
    return Diagnostic(
      code: "import.crs-zone",
      Localized(
        zh: "横坐标 \(Int(easting)) 没有带号，而坐标系“\(crs.name)”要求带号 \(stated)。",
        en:
          "The easting \(Int(easting)) has no zone prefix, but \"\(crs.name)\" has zone \(stated)."
      ),
      remedy: Localized(
        zh: "同一中央经线、无带号的坐标系是 EPSG:\(code)。",
        en: "The system of the same meridian without prefix is EPSG:\(code)."))
  }
}
