import Groundwork

/// One of the three categories of the Land Administration Law (三大类).
public enum LandCategory: String, Sendable, Hashable, Codable, CaseIterable {
  /// Agricultural land (农用地).
  case farm
  /// Construction land (建设用地).
  case construction
  /// Unused land (未利用地).
  case unused

  public var name: Localized {
    switch self {
    case .farm: Localized(zh: "农用地", en: "Agricultural land")
    case .construction: Localized(zh: "建设用地", en: "Construction land")
    case .unused: Localized(zh: "未利用地", en: "Unused land")
    }
  }

  /// The customary display colour, `#RRGGBB`.
  public var colour: String {
    switch self {
    case .farm: "#B4D26E"
    case .construction: "#E1786E"
    case .unused: "#BEC8D2"
    }
  }

  /// The category of a code of the survey's working classes or of GB/T 21010-2017.
  ///
  /// The construction pattern is tried first, then the farm pattern; everything else is unused.
  /// The order matters: salt fields (0603 盐田) and vacant land (1201 空闲地) are construction land,
  /// rural roads (1006), reservoirs (1103), ditches (1107) and field ridges (1203) are farm land,
  /// and the wetlands of group 00 are spread over all three.
  /// - Parameter code: the class code, with or without its suffix.
  public static func ofSurveyCode(_ code: String) -> LandCategory {
    let group = code.prefix(2)
    let class4 = code.prefix(4)
    switch group {
    case "05", "06", "07", "08", "09": return .construction
    case "10":
      let last = class4.last
      if class4.count == 4, class4.hasPrefix("100"), let last, last != "0", last != "6" {
        return .construction
      }
      return class4 == "1006" ? .farm : .unused
    case "01", "02", "03": return .farm
    default: break
    }
    switch class4 {
    case "1109", "1201": return .construction
    case "0401", "0402", "0403", "1103", "1104", "1107", "1202", "1203", "1208": return .farm
    default: return .unused
    }
  }
}

/// What the land is for in the research convention of production, living and ecological land
/// (三生空间). No national standard assigns it to class codes.
public enum LandFunction: String, Sendable, Hashable, Codable, CaseIterable {
  case production, living, ecological

  public var name: Localized {
    switch self {
    case .production: Localized(zh: "生产", en: "Production")
    case .living: Localized(zh: "生活", en: "Living")
    case .ecological: Localized(zh: "生态", en: "Ecological")
    }
  }
}
