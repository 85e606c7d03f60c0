import Groundwork

/// One figure of a diagnosis in addition to the metrics of ``Metric``, with the information to
/// verify it.
public struct DiagnosisFigure: Sendable {
  /// The same in every diagnosis with the same settings.
  public var id: String
  public var description: Metric.Description
  /// `nil` if undefined or unknown.
  public var value: Double?
}

extension StructureDiagnosis.Section {
  /// The initial questions of a programme, in a fixed order.
  public func figures(_ settings: DiagnosisSettings) -> [DiagnosisFigure] {
    blockFigures(settings) + fieldFigures(settings) + builtUpFigures(settings) + ownerFigures
  }

  private func figure(
    _ id: String, _ zh: String, _ en: String, _ unit: Localized, _ formula: String,
    _ direction: Metric.Direction, _ source: String, _ value: Double?
  ) -> DiagnosisFigure {
    DiagnosisFigure(
      id: id,
      description: Metric.Description(
        name: Localized(zh: zh, en: en), unit: unit, formula: formula, source: source,
        direction: direction), value: value)
  }

  private static let percent = Localized("%")
  private static let pieces = Localized(zh: "个", en: "")

  private func share(_ part: Area, of whole: Area) -> Double? {
    whole > .zero ? 100 * part.squareMetres / whole.squareMetres : nil
  }

  private func blockFigures(_ settings: DiagnosisSettings) -> [DiagnosisFigure] {
    let gap = settings.gap.value
    let whole = blocks.total()
    let squares = blocks.reduce(Int128(0)) { $0 + Int128($1.hundredths) * Int128($1.hundredths) }
    let all = Int128(whole.hundredths) * Int128(whole.hundredths)
    var figures = [
      figure(
        "blocks", "连片地块数", "Blocks of farmland", Self.pieces,
        "components of farmland, gap ≤ \(gap) m", .less, "CTG-02, CTG-03",
        Double(blocks.count)),
      figure(
        "contiguity", "连片度", "Contiguity", Localized(""), "Σb²/(Σb)²", .more, "CTG-02",
        all > 0 ? Double(squares) / Double(all) : nil),
    ]
    for share in SizeShares(blocks, bounds: settings.blockSizes.value).shares {
      figures.append(
        figure(
          "blocks_\(share.bound)", "\(share.bound) 亩以上连片地块数", "Blocks of \(share.bound) mu",
          Self.pieces, "#{b ≥ \(share.bound) mu}", .more, "CTG-01", Double(share.count)))
      figures.append(
        figure(
          "share_\(share.bound)", "\(share.bound) 亩以上连片耕地占比",
          "Farmland in blocks of \(share.bound) mu", Self.percent,
          "100·Σ{b ≥ \(share.bound) mu}/Σb", .more, "CTG-01",
          self.share(share.area, of: whole)))
    }
    return figures
  }

  private func fieldFigures(_ settings: DiagnosisSettings) -> [DiagnosisFigure] {
    let bound = settings.smallField.value
    return [
      figure(
        "small_fields", "小于 \(bound) 亩的耕地图斑数", "Fields below \(bound) mu", Self.pieces,
        "#{a < \(bound) mu}", .less, "CTG-06", Double(smallFields.count)),
      figure(
        "small_field_share", "小于 \(bound) 亩图斑的耕地占比",
        "Farmland in fields below \(bound) mu", Self.percent, "100·Σ{a < \(bound) mu}/Σa", .less,
        "CTG-06", share(smallFields.area, of: fields.area)),
    ]
  }

  private func builtUpFigures(_ settings: DiagnosisSettings) -> [DiagnosisFigure] {
    let sizes = settings.settlementSizes.value
    let range = "\(sizes[0])–\(sizes[1])"
    return [
      figure(
        "villages", "村庄聚落数", "Villages", Self.pieces,
        "components of village ground, gap ≤ \(settings.settlementGap.value) m", .neither,
        "CTG-07", knowsVillages ? Double(villages.count) : nil),
      figure(
        "villages_in_range", "\(range) 公顷聚落数", "Villages of \(range) ha", Self.pieces,
        "#{\(sizes[0]) ≤ v < \(sizes[1]) ha}", .less, "CTG-07",
        knowsVillages ? Double(villagesInRange.count) : nil),
      figure(
        "villages_in_range_share", "\(range) 公顷聚落面积占比", "Ground in villages of \(range) ha",
        Self.percent, "100·Σ{\(sizes[0]) ≤ v < \(sizes[1]) ha}/Σv", .less, "CTG-07",
        share(villagesInRange.area, of: villages.area)),
      figure(
        "industry_outside", "园区外工业用地占比", "Industrial land outside parks", Self.percent,
        "100·(Σa − Σa∩parks)/Σa", .less, "CTG-08",
        industryOutside.flatMap { share($0, of: industry.area) }),
    ]
  }

  private var ownerFigures: [DiagnosisFigure] {
    // Weighted by the owners' farmland; in the order of their codes.
    func mean(_ value: (StructureDiagnosis.OwnerRow) -> Double) -> Double? {
      let weight = owners.lazy.map(\.fields.area).total().squareMetres
      guard weight > 0 else { return nil }
      return owners.reduce(0) { $0 + value($1) * $1.fields.area.squareMetres } / weight
    }
    return [
      figure(
        "owners", "耕地权属单位数", "Owners of farmland", Self.pieces, "#owners", .neither,
        "QSDWDM", owners.isEmpty && fields.count > 0 ? nil : Double(owners.count)),
      figure(
        "owner_simmons", "权属单位 Simmons 指数", "Simmons index of owners", Localized(""),
        "Σ A·(Σa²/(Σa)²)/ΣA", .more, "Simmons 1964, Agricultural Geography 11", mean(\.simmons)),
      figure(
        "owner_januszewski", "权属单位 Januszewski 指数", "Januszewski index of owners",
        Localized(""), "Σ A·(√Σa/Σ√a)/ΣA", .more, "Januszewski 1968", mean(\.januszewski)),
    ]
  }
}
