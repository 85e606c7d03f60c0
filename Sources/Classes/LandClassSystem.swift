import Groundwork

/// A published system of land classes (地类分类体系).
///
/// The same four digits mean different things in different systems: `0601` is industrial land in
/// the survey's working classes and a rural road in the unified classes. A code without its system
/// is therefore never accepted.
public enum LandClassSystem: String, Sendable, Hashable, Codable, CaseIterable {
  /// GB/T 21010-2017 土地利用现状分类.
  case gbt21010 = "GBT21010-2017"
  /// The working classes of the Third National Land Survey (三调工作分类), TD/T 1055-2019, with
  /// the additions of the later annual surveys.
  case sd3Work = "SD3-work"
  /// The trial guide of 2020 to unified land and sea classes (用地用海分类指南 试行). Known by
  /// name only: there is no table of it here, so no class of it can be made.
  case ydyh2020 = "YDYH-2020"
  /// The guide of 2023 to unified land and sea classes (用地用海分类指南), 自然资发〔2023〕234号.
  case ydyh2023 = "YDYH-2023"

  /// The edition of the document that the table follows.
  public var version: String {
    switch self {
    case .gbt21010: "2017"
    case .sd3Work: "2019"
    case .ydyh2020: "2020"
    case .ydyh2023: "2023"
    }
  }

  /// The document, in both languages.
  public var title: Localized {
    switch self {
    case .gbt21010:
      Localized(zh: "土地利用现状分类 GB/T 21010-2017", en: "Land use classes GB/T 21010-2017")
    case .sd3Work:
      Localized(
        zh: "第三次全国国土调查工作分类 TD/T 1055-2019",
        en: "Working classes of the Third National Land Survey, TD/T 1055-2019")
    case .ydyh2020:
      Localized(
        zh: "国土空间调查、规划、用途管制用地用海分类指南（试行）2020",
        en: "Unified land and sea classes, trial guide of 2020")
    case .ydyh2023:
      Localized(
        zh: "国土空间调查、规划、用途管制用地用海分类指南 2023",
        en: "Unified land and sea classes, guide of 2023")
    }
  }

  /// The system with this identifier, whatever its case; also by a few customary short names.
  public init?(named name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "gbt210102017", "gbt21010", "gb": self = .gbt21010
    case "sd3work", "sd3", "三调", "三调工作分类": self = .sd3Work
    case "ydyh2020": self = .ydyh2020
    case "ydyh2023", "ydyh", "用地用海": self = .ydyh2023
    default: return nil
    }
  }
}
