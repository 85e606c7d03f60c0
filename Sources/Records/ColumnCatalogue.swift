import Groundwork
import Survey

/// The displayed title and unit of a column, for table headings and field aliases.
public struct ColumnTitle: Sendable, Hashable {
  public var title: Localized
  /// `nil` for texts and pure numbers.
  public var unit: Localized?

  init(_ zh: String, _ en: String, unit: Localized? = nil) {
    title = Localized(zh: zh, en: en)
    self.unit = unit
  }

  /// Title and unit: `图斑面积（平方米）`.
  public func label(_ language: Language) -> String {
    guard let unit else { return title[language] }
    return title[language] + (language == .zh ? "（\(unit.zh)）" : " (\(unit.en))")
  }
}

/// The columns of a workspace's layers (``OwnField`` and others) and of the national survey's tables (DLTB 等).
public enum ColumnCatalogue {
  private static let squareMetres = Localized(zh: "平方米", en: "m²")
  private static let hundredths = Localized(zh: "0.01 平方米", en: "0.01 m²")
  private static let metres = Localized(zh: "米", en: "m")

  /// The title of a column, whatever its case; `nil` for one without a description.
  public static subscript(name: String) -> ColumnTitle? { known[name.lowercased()] }

  /// The title of one of the program's own columns.
  public static subscript(field: OwnField) -> ColumnTitle? { self[field.columnName] }

  /// The title of a column, or its name.
  public static func label(_ name: String, _ language: Language) -> String {
    self[name]?.label(language) ?? name
  }

  private static let known: [String: ColumnTitle] = Dictionary(
    uniqueKeysWithValues: (own + survey).map { ($0.0.lowercased(), $0.1) })

  /// Columns of the program itself.
  private static let own: [(String, ColumnTitle)] = [
    ("fid", ColumnTitle("序号", "Number")),
    (OwnField.id.columnName, ColumnTitle("标识码", "Id")),
    (OwnField.landClass.columnName, ColumnTitle("地类编码", "Class code")),
    (OwnField.className.columnName, ColumnTitle("地类名称", "Class")),
    (OwnField.level1.columnName, ColumnTitle("一级类编码", "Level-1 class")),
    (OwnField.category.columnName, ColumnTitle("三大类", "Category")),
    (OwnField.sourceClass.columnName, ColumnTitle("原地类值", "Class in the source")),
    (OwnField.area.columnName, ColumnTitle("图斑面积", "Official area", unit: hundredths)),
    (OwnField.planarArea.columnName, ColumnTitle("平面面积", "Planar area", unit: hundredths)),
    ("area", ColumnTitle("面积", "Area", unit: hundredths)),
    ("area_m2", ColumnTitle("图斑面积", "Official area", unit: squareMetres)),
    ("planar_m2", ColumnTitle("平面面积", "Planar area", unit: squareMetres)),
    ("area_hm2", ColumnTitle("面积", "Area", unit: Localized(zh: "公顷", en: "hm²"))),
    ("area_mu", ColumnTitle("面积", "Area", unit: Localized(zh: "亩", en: "mu"))),
    ("share", ColumnTitle("比例", "Share", unit: Localized(zh: "%", en: "%"))),
    ("patches", ColumnTitle("图斑数", "Patches")),
    (OwnField.measure.columnName, ColumnTitle("整治图斑标识码", "Measure")),
    (OwnField.element.columnName, ColumnTitle("整治要素", "Element")),
    (OwnField.project.columnName, ColumnTitle("项目编号", "Project")),
    (OwnField.projectName.columnName, ColumnTitle("项目名称", "Project name")),
    (OwnField.group.columnName, ColumnTitle("功能组团", "Functional group")),
    (OwnField.implementer.columnName, ColumnTitle("实施主体", "Implementer")),
    (OwnField.stage.columnName, ColumnTitle("实施阶段", "Stage")),
    (OwnField.cost.columnName, ColumnTitle("投资", "Cost", unit: Localized(zh: "分", en: "fen"))),
    ("cost_yuan", ColumnTitle("投资", "Cost", unit: Localized(zh: "元", en: "yuan"))),
    (OwnField.name.columnName, ColumnTitle("名称", "Name")),
    (OwnField.zone.columnName, ColumnTitle("分区", "Zone")),
    ("from_fid", ColumnTitle("原图斑序号", "Patch before")),
    ("to_fid", ColumnTitle("现图斑序号", "Patch after")),
    ("from_id", ColumnTitle("原图斑标识码", "Id before")),
    ("to_id", ColumnTitle("现图斑标识码", "Id after")),
    ("from_class", ColumnTitle("原地类编码", "Class code before")),
    ("to_class", ColumnTitle("现地类编码", "Class code after")),
    ("from_name", ColumnTitle("原地类", "Class before")),
    ("to_name", ColumnTitle("现地类", "Class after")),
    ("kind", ColumnTitle("类型", "Kind")),
    ("rule", ColumnTitle("规则", "Rule")),
    ("rank", ColumnTitle("序次", "Rank")),
    ("note", ColumnTitle("说明", "Note")),
    ("reason", ColumnTitle("原因", "Reason")),
  ]

  /// Fields of the third national survey's database (TD/T 1057) and of the planning lines.
  private static let survey: [(String, ColumnTitle)] = [
    ("BSM", ColumnTitle("标识码", "Identifier (BSM)")),
    ("YSDM", ColumnTitle("要素代码", "Feature code (YSDM)")),
    ("TBYBH", ColumnTitle("图斑预编号", "Preliminary number (TBYBH)")),
    ("TBBH", ColumnTitle("图斑编号", "Patch number (TBBH)")),
    ("DLBM", ColumnTitle("地类编码", "Class code (DLBM)")),
    ("DLMC", ColumnTitle("地类名称", "Class name (DLMC)")),
    ("QSXZ", ColumnTitle("权属性质", "Tenure (QSXZ)")),
    ("QSDWDM", ColumnTitle("权属单位代码", "Owner's code (QSDWDM)")),
    ("QSDWMC", ColumnTitle("权属单位名称", "Owner (QSDWMC)")),
    ("ZLDWDM", ColumnTitle("坐落单位代码", "Village code (ZLDWDM)")),
    ("ZLDWMC", ColumnTitle("坐落单位名称", "Village (ZLDWMC)")),
    ("TBMJ", ColumnTitle("图斑面积", "Area (TBMJ)", unit: squareMetres)),
    ("KCDLBM", ColumnTitle("扣除地类编码", "Deducted class (KCDLBM)")),
    ("KCXS", ColumnTitle("扣除地类系数", "Ridge coefficient (KCXS)")),
    ("KCMJ", ColumnTitle("扣除地类面积", "Deducted area (KCMJ)", unit: squareMetres)),
    ("TBDLMJ", ColumnTitle("图斑地类面积", "Net area (TBDLMJ)", unit: squareMetres)),
    ("GDLX", ColumnTitle("耕地类型", "Kind of farmland (GDLX)")),
    ("GDPDJB", ColumnTitle("耕地坡度级别", "Slope class (GDPDJB)")),
    ("XZDWKD", ColumnTitle("线状地物宽度", "Width (XZDWKD)", unit: metres)),
    ("TBXHDM", ColumnTitle("图斑细化代码", "Detail code (TBXHDM)")),
    ("TBXHMC", ColumnTitle("图斑细化名称", "Detail (TBXHMC)")),
    ("ZZSXDM", ColumnTitle("种植属性代码", "Cropping code (ZZSXDM)")),
    ("ZZSXMC", ColumnTitle("种植属性名称", "Cropping (ZZSXMC)")),
    ("GDDB", ColumnTitle("耕地等别", "Farmland grade (GDDB)")),
    ("FRDBS", ColumnTitle("飞入地标识", "Enclave (FRDBS)")),
    ("CZCSXM", ColumnTitle("城镇村属性码", "Settlement code (CZCSXM)")),
    ("SJNF", ColumnTitle("数据年份", "Year (SJNF)")),
    ("MSSM", ColumnTitle("描述说明", "Mark (MSSM)")),
    ("HDMC", ColumnTitle("海岛名称", "Island (HDMC)")),
    ("BZ", ColumnTitle("备注", "Remark (BZ)")),
    ("XZQDM", ColumnTitle("行政区代码", "Unit code (XZQDM)")),
    ("XZQMC", ColumnTitle("行政区名称", "Unit (XZQMC)")),
    ("DCMJ", ColumnTitle("调查面积", "Surveyed area (DCMJ)", unit: squareMetres)),
    ("JSMJ", ColumnTitle("计算面积", "Computed area (JSMJ)", unit: squareMetres)),
    ("YJJBNTTBBH", ColumnTitle("永久基本农田图斑编号", "PBF patch number")),
    ("YJJBNTTBMJ", ColumnTitle("永久基本农田图斑面积", "PBF patch area", unit: squareMetres)),
    ("YJJBNTMJ", ColumnTitle("永久基本农田面积", "PBF area", unit: squareMetres)),
    ("GHFQDM", ColumnTitle("规划分区代码", "Zone code (GHFQDM)")),
    ("GHFQMC", ColumnTitle("规划分区名称", "Zone (GHFQMC)")),
    ("YNTZ", ColumnTitle("永农调整", "PBF change (YNTZ)")),
    ("KFBJTZ", ColumnTitle("开发边界调整", "Boundary change (KFBJTZ)")),
    ("PFWH", ColumnTitle("批复文号", "Approval (PFWH)")),
    ("LXBZ", ColumnTitle("零星标志", "Scattered (LXBZ)")),
    ("PDJB", ColumnTitle("坡度级别", "Slope class (PDJB)")),
    ("JCPHBH", ColumnTitle("进出平衡编号", "Balance record (JCPHBH)")),
    ("ZZBH", ColumnTitle("整治编号", "Measure number (ZZBH)")),
    ("XMDM", ColumnTitle("项目代码", "Project code (XMDM)")),
    ("XMMC", ColumnTitle("项目名称", "Project (XMMC)")),
    ("ZTMC", ColumnTitle("功能组团", "Functional group (ZTMC)")),
    ("SSZT", ColumnTitle("实施主体", "Implementer (SSZT)")),
    ("ZZYS", ColumnTitle("整治要素", "Element (ZZYS)")),
    ("JD", ColumnTitle("实施阶段", "Stage (JD)")),
    ("TZJE", ColumnTitle("投资金额", "Cost (TZJE)", unit: Localized(zh: "元", en: "yuan"))),
    ("XJXZQHDM", ColumnTitle("县级行政区划代码", "County code (XJXZQHDM)")),
    ("MC", ColumnTitle("名称", "Name (MC)")),
    ("QYMJ", ColumnTitle("区域面积", "Area (QYMJ)")),
    ("SLSJ", ColumnTitle("设立时间", "Established (SLSJ)")),
    ("GKCS", ColumnTitle("管控措施", "Controls (GKCS)")),
  ]
}
