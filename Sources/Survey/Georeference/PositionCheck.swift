import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// Whether features lie where their coordinate system is meant to be used.
///
/// The area of use of the system, or of its datum for a system of one's own, three degrees of longitude
/// and two of latitude wider: a county that straddles the edge of a Gauss-Krüger zone is kept in one
/// zone. A layer of which nothing lies there has the wrong system or exchanged axes and is refused with
/// the likely cause; a single feature outside is set aside.
public struct PositionCheck: Sendable {
  let crs: CoordinateReferenceSystem
  /// Whether positions mean a place at all.
  private let isNeeded: Bool
  /// The area in degrees; `west` is greater than `east` across the 180th meridian.
  private let area: GeographicBox?
  /// The area in the units of a projected system; `nil` if it is too wide for a box to mean much.
  private let plausible: Bounds?
  /// From a projected system to degrees on its own datum.
  private let toDegrees: Transformer?

  init(_ crs: CoordinateReferenceSystem, isNeeded: Bool) throws {
    self.crs = crs
    self.isNeeded = isNeeded
    area = crs.areaOfUse.map {
      GeographicBox(west: $0.west, south: $0.south, east: $0.east, north: $0.north)
        .grown(longitude: 3, latitude: 2)
    }
    toDegrees = crs.isGeographic ? nil : try Transformer(from: crs, to: crs.geographic())
    plausible =
      if isNeeded, let area, area.width <= 30, let toDegrees {
        try PositionCheck.projected(area, into: toDegrees)
      } else {
        nil
      }
  }

  /// The bounds in the system of the border of a box, taken at 41 points a side; `nil` if part of the
  /// border has no image.
  private static func projected(
    _ box: GeographicBox, into toDegrees: Transformer
  ) throws -> Bounds? {
    let transformer = try Transformer(from: toDegrees.target, to: toDegrees.source)
    let east = box.west + box.width
    var bounds: Bounds?
    for step in 0...40 {
      let share = Double(step) / 40
      let longitude = box.west + share * (east - box.west)
      let latitude = box.south + share * (box.north - box.south)
      for (x, y) in [
        (longitude, box.south), (longitude, box.north), (box.west, latitude), (east, latitude),
      ] {
        guard let point = try? transformer.transform(x: x, y: y) else { return nil }
        let one = Bounds(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
        bounds = bounds?.union(one) ?? one
      }
    }
    return bounds
  }

  /// Whether a feature with these bounds may lie where it says.
  public func accepts(_ bounds: Bounds) -> Bool {
    guard isNeeded else { return true }
    if crs.isGeographic { return meets(bounds) }
    guard BandPrefix.fits(bounds, crs) else { return false }
    if let plausible { return plausible.intersects(bounds) }
    guard let place = place(of: bounds) else { return false }
    let (x, y) = (place.longitude, place.latitude)
    return meets(Bounds(minX: x, minY: y, maxX: x, maxY: y))
  }

  /// Whether bounds mean some place on Earth, be it outside the area of the system.
  public func isPlace(_ bounds: Bounds) -> Bool {
    !isNeeded || (BandPrefix.fits(bounds, crs) && place(of: bounds) != nil)
  }

  /// The middle of some bounds in degrees on the datum of the system; `nil` if it is no place on Earth.
  public func place(of bounds: Bounds) -> (longitude: Double, latitude: Double)? {
    var x = (bounds.minX + bounds.maxX) / 2
    var y = (bounds.minY + bounds.maxY) / 2
    if let toDegrees {
      guard let place = try? toDegrees.transform(x: x, y: y) else { return nil }
      (x, y) = place
    }
    guard abs(x) <= 360, abs(y) <= 90 else { return nil }
    return (Longitude.normalised(x), y)
  }

  /// Whether bounds in degrees meet the area.
  private func meets(_ bounds: Bounds) -> Bool {
    guard abs(bounds.minX) <= 360, abs(bounds.maxX) <= 360, bounds.minY >= -90, bounds.maxY <= 90
    else { return false }
    guard let area else { return true }
    guard bounds.minY <= area.north, bounds.maxY >= area.south else { return false }
    let east = area.west + area.width
    return [-360.0, 0, 360].contains { turn in
      bounds.minX + turn <= east && bounds.maxX + turn >= area.west
    }
  }

  /// The refusal of a layer of which no feature lies in the area, with the likely cause.
  ///
  /// - Parameters:
  ///   - sample: bounds of some of its features.
  ///   - isAssumed: whether the file names no coordinate system.
  func refusal(_ sample: [Bounds], isAssumed: Bool, file: String, layer: String) -> Diagnostic {
    var diagnostic = cause(sample, isAssumed: isAssumed)
    diagnostic.file = file
    diagnostic.layer = layer
    return diagnostic
  }

  private func cause(_ sample: [Bounds], isAssumed: Bool) -> Diagnostic {
    let swapped = sample.filter { box in
      area != nil
        && accepts(Bounds(minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX))
    }
    if swapped.count * 2 > sample.count {
      return Diagnostic(
        code: "import.axes-swapped",
        Localized(
          zh: "坐标的 x 与 y 颠倒：交换后才落在“\(crs.name)”的适用范围内。",
          en: "x and y are exchanged: only when swapped do the coordinates lie in the area of"
            + " \"\(crs.name)\"."),
        remedy: Localized(
          zh: "更正文件，或用 --swap-axes 说明坐标轴颠倒。",
          en: "Correct the file, or say --swap-axes."))
    }
    if let zone = sample.first.flatMap({ BandPrefix.fault($0, crs) }) { return zone }
    let place = sample.first.map { "(\($0.minX), \($0.minY))" } ?? "?"
    if isAssumed {
      return Diagnostic(
        code: "import.crs-wrong",
        Localized(
          zh: "文件没有注明坐标系，坐标 \(place) 也不是经纬度：似为以米为单位的平面坐标。",
          en:
            "The file names no coordinate system, and \(place) is not longitude and latitude: these"
            + " seem to be plane coordinates in metres."),
        remedy: Localized(
          zh: "用 --crs 注明坐标系，例如 --crs EPSG:4549。",
          en: "Name the coordinate system with --crs, as in --crs EPSG:4549."))
    }
    return Diagnostic(
      code: "import.crs-wrong",
      Localized(
        zh: "坐标 \(place) 不在坐标系“\(crs.name)”的适用范围内，坐标系标注有误。",
        en: "The coordinates \(place) lie outside the area of \"\(crs.name)\": the layer names the"
          + " wrong coordinate system."),
      remedy: Localized(
        zh: "用 --crs 注明正确的坐标系。", en: "Name the right coordinate system with --crs."))
  }
}

extension GeographicBox {
  /// Degrees of longitude from west to east.
  var width: Double { east < west ? east + 360 - west : east - west }
}
