import Groundwork

/// What a layer is to the program (图层角色).
public enum ImportRole: String, Sendable, Hashable, Codable, CaseIterable {
  /// Land-use patches of one epoch (地类图斑).
  case survey
  /// The measures of a plan (整治图斑).
  case plan
  /// Permanent basic farmland (永久基本农田).
  case pbf
  /// Ecological protection red line (生态保护红线).
  case erl
  /// Urban development boundary (城镇开发边界).
  case udb
  /// Administrative units (行政区).
  case township
  /// Village survey units (村级调查区).
  case village
  /// Industrial parks (工业园区).
  case park
  /// Protected villages (特色村庄).
  case protected

  public var title: Localized {
    switch self {
    case .survey: Localized(zh: "地类图斑", en: "Land-use patches")
    case .plan: Localized(zh: "整治图斑", en: "Measures")
    case .pbf: Localized(zh: "永久基本农田", en: "Permanent basic farmland")
    case .erl: Localized(zh: "生态保护红线", en: "Ecological protection red line")
    case .udb: Localized(zh: "城镇开发边界", en: "Urban development boundary")
    case .township: Localized(zh: "行政区", en: "Administrative units")
    case .village: Localized(zh: "村级调查区", en: "Village survey units")
    case .park: Localized(zh: "工业园区", en: "Industrial parks")
    case .protected: Localized(zh: "特色村庄", en: "Protected villages")
    }
  }

  /// The role of a layer by its name, else by its fields; `nil` if nothing fits.
  ///
  /// Names are compared without case, year and separators: `DLTB_2023` is `DLTB`. Industrial parks
  /// and protected villages have no fields of their own and are known by name only.
  public static func recognise(name: String, fields: [String]) -> ImportRole? {
    byName(name) ?? byFields(Set(fields.map { $0.uppercased() }))
  }

  /// As ``recognise(name:fields:)``, for a source layer. A layer without polygons has no role.
  public static func recognise(_ layer: SourceLayer) -> ImportRole? {
    guard layer.mayHavePolygons else { return nil }
    return recognise(name: layer.name, fields: layer.columns.map(\.name))
  }

  private static let names: [(ImportRole, [String])] = [
    (.survey, ["DLTB", "JQDLTB", "地类图斑", "基期地类图斑"]),
    (.plan, ["ZZTB", "整治图斑"]),
    (.pbf, ["YJJBNTTB", "YJJBNT", "JBNTBHTB", "JBNTTB", "永久基本农田", "永久基本农田图斑"]),
    (.erl, ["STBHHX", "生态保护红线"]),
    (.udb, ["CZKFBJ", "城镇开发边界"]),
    (.township, ["XZQ", "行政区"]),
    (.village, ["CJDCQ", "村级调查区"]),
    (.park, ["GYYQ", "工业园区"]),
    (.protected, ["TSCZ", "特色村庄", "传统村落"]),
  ]

  private static func byName(_ name: String) -> ImportRole? {
    let plain = name.uppercased().filter { $0.isLetter }
    return names.first { $0.1.contains(plain) }?.0
  }

  /// The layers of farmland protection also carry land classes, so they are asked first.
  private static func byFields(_ fields: Set<String>) -> ImportRole? {
    func any(_ names: String...) -> Bool { names.contains { fields.contains($0) } }
    func all(_ names: String...) -> Bool { names.allSatisfy { fields.contains($0) } }
    if any("YJJBNTTBBH", "JBNTTBBH", "YJJBNTTBMJ", "YJJBNTMJ", "JBNTMJ") { return .pbf }
    if any("ZZYS") || all("ZZBH", "XMDM") { return .plan }
    if any("GHFQMC", "GHFQDM", "CZKFMJ") { return .udb }
    if any("LHLX") || (all("XJXZQHDM") && any("GKCS", "QYMJ", "SLDM")) { return .erl }
    if all("DLBM"), any("DLMC", "TBMJ", "TBDLMJ", "TBBH", "QSDWDM") { return .survey }
    if all("ZLDWDM", "ZLDWMC"), any("DCMJ", "JSMJ") { return .village }
    if all("XZQDM", "XZQMC"), any("DCMJ", "JSMJ") { return .township }
    return nil
  }

  /// Fields that may hold the id, in order of preference.
  var idFields: [String] {
    switch self {
    case .survey: ["BSM", "TBBSM", "TBYBH"]
    case .plan: ["BSM", "ZZBH"]
    case .pbf: ["BSM", "YJJBNTTBBH", "JBNTTBBH"]
    case .erl, .udb, .park, .protected: ["BSM"]
    case .township: ["BSM", "XZQDM"]
    case .village: ["BSM", "ZLDWDM"]
    }
  }

  /// Fields that may hold the name.
  var nameFields: [String] {
    switch self {
    case .survey: []
    case .plan: ["ZZMC", "XMMC"]
    case .pbf: ["ZLDWMC", "XZQMC"]
    case .erl: ["MC", "HXMC", "LHLX"]
    case .udb: ["CZMC", "GHFQMC", "XZQMC"]
    case .township: ["XZQMC"]
    case .village: ["ZLDWMC"]
    case .park: ["MC", "YQMC", "NAME"]
    case .protected: ["MC", "CZMC", "NAME"]
    }
  }

  /// Fields that may hold the zone, type or unit code.
  var zoneFields: [String] {
    switch self {
    case .survey, .plan, .park: []
    case .pbf: ["XZQDM"]
    case .erl: ["LHLX", "LXDM"]
    case .udb: ["GHFQMC"]
    case .township: ["XZQDM"]
    case .village: ["ZLDWDM"]
    case .protected: ["LX"]
    }
  }

  /// Fields in which the layer states its own area.
  var statedAreaFields: [String] {
    switch self {
    case .survey: ["TBMJ"]
    case .plan, .park, .protected: []
    case .pbf: ["YJJBNTTBMJ", "TBMJ"]
    case .erl: ["QYMJ", "MJ"]
    case .udb: ["CZKFMJ", "MJ"]
    case .township, .village: ["DCMJ", "JSMJ"]
    }
  }
}
