import Classes
import Geodesy
import Geometry
import Groundwork

/// A patch (地类图斑) of one epoch with all values of the survey's DLTB layer.
public struct LandPatch: Sendable, Hashable {
  /// 标识码 BSM, 18 characters.
  public var id: String
  /// 图斑编号 TBBH, unique in the village.
  public var number: Int
  /// 地类编码 DLBM of the third survey's working classes.
  public var classCode: String
  /// 坐落单位代码 ZLDWDM of the village, 19 digits.
  public var villageCode: String
  public var geometry: Polygon
  /// 图斑面积 TBMJ, adjusted to the village.
  public var area: Area
  /// 田坎系数 KCXS, 0 where nothing is deducted.
  public var ridgeShare: Double
  /// 扣除面积 KCMJ.
  public var deducted: Area
  /// Inside one of the industrial parks.
  public var isInPark: Bool
  /// 城镇村属性码 CZCSXM, empty outside towns and villages.
  public var builtUpCode: String
  /// The natural village that the patch belongs to, 0 for none.
  public var settlement: Int
  /// Slope class (坡度级), 1 to 5.
  public var slope: Int
  /// Inside the urban development boundary; `false` for patches that the line cuts.
  public var isInsideBoundary: Bool
  /// The row of DLTB in the order of ``columns``.
  public var values: [Value]

  /// 图斑地类面积 TBDLMJ.
  public var remaining: Area { area - deducted }
  public var isFarmland: Bool {
    LandClass(known: classCode, in: .sd3Work)?.isFarmland ?? false
  }

  /// The fields of DLTB (survey database standard TD/T 1057).
  public static let columns: [Column] = [
    Column("BSM", .text), Column("YSDM", .text), Column("TBYBH", .text), Column("TBBH", .text),
    Column("DLBM", .text), Column("DLMC", .text), Column("QSXZ", .text), Column("QSDWDM", .text),
    Column("QSDWMC", .text), Column("ZLDWDM", .text), Column("ZLDWMC", .text),
    Column("TBMJ", .real), Column("KCDLBM", .text), Column("KCXS", .real), Column("KCMJ", .real),
    Column("TBDLMJ", .real), Column("GDLX", .text), Column("GDPDJB", .text),
    Column("XZDWKD", .real), Column("TBXHDM", .text), Column("TBXHMC", .text),
    Column("ZZSXDM", .text), Column("ZZSXMC", .text), Column("GDDB", .integer),
    Column("FRDBS", .text), Column("CZCSXM", .text), Column("SJNF", .integer),
    Column("MSSM", .text), Column("HDMC", .text), Column("BZ", .text),
  ]
}

/// Makes finished patches from records.
struct PatchMaker {
  let towns: [Int]
  let year: Int
  let note: String

  func townCode(_ village: Int) -> String { Names.county.code + Names.towns[towns[village]].code }

  func villageCode(_ village: Int) -> String {
    townCode(village) + padded(201 + village, 3) + "0000000"
  }

  func villageName(_ village: Int) -> String { Names.village(village) }

  static func className(_ use: LandUse) throws -> String {
    try LandClass(.sd3Work, use.code).name.zh
  }

  func patch(_ record: Record, geometry: Polygon) throws -> LandPatch {
    let traits = record.traits
    let deduction = RidgeDeduction(patch: record.area, coefficient: traits.ridgeShare)
    let built = traits.builtUpCode(town: towns[traits.village])
    var patch = LandPatch(
      id: Names.county.code + padded(record.serial, 12), number: record.number,
      classCode: traits.use.code, villageCode: villageCode(traits.village), geometry: geometry,
      area: record.area, ridgeShare: traits.ridgeShare, deducted: deduction?.deducted ?? .zero,
      isInPark: traits.park > 0, builtUpCode: built, settlement: max(0, traits.settlement),
      slope: traits.slope, isInsideBoundary: traits.boundary != .outside, values: [])
    patch.values = try values(patch, traits)
    return patch
  }

  private func values(_ patch: LandPatch, _ traits: Traits) throws -> [Value] {
    let isFarmland = traits.use.isFarmland
    let hasRidges = isFarmland && traits.ridgeShare > 0
    let owner = self.owner(traits)
    return [
      .text(patch.id), .text("2001010100"),
      .text(
        townCode(traits.village).suffix(3) + padded(201 + traits.village, 3)
          + padded(patch.number, 6)),
      .text(padded(patch.number, 4)), .text(patch.classCode),
      .text(try PatchMaker.className(traits.use)), .text(traits.tenure),
      .text(owner.code), .text(owner.name), .text(patch.villageCode),
      .text(villageName(traits.village)), .real(patch.area.squareMetres),
      hasRidges ? .text("1203") : .null, isFarmland ? .real(traits.ridgeShare) : .null,
      isFarmland ? .real(patch.deducted.squareMetres) : .null,
      .real(patch.remaining.squareMetres),
      isFarmland && traits.slope > 1 ? .text(traits.isTerraced ? "TT" : "PD") : .null,
      isFarmland ? .text(String(traits.slope)) : .null,
      traits.width > 0 ? .real((traits.width * 10).rounded() / 10) : .null,
      text(traits.form), text(PatchMaker.formNames[traits.form] ?? ""), text(traits.planting),
      text(PatchMaker.plantingNames[traits.planting] ?? ""),
      traits.grade > 0 ? .integer(Int64(traits.grade)) : .null, .text("0"),
      text(patch.builtUpCode), .integer(Int64(year)), .text("00"), .null, .text(note),
    ]
  }

  private func text(_ value: String) -> Value { value.isEmpty ? .null : .text(value) }

  func owner(_ traits: Traits) -> (code: String, name: String) {
    let stem = townCode(traits.village) + padded(201 + traits.village, 3)
    let village = villageName(traits.village)
    switch traits.tenure {
    case "10": return (stem + "0000000", Names.county.name)
    case "20":
      return (stem + padded(900 + traits.owner, 3) + "0000", "\(Names.label)用地单位\(traits.owner)号")
    case "32": return (stem + "0000000", "\(village)股份经济合作社")
    default: return (stem + padded(traits.owner, 3) + "0000", "\(village)第\(traits.owner)村民小组")
    }
  }

  static let plantingNames = [
    "LS": "粮食", "FLS": "非粮", "LYFL": "粮与非粮轮作", "WG": "未耕种", "XG": "休耕", "JKHF": "即可恢复",
    "GCHF": "工程恢复",
  ]
  static let formNames = ["HDGD": "河道耕地", "FQ": "废弃"]
}
