/// The code lists of the survey database (TD/T 1057) that the checks look things up in.
enum SurveyDomains {
  /// Fields of DLTB that may never be empty.
  static let required = [
    "BSM", "YSDM", "TBBH", "DLBM", "DLMC", "QSXZ", "QSDWDM", "QSDWMC", "ZLDWDM", "ZLDWMC", "TBMJ",
    "TBDLMJ", "FRDBS", "SJNF", "MSSM",
  ]

  /// Tenure (权属性质 QSXZ).
  static let tenure: Set<String> = [
    "10", "20", "21", "30", "31", "32", "33", "34", "40", "41",
  ]
  /// Settlement attribute (城镇村属性码 CZCSXM).
  static let settlement: Set<String> = [
    "201", "201A", "202", "202A", "203", "203A", "204", "205",
  ]
  /// Farmland type (耕地类型 GDLX): slope or terrace.
  static let farmlandType: Set<String> = ["PD", "TT"]
  /// Slope class (耕地坡度级别 GDPDJB).
  static let slope: Set<String> = ["1", "2", "3", "4", "5"]
  /// Enclave mark (飞入地标识 FRDBS).
  static let enclave: Set<String> = ["0", "1"]
  /// Description code (描述说明 MSSM): mainland or island.
  static let description: Set<String> = ["00", "01"]

  /// Refinement of a patch (图斑细化 TBXHDM) with the start of its name (TBXHMC).
  static let refinement: [String: [String]] = [
    "HDGD": ["河道"], "HQGD": ["湖区"], "LQGD": ["林区耕"], "MQGD": ["牧区"],
    "SHGD": ["沙荒"], "HHGD": ["沙荒"], "SMGD": ["石漠"], "LQYD": ["林区园"],
    "GCCD": ["灌丛"], "FQ": ["废弃"], "LJTM": ["垃圾"],
  ]

  /// Planting attribute (种植属性 ZZSXDM) with the spellings of its name (ZZSXMC) that are in use.
  static let planting: [String: [String]] = [
    "LS": ["粮食", "种植粮食"], "FLS": ["非粮", "种植非粮"], "LYFL": ["粮与非粮"],
    "WG": ["未耕"], "XG": ["休耕"], "JKHF": ["即可恢复"], "GCHF": ["工程恢复"],
  ]

  /// Classes that carry a width (线状地物宽度 XZDWKD).
  static let linearClasses: Set<String> = [
    "1001", "1003", "1004", "1006", "1009", "1101", "1107", "1107A",
  ]

  /// Fields that only farmland (耕地) may have.
  static let farmlandFields = ["KCDLBM", "KCXS", "KCMJ", "GDLX", "GDPDJB"]
}
