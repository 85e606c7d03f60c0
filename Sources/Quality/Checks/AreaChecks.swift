import Geodesy
import Geometry
import Groundwork

/// Areas that must agree (面积检查): with the ellipsoid, and with the control areas of the units.
struct AreaChecks {
  let context: CheckContext
  private var layer: CheckLayer { context.layer }

  /// TBMJ against the official ellipsoid area of the geometry.
  func official(_ official: OfficialArea) -> [Finding] {
    layer.features.compactMap { feature in
      guard let geometry = feature.geometry, let given = layer.value(feature, "TBMJ").number else {
        return nil
      }
      let area = official.squareMetres(of: geometry)
      let bound = max(context.options.officialArea, area * context.options.officialAreaShare)
      // Rounded as the areas themselves are, so that a difference of just the bound passes.
      let difference = ((given - area) * 100).rounded() / 100
      guard !(abs(difference) <= bound + 1e-9) else { return nil }
      return context.finding(
        .officialArea, feature, field: "TBMJ", value: difference, tolerance: bound, unit: "m2",
        Localized(
          zh: "图斑面积 \(shown(given)) m² 与椭球面积 \(shown(area)) m² 相差 \(shown(difference)) m²。",
          en: "TBMJ is \(shown(given)) m², the official area \(shown(area)) m²: "
            + "\(shown(difference)) m² apart."))
    }
  }

  /// ΣTBMJ by ZLDWDM.
  func sums() -> [String: Area] {
    var sums: [String: Area] = [:]
    for feature in layer.features {
      guard let unit = layer.text(feature, "ZLDWDM") else { continue }
      sums[unit, default: .zero] += area(feature)
    }
    return sums
  }

  /// ΣTBMJ = DCMJ for every village unit, to 0.01 m²; patches go by ZLDWDM.
  func villageSums(_ villages: CheckLayer, _ sums: [String: Area]) -> [Finding] {
    villages.features.compactMap { village in
      let code = villages.unitCode(village)
      return compare(
        .villageSum, villages, village, code, sums[code] ?? .zero,
        Localized(zh: "村级调查区", en: "village unit"))
    }
  }

  /// ΣTBMJ = DCMJ for every administrative unit, to 0.01 m²; patches go by the digits of XZQDM.
  func countySums(_ counties: CheckLayer, _ sums: [String: Area]) -> [Finding] {
    counties.features.compactMap { county in
      let code = counties.unitCode(county)
      let sum = sums.filter { $0.key.hasPrefix(code) }.values.total()
      return compare(
        .countySum, counties, county, code, sum, Localized(zh: "行政区", en: "administrative unit"))
    }
  }

  private func area(_ feature: Feature) -> Area {
    Area(hundredths: layer.value(feature, "TBMJ").hundredths ?? 0)
  }

  private func compare(
    _ rule: CheckRule, _ units: CheckLayer, _ unit: Feature, _ code: String, _ sum: Area,
    _ kind: Localized
  ) -> Finding? {
    guard let hundredths = units.value(unit, "DCMJ").hundredths else { return nil }
    let control = Area(hundredths: hundredths)
    guard sum != control else { return nil }
    let difference = sum - control
    return Finding(
      rule: rule, layer: layer.name, other: code, field: "DCMJ",
      location: CheckContext.place(of: unit.geometry), value: difference.squareMetres,
      tolerance: 0, unit: "m2",
      message: Localized(
        zh: "\(kind.zh) \(code) 图斑面积合计 \(sum.decimal) m²，控制面积 \(control.decimal) m²，"
          + "相差 \(difference.decimal) m²。",
        en: "Patches of \(kind.en) \(code) sum to \(sum.decimal) m², its control area is "
          + "\(control.decimal) m²: \(difference.decimal) m² apart."))
  }
}

extension OfficialArea {
  /// The area of a geometry in m², not rounded.
  fileprivate func squareMetres(of geometry: MultiPolygon) -> Double {
    func ring(_ points: [GridPoint]) -> Double {
      squareMetres(count: points.count) { (points[$0].metresX, points[$0].metresY) }
    }
    return geometry.polygons.reduce(0) { sum, polygon in
      sum + ring(polygon.exterior) - polygon.holes.reduce(0) { $0 + ring($1) }
    }
  }
}
