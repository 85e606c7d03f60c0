import Certificates
import Groundwork
import Optimisation

extension OptimalPlanDocument {
  private static let mu = 200_000.0 / 3

  private static func price(_ zh: String, _ en: String, _ value: Double) -> Price? {
    value > 1e-12 ? Price(rule: Localized(zh: zh, en: en), price: value) : nil
  }

  /// What one unit less of a demand would yield at most, by the prices of the bound: for a mean slope in
  /// degrees or classes, for contiguity in pairs side by side, for blocks in hectares.
  static func prices(_ plan: ExchangePlan) -> [Price] {
    let certificate = plan.certificate
    let prices = certificate.prices
    /// Units of what people are shown in one unit of the currency.
    let unit: Double
    switch certificate.problem.objective {
    case .slope: unit = 1e-9 / Double(max(1, plan.after.area))
    case .contiguity: unit = 1 / Double(ExchangePrices.edgeUnit)
    case .blockArea: unit = 1e-6 / Double(ExchangeCertificate.blockUnit)
    }
    return [
      price("置换对数上限（每对）", "most pairs (per pair)", Double(prices.pair) * unit),
      price("相邻耕地对下限（每对）", "least pairs side by side (per pair)", Double(prices.edge) * unit),
      price("耕地面积不减少（每亩）", "farmland kept (per mu)", Double(prices.area) / 65_536 * mu * unit),
      price(
        "百亩方面积下限（每亩）", "least area in blocks (per mu)",
        Double(certificate.block ?? 0) / 65_536 * mu * unit),
      // A hundredth of a degree or class of the mean, over all farmland.
      price(
        "平均坡度上限（每 0.01）", "greatest mean slope (per 0.01)",
        Double(prices.slope) * 0x1p-72 * 1e7 * Double(plan.after.area) * unit),
    ].compactMap(\.self)
  }

  /// What one 亩 less would cost less, in m² × the value of the ground.
  static func prices(_ plan: GroundPlan) -> [Price] {
    let value = Double(plan.certificate.areaPrice) / 65_536 * mu / ChoiceGround.unitsPerSquareMetre
    return [price("总面积下限（每亩）", "least area in all (per mu)", value)].compactMap(\.self)
  }

  /// What one unit less of each rule would yield, in 亩 of ground that need not enter, or of ten times what
  /// leaves in addition.
  static func prices(_ plan: AdjustmentPlan) throws(Diagnostic) -> [Price] {
    let certificate = plan.certificate
    let rows = try certificate.problem.selection().rows
    return zip(rows, certificate.prices).compactMap { row, price -> Price? in
      guard price > 0, !row.isLink else { return nil }
      // In 0.01 m² for one unit of the row; areas are told by the 亩, what is no area by its own unit.
      let value = Double(price) / Double(SelectionCertificate.priceUnit)
      let isContiguity = row.name.en == "no fewer parcels side by side"
      let isQuality = row.name.en == "mean grade no worse"
      let words: Localized =
        isContiguity
        ? Localized(zh: "（每对）", en: " (per pair)")
        : isQuality
          ? Localized(zh: "（每亩·等）", en: " (per mu × grade)")
          : Localized(zh: "（每亩）", en: " (per mu)")
      // A row of quality counts m² × thousandths of a grade.
      let told = isContiguity ? value / mu : isQuality ? value * mu / 100 * 1_000 / mu : value
      return OptimalPlanDocument.price(row.name.zh + words.zh, row.name.en + words.en, told)
    }
  }
}
