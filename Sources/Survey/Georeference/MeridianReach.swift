import Geodesy
import Geometry
import Groundwork

/// How far features lie from the central meridian of a transverse Mercator plane.
struct MeridianReach {
  /// The farthest point, in metres.
  private var farthest: (distance: Double, x: Double, y: Double)?

  mutating func add(_ box: Bounds, falseEasting: Double) {
    for x in [box.minX, box.maxX] {
      let distance = abs(x - falseEasting)
      if distance > farthest?.distance ?? 0 { farthest = (distance, x, box.minY) }
    }
  }

  /// How much planar figures are off, if features lie farther than
  /// ``SourceReference/plainReach`` from the meridian; else `nil`.
  func note(_ crs: CoordinateReferenceSystem, file: String, layer: String) throws -> Diagnostic? {
    guard let meridian = crs.transverseMercator?.centralMeridian, let farthest,
      let place = try? Transformer(from: crs, to: crs.geographic())
        .transform(x: farthest.x, y: farthest.y)
    else { return nil }
    let degrees = abs(Longitude.unwrapped(place.x, near: meridian) - meridian)
    guard degrees > SourceReference.plainReach else { return nil }
    let excess = 1 / (try ArealScale(crs).factor(x: farthest.x, y: farthest.y)) - 1
    let percent = Double((excess * 10_000).rounded()) / 100
    return Diagnostic(
      .warning, code: "import.far-from-meridian",
      Localized(
        zh: "要素离中央经线最远 \(Int(degrees))°：平面面积最多偏大 \(percent)%，平面距离也随之变长；"
          + "椭球面积不受影响。",
        en: "Features lie up to \(Int(degrees))° from the central meridian: planar areas are up to"
          + " \(percent)% too large, and planar distances too long; official areas are not affected."
      ),
      remedy: Localized(
        zh: "需要平面数据时，请按分带拆分图层。",
        en: "Where planar figures matter, split the layer by zones."),
      file: file, layer: layer)
  }
}
