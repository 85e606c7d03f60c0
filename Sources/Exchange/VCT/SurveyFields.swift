/// The types of the fields of the survey's layers, as its database standard has them (DLTB, XZQ, CJDCQ
/// and farmland protection); a file may need wider ones.
enum SurveyFields {
  static func type(of name: String) -> VCTFieldType? { types[name.uppercased()] }

  private static let types: [String: VCTFieldType] = {
    var types: [String: VCTFieldType] = [:]
    let chars: [(Int, String)] = [
      (18, "BSM TBYBH"), (10, "YSDM"), (8, "TBBH"), (5, "DLBM KCDLBM"), (60, "DLMC QSDWMC ZLDWMC"),
      (2, "QSXZ GDLX GDPDJB MSSM"), (19, "QSDWDM ZLDWDM"), (4, "TBXHDM CZCSXM"),
      (20, "TBXHMC ZZSXMC"),
      (6, "ZZSXDM"), (1, "FRDBS"), (100, "HDMC XZQMC"), (12, "XZQDM"),
    ]
    for (width, names) in chars {
      for name in names.split(separator: " ") { types[String(name)] = .char(width) }
    }
    let areas = "TBMJ KCMJ TBDLMJ DCMJ JSMJ YJJBNTTBMJ YJJBNTMJ"
    for name in areas.split(separator: " ") {
      types[String(name)] = .float(width: 15, decimals: 2)
    }
    types["KCXS"] = .float(width: 6, decimals: 4)
    types["XZDWKD"] = .float(width: 5, decimals: 1)
    types["GDDB"] = .int(2)
    types["SJNF"] = .int(4)
    return types
  }()

  /// The feature codes of the layers of polygons that the standard names for certain.
  static let codes = [
    "DLTB": "2001010100", "XZQ": "1000600100", "YJJBNTTB": "2005010100",
  ]
}
