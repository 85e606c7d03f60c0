import Groundwork

/// The quality checks by their stable ids.
public enum CheckRule: String, CaseIterable, Sendable, Codable {
  case required = "ATT-REQUIRED"
  case classCode = "ATT-CLASS"
  case className = "ATT-NAME"
  case pair = "ATT-PAIR"
  case domain = "ATT-DOMAIN"
  case unitCode = "ATT-UNIT-CODE"
  case uniqueId = "ATT-UNIQUE-BSM"
  case uniqueNumber = "ATT-UNIQUE-TBBH"
  case farmlandOnly = "KC-FARMLAND-ONLY"
  case ridgeCode = "KC-CODE"
  case ridgeArea = "KC-AREA"
  case ridgeSlope = "KC-SLOPE"
  case netArea = "KC-NET"
  case width = "ATT-WIDTH"
  case empty = "GEO-EMPTY"
  case invalid = "GEO-INVALID"
  case multipart = "GEO-MULTIPART"
  case duplicateVertex = "GEO-DUPLICATE-VERTEX"
  case spike = "GEO-SPIKE"
  case shortSegment = "GEO-SHORT-SEGMENT"
  case sliver = "GEO-SLIVER"
  case minimumArea = "GEO-MINIMUM-AREA"
  case overlap = "TOP-OVERLAP"
  case gap = "TOP-GAP"
  case outsideVillage = "TOP-OUTSIDE-VILLAGE"
  case mergeable = "TOP-MERGEABLE"
  case notComputable = "TOP-NOT-COMPUTABLE"
  case officialArea = "AREA-OFFICIAL"
  case villageSum = "AREA-VILLAGE-SUM"
  case countySum = "AREA-COUNTY-SUM"

  /// Whether breaking the rule makes the layer unfit (error) or asks for a look (warning).
  public var severity: Diagnostic.Severity {
    switch self {
    case .duplicateVertex, .spike, .shortSegment, .sliver, .minimumArea, .mergeable, .ridgeSlope:
      .warning
    default: .error
    }
  }

  /// True for rules about the attributes of DLTB; layers without them are spared.
  public var needsSurveyFields: Bool {
    switch self {
    case .empty, .invalid, .multipart, .duplicateVertex, .spike, .shortSegment, .sliver, .overlap,
      .gap, .outsideVillage, .notComputable:
      false
    default: true
    }
  }

  /// What the rule asks for.
  public var title: Localized {
    switch self {
    case .required: Localized(zh: "必填字段", en: "Required fields are filled")
    case .classCode: Localized(zh: "地类编码有效", en: "Land class codes exist")
    case .className: Localized(zh: "地类编码与名称一致", en: "Class code and name agree")
    case .pair: Localized(zh: "代码与名称成对", en: "Codes and names come in pairs")
    case .domain: Localized(zh: "字段值域", en: "Values lie in their domain")
    case .unitCode: Localized(zh: "19 位单位代码", en: "Unit codes have 19 digits")
    case .uniqueId: Localized(zh: "标识码唯一", en: "BSM is unique")
    case .uniqueNumber: Localized(zh: "村内图斑编号唯一", en: "TBBH is unique in its village")
    case .farmlandOnly:
      Localized(zh: "耕地专用字段", en: "Farmland-only fields are used on farmland only")
    case .ridgeCode: Localized(zh: "扣除地类为田坎", en: "The deducted class is ridges")
    case .ridgeArea: Localized(zh: "扣除面积", en: "Deducted area is area times coefficient")
    case .ridgeSlope: Localized(zh: "坡度级别与田坎系数", en: "Slope class fits the coefficient")
    case .netArea: Localized(zh: "图斑地类面积", en: "Net area is area less deduction")
    case .width: Localized(zh: "线状地物宽度", en: "Width on linear classes only")
    case .empty: Localized(zh: "要素有图形", en: "Features have a geometry")
    case .invalid: Localized(zh: "图形合法、无自相交", en: "Geometry is valid")
    case .multipart: Localized(zh: "无多部件图形", en: "One part a feature")
    case .duplicateVertex: Localized(zh: "无重复节点", en: "No repeated vertex")
    case .spike: Localized(zh: "无尖锐角", en: "No spike")
    case .shortSegment: Localized(zh: "无过短线段", en: "No very short segment")
    case .sliver: Localized(zh: "无狭长碎面", en: "No sliver")
    case .minimumArea: Localized(zh: "最小上图面积", en: "Minimum mapping area")
    case .overlap: Localized(zh: "图斑不重叠", en: "Patches do not overlap")
    case .gap: Localized(zh: "图斑无缝隙", en: "No gap between patches")
    case .outsideVillage: Localized(zh: "图斑不越村界", en: "Patches lie in their village unit")
    case .mergeable: Localized(zh: "相邻同属性图斑应合并", en: "Equal neighbours are merged")
    case .notComputable: Localized(zh: "拓扑关系可计算", en: "Topology can be computed")
    case .officialArea: Localized(zh: "图斑面积等于椭球面积", en: "TBMJ is the official area")
    case .villageSum: Localized(zh: "图斑面积之和等于村级控制面积", en: "Patches sum to their village")
    case .countySum: Localized(zh: "图斑面积之和等于行政区控制面积", en: "Patches sum to their county")
    }
  }
}
