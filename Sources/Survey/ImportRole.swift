import Groundwork
import VectorFiles

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
  /// Nature reserves (自然保护地).
  case reserve
  /// Management lines of rivers, lakes and reservoirs (河湖管理范围).
  case water
  /// High-standard farmland (高标准农田).
  case hsf
  /// Grain production zones (粮食生产功能区).
  case grain
  /// Industrial block lines (工业区块线).
  case industry
  /// Polluted land (污染地块).
  case pollution
  /// Forest rights of others (林权).
  case forest

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
    case .reserve: Localized(zh: "自然保护地", en: "Nature reserves")
    case .water: Localized(zh: "河湖管理范围", en: "Management lines of waters")
    case .hsf: Localized(zh: "高标准农田", en: "High-standard farmland")
    case .grain: Localized(zh: "粮食生产功能区", en: "Grain production zones")
    case .industry: Localized(zh: "工业区块线", en: "Industrial block lines")
    case .pollution: Localized(zh: "污染地块", en: "Polluted land")
    case .forest: Localized(zh: "林权", en: "Forest rights")
    }
  }

  /// The role of a layer by its name, else by its fields; `nil` if nothing fits.
  ///
  /// Names are compared without case, year and separators: `DLTB_2023` is `DLTB`. Areas that a
  /// district marks, such as industrial parks, have no fields of their own and are known by name only.
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
    (.reserve, ["ZRBHD", "自然保护地"]),
    (.water, ["HHGLFW", "河湖管理范围", "河道管理范围"]),
    (.hsf, ["GBZNT", "高标准农田"]),
    (.grain, ["LSSCGNQ", "粮食生产功能区"]),
    (.industry, ["GYQKX", "工业区块线"]),
    (.pollution, ["WRDK", "污染地块"]),
    (.forest, ["LQZT", "林权", "林权宗地"]),
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
    case .township: ["BSM", "XZQDM"]
    case .village: ["BSM", "ZLDWDM"]
    default: ["BSM"]
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
    default: ["MC", "NAME"]
    }
  }

  /// Fields that may hold the zone, type or unit code.
  var zoneFields: [String] {
    switch self {
    case .pbf: ["XZQDM"]
    case .erl: ["LHLX", "LXDM"]
    case .udb: ["GHFQMC"]
    case .township: ["XZQDM"]
    case .village: ["ZLDWDM"]
    case .protected: ["LX"]
    default: []
    }
  }

  /// Fields in which the layer states its own area.
  var statedAreaFields: [String] {
    switch self {
    case .survey: ["TBMJ"]
    case .pbf: ["YJJBNTTBMJ", "TBMJ"]
    case .erl: ["QYMJ", "MJ"]
    case .udb: ["CZKFMJ", "MJ"]
    case .township, .village: ["DCMJ", "JSMJ"]
    default: []
    }
  }
}
