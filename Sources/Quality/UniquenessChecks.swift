import Geometry
import Groundwork

/// Ids that must not occur twice (唯一性检查).
struct UniquenessChecks {
  let context: CheckContext
  private var layer: CheckLayer { context.layer }

  /// BSM twice in the layer: one finding for each feature after the first.
  func ids() -> [Finding] {
    repeated(.uniqueId, field: "BSM") { feature in
      layer.text(feature, "BSM")
    } message: { id in
      Localized(zh: "标识码 \(id) 重复。", en: "BSM \(id) occurs more than once.")
    }
  }

  /// TBBH twice in a village unit.
  func numbers() -> [Finding] {
    repeated(.uniqueNumber, field: "TBBH") { feature in
      guard let number = layer.text(feature, "TBBH"), let unit = layer.text(feature, "ZLDWDM")
      else { return nil }
      return unit + "/" + number
    } message: { key in
      Localized(
        zh: "村内图斑编号重复（单位/编号 \(key)）。",
        en: "The patch number occurs more than once in its village (unit/number \(key)).")
    }
  }

  private func repeated(
    _ rule: CheckRule, field: String, key: (Feature) -> String?,
    message: (String) -> Localized
  ) -> [Finding] {
    var first: [String: Int] = [:]
    var findings: [Finding] = []
    for (index, feature) in layer.features.enumerated() {
      guard let key = key(feature) else { continue }
      if let earlier = first[key] {
        findings.append(
          context.finding(
            rule, feature, other: "\(layer.features[earlier].fid)", field: field,
            message(key)))
      } else {
        first[key] = index
      }
    }
    return findings
  }
}
