import Classes

/// The land classes (三调工作分类) that the district uses, by code.
enum LandUse: String, CaseIterable {
  case coastalFlat = "1105"
  case inlandFlat = "1106"
  case paddy = "0101"
  case irrigated = "0102"
  case dryland = "0103"
  case orchard = "0201"
  case adjustableOrchard = "0201K"
  case tea = "0202"
  case otherGarden = "0204"
  case forest = "0301"
  case bamboo = "0302"
  case shrub = "0305"
  case otherForest = "0307"
  case adjustableForest = "0307K"
  case otherGrass = "0404"
  case commerce = "05H1"
  case storage = "0508"
  case industrial = "0601"
  case mining = "0602"
  case urbanHousing = "0701"
  case ruralHousing = "0702"
  case offices = "08H1"
  case education = "08H2"
  case utility = "0809"
  case park = "0810"
  case plaza = "0810A"
  case special = "09"
  case railway = "1001"
  case highway = "1003"
  case street = "1004"
  case station = "1005"
  case ruralRoad = "1006"
  case port = "1008"
  case river = "1101"
  case reservoir = "1103"
  case pond = "1104"
  case fishPond = "1104A"
  case adjustablePond = "1104K"
  case ditch = "1107"
  case mainDitch = "1107A"
  case dike = "1109"
  case idle = "1201"
  case farmFacility = "1202"
  case bareSoil = "1206"

  var code: String { rawValue }

  /// The classes from the table of the survey's working classes.
  private static let classes = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { use in
      LandClass(known: use.code, in: .sd3Work).map {
        (use, (general: $0.use, category: $0.category))
      }
    })

  /// What the ground is used for, whatever the class system.
  var general: Classes.LandUse? { LandUse.classes[self]?.general }

  var isFarmland: Bool { general == .farmland }

  /// 建设用地 of the three categories.
  var isConstruction: Bool { LandUse.classes[self]?.category == .construction }

  /// 未利用地 of the three categories.
  var isUnused: Bool { LandUse.classes[self]?.category == .unused }

  /// 农用地 of the three categories.
  var isAgricultural: Bool { !isConstruction && !isUnused }

  /// The classes whose patches carry a width (XZDWKD).
  var hasWidth: Bool {
    switch self {
    case .railway, .highway, .street, .ruralRoad, .river, .ditch, .mainDitch: true
    default: false
    }
  }

  /// The least area of a patch (最小上图面积) in m².
  var minimumArea: Double {
    isConstruction || self == .farmFacility ? 200 : isUnused ? 600 : 400
  }
}
