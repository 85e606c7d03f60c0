/// What the program itself says of a feature, beside the fields that its source has.
public enum OwnField: Hashable, Sendable, CaseIterable {
  /// The feature's id in its source.
  case id
  /// The code of the class.
  case landClass
  case className
  case level1
  /// One of the three categories (三大类).
  case category
  /// The class as the source has it.
  case sourceClass
  /// Official area in 0.01 m².
  case area
  /// Planar area in 0.01 m².
  case planarArea
  /// The element of consolidation (整治要素) of a measure.
  case element
  case project
  case projectName
  /// The functional group (功能组团) of a measure.
  case group
  /// The stage of the works, from 1.
  case stage
  /// The cost of a measure in 分.
  case cost
  case implementer
  case name
  case zone
  /// The measure that a patch of a planned layer comes from.
  case measure
}

extension ImportRole {
  /// What the program says of the features of a layer with this role.
  public var fields: [OwnField] {
    let classFields: [OwnField] = [.landClass, .className, .level1, .category]
    switch self {
    case .survey: return [.id] + classFields + [.sourceClass, .area, .planarArea]
    case .plan:
      return [.id] + classFields + [
        .element, .project, .projectName, .group, .stage, .cost, .implementer, .area,
      ]
    default: return [.id, .name, .zone, .area]
    }
  }

  /// The fields of a source from which the import takes what it says of a feature, where no option names
  /// another. Areas come from geometry, not from a field.
  public func sourceFields(of field: OwnField) -> [String] {
    switch field {
    case .id: kind.idFields
    case .name: kind.nameFields
    case .zone: kind.zoneFields
    case .landClass, .className, .level1, .category, .sourceClass: ["DLBM", "DLMC"]
    case .area, .planarArea, .measure: []
    case .element, .project, .projectName, .group, .stage, .cost, .implementer:
      PlanFields.names[field] ?? []
    }
  }
}
