import Geometry
import Groundwork

/// A measure (整治图斑) of the plan with the fields of the layer ZZTB.
public struct MeasurePatch: Sendable, Hashable {
  public var id: String
  /// 项目代码 and 项目名称.
  public var projectCode: String
  public var projectName: String
  /// 功能组团.
  public var group: String
  /// 实施主体.
  public var implementer: String
  /// 整治要素 of 5+X.
  public var element: String
  /// The planned class (规划地类).
  public var classCode: String
  public var stage: Int
  /// The village of its first atom, as ``LandPatch/villageCode``.
  public var villageCode: String
  /// Cost in whole 元.
  public var cost: Int64
  /// 田坎系数 of the planned farmland; `nil` for other classes.
  public var ridgeShare: Double?
  /// 耕地等别 of the planned farmland, 1 is best; `nil` for other classes.
  public var grade: Int?
  /// Slope class (坡度级) of the ground, 1 to 5.
  public var slope: Int
  /// 永农调整: empty, `DC` (out) or `DR` (in).
  public var basicFarmlandChange: String
  /// 开发边界调整: empty, `DC` or `DR`.
  public var boundaryChange: String
  /// 批复文号 of a change of a control line; empty for none.
  public var approval: String
  /// 进出平衡备案编号 of farmland that becomes woodland, garden or water; empty for none.
  public var balanceRecord: String
  /// 零星土地.
  public var isScattered: Bool
  public var geometry: Polygon
  /// Official area.
  public var area: Area
  /// The share of the ground that the second epoch shows as carried out, 0 to 1.
  public var carriedOut: Double

  /// The fields of ZZTB.
  public static let columns: [Column] = [
    Column("BSM", .text), Column("ZZBH", .text), Column("XMDM", .text), Column("XMMC", .text),
    Column("ZTMC", .text), Column("SSZT", .text), Column("ZZYS", .text), Column("DLBM", .text),
    Column("DLMC", .text), Column("JD", .integer), Column("TZJE", .real), Column("KCXS", .real),
    Column("PDJB", .text), Column("YNTZ", .text), Column("KFBJTZ", .text), Column("PFWH", .text),
    Column("LXBZ", .text), Column("GDDB", .integer), Column("JCPHBH", .text),
    Column("SJNF", .integer), Column("BZ", .text),
  ]

  /// The row of ZZTB, with the name of the target class.
  func values(className: String, year: Int, note: String) -> [Value] {
    [
      .text(id), .text(String(id.suffix(6))), .text(projectCode), .text(projectName),
      .text(group), .text(implementer), .text(element), .text(classCode), .text(className),
      .integer(Int64(stage)), .real(Double(cost)), ridgeShare.map { .real($0) } ?? .null,
      .text(String(slope)), .text(basicFarmlandChange), .text(boundaryChange), .text(approval),
      .text(isScattered ? "1" : ""), grade.map { .integer(Int64($0)) } ?? .null,
      .text(balanceRecord), .integer(Int64(year)), .text(note),
    ]
  }
}
