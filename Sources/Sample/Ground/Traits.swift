import Classes

/// The attributes that the survey records for a patch besides shape and area.
struct Traits: Hashable {
  var use: LandUse
  var village: Int
  var zone: Zone
  var settlement: Int
  var slope: Int
  var isTerraced: Bool
  /// Width of a linear feature in m, 0 for others.
  var width: Double
  var boundary: BoundaryZone
  var park: Int
  /// 种植属性代码 ZZSXDM, empty for none.
  var planting = ""
  /// 图斑细化代码 TBXHDM, empty for none.
  var form = ""
  /// 田坎系数 KCXS.
  var ridgeShare = 0.0
  /// 耕地等别 GDDB, 0 for none.
  var grade = 0
  /// 权属性质 QSXZ.
  var tenure = "30"
  /// The villagers' group or land user.
  var owner = 0

  init(_ face: Face) {
    use = face.use
    village = face.village
    zone = face.zone
    settlement = face.settlement
    slope = face.slope
    isTerraced = face.isTerraced && face.slope > 1
    width = face.use.hasWidth ? face.width : 0
    boundary = face.boundary
    park = face.park
  }

  /// Derives further attributes from class and place, and the rest from `random`.
  mutating func derive(_ random: inout Random) {
    planting = ""
    form = ""
    ridgeShare = 0
    grade = 0
    if use.isFarmland {
      deriveFarmland(&random)
    } else {
      isTerraced = false
      deriveOther(&random)
    }
    deriveTenure()
  }

  private mutating func deriveFarmland(_ random: inout Random) {
    ridgeShare = Traits.ridgeShare(slope: slope, isTerraced: isTerraced)
    planting = random.weighted([
      ("LS", use == .paddy ? 66 : 22), ("FLS", use == .paddy ? 8 : 50), ("LYFL", 15), ("WG", 7),
      ("XG", 2),
    ])
    grade = Traits.usualGrade(use, slope: slope) + random.below(2)
    if zone == .estuary { form = "HDGD" }
  }

  /// The better of the two usual grades of farmland of a class and slope.
  static func usualGrade(_ use: LandUse, slope: Int) -> Int {
    (use == .paddy ? 4 : 6) + min(3, slope - 1)
  }

  private mutating func deriveOther(_ random: inout Random) {
    let isOpen = zone == .rural || zone == .fringe || (zone == .hill && slope < 5)
    if use.rawValue.last == "K" {
      planting = random.chance(0.7) ? "JKHF" : "GCHF"
    } else if isOpen, [.garden, .forest].contains(use.general) || use == .pond {
      let rest = random.unit()
      let ready = zone == .hill ? 0.06 : 0.3
      planting = rest < ready ? "JKHF" : rest < ready * 1.7 ? "GCHF" : ""
    }
    if use == .mining { form = "FQ" }
  }

  /// Ridge coefficients by slope class for sloping land (坡地) and terraces (梯田); ground of up to 2°
  /// has none.
  static func ridgeShare(slope: Int, isTerraced: Bool) -> Double {
    let table =
      isTerraced ? [0, 0, 0.0745, 0.1104, 0.1456, 0.1932] : [0, 0, 0.0512, 0.0823, 0.1195, 0.161]
    return table[min(5, max(1, slope))]
  }

  /// Makes the width differ by at least 0.1 m from the given ones (in tenths of a metre), so that
  /// neighbouring pieces of one class stay separate patches.
  mutating func makeWidthDistinct(from taken: Set<Int>) {
    guard width > 0 else { return }
    while taken.contains(tenths) { width += 0.1 }
  }

  /// The width in tenths of a metre, as it is recorded.
  var tenths: Int { Int((width * 10).rounded()) }

  /// Owned by a village collective (集体土地所有权); 10 and 20 are the state's.
  var isCollective: Bool { tenure.hasPrefix("3") }

  private mutating func deriveTenure() {
    switch use {
    case .river, .coastalFlat, .inlandFlat, .dike, .railway, .highway, .reservoir:
      tenure = "10"
    case .street where zone != .settlement: tenure = "10"
    case _ where use.isConstruction && (zone == .town || zone == .industry):
      tenure = use == .ruralHousing ? "31" : "20"
    case .ruralRoad, .ditch, .mainDitch, .street: tenure = "32"
    default: tenure = "31"
    }
  }

  /// 城镇村属性码 CZCSXM, empty outside towns and villages.
  func builtUpCode(town: Int) -> String {
    let isTown = boundary != .outside && settlement <= 0
    switch use {
    case .mining: return "204"
    case .special: return "205"
    case .railway, .highway, .dike, .port: return ""
    case .street where zone == .corridor && boundary == .outside: return "203"
    case _ where use.isConstruction:
      if isTown { return town == 1 ? "202" : "201" }
      return use == .industrial && settlement == 0 ? "203A" : "203"
    default: return ""
    }
  }
}
