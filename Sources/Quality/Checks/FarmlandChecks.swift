import Classes
import Geodesy
import Geometry
import Groundwork

/// The fields of farmland and the deduction of ridges (耕地字段与田坎扣除检查).
struct FarmlandChecks {
  let context: CheckContext
  private var layer: CheckLayer { context.layer }

  /// Whether a patch is farmland (耕地) in the system of its layer; `nil` for a code that the system
  /// does not have, which decides nothing.
  private func isFarmland(_ feature: Feature) -> Bool? {
    layer.text(feature, "DLBM").flatMap {
      LandClass(known: $0, in: context.input.classSystem)?.isFarmland
    }
  }

  /// Farmland-only fields filled on another class. A zero counts as empty.
  func farmlandOnly() -> [Finding] {
    layer.features.flatMap { feature -> [Finding] in
      guard isFarmland(feature) == false else { return [] }
      return SurveyDomains.farmlandFields.compactMap { field in
        guard !layer.value(feature, field).isBlankOrZero else { return nil }
        let code = layer.text(feature, "DLBM") ?? ""
        return context.finding(
          .farmlandOnly, feature, field: field,
          Localized(
            zh: "地类 \(code) 不是耕地，不应填写 \(field)。",
            en: "Class \(code) is not farmland and should not have \(field)."))
      }
    }
  }

  /// The deducted class is 1203 and is there exactly when something is deducted.
  func ridgeCodes() -> [Finding] {
    layer.features.compactMap { feature in
      guard isFarmland(feature) == true else { return nil }
      let code = layer.text(feature, "KCDLBM")
      let deducts =
        !layer.value(feature, "KCXS").isBlankOrZero || !layer.value(feature, "KCMJ").isBlankOrZero
      if let code, code != "1203" {
        return context.finding(
          .ridgeCode, feature, field: "KCDLBM",
          Localized(zh: "扣除地类编码应为 1203，实为 \(code)。", en: "KCDLBM should be 1203, not \(code)."))
      }
      if deducts, code == nil {
        return context.finding(
          .ridgeCode, feature, field: "KCDLBM",
          Localized(
            zh: "有扣除系数或扣除面积而没有扣除地类编码。",
            en: "There is a deduction but KCDLBM is empty."))
      }
      return nil
    }
  }

  /// KCMJ = round(TBMJ · KCXS, 2).
  func ridgeAreas() -> [Finding] {
    layer.features.compactMap { feature in
      guard isFarmland(feature) == true, let area = layer.value(feature, "TBMJ").hundredths else {
        return nil
      }
      let coefficient = layer.value(feature, "KCXS").number ?? 0
      guard
        let deduction = RidgeDeduction(patch: Area(hundredths: area), coefficient: coefficient)
      else { return nil }
      let given = Area(hundredths: layer.value(feature, "KCMJ").hundredths ?? 0)
      guard given != deduction.deducted else { return nil }
      return context.finding(
        .ridgeArea, feature, field: "KCMJ", value: (given - deduction.deducted).squareMetres,
        tolerance: 0, unit: "m2",
        Localized(
          zh: "扣除面积应为 \(deduction.deducted.decimal) m²，实为 \(given.decimal) m²。",
          en: "KCMJ should be \(deduction.deducted.decimal) m² but is \(given.decimal) m²."))
    }
  }

  /// TBDLMJ = TBMJ − KCMJ.
  func netAreas() -> [Finding] {
    layer.features.compactMap { feature in
      guard let area = layer.value(feature, "TBMJ").hundredths,
        let net = layer.value(feature, "TBDLMJ").hundredths
      else { return nil }
      let expected = Area(hundredths: area - (layer.value(feature, "KCMJ").hundredths ?? 0))
      let given = Area(hundredths: net)
      guard given != expected else { return nil }
      return context.finding(
        .netArea, feature, field: "TBDLMJ", value: (given - expected).squareMetres, tolerance: 0,
        unit: "m2",
        Localized(
          zh: "图斑地类面积应为 \(expected.decimal) m²，实为 \(given.decimal) m²。",
          en: "TBDLMJ should be \(expected.decimal) m² but is \(given.decimal) m²."))
    }
  }

  /// Farmland has a slope class; on level ground (class 1) ridges are mapped, not deducted.
  func slopes() -> [Finding] {
    layer.features.compactMap { feature in
      guard isFarmland(feature) == true else { return nil }
      guard let slope = layer.text(feature, "GDPDJB"), slope != "0" else {
        return context.finding(
          .ridgeSlope, feature, field: "GDPDJB",
          Localized(zh: "耕地没有坡度级别。", en: "Farmland has no slope class."))
      }
      guard slope == "1", !layer.value(feature, "KCXS").isBlankOrZero else { return nil }
      return context.finding(
        .ridgeSlope, feature, field: "KCXS", value: layer.value(feature, "KCXS").number,
        tolerance: 0,
        Localized(
          zh: "坡度 1 级（≤2°）的耕地不应有田坎系数。",
          en: "Farmland of slope class 1 (up to 2°) has no ridge coefficient."))
    }
  }
}
