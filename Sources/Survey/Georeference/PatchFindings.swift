import Groundwork

extension FeatureFault {
  /// What a command says that reads a file without a workspace to set features aside in.
  public func diagnostic(feature: String, file: String, layer: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "geometry.set-aside",
      Localized(zh: "未计入：\(detail.zh)", en: "Not counted: \(detail.en)"),
      remedy: reason.remedy ?? Localized(zh: "修复该要素的几何。", en: "Repair the geometry."),
      file: file, layer: layer, feature: feature)
  }
}

extension Repair {
  /// What a command says that reads a file without a workspace to keep the list of repairs in.
  public func diagnostic(file: String, layer: String) -> Diagnostic {
    func metres(_ area: Double) -> String { Area(roundingSquareMetres: area)?.decimal ?? "?" }
    return Diagnostic(
      .warning, code: "geometry.repaired",
      Localized(
        zh: "无效的面已修复：\(problem) (\(x), \(y))；平面面积由 \(metres(areaBefore)) m²"
          + " 变为 \(metres(areaAfter)) m²。",
        en: "An invalid polygon was repaired: \(problem) (\(x), \(y)); its planar area went from"
          + " \(metres(areaBefore)) m² to \(metres(areaAfter)) m²."),
      remedy: Localized(zh: "核对该要素的几何。", en: "Check the geometry."), file: file,
      layer: layer, feature: id)
  }
}
