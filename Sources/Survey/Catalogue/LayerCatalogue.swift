import Groundwork

/// All kinds of layers, a row for each, in the order in which they are listed.
public struct LayerCatalogue: Sendable {
  public let kinds: [LayerKind]
  private let byRole: [ImportRole: Int]

  public init(_ kinds: [LayerKind]) {
    self.kinds = kinds
    byRole = Dictionary(
      kinds.enumerated().map { ($1.role, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(role: ImportRole) -> LayerKind? { byRole[role].map { kinds[$0] } }

  /// The theme layers (专题图层).
  public var themes: [LayerKind] { kinds.filter(\.isTheme) }

  /// The kind of a layer by its name, else by its fields; `nil` if nothing fits.
  ///
  /// Names are compared without case, year and separators: `DLTB_2023` is `DLTB`. Areas that a
  /// district marks, such as industrial parks, have no fields of their own and are known by name only.
  public func recognise(name: String, fields: [String]) -> LayerKind? {
    let plain = name.uppercased().filter { $0.isLetter }
    if let named = kinds.first(where: { $0.aliases.contains(plain) }) { return named }
    let known = Set(fields.map { $0.uppercased() })
    return kinds.filter { $0.signs?.fit(known) ?? false }
      .min { ($0.signs?.rank ?? 0) < ($1.signs?.rank ?? 0) }
  }

  /// The catalogue of the program.
  public static let standard = LayerCatalogue([
    LayerKind(
      .survey, .survey, zh: "地类图斑", en: "Land-use patches",
      aliases: ["DLTB", "JQDLTB", "地类图斑", "基期地类图斑"],
      // The layers of farmland protection also carry land classes, so they are asked first.
      signs: .init(
        rank: 5, .init(all: ["DLBM"], any: ["DLMC", "TBMJ", "TBDLMJ", "TBBH", "QSDWDM"])),
      id: ["BSM", "TBBSM", "TBYBH"], name: [], statedArea: ["TBMJ"], colour: "#9aa0a6", drawing: 0),
    LayerKind(
      .plan, .plan, zh: "整治图斑", en: "Measures", aliases: ["ZZTB", "整治图斑"],
      signs: .init(rank: 2, .init(any: ["ZZYS"]), .init(all: ["ZZBH", "XMDM"])),
      id: ["BSM", "ZZBH"], name: ["ZZMC", "XMMC"], colour: "#2c8a35", drawing: 100),
    LayerKind(
      .pbf, .control, zh: "永久基本农田", en: "Permanent basic farmland",
      aliases: ["YJJBNTTB", "YJJBNT", "JBNTBHTB", "JBNTTB", "永久基本农田", "永久基本农田图斑"],
      signs: .init(
        rank: 1, .init(any: ["YJJBNTTBBH", "JBNTTBBH", "YJJBNTTBMJ", "YJJBNTMJ", "JBNTMJ"])),
      id: ["BSM", "YJJBNTTBBH", "JBNTTBBH"], name: ["ZLDWMC", "XZQMC"], zone: ["XZQDM"],
      statedArea: ["YJJBNTTBMJ", "TBMJ"], fact: "in_pbf", colour: "#8a9a00",
      line: .init(width: 1.1, hatch: 45), drawing: 50),
    LayerKind(
      .erl, .control, zh: "生态保护红线", en: "Ecological protection red line",
      aliases: ["STBHHX", "生态保护红线"],
      signs: .init(
        rank: 4, .init(any: ["LHLX"]), .init(all: ["XJXZQHDM"], any: ["GKCS", "QYMJ", "SLDM"])),
      name: ["MC", "HXMC", "LHLX"], zone: ["LHLX", "LXDM"], statedArea: ["QYMJ", "MJ"],
      fact: "in_erl", colour: "#d4161c", line: .init(width: 1.8, hatch: -45), drawing: 60),
    LayerKind(
      .udb, .control, zh: "城镇开发边界", en: "Urban development boundary",
      aliases: ["CZKFBJ", "城镇开发边界"],
      signs: .init(rank: 3, .init(any: ["GHFQMC", "GHFQDM", "CZKFMJ"])),
      name: ["CZMC", "GHFQMC", "XZQMC"], zone: ["GHFQMC"], statedArea: ["CZKFMJ", "MJ"],
      colour: "#5b2a86", line: .init(width: 2.2, dashes: [10, 3, 2, 3]), drawing: 90),
    LayerKind(
      .township, .unit, zh: "行政区", en: "Administrative units", aliases: ["XZQ", "行政区"],
      signs: .init(rank: 7, .init(all: ["XZQDM", "XZQMC"], any: ["DCMJ", "JSMJ"])),
      id: ["BSM", "XZQDM"], name: ["XZQMC"], zone: ["XZQDM"], statedArea: ["DCMJ", "JSMJ"],
      colour: "#2b2f36", line: .init(width: 1.6, dashes: [8, 4]), drawing: 80),
    LayerKind(
      .village, .unit, zh: "村级调查区", en: "Village survey units", aliases: ["CJDCQ", "村级调查区"],
      signs: .init(rank: 6, .init(all: ["ZLDWDM", "ZLDWMC"], any: ["DCMJ", "JSMJ"])),
      id: ["BSM", "ZLDWDM"], name: ["ZLDWMC"], zone: ["ZLDWDM"], statedArea: ["DCMJ", "JSMJ"],
      colour: "#6b7280", line: .init(width: 0.8, dashes: [2, 3]), drawing: 70),
    LayerKind(
      .protected, .area, zh: "特色村庄", en: "Protected villages",
      aliases: ["TSCZ", "特色村庄", "传统村落"], name: ["MC", "CZMC", "NAME"], zone: ["LX"],
      colour: "#8a4b1f", line: .init(width: 1.6, dashes: [1.5, 2]), drawing: 40,
      isShownAtFirst: false),
    LayerKind(
      ImportRole(known: "building"), .object, zh: "建筑物", en: "Buildings",
      aliases: ["JZW", "JZWLK", "建筑物", "建筑物轮廓", "房屋", "BUILDING", "BUILDINGS"],
      signs: .init(rank: 8, .init(any: ["JZCS", "JZGD"])), colour: "#8c7456",
      line: .init(width: 0.5), drawing: 9, isShownAtFirst: false),
    LayerKind(
      .guide, .area, zh: "潜力指引图斑", en: "Issued potential polygons",
      aliases: ["ZYTB", "QLZYTB", "指引图斑", "潜力指引图斑", "下发图斑"],
      // They carry land classes, too, so they are asked before the survey.
      signs: .init(rank: 0, .init(all: ["DCBH"], any: ["SDBSM", "TBLX", "YKDL", "GDHBZY"])),
      id: ["DCBH", "BSM"], name: ["XMC", "TBLX", "MC", "NAME"], zone: ["TBLX"],
      colour: "#0b6e99", line: .init(width: 1.6, dashes: [6, 2]), drawing: 18,
      isShownAtFirst: false),
    theme(
      "park", zh: "工业园区", en: "Industrial parks", aliases: ["GYYQ", "工业园区", "园区"],
      name: ["MC", "YQMC", "NAME"], fact: "in_park", colour: "#1f5fbf", drawing: 10),
    theme(
      "reserve", zh: "自然保护地", en: "Nature reserves", aliases: ["ZRBHD", "自然保护地", "自然保护区"],
      fact: "in_reserve", colour: "#2e7d32", drawing: 11),
    theme(
      "water", zh: "河湖管理范围", en: "Management lines of waters",
      aliases: ["HHGLFW", "河湖管理范围", "河道管理范围"], fact: "in_water_line", colour: "#0277bd",
      drawing: 12),
    theme(
      "hsf", zh: "高标准农田", en: "High-standard farmland", aliases: ["GBZNT", "高标准农田"],
      fact: "in_hsf", colour: "#b8860b", drawing: 13),
    theme(
      "grain", zh: "粮食生产功能区", en: "Grain production zones",
      aliases: ["LSSCGNQ", "粮食生产功能区"], fact: "in_grain_zone", colour: "#a1560a", drawing: 14),
    theme(
      "industry", zh: "工业区块线", en: "Industrial block lines", aliases: ["GYQKX", "工业区块线"],
      fact: "in_industrial_line", colour: "#7a3ea8", drawing: 15),
    theme(
      "pollution", zh: "污染地块", en: "Polluted land", aliases: ["WRDK", "污染地块"],
      fact: "polluted", colour: "#5d4037", drawing: 16),
    theme(
      "forest", zh: "林权", en: "Forest rights", aliases: ["LQZT", "林权", "林权宗地"],
      fact: "forest_conflict", colour: "#33691e", drawing: 17),
  ])

  /// A row for an area that a district marks and that pieces lie in or not.
  private static func theme(
    _ role: String, zh: String, en: String, aliases: [String], name: [String] = ["MC", "NAME"],
    fact: String, colour: String, drawing: Int
  ) -> LayerKind {
    LayerKind(
      ImportRole(known: role), .area, zh: zh, en: en, aliases: aliases, name: name, fact: fact,
      colour: colour, drawing: drawing, isShownAtFirst: false)
  }
}
