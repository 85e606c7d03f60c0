import Classes
import Groundwork

/// A kind of ground that is the subject of a diagnosis.
public enum DiagnosisSubject: String, Sendable, Codable, CaseIterable {
  /// Farmland (耕地).
  case farmland
  /// Orchards and gardens (园地).
  case orchard
  /// Forest (林地).
  case forest
  /// Grassland (草地).
  case grass
  /// Wetlands and waters without ditches (湿地与水面).
  case water
  /// Homesteads of villages (农村宅基地).
  case settlement
  /// Industrial land (工业用地).
  case industry
  /// All other construction land (其他建设用地).
  case otherConstruction = "other-construction"

  public var name: Localized {
    switch self {
    case .farmland: Localized(zh: "耕地", en: "Farmland")
    case .orchard: Localized(zh: "园地", en: "Orchards")
    case .forest: Localized(zh: "林地", en: "Forest")
    case .grass: Localized(zh: "草地", en: "Grassland")
    case .water: Localized(zh: "湿地与水面", en: "Wetland and water")
    case .settlement: Localized(zh: "农村宅基地", en: "Homesteads")
    case .industry: Localized(zh: "工业用地", en: "Industrial land")
    case .otherConstruction: Localized(zh: "其他建设用地", en: "Other construction land")
    }
  }

  /// The subject of a land class; `nil` for classes without a subject, such as ditches and bare
  /// land.
  ///
  /// It depends on the use, which every class system states for its classes; a class with several
  /// uses is construction land or has no subject.
  public init?(_ land: LandClass) {
    switch land.use {
    case .farmland?: self = .farmland
    case .garden?: self = .orchard
    case .forest?: self = .forest
    case .grassland?: self = .grass
    case .woodedWetland?, .grassWetland?, .openWetland?, .river?, .lake?, .reservoir?, .pond?,
      .sea?, .glacier?:
      self = .water
    case .homestead?: self = .settlement
    case .industry?: self = .industry
    default:
      guard land.category == .construction else { return nil }
      self = .otherConstruction
    }
  }
}
